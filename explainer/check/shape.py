"""Shape of a narrative page: an answer first, what is not known and where to go last, and a length one can read.

Narrative pages are those that tell facts (`tells`), except the home page. Their words are counted in paragraphs,
list items, definitions, quotations and answer boxes; headings, tables, captions, options, `next` and code do not count.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.prose import count_words, unmark
from explainer.check.report import on
from explainer.check.site import Site
from explainer.finding import Finding

WORDS = range(400, 1001)
FACTS = range(5, 13)
COUNTED = ("paragraph", "item", "definition", "quote")
RECORDED = ("model", "openness", "later")
BOXES = {
    "answer": ("an answer at its head", "Put `/// answer`, two sentences and `///` under the `#` heading."),
    "unknown": ("what is not known", "Put `/// unknown`, a list and `///` near the end of the page."),
    "next": ("where to go next", "Put `/// next`, a list of links and `///` at the end of the page."),
}


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield narrative pages without their parts or outside their length."""
    for page in site:
        yield from _once(page)
        if page.tells and not page.home:
            yield from _parts(page)
            yield from _length(page)


def words(page: Page) -> int:
    """Return the number of words of prose on a page."""
    return sum(
        count_words(unmark(unit.text)[0]) for unit in page.units if unit.kind in COUNTED and "next" not in unit.blocks
    )


def _once(page: Page) -> Iterator[Finding]:
    for name in BOXES:
        for block in [block for block in page.blocks if block.name == name][1:]:
            yield on(page, block.line, f"a second box `{name}` on one page", "Keep one, and move its content there.")


def _parts(page: Page) -> Iterator[Finding]:
    places = {block.name: block.line for block in reversed(page.blocks) if block.name in BOXES}
    for name, (what, remedy) in BOXES.items():
        if name not in places:
            yield on(page, 1, f"the page lacks {what} (`{name}`)", remedy)
    if "answer" in places:
        earlier = [unit for unit in page.units if unit.line < places["answer"] and unit.kind != "heading"]
        if earlier:
            yield on(
                page,
                places["answer"],
                "the answer does not come first",
                "Move the box up, right under the `#` heading.",
            )
    if {"unknown", "next"} <= places.keys():
        if places["next"] < places["unknown"]:
            yield on(
                page, places["next"], "`next` stands before `unknown`", "Put `unknown` first: the way on comes last."
            )
        else:
            end = next(block.end or block.line for block in page.blocks if block.name == "unknown")
            between = [unit for unit in page.units if unit.line > end and "next" not in unit.blocks]
            if between:
                yield on(
                    page,
                    between[0].line,
                    "text after `unknown` that is not in `next`",
                    "A page ends with `unknown`, then `next`: move this text above them.",
                )


def _length(page: Page) -> Iterator[Finding]:
    count = words(page)
    if count not in WORDS:
        yield on(
            page,
            1,
            f"the page has {count} words; narrative pages have {WORDS.start} to {WORDS.stop - 1}",
            "Say more, or fold the page into another." if count < WORDS.start else "Cut it, or make two pages of it.",
        )
    # A page on models is told by their records, which its block shows; its facts are only what is beyond that.
    few = len(page.tells) < FACTS.start and not any(block.name in RECORDED for block in page.blocks)
    if few or len(page.tells) >= FACTS.stop:
        yield on(
            page,
            page.front_lines["tells"],
            f"`tells` names {len(page.tells)} facts; narrative pages tell {FACTS.start} to {FACTS.stop - 1}",
            "Name the facts that a reader must find here, no more and no fewer.",
        )
