"""``/// contact``: how to reach whoever publishes this copy of the site."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.addresses import addresses
from explainer.markdown.blocks.base import SiteBlock
from explainer.records.words import word


class Contact(SiteBlock):
    """The publisher's contact, or the plain statement that none is set."""

    NAME = "contact"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return a paragraph made from the publisher's settings."""
        where = addresses()
        paragraph = etree.SubElement(parent, "p", {"class": "contact"})
        if where.contact:
            paragraph.text = word("contact_is", self.lang) + " "
            etree.SubElement(paragraph, "a", {"href": where.contact_href}).text = where.contact
        else:
            paragraph.text = word("contact_unset", self.lang)
        return paragraph
