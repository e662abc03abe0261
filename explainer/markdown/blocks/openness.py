"""How open each model was on the day of the letter and is today: ``/// openness`` (tables), ``/// terms`` (a figure)."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from itertools import groupby
from typing import NamedTuple

from markdown.extensions.toc import slugify
from markdown.util import AtomicString

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import cell_text, licence_name, note_text, proof
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.blocks.tables import Grid
from explainer.records import records
from explainer.records.models import Licence, Model, Points
from explainer.records.words import date_in_words, localized, word

PARTS = ("licence_code", "training_code", "training_data")
KINDS = ("then", "points")


class Openness(SiteBlock):
    """A table of all weights and parts, or of the points of the definition; argument: ``then`` or ``points``."""

    NAME = "openness"
    TAKES = Field("a table of openness", "una tabella dell’apertura", "points", choices=KINDS)
    SHEET = "models"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section, filled from the records."""
        section = etree.SubElement(parent, "section", {"class": "wide"})
        if self.argument == "then":
            self._then(section)
        else:
            self._points(section)
        return section

    def _say(self, key: str, **values: object) -> str:
        return word(f"open_{key}", self.lang, **values)

    def _then(self, section: etree.Element) -> None:
        grid = Grid(section, self._say("table_then"), self._say("part"), [self._say("then"), self._say("now")])
        for record in records().openness.values():
            model = records().models[record.id]
            grid.group(model.name)
            rows = [
                (variant.name, self._weights_then(record, variant), self._weights_now(record, variant))
                for variant in model.variants
            ]
            for cells, group in groupby(rows, key=lambda row: row[1:]):
                names = ", ".join(name for name, *_ in group)
                grid.row(self._say("weights", names=names), [[cell] for cell in cells])
            for part in PARTS:
                then = cell_text("value", getattr(record.then, part), self.lang)
                grid.row(word(f"model_{part}", self.lang), [[then], [self._today(part, getattr(model, part))]])

    def _weights_then(self, record, variant) -> str:
        if variant.id in record.then.weights:
            return cell_text("value", record.then.weights[variant.id], self.lang)
        return f"{self._say('not_yet')} {proof(variant.released, self.lang)}"

    def _weights_now(self, record, variant) -> str:
        if variant.id in record.now:
            return cell_text("value", record.now[variant.id], self.lang)
        return self._today("licence_weights", variant.licence_weights)

    def _today(self, name: str, cell) -> str:
        """A cell of models.yml; of a licence without limits the short form, for its terms are long and the same."""
        if not isinstance(cell, Licence) or cell.missing:
            return cell_text(name, cell, self.lang)
        allowed = word("compare_licence_allowed", self.lang)
        says = allowed if cell.commercial == "allowed" else localized(cell.terms, self.lang)
        parts = (f"{licence_name(cell)}: {says}", note_text(cell, self.lang), proof(cell, self.lang))
        return " ".join(filter(None, parts))

    def _points(self, section: etree.Element) -> None:
        found = list(records().openness.values())
        names = [records().models[record.id].name for record in found]
        grid = Grid(section, self._say("table_points"), self._say("point"), names)
        for point in Points.model_fields:
            cells = [[cell_text("value", getattr(record.points, point), self.lang)] for record in found]
            grid.row(self._say(f"point_{point}"), cells)


LANES = ("not-allowed", "conditions", "allowed", "unclear")
WIDTH, ROW, HEAD = 340, 62, 52
FIRST, LAST = 190, 310
"""The middle of the first and of the last lane; what is said of a version stands before them."""
SIZE = 8


class Version(NamedTuple):
    """One or more versions that share a licence: their names, first day, licence, and its lane."""

    names: str
    day: str
    licence: Licence
    lane: str

    @property
    def certain(self) -> bool:
        """Was the text read in full, and is it known to be that of these weights?"""
        return bool(self.licence.read_in_full) and self.lane != "unclear"


