"""``/// matrix | title``: what one could do with the weights of the letter's day, each cell with the licence's sentence."""

from explainer.markdown.blocks.cells import value
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Table, add, fill, folded, shape
from explainer.records import records
from explainer.records.models import VERDICTS
from explainer.records.overview import ASKED, Terms, terms


class Matrix(Drawn):
    """What could be done with each model's weights on the day of the letter: a shape for each answer, a way to its sentence."""

    IT = "Che cosa si poteva fare con i pesi di ogni modello il giorno della lettera: una forma per ogni risposta, con il link alla frase."
    TAKES = shows("Only two came without conditions")
    SHEET = "models"

    def draw(self, figure: Element) -> None:
        table = Table(figure, "matrix__table", (self.word(f"matrix_{name}") for name in ("weights", *ASKED)))
        legend = add(figure, "ul", class_="matrix__legend")
        for verdict in VERDICTS:
            entry = add(legend, "li")
            sign(entry, verdict)
            fill(entry, " ", self._answer(verdict))
        sentences = folded(figure, self.word("matrix_says"), class_="says")
        for place, row in enumerate(terms(records())):
            cells = table.start(row.name)
            ways = self._sentences(sentences, row, f"says-{place + 1}")
            for asked in ASKED:
                verdict = row.verdict(asked)
                said = f"{row.name}: {self.word(f'matrix_{asked}')}: {self._answer(verdict)}"
                sign(add(table.cell(cells), "a", href=f"#{ways.get(asked, ways[''])}", aria_label=said), verdict)

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
            entry = add(entries, "li", id=f"{name}-{place}")
            fill(entry, f"{heads}: {says.rstrip('.')}.", mark(row.text.sources))
            ways |= dict.fromkeys(questions, f"{name}-{place}")
        return ways


def sign(parent: Element, verdict: str) -> None:
    """The shape of an answer: full, half full, crossed out, or broken where it is not known."""
    drawing = add(parent, "svg", class_=f"may may--{verdict}", viewBox="0 0 24 24", aria_hidden="true")
    shape(drawing, "rect", "", x=3, y=3, width=18, height=18)
    marks = {"conditions": "M3 3V21H21Z", "excluded": "M3 3L21 21M21 3L3 21"}
    if verdict in marks:
        shape(drawing, "path", "", d=marks[verdict])
