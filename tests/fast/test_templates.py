"""What templates write: a policy that grants their own scripts alone, structured data, how to cite (see test_build.py)."""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from checkouts import PUBLISHED
from markup import Markup, cited, read, structured

from explainer.editions import EDITIONS
from explainer.records import records

BASE = PUBLISHED["SITE_URL"]


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
    assert not re.search(r"unsafe-|\*", granted)
    # It stands before everything that it rules.
    heads = {tuple((name, *given) for name, given in page.elements[2:4]) for page in pages.values()}
    assert heads == {(("meta", "charset"), ("meta", "http-equiv", "content"))}


def graph(page: Path) -> dict[str, dict]:
    return {part["@type"]: part for part in structured(page / "index.html")}


def test_structured_data_has_what_search_engines_ask_for(site_dir):
    for path, kind in {"letter": "Article", "it/letter": "Article", "glossary": "WebPage"}.items():
        parts = graph(site_dir / path)
        assert set(parts) == {kind, "BreadcrumbList"}
        for needed in ("description", "author", "publisher", "dateModified", "inLanguage", "url", "mainEntityOfPage"):
            assert parts[kind][needed], needed


def test_breadcrumbs_lead_from_home_over_the_pages_above(site_dir):
    steps = graph(site_dir / "letter/artwashing")["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [BASE, f"{BASE}letter/", f"{BASE}letter/artwashing/"]
    assert steps[1]["name"] in (site_dir / "index.html").read_text("utf-8")
    assert "BreadcrumbList" not in graph(site_dir)


def test_a_correction_is_told_on_the_page_concerned_only(site_dir):
    told = {file.parent for file in site_dir.rglob("index.html") if '"correction"' in file.read_text("utf-8")}
    pages = {record.page.removesuffix(".md").removesuffix("index") for record in records().corrections.values()}
    assert told == {site_dir / edition.folder / page for edition in EDITIONS.values() for page in pages}


@pytest.mark.parametrize("path", ["data", "it/data"])
def test_the_data_set_names_every_file_where_it_stands(site_dir, path):
    found = graph(site_dir / path)["Dataset"]
    named = [each["contentUrl"].removeprefix(BASE) for each in found["distribution"]]
    assert {*named} == {f"data/{file.name}" for file in site_dir.glob("data/*.csv")} | {"data/datapackage.json"}
    assert len(found["variableMeasured"]) == len(named) - 1


@pytest.mark.parametrize(("path", "words"), [("letter", "Cite this page"), ("it/letter", "Cita questa pagina")])
def test_both_languages_cite_in_their_own_words(site_dir, path, words):
    box, entry = cited(site_dir / path / "index.html")
    assert words in box
    assert entry.key == f"sora-leak-{path.replace('/', '-')}"
    assert entry.fields_dict["url"].value == f"{BASE}{path}/"
