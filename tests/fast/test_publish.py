"""What publishing makes of a built folder: joined and small files, nothing twice, nothing for nobody."""

import re
from pathlib import Path

import pytest
from checkouts import contents

from explainer.paths import ROOT
from explainer.publish import OURS, SCRIPTS, SHEETS, main, publish

BASE_URL = "https://example.org/explainer/"
HEAD = """<!doctype html><head><link rel="stylesheet" href="{0}assets/css/site.css">
<link rel="stylesheet" href="{0}assets/css/extra.css"><link rel="icon" href="{0}assets/favicon.svg">
<script defer src="{0}assets/js/site.js"></script></head>"""
ASSETS = (
    {f"css/{name}.css": f"/* {name} */\n.{name} {{ color: red }}\n" for name in SHEETS}
    | {f"js/{name}.js": f'{{ const own = "{name}" // don\'t\n done(own) }}\n' for name in SCRIPTS}
    | {
        "css/extra.css": "/* extra */ .extra { color: red }\n",
        "js/lazy.js": 'import { fold } from "./lib/fold.js" // lazy\n',
        "favicon.svg": "<svg/>",
        "javascripts/bundle.js": "alert()",
        "images/favicon.png": "theirs",
        "images/own.png": "of a page",
        "model/weights.bin": "1",
        "model/reference.bin": "2",
    }
)


def built(site: Path) -> Path:
    pages = {"index.html": "", "404.html": "/", "a/index.html": "../", "it/index.html": "../", "it/404.html": "/"}
    texts = {path: HEAD.format(up) for path, up in pages.items()}
    for folder in ("", "it/"):
        texts |= {f"{folder}assets/{name}": text for name, text in ASSETS.items()}
        texts |= {f"{folder}sitemap.xml": "<urlset/>", f"{folder}sitemap.xml.gz": ""}
    for path, text in texts.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, encoding="utf-8")
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    publish(built(tmp_path / "site"), BASE_URL)
    return tmp_path / "site"


def test_only_what_is_loaded_or_asked_for_is_left(site):
    own = {path for path in contents(site) if not re.match(r"data/|(it/)?(corrections|search)\b", path)}
    assert own == {
        *("index.html", "404.html", "a/index.html", "it/index.html", "sitemap.xml", "robots.txt"),
        *("assets/css/site.css", "assets/css/extra.css", "assets/favicon.svg"),
        *("assets/js/site.js", "assets/js/lazy.js", "assets/model/weights.bin"),
        *("assets/images/own.png", "it/assets/images/own.png"),
    }
    assert {path.name for path in (ROOT / "overrides/assets").iterdir()} == set(OURS)


def test_what_every_page_loads_is_joined_in_order_and_small(site):
    sheet, script = (site / "assets/css/site.css").read_text(), (site / "assets/js/site.js").read_text()
    assert sheet == "".join(f".{name}{{color:red}}" for name in SHEETS) + "\n"
    assert [script.index(name) for name in SCRIPTS] == sorted(script.index(name) for name in SCRIPTS)
    assert "don't" not in script
    # One that fails does not stop the next.
    assert script.count("try{") == script.count("catch(error){reportError(error)}") == len(SCRIPTS)
    assert (site / "assets/js/lazy.js").read_text() == 'import{fold}from"./lib/fold.js"\n'
    assert "extra */" not in (site / "assets/css/extra.css").read_text()


def test_what_belongs_together_stays_on_one_line_and_no_indentation_is_sent_but_in_text_to_copy(tmp_path):
    """A number and its unit, a day and its month, a name and its number, an option and its hyphens; done twice, too."""
    page = built(tmp_path) / "a/index.html"
    kept = """<option>LTX-2.3</option><pre>--eight-bit\n\n  <b>8 GB</b> 9 GB</pre><textarea>\n  c</textarea>
<script>{\n  go()\n}</script><a title="LTX-2.3, 8 GB">a/LTX-2.3, 2024-11-26</a>"""
    text = "<ul>{0}<li>8 GB,{0}9 May, 1° maggio, Wan 2.2 of 6 × 9, {1}, <code>{2}</code>, <code>{3} fast</code>"
    names = ("CogVideoX1.5-5B", "--eight-bit", "--mode")
    page.write_text(kept + text.format("\n  \n    ", *names))
    for _ in range(2):
        publish(tmp_path, BASE_URL)
    for near in ("8 GB", "9 May", "1° maggio", "Wan 2.2", "6 × 9"):
        text = text.replace(near, near.replace(" ", "\xa0"))
    whole = [f'<span class="whole">{name}</span>' for name in names]
    assert page.read_text("utf-8") == kept + text.format("\n", *whole)


def test_a_preview_is_joined_and_else_left_as_it_is(tmp_path):
    site = built(tmp_path)
    publish(site, "", preview=True)
    assert "/* client */" in (site / "assets/css/site.css").read_text()
    assert (site / "assets/javascripts/bundle.js").exists()
    assert (site / "data/sources.csv").exists()


def test_without_an_address_there_is_no_sitemap(site, tmp_path):
    assert (site / "robots.txt").read_text().endswith(f"\nSitemap: {BASE_URL}sitemap.xml\n")
    publish(built(tmp_path / "unknown"), "")
    assert not (tmp_path / "unknown/sitemap.xml").exists()
    assert "Sitemap" not in (tmp_path / "unknown/robots.txt").read_text()


def test_publishing_twice_changes_nothing(site):
    once = contents(site)
    publish(site, BASE_URL)
    assert contents(site) == once


def test_the_command_names_what_it_needs(tmp_path):
    for arguments in ([str(tmp_path)], []):
        with pytest.raises(SystemExit, match=r"python -m explainer\.publish SITE"):
            main(arguments)
