"""Figures that are text first: what came out and what did not, and the path of a prompt step by step."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.extensions.toc import slugify
from markdown.util import AtomicString

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.records.words import word

KINDS = ("out", "disputed", "in")


class Outcomes(SiteBlock):
    """A figure of frames side by side; argument: the caption, content: blocks ``outcome``."""

    NAME = "outcomes"
    TAKES = Field("the caption", "la didascalia", "What came out")
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure with its caption; the frames go in before it."""
        name = f"figure-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = etree.SubElement(parent, "figure", {"class": "figure outcomes", "aria-labelledby": name})
        self.frames = etree.SubElement(figure, "div", {"class": "outcomes__frames"})
        etree.SubElement(figure, "figcaption", {"id": name}).text = self.argument
        return figure

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content belongs to the frames."""
        return self.frames


class Outcome(SiteBlock):
    """One frame: filled for what came ``out``, dashed and empty for what stayed ``in``, half for what is disputed."""

    NAME = "outcome"
    TAKES = Field("the name of the frame", "il nome del riquadro", "Came out")
    FIELDS = {"kind": Field("a kind of outcome", "un tipo di esito", "out", choices=KINDS)}
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the frame under its name; a list goes into it."""
        frame = etree.SubElement(parent, "div", {"class": f"outcome outcome--{self.options['kind']}"})
        etree.SubElement(frame, "p", {"class": "outcome__name"}).text = self.argument
        return frame


class PromptPath(SiteBlock):
    """A numbered list of the four steps of a prompt with a drawing of its path.

    The drawing repeats the list, so it is hidden from screen readers; buttons that go through the steps stay hidden
    until their script has loaded.
    """

    NAME = "prompt-path"
    SHEET = "record"
    SCRIPT = "stepper"
    STATIONS = (("visitor", 76), ("page", 300), ("server", 524))
    LINES = (
        # Step or steps, from, to, above (1) or below (-1) the stations' middle.
        ("1", 76, 300, 1),
        ("2 3", 300, 524, 1),
        ("3 4", 524, 300, -1),
        ("4", 300, 76, -1),
    )

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the box; the list goes between drawing and buttons."""
        box = etree.SubElement(parent, "div", {"class": "stepper", "data-stepper": ""})
        self._drawing(box)
        self.steps = etree.SubElement(box, "div", {"class": "stepper__steps"})
        bar = etree.SubElement(box, "div", {"class": "stepper__bar", "hidden": "", "role": "group"})
        bar.set("aria-label", word("steps", self.lang))
        self._button(bar, "-1", word("step_back", self.lang))
        where = etree.SubElement(bar, "span", {"role": "status", "data-text": word("step_of", self.lang)})
        where.text = AtomicString("")
        self._button(bar, "1", word("step_on", self.lang))
        return box

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content is the list of steps."""
        return self.steps

    def _button(self, bar: etree.Element, value: str, label: str) -> None:
        etree.SubElement(bar, "button", {"type": "button", "value": value}).text = label

    def _drawing(self, box: etree.Element) -> None:
        svg = etree.SubElement(box, "svg", {"class": "path", "viewBox": "0 0 600 150", "aria-hidden": "true"})
        for steps, start, end, side in self.LINES:
            way = 1 if end > start else -1
            left, right, y = start + 74 * way, end - 86 * way, 70 - 18 * side
            line = etree.SubElement(svg, "g", {"class": "path__line", "data-step": steps})
            etree.SubElement(line, "path", {"d": f"M{left} {y}H{right}"})
            etree.SubElement(line, "path", {"d": f"M{right - 10 * way} {y - 8}l{12 * way} 8 {-12 * way} 8"})
        for name, x in self.STATIONS:
            etree.SubElement(
                svg, "rect", {"class": f"path__{name}", "x": f"{x - 72}", "y": "30", "width": "144", "height": "80"}
            )
            label = etree.SubElement(svg, "text", {"x": str(x), "y": "77", "text-anchor": "middle"})
            label.text = AtomicString(word(f"station_{name}", self.lang))
        switch = etree.SubElement(svg, "text", {"class": "path__note", "x": "596", "y": "140", "text-anchor": "end"})
        switch.text = AtomicString(word("station_switch", self.lang))
