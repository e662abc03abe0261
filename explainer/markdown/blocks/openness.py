"""How open each model is, point by point: ``/// openness``; how its licence changed: ``/// terms`` (a figure)."""

from itertools import pairwise
from typing import NamedTuple

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import whole
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.html import (
    Element,
    Table,
    add,
    caption,
    caption_id,
    lettering,
    shape,
    svg,
)
from explainer.records import records
from explainer.records.models import Licence, Model, Points


class Openness(SiteBlock):
    """What is so of each model for each point of the definition, as a table to be opened."""

    NAME = "openness"
    IT = "Che cosa vale di ogni modello per ogni punto della definizione, in una tabella da aprire."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        details = add(section, "details")
        add(details, "summary", self.word("open_table_points"))
        found = records().openness.values()
        heads = [self.word("open_point"), *(records().models[record.id].name for record in found)]
        table = Table(details, "compare__table", heads, label=self.word("open_table_points"))
        for point in Points.model_fields:
            cells = [[whole("value", getattr(record.points, point), self.lang)] for record in found]
            table.row(self.word(f"open_point_{point}"), cells)
        return section


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
    """A drawing of how the licence of a model's weights changed by version."""

    NAME = "terms"
    IT = "Un disegno di come è cambiata, versione per versione, la licenza dei pesi di un modello."
    TAKES = Field("the caption", "la didascalia", "How the terms changed")
    FIELDS = {"model": MODEL, "data": DATA}
    SHEET = "terms"

    def on_create(self, parent: Element) -> Element:
        name, data = caption_id(self.argument, "terms"), self.options["data"]
        figure = add(parent, "figure", class_="figure terms-chart")
        self._draw(figure, name, versions(records().models[self.options["model"]]))
        link = data_link(data, self.word("figure_data"), class_="figure__data") if data else None
        caption(figure, self.argument, name, link)
        return figure

    def _draw(self, figure: Element, name: str, found: list[Version]) -> None:
        lanes = [lane for lane in LANES if any(version.lane == lane for version in found)]
        step = (LAST - FIRST) / max(len(lanes) - 1, 1)
        across = {lane: FIRST + place * step for place, lane in enumerate(lanes)}
        height = HEAD + ROW * len(found)
        drawing = svg(figure, "terms__drawing", WIDTH, height, aria_labelledby=name)
        add(drawing, "desc", " ".join(map(self._spoken, found)))
        for lane, x in across.items():
            for line, text in enumerate(self.word(f"terms_lane_{lane}").split("|")):
                lettering(drawing, x, 16 + 15 * line, text, "terms__lane")
            shape(drawing, "path", "terms__line", d=f"M{x:g} {HEAD - 12}V{height}")
        points = [(across[version.lane], HEAD + ROW * place + 18) for place, version in enumerate(found)]
        for (x, y), (next_x, next_y) in pairwise(points):
            shape(drawing, "path", "terms__thread", d=f"M{x:g} {y + SIZE:g}L{next_x:g} {next_y - SIZE:g}")
        for (_, y), version in zip(points, found, strict=True):
            lettering(drawing, 0, y - 2, version.names, "terms__name", "start")
            lettering(drawing, 0, y + 14, self.date(version.day[:7]), "terms__note", "start")
            lettering(drawing, 0, y + 29, self._licence(version, short=True), "terms__note", "start")
        for (x, y), version in zip(points, found, strict=True):
            shape(drawing, "circle", self._mark(version.certain), cx=x, cy=y, r=SIZE)
        entries = add(add(figure, "div", class_="terms__legend"), "ul")
        for certain in (True, False):
            entry = add(entries, "li")
            shape(svg(entry, "terms__sample", 44, 36), "circle", self._mark(certain), cx=22, cy=18, r=11)
            add(entry, "span", self.word("terms_read" if certain else "terms_unread"))

    def _mark(self, certain: bool) -> str:
        return f"terms__mark terms__mark--{'read' if certain else 'unread'}"

    def _spoken(self, version: Version) -> str:
        lane = self.word(f"terms_lane_{version.lane}").replace("|", " ")
        read = self.word("terms_read" if version.certain else "terms_unread")
        return f"{version.names}, {self.date(version.day[:7])}: {self._licence(version)}; {lane}; {read}."

    def _licence(self, version: Version, *, short: bool = False) -> str:
        if version.licence.missing:
            return self.word("terms_none")
        name = version.licence.name
        # The full name stands in the table and in the description; a line of the drawing has no room for it.
        return name.replace(" Agreement", "").replace(" License", "") if short else name


def versions(model: Model) -> list[Version]:
    """The variants in their order, those in a row with the same licence as one."""
    found: list[Version] = []
    for variant in model.variants:
        licence = variant.licence_weights
        day = (variant.released.value or "").split("/")[0]
        number = variant.name.split(" (")[0].removeprefix(f"{model.name} ").split(" ")[-1]
        lane = "unclear" if licence.missing else licence.commercial or "unclear"
        if found and (found[-1].licence.id, found[-1].lane) == (licence.id, lane):
            found[-1] = found[-1]._replace(names=f"{found[-1].names}, {number}")
            continue
        found.append(Version(number, day, licence, lane))
    return found
