"""Titles of other pages, for blocks that link to them."""

import re
from functools import lru_cache

from explainer import frontmatter
from explainer.paths import docs
from explainer.records import records


def page_title(lang: str, name: str) -> str | None:
    """The headline of the page `name` (as ``incident/index.md``), or None if there is no such page."""
    path = docs(lang, records().root) / name
    try:
        state = path.stat()
    except OSError:
        return None
    return _title(str(path), state.st_mtime_ns)


@lru_cache(maxsize=128)
def _title(path: str, _mtime_ns: int) -> str | None:
    with open(path, encoding="utf-8-sig") as file:
        text = file.read()
    headline = re.search(r"^# (.+)$", text[frontmatter.read(text).end :], re.MULTILINE)
    return headline[1] if headline else None
