"""What the records say of all models at once: ``/// matrix`` and ``/// plane``, and ``/// fits``, ways to the chooser."""

from bisect import bisect
from dataclasses import replace
from itertools import groupby

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import value
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.models import MODEL
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Markdown, Table, add, element, folded
from explainer.records import records
from explainer.records.models import VERDICTS
from explainer.records.overview import ASKED, Terms, spans, terms
from explainer.records.words import number


class Matrix(Drawn):
    """What could be done with each model's weights on the day of the letter: a shape for each answer, a way to its sentence."""

    TAKES = shows("Only two came without conditions")
    SHEET = "models"

    def draw(self, figure: Element) -> None:
        table = Table(figure, "matrix__table", (self.word(f"matrix_{name}") for name in ("weights", *ASKED)))
        legend = add(figure, "ul", class_="matrix__legend", aria_hidden="true")
        for verdict in VERDICTS:
            add(legend, "li", sign(verdict), " ", self._answer(verdict))
        sentences = folded(figure, self.word("matrix_says"), class_="says")
        for place, row in enumerate(terms(records())):
            cells, ways = [], self._sentences(sentences, row, f"says-{place + 1}")
            for asked in ASKED:
                verdict = row.verdict(asked)
                said = f"{row.name}: {self.word(f'matrix_{asked}')}: {self._answer(verdict)}"
                cells.append([element("a", sign(verdict), href=f"#{ways.get(asked, ways[''])}", aria_label=said)])
            table.row([row.name], cells)

    def _answer(self, verdict: str) -> str:
        return self.word("matrix_unknown" if verdict == "unknown" else f"choose_short_{verdict}")

    def _sentences(self, parent: Element, row: Terms, name: str) -> dict[str, str]:
        """What is known of a row's licence, one entry a sentence; returns the id of the one that answers each question."""
        add(parent, "p", row.name, class_="says__of")
        entries = add(parent, "ul")
        then = add(entries, "li", *value("value", row.then, self.lang), ".", mark(row.then.sources), id=name)
        ways, told = {"": then.get("id")}, {}
        for asked in ASKED:
            everywhere = asked == "places" and row.verdict(asked) == "allowed"
            if says := self.word("matrix_everywhere") if everywhere else self.text(row.says(asked)):
                told.setdefault(says, []).append(asked)
        for place, (says, questions) in enumerate(told.items(), 1):
            heads = ", ".join(self.word(f"matrix_{asked}") for asked in questions)
            add(entries, "li", f"{heads}: {says.rstrip('.')}.", mark(row.text.sources), id=f"{name}-{place}")
            ways |= dict.fromkeys(questions, f"{name}-{place}")
        return ways


def sign(verdict: str) -> Element:
    """The shape of an answer: full, half full, crossed out, or broken where it is not known."""
    inside = {"conditions": "M3 3V21H21Z", "excluded": "M3 3L21 21M21 3L3 21"}.get(verdict)
    shapes = (element("rect", x="3", y="3", width="18", height="18"), element("path", d=inside) if inside else None)
    return element("svg", *shapes, class_=f"may may--{verdict}", viewBox="0 0 24 24", aria_hidden="true")


CARDS = (3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96)
"""Usual sizes of a card, in GB: the scale has a step of the same width from one to the next."""
CARD = 8  # the card at which the line stands until a reader moves it
OFFERED = {f"{gb}": f"gb={gb}" for gb in (4, 6, 8, 12, 16, 24)} | {"Mac 16": "card=mac-16", "Mac 24+": "card=mac-24"}
"""What has a link of its own to the chooser. A Mac shares its memory with all else: from 24 GB on the answer is another."""


def across(gb: float) -> str:
    """Where an amount of memory stands on the scale."""
    right = max(1, min(bisect(CARDS, gb), len(CARDS) - 1))
    low, high = CARDS[right - 1], CARDS[right]
    return f"{100 * max(0, right - 1 + (gb - low) / (high - low)) / (len(CARDS) - 1):.4g}%"


class Plane(Drawn):
    """Models by the memory they need and what their licence says of earning; a slider moves the reader's card.

    The list says all of it in words. Without scripts the line stands at the card that most ask for.
    """

    TAKES = shows("Small cards are enough for most")
    FIELDS = {"model": replace(MODEL, required=False), "data": DATA}
    BODY = None
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        figure = super().on_create(parent)
        add(self.inside, "p", self.word("plane_note"))
        return figure

    def draw(self, figure: Element) -> None:
        only = self.options["model"]
        found = spans(records(), only)
        if not only:
            figure.set("id", "variants")
        # How many fit and which; the script says it of other cards with the same words.
        names = [span.name for span in found if span.least and span.least <= CARD]
        told = {"gb": CARD, "count": len(names), "all": len(found), "names": ", ".join(names)}
        self.fill(
            figure,
            only=only,
            told=told,
            blank={name: f"{{{name}}}" for name in told},
            cards=CARDS,
            card=CARD,
            lanes={lane: [*alike] for lane, alike in groupby(found, key=lambda span: span.lane)},
            across=across,
            wide=lambda span: f"{float(across(span.most)[:-1]) - float(across(span.least)[:-1]):.4g}%",
            amount=lambda gb: number(gb, self.lang, 1),
        )


class Fits(SiteBlock):
    """Ways to the chooser by the memory of a card: each link opens it on its answer."""

    TAKES = Field("the question", "How much memory has your card?")
    FIELDS = {"chooser": Field("the page of the chooser", "choose.md")}

    def draw(self, box: Element) -> None:
        add(box, "p", Markdown(self.argument))
        ways = add(box, "ul")
        for name, asked in OFFERED.items():
            add(add(ways, "li"), "a", name, aria_label=f"{name} GB", href=f"{self.options['chooser']}?{asked}")
