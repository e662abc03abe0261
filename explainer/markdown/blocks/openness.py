"""How open each model was on the day of the letter and is today: ``/// openness`` (tables), ``/// terms`` (a figure)."""

from itertools import groupby, pairwise
from typing import NamedTuple
from xml.etree.ElementTree import tostring

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import licence_name, note, proof, whole
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.html import (
    Element,
    Pieces,
    Table,
    add,
    caption,
    caption_id,
    element,
    lettering,
    prose,
    shape,
    spaced,
    svg,
)
from explainer.records import records
from explainer.records.models import Licence, Model, Points, Variant

PARTS = ("licence_code", "training_code", "training_data")
KINDS = ("then", "points")


class Openness(SiteBlock):
    """How open each model is: all weights and parts then and now, or the points of the definition."""

    NAME = "openness"
    IT = "Quanto è aperto ogni modello: pesi e parti allora e oggi, o i punti della definizione."
    TAKES = Field("a table of openness", "una tabella dell’apertura", "points", choices=KINDS)
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        # Folded: the page says in short what stands here with every source.
        details = add(section, "details")
        add(details, "summary", self._say(f"table_{self.argument}"))
        if self.argument == "then":
            self._then(details)
        else:
            self._points(details)
        return section

    def _say(self, key: str, **values: object) -> str:
        return self.word(f"open_{key}", **values)

    def _then(self, section: Element) -> None:
        heads = [self._say(key) for key in ("part", "then", "now")]
        table = Table(section, "compare__table", heads, label=self._say("table_then"))
        for record in records().openness.values():
            model = records().models[record.id]
            table.group(model.name)
            # Weights that were and are as open as each other share a row.
            for _, alike in groupby(model.variants, key=lambda variant: self._spelt(record, variant)):
                first, *others = alike
                names = ", ".join(variant.name for variant in (first, *others))
                table.row(self._say("weights", names=names), self._weights(record, first))
            for part in PARTS:
                then = whole("value", getattr(record.then, part), self.lang)
                table.row(self.word(f"model_{part}"), [[then], [self._today(getattr(model, part))]])

    def _weights(self, record, variant: Variant) -> list[list[Pieces]]:
        """What was open then and is now, of one set of weights."""
        then, now = record.then.weights.get(variant.id), record.now.get(variant.id, variant.licence_weights)
        if then:
            return [[whole("value", then, self.lang)], [self._today(now)]]
        return [[spaced(self._say("not_yet"), proof(variant.released, self.lang))], [self._today(now)]]

    def _spelt(self, record, variant: Variant) -> list[bytes]:
        return [tostring(element("td", *pieces)) for (pieces,) in self._weights(record, variant)]

    def _today(self, cell) -> Pieces:
        """A cell of today; of a licence without limits the short form, for its terms are long and the same."""
        if not isinstance(cell, Licence) or cell.missing:
            return whole("value", cell, self.lang)
        short = cell.commercial == "allowed"
        says = [self.word("compare_licence_allowed")] if short else prose(cell.terms, self.lang)
        return spaced([*licence_name(cell), ": ", *says], note(cell, self.lang), proof(cell, self.lang))

    def _points(self, section: Element) -> None:
        found = records().openness.values()
        heads = [self._say("point"), *(records().models[record.id].name for record in found)]
        table = Table(section, "compare__table", heads, label=self._say("table_points"))
        for point in Points.model_fields:
            cells = [[whole("value", getattr(record.points, point), self.lang)] for record in found]
            table.row(self._say(f"point_{point}"), cells)


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
