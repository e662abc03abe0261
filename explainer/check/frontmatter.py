"""Front matter: what its model objects to; titles and descriptions are unique; no day far ahead of all others."""

from datetime import date, timedelta

from explainer.check.rules import Findings, Page, Reading, Site
from explainer.editions import LANGUAGES
from explainer.finding import Finding
from explainer.markdown.blocks import BLOCKS

NO_FIGURE = 3  # so many pages may tell facts without a figure; translations show what the English pages show
AHEAD = timedelta(days=366)


def check(site: Site, data: Reading) -> Findings:
    for page in site:
        yield from (Finding(page.shown, *fault) for fault in page.problems)
        others = [other.front.compared for other in site if other is not page and other.front.compared]
        for key in ("compared", "seen_live"):
            day = getattr(page.front, key)
            if day and others and day > str(date.fromisoformat(max(others)) + AHEAD):
                message = f"`{key}` lies more than a year after the days of all other pages: {day}"
                yield Finding(page.shown, page.lines[key], message, "Write the day on which it was done.")
    reasons = 0
    for page in site.pages[LANGUAGES[0]].values():
        drawn = any(block.name in BLOCKS and BLOCKS[block.name].DRAWS for block in page.tree.blocks)
        line, given = page.lines.get("no_figure", 1), page.front.no_figure
        reasons += bool(given)
        if given and (drawn or not page.tells):
            message = "`no_figure` gives a reason, but the page " + ("shows a figure" if drawn else "tells no facts")
            yield Finding(page.shown, line, message, "Remove the key.")
        elif given and reasons > NO_FIGURE:
            message = f"more than {NO_FIGURE} pages that tell facts show no figure"
            yield Finding(page.shown, line, message, "Draw one: it says in a look what a paragraph says in ten lines.")
        elif page.tells and not drawn and not given and page.start:
            remedy = "Show one near the top, as `/// days`, or say why not: `no_figure: its quotations are it`."
            yield Finding(page.shown, page.lines.get("tells", 1), "the page tells facts and shows no figure", remedy)
    seen: dict[tuple[str, str, str], Page] = {}
    for page in site:
        for key in ("title", "description"):
            value = " ".join(getattr(page.front, key).casefold().split())
            first = seen.setdefault((page.language, key, value), page)
            if value and first is not page:
                remedy = f"Give each page a {key} of its own: readers tell pages apart by it in search results."
                yield Finding(page.shown, page.lines[key], f"the {key} is the same as in {first.shown}", remedy)
