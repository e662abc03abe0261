"""``/// disagreements``: every question that sources answer differently, with its versions and our reading."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element, fill, titled
from explainer.markdown.titles import page_title
from explainer.records import records
from explainer.records.words import localized, word


def anchor(key: str) -> str:
    """The permanent anchor of a disagreement."""
    return f"d-{key}"


class Disagreements(SiteBlock):
    """Every question that sources answer differently; on a page at the root of its language."""

    NAME = "disagreements"
    IT = "Ogni domanda a cui le fonti rispondono in modo diverso; su una pagina alla radice della sua lingua."
    SHEET = "record"

    def on_create(self, parent: Element) -> Element:
        # Not a div: reader views would take it for the whole article, and leave the sources out.
        ledger = add(parent, "section", class_="disagreements")
        for disagreement in records().disagreements.values():
            self._row(ledger, disagreement)
        return ledger

    def _row(self, ledger: Element, disagreement) -> None:
        row = titled(ledger, "section", anchor(disagreement.id), self.text(disagreement.question))
        row.set("class", "disagreement")
        add(row, "p", self.text(disagreement.upshot), class_="upshot")
        versions = add(row, "dl", class_="versions")
        for version in disagreement.versions:
            entry = add(versions, "div")
            via = element("span", self.text(version.via), class_="version__via") if version.via else None
            add(entry, "dt", self.text(version.who), ", " if version.via else None, via)
            add(entry, "dd", self.text(version.says), mark(version.sources))
        kind, key = ("established", "settled") if disagreement.settled else ("disputed", "unsettled")
        add(
            row,
            "p",
            self.state(kind, self.word(key)),
            " ",
            self.text(disagreement.reading),
            mark(disagreement.sources),
            class_="reading",
        )
        titles = {name: title for name in disagreement.pages if (title := page_title(self.lang, name))}
        if titles:
            pages = add(row, "p", self.word("told_on"), class_="told-on", data_weight="0")
            for place, (name, title) in enumerate(titles.items()):
                fill(pages, ", " if place else " ", element("a", title, href=name))


def see_disagreement(parent: Element, key: str, page: str, lang: str) -> None:
    """Append the way to a disagreement on `page`, the page that lists them."""
    link = element("a", localized(records().disagreements[key].question, lang), href=f"{page}#{anchor(key)}")
    add(parent, "p", word("see_disagreement", lang), " ", link, class_="told-on", data_weight="0")
