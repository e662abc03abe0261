"""``/// counts | title``: a table whose first column counts, with a mark for each one counted."""

import re

from explainer.markdown.blocks.base import Field
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.html import Element, add, shape

UNIT, HIGH, STEP = 9, 16, 12
"""Width and height of a mark, and the way to the next one, in units of the drawing; twenty make a rem."""


class Counts(Drawn):
    """A table whose rows begin with a number, drawn as so many marks: filled, or hollow where others have counted."""

    IT = "Una tabella le cui righe cominciano con un numero, disegnato in altrettanti segni: pieni, o vuoti se li hanno contati altri."
    BODY = Field("a table", "una tabella", "| Entries | When |\n|---|---|\n| 5 entries | noon [@key] |")
    TAKES = shows("The list grew from 5 to 17")
    FIELDS = {
        "told": Field("numbers that others give", "numeri dati da altri", "'16'", required=False, many=True),
        "more": Field("numbers that may be too small", "numeri forse troppo bassi", "'5'", required=False, many=True),
        "data": DATA,
    }

    def draw(self, figure: Element) -> None:
        self.inside = add(figure, "div")

    def on_end(self, block: Element) -> None:
        """Draw the marks once the table has been read, which then is not set as other tables are."""
        for table in block.iter("table"):
            table.set("class", "counts__table")
        for row in block.iter("tr"):
            number = re.match(r"\d+", (row[0].text or "").strip()) if len(row) else None
            if row[0].tag == "td" and number:
                self._marks(row[0], number[0])

    def _marks(self, cell: Element, number: str) -> None:
        more = number in self.options["more"]
        count = int(number) + more
        box = add(cell, "svg", class_="counts__marks", aria_hidden="true", viewBox=f"0 0 {count * STEP} {HIGH + 2}")
        box.set("width", f"{count * STEP / 20:.2f}rem")
        for place in range(count):
            name = "more" if more and place == count - 1 else "told" if number in self.options["told"] else "seen"
            shape(box, "rect", f"counts__{name}", x=place * STEP + 1, y=1, width=UNIT, height=HIGH)
