"""Shape of a narrative page: an answer first, what is not known and where to go last, and a length one can read (`style.yml`).

Narrative pages are those that tell facts (`tells`), except the home page.
"""

from explainer.check.prose import count_words
from explainer.check.rules import Faults, Page, Reading, each_page, settings

COUNTED = ("paragraph", "item", "definition", "quote")
RECORDED = ("model", "openness", "later")
BOXES = {
    "answer": ("an answer at its head", "Put `/// answer`, two sentences and `///` under the `#` heading."),
    "unknown": ("what is not known", "Put `/// unknown`, a list and `///` near the end of the page."),
    "next": ("where to go next", "Put `/// next`, a list of links and `///` at the end of the page."),
}


@each_page
def check(page: Page, data: Reading) -> Faults:
    narrative, units = page.tells and not page.home, page.tree.units
    boxes = {name: [block for block in page.tree.blocks if block.name == name] for name in BOXES}
    for name, blocks in boxes.items():
        if narrative and not blocks and not page.amiss:
            yield 1, f"the page lacks {BOXES[name][0]} (`{name}`)", BOXES[name][1]
        for block in blocks[1:]:
            yield block.line, f"a second box `{name}` on one page", "Keep one, and move its content there."
    if not narrative:
        return
    for block in boxes["answer"][:1]:
        if any(unit.line < block.line and unit.kind != "heading" for unit in units):
            yield block.line, "the answer does not come first", "Move the box up, right under the `#` heading."
    for unknown, last in [*zip(boxes["unknown"], boxes["next"], strict=False)][:1]:
        later = [unit for unit in units if unit.line > unknown.end and not unit.inside("next")]
        if last.line < unknown.line:
            yield last.line, "`next` stands before `unknown`", "Put `unknown` first: the way on comes last."
        elif later:
            remedy = "A page ends with `unknown`, then `next`: move this text above them."
            yield later[0].line, "text after `unknown` that is not in `next`", remedy
    count = sum(count_words(unit.text) for unit in units if unit.kind in COUNTED and not unit.inside("next"))
    shape = settings("style")["shape"]
    (least, most), (few, many) = shape.get(page.shown, shape["others"]).values()
    if not least <= count <= most:
        message = f"the page has {count} words; narrative pages have {least} to {most}"
        yield 1, message, "Say more, or fold the page into another." if count < least else "Cut it, or make two of it."
    # A page on models is told by their records, which its block shows; its facts are only what is beyond that.
    few *= not any(block.name in RECORDED for block in page.tree.blocks)
    if not few <= len(page.tells) <= many:
        message = f"`tells` names {len(page.tells)} facts; narrative pages tell {few} to {many}"
        yield page.lines["tells"], message, "Name the facts that a reader must find here, no more and no fewer."
