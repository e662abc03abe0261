"""Blocks: each says itself what is wrong with its argument and options; here it is told with its line."""

from collections.abc import Iterator

from explainer.check.report import on
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.pages.tree import Placed
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the blocks of each page."""
    # A record with a mistake is no choice for a block; the mistake is what to say.
    faulty = {f"`{key}`" for kind, ids in data.ids.items() for key in ids - set(getattr(data.records, kind, ids))}
    for page in site:
        for line, message, remedy in page.tree.problems:
            yield on(page, line, message, remedy)
        for block in page.tree.blocks:
            for line, message, remedy in _block(page, block):
                if message.split(" (")[0].split(" is ")[0] not in faulty:
                    yield on(page, line, message, remedy)


def _block(page: Page, block: Placed) -> Iterator[tuple[int, str, str]]:
    if block.block is None:
        message = f"the block `{block.name}` is published as the text that stands here"
        yield block.line, message, "Put an empty line above it, and begin it in the same column as the text around it."
    elif block.body:
        for problem in block.block.found:
            yield block.broken or block.lines.get(problem.field, block.line), problem.message, problem.remedy
        filled = any(row.strip() for row in page.rows[block.body - 1 : block.end - 1])
        takes = block.block.BODY
        if not (block.block.found or page.tree.problems or filled) and takes and takes.required:
            remedy = f"Write {takes.what} between its first and its last line, or remove it."
            yield block.line, f"the block `{block.name}` is empty", remedy
        elif not block.block.found and filled and not takes:
            yield block.line, f"the block `{block.name}` holds text and takes none", "Put the text above or below it."
