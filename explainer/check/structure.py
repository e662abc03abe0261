"""Shape of a narrative page: an answer first, what is not known and where to go last, and a length one can read.

Narrative pages are those that tell facts (`tells`), except the home page. Their words are counted in paragraphs,
list items, definitions, quotations and answer boxes; headings, tables, captions, options, `next` and code do not count.
"""

from collections.abc import Iterator

from explainer.check.prose import count_words
from explainer.check.report import on
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading

WORDS = range(400, 1001)
FACTS = range(5, 13)
# All that came after the protest stands on one page; in Italian pages also translate each quotation, and tell of Italy.
LONG = {
    "docs/en/since.md": (range(400, 1201), range(5, 31)),
    "docs/it/since.md": (range(400, 1501), range(5, 31)),
    "docs/it/letter/replies.md": (range(400, 1101), FACTS),
}
COUNTED = ("paragraph", "item", "definition", "quote")
RECORDED = ("model", "openness", "later")
BOXES = {
    "answer": ("an answer at its head", "Put `/// answer`, two sentences and `///` under the `#` heading."),
    "unknown": ("what is not known", "Put `/// unknown`, a list and `///` near the end of the page."),
    "next": ("where to go next", "Put `/// next`, a list of links and `///` at the end of the page."),
}


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield narrative pages without their parts or outside their length."""
    for page in site:
        for name in BOXES:
            for block in [block for block in page.tree.blocks if block.name == name][1:]:
                message, remedy = f"a second box `{name}` on one page", "Keep one, and move its content there."
                yield on(page, block.line, message, remedy)
        if page.tells and not page.home:
            yield from _parts(page)
            yield from _length(page)


def words(page: Page) -> int:
    """Return the number of words of prose on a page."""
    return sum(count_words(unit.text) for unit in page.tree.units if unit.kind in COUNTED and not unit.inside("next"))


def _parts(page: Page) -> Iterator[Finding]:
    places = {block.name: block for block in reversed(page.tree.blocks) if block.name in BOXES}
    units = page.tree.prose()
    for name, (what, remedy) in BOXES.items():
        if name not in places:
            yield on(page, 1, f"the page lacks {what} (`{name}`)", remedy)
    if "answer" in places:
        line = places["answer"].line
        if any(unit.line < line and unit.kind != "heading" for unit in units):
            yield on(page, line, "the answer does not come first", "Move the box up, right under the `#` heading.")
    if {"unknown", "next"} <= places.keys():
        line = places["next"].line
        if line < places["unknown"].line:
            yield on(page, line, "`next` stands before `unknown`", "Put `unknown` first: the way on comes last.")
            return
        later = [unit for unit in units if unit.line > places["unknown"].end and not unit.inside("next")]
        if later:
            message = "text after `unknown` that is not in `next`"
            remedy = "A page ends with `unknown`, then `next`: move this text above them."
            yield on(page, later[0].line, message, remedy)


def _length(page: Page) -> Iterator[Finding]:
    count, (right, told) = words(page), LONG.get(page.shown, (WORDS, FACTS))
    if count not in right:
        message = f"the page has {count} words; narrative pages have {right.start} to {right.stop - 1}"
        few = count < right.start
        yield on(page, 1, message, "Say more, or fold the page into another." if few else "Cut it, or make two of it.")
    # A page on models is told by their records, which its block shows; its facts are only what is beyond that.
    few = len(page.tells) < told.start and not any(block.name in RECORDED for block in page.tree.blocks)
    if few or len(page.tells) >= told.stop:
        message = f"`tells` names {len(page.tells)} facts; narrative pages tell {told.start} to {told.stop - 1}"
        remedy = "Name the facts that a reader must find here, no more and no fewer."
        yield on(page, page.lines["tells"], message, remedy)
