"""Headings: one h1, no level skipped, an explicit id on every other heading, no id twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.report import on
from explainer.check.site import Site
from explainer.finding import Finding


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the headings of each page."""
    for page in site:
        yield from _first(page)
        yield from _levels(page)
        yield from _ids(page)


def _first(page: Page) -> Iterator[Finding]:
    tops = [heading for heading in page.headings if heading.level == 1]
    if not tops:
        yield on(
            page, 1, "the page has no heading of level one", "Begin the text with one line `# The page's heading`."
        )
    for heading in tops[1:]:
        yield on(
            page,
            heading.line,
            f"a second heading of level one: “{heading.text}” (the first is on line {tops[0].line})",
            "A page has one `#` heading; make this one `##`.",
        )


def _levels(page: Page) -> Iterator[Finding]:
    before = 0
    for heading in page.headings:
        if before and heading.level > before + 1:
            yield on(
                page,
                heading.line,
                f"the heading “{heading.text}” skips from level {before} to level {heading.level}",
                f"Begin it with `{'#' * (before + 1)}`.",
            )
        elif not before and heading.level > 1:
            yield on(
                page,
                heading.line,
                f"the heading “{heading.text}” stands before the page's `#` heading",
                "Put the `#` heading first.",
            )
        before = heading.level


def _ids(page: Page) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for heading in page.headings:
        if heading.id is None and heading.level > 1:
            words = re.findall(r"[a-z0-9]+", heading.text.lower())
            yield on(
                page,
                heading.line,
                f"the heading “{heading.text}” has no id of its own",
                f"Add one after it, short, English and the same in both languages: `{{ #{words[-1] if words else 'topic'} }}`.",
            )
        elif heading.id:
            yield from _once(page, seen, heading.id, heading.line)
    for block in page.blocks:
        if block.name in ("unknown", "next"):
            yield from _once(page, seen, block.name, block.line)
        elif block.name == "claim" and block.options.get("id"):
            yield from _once(page, seen, f"claim-{block.options['id']}", block.line)
    if page.citations and "sources" in seen:
        yield on(
            page,
            seen["sources"],
            "the id `sources` is taken by the list of sources at the end of the page",
            "Give this heading another id.",
        )


def _once(page: Page, seen: dict[str, int], anchor: str, line: int) -> Iterator[Finding]:
    first = seen.setdefault(anchor, line)
    if first != line:
        yield on(
            page, line, f"the id `{anchor}` stands twice (first on line {first})", "Give one of the two another id."
        )