class Terms(SiteBlock):
    """A drawing of how the licence of a model's weights changed by version; filled marks: the text was read in full.

    Argument: the caption. Options: ``model``: id of a model; ``data``: address of the data, as seen from the page of the
    first language.
    """

    NAME = "terms"
    TAKES = Field("the caption", "la didascalia", "How the terms changed")
    FIELDS = {"model": MODEL, "data": DATA}
    SHEET = "models"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure, filled from the records."""
        name = f"terms-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = etree.SubElement(parent, "figure", {"class": "figure terms-chart"})
        self._draw(figure, name, versions(records().models[self.options["model"]]))
        caption = etree.SubElement(figure, "figcaption", {"id": name})
        caption.text = self.argument
        if self.options["data"]:
            caption.text += ". "
            etree.SubElement(caption, "span").text = data_link(self.md, self.options["data"], self.lang)
        return figure

    def _draw(self, figure: etree.Element, name: str, found: list[Version]) -> None:
        lanes = [lane for lane in LANES if any(version.lane == lane for version in found)]
        step = (LAST - FIRST) / max(len(lanes) - 1, 1)
        across = {lane: FIRST + place * step for place, lane in enumerate(lanes)}
        height = HEAD + ROW * len(found)
        attributes = {"class": "terms__drawing", "viewBox": f"0 0 {WIDTH} {height}", "role": "img"}
        svg = etree.SubElement(figure, "svg", {**attributes, "aria-labelledby": name})
        etree.SubElement(svg, "desc").text = AtomicString(" ".join(self._spoken(version) for version in found))
        for lane, x in across.items():
            for line, text in enumerate(word(f"terms_lane_{lane}", self.lang).split("|")):
                self._text(svg, x, 16 + 15 * line, text, "terms__lane", "middle")
            _shape(svg, "path", "terms__line", d=f"M{x:g} {HEAD - 12}V{height}")
        before = None
        for place, version in enumerate(found):
            x, y = across[version.lane], HEAD + ROW * place + 18
            if before:
                _shape(svg, "path", "terms__thread", d=f"M{before[0]:g} {before[1] + SIZE:g}L{x:g} {y - SIZE:g}")
            before = (x, y)
            self._text(svg, 0, y - 2, version.names, "terms__name", "start")
            self._text(svg, 0, y + 14, date_in_words(version.day[:7], self.lang), "terms__note", "start")
            self._text(svg, 0, y + 29, self._licence(version, short=True), "terms__note", "start")
        for place, version in enumerate(found):
            filled = "read" if version.certain else "unread"
            _shape(
                *(svg, "circle", f"terms__mark terms__mark--{filled}"),
                cx=f"{across[version.lane]:g}",
                cy=f"{HEAD + ROW * place + 18}",
                r=str(SIZE),
            )
        legend = etree.SubElement(figure, "div", {"class": "terms__legend"})
        entries = etree.SubElement(legend, "ul")
        for filled, key in (("read", "terms_read"), ("unread", "terms_unread")):
            entry = etree.SubElement(entries, "li")
            sample = {"class": "terms__sample", "viewBox": "0 0 44 36", "aria-hidden": "true"}
            _shape(
                etree.SubElement(entry, "svg", sample),
                "circle",
                f"terms__mark terms__mark--{filled}",
                cx="22",
                cy="18",
                r="11",
            )
            etree.SubElement(entry, "span").text = word(key, self.lang)

    def _spoken(self, version: Version) -> str:
        lane = word(f"terms_lane_{version.lane}", self.lang).replace("|", " ")
        read = word("terms_read" if version.certain else "terms_unread", self.lang)
        day = date_in_words(version.day[:7], self.lang)
        return f"{version.names}, {day}: {self._licence(version)}; {lane}; {read}."

    def _licence(self, version: Version, *, short: bool = False) -> str:
        if version.licence.missing:
            return word("terms_none", self.lang)
        name = localized(version.licence.name, self.lang)
        # The full name stands in the table and in the description; a line of the drawing has no room for it.
        return name.replace(" Agreement", "").replace(" License", "") if short else name

    def _text(self, svg: etree.Element, x: float, y: float, text: str, name: str, anchor: str) -> None:
        element = _shape(svg, "text", name, x=f"{x:g}", y=f"{y:g}")
        element.set("text-anchor", anchor)
        element.text = AtomicString(text)


def versions(model: Model) -> list[Version]:
    """The variants in their order, those in a row with the same licence as one."""
    found: list[Version] = []
    for variant in model.variants:
        licence = variant.licence_weights
        day = (variant.released.value or "").split("/")[0]
        number = variant.name.split(" (")[0].removeprefix(f"{model.name} ").split(" ")[-1]
        if found and found[-1].licence == licence:
            found[-1] = found[-1]._replace(names=f"{found[-1].names}, {number}")
            continue
        lane = "unclear" if licence.missing else licence.commercial or "unclear"
        found.append(Version(number, day, licence, lane))
    return found


def _shape(parent: etree.Element, tag: str, name: str, **attributes: str) -> etree.Element:
    return etree.SubElement(parent, tag, {"class": name, **attributes})
