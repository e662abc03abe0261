"""What a reader's first view costs, on every page, with an empty cache; the numbers are promises.

Bytes are those on the wire, with response headers, compressed as GitHub Pages does (gzip, level 6).
1 kB is 1000 bytes. Pictures are left out; the fonts and everything else are counted.
"""

import gzip
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

FIRST_VIEW = 50_000
LISTS = 56_000
"""What the first view of a page may weigh that is a list: of all sources or disputes, of all variants and their
licences, of every answer as a table, of all scripts."""
LISTING = (
    *("sources/", "disagreements/", "alternatives/sources/", "alternatives/", "alternatives/choose/"),
    *("alternatives/open/", "alternatives/run/", "timeline/"),
)
REQUESTS = 8
SECOND_PAGE = 17_500
PARTS = {"html": 24_000, "css": 14_000, "js": 10_000, "fonts": 19_000, "other": 500}
STYLES = 21_000
EVERY_PAGE_SCRIPTS = 4_000
HAND_WRITTEN_SCRIPTS = 18_000

# A page is loaded when so many looks in a row, 50 ms apart, find no request under way.
QUIET = 4

KINDS = {"": "html", ".html": "html", ".css": "css", ".js": "js", ".woff2": "fonts"}
PICTURES = {".avif", ".gif", ".ico", ".jpg", ".png", ".svg", ".webp"}


@dataclass
class FirstView:
    """Bytes on the wire by part, and the number of requests, pictures left out."""

    parts: Counter = field(default_factory=Counter)
    requests: int = 0

    @property
    def total(self) -> int:
        return sum(self.parts.values())


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0))


class Scale:
    """Weighs what a page loads from one visit to the next."""

    def __init__(self, page: Page) -> None:
        self.page, self.addresses, self.waiting, self.view = page, {}, set(), FirstView()
        network = page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", self._asked)
        network.on("Network.loadingFinished", self._finished)
        network.send("Network.enable")

    def _asked(self, event: dict) -> None:
        self.addresses[event["requestId"]] = event["request"]["url"]
        self.waiting.add(event["requestId"])

    def _finished(self, event: dict) -> None:
        self.waiting.discard(event["requestId"])
        if self.addresses[event["requestId"]].startswith("data:"):
            return  # stands in the stylesheet and is counted there
        suffix = PurePosixPath(urlsplit(self.addresses[event["requestId"]]).path.rsplit("/", 1)[-1]).suffix
        if suffix not in PICTURES:
            self.view.requests += 1
            self.view.parts[KINDS.get(suffix, "other")] += int(event["encodedDataLength"])

    def visit(self, address: str) -> FirstView:
        """Open a page and return what was loaded for it, once nothing is under way any more."""
        self.view = FirstView()
        self.page.goto(address)
        quiet = 0
        for _ in range(100):
            quiet = 0 if self.waiting else quiet + 1
            if quiet == QUIET:
                break
            self.page.wait_for_timeout(50)
        assert not self.waiting, f"{address}: never finished {[self.addresses[request] for request in self.waiting]}"
        return self.view


@pytest.fixture(scope="session")
def first_views(browser, base_url, site_pages) -> dict[str, FirstView]:
    """Every page opened as the first one of a visit, on a phone's screen."""
    views = {}
    for path in site_pages:
        context = browser.new_context(viewport={"width": 412, "height": 823})
        views[path] = Scale(context.new_page()).visit(base_url + path)
        context.close()
    return views


def test_the_first_view_of_every_page_is_light(first_views):
    assert first_views
    heavy = [
        f"{path or 'home'}: {view.total} bytes in {view.requests} requests {dict(view.parts)}"
        for path, view in first_views.items()
        if view.total > (LISTS if path.removeprefix("it/") in LISTING else FIRST_VIEW) or view.requests > REQUESTS
    ]
    assert not heavy, "\n".join(heavy)


def test_the_second_page_costs_little(page_factory, base_url):
    """What every page loads is there already."""
    scale = Scale(page_factory(width=412, height=823))
    assert scale.visit(base_url).total > SECOND_PAGE
    second = scale.visit(base_url + "incident/")
    assert 0 < second.total <= SECOND_PAGE, dict(second.parts)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_keeps_to_its_own_budget(first_views, part):
    heaviest = max(first_views, key=lambda path: first_views[path].parts[part])
    bytes_ = first_views[heaviest].parts[part]
    assert bytes_ <= PARTS[part], f"{heaviest or 'home'}: {bytes_} bytes of {part}"


def test_what_a_page_needs_was_measured(first_views):
    for view in first_views.values():
        assert view.parts["html"] > 1_000
        assert view.parts["css"] > 1_000
        assert view.parts["fonts"] > 1_000


def test_scripts_on_every_page_stay_small(first_views):
    lightest = min(view.parts["js"] for view in first_views.values())
    assert 0 < lightest <= EVERY_PAGE_SCRIPTS


def test_our_scripts_stay_small(site_dir):
    """All scripts outside the model's pages and the libraries, as published, in both editions."""
    ours = [
        path
        for path in sorted(site_dir.rglob("*.js"))
        if "vendor" not in path.parts and "frontend" not in path.parts and "it" not in path.relative_to(site_dir).parts
    ]
    assert ours
    assert sum(compressed(path.read_bytes()) for path in ours) <= HAND_WRITTEN_SCRIPTS


def test_our_styles_stay_small(site_dir):
    """All that is published, and no theme's beside them."""
    sheets = sorted(site_dir.rglob("*.css"))
    assert {sheet.parent for sheet in sheets} == {site_dir / "assets/css"}
    assert 0 < sum(compressed(sheet.read_bytes()) for sheet in sheets) <= STYLES
