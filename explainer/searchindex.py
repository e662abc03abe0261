"""The search index of each edition: its built pages, split where a result can lead to, as plain text.

A result leads to whatever has an id and a name of its own: a page, a heading, a block that a heading labels, an entry
of a list of records, a line to open, a machine that a form asks for. Made from the pages as they were built, it needs
nothing of how they were written.
A block says with `data-weight` that it has the words of many questions and answers none of them, as a bibliography
does: below 1 it comes later, at 0 it is left out. (Engines take away `data-search-…`.)
"""

import json
import re
from dataclasses import dataclass, field
from html import unescape
from itertools import accumulate
from pathlib import Path
from xml.etree.ElementTree import Element

import yaml

from explainer import paths
from explainer.editions import EDITIONS
from explainer.markdown.html import INLINE, read

NAME = "search.json"
WORDS = paths.DATA / "search.yml"

_CONTENT = '<article class="md-content__inner'
_TITLE, _ABOUT = re.compile("<title>(.*?)</title>", re.S), re.compile('<meta name="description" content="(.*?)">', re.S)
_WORD = re.compile(r"\w+(?:[.,:]\d+)*(?: (?:GB|fps|px))?")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
# The head of a table says of no row what it is.
_SKIPPED = {"button", "footer", "form", "nav", "pre", "script", "style", "svg", "template", "thead"}
# Whoever names a machine gets it; whoever only says how much memory theirs has gets what is told of it.
_MACHINE = 0.3
# So many characters of a section are shown in results; of what a long table says further down the words are enough.
_LONG = 900
# Classes: what belongs to the page, not to what it says.
_MARKS = {"checked", "cite", "cite-page", "headerlink", "source__read", "source__date"}


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


class _Page:
    def __init__(self, page: str) -> None:
        head, _, body = page.partition("</head>")
        self.title, self.description = (unescape((found.search(head) or ("", ""))[1]) for found in (_TITLE, _ABOUT))
        self.sections: list[_Section] = []
        self.machines: list[Element] = []
        self._open: list[_Section] = []
        self._naming: _Section | None = None
        # Most of a page is the menu. Markdown writes the content as XML, which a fast reader reads.
        content = body[body.find(_CONTENT) :].partition("</main>")[0].rpartition("</article>")[0]
        if content:
            self._read(read(f"{content}</article>"), 1, 1, None)

    def _read(self, element: Element, weight: float, depth: int, parent: Element | None) -> None:
        weight, naming = float(element.get("data-weight", weight)), self._naming
        hidden = element.get("hidden", "until-found") != "until-found"
        if element.tag == "form":
            self.machines += element.findall(".//select[@name='card']//option[@data-kind]")
        if hidden or not weight or element.tag in _SKIPPED or _MARKS & {*element.get("class", "").split()}:
            return
        self._break(element.tag)
        self._sections(element, weight, depth, parent)
        self._say(element.text)
        for child in element:
            if child.tag in _VOID:
                self._break(child.tag)
            else:
                self._read(child, weight, depth + 1, element)
            self._say(child.tail)
        self._break(element.tag)
        self._naming = naming
        self._open = [section for section in self._open if section.depth < depth]

    def _sections(self, element: Element, weight: float, depth: int, parent: Element | None) -> None:
        """Begin the section that an element stands for, or name the one it is in."""
        tag, name, labelled = element.tag, element.get("id"), element.get("aria-labelledby")
        if re.fullmatch("h[1-6]", tag) and (tag == "h1" or name is not None):
            # What a heading opens by a click is its section, too.
            outer = depth - (2 if parent is not None and parent.tag == "summary" else 1)
            self._naming = self._begin("" if tag == "h1" else name or "", weight, outer, int(tag[1]))
        elif tag in ("article", "section") and labelled is not None:
            self._begin(labelled, weight, depth)
        elif name is not None and (
            tag in ("li", "tr", "details") or (tag == "div" and parent is not None and parent.tag == "dl")
        ):
            self._begin(name, weight, depth)
        elif self._open and not self._open[-1].title:
            if tag == "cite":
                self._naming = self._open[-1]
            elif tag == "time":
                self._open[-1].dated = True
                self._open[-1].lines[-1] += " "

    def _say(self, text: str | None) -> None:
        if self._naming:
            self._naming.title += text or ""
        elif self._open:
            self._open[-1].lines[-1] += text or ""

    def _begin(self, name: str, weight: float, depth: int, rank: int = 0) -> _Section:
        """The section of that name: one that its block has opened, or a new one."""
        for section in self._open:
            if section.id == name:
                return section
        while rank and self._open and self._open[-1].depth == depth and self._open[-1].rank >= rank:
            self._open.pop()
        self._open.append(_Section(name, depth, rank, weight=weight))
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
    shown, found = _Page(page), []
    for section in shown.sections:
        # What a list says at each of its entries is said once.
        lines = [text for text in dict.fromkeys(map(_plain, section.lines)) if text]
        entry = {"location": f"{location}#{section.id}" if section.id else location}
        # An event is called by what happened, not by its date.
        entry["title"] = _plain(section.title) or (lines.pop(section.dated and len(lines) > 1) if lines else "")
        if not section.id:
            entry["page"] = shown.title.rpartition(" · ")[0].strip() or shown.title.strip()
            lines.insert(0, _plain(shown.description))
        # Its one sentence is all that an event has; what tells more of it comes first.
        if (weight := section.weight / (1 + section.dated)) != 1:
            entry["weight"] = weight
        if lines or not section.id:
            found.append(entry | _text(lines))
    for machine in shown.machines:
        place = f"{location}?card={machine.get('value')}"
        found.append({"location": place, "title": machine.text, "text": "", "weight": _MACHINE})
    return found


