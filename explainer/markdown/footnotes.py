"""One numbering per page: numbers the citation marks in reading order and lists their sources."""

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.bibliography import SHAPES, describe, shape
from explainer.markdown.citations import ATTRIBUTE
from explainer.markdown.html import Element, add, folded, titled
from explainer.records import records
from explainer.records.words import word


class FootnoteTreeprocessor(Treeprocessor):
    """Runs after inline parsing, so that prose, tables, captions and blocks share one numbering."""

    def run(self, root: Element) -> None:
        cited: dict[str, str] = {}
        for mark in root.iter("a"):
            if keys := mark.attrib.pop(ATTRIBUTE, "").split():
                self._mark(mark, keys, cited)
        if cited:
            self._section(root, cited)

    def _mark(self, mark: Element, keys: list[str], cited: dict[str, str]) -> None:
        """Number a mark; `cited` has the id of the first mark of each source, where its entry leads back to."""
        if new := [key for key in keys if key not in cited]:
            mark.set("id", f"ref-{len(cited) + 1}")
            cited.update(dict.fromkeys(new, mark.get("id")))
        numbers = {key: number for number, key in enumerate(cited, 1) if key in keys}
        shapes = [shape(records().sources[key]) for key in numbers if key in records().sources]
        (key, first), *others = numbers.items()
        best, seen = next((name for name in SHAPES if name in shapes), "whole"), ", ".join(map(str, numbers.values()))
        # What is seen, as it is seen; of one source, too, whether less of it was read than all.
        said = word("source_many" if others else "source_one", self.md.lang, number=first, numbers=seen, first=first)
        if not others and best != "whole":
            said += f", {word(f'mark_{best}', self.md.lang)}"
        mark.attrib |= {"href": f"#source-{key}", "role": "doc-noteref", "aria-label": said, "class": f"read-{best}"}
        add(mark, "span", seen)

    def _section(self, root: Element, cited: dict[str, str]) -> None:
        """The list, folded where it is long beside the text; what its marks and brackets mean is said once, above it."""
        known = {key: records().sources[key] for key in cited if key in records().sources}
        shapes = [shape(source) for source in known.values()]
        name = word("sources", self.md.lang)
        section = titled(root, "section", "sources", name, role="doc-endnotes", data_weight="0")
        fold = folded(section, word("sources_count", self.md.lang, count=len(cited), whole=shapes.count("whole")))
        legend = add(fold, "p", class_="sources__key")
        for name in SHAPES:
            if name in shapes:
                add(legend, "span", word(f"mark_{name}", self.md.lang), class_=f"source__first read-{name}")
        if any(source.titled for source in known.values()):
            add(legend, "span", word("sources_titled", self.md.lang))
        entries = add(fold, "ol")
        for number, (key, place) in enumerate(cited.items(), 1):
            back = word("back_to_text", self.md.lang, number=number)
            paragraph = add(add(entries, "li", class_="source", id=f"source-{key}"), "p")
            if key in known:  # else the check is reading pages while the record has a mistake
                describe(paragraph, known[key], self.md.lang)
            add(paragraph, "a", "↩", href=f"#{place}", role="doc-backlink", aria_label=back)
