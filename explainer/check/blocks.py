"""Blocks: each says itself what is wrong with its argument and options; here it is told with its line."""

from explainer.check.rules import Faults, Page, Reading, each_page
from explainer.markdown.blocks import BLOCKS
from explainer.pages.heads import Placed


@each_page
def check(page: Page, data: Reading) -> Faults:
    # A record with a mistake is no choice for a block; the mistake is what to say.
    faulty = {f"`{key}`" for kind, ids in data.ids.items() for key in ids - set(getattr(data.records, kind, ids))}
    yield from page.tree.problems
    for block in page.tree.blocks:
        yield from (fault for fault in _block(page, block) if fault[1].split(" (")[0].split(" is ")[0] not in faulty)


def _block(page: Page, block: Placed) -> Faults:
    if block.raw and not page.tree.problems:
        message = f"the block `{block.name}` is published as the text that stands here"
        yield block.line, message, "Put an empty line above it, and begin it in the same column as the text around it."
    elif block.body and block.found:
        for problem in block.found:
            yield block.lines.get(problem.field, block.line + problem.below), problem.message, problem.remedy
    elif block.body:
        filled, takes = any(row.strip() for row in page.rows[block.body - 1 : block.end - 1]), BLOCKS[block.name].BODY
        if takes and takes.required and not (page.tree.problems or filled):
            remedy = f"Write {takes.what} between its first and its last line, or remove it."
            yield block.line, f"the block `{block.name}` is empty", remedy
        elif filled and not takes:
            yield block.line, f"the block `{block.name}` holds text and takes none", "Put the text above or below it."
