"""Figures that are text first: what came out and what did not, and the path of a prompt step by step."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, caption_id, lettering, shape, svg

KINDS = ("out", "disputed", "in")


class Outcomes(SiteBlock):
    """Frames side by side, each a block ``outcome``."""

    NAME = "outcomes"
    IT = "Riquadri affiancati, ognuno un blocco ``outcome``."
    BODY = Field("blocks `outcome`", "blocchi `outcome`", "/// outcome | Came out\n    kind: out\n\n- One clip.\n///")
    TAKES = Field("the caption", "la didascalia", "What came out")
    SHEET = "figures"

    def on_create(self, parent: Element) -> Element:
        name = caption_id(self.argument)
        figure = add(parent, "figure", class_="figure outcomes", aria_labelledby=name)
        self.inside = add(figure, "div", class_="outcomes__frames")
        add(figure, "figcaption", Markdown(self.argument), id=name)
        return figure


class Outcome(SiteBlock):
    """One frame: filled for what came ``out``, dashed for what stayed ``in``, half for what is ``disputed``."""

    NAME = "outcome"
    IT = "Un riquadro: pieno per ciò che è uscito (``out``), tratteggiato per ciò che è rimasto dentro (``in``), a metà per ciò che è contestato (``disputed``)."
    BODY = Field("a list", "un elenco", "- One clip.")
    TAKES = Field("the name of the frame", "il nome del riquadro", "Came out")
    FIELDS = {"kind": Field("a kind of outcome", "un tipo di esito", "out", choices=KINDS)}
    SHEET = "figures"

    def on_create(self, parent: Element) -> Element:
        frame = add(parent, "div", class_=f"outcome outcome--{self.options['kind']}")
        add(frame, "p", Markdown(self.argument), class_="outcome__name")
        return frame


class PromptPath(SiteBlock):
    """The four steps of a prompt with a drawing of its path.

    The drawing repeats the list, so it is hidden from screen readers; buttons that go through the steps stay hidden
    until their script has loaded.
    """

    NAME = "prompt-path"
    IT = "I quattro passi di un prompt, con il disegno del suo percorso."
    BODY = Field(
        "a numbered list of four",
        "un elenco numerato di quattro",
        "1. The visitor writes.\n2. The page asks.\n3. The server answers.\n4. The page shows.",
    )
    SHEET = "figures"
    SCRIPT = "stepper"
    STATIONS = (("visitor", 76), ("page", 300), ("server", 524))
    LINES = (
        # Step or steps, from, to, above (1) or below (-1) the stations' middle.
        ("1", 76, 300, 1),
        ("2 3", 300, 524, 1),
        ("3 4", 524, 300, -1),
        ("4", 300, 76, -1),
    )

    def on_create(self, parent: Element) -> Element:
        box = add(parent, "div", class_="stepper", data_stepper="")
        self._drawing(box)
        self.inside = add(box, "div", class_="stepper__steps")
        bar = add(box, "div", class_="stepper__bar", hidden="", role="group", aria_label=self.word("steps"))
        add(bar, "button", self.word("step_back"), type="button", value="-1")
        add(bar, "span", role="status", data_text=self.word("step_of"))
        add(bar, "button", self.word("step_on"), type="button", value="1")
        return box

    def _drawing(self, box: Element) -> None:
        drawing = svg(box, "path", 600, 150)
        for steps, start, end, side in self.LINES:
            way = 1 if end > start else -1
            left, right, y = start + 74 * way, end - 86 * way, 70 - 18 * side
            line = add(drawing, "g", class_="path__line", data_step=steps)
            add(line, "path", d=f"M{left} {y}H{right}")
            add(line, "path", d=f"M{right - 10 * way} {y - 8}l{12 * way} 8 {-12 * way} 8")
        for name, x in self.STATIONS:
            shape(drawing, "rect", f"path__{name}", x=x - 72, y=30, width=144, height=80)
            lettering(drawing, x, 77, self.word(f"station_{name}"))
        lettering(drawing, 596, 140, self.word("station_switch"), "path__note", "end")
