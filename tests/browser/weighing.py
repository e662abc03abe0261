"""Weighs what a page loads.

Bytes are those on the wire, with response headers, compressed as GitHub Pages does (gzip, level 6); pictures are left
out, the fonts and everything else are counted.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from playwright.sync_api import Page

KINDS = {"": "html", ".html": "html", ".css": "css", ".js": "js", ".woff2": "fonts"}
PICTURES = {".avif", ".gif", ".ico", ".jpg", ".png", ".svg", ".webp"}
QUIET = 4
"""A page is loaded when so many looks in a row, 50 ms apart, find no request under way."""


@dataclass
class FirstView:
    """Bytes on the wire by part, and the number of requests, pictures left out."""

    parts: Counter = field(default_factory=Counter)
    requests: int = 0

    @property
    def total(self) -> int:
        return sum(self.parts.values())


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
