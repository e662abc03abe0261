"""The built pages are valid HTML.

Two kinds of checks. A parser that follows the HTML standard reads one page of each template and must not meet a
single parse error: wrong nesting, unknown entities, stray or missing tags, attributes given twice. What such a parser
does not judge is checked by name on every page: references between elements, the order of headings, controls inside
controls, block elements inside phrases, pictures without alternative, obsolete elements and attributes.
The full conformance checker of the W3C needs Java and is not used.
"""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import html5lib
import pytest

TEMPLATES = (
    "index.html",
    "404.html",
    "incident/index.html",
    "letter/index.html",
    "alternatives/index.html",
    "alternatives/mochi-1/index.html",
    "sources/index.html",
    "timeline/index.html",
    "it/index.html",
)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
FOREIGN = {"svg", "math"}
OBSOLETE = {"acronym", "big", "center", "font", "frame", "frameset", "marquee", "nobr", "strike", "tt"}
OBSOLETE_ATTRIBUTES = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "nowrap"}
CONTROLS = {"a", "button", "input", "select", "textarea", "label", "summary"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form", *HEADINGS}
BLOCKS |= {"header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"}
PHRASES = {"p", "span", "sup", "em", "strong", "cite", "time", "dt", *HEADINGS}
LISTS = {"ul": {"li"}, "ol": {"li"}, "dl": {"dt", "dd", "div"}, "tr": {"td", "th"}}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list", "commandfor")


class Names(HTMLParser):
    """Reads a page and collects, in words, what the named checks object to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.asked: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.found: list[str] = []
        self.feed(text)
        self.close()
        self._afterwards()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        inside = [name for name in self.open if name in FOREIGN]
        if not inside:
            self._element(tag, given)
        if "id" in given:
            if given["id"] in self.ids:
                self.found.append(f'id="{given["id"]}" stands twice')
            if not given["id"] or " " in given["id"]:
                self.found.append(f'id="{given["id"]}" is no name')
            self.ids.add(given["id"] or "")
        self.asked += [(name, word) for name in REFERENCES for word in (given.get(name) or "").split()]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _element(self, tag: str, given: dict[str, str | None]) -> None:
        parent = self.open[-1] if self.open else ""
        if tag in OBSOLETE or OBSOLETE_ATTRIBUTES & given.keys():
            self.found.append(f"<{tag}> or its attributes {sorted(OBSOLETE_ATTRIBUTES & given.keys())} are obsolete")
        if tag == "img" and "alt" not in given:
            self.found.append("<img> without alt")
        if tag in {"a", "button", "select", "textarea"} or (tag == "input" and given.get("type") != "hidden"):
            around = [name for name in self.open if name in CONTROLS and not (name == "label" and tag != "a")]
            if around:
                self.found.append(f"<{tag}> inside <{around[-1]}>")
        if tag in BLOCKS and parent in PHRASES:
            self.found.append(f"<{tag}> inside <{parent}>")
        if parent in LISTS and tag not in LISTS[parent] | {"script", "template"}:
            self.found.append(f"<{tag}> inside <{parent}>")
        if tag == "li" and parent not in {"ul", "ol", "menu"}:
            self.found.append(f"<li> inside <{parent}>")
        if tag in HEADINGS and "dialog" not in self.open:
            self.headings.append(int(tag[1]))

    def _afterwards(self) -> None:
        self.found += [f'{name}="{word}" names nothing' for name, word in self.asked if word not in self.ids]
        for before, after in zip([0, *self.headings], self.headings, strict=False):
            if after > before + 1:
                self.found.append(f"<h{after}> after <h{before}>")


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_page_of_each_template_has_no_parse_error(site_dir: Path, path: str):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse((site_dir / path).read_bytes(), transport_encoding="utf-8")
    shown = [f"line {line}: {html5lib.constants.E[code] % data}" for (line, _), code, data in parser.errors]
    assert not shown, "\n".join(shown[:20])


def test_the_parser_sees_a_fault():
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><b>unclosed</p><div id=a id=b></span></div>")
    assert len(parser.errors) >= 3


def test_no_page_breaks_a_named_rule(site_dir: Path):
    found = []
    for file in sorted(site_dir.rglob("*.html")):
        names = Names(file.read_text(encoding="utf-8"))
        found += [f"{file.relative_to(site_dir).as_posix()}: {fault}" for fault in dict.fromkeys(names.found)]
    assert not found, "\n".join(found[:40])


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('<p id="a"></p><p id="a"></p>', 'id="a" stands twice'),
        ('<p id=""></p>', 'id="" is no name'),
        ('<nav aria-labelledby="b"></nav>', 'aria-labelledby="b" names nothing'),
        ("<h1></h1><h3></h3>", "<h3> after <h1>"),
        ("<a><button></button></a>", "<button> inside <a>"),
        ("<p><div></div></p>", "<div> inside <p>"),
        ("<ul><p></p></ul>", "<p> inside <ul>"),
        ("<img src=x>", "<img> without alt"),
        ("<center></center>", "<center> or its attributes [] are obsolete"),
        ('<td align="left"></td>', "<td> or its attributes ['align'] are obsolete"),
    ],
)
def test_each_named_rule_finds_its_fault(text: str, fault: str):
    assert fault in Names(text).found
