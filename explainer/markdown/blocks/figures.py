"""Figures that are text first: what came out and what did not, how many, and the path of a prompt with its switch."""

import re

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.html import Element, Markdown, add, caption_id


class Outcomes(SiteBlock):
    """Frames side by side, each a block ``outcome``."""

    BODY = Field("blocks `outcome`", "/// outcome | Came out\n    kind: out\n\n- One clip.\n///")
    TAKES = Field("the caption", "What came out")
    DRAWS = True
    SHEET = "figures"
    TAG = "figure"
    KIND = "figure outcomes"

    def draw(self, figure: Element) -> None:
        name = caption_id(self.argument)
        figure.set("aria-labelledby", name)
        self.inside = add(figure, "div", class_="outcomes__frames")
        add(figure, "figcaption", Markdown(self.argument), id=name)


class Outcome(SiteBlock):
    """One frame: filled for what came ``out``, dashed for what stayed ``in``, half for what is ``disputed``."""

    BODY = Field("a list", "- One clip.")
    TAKES = Field("the name of the frame", "Came out")
    FIELDS = {"kind": Field("a kind of outcome", "out", choices=("out", "disputed", "in"))}
    SHEET = "figures"

    def draw(self, frame: Element) -> None:
        frame.set("class", f"outcome outcome--{self.options['kind']}")
        add(frame, "p", Markdown(self.argument), class_="outcome__name")


class PromptPath(Drawn):
    """The path of a prompt with a switch for the side of the server, and its steps; below it a model at home.

    The styles alone obey the switch, so it needs no script; the drawing repeats the list and is not read out.
    """

    TAKES = shows("Without the server nothing came back")
    BODY = Field("a numbered list", "1. The visitor writes.\n2. The server answers.")
    FIELDS = {}
    SHEET = "lines figures"
    KIND = "route"

    def draw(self, figure: Element) -> None:
        self.fill(figure)


UNIT, HIGH, STEP = 9, 16, 12
"""Width and height of a mark, and the way to the next one, in units of the drawing; twenty make a rem."""


class Counts(Drawn):
    """A table whose rows begin with a number, drawn as so many marks: filled, or hollow where others have counted."""

    BODY = Field("a table", "| Entries | When |\n|---|---|\n| 5 entries | noon [@key] |")
    TAKES = shows("The list grew from 5 to 17")
    FIELDS = {
        "told": Field("numbers that others give", "'16'", required=False, many=True),
        "more": Field("numbers that may be too small", "'5'", required=False, many=True),
        "data": DATA,
    }

    def draw(self, figure: Element) -> None:
        self.inside = add(figure, "div")

    def on_end(self, block: Element) -> None:
        """Draw the marks once the table has been read, which then is not set as other tables are."""
        for table in block.iter("table"):
            table.set("class", "counts__table")
        for row in block.iter("tr") if not self.found else ():
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
            at = {"x": f"{place * STEP + 1}", "y": "1", "width": f"{UNIT}", "height": f"{HIGH}"}
            add(box, "rect", class_=f"counts__{name}", **at)
