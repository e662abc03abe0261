"""``/// glossary``: every term of the site, in the order of its language."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.html import Element
from explainer.markdown.links import describe_terms
from explainer.records import records


class Glossary(SiteBlock):
    """The whole glossary; terms used on the same page lead here."""

    NAME = "glossary"
    IT = "Tutto il glossario; i termini usati nella stessa pagina portano qui."

    def on_create(self, parent: Element) -> Element:
        terms = sorted(records().glossary.values(), key=lambda term: self.text(term.term).casefold())
        return describe_terms(parent, terms, self.lang)
