"""What the templates are told besides the configuration: plain values, the same for every page of an edition."""

from __future__ import annotations

import re
from typing import Any

from explainer import opendata, paths
from explainer.editions import LANGUAGES
from explainer.records import records
from explainer.records.words import word


def told(language: str) -> dict[str, Any]:
    """The values for `extra` of an edition's configuration.

    `pages`: the address of every page below the home page, by language; `corrections`: those of each page, by its
    source; `tables`: those of the open data.
    """
    corrections: dict[str, list[dict[str, str]]] = {}
    for record in records().corrections.values():
        text = word("correction", language).format(was=record.was[language], now=record.now[language])
        corrections.setdefault(record.page, []).append({"date": record.date, "text": text})
    return {
        "pages": {each: addresses(each) for each in LANGUAGES},
        "corrections": corrections,
        "tables": [{"name": table.name, "title": table.title[language]} for table in opendata.tables()],
    }


def addresses(language: str) -> list[str]:
    """The address of every page of a language, relative to its home page; names that begin with a dot are no pages."""
    folder = paths.DOCS / language
    names = (file.relative_to(folder) for file in folder.rglob("*.md"))
    seen = [name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts)]
    return sorted(re.sub(r"(^|/)index/$", r"\1", name.removesuffix(".md") + "/") for name in seen)
