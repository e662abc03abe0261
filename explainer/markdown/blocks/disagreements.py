"""``/// disagreements``: every question that sources answer differently, with its versions and our reading."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.pages import page_title
from explainer.records import records
from explainer.records.words import localized, word


def cited(text: str, sources: list[str]) -> str:
    """A text with the citation of its sources, as Markdown."""
    return f"{text} [{'; '.join(f'@{source}' for source in sources)}]" if sources else text


def anchor(key: str) -> str:
    """The permanent anchor of a disagreement."""
    return f"d-{key}"


class Disagreements(SiteBlock):
    """The ledger of disagreements; it stands on a page at the root of its language, for its links start there."""

    NAME = "disagreements"
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        ledger = etree.SubElement(parent, "div", {"class": "disagreements"})
        for disagreement in records().disagreements.values():
            self._row(ledger, disagreement)
        return ledger

    def _row(self, ledger: etree.Element, disagreement) -> None:
        name = anchor(disagreement.id)
        row = etree.SubElement(ledger, "section", {"class": "disagreement", "aria-labelledby": name})
        etree.SubElement(row, "h2", {"id": name}).text = localized(disagreement.question, self.lang)
        versions = etree.SubElement(row, "dl", {"class": "versions"})
        for version in disagreement.versions:
            entry = etree.SubElement(versions, "div")
            who = etree.SubElement(entry, "dt")
            who.text = localized(version.who, self.lang)
            if version.via:
                who.text += ", "
                etree.SubElement(who, "span", {"class": "version__via"}).text = localized(version.via, self.lang)
            etree.SubElement(entry, "dd").text = cited(localized(version.says, self.lang), version.sources)
        reading = etree.SubElement(row, "p", {"class": "reading"})
        kind, key = ("established", "settled") if disagreement.settled else ("disputed", "unsettled")
        mark = etree.SubElement(reading, "span", {"class": f"status status--{kind}"})
        mark.text = word(key, self.lang)
        mark.tail = " " + cited(localized(disagreement.reading, self.lang), disagreement.sources)
        self._pages(row, disagreement.pages)

    def _pages(self, row: etree.Element, names: list[str]) -> None:
        links = [f"[{title}]({name})" for name in names if (title := page_title(self.lang, name))]
        if links:
            pages = etree.SubElement(row, "p", {"class": "told-on"})
            pages.text = f"{word('told_on', self.lang)} {', '.join(links)}"
