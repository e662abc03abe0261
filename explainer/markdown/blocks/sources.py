"""``/// sources | story`` and ``/// sources | models``: the bibliography in two parts, each source with an anchor."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from typing import get_args

from explainer.markdown.bibliography import describe
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.records import records
from explainer.records.story import Source


class AllSources(SiteBlock):
    """One part of the bibliography, by publisher and date; argument: what the sources are about."""

    NAME = "sources"
    TAKES = Field(
        "a part of the bibliography",
        "una parte della bibliografia",
        "story",
        choices=get_args(Source.model_fields["about"].annotation),
    )

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        entries = etree.SubElement(parent, "ul", {"class": "bibliography"})
        part = [source for source in records().sources.values() if source.about == self.argument]
        for source in sorted(part, key=lambda s: (s.publisher.casefold(), s.date or "", s.id)):
            item = etree.SubElement(entries, "li", {"class": "source", "id": f"bib-{source.id}"})
            describe(etree.SubElement(item, "p"), source, self.lang, brief=True)
        return entries
