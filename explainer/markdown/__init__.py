"""The one Python-Markdown extension of the site: citations, inline marks and data blocks.

Both engines that can build the site load it by name. It is called without a path, so it raises one
short error that names the key; the source linter (``explainer.check``) owns file, line and remedy.
"""

from __future__ import annotations

from pymdownx.blocks import BlocksExtension

from explainer.markdown.blocks import BLOCKS
from explainer.markdown.citations import CitationProcessor
from explainer.markdown.code import CodePostprocessor
from explainer.markdown.footnotes import FootnoteTreeprocessor
from explainer.markdown.links import LinkTreeprocessor
from explainer.records import refresh


class ExplainerExtension(BlocksExtension):
    """Registers everything; options: ``lang`` (edition) and ``strict`` (stop at an unknown key)."""

    def __init__(self, *args, **kwargs) -> None:
        self.config = {
            "lang": ["en", "Language of the edition"],
            "strict": [True, "Raise at an unknown key instead of marking it on the page"],
        }
        super().__init__(*args, **kwargs)

    def extendMarkdown(self, md) -> None:
        """Register inline patterns and tree processors around Python-Markdown's own."""
        refresh()  # once for each page, so that a preview sees edited data
        super().extendMarkdown(md)
        lang, strict = self.getConfig("lang"), bool(self.getConfig("strict"))
        # Above links (160) so that [@key] is never taken for a reference, below code spans (190).
        md.inlinePatterns.register(CitationProcessor(md, lang=lang, strict=strict), "explainer-cite", 175)
        # After inline parsing (20), before the table of contents (5) and the engine's link resolver (0).
        md.treeprocessors.register(LinkTreeprocessor(md, lang=lang, strict=strict), "explainer-links", 16)
        md.treeprocessors.register(FootnoteTreeprocessor(md, lang=lang), "explainer-footnotes", 15)
        # After raw HTML has come back (30), for highlighted code is kept aside as such.
        md.postprocessors.register(CodePostprocessor(md), "explainer-code", 5)
        md.registerExtension(self)

    def extendMarkdownBlocks(self, md, block_mgr) -> None:
        """Register the blocks of the site."""
        for block in BLOCKS:
            block_mgr.register(block, {"lang": self.getConfig("lang"), "strict": bool(self.getConfig("strict"))})

    def reset(self) -> None:
        """Nothing is kept between pages: numbering lives in the tree of the page."""


def makeExtension(**kwargs) -> ExplainerExtension:
    """Entry point that Python-Markdown looks for."""
    return ExplainerExtension(**kwargs)
