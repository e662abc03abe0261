"""One numbering per page: numbers the citation marks in reading order and lists their sources."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.bibliography import describe
from explainer.markdown.citations import ATTRIBUTE
from explainer.records import records
from explainer.records.words import word

PLACES = 3
"""So many places of one source are marked and linked back to; a table of records may cite it fifty times more."""


class FootnoteTreeprocessor(Treeprocessor):
    """Runs after inline parsing, so that prose, tables, captions and blocks share one numbering."""

    def __init__(self, md, *, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: etree.Element) -> None:
        """Number every mark below ``root`` and append the list of sources, if the page cites any."""
        cited: dict[str, list[str]] = {}
        for mark in root.iter("a"):
            key = mark.attrib.pop(ATTRIBUTE, None)
            if key is not None:
                self._number(mark, key, cited)
        if cited:
            root.append(self._section(cited))

    def _number(self, mark: etree.Element, key: str, cited: dict[str, list[str]]) -> None:
        places = cited.setdefault(key, [])
        number = list(cited).index(key) + 1
        if len(places) < PLACES:
            places.append(f"ref-{number}-{len(places) + 1}")
            mark.set("id", places[-1])
        mark.attrib.update(
            {
                "href": f"#source-{key}",
                "role": "doc-noteref",
                "aria-label": word("source_number", self.lang, number=number),
            }
        )
        mark.text = str(number)

    def _section(self, cited: dict[str, list[str]]) -> etree.Element:
        section = etree.Element(
            "section",
            {"class": "sources", "role": "doc-endnotes", "aria-labelledby": "sources", "data-search-exclude": ""},
        )
        heading = etree.SubElement(section, "h2", {"id": "sources"})
        heading.text = word("sources", self.lang)
        entries = etree.SubElement(section, "ol")
        for key, places in cited.items():
            item = etree.SubElement(entries, "li", {"class": "source", "id": f"source-{key}"})
            paragraph = describe(etree.SubElement(item, "p"), records().sources[key], self.lang)
            self._back_links(paragraph, places)
        return section

    def _back_links(self, paragraph: etree.Element, places: list[str]) -> None:
        back = etree.SubElement(paragraph, "span", {"class": "source__back"})
        for index, place in enumerate(places, 1):
            label = word("back_to_text", self.lang, index=index, total=len(places))
            link = etree.SubElement(back, "a", {"href": f"#{place}", "role": "doc-backlink", "aria-label": label})
            link.text = "↩" if len(places) == 1 else f"↩{index}"
            link.tail = " "
