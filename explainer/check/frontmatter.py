"""Front matter: what its model objects to; titles and descriptions are unique; no day far ahead of all others."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from explainer.check.report import on
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading

AHEAD = timedelta(days=366)


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of each page."""
    for page in site:
        for line, message, remedy in page.problems:
            yield on(page, line, message, remedy)
        yield from _ahead(page, site)
    for pages in site.pages.values():
        for key in ("title", "description"):
            yield from _twice(pages.values(), key)


def _ahead(page: Page, site: Site) -> Iterator[Finding]:
    """The check knows no clock, but one day a year later than those of all other pages is a slip."""
    days: list[date] = [other.front.compared for other in site if other is not page and other.front.compared]
    for key in ("compared", "seen_live"):
        day = getattr(page.front, key)
        if day and days and day > max(days) + AHEAD:
            message = f"`{key}` lies more than a year after the days of all other pages: {day}"
            yield on(page, page.lines[key], message, "Write the day on which it was done.")


def _twice(pages: Iterable[Page], key: str) -> Iterator[Finding]:
    seen: dict[str, Page] = {}
    for page in pages:
        value = " ".join(getattr(page.front, key).casefold().split())
        first = seen.setdefault(value, page)
        if value and first is not page:
            yield on(
                page,
                page.lines[key],
                f"the {key} is the same as in {first.shown}",
                f"Give each page a {key} of its own: readers tell pages apart by it in search results.",
            )
