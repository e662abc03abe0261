"""Weighs what a page loads.

Bytes are those on the wire, with response headers, compressed as GitHub Pages does (gzip, level 6); pictures are left
out, the fonts and everything else are counted.
"""

from collections import Counter

from playwright.sync_api import Page, Request

KINDS = {"document": "html", "stylesheet": "css", "script": "js", "font": "fonts"}


def weighed(page: Page, address: str) -> tuple[Counter[str], int]:
    """Open a page and return the bytes loaded for it by kind, and by how many requests, once none is under way."""
    asked: list[Request] = []
    loaded: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.on("requestfinished", lambda request: loaded.append(request))
    page.goto(address)
    before = -1
    for _ in range(30):
        if before == len(asked) == len(loaded):
            break
        before = len(asked)
        page.wait_for_timeout(150)
    else:
        raise AssertionError(f"{address}: never finished {[request.url for request in asked if request not in loaded]}")
    weight: Counter[str] = Counter()
    counted = [(request.resource_type, request.sizes()) for request in loaded if request.resource_type != "image"]
    for kind, sizes in counted:
        weight[KINDS.get(kind, "other")] += sizes["responseBodySize"] + sizes["responseHeadersSize"]
    return weight, len(counted)
