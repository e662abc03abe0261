"""``/// sources``: every source of the site, each with a permanent anchor."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.bibliography import describe
from explainer.markdown.blocks.base import SiteBlock
from explainer.records import current as records


class AllSources(SiteBlock):
    """The whole bibliography, by publisher and date."""

    NAME = "sources"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        entries = etree.SubElement(parent, "ul", {"class": "bibliography"})
        everything = records().sources.values()
        for source in sorted(everything, key=lambda s: (s.publisher.casefold(), s.date or "", s.id)):
            item = etree.SubElement(entries, "li", {"class": "source", "id": f"bib-{source.id}"})
            describe(etree.SubElement(item, "p"), source, self.lang, brief=True)
        return entries
