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

from explainer.editions import EDITIONS
from explainer.markdown.html import HEADINGS, INLINE, read
from explainer.records.search import Search, document

NAME = "search.json"

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
    """A place that a result can lead to; it ends with the element that opened it, that of a heading with what it is in."""

    id: str
    weight: float
    title: str = ""
    lines: list[str] = field(default_factory=lambda: [""])
    dated: bool = False


class _Page:
    def __init__(self, page: str) -> None:
        head, _, body = page.partition("</head>")
        self.title, self.description = (unescape((found.search(head) or ("", ""))[1]) for found in (_TITLE, _ABOUT))
        self.sections = [_Section("", 1)]
        self.machines: list[Element] = []
        # Most of a page is the menu. Markdown writes the content as XML, which a fast reader reads.
        content = body[body.find(_CONTENT) :].partition("</main>")[0].rpartition("</article>")[0]
        if content:
            self._read(read(f"{content}</article>"), self.sections[0], None, 1, "")

    def _read(
        self, element: Element, section: _Section, naming: _Section | None, weight: float, parent: str
    ) -> _Section:
        """Read an element in a section, or in the title of one; returns the section that what follows it is in."""
        tag, weight = element.tag, float(element.get("data-weight", weight))
        hidden = element.get("hidden", "until-found") != "until-found"
        if tag == "form":
            self.machines += element.findall(".//select[@name='card']//option[@data-kind]")
        if hidden or not weight or tag in _SKIPPED or _MARKS & {*element.get("class", "").split()}:
            return section
        _break(section, tag)
        inner, nameless = self._begun(element, section, weight, parent), not section.title
        heading = tag == "h1" or (tag in HEADINGS and "id" in element.attrib)
        if heading or (tag == "cite" and nameless):
            naming = inner
        elif tag == "time" and nameless:
            section.dated = True
            section.lines[-1] += " "
        _say(inner, naming, element.text)
        last = inner
        for child in element:
            if child.tag in _VOID:
                _break(last, child.tag)
            else:
                last = self._read(child, last, naming, weight, tag)
            _say(last, naming, child.tail)
        _break(last, tag)
        # What a heading opens by a click is its section, too.
        return last if heading or tag == "summary" else section

    def _begun(self, element: Element, section: _Section, weight: float, parent: str) -> _Section:
        """The section that an element stands for, or the one that it stands in."""
        tag, name = element.tag, element.get("id")
        if tag in ("article", "section"):
            name = element.get("aria-labelledby")
        elif tag == "h1":
            name = ""
        elif tag not in ("li", "tr", "details", *HEADINGS) and (tag, parent) != ("div", "dl"):
            return section
        if name in (None, section.id):
            return section
        self.sections.append(_Section(name, weight))
        return self.sections[-1]


def _say(section: _Section, naming: _Section | None, text: str | None) -> None:
    if naming:
        naming.title += text or ""
    else:
        section.lines[-1] += text or ""


def _break(section: _Section, tag: str) -> None:
    """End a line, or a cell within it, so that an excerpt does not run on from one thing into another."""
    if tag in INLINE - _VOID:
        return
    if tag not in ("td", "th"):
        section.lines.append("")
    elif section.lines[-1].strip() and not section.lines[-1].rstrip().endswith("·"):
        section.lines[-1] += " · "


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


def write(site: Path) -> None:
    """Write the index of each edition from its built pages; raises NotYaml and ValidationError."""
    search = Search.model_validate(document().content)
    for language, edition in EDITIONS.items():
        folder, index = site / edition.folder, []
        others = [site / other.folder for other in EDITIONS.values() if other.folder and other is not edition]
        for file in sorted(folder.rglob("index.html")):
            if not any(map(file.is_relative_to, others)):
                location = file.relative_to(folder).as_posix().removesuffix("index.html")
                index += entries(location, file.read_text(encoding="utf-8"))
        asks = {str(one["location"]): names(str(one["title"])) for one in index if "?" in str(one["location"])}
        asks |= {row.at: row[language] for row in search.asks if row[language]}
        content = {
            "entries": index,
            "asks": ["\n".join(asks.get(str(entry["location"]), ())) for entry in index],
            "common": search.common[language],
            "asked": [[row[language].asked, row[language].found] for row in search.asked],
            "same": search.same[language],
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / NAME).write_text(text, encoding="utf-8")


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
