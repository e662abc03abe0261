"""Records what goes wrong in the browser, every request of pages and workers, and what listeners hear."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Request


@dataclass
class Record:
    """What happened in the contexts of one test.

    `troubles` holds uncaught errors, requests to other hosts and what the browser's console calls an error: what scripts
    say, what cannot be loaded and what the page's security policy refuses, with its address.
    """

    host: str
    requests: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """Let troubles that match the regular expression `pattern` pass: the test provokes them."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        """The troubles that no call of `expect` announced."""
        return [t for t in self.troubles if not any(re.search(pattern, t) for pattern in self.expected)]

    def attach(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.troubles.append(f"uncaught: {error.error}"))
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"console: {message.text} {message.location['url']}")

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != self.host:
            self.troubles.append(f"other host: {request.url}")


def heard(status: Locator) -> Callable[[], list[str]]:
    """Listen to a live region from now on; returns what tells all that it said."""
    status.evaluate("""status => {
      window.said = [];
      new MutationObserver(() => { if (status.textContent) said.push(status.textContent) }).observe(status, { childList: true });
    }""")
    return lambda: status.page.evaluate("said")
