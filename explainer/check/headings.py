"""Headings: one h1, no level skipped, an explicit id on every other heading, no id twice."""

import re
from collections import Counter
from collections.abc import Iterator

from explainer.check.report import on
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading

LISTS = {"sources": "list of sources", "terms": "list of terms"}


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the headings of each page."""
    for page in site:
        yield from _levels(page)
        yield from _ids(page)


def _levels(page: Page) -> Iterator[Finding]:
    tops = [heading for heading in page.tree.headings if heading.level == 1]
    if not tops and page.start:
        remedy = "Begin the text with one line `# The page's heading`."
        yield on(page, 1, "the page has no heading of level one", remedy)
    for heading in tops[1:]:
        message = f"a second heading of level one: “{heading.text}” (the first is on line {tops[0].line})"
        yield on(page, heading.line, message, "A page has one `#` heading; make this one `##`.")
    before = 0
    for heading in page.tree.headings:
        if before and heading.level > before + 1:
            message = f"the heading “{heading.text}” skips from level {before} to level {heading.level}"
            yield on(page, heading.line, message, f"Begin it with `{'#' * (before + 1)}`.")
        elif not before and heading.level > 1:
            message = f"the heading “{heading.text}” stands before the page's `#` heading"
            yield on(page, heading.line, message, "Put the `#` heading first.")
        before = heading.level
        if re.match(r"\s*#+[^#\s]", page.rows[heading.line - 1]):
            message = f"the heading “{heading.text}” has no blank after its `{'#' * heading.level}`"
            yield on(page, heading.line, message, f"Write `{'#' * heading.level} {heading.text}`.")
        if heading.listed:
            message = f"the heading “{heading.text}” stands in a list"
            yield on(page, heading.line, message, "Put an empty line above it, and `#` at the beginning of the line.")


def _ids(page: Page) -> Iterator[Finding]:
    for heading in page.tree.headings:
        if not heading.own and heading.level > 1:
            word = (re.findall(r"[a-z0-9]+", heading.text.lower()) or ["topic"])[-1]
            remedy = f"Add one after it, short, English and the same in both languages: `{{ #{word} }}`."
            yield on(page, heading.line, f"the heading “{heading.text}” has no id of its own", remedy)
    for anchor in page.tree.ids:
        if re.search(r"[^\w.-]|[À-ÿ]", anchor):
            line = min(_lines(page, anchor), default=1)
            remedy = "Write one short English word or several with hyphens, as in `first-day`."
            yield on(page, line, f"`{anchor}` cannot be an id", remedy)
    for anchor, count in Counter(page.tree.ids).items():
        lines = sorted(_lines(page, anchor)) if count > 1 else []
        if lines and anchor in LISTS:
            message = f"the id `{anchor}` is taken by the {LISTS[anchor]} at the end of the page"
            yield on(page, lines[-1], message, "Give this heading another id.")
        elif count > 1:
            line, first = (lines[-1], lines[0]) if lines else (1, 1)
            message = f"the id `{anchor}` stands twice (first on line {first})"
            yield on(page, line, message, "Give one of the two another id.")


def _lines(page: Page, anchor: str) -> Iterator[int]:
    yield from (heading.line for heading in page.tree.headings if heading.id == anchor)
    for block in page.tree.blocks:
        if block.block is not None and any(element.get("id") == anchor for element in block.block.root.iter()):
            yield block.line
