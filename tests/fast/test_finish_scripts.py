"""The joining of scripts, and the removal of what nobody loads."""

from __future__ import annotations

from pathlib import Path

import pytest
from finishing import PAGES, SHARED, UNUSED, files, html, write

from explainer.finish import FinishError, finish
from explainer.finish.scripts import minify


def joined(site: Path) -> str:
    (file,) = site.glob("assets/site.*.js")
    return file.read_text()


def test_joins_in_order_and_minifies(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    report = finish(site, base_url=None)
    code = joined(site)
    assert code.index("onclick") < code.index("is-ready")
    assert "don't stop here" not in code
    for path in PAGES[:-1]:
        assert (site / path).read_text().count("<script defer src=") == 1
    assert len(report.scripts) == 1


def test_a_script_that_ends_in_an_expression_does_not_call_the_next(tmp_path: Path):
    site = write(
        tmp_path,
        files("index.html") | {"assets/js/one.js": "globalThis.a = function () {}", "assets/js/two.js": "(() => {})()"},
    )
    finish(site, base_url=None)
    assert joined(site) == "globalThis.a=function(){};(()=>{})();\n"


def test_modules_are_found_from_the_new_place(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=None)
    assert 'import("./js/lazy.js")' in joined(site)
    assert (site / "assets/js/lazy.js").read_text() == 'import{fold}from"./lib/fold.js"\nexport const open=fold\n'


def test_a_script_with_further_attributes_stays_alone(tmp_path: Path):
    page = html(
        "index.html", head='<script defer src="assets/js/alone.js" data-index="search/search_index.json"></script>'
    )
    site = write(tmp_path, files() | {"index.html": page, "assets/js/alone.js": "1 // one"})
    finish(site, base_url=None)
    assert 'src="assets/js/alone.js" data-index="search/search_index.json"' in (site / "index.html").read_text()
    assert (site / "assets/js/alone.js").read_text() == "1\n"


def test_pages_with_other_scripts_get_another_file(tmp_path: Path):
    more = '<script defer src="../assets/js/more.js"></script>'
    site = write(
        tmp_path,
        files("index.html", "a/index.html")
        | {"b/index.html": html("b/index.html", head=more), "assets/js/more.js": "1"},
    )
    assert len(finish(site, base_url=None).scripts) == 2


def test_refuses_a_script_that_asks_for_its_own_element(tmp_path: Path):
    site = write(tmp_path, files("index.html") | {"assets/js/two.js": "{\n  use(document.currentScript.src)\n}"})
    with pytest.raises(FinishError, match=r"assets/js/two\.js:2: asks for its own script element"):
        finish(site, base_url=None)


def test_minifying_respects_strings_templates_and_patterns():
    code = 'const a = "// no", b = `x  ${ c } // no`, r = /[/"]\\/\\/ x/g; /*! licence */ a  +  +b // yes\n'
    assert minify(code) == 'const a="// no",b=`x  ${ c } // no`,r=/[/"]\\/\\/ x/g;/*! licence */a+ +b\n'
    assert minify(minify(code)) == minify(code)


def test_ships_what_is_loaded_and_nothing_else(tmp_path: Path):
    site = write(tmp_path, files(*PAGES) | {"assets/fonts/OFL.txt": "licence", "assets/theme/LICENSE": "of the bundle"})
    report = finish(site, base_url="https://example.org/explainer/")
    found = {p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file()}
    assert found == {
        "index.html",
        "404.html",
        "a/index.html",
        "b/index.html",
        "it/index.html",
        "it/a/index.html",
        "sitemap.xml",
        "robots.txt",
        "search/search_index.json",
        report.stylesheets[0],
        report.scripts[0],
        "assets/fonts/face.woff2",
        "assets/fonts/OFL.txt",
        "assets/favicon.svg",
        "assets/js/lazy.js",
        "assets/js/lib/fold.js",
    }
    assert not (site / "it/assets").exists()
    assert not found & set(UNUSED)
    assert found >= {"assets/favicon.svg"} & set(SHARED)


@pytest.mark.parametrize(
    "body",
    [
        '<img src="it/only.png" alt="">',
        '<img srcset="it/only.png 1x" alt="">',
        '<a href="it/only.png?x#y">data</a>',
        '<div data-model="it/only.png"></div>',
        '<svg><use href="it/only.png#part"/></svg>',
        '<meta property="og:image" content="https://example.org/explainer/it/only.png">',
        "<script>fetch('it/only.png')</script>",
        '<img src="it/%6Fnly.png" alt="">',
    ],
)
def test_follows_every_way_to_name_a_file(tmp_path: Path, body: str):
    site = write(tmp_path, files() | {"index.html": html("index.html", body), "it/only.png": "x"})
    finish(site, base_url="https://example.org/explainer/")
    assert (site / "it/only.png").exists()


@pytest.mark.parametrize(
    "body",
    [
        "<p>it/only.png</p>",
        '<script type="application/json">"it/only.png"</script>',
        "<!-- <img src='it/only.png'> -->",
    ],
)
def test_does_not_follow_text(tmp_path: Path, body: str):
    site = write(tmp_path, files() | {"index.html": html("index.html", body), "it/only.png": "x"})
    finish(site, base_url=None)
    assert not (site / "it/only.png").exists()


def test_italian_pages_use_the_shared_copies(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=None)
    page = (site / "it/a/index.html").read_text()
    assert 'href="../../assets/fonts/face.woff2"' in page
    assert 'href="../../assets/favicon.svg"' in page


def test_a_copy_that_differs_is_not_shared(tmp_path: Path):
    site = write(tmp_path, files(*PAGES) | {"it/assets/favicon.svg": "<svg><title>italiano</title></svg>"})
    finish(site, base_url=None)
    assert 'href="../assets/favicon.svg"' in (site / "it/a/index.html").read_text()
    assert "italiano" in (site / "it/assets/favicon.svg").read_text()


def test_names_a_missing_file_that_a_page_loads(tmp_path: Path):
    site = write(
        tmp_path,
        files()
        | {"a/index.html": html("a/index.html", '\n<img src="no.png" alt="">'), "index.html": html("index.html")},
    )
    with pytest.raises(FinishError, match=r"a/index\.html:16: loads no\.png, which is not in the site"):
        finish(site, base_url=None)


def test_both_editions_share_a_script_that_stays_alone(tmp_path: Path):
    module = '<script type="module" src="assets/js/alone.js"></script>'
    pages = {path: html(path, head=module) for path in ("index.html", "it/index.html")}
    code = "// a remark\nexport const  one = 1\n"
    site = write(tmp_path, files() | pages | {"assets/js/alone.js": code, "it/assets/js/alone.js": code})
    finish(site, base_url=None)
    assert 'src="../assets/js/alone.js"' in (site / "it/index.html").read_text()
    assert (site / "assets/js/alone.js").read_text() == "export const one=1\n"
    assert not (site / "it/assets/js/alone.js").exists()
