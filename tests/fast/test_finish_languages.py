"""The language link of a page leads to its counterpart, or to the other edition's home page."""

from __future__ import annotations

import re

import pytest

from explainer.finish.html import read_page
from explainer.finish.languages import mend
from explainer.finish.tree import Tree


def link(href: str, language: str) -> str:
    return f'<!doctype html><html><body><a class="x" href="{href}" hreflang="{language}">other</a></body></html>'


@pytest.fixture
def site(tmp_path):
    pages = {
        "index.html": link("it/", "it"),
        "incident/index.html": link("../it/incident/", "it"),
        "since/index.html": link("../it/since/", "it"),
        "letter/signers/index.html": link("../../it/letter/signers/", "it"),
        "404.html": link("/explainer/it/404.html", "it"),
        "it/index.html": link("../", "en"),
        "it/incident/index.html": link("../../incident/", "en"),
    }
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("index.html", "it/"),
        ("incident/index.html", "../it/incident/"),
        ("since/index.html", "../it/"),
        ("letter/signers/index.html", "../../it/"),
        ("404.html", "/explainer/it/"),
        ("it/index.html", "../"),
        ("it/incident/index.html", "../../incident/"),
    ],
)
def test_every_language_link_leads_to_a_page(site, path, href):
    tree = Tree(site, "https://example.org/explainer/")
    pages = [read_page(name, tree.file(name)) for name in tree.html()]
    mend(tree, pages)
    for page in pages:
        page.write()
    assert re.search(r'href="([^"]*)"', (site / path).read_text("utf-8"))[1] == href
