"""``/// sources | story`` and ``/// sources | models``: the bibliography in two parts, each source with an anchor."""

from typing import get_args

from explainer.markdown.bibliography import describe
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, add
from explainer.records import records
from explainer.records.story import Source


class AllSources(SiteBlock):
    """One part of the bibliography, by publisher and date."""

    NAME = "sources"
    IT = "Una parte della bibliografia, per editore e data."
    TAKES = Field(
        "a part of the bibliography",
        "una parte della bibliografia",
        "story",
        choices=get_args(Source.model_fields["about"].annotation),
    )

    def on_create(self, parent: Element) -> Element:
        entries = add(parent, "ul", class_="bibliography", data_weight="0.1")
        part = [source for source in records().sources.values() if source.about == self.argument]
        for source in sorted(part, key=lambda s: (s.publisher.casefold(), s.date or "", s.id)):
            item = add(entries, "li", class_="source", id=f"bib-{source.id}")
            describe(add(item, "p"), source, self.lang)
        return entries
