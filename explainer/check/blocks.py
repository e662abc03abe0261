"""Blocks: each says itself what is wrong with its argument and options; here it is told with its line."""

from collections.abc import Iterator

from explainer.check.report import on
from explainer.finding import Finding
from explainer.pages.site import Site
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the blocks of each page."""
    for page in site:
        for line, message, remedy in page.tree.problems:
            yield on(page, line, message, remedy)
        for block in page.tree.blocks:
            if block.block is None:
                message = f"the block `{block.name}` is published as the text that stands here"
                remedy = "Put an empty line above it, and begin it in the same column as the text around it."
                yield on(page, block.line, message, remedy)
                continue
            for problem in block.block.found:
                line = block.broken or block.lines.get(problem.field, block.line)
                yield on(page, line, problem.message, problem.remedy)
