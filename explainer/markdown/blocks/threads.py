"""``/// threads | caption``: what each model hangs by, drawn from its record: licences, a host, hardware."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

from markdown.extensions.toc import slugify

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import licence_name, proof, value_text
from explainer.markdown.blocks.model import MODEL
from explainer.records import records
from explainer.records.models import Memory, Model, Variant
from explainer.records.words import word

CITED = 1
"""Sources named for one thread; the page of the model names all."""


NAMED = 2
"""Licences of one model that are named beside those of other models."""


class Threads(SiteBlock):
    """One frame for each model, or for the one of the option ``model``; content: what is told of Sora, if anything."""

    NAME = "threads"
    TAKES = Field("the caption", "la didascalia", "What each depends on")
    FIELDS = {"model": replace(MODEL, required=False)}
    SHEET = "threads"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure; content goes into the frame of Sora, which stands first."""
        name = f"figure-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = etree.SubElement(parent, "figure", {"class": "figure threads", "aria-labelledby": name})
        self.frames = etree.SubElement(figure, "div", {"class": "threads__frames"})
        etree.SubElement(figure, "figcaption", {"id": name}).text = self.argument
        chosen = self.options["model"]
        for model in [records().models[chosen]] if chosen else records().models.values():
            self._frame(model)
        return figure

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content is what is told of Sora; its frame is made when there is some."""
        if self.options["model"]:
            return self.frames
        if self.frames.find("*[@class='thread thread--cut']") is None:
            frame = etree.Element("div", {"class": "thread thread--cut"})
            self.frames.insert(0, frame)
            self._drawing(frame, CUT)
            etree.SubElement(frame, "p", {"class": "thread__name"}).text = "Sora"
        return self.frames[0]

    def _frame(self, model: Model) -> None:
        licences = {v.licence_weights.id: v for v in reversed(model.variants)}
        pages = {v.download.value: v.download for v in model.variants}
        memory, needy = min(self._needs(model), key=lambda need: need[0].gb)
        frame = etree.SubElement(self.frames, "div", {"class": "thread"})
        self._drawing(frame, hung(len(licences)))
        name = etree.SubElement(frame, "p", {"class": "thread__name"})
        name.text = model.name
        terms = self._terms(model, [*reversed(licences.values())])
        host = word("thread_pages", self.lang, count=len(pages)) if len(pages) > 1 else word("thread_page", self.lang)
        facts = etree.SubElement(frame, "dl")
        for key, text in (
            ("licence", terms),
            ("host", f"{host} {proof(next(iter(pages.values())), self.lang, CITED)}"),
            ("hardware", f"{needy}, {value_text('memory', memory, self.lang)} {proof(memory, self.lang, CITED)}"),
        ):
            entry = etree.SubElement(facts, "div", {"class": f"thread__{key}"})
            etree.SubElement(entry, "dt").text = word(f"thread_{key}", self.lang)
            etree.SubElement(entry, "dd").text = text

    def _needs(self, model: Model) -> list[tuple[Memory, str]]:
        """Figures of memory with the weights that each is for; among other models only those of the letter's day."""
        variants = [
            v for v in model.variants if self.options["model"] or (v.released.value or "") <= records().letter_day
        ]
        return [(figure, v.name) for v in variants for figure in v.memory if figure.gb]

    def _terms(self, model: Model, by_licence: list[Variant]) -> str:
        """The licences by name; among other models only the number of many, with the way to their names."""
        if self.options["model"] or len(by_licence) <= NAMED:
            return "; ".join(map(self._licence, by_licence))
        count = word("thread_licences", self.lang, count=len(by_licence))
        return f"[{count}](alternatives/{model.id}.md#licence)"

    def _licence(self, variant: Variant) -> str:
        """A licence by name; one that is missing by the variant that it is missing for."""
        cell = variant.licence_weights
        if cell.missing:
            name = f"{variant.name}: {value_text('licence', cell, self.lang)}"
        else:
            name = licence_name(cell) + (
                "" if cell.read_in_full else f" ({word('compare_licence_unclear', self.lang)})"
            )
        return f"{name} {proof(cell, self.lang, CITED)}"

    def _drawing(self, frame: etree.Element, lines: list[tuple[str, str]]) -> None:
        # The list says the same in words, so screen readers need not be told of the drawing.
        svg = etree.SubElement(
            frame, "svg", {"class": "thread__drawing", "viewBox": "0 0 200 120", "aria-hidden": "true"}
        )
        for kind, path in lines:
            etree.SubElement(svg, "path", {"class": f"thread__{kind}", "d": path})


CUT = [
    ("box", "M28 78L168 62L174 112L34 128Z"),
    ("line", "M100 0V26"),
    ("dot", "M100 26h.1M104 50h.1"),
    ("line", "M104 50C84 66 128 74 108 92"),
]
"""Sora: the one thread is cut, the frame has fallen."""


def hung(licences: int) -> list[tuple[str, str]]:
    """The lines of one model: a thread for each licence on the left, the host in the middle, hardware on the right."""
    first = 56 - 5 * (licences - 1)
    threads = "".join(f"M{first + 10 * number} 0V62" for number in range(licences))
    return [
        ("box", "M12 62H188V116H12Z"),
        ("licence", threads),
        ("host", "M112 0V62"),
        ("hardware", "M160 0V62"),
    ]
