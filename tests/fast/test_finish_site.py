"""Finishing as a whole: the sitemap, the command, and the same bytes from the same input."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from finishing import BASE_URL, PAGES, contents, files, html, write

from explainer.finish import FinishError, finish
from explainer.finish.html import read_page

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def _entries(site: Path) -> dict[str, dict[str, str]]:
    root = ElementTree.parse(site / "sitemap.xml").getroot()
    return {
        url.findtext(f"{SITEMAP}loc", ""): {link.get("hreflang"): link.get("href") for link in url.iter(f"{XHTML}link")}
        for url in root
    }


def test_the_sitemap_pairs_the_pages_that_exist(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=BASE_URL)
    home = {"en": BASE_URL, "it": f"{BASE_URL}it/", "x-default": BASE_URL}
    page = {"en": f"{BASE_URL}a/", "it": f"{BASE_URL}it/a/", "x-default": f"{BASE_URL}a/"}
    assert _entries(site) == {
        BASE_URL: home,
        f"{BASE_URL}it/": home,
        f"{BASE_URL}a/": page,
        f"{BASE_URL}it/a/": page,
        f"{BASE_URL}b/": {},
    }
    assert "lastmod" not in (site / "sitemap.xml").read_text()
    assert (site / "robots.txt").read_text().endswith(f"\nSitemap: {BASE_URL}sitemap.xml\n")


def test_without_an_address_there_is_no_sitemap(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    assert not finish(site, base_url=None).sitemap
    assert not (site / "sitemap.xml").exists()
    assert "Sitemap" not in (site / "robots.txt").read_text()


def test_a_page_that_asks_not_to_be_listed_is_not(tmp_path: Path):
    hidden = html("a/index.html", head='<meta name="robots" content="noindex">')
    site = write(tmp_path, files("index.html") | {"a/index.html": hidden})
    finish(site, base_url=BASE_URL)
    assert list(_entries(site)) == [BASE_URL]


def test_an_address_with_a_final_slash_or_without_is_the_same(tmp_path: Path):
    one, two = write(tmp_path / "1", files(*PAGES)), write(tmp_path / "2", files(*PAGES))
    finish(one, base_url=BASE_URL)
    finish(two, base_url=BASE_URL.rstrip("/"))
    assert contents(one) == contents(two)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path):
    """Other folder, other order of creation."""
    one = write(tmp_path / "one", files(*PAGES))
    two = write(tmp_path / "elsewhere" / "two", dict(reversed(files(*PAGES).items())))
    finish(one, base_url=BASE_URL)
    finish(two, base_url=BASE_URL)
    assert contents(one) == contents(two)


def test_finishing_a_finished_site_changes_nothing(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=BASE_URL)
    once = contents(site)
    report = finish(site, base_url=BASE_URL)
    assert contents(site) == once
    assert report.removed == 0


def test_each_page_is_read_once_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []

    def counted(path: str, file: Path):
        read.append(path)
        return read_page(path, file)

    monkeypatch.setattr("explainer.finish.pipeline.read_page", counted)
    pages = ["index.html", *(f"p{i}/index.html" for i in range(50))]
    finish(write(tmp_path, files(*pages)), base_url=BASE_URL)
    assert sorted(read) == sorted(pages)


def test_a_folder_without_a_site_is_refused(tmp_path: Path):
    with pytest.raises(FinishError, match="holds no built site"):
        finish(tmp_path, base_url=None)
