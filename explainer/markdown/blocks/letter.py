"""``/// passage | id``: a card for one passage of the letter; ``/// letter-map``: all of them as bars, each a way to its card."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.record import way_on
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, defined, element
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
        bar = drawn_bar(passage.kind, KEY)
        kind = element("p", bar, self.word(f"kind_{passage.kind}"), class_="passage__kind")
        state = self.state(passage.status) if passage.status else None
        add(card, "header", kind, state, element("h2", self.text(passage.title), id=name), class_="passage__head")
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


def drawn_bar(kind: str, words: int) -> Element:
    """What is charged or called for ends in a point; what is only felt or wished is hollow, a wish dashed."""
    long = words * WORD
    point = 7 if kind in ("allegation", "call") else 0
    line = f"M0 0H{long - point:g}l{point} {BAR / 2:g} {-point} {BAR / 2:g}H0z"
    box = {"viewBox": f"-1 -1 {long + 2:g} {BAR + 2}", "width": f"{(long + 2) / 20:.2f}rem"}
    return element(
        "svg", element("path", class_=f"bars__{kind}", d=line), class_="bars__bar", aria_hidden="true", **box
    )


class LetterMap(Drawn):
    """The letter as bars in its order: as long as its words, shaped by what is said, each a way to its passage."""

    TAKES = shows("Most of it charges")

    def draw(self, figure: Element) -> None:
        bars = add(figure, "ol", class_="bars")
        for passage in records().letter.values():
            way = element("a", self.text(passage.title), href=f"#p-{passage.id}")
            bar, kind = None, self.word(f"kind_{passage.kind}").lower()
            said = f"{self.word('words_unknown')}, {kind}"
            if passage.words is not None:
                bar = drawn_bar(passage.kind, passage.words)
                said = self.word("words_kind", words=passage.words, kind=kind)
            said += f" ({self.word('claim_disputed')})" if passage.status == "disputed" else ""
            add(bars, "li", way, bar, element("span", said, class_="bars__kind"))
