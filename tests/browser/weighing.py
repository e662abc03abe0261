"""Weighs what a page loads.

Bytes are those on the wire, with response headers, compressed as GitHub Pages does (gzip, level 6); pictures are left
out, the fonts and everything else are counted.
"""

from collections import Counter
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request

KINDS = {"": "html", ".html": "html", ".css": "css", ".js": "js", ".woff2": "fonts"}
PICTURES = {".avif", ".gif", ".ico", ".jpg", ".png", ".svg", ".webp"}
QUIET = 4
"""A page is loaded when so many looks in a row, 50 ms apart, find no request under way."""


def weighed(page: Page, address: str) -> tuple[Counter[str], int]:
    """Open a page and return the bytes loaded for it by kind, and by how many requests, once none is under way."""
    asked: list[Request] = []
    loaded: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(address)
    quiet = 0
    for _ in range(100):
        quiet = quiet + 1 if len(asked) == len(loaded) else 0
        if quiet == QUIET:
            break
        page.wait_for_timeout(50)
    assert quiet, f"{address}: never finished {[request.url for request in asked if request not in loaded]}"
    weight: Counter[str] = Counter()
    kinds = [(PurePosixPath(urlsplit(request.url).path.rsplit("/", 1)[-1]).suffix, request) for request in loaded]
    counted = [(KINDS.get(suffix, "other"), request.sizes()) for suffix, request in kinds if suffix not in PICTURES]
    for kind, sizes in counted:
        weight[kind] += sizes["responseBodySize"] + sizes["responseHeadersSize"]
    return weight, len(counted)
