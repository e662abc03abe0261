"""Fixtures of the browser tests: the built site, served under a sub-path, and recorded Chromium pages.

Every page made by `page`, `page_factory` or `new_context` is recorded: a test fails when a console
error, a failed request, a policy violation or a request to another host happens in it, unless the
test announced it with `record.expect(pattern)`.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import chromium
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright
from recording import Record
from serving import served

# Nothing is measured by it: a machine that does much else takes longer.
PATIENCE_MS = 60_000
expect.set_options(timeout=PATIENCE_MS)
PHONE = {"width": 390, "height": 844}
# Beside what Playwright sets itself.
QUIET = [
    "--font-render-hinting=none",  # letters as wide as on screens that readers have
    "--disable-gpu",
    "--disable-quic",
    "--disable-features=PreloadTopChromeWebUI",  # a page of the browser's own for each context, that nobody sees
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium for all tests, which asks nobody for anything by itself; without one they stop with the choices."""
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.CHOICES, pytrace=False)
    with sync_playwright() as driver, driver.chromium.launch(executable_path=path, args=QUIET) as launched:
        yield launched


@pytest.fixture(scope="session")
def base_url(site_dir: Path) -> Iterator[str]:
    """Address of the served site's English home page; ends in a slash."""
    with served(site_dir) as address:
        yield address


@pytest.fixture
def record(base_url: str) -> Record:
    """What happens in the pages of this test."""
    return Record(urlsplit(base_url).netloc)


@pytest.fixture
def new_context(browser: Browser, base_url: str, record: Record) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh, recorded contexts for the site, whose pages are named by their path below the home page.

    It takes the options of Playwright's `Browser.new_context`.
    """
    contexts: list[BrowserContext] = []

    def make(**options) -> BrowserContext:
        context = browser.new_context(base_url=base_url, **options)
        context.set_default_timeout(PATIENCE_MS)
        record.attach(context)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    assert record.unexpected() == []


@pytest.fixture
def page_factory(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Makes a page in a fresh context: `page_factory(width=390, height=844, has_touch=True)`."""

    def make(width: int = 1440, height: int = 900, **options) -> Page:
        return new_context(viewport={"width": width, "height": height}, **options).new_page()

    return make


@pytest.fixture
def visit(page_factory: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page of the site in a fresh context: `visit("incident/", width=390, has_touch=True)`.

    `script` runs before the page's own, as in a browser that lacks something; `article` takes the place of what the
    page's article holds, for which `{}` stands.
    """

    def opened(path: str = "", *, script: str = "", article: str = "", **options) -> Page:
        def answer(route: Route) -> None:
            response = route.fetch()
            start, whole, end = re.split(r"(?<=<article)([^>]*>.*)(?=</article>)", response.text(), flags=re.DOTALL)
            tag, _, inner = whole.partition(">")
            route.fulfill(response=response, body=f"{start}{tag}>{article.replace('{}', inner)}{end}")

        page = page_factory(**options)
        page.add_init_script(script)
        if article:
            page.route(path.partition("#")[0], answer)
        page.goto(path)
        return page

    return opened


@pytest.fixture
def phone(visit: Callable[..., Page]) -> Callable[..., Page]:
    """Opens a page of the site on a phone."""
    return partial(visit, **PHONE)


@pytest.fixture
def page(page_factory: Callable[..., Page]) -> Page:
    return page_factory()


@pytest.fixture(scope="session")
def site_pages(site_dir: Path) -> list[str]:
    """Every page that was built, as readers address it below the home page: "", "incident/", "it/"."""
    files = (file.relative_to(site_dir).as_posix() for file in site_dir.rglob("index.html"))
    return sorted(file.removesuffix("index.html") for file in files)
