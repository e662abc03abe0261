"""``/// passage | id``: a card for one passage of the letter; ``/// letter-map``: all of them as bars, each a way to its card."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.record import way_on
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, defined, fill, shape
from explainer.records import records


class Passage(SiteBlock):
    """A passage of the letter with kind, state, evidence and replies; on a page in a folder."""

    BODY = Field("what it says in plain words", "What it says in plain words.")
    TAKES = Field("the id of a passage in data/letter.yml", "hope", choices=lambda: records().letter)
    SHEET = "lines"
    TAG = "article"

    def draw(self, card: Element) -> None:
        passage = records().letter[self.argument]
        name = f"p-{passage.id}"
        card.set("aria-labelledby", name)
        head = add(card, "header", class_="passage__head")
        kind = add(head, "p", class_="passage__kind")
        drawn_bar(kind, passage.kind, KEY)
        fill(kind, self.word(f"kind_{passage.kind}"))
        if passage.status:
            head.append(self.state(passage.status))
        add(head, "h2", self.text(passage.title), id=name)
        if passage.quote:
            quotation = add(card, "blockquote", class_="passage__quote")
            for original, ours in zip(passage.quote, passage.translation, strict=True):
                add(quotation, "p", f"“{original}”", mark(passage.sources[:1]), lang="en")
                if self.lang != "en":
                    add(quotation, "p", f"«{ours}»", class_="passage__translation")
        self.inside = add(card, "div", class_="passage__words")
        if told := [part for part in ("evidence_for", "evidence_against", "replies") if getattr(passage, part)]:
            evidence = add(card, "dl", class_="passage__evidence")
            for part in told:
                entries = [[self.text(entry.text), mark(entry.sources)] for entry in getattr(passage, part)]
                defined(evidence, [self.word(part)], *entries)
        if passage.disagreement:
            question = self.text(records().disagreements[passage.disagreement].question)
            way_on(card, self.word("see_disagreement"), question, f"../disagreements.md#d-{passage.disagreement}")


WORD, BAR, KEY = 2.8, 14, 10
"""Length of a word, height of a bar, and words of a bar that only says a kind; twenty units of a drawing make a rem."""


def drawn_bar(parent: Element, kind: str, words: int) -> None:
    """What is charged or called for ends in a point; what is only felt or wished is hollow, a wish dashed."""
    long = words * WORD
    point = 7 if kind in ("allegation", "call") else 0
    box = add(parent, "svg", class_="bars__bar", aria_hidden="true", viewBox=f"-1 -1 {long + 2:g} {BAR + 2}")
    box.set("width", f"{(long + 2) / 20:.2f}rem")
    shape(box, "path", f"bars__{kind}", d=f"M0 0H{long - point:g}l{point} {BAR / 2:g} {-point} {BAR / 2:g}H0z")


class LetterMap(Drawn):
    """The letter as bars in its order: as long as its words, shaped by what is said, each a way to its passage."""

    TAKES = shows("Most of it charges")

    def draw(self, figure: Element) -> None:
        bars = add(figure, "ol", class_="bars")
        for passage in records().letter.values():
            bar = add(bars, "li")
            add(bar, "a", self.text(passage.title), href=f"#p-{passage.id}")
            kind = self.word(f"kind_{passage.kind}")
            if passage.words is None:
                said = f"{self.word('words_unknown')}, {kind.lower()}"
            else:
                drawn_bar(bar, passage.kind, passage.words)
                said = self.word("words_kind", words=passage.words, kind=kind.lower())
            disputed = f" ({self.word('claim_disputed')})" if passage.status == "disputed" else ""
            add(bar, "span", said + disputed, class_="bars__kind")
