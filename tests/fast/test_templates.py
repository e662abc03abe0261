"""What templates write: a policy that grants their own scripts alone, structured data, how to cite, and the sitemap."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import bibtexparser
import jinja2
import pytest
from checkouts import ROOT
from markup import Markup, read

from explainer.records import yamlfile

BASE = "https://example.org/explainer/"
WILD = 'A </script><script>alert(1)</script> & "title" {100%} <b>'


@pytest.fixture(scope="module")
def pages(site_dir: Path) -> dict[str, Markup]:
    files = sorted(site_dir.rglob("*.html"))
    return {file.relative_to(site_dir).as_posix(): read(file) for file in files}


def policy(page: Markup) -> str:
    (found,) = [tag["content"] for name, tag in page.elements if tag.get("http-equiv") == "Content-Security-Policy"]
    return found


def test_the_policy_grants_the_scripts_of_the_templates_and_no_other(pages):
    (granted,) = {policy(page) for page in pages.values()}
    scripts = {script for page in pages.values() for script in page.scripts}
    hashes = {f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts}
    assert set(re.findall(r"'sha256-[^']+'", granted)) == hashes, (
        f"Write these checksums into `policy` of overrides/main.html: {' '.join(sorted(hashes))}"
    )
    assert "unsafe-" not in granted
    assert "*" not in granted


def test_the_policy_stands_before_everything_that_it_rules(pages):
    for path, page in pages.items():
        assert [name for name, _ in page.elements[:4]] == ["html", "head", "meta", "meta"], path
        assert "charset" in page.elements[2][1]


# The templates by themselves, as Jinja renders them; test_build.py compares what the other engine makes of them.


WORDS = yamlfile.read(ROOT / "data/words.yml").content["extra"]["words"]


def rendered(template: str, *, url: str = "letter/wild/", site: str = BASE, language: str = "en", **extra: Any) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "overrides"))
    environment.filters["url"] = str
    home = "" if language == "en" else "../"
    address = site + ("it/" if home else "") if site else ""
    letter = SimpleNamespace(title="The letter", url="letter/", children=None)
    source = SimpleNamespace(src_uri=url.rstrip("/") + ".md")
    meta = {"title": WILD, "description": "One & two", "compared": "2026-11-22", "tells": ["I01"]}
    meta |= extra.pop("meta", {})
    languages = [{"code": "en", "folder": ""}, {"code": "it", "folder": "it/"}]
    config = {
        "site_name": "The Site",
        "site_url": address,
        "theme": {"language": language},
        "extra": {"home": home, "languages": languages, "words": WORDS, **extra},
    }
    page = {"url": url, "canonical_url": address + url if site else None, "meta": meta, "file": source}
    nav = SimpleNamespace(items=[SimpleNamespace(children=[letter, SimpleNamespace(title=WILD, url=url)])])
    return environment.get_template(template).render(
        page=page, config=config, nav=nav, words=WORDS, edition=language, compared="22 November 2026"
    )


def graph(**values: Any) -> dict[str, dict[str, Any]]:
    element = rendered("partials/structured.html", **values).strip()
    assert element.count("<") == 2
    content = json.loads(element[element.index(">") + 1 : -len("</script>")])
    assert content["@context"] == "https://schema.org"
    return {part["@type"]: part for part in content["@graph"]}


def test_structured_data_has_what_search_engines_ask_for_and_no_text_can_end_it():
    parts = graph()
    assert set(parts) == {"Article", "BreadcrumbList"}
    assert parts["Article"]["headline"] == WILD
    for needed in ("description", "author", "publisher", "dateModified", "inLanguage", "url", "mainEntityOfPage"):
        assert parts["Article"][needed], needed
    assert set(graph(meta={"tells": []})) == {"WebPage", "BreadcrumbList"}


def test_breadcrumbs_lead_from_home_over_the_pages_above():
    steps = graph()["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"]) for step in steps] == [(1, "The Site"), (2, "The letter"), (3, WILD)]
    assert [step["item"] for step in steps] == [BASE, f"{BASE}letter/", f"{BASE}letter/wild/"]
    assert "BreadcrumbList" not in graph(url="")


def test_a_correction_is_told_on_the_page_concerned_only():
    made = {"letter/wild.md": [{"date": "2026-11-23", "text": "It said </script>"}]}
    (comment,) = graph(corrections=made)["Article"]["correction"]
    assert (comment["datePublished"], comment["text"]) == ("2026-11-23", "It said </script>")
    assert "correction" not in graph(corrections=made, url="letter/")["Article"]


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_data_set_names_every_file_where_it_stands(language):
    tables = [{"name": "sources", "title": "Sources"}, {"name": "events", "title": "<Events>"}]
    found = graph(tables=tables, url="data/", language=language)["Dataset"]
    assert found["variableMeasured"] == ["Sources", "<Events>"]
    names = ("sources.csv", "events.csv", "datapackage.json")
    assert [each["contentUrl"] for each in found["distribution"]] == [f"{BASE}data/{name}" for name in names]


def test_nothing_names_an_address_where_none_is_known():
    assert "example.org" not in json.dumps(graph(site=""))
    box = rendered("partials/cite.html", site="")
    assert "Permanent link" not in box
    assert "url =" not in box


def test_no_text_can_break_the_box_on_citing():
    box = rendered("partials/cite.html")
    assert "<script" not in box
    assert "<b>" not in box
    code = unescape(re.search(r"<code>(.*)</code>", box, re.DOTALL)[1])
    (entry,) = bibtexparser.parse_string(code).entries
    assert entry.key == "sora-leak-letter-wild"
    assert entry.fields_dict["url"].value == f"{BASE}letter/wild/"
    assert r"\& \"title\" \{100\%\} <b>".replace('\\"', '"') in code


def test_both_languages_cite_in_their_own_words():
    box = rendered("partials/cite.html", language="it")
    assert "Cita questa pagina" in box
    assert "sora-leak-it-letter-wild," in box
    assert f"{BASE}it/letter/wild/" in box


def entries(text: str) -> dict[str, dict[str, str]]:
    space, links = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}link"
    found = ElementTree.fromstring(text.strip())
    told = [(entry.findtext(f"{space}loc", ""), [*entry.iter(links)]) for entry in found]
    return {place: {link.get("hreflang", ""): link.get("href", "") for link in others} for place, others in told}


def test_the_sitemap_pairs_the_pages_that_exist():
    made = entries(rendered("sitemap.xml", pages={"en": ["", "a/", "only/"], "it": ["", "a/", "però/"]}))
    page = {"en": f"{BASE}a/", "it": f"{BASE}it/a/", "x-default": f"{BASE}a/"}
    assert made == {
        BASE: {"en": BASE, "it": f"{BASE}it/", "x-default": BASE},
        f"{BASE}it/": {"en": BASE, "it": f"{BASE}it/", "x-default": BASE},
        f"{BASE}a/": page,
        f"{BASE}it/a/": page,
        f"{BASE}only/": {},
        f"{BASE}it/{quote('però')}/": {},
    }


def test_there_is_one_sitemap_and_only_where_the_address_is_known():
    assert rendered("sitemap.xml", site="", pages={"en": [""], "it": []}).strip() == ""
    assert rendered("sitemap.xml", language="it", pages={"en": [""], "it": [""]}).strip() == ""
