"""One numbering per page: numbers the citation marks in reading order and lists their sources."""

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.bibliography import describe
from explainer.markdown.citations import ATTRIBUTE
from explainer.markdown.html import Element, add, element, fill
from explainer.records import records
from explainer.records.words import word

PLACES = 3
"""So many places of one source are marked and linked back to; a table of records may cite it fifty times more."""


class FootnoteTreeprocessor(Treeprocessor):
    """Runs after inline parsing, so that prose, tables, captions and blocks share one numbering."""

    def __init__(self, md, *, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        """Number every mark below ``root`` and append the list of sources, if the page cites any."""
        cited: dict[str, list[str]] = {}
        for mark in root.iter("a"):
            key = mark.attrib.pop(ATTRIBUTE, None)
            if key is not None:
                self._number(mark, key, cited)
        if cited:
            root.append(self._section(cited))

    def _number(self, mark: Element, key: str, cited: dict[str, list[str]]) -> None:
        places = cited.setdefault(key, [])
        number = list(cited).index(key) + 1
        if len(places) < PLACES:
            places.append(f"ref-{number}-{len(places) + 1}")
            mark.set("id", places[-1])
        number_said = word("source_number", self.lang, number=number)
        mark.attrib |= {"href": f"#source-{key}", "role": "doc-noteref", "aria-label": number_said}
        mark.text = str(number)

    def _section(self, cited: dict[str, list[str]]) -> Element:
        section = element("section", class_="sources", role="doc-endnotes", aria_labelledby="sources")
        section.set("data-weight", "0")
        add(section, "h2", word("sources", self.lang), id="sources")
        entries = add(section, "ol")
        for number, (key, places) in enumerate(cited.items(), 1):
            item = add(entries, "li", class_="source", id=f"source-{key}")
            paragraph = add(item, "p")
            if key in records().sources:  # else the check is reading pages while the record has a mistake
                describe(paragraph, records().sources[key], self.lang)
            self._back_links(add(paragraph, "span", class_="source__back"), number, places)
        return section

    def _back_links(self, back: Element, number: int, places: list[str]) -> None:
        for index, place in enumerate(places, 1):
            said = word("back_to_text", self.lang, number=number, index=index, total=len(places))
            sign = "↩" if len(places) == 1 else f"↩{index}"
            fill(back, element("a", sign, href=f"#{place}", role="doc-backlink", aria_label=said), " ")
