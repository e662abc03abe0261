"""The plain components of the design; the styles decide how they look."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.extensions.toc import slugify

from explainer.markdown.blocks.base import Field, SiteBlock, titled
from explainer.markdown.links import STATUSES
from explainer.records.words import word


class Answer(SiteBlock):
    """The two-sentence answer that opens a page."""

    NAME = "answer"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the box; the content goes into it."""
        return etree.SubElement(parent, "div", {"class": "answer"})


class Claim(SiteBlock):
    """What somebody says, who says so, and how well it is established."""

    NAME = "claim"
    TAKES = Field("what is claimed, in one line", "che cosa si afferma, in una riga", "What is claimed")
    FIELDS = {
        "id": Field("a short English name, the same in both languages", "un nome breve in inglese", "approval"),
        "status": Field("a status", "uno stato", "disputed", choices=STATUSES),
        "speaker": Field("who says so", "chi lo dice", "The letter"),
    }

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the card with its head; the content goes below it."""
        name = f"claim-{self.options['id']}"
        card = etree.SubElement(parent, "article", {"class": "claim", "aria-labelledby": name})
        head = etree.SubElement(card, "header", {"class": "claim__head"})
        etree.SubElement(head, "h3", {"id": name}).text = self.argument
        etree.SubElement(head, "p", {"class": "claim__speaker"}).text = self.options["speaker"]
        status = self.options["status"]
        etree.SubElement(head, "span", {"class": f"status status--{status}"}).text = word(f"status_{status}", self.lang)
        return card


class Unknown(SiteBlock):
    """What is not known: content, not an apology."""

    NAME = "unknown"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section; the list goes below its heading."""
        return titled(parent, "section", "unknown", word("unknown", self.lang))


class NextSteps(SiteBlock):
    """Where to go from here."""

    NAME = "next"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the landmark; the links go below its heading."""
        steps = titled(parent, "nav", "next", word("next", self.lang))
        steps.set("data-search-exclude", "")
        return steps


class Figure(SiteBlock):
    """A figure with a caption, a text alternative and, where there is one, its data."""

    NAME = "figure"
    TAKES = Field("the caption", "la didascalia", "How many signed")
    FIELDS = {
        "alt": Field("the facts of the figure in words", "i fatti della figura in parole", "1,000 signed by noon."),
        "data": Field(
            "the way to the figure's data", "la via ai dati della figura", "signed.csv", required=False, link=True
        ),
    }

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure; picture or table go in before the caption."""
        name = f"figure-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = etree.SubElement(parent, "figure", {"class": "figure"})
        self.picture = etree.SubElement(figure, "div", {"class": "figure__picture", "aria-describedby": name})
        alternative = etree.SubElement(figure, "p", {"class": "figure__alt", "id": name})
        alternative.text = self.options["alt"]
        caption = etree.SubElement(figure, "figcaption")
        caption.text = self.argument
        if self.options["data"]:
            link = etree.SubElement(caption, "a", {"class": "figure__data", "href": self.options["data"]})
            link.text = word("figure_data", self.lang)
        return figure

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content belongs to the picture, not below the caption."""
        return self.picture
