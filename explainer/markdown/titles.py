"""Titles of other pages, for blocks that link to them."""

import re

from explainer.paths import docs
from explainer.records import records


def page_title(lang: str, name: str) -> str | None:
    """The headline of the page `name` (as ``incident/index.md``), or None if there is no such page."""
    path = docs(lang, records().root) / name
    text = path.read_text("utf-8-sig").split("\n---", 1)[-1] if path.is_file() else ""  # what is below the front matter
    headline = re.search(r"^# (.+)$", text, re.MULTILINE)
    return headline and headline[1]
