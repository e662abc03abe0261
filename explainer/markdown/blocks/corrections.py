"""``/// corrections``: every correction of the site, newest first."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.opendata import stored
from explainer.markdown.pages import page_title
from explainer.opendata.feed import path
from explainer.records import records
from explainer.records.words import date_in_words, localized, word


class Corrections(SiteBlock):
    """The list of corrections, or the plain statement that there is none; on a page at the root of its language."""

    NAME = "corrections"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        feed = stored(self.md, path(self.lang), word("corrections_follow", self.lang))
        corrections = sorted(records().corrections.values(), key=lambda record: record.date, reverse=True)
        if not corrections:
            none = etree.SubElement(parent, "p", {"class": "corrections"})
            none.text = word("corrections_none", self.lang)
            etree.SubElement(parent, "p").text = feed
            return none
        entries = etree.SubElement(parent, "ul", {"class": "corrections"})
        for correction in corrections:
            entry = etree.SubElement(entries, "li", {"id": f"correction-{correction.id}"})
            day = etree.SubElement(entry, "time", {"datetime": correction.date})
            day.text = date_in_words(correction.date, self.lang)
            title = page_title(self.lang, correction.page)
            text = word("correction", self.lang).format(
                was=localized(correction.was, self.lang), now=localized(correction.now, self.lang)
            )
            day.tail = (f", [{title}]({correction.page}): " if title else ": ") + text
        etree.SubElement(parent, "p").text = feed
        return entries