def write(site: Path) -> list[str]:
    """Write the index of each edition from its built pages; returns the paths of the files, relative to `site`."""
    # The base loader: "no" and "false" are words here, like any other.
    words = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    written = []
    for language, edition in EDITIONS.items():
        folder, index = site / edition.folder, []
        others = [site / other.folder for other in EDITIONS.values() if other.folder and other is not edition]
        for file in sorted(folder.rglob("index.html")):
            if not any(map(file.is_relative_to, others)):
                location = file.relative_to(folder).as_posix().removesuffix("index.html")
                index += entries(location, file.read_text(encoding="utf-8"))
        asks = {str(one["location"]): names(str(one["title"])) for one in index if "?" in str(one["location"])}
        asks |= {row["at"]: row[language] for row in words["asks"] if language in row}
        content = {
            "entries": index,
            "asks": ["\n".join(asks.get(str(entry["location"]), ())) for entry in index],
            "common": words["common"][language],
            "asked": [list(row[language].values()) for row in words["asked"]],
            "same": words["same"][language],
        }
        written.append(f"{edition.folder}{NAME}")
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (site / written[-1]).write_text(text, encoding="utf-8")
    return written


def _text(lines: list[str]) -> dict[str, str]:
    """What a result may show of a section, and the words that only the rest of it has."""
    ends = accumulate(len(line) + 1 for line in lines)
    shown = sum(end <= _LONG for end in ends) or 1
    text = "\n".join(lines[:shown])
    known = {*_WORD.findall(text)}
    more = " ".join(word for word in dict.fromkeys(_WORD.findall("\n".join(lines[shown:]))) if word not in known)
    return {"text": text} | ({"more": more} if more else {})


def names(machine: str) -> list[str]:
    """The names of a machine, as readers ask for it: "RTX 4060 (desktop or laptop), 4060 Ti or 4070 laptop, 8 GB"."""
    given, _, size = machine.rpartition(", ")
    if not size[:1].isdigit():
        given, size = machine, ""
    whole = re.split(r", | or? (?![^(]*\))", given)
    plain = [re.sub(r" \(.*?\)", "", name) for name in whole]
    return [f"{name} {size}".strip() for name in dict.fromkeys([*plain, *whole])]


def _plain(text: str) -> str:
    text = re.sub(r" (?=[.,;:!?)])", "", re.sub(r"\s+", " ", text))
    return text.lstrip(" ·.,;").rstrip(" ·")
