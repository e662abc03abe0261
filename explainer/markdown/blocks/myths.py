"""``/// myths``: the errors in circulation, what is right, and where to verify it."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.disagreements import way_on
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element, fill, titled
from explainer.records import records


class Myths(SiteBlock):
    """Every error in circulation, with what is right; on a page at the root of its language."""

    NAME = "myths"
    IT = "Ogni errore in circolazione, con ciò che è giusto; su una pagina alla radice della sua lingua."
    SHEET = "record"

    def on_create(self, parent: Element) -> Element:
        # Not a div: reader views would take it for the whole article, and leave the sources out.
        entries = add(parent, "section", class_="myths")
        for myth in records().myths.values():
            entry = titled(entries, "section", f"m-{myth.id}", "", class_="myth")
            for old in myth.formerly:  # where a link to an error that was merged into this one still leads
                entry.insert(0, element("span", id=f"m-{old}"))
            # In the heading itself, so that neither a table of contents nor a search result repeats the error as a fact.
            claim = self.word("in_marks", text=self.text(myth.claim))
            fill(entry[-1], element("span", self.word("not_so"), class_="myth__mark"), " ", claim)
            add(entry, "p", self.text(myth.right), mark(myth.sources), class_="myth__right")
            if myth.disagreement:
                question = self.text(records().disagreements[myth.disagreement].question)
                way_on(entry, self.word("see_disagreement"), question, f"disagreements.md#d-{myth.disagreement}")
        return entries
