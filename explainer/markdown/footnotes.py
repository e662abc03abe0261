"""One numbering per page: numbers the citation marks in reading order and lists their sources."""

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.bibliography import SHAPES, describe, shape
from explainer.markdown.citations import ATTRIBUTE
from explainer.markdown.html import Element, add, folded, titled
from explainer.markdown.quotations import mark_quotations
from explainer.records import records
from explainer.records.words import word


class FootnoteTreeprocessor(Treeprocessor):
    """Runs after inline parsing, so that prose, tables, captions and blocks share one numbering."""

    def run(self, root: Element) -> None:
        cited: dict[str, int] = {}
        for group in root.iter("sup"):
            group[:] = sorted(group, key=lambda mark: self._number(mark, cited))
        if cited:
            self._section(root, cited)

    def _number(self, mark: Element, cited: dict[str, int]) -> int:
        """Number and shape a mark by `cited`, where its source is put if it is new; 0 for what is no mark."""
        if not (key := mark.attrib.pop(ATTRIBUTE, "")):
            return 0
        if key not in cited:
            mark.set("id", f"ref-{len(cited) + 1}")
        number = cited.setdefault(key, len(cited) + 1)
        read = shape(records().sources[key]) if key in records().sources else "whole"
        said = word("source_one", self.md.lang, number=number)
        # Only where less of it was read than all.
        if read != "whole":
            said += f", {word(f'mark_{read}', self.md.lang)}"
        mark.attrib |= {"href": f"#source-{key}", "role": "doc-noteref", "aria-label": said, "class": f"read-{read}"}
        add(mark, "span", str(number))
        return number

    def _section(self, root: Element, cited: dict[str, int]) -> None:
        """The list, folded where it is long beside the text; what its marks and brackets mean is said once, above it."""
        known = {key: records().sources[key] for key in cited if key in records().sources}
        shapes = [shape(source) for source in known.values()]
        name = word("sources", self.md.lang)
        section = titled(root, "section", "sources", name, role="doc-endnotes", data_weight="0")
        fold = folded(section, word("sources_count", self.md.lang, count=len(cited), whole=shapes.count("whole")))
        legend = add(fold, "p", class_="sources__key")
        for name in SHAPES:
            if name in shapes:
                # Heard at each entry.
                seen = {"class_": f"source__first read-{name}", "aria_hidden": "true"}
                add(legend, "span", word(f"mark_{name}", self.md.lang), **seen)
        if any(source.titled for source in known.values()):
            add(legend, "span", word("sources_titled", self.md.lang))
        entries, back = add(fold, "ol"), word("back_to_text", self.md.lang)
        for key, number in cited.items():
            paragraph = add(add(entries, "li", class_="source", id=f"source-{key}"), "p")
            if key in known:  # else the check is reading pages while the record has a mistake
                describe(paragraph, known[key], self.md.lang)
                mark_quotations(paragraph, self.md.lang)
            add(paragraph, "a", "↩", href=f"#ref-{number}", role="doc-backlink", aria_label=back)
