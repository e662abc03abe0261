"""``/// disagreements``: every question that sources answer differently, with its versions and our reading."""

from itertools import groupby

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.drawn import footed, framed
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element, fill, titled
from explainer.markdown.titles import page_title
from explainer.records import records


class Disagreements(SiteBlock):
    """Every question that sources answer differently, by its part of the story: one mark, one closed row each.

    On a page at the root of its language.
    """

    NAME = "disagreements"
    IT = "Le domande a cui le fonti rispondono in modo diverso, divise per parte del racconto: un segno e una riga da aprire per ciascuna."
    FIELDS = {"data": DATA}
    DRAWS = True
    SHEET = "record"
    SCRIPT = "figure"

    def on_create(self, parent: Element) -> Element:
        # Not a div: reader views would take it for the whole article, and leave the sources out.
        ledger = add(parent, "section", class_="disagreements")
        every = records().disagreements.values()
        unsettled = sum(not each.settled for each in every)
        figure = framed(ledger, "verdicts", self.word("disagreements_open", open=unsettled, total=len(every)))
        index = add(figure, "ul", class_="verdicts__index")
        footed(figure, self)
        for group, rows in groupby(every, key=lambda each: each.group):
            part = titled(ledger, "section", f"part-{group}", self.word(f"group_{group}"))
            line = add(index, "li", element("a", self.word(f"group_{group}"), href=f"#part-{group}"))
            marks = add(line, "span", class_="verdicts__marks")
            for disagreement in rows:
                kind, key = _state(disagreement)
                said = f"{self.text(disagreement.question)} {self.word(key)}"
                add(marks, "a", href=f"#d-{disagreement.id}", class_=f"verdict verdict--{kind}", aria_label=said)
                self._row(part, disagreement)
        return ledger

    def _row(self, part: Element, disagreement) -> None:
        row = add(part, "details", class_="disagreement")
        summary = add(row, "summary")
        add(summary, "h3", self.text(disagreement.question), id=f"d-{disagreement.id}")
        kind, key = _state(disagreement)
        summary.append(self.state(kind, self.word(key)))
        fill(summary, " ")  # else the search, which reads on, has one word of two
        add(summary, "span", self.text(disagreement.upshot), class_="upshot")
        versions = add(row, "dl", class_="versions")
        for version in disagreement.versions:
            entry = add(versions, "div")
            via = element("span", self.text(version.via), class_="version__via") if version.via else None
            add(entry, "dt", self.text(version.who), ", " if version.via else None, via)
            add(entry, "dd", self.text(version.says), mark(version.sources))
        if disagreement.reading or disagreement.sources:
            add(row, "p", self.text(disagreement.reading), mark(disagreement.sources), class_="reading")
        # The first is the page that tells most of it.
        for name in disagreement.pages[:1]:
            if title := page_title(self.lang, name):
                way_on(row, self.word("told_on"), self.word("in_marks", text=title), name)


def _state(disagreement) -> tuple[str, str]:
    return ("established", "settled") if disagreement.settled else ("disputed", "unsettled")


def way_on(parent: Element, said: str, text: str, address: str) -> None:
    """Append the link to where more of it is told."""
    add(parent, "p", said, " ", element("a", text, href=address), class_="told-on", data_weight="0")
