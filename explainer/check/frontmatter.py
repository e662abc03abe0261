"""Front matter: what its model objects to; titles and descriptions are unique; no day far ahead of all others."""

from datetime import timedelta

from explainer.check.report import Findings, Page, Reading, Site
from explainer.finding import Finding

AHEAD = timedelta(days=366)


def check(site: Site, data: Reading) -> Findings:
    """Yield what is wrong with the front matter of each page.

    The check knows no clock, but one day a year later than those of all other pages is a slip.
    """
    for page in site:
        yield from (Finding(page.shown, *fault) for fault in page.problems)
        others = [other.front.compared for other in site if other is not page and other.front.compared]
        for key in ("compared", "seen_live"):
            day = getattr(page.front, key)
            if day and others and day > max(others) + AHEAD:
                message = f"`{key}` lies more than a year after the days of all other pages: {day}"
                yield Finding(page.shown, page.lines[key], message, "Write the day on which it was done.")
    seen: dict[tuple[str, str, str], Page] = {}
    for page in site:
        for key in ("title", "description"):
            value = " ".join(getattr(page.front, key).casefold().split())
            first = seen.setdefault((page.language, key, value), page)
            if value and first is not page:
                remedy = f"Give each page a {key} of its own: readers tell pages apart by it in search results."
                yield Finding(page.shown, page.lines[key], f"the {key} is the same as in {first.shown}", remedy)
