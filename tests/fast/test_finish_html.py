"""The reading and rewriting of HTML: the same tags as the standard library's parser, and nothing else changed."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from explainer.finish import FinishError
from explainer.finish.html import element, read_page, scan

ODD = """<!doctype html><!-- <a href="no.css"> --><html lang=en CLASS='no-js'><head><title>a &amp; "</title>
<meta charset="utf-8"/><script>if (a < b) { c("<img src='x.png'>") } // it's</script>
<style>a > b {}</style><script src = 'x.js' defer ></script></head>
<body data-json='{"a": ">"}' hidden><p title="1 > 0 &amp; 'so'">it's <br/>x < y and y<z</p>
<textarea>text</textarea><svg viewBox="0 0 1 1"><path d="M0 0"/></svg><a href="a.csv?x=1&amp;y=2#z" title=it's>a</a>
<!----><img srcset="a.png 1x, b.png 2x" alt=""><SCRIPT type="application/json">{"</p>": 1}</SCRIPT></body></html>"""


class _Standard(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, [(name, value or "") for name, value in attrs]))


def _ours(source: str) -> list[tuple[str, list[tuple[str, str]]]]:
    parsed = [element(raw) for raw, _, _ in scan(source)]
    return [(found.name, [(a.name, a.value) for a in found.attributes]) for found in parsed]


def _page(tmp_path: Path, source: str):
    file = tmp_path / "index.html"
    file.write_bytes(source.encode())
    return read_page("index.html", file)


def test_finds_the_tags_that_the_standard_parser_finds():
    standard = _Standard()
    standard.feed(ODD.replace("y<z", "y&lt;z"))
    assert _ours(ODD.replace("y<z", "y&lt;z")) == standard.found


def test_text_elements_hold_no_tags():
    source = "<title>a <b></title><textarea><p class=no></textarea><SCRIPT>'<i>'</SCRIPT ><u>"
    assert [name for name, _ in _ours(source)] == ["title", "textarea", "script", "u"]


def test_an_unclosed_quotation_mark_costs_no_other_tag():
    assert [name for name, _ in _ours('<p title="open><a href=x.css>')] == ["p", "a"]


def test_keeps_the_content_of_scripts():
    texts = [text for raw, _, text in scan(ODD) if raw.lower().startswith("<script")]
    assert texts == ["""if (a < b) { c("<img src='x.png'>") } // it's""", "", '{"</p>": 1}']


def test_addresses_are_what_may_be_a_file():
    parsed = {a.name: a.addresses() for raw, _, _ in scan(ODD) for a in element(raw).attributes}
    assert parsed["href"] == ["a.csv?x=1&y=2#z"]
    assert parsed["srcset"] == ["a.png", "b.png"]
    assert parsed["title"] == []


def test_rewriting_leaves_every_other_byte(tmp_path: Path):
    source = '<meta charset="utf-8">\r\n\t<p  Class = x >é</p>\r\n<a href = "a.csv" >x</a>\r\n'
    page = _page(tmp_path, source)
    (tag,) = (tag for tag in page.tags if tag.element.name == "a")
    page.set_value(tag, tag.element.attributes[0], 'b".csv')
    assert page.write()
    assert page.file.read_bytes().decode() == source.replace('"a.csv"', '"b&quot;.csv"')


def test_a_tag_taken_out_takes_its_line_along_only_if_it_stood_alone(tmp_path: Path):
    page = _page(tmp_path, '<p>\n  <link rel="x">\n  <link rel="y"> text\n</p>\n')
    for tag in page.tags_named("link"):
        page.replace(tag, "")
    page.write()
    assert page.source() == "<p>\n   text\n</p>\n"


def test_replacing_a_tag_wins_over_its_values(tmp_path: Path):
    page = _page(tmp_path, '<script src="a.js"></script><link href="b.css">')
    script = page.tags_named("script")[0]
    page.set_value(script, script.element.attributes[0], "c.js")
    page.replace(script, "<hr>")
    page.write()
    assert page.source() == '<hr><link href="b.css">'


def test_a_page_without_changes_is_not_written(tmp_path: Path):
    page = _page(tmp_path, ODD)
    assert not page.write()


def test_a_page_that_is_not_utf8_is_named(tmp_path: Path):
    file = tmp_path / "index.html"
    file.write_bytes(b"<p>\xff</p>")
    with pytest.raises(FinishError, match=r"it/index\.html: is not UTF-8"):
        read_page("it/index.html", file)
