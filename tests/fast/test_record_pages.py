"""What is written into pages: structured data that is complete and cannot break out of its element, and how to cite."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from types import MappingProxyType

import bibtexparser
import pytest

from explainer import paths
from explainer.editions import LANGUAGES
from explainer.finish import FinishError, pages
from explainer.finish.pages import Told, citing, graph, script, told
from explainer.records import Records
from explainer.records.schema import Text
from explainer.records.story import Correction

BASE = "https://example.org/explainer/"
SITE = "The Site"
WILD = Told(
    "en", "letter/wild.md", "letter/wild/", 'A </script><script>alert(1)</script> & "title" {100%}', "One & two <b>",
    "2026-11-22", True, True,
)  # fmt: skip
PAGES = {
    page.name: page
    for page in (
        Told("en", "index.md", "", "Home", "d", "2026-11-22", True, True),
        Told("en", "about.md", "about/", "About", "d", "2026-11-22", False, False),
        Told("en", "data.md", "data/", "Data", "d" * 60, "2026-11-22", False, False),
        Told("en", "letter/index.md", "letter/", "The letter", "d", "2026-11-22", True, True),
        WILD,
    )
}
# What search engines and schema.org ask for; a property that is missing makes the data useless.
REQUIRED = {
    "Article": {"headline", "description", "author", "publisher", "dateModified", "inLanguage", "url", "mainEntityOfPage"},
    "WebPage": {"name", "description", "dateModified", "inLanguage", "url"},
    "BreadcrumbList": {"itemListElement"},
    "Dataset": {"name", "description", "license", "creator", "distribution", "url", "isAccessibleForFree"},
}  # fmt: skip


def records_with(*corrections: Correction) -> Records:
    empty = MappingProxyType({})
    return Records(
        sources=empty, facts=empty, models=empty, glossary=empty, words=empty,
        corrections={correction.id: correction for correction in corrections},
    )  # fmt: skip


NONE = records_with()
FIXED = Correction(
    id="hour", date="2026-11-23", page="letter/wild.md", was=Text(en="Noon.", it="Mezzogiorno."),
    now=Text(en="By noon.", it="Entro mezzogiorno."),
)  # fmt: skip


def parts(page: Told, data: Records = NONE, base: str | None = BASE) -> dict[str, dict]:
    content = graph(page, PAGES, SITE, base, data)
    assert content["@context"] == "https://schema.org"
    return {part["@type"]: part for part in content["@graph"]}


@pytest.mark.parametrize("name", PAGES)
def test_every_part_has_the_properties_it_needs(name):
    for kind, part in parts(PAGES[name]).items():
        assert REQUIRED[kind] <= part.keys(), kind
        assert all(part[key] not in ("", [], None) for key in REQUIRED[kind])


def test_kinds_follow_the_page():
    assert set(parts(PAGES["index.md"])) == {"Article"}
    assert set(parts(PAGES["about.md"])) == {"WebPage", "BreadcrumbList"}
    assert set(parts(PAGES["data.md"])) == {"WebPage", "Dataset", "BreadcrumbList"}


def test_breadcrumbs_lead_from_home_over_the_folder():
    steps = parts(WILD)["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [BASE, f"{BASE}letter/", f"{BASE}letter/wild/"]
    assert [step["name"] for step in steps][:2] == [SITE, "The letter"]


def test_the_dataset_names_every_file():
    distribution = parts(PAGES["data.md"])["Dataset"]["distribution"]
    assert f"{BASE}data/sources.csv" in {entry["contentUrl"] for entry in distribution}
    assert f"{BASE}data/datapackage.json" in {entry["contentUrl"] for entry in distribution}
    assert all(entry["encodingFormat"] in ("text/csv", "application/json") for entry in distribution)


def test_a_correction_is_told_on_the_page_concerned_only():
    (comment,) = parts(WILD, records_with(FIXED))["Article"]["correction"]
    assert comment == {
        "@type": "CorrectionComment",
        "datePublished": "2026-11-23",
        "text": "It said: Noon. It says now: By noon.",
    }
    assert "correction" not in parts(PAGES["letter/index.md"], records_with(FIXED))["Article"]


def test_nothing_names_an_address_where_none_is_known():
    text = json.dumps(graph(PAGES["data.md"], PAGES, SITE, None, NONE))
    assert set(re.findall(r"https://[\w.]+", text)) == {"https://schema.org", "https://creativecommons.org"}
    assert "Permanent link" not in citing(WILD, SITE, None)
    assert "url =" not in citing(WILD, SITE, None)


def test_no_text_can_end_the_element():
    element = script(graph(WILD, PAGES, SITE, BASE, NONE))
    assert element.count("<") == 2
    assert element.endswith("</script>")
    content = json.loads(element[element.index(">") + 1 : -len("</script>")])
    assert content["@graph"][0]["headline"] == WILD.title


def test_no_text_can_break_the_box_on_citing():
    box = citing(WILD, SITE, BASE)
    assert "<script" not in box
    code = unescape(re.search(r"<code>(.*)</code>", box, re.DOTALL)[1])
    (entry,) = bibtexparser.parse_string(code).entries
    assert entry.key == "sora-leak-letter-wild"
    assert entry.fields_dict["url"].value == f"{BASE}letter/wild/"
    assert r"\{100\%\}" in code
    assert f'<a href="{BASE}letter/wild/">' in box


def test_both_languages_cite_in_their_own_words():
    italian = Told("it", "letter/wild.md", "it/letter/wild/", "Titolo", "d", "2026-11-22", True, True)
    box = citing(italian, "Il sito", BASE)
    assert "Citare questa pagina" in box
    assert "22 novembre 2026" in box
    assert f"{BASE}it/letter/wild/" in box


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A built site of three pages: one tells a story, one shows a part of the record, one does neither."""
    docs = tmp_path / "docs" / "en"
    docs.mkdir(parents=True)
    front = "---\ntitle: {}\ndescription: d\ntells: {}\ncompared: 2026-11-22\nseen_live:\n---\n# A\n"
    (docs / "index.md").write_text(front.format("Home", "[I01]"), encoding="utf-8")
    (docs / "about.md").write_text(front.format("About", "[]"), encoding="utf-8")
    (docs / "myths.md").write_text(front.format("Myths", "[]") + "\n/// myths\n///\n", encoding="utf-8")
    monkeypatch.setattr(pages, "told", lambda language: told(language, tmp_path / "docs"))
    site = tmp_path / "site"
    (site / "about").mkdir(parents=True)
    (site / "myths").mkdir()
    html = '<html><head><meta charset="utf-8"></head><body><p class="checked">x</p></body></html>'
    (site / "index.html").write_text(html, encoding="utf-8")
    (site / "about" / "index.html").write_text(html, encoding="utf-8")
    (site / "myths" / "index.html").write_text(html, encoding="utf-8")
    return site


