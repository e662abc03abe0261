"""The plain components of the design; the styles decide how they look."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.extensions.toc import slugify
from pymdownx.blocks.block import type_string, type_string_in

from explainer.markdown.blocks.base import SiteBlock, titled
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
    ARGUMENT = True
    OPTIONS = {
        "status": ("", type_string_in(STATUSES)),
        "speaker": ("", type_string),
        "id": ("", type_string),
    }

    def on_validate(self, parent: etree.Element) -> bool:
        """A claim without a status or a speaker is not a claim card."""
        return bool(self.options["status"] and self.options["speaker"] and self.options["id"])

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
    ARGUMENT = True
    OPTIONS = {"alt": ("", type_string), "data": ("", type_string)}

    def on_validate(self, parent: etree.Element) -> bool:
        """A figure without a text alternative is not shown."""
        return bool(self.options["alt"])

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
