"""The search index of each edition: its built pages, split where a result can lead to, as plain text.

A result leads to whatever has an id and a name of its own: a page, a heading, a block that a heading labels, an entry
of a list of records, a line to open. Made from the pages as they were built, it needs nothing of how they were written.
A block says with `data-weight` that it has the words of many questions and answers none of them, as a bibliography
does: below 1 it comes later, at 0 it is left out. (Engines take away `data-search-…`.)
"""

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import yaml

from explainer import paths
from explainer.editions import EDITIONS
from explainer.markdown.html import INLINE

NAME = "search.json"
WORDS = paths.DATA / "search.yml"

_CONTENT = '<article class="md-content__inner'
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# The head of a table says of no row what it is.
_SKIPPED = {"button", "footer", "form", "nav", "script", "style", "svg", "template", "thead"}
_MARKS = {"checked", "cite", "cite-page", "headerlink"}  # classes: what belongs to the page, not to what it says
_HEADING = re.compile(r"h[1-6]")


@dataclass
class _Section:
    """A place that a result can lead to; it ends with the element that opened it, or at the next heading of its rank."""

    id: str
    depth: int
    rank: int = 0
    title: str = ""
    lines: list[str] = field(default_factory=lambda: [""])
    weight: float = 1
    dated: bool = False


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.title = self.description = ""
        self.sections: list[_Section] = []
        self._open: list[_Section] = []
        self._stack: list[tuple[str, bool]] = []  # elements within the content, and whether they are read
        self._weights: list[tuple[int, float]] = [(0, 1)]  # from which depth on
        self._naming: tuple[int, _Section] | None = None
        # Most of a page is the menu: what is not content is not parsed.
        head, _, body = page.partition("</head>")
        self.feed(head + body[max(0, body.find(_CONTENT)) :].partition("</main>")[0])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        classes = set(has.get("class", "").split())
        if has.get("name") == "description":
            self.description = has.get("content", "")
        if tag in _VOID:
            return self._break(tag)
        if not self._stack and "md-content__inner" not in classes:
            if tag == "title" and not self.title:
                self._stack.append((tag, True))
            return None
        hidden = "hidden" in has and has["hidden"] != "until-found"
        read = not (hidden or tag in _SKIPPED or classes & _MARKS or has.get("data-weight") == "0")
        self._stack.append((tag, read and (len(self._stack) == 0 or self._stack[-1][1])))
        if not self._stack[-1][1]:
            return None
        self._break(tag)
        depth = len(self._stack)
        if "data-weight" in has:
            self._weights.append((depth, float(has["data-weight"])))
        if _HEADING.fullmatch(tag) and (tag == "h1" or "id" in has):
            self._naming = depth, self._begin("" if tag == "h1" else has["id"], depth - 1, int(tag[1]))
        elif tag in ("article", "section") and "aria-labelledby" in has:
            self._begin(has["aria-labelledby"], depth)
        elif "id" in has and (
            tag in ("li", "tr") or "fold" in classes or (tag == "div" and self._stack[-2][0] == "dl")
        ):
            self._begin(has["id"], depth)
        elif self._open and not self._open[-1].title:
            if tag == "cite":
                self._naming = depth, self._open[-1]
            elif tag == "time":
                self._open[-1].dated = True
                self._open[-1].lines[-1] += " "
        return None

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or ((tag, True) not in self._stack and (tag, False) not in self._stack):
            return
        name = ""
        while name != tag:
            depth = len(self._stack)
            name, read = self._stack.pop()
            if self._naming and self._naming[0] == depth:
                self._naming = None
            if read:
                self._break(name)
            while self._weights[-1][0] >= depth:
                self._weights.pop()
            while self._open and self._open[-1].depth >= depth:
                self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._stack or not self._stack[-1][1]:
            return
        if self._stack[0][0] == "title":
            self.title += data
        elif self._naming:
            self._naming[1].title += data
        elif self._open:
            self._open[-1].lines[-1] += data

    def _begin(self, name: str, depth: int, rank: int = 0) -> _Section:
        """The section of that name: one that its block has opened, or a new one."""
        for section in self._open:
            if section.id == name:
                return section
        while rank and self._open and self._open[-1].depth == depth and self._open[-1].rank >= rank:
            self._open.pop()
        self._open.append(_Section(name, depth, rank, weight=self._weights[-1][1]))
        self.sections.append(self._open[-1])
        return self._open[-1]

    def _break(self, tag: str) -> None:
        """End a line, or a cell within it, so that an excerpt does not run on from one thing into another."""
        if not self._open or tag in INLINE - _VOID:
            return
        lines = self._open[-1].lines
        if tag not in ("td", "th"):
            lines.append("")
        elif lines[-1].strip() and not lines[-1].rstrip().endswith("·"):
            lines[-1] += " · "


def entries(location: str, page: str) -> list[dict[str, object]]:
    """What can be found on the page at `location`: where, under which name, and its text, line by line."""
    read, found = _Page(page), []
    for section in read.sections:
        # What a list says at each of its entries is said once.
        lines = [text for text in dict.fromkeys(map(_plain, section.lines)) if text]
        entry = {"location": f"{location}#{section.id}" if section.id else location}
        # An event is called by what happened, not by its date.
        entry["title"] = _plain(section.title) or (lines.pop(section.dated and len(lines) > 1) if lines else "")
        if not section.id:
            entry["page"] = read.title.rpartition(" · ")[0].strip() or read.title.strip()
            lines.insert(0, _plain(read.description))
        # Its one sentence is all that an event has; what tells more of it comes first.
        if (weight := section.weight / (1 + section.dated)) != 1:
            entry["weight"] = weight
        if lines or not section.id:
            found.append(entry | {"text": "\n".join(lines)})
    return found


def write(site: Path) -> list[str]:
    """Write the index of each edition from its built pages; returns the paths of the files, relative to `site`."""
    # The base loader: "no" and "false" are words here, like any other.
    words = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    written = []
    for language, edition in EDITIONS.items():
        folder = site / edition.folder
        others = [site / other.folder for other in EDITIONS.values() if other.folder and other is not edition]
        index: dict[str, object] = {"entries": []}
        for file in sorted(folder.rglob("index.html")):
            if not any(file.is_relative_to(other) for other in others):
                location = file.relative_to(folder).as_posix().removesuffix("index.html")
                index["entries"] += entries(location, file.read_text(encoding="utf-8"))
        index["common"] = words["common"][language]
        index["asked"] = [list(row[language].values()) for row in words["asked"]]
        index["leads"] = [[row[language], row["to"]] for row in words["leads"]]
        written.append(f"{edition.folder}{NAME}")
        text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
        (site / written[-1]).write_text(text, encoding="utf-8")
    return written


def _plain(text: str) -> str:
    text = re.sub(r" (?=[.,;:!?)])", "", re.sub(r"\s+", " ", text))
    return text.lstrip(" ·.,;").rstrip(" ·")
