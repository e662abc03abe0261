"""Records what goes wrong in the browser, and every request of pages and workers."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Response

REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', event =>
  reportViolation(`${event.effectiveDirective} blocked ${event.blockedURI || event.sourceFile}`));
"""


@dataclass
class Record:
    """What happened in the contexts of one test.

    `troubles` holds console errors, uncaught errors, failed or refused requests, violations of the
    page's security policy and requests to other hosts, in words.
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
        context.on("console", lambda message: message.type == "error" and self._trouble("console", message.text))
        context.on("weberror", lambda error: self._trouble("uncaught", str(error.error)))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)
        context.on("page", self._page)
        context.expose_binding("reportViolation", lambda _, text: self._trouble("policy", text))
        context.add_init_script(REPORT_VIOLATIONS)

    def _trouble(self, kind: str, text: str) -> None:
        self.troubles.append(f"{kind}: {text}")

    def _page(self, page: Page) -> None:
        page.on("worker", lambda worker: worker.on("console", self._worker_console))

    def _worker_console(self, message) -> None:
        if message.type == "error":
            self._trouble("worker console", message.text)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob", "about") and address.netloc != self.host:
            self._trouble("other host", request.url)

    def _failed(self, request: Request) -> None:
        # A reader who goes on to the next page aborts what is still loading; that is no fault of the page.
        if request.failure != "net::ERR_ABORTED":
            self._trouble("failed", f"{request.url} ({request.failure})")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self._trouble("refused", f"{response.url} ({response.status})")
