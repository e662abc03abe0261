"""What all rules are written with: rules for one page, the settings beside this file, texts of records and excerpts."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, wraps
from pathlib import Path
from textwrap import shorten
from typing import Any

from explainer.finding import Fault, Finding
from explainer.pages.site import Page, Site
from explainer.records import KINDS, Reading, yamlfile
from explainer.records.schema import Loc, walk

__all__ = ["Faults", "Findings", "Page", "Reading", "Site", "denies", "each_page", "excerpt", "settings", "texts"]

Faults = Iterator[Fault]
Findings = Iterator[Finding]


def each_page(rule: Callable[[Page, Reading], Faults]) -> Callable[[Site, Reading], Findings]:
    """Turn a rule that judges one page by its line, message and remedy into one for all pages."""

    @wraps(rule)
    def check(site: Site, data: Reading) -> Findings:
        return (Finding(page.shown, *fault) for page in site for fault in rule(page, data))

    return check


def excerpt(text: str) -> str:
    """Return the beginning of a text on one line, at most 70 characters."""
    return shorten(text, 70, placeholder=" …")


@cache
def settings(name: str) -> dict[str, Any]:
    """Return what a YAML file beside this one holds."""
    return yamlfile.read(Path(__file__).with_name(f"{name}.yml")).content


@cache
def denies(language: str, *more: str) -> re.Pattern[str]:
    """What finds the words that deny in a language, and those of `more` lists of `language.yml`."""
    words = "|".join(settings("language")[name][language] for name in ("denial", *more))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def texts(data: Reading) -> list[tuple[str, str, Loc, str]]:
    """Return every text in the records: the kind and id of its record, its path of keys and positions, and itself."""
    records = ((kind, *each) for kind in KINDS for each in getattr(data.records, kind).items())
    return [(kind, key, *part) for kind, key, record in records for part in walk(record) if isinstance(part[1], str)]
