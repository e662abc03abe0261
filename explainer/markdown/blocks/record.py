"""Lists of what the record holds: ``/// disagreements``, ``/// myths``, ``/// corrections``, ``/// glossary``."""

from itertools import groupby

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.drawn import footed, framed
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, defined, element, fill, rooted, titled
from explainer.markdown.links import describe_terms, page_title
from explainer.opendata.feed import newest, path
from explainer.records import records
from explainer.records.story import Disagreement
from explainer.records.words import corrected


class Disagreements(SiteBlock):
    """Every question that sources answer differently, by its part of the story: one mark, one closed row each.

    On a page at the root of its language.
    """

    FIELDS = {"data": DATA}
    DRAWS = True
    SHEET = "record"
    TAG = "section"  # no div: reader views would take it for the whole article, and leave the sources out

    def draw(self, ledger: Element) -> None:
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
                kind, said = ("established", "settled") if disagreement.settled else ("disputed", "unsettled")
                label = f"{self.text(disagreement.question)} {self.word(said)}."
                add(marks, "a", href=f"#d-{disagreement.id}", class_=f"verdict verdict--{kind}", aria_label=label)
                self._row(part, disagreement, self.state(kind, self.word(said)), label)

    def _row(self, part: Element, disagreement: Disagreement, state: Element, label: str) -> None:
        question = element("h3", self.text(disagreement.question), id=f"d-{disagreement.id}")
        name = f"upshot-{disagreement.id}"
        upshot = element("span", self.text(disagreement.upshot), class_="upshot", id=name)
        # With a blank, else the search, which reads on, has one word of two. The answer describes the line, it is no name.
        line = element("summary", question, state, " ", upshot, aria_label=label, aria_describedby=name)
        row = add(part, "details", line, class_="disagreement")
        versions = add(row, "dl", class_="versions")
        for version in disagreement.versions:
            via = [", ", element("span", self.text(version.via), class_="version__via")] if version.via else []
            defined(versions, [self.text(version.who), *via], [self.text(version.says), mark(version.sources)])
        if disagreement.reading or disagreement.sources:
            add(row, "p", self.text(disagreement.reading), mark(disagreement.sources), class_="reading")
        # The first is the page that tells most of it.
        for name in disagreement.pages[:1]:
            if title := page_title(self.lang, name):
                way_on(row, self.word("told_on"), self.word("in_marks", text=title), name)


def way_on(parent: Element, said: str, text: str, address: str) -> None:
    """Append the link to where more of it is told."""
    add(parent, "p", said, " ", element("a", text, href=address), class_="told-on", data_weight="0")


class Myths(SiteBlock):
    """Every error in circulation, with what is right; on a page at the root of its language."""

    SHEET = "record"
    TAG = "section"  # likewise

    def draw(self, entries: Element) -> None:
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


class Corrections(SiteBlock):
    """All corrections, newest first; on a page at the root of its language."""

    def on_create(self, parent: Element) -> Element:
        box = add(parent, "div")
        corrections = newest(records())
        if not corrections:
            add(box, "p", self.word("corrections_none"), class_="corrections")
        entries = add(box, "ul", class_="corrections") if corrections else box
        for correction in corrections:
            title = page_title(self.lang, correction.page)
            page = [", ", element("a", self.word("in_marks", text=title), href=correction.page)] if title else []
            text = corrected(correction, self.lang)
            add(entries, "li", self.day(correction.date), *page, ". ", text, id=f"correction-{correction.id}")
        add(box, "p", rooted(path(self.lang), self.word("corrections_follow")))
        return box


class Glossary(SiteBlock):
    """The whole glossary; terms used on the same page lead here."""

    def on_create(self, parent: Element) -> Element:
        terms = sorted(records().glossary.values(), key=lambda term: self.text(term.term).casefold())
        return describe_terms(parent, terms, self.lang)
