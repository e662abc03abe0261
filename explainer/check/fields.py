"""Front matter: what its model objects to; titles and descriptions are unique in their language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.report import on
from explainer.check.site import Site
from explainer.finding import Finding


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of each page."""
    for page in site:
        for line, message, remedy in page.problems:
            yield on(page, line, message, remedy)
    for pages in site.pages.values():
        for key in ("title", "description"):
            yield from _twice(pages.values(), key)


def _twice(pages: Iterable[Page], key: str) -> Iterator[Finding]:
    seen: dict[str, Page] = {}
    for page in pages:
        value = " ".join(getattr(page.front, key).casefold().split())
        first = seen.setdefault(value, page)
        if value and first is not page:
            yield on(
                page,
                page.front_lines[key],
                f"the {key} is the same as in {first.shown}",
                f"Give each page a {key} of its own: readers tell pages apart by it in search results.",
            )
