"""Titles of other pages, for blocks that link to them."""

import re
from functools import lru_cache
from pathlib import Path

from explainer import frontmatter
from explainer.paths import docs
from explainer.records import records, yamlfile


def page_title(lang: str, name: str) -> str | None:
    """The headline of the page `name` (as ``incident/index.md``), or None if there is no such page."""
    path = docs(lang, records().root) / name
    return _title(path, state) if (state := yamlfile.state(path)) else None


@lru_cache(maxsize=128)
def _title(path: Path, _state: tuple[int, int]) -> str | None:
    text = path.read_text("utf-8-sig")
    headline = re.search(r"^# (.+)$", text[frontmatter.read(text).end :], re.MULTILINE)
    return headline and headline[1]
