"""Reads the blocks of a page so that none is ever published as raw text: what is wrong is said in its place."""

from collections.abc import Iterator, Mapping
from textwrap import dedent
from typing import Any

from pymdownx.blocks import BlocksProcessor

from explainer.finding import listed, nearest
from explainer.markdown.blocks.base import Problem, SiteBlock
from explainer.markdown.html import Element
from explainer.records import yamlfile

UNREADABLE = "\0"  # the one option of a block whose options are not YAML; it holds what was written


class BlockParser(BlocksProcessor):
    """The parser of pymdownx, which passes over a block that it does not understand, made to speak."""

    def __init__(self, md, blocks: Mapping[str, type[SiteBlock]]) -> None:
        super().__init__(md.parser, md)
        self.site = {"lang": md.lang, "known": blocks}
        for block in blocks.values():
            self.register(block, self.site)

    def test(self, parent: Element, block: str) -> bool:
        """Is this a block? One with mistakes is too, and one with a name that none has."""
        head = self.start.search(block)
        if head and (name := head[2].lower()) not in self.blocks:
            self.register(type("NoSuchBlock", (SiteBlock,), {}, name=name), self.site)
        good = super().test(parent, block)
        if good and self.cached_block:
            asked, rest = self.cached_block
            asked.found = tuple(self._problems(asked, rest))
        return good

    def split_header(self, block: str, length: int) -> tuple[dict[str, Any], str]:
        """Options and the text below them; options that cannot be read come as one that no block has."""
        options, rest = super().split_header(block, length)
        if options is None:
            return {UNREADABLE: dedent(self.yaml_line.match(block)[0])}, rest
        return {str(name): value for name, value in options.items()}, rest

    def _problems(self, asked: SiteBlock, rest: str) -> Iterator[Problem]:
        known = self.site["known"]
        if asked.NAME not in known:
            remedy = f"{nearest(asked.NAME, known)}Blocks: {listed(sorted(known))}."
            yield Problem("", f"there is no block `{asked.NAME}`", remedy)
        elif UNREADABLE in asked.given:
            below, said = _unreadable(asked.given[UNREADABLE])
            message = f"the options of the block `{asked.NAME}` cannot be read: {said}"
            remedy = "Write one `option: value` per line, four blanks in; a text that holds `: ` or `#` needs quotes."
            yield Problem("", message, remedy, below)
        else:
            yield from asked.problems(asked.argument, asked.given, rest)


def _unreadable(options: str) -> tuple[int, str]:
    try:
        yamlfile.Document(options)
    except yamlfile.NotYaml as error:
        line, message, _ = error.args
        return min(line, len(options.splitlines())), message
    return 0, "they are no list of options"
