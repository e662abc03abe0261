"""``/// myths``: the errors in circulation, what is right, and where to verify it."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.disagreements import anchor, cited
from explainer.records import records
from explainer.records.words import localized, word


class Myths(SiteBlock):
    """The list of errors; it stands on a page at the root of its language, for its links start there."""

    NAME = "myths"
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        entries = etree.SubElement(parent, "div", {"class": "myths"})
        for myth in records().myths.values():
            self._entry(entries, myth)
        return entries

    def _entry(self, entries: etree.Element, myth) -> None:
        name = f"m-{myth.id}"
        entry = etree.SubElement(entries, "section", {"class": "myth", "aria-labelledby": name})
        heading = etree.SubElement(entry, "h2", {"id": name})
        # In the heading itself, so that neither a table of contents nor a search result repeats the error as a fact.
        mark = etree.SubElement(heading, "span", {"class": "myth__mark"})
        mark.text = word("not_so", self.lang)
        mark.tail = " " + localized(myth.claim, self.lang)
        right = etree.SubElement(entry, "p", {"class": "myth__right"})
        right.text = cited(localized(myth.right, self.lang), myth.sources)
        if myth.outlet:
            source = records().sources[myth.outlet]
            outlet = etree.SubElement(entry, "p", {"class": "myth__outlet"})
            outlet.text = cited(word("read_at", self.lang, publisher=source.publisher), [myth.outlet])
        if myth.disagreement:
            question = localized(records().disagreements[myth.disagreement].question, self.lang)
            more = etree.SubElement(entry, "p", {"class": "told-on"})
            link = f"[{question}](disagreements.md#{anchor(myth.disagreement)})"
            more.text = f"{word('see_disagreement', self.lang)} {link}"
