"""``/// timechart | caption``: events drawn to scale, as SVG made while the page is built.

The shape of a mark says how exactly its moment is known, its filling how firm it is; both are explained below the
drawing in words. Colours come from the styles, so that the drawing follows light, dark, print and forced colours.
"""

import calendar
import datetime
from dataclasses import replace
from typing import get_args

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.blocks.timeline import EVENTS, event_ids
from explainer.markdown.html import Element, add, caption, caption_id, lettering, shape, svg
from explainer.markdown.links import STATUSES
from explainer.markdown.placing import Place, find_places, rows_of
from explainer.records import records
from explainer.records.story import Event

WIDTH = 680
LEFT = 84
"""Where the axis of a year starts; the year stands before it."""
LEVEL = 30
"""Height of one row of labels."""
PRECISIONS = get_args(Event.model_fields["precision"].annotation)


class TimeChart(SiteBlock):
    """Events drawn to scale, in a row for each year."""

    NAME = "timechart"
    IT = "Eventi disegnati in scala, in una riga per ogni anno."
    TAKES = Field("the caption", "la didascalia", "The years to scale")
    FIELDS = {
        "events": replace(EVENTS, required=False),
        "data": DATA,
    }
    SHEET = "timeline"

    def on_create(self, parent: Element) -> Element:
        chosen = self.options["events"] or event_ids()
        facts = sorted((records().facts[key] for key in chosen), key=lambda fact: fact.event.at)
        name, data = caption_id(self.argument, "chart"), self.options["data"]
        figure = add(parent, "figure", class_="figure chart")
        if facts:
            self._legend(figure, self._years(figure, facts, name))
        link = data_link(data, self.word("figure_data"), class_="figure__data") if data else None
        caption(figure, self.argument, name, link)
        return figure

    def _svg(self, figure: Element, height: float, name: str, facts: list) -> Element:
        """The drawing, named after its caption and described by its labels in order."""
        spoken = "; ".join(self._label(fact) for fact in facts if fact.event.label)
        drawing = svg(figure, "chart__drawing", WIDTH, height, aria_labelledby=name)
        add(drawing, "desc", f"{spoken}. {self.word('chart_below')}")
        return drawing

    def _years(self, figure: Element, facts: list, name: str) -> list:
        """A row for each year in which something happened and its months; returns what was drawn."""
        years = sorted({fact.event.at[:4] for fact in facts})
        rows, top = [], 0.0
        for year in years:
            own = [fact for fact in facts if fact.event.at.startswith(year)]
            marks = [_across_year(fact.event.at) for fact in own]
            names = self._names(own)
            places = find_places(list(zip(marks, names, strict=True)), WIDTH)
            axis = top + LEVEL * rows_of(places) + 44
            rows.append((year, axis, list(zip(own, marks, names, places, strict=True))))
            top = axis + 66
        drawing = self._svg(figure, top, name, facts)
        for year, axis, marks in rows:
            lettering(drawing, 0, axis + 8, year, "chart__year", "start")
            shape(drawing, "path", "chart__axis", d=f"M{_across_year(year):g} {axis}H{WIDTH - 4}")
            for month in range(1, 13):
                start, end = (_across_year(f"{year}-{month:02}-01"), _across_year(f"{year}-{month:02}-31"))
                shape(drawing, "path", "chart__tick", d=f"M{start:g} {axis + 18}v8")
                lettering(drawing, (start + end) / 2, axis + 42, self.word("month_initials")[month - 1], "chart__hour")
            for fact, x, label, place in marks:
                end = _across_year(f"{fact.event.at}-31") if len(fact.event.at) == 7 else None
                _draw(drawing, _exactness(fact), _status(fact), x, axis, end)
                _name(drawing, label, x, axis, place)
        return [(_exactness(fact), _status(fact)) for fact in facts]

    def _names(self, facts: list) -> list[str]:
        """A label for each; several moments of one day that have a clock time share the day."""
        clocked = [fact.event.at[:10] for fact in facts if "T" in fact.event.at]
        names = []
        for fact in facts:
            day = fact.event.at[:10]
            if "T" not in fact.event.at or clocked.count(day) < 2:
                names.append(self._label(fact))
            else:
                names.append("" if self.date(day) in names else self.date(day))
        return names

    def _label(self, fact) -> str:
        return self.text(fact.event.label) if fact.event.label else ""

    def _legend(self, figure: Element, drawn: list[tuple[str, str]]) -> None:
        """What the shapes and the fillings mean, of those that were drawn."""
        precisions, statuses = ({pair[index] for pair in drawn} for index in (0, 1))
        samples = {
            "shapes": [(shape, "attributed", f"shape_{shape}") for shape in PRECISIONS if shape in precisions],
            "fillings": [("minute", status, f"status_{status}") for status in STATUSES if status in statuses],
        }
        for key, entries in samples.items():
            legend = add(figure, "div", class_="chart__legend")
            name = f"{figure[0].get('aria-labelledby')}-{key}"
            add(legend, "span", self.word(key), id=name)
            listed = add(legend, "ul", aria_labelledby=name)
            for precision, status, said in entries:
                entry = add(listed, "li")
                _draw(svg(entry, "chart__sample", 44, 36), precision, status, 22 if precision != "month" else 4, 18, 40)
                add(entry, "span", self.word(said))


def _across_year(at: str) -> float:
    """Where a day, month or instant stands in the row of its year; a day past the month's end is its last."""
    parts = [int(part) for part in at[:10].split("-")] + [1, 1]
    year, month, day = parts[:3]
    day = min(day, calendar.monthrange(year, month)[1])
    start = datetime.date(year, 1, 1)
    share = (datetime.date(year, month, day) - start).days / (datetime.date(year + 1, 1, 1) - start).days
    return LEFT + (WIDTH - 8 - LEFT) * share


def _exactness(fact) -> str:
    """How exact a moment is in a row that is a year wide: there a minute and a day are the same place."""
    return "day" if "T" in fact.event.at else fact.event.precision


def _name(drawing: Element, label: str, x: float, axis: float, place: Place | None) -> None:
    if place is None:
        return
    y = axis - 30 - LEVEL * place.row
    shape(drawing, "path", "chart__lead", d=f"M{x:g} {axis - 21:g}V{y + 6:g}")
    lettering(drawing, place.x, y, label, "chart__label", place.anchor)


def _status(fact) -> str:
    """How firm the moment is."""
    return fact.event.status or fact.status


def _draw(parent: Element, precision: str, status: str, x: float, y: float, end: float | None = None) -> None:
    """The shape of a precision in the filling of a status, around the point x, y (a month: from x to `end`)."""
    name = f"mark mark--{status}"
    if precision == "minute":
        shape(parent, "circle", name, cx=x, cy=y, r=11)
        if status == "disputed":
            shape(parent, "path", "mark mark--half", d=f"M{x:g} {y - 11:g}a11 11 0 0 0 0 22z")
    elif precision == "hour":
        shape(parent, "path", name, d=f"M{x:g} {y - 14:g}l14 14 -14 14 -14 -14z")
    elif precision == "day":
        shape(parent, "rect", name, x=x - 5, y=y - 15, width=10, height=30)
        if status == "disputed":
            shape(parent, "rect", "mark mark--half", x=x - 5, y=y, width=10, height=15)
    elif precision == "month":
        shape(parent, "rect", name, x=x, y=y - 7, width=(end or x + 40) - x, height=14)
    else:
        shape(parent, "path", name, d=f"M{x - 12:g} {y - 18:g}h12v36h-12")
