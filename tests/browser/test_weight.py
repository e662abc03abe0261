"""What a reader's first view costs, on every page, with an empty cache; the numbers are promises.

Bytes are those on the wire, with response headers, compressed as GitHub Pages does (gzip, level 6).
1 kB is 1000 bytes. Pictures are left out; the fonts and everything else are counted.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import pytest
from checkouts import ROOT

FIRST_VIEW = 54_000
REQUESTS = 8
# Measured on the heaviest page: css 12.0, js 5.2 (the chooser, 3.4 elsewhere), fonts 18.0 kB; stories need 13 kB of HTML, the bibliography most.
PARTS = {"html": 22_000, "css": 12_100, "js": 5_500, "fonts": 19_000, "other": 500}
EVERY_PAGE_SCRIPTS = 4_000
HAND_WRITTEN_SCRIPTS = 18_000
OWN_STYLES = 12_000

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


@pytest.fixture(scope="session")
def first_views(browser, base_url, site_pages) -> dict[str, FirstView]:
    """Every page opened as the first one of a visit, on a phone's screen."""
    views = {}
    for path in site_pages:
        context = browser.new_context(viewport={"width": 412, "height": 823})
        page = context.new_page()
        network = context.new_cdp_session(page)
        addresses: dict[str, str] = {}
        waiting: set[str] = set()
        view = views[path] = FirstView()

        def asked(event, addresses=addresses, waiting=waiting):
            addresses[event["requestId"]] = event["request"]["url"]
            waiting.add(event["requestId"])

        def finished(event, addresses=addresses, waiting=waiting, view=view):
            waiting.discard(event["requestId"])
            if addresses[event["requestId"]].startswith("data:"):
                return  # stands in the stylesheet and is counted there
            suffix = PurePosixPath(urlsplit(addresses[event["requestId"]]).path.rsplit("/", 1)[-1]).suffix
            if suffix not in PICTURES:
                view.requests += 1
                view.parts[KINDS.get(suffix, "other")] += int(event["encodedDataLength"])

        network.on("Network.requestWillBeSent", asked)
        network.on("Network.loadingFinished", finished)
        network.send("Network.enable")
        page.goto(base_url + path)
        quiet = 0
        for _ in range(100):
            quiet = 0 if waiting else quiet + 1
            if quiet == QUIET:
                break
            page.wait_for_timeout(50)
        assert not waiting, f"{path}: never finished {[addresses[request] for request in waiting]}"
        context.close()
    return views


def test_the_first_view_of_every_page_is_light(first_views):
    assert first_views
    heavy = [
        f"{path or 'home'}: {view.total} bytes in {view.requests} requests {dict(view.parts)}"
        for path, view in first_views.items()
        if view.total > FIRST_VIEW or view.requests > REQUESTS
    ]
    assert not heavy, "\n".join(heavy)


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


def test_our_styles_stay_small():
    sheets = sorted((ROOT / "overrides/assets/css").glob("*.css"))
    assert sheets
    # Comments are for us; readers do not get them.
    sent = re.sub(rb"/\*.*?\*/", b"", b"".join(sheet.read_bytes() for sheet in sheets), flags=re.S)
    assert compressed(sent) <= OWN_STYLES
