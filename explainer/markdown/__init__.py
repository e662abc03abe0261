"""The one Python-Markdown extension of the site: citations, inline marks and data blocks.

Both engines that can build the site load it by name. What a page asks for and does not exist is marked where it
stands; ``explainer.check`` reads the same pages and says it with file, line and remedy before anything is published.
"""

from markdown.extensions import Extension

from explainer.markdown.blocks import BLOCKS
from explainer.markdown.blocks.parser import BlockParser
from explainer.markdown.citations import CitationProcessor
from explainer.markdown.footnotes import FootnoteTreeprocessor
from explainer.markdown.headings import CodePostprocessor, HeadingTreeprocessor, TableTreeprocessor
from explainer.markdown.links import LinkTreeprocessor
from explainer.markdown.quotations import QuotationTreeprocessor
from explainer.records import refresh


class ExplainerExtension(Extension):
    """Registers everything; its option ``lang`` is the language of the edition."""

    def __init__(self, **kwargs) -> None:
        self.config = {"lang": ["en", "Language of the edition"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md) -> None:
        refresh()  # once for each page, so that a preview sees edited data
        self.md, md.lang = md, self.getConfig("lang")
        # Right after the indentation of lists is read (90).
        self.blocks = BlockParser(md, BLOCKS)
        md.parser.blockprocessors.register(self.blocks, "explainer-blocks", 89.99)
        # Above links (160) so that [@key] is never taken for a reference, below code spans (190).
        md.inlinePatterns.register(CitationProcessor(md), "explainer-cite", 175)
        # After inline parsing (20), before the table of contents (5) and the engine's link resolver (0).
        md.treeprocessors.register(QuotationTreeprocessor(md), "explainer-quotations", 18)
        md.treeprocessors.register(LinkTreeprocessor(md), "explainer-links", 16)
        md.treeprocessors.register(FootnoteTreeprocessor(md), "explainer-footnotes", 15)
        # After the table of contents.
        md.treeprocessors.register(HeadingTreeprocessor(md), "explainer-headings", 4)
        md.treeprocessors.register(TableTreeprocessor(md), "explainer-tables", 3)
        # After raw HTML has come back (30), for highlighted code is kept aside as such.
        md.postprocessors.register(CodePostprocessor(md), "explainer-code", 5)
        md.registerExtension(self)
        self.reset()

    def reset(self) -> None:
        self.blocks._reset()
        self.md.site_blocks = []
        self.md.site_needs = set()


def makeExtension(**kwargs) -> ExplainerExtension:
    """Entry point that Python-Markdown looks for."""
    return ExplainerExtension(**kwargs)