def test_a_page_that_tells_a_story_or_shows_the_record_says_how_to_cite_it(built):
    pages.write(built, BASE, NONE)
    assert "cite-page" in (built / "myths/index.html").read_text(encoding="utf-8")
    home, about = ((built / name).read_text(encoding="utf-8") for name in ("index.html", "about/index.html"))
    assert home.count('class="cite-page"') == 1
    assert "cite-page" not in about
    assert home.count("application/ld+json") == about.count("application/ld+json") == 1
    assert home.index("application/ld+json") < home.index("</head>")


def test_writing_twice_changes_nothing(built):
    pages.write(built, BASE, NONE)
    once = (built / "index.html").read_bytes()
    pages.write(built, BASE, NONE)
    assert (built / "index.html").read_bytes() == once


def test_a_page_from_another_template_is_refused(built):
    (built / "index.html").write_text("<html><head></head><body></body></html>", encoding="utf-8")
    with pytest.raises(FinishError, match="checked"):
        pages.write(built, BASE, NONE)


def test_a_half_written_page_is_passed_over(built):
    (built.parent / "docs/en/about.md").write_text("---\ntitle:\n---\n# A\n", encoding="utf-8")
    pages.write(built, BASE, NONE)
    assert "ld+json" not in (built / "about/index.html").read_text(encoding="utf-8")


def test_the_pages_of_this_site_are_all_told():
    for language in LANGUAGES:
        found = told(language)
        assert len(found) == len(list((paths.DOCS / language).rglob("*.md")))
        assert found["index.md"].path == ("" if language == "en" else f"{language}/")
        assert all(page.path.endswith("/") for name, page in found.items() if name != "index.md")
