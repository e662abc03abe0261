"""``/// contact``: how to reach whoever publishes this copy of the site."""

from explainer.addresses import addresses
from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.html import Element, add, element


class Contact(SiteBlock):
    """The publisher's contact, or the plain statement that none is set."""

    IT = "Il contatto di chi pubblica, o la semplice nota che non ce n’è uno."

    def on_create(self, parent: Element) -> Element:
        where = addresses()
        if not where.contact:
            return add(parent, "p", self.word("contact_unset"), class_="contact")
        link = element("a", where.contact, href=where.contact_href)
        return add(parent, "p", self.word("contact_is"), " ", link, class_="contact")
