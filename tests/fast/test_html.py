"""The built pages are valid HTML.

A parser that follows the HTML standard reads one page of each template, and every page in `make test-all`, and must
not meet a single parse error: wrong nesting, unknown entities, stray or missing tags, attributes given twice. What such
a parser does not judge and axe does not either is checked by name on every page. The full conformance checker of the
W3C needs Java and is not used.
"""

from collections import Counter
from pathlib import Path

import html5lib
import pytest
from markup import Markup, read

FOLDERS = ("", "incident/", "letter/", "alternatives/", "alternatives/mochi-1/", "sources/", "timeline/", "it/")
TEMPLATES = ("404.html", *(f"{folder}index.html" for folder in FOLDERS))
OBSOLETE = {"acronym", "big", "center", "font", "frame", "frameset", "marquee", "nobr", "strike", "tt"}
OBSOLETE_ATTRIBUTES = {"align", "bgcolor", "border", "cellpadding", "cellspacing", "valign", "nowrap"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")


def errors(markup: bytes) -> list[str]:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse(markup, transport_encoding="utf-8")
    return [f"line {line}: {html5lib.constants.E[code] % data}" for (line, _), code, data in parser.errors]


def faults(page: Markup) -> list[str]:
    found = [f'id="{name}" stands {count} times' for name, count in Counter(page.values("id")).items() if count > 1]
    for tag, given in page.elements:
        if tag in OBSOLETE or OBSOLETE_ATTRIBUTES & given.keys():
            found.append(f"<{tag} {' '.join(given)}> is obsolete")
        if given.get("id") == "" or " " in given.get("id", ""):
            found.append(f'id="{given["id"]}" is no name')
        if tag == "img" and "alt" not in given:
            found.append("<img> without alt")
        asked = [(name, word) for name in REFERENCES for word in given.get(name, "").split()]
        found += [f'{name}="{word}" names nothing' for name, word in asked if word not in page.ids]
    return found


@pytest.mark.parametrize("path", TEMPLATES)
def test_a_page_of_each_template_has_no_parse_error(site_dir: Path, path: str):
    assert errors((site_dir / path).read_bytes()) == []


@pytest.mark.every
def test_no_page_has_a_parse_error(site_dir: Path):
    assert {str(file): found for file in site_dir.rglob("*.html") if (found := errors(file.read_bytes()))} == {}


def test_no_page_breaks_a_named_rule(site_dir: Path):
    assert {str(file): found for file in site_dir.rglob("*.html") if (found := faults(read(file)))} == {}


def test_each_named_rule_finds_its_fault():
    planted = {
        '<p id="a"></p><p id="a"></p>': 'id="a" stands 2 times',
        '<p id=""></p>': 'id="" is no name',
        '<nav aria-labelledby="b"></nav>': 'aria-labelledby="b" names nothing',
        "<img src=x>": "<img> without alt",
        "<center></center>": "<center > is obsolete",
        '<td align="left"></td>': "<td align> is obsolete",
    }
    assert {text: fault for text, fault in planted.items() if fault not in faults(Markup(text))} == {}


def test_the_parser_sees_a_fault():
    assert len(errors(b"<!doctype html><title>x</title><p><b>unclosed</p><div id=a id=b></span></div>")) >= 3
