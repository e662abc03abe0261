"""The trimming of styles: nothing that can apply is lost, nothing else is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest
import tinycss2
from finishing import PAGES, contents, files, html, stylesheet, write

from explainer.finish import FinishError, finish, styles
from explainer.finish.html import read_page
from explainer.finish.scripts import words
from explainer.finish.selectors import Used, possible
from explainer.finish.tree import Tree

TAGS = [
    '<body dir="ltr" data-md-color-scheme="default">',
    '<p class="used also" id="here">',
    '<input type="Checkbox" data-kind="a b">',
    '<svg viewBox="0 0 1 1" fill="var(--in-svg)">',
    "<details>",
]
SCRIPT = words(
    'el.className=`made made--${state}`;el.dataset.someState="busy";el.append(document.createElement("mark"))'
)


def trimmed(tmp_path: Path, css: str) -> str:
    """What is left of `css` for a page of TAGS and the script SCRIPT."""
    head = '<meta charset="utf-8"><link rel="stylesheet" href="a.css">'
    write(tmp_path, {"index.html": head + "".join(TAGS), "a.css": css})
    styles.join(Tree(tmp_path, None), [read_page("index.html", tmp_path / "index.html")], SCRIPT)
    return stylesheet(tmp_path).strip()


KEPT = [
    ".used",
    "#here",
    "p.used.also",
    "body>p+svg",
    "html",
    "tbody",
    "mark",
    ".made",
    ".made--open",
    "*",
    "::selection",
    "p:hover::before",
    "p:not(.absent)",
    "p:not(.absent,.used)",
    ":is(.absent,.used)",
    ":where(.used)>p",
    "p:has(.used)",
    "p:nth-child(odd of .used)",
    "[dir=ltr] p",
    "[DIR=LTR] p",
    "[type=checkbox]",
    '[data-kind~="a"]',
    '[data-kind="a b"]',
    "[data-some-state=busy]",
    "[data-md-color-scheme=default]",
    "details[open]",
    "[hidden]",
    "input:checked",
    "[aria-expanded=true]",
    "svg|a",
    "p:unknown-to-us(.absent)",
]
DROPPED = [
    ".absent",
    "#absent",
    "p .absent",
    ".used.absent",
    "video",
    "[dir=rtl] p",
    "[type=radio]",
    "[data-absent]",
    "[data-some-state=absent]",
    "[data-md-color-scheme=slate]",
    ":is(.absent,video)",
    "p:where(.absent)",
    "p:has(.absent)",
    "p:nth-child(1 of .absent)",
    ".mad",
    ".absent::before",
]


@pytest.mark.parametrize("selector", KEPT)
def test_keeps_what_can_match(tmp_path: Path, selector: str):
    assert trimmed(tmp_path, selector + "{color:red}") == selector + "{color:red}"


@pytest.mark.parametrize("selector", DROPPED)
def test_drops_what_cannot(tmp_path: Path, selector: str):
    assert trimmed(tmp_path, selector + "{color:red}") == ""


CASES = {
    "only the possible selectors of a list": (".used, .absent , p {color:red}", ".used,p{color:red}"),
    "a list that a browser may refuse as a whole": (
        ".absent, p::-moz-thing{color:red}",
        ".absent,p::-moz-thing{color:red}",
    ),
    "rules in groups, and empty groups": (
        "@media print { .used{color:red} .absent{color:red} } @supports (a:b) { .absent{color:red} }",
        "@media print{.used{color:red}}",
    ),
    "groups in groups": (
        "@layer x { @container (min-width: 1px) { .used{color:red} video{color:red} } }",
        "@layer x{@container (min-width: 1px){.used{color:red}}}",
    ),
    "the order of layers": ("@layer a, b; @layer c { .absent{color:red} }", "@layer a,b;@layer c;"),
    "nesting": (
        ".used { color: red; .absent & { color: blue } &:hover { color: green } > .absent { top: 0 } @media print { left: 0 } }",
        ".used{color:red;&:hover{color:green}@media print{left:0}}",
    ),
    "nothing of a rule that is impossible itself": (".absent { .used { color: red } }", ""),
    "used custom properties, also through others": (
        "p{--a:var(--b);--b:1px;--c:2px;--d:var(--c);top:var(--a)}",
        "p{--a:var(--b);--b:1px;top:var(--a)}",
    ),
    "a custom property that an attribute names": ("p{--in-svg:red;--in-png:red}", "p{--in-svg:red}"),
    "properties that are named only in a rule we do not judge": (
        "p{--a:1px}@scope (p){a{top:var(--a)}}",
        "p{--a:1px}@scope (p){a{top:var(--a)}}",
    ),
    "an empty custom property": ("p{--a:;top:var(--a)}", "p{--a: ;top:var(--a)}"),
    "registered properties that are used": (
        '@property --a{syntax:"*";inherits:false}@property --b{syntax:"*";inherits:false}p{top:var(--a)}',
        '@property --a{syntax:"*";inherits:false}p{top:var(--a)}',
    ),
    "keyframes that are used": (
        "@keyframes turn{from{top:0}50.5%{top:1px}}@keyframes gone{to{top:0}}p{animation:turn 1s}",
        "@keyframes turn{from{top:0}50.5%{top:1px}}p{animation:turn 1s}",
    ),
    "faces that are used, quoted or not": (
        '@font-face{font-family:"Two Words"}@font-face{font-family:Two}@font-face{font-family:Gone}'
        "p{--f:Two Words;font:1rem var(--f)}",
        '@font-face{font-family:"Two Words"}@font-face{font-family:Two}p{--f:Two Words;font:1rem var(--f)}',
    ),
    "space where it means something": (
        'p  >  .used\n{ margin : 0   1px ; width: calc( 1px  +  2px ); content: "a  b"; color: rgb(0, 0, 0) !important }',
        'p>.used{margin:0 1px;width:calc(1px + 2px);content:"a  b";color:rgb(0,0,0)!important}',
    ),
    "comments": ("/* a */p/* b */{/* c */color:/* d */red}", "p{color:red}"),
    "old spellings that a browser skips over": ("p{color:red;;top:0;}", "p{color:red;top:0}"),
}


@pytest.mark.parametrize(("css", "expected"), CASES.values(), ids=CASES.keys())
def test_trims(tmp_path: Path, css: str, expected: str):
    assert trimmed(tmp_path, css) == expected


def test_every_page_links_the_one_file_once(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    report = finish(site, base_url="https://example.org/explainer/")
    for path, address in {
        "index.html": report.stylesheets[0],
        "a/index.html": f"../{report.stylesheets[0]}",
        "it/a/index.html": f"../../{report.stylesheets[0]}",
        "404.html": f"/explainer/{report.stylesheets[0]}",
    }.items():
        page = (site / path).read_text()
        assert page.count('rel="stylesheet"') == 1
        assert f'<link rel="stylesheet" href="{address}">' in page


def test_addresses_hold_from_the_new_place(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=None)
    assert 'src:url("fonts/face.woff2")' in stylesheet(site)


def test_pages_of_one_kind_share_a_file_with_only_what_they_can_use(tmp_path: Path):
    pages = files("index.html", "a/index.html")
    before = '<link rel="stylesheet" href="../assets/css/print.css" media="print">\n'
    pages["a/index.html"] = (
        pages["a/index.html"]
        .replace(
            '<link rel="stylesheet" href="../assets/css/own', before + '<link rel="stylesheet" href="../assets/css/own'
        )
        .replace("</body>", "<mark>only here</mark></body>")
    )
    pages["assets/css/print.css"] = "h1{color:black}.absent{color:red}"
    pages["assets/css/own.css"] += "mark{color:blue}"
    site = write(tmp_path, pages)
    report = finish(site, base_url=None)
    assert len(report.stylesheets) == 2
    of = {
        path: next(sheet for sheet in report.stylesheets if sheet in (site / path).read_text("utf-8"))
        for path in ("index.html", "a/index.html")
    }
    home, other = ((site / of[path]).read_text("utf-8") for path in ("index.html", "a/index.html"))
    assert "mark" not in home
    assert "@media print{h1" not in home
    assert other.index("@media print{h1{color:black}}") < other.index("mark{color:blue}")
    assert (site / "a/index.html").read_text("utf-8").count('rel="stylesheet"') == 1
    once = {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()}
    finish(site, base_url=None)
    assert {path: path.read_bytes() for path in site.rglob("*.*") if path.is_file()} == once


def _bad(tmp_path: Path, css: str) -> str:
    site = write(tmp_path, files("index.html") | {"assets/css/own.css": css})
    with pytest.raises(FinishError) as caught:
        finish(site, base_url=None)
    return str(caught.value)


def test_names_the_line_of_a_mistake(tmp_path: Path):
    message = _bad(tmp_path, "h1 { color: red }\nh1 { color }\n")
    assert message.startswith("assets/css/own.css:2: has a mistake in its CSS")
    assert "h1 { color }" in message


def test_refuses_an_import(tmp_path: Path):
    assert "own.css:1: imports another stylesheet" in _bad(tmp_path, '@import "a.css";')


def test_refuses_a_missing_file(tmp_path: Path):
    assert "refers to ../fonts/no.woff2, which is not in the site" in _bad(tmp_path, "h1{src:url(../fonts/no.woff2)}")


def test_refuses_another_host(tmp_path: Path):
    assert "which is on another host" in _bad(tmp_path, "h1{src:url(https://example.com/a.woff2)}")


def test_refuses_a_missing_stylesheet(tmp_path: Path):
    site = write(tmp_path, files("index.html"))
    (site / "assets/css/own.css").unlink()
    with pytest.raises(FinishError, match=r"index\.html:8: loads the stylesheet assets/css/own\.css"):
        finish(site, base_url=None)


def test_refuses_contrary_orders(tmp_path: Path):
    pages = files("index.html", "a/index.html")
    swapped = (
        html("a/index.html")
        .replace("theme/main.css", "X")
        .replace("css/own.css", "theme/main.css")
        .replace("X", "css/own.css")
    )
    with pytest.raises(FinishError, match="are loaded in another order on another page"):
        finish(write(tmp_path, pages | {"a/index.html": swapped}), base_url=None)


def test_trimming_twice_changes_nothing(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=None)
    once = contents(site)
    finish(site, base_url=None)
    assert contents(site) == once


@pytest.mark.parametrize(("place", "kept"), [(1, True), (3, True), (4, False), (20, False)])
def test_tabs_beyond_the_longest_set_on_any_page_have_no_styles(place: int, kept: bool):
    used = Used(tags={"input"}, classes={"tabbed-set"}, attributes={"data-tabs": {"1:2", "2:3"}})
    for selector in (f".tabbed-set>input:nth-child({place}):checked", ".tabbed-set>input:nth-child(2n)"):
        wanted = kept or "2n" in selector
        assert possible(tinycss2.parse_component_value_list(selector), used) == wanted
    assert possible(tinycss2.parse_component_value_list(f"input:nth-child({place})"), used)
