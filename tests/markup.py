"""The elements of a built page, for all tests that ask what stands on it."""

import json
import re
from functools import cache, cached_property
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import bibtexparser


class Markup(HTMLParser):
    """A page's elements in order, each with its name and attributes; an attribute without a value has an empty one.

    `scripts` are the texts of the scripts in it.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attributes}))

    def handle_data(self, data: str) -> None:
        tag, given = self.elements[-1] if self.elements else ("", {})
        if self.cdata_elem == tag == "script" and "src" not in given and "json" not in given.get("type", ""):
            self.scripts.append(data)

    def values(self, attribute: str, tag: str = "") -> list[str]:
        return [given[attribute] for name, given in self.elements if given.get(attribute) and tag in ("", name)]

    @cached_property
    def ids(self) -> set[str]:
        return set(self.values("id"))


@cache
def read(page: Path) -> Markup:
    return Markup(page.read_text(encoding="utf-8"))


def structured(page: Path) -> list[dict]:
    """What a page tells search engines, part by part."""
    told = re.search('<script type="application/ld.json">(.*?)</script>', page.read_text("utf-8"), re.S)[1]
    return json.loads(told)["@graph"]


def cited(page: Path) -> tuple[str, bibtexparser.model.Entry]:
    """A page's box on how to cite it, and the entry for a bibliography that stands there."""
    box = re.search('<details class="cite-page">.*?</details>', page.read_text("utf-8"), re.S)[0]
    (entry,) = bibtexparser.parse_string(unescape(re.search("<code>(.*)</code>", box, re.S)[1])).entries
    return box, entry
