"""``/// timechart | caption``: events drawn to scale, as SVG made while the page is built.

The shape of a mark says how exactly its moment is known, its filling how firm it is; both are explained below the
drawing in words. Colours come from the styles, so that the drawing follows light, dark, print and forced colours.
"""

import calendar
import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from explainer.editions import EDITIONS, ZONES, instant, zones
from explainer.markdown.blocks.base import Field, Problem, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.blocks.timeline import CLOCK, EVENTS, event_ids
from explainer.markdown.html import Element, add, caption, caption_id, lettering, shape, svg
from explainer.markdown.links import STATUSES
from explainer.markdown.placing import Place, find_places, rows_of
from explainer.records import records
from explainer.records.story import Event

WIDTH = 680
LEFT = 84
"""Where the axis of a year starts; the year stands before it."""
HOURS = 150
"""Where the first hour of a day stands; the names of the clocks stand before it."""
RIGHT = 34
LEVEL = 30
"""Height of one row of labels."""
PRECISIONS = get_args(Event.model_fields["precision"].annotation)


class TimeChart(SiteBlock):
    """Events drawn to scale: the hours of one ``day``, or a row for each of several ``years``."""

    NAME = "timechart"
    IT = "Eventi disegnati in scala: le ore di un giorno (``day``), o una riga per ogni anno (``years``)."
    TAKES = Field("the caption", "la didascalia", "The hours to scale")
    FIELDS = {
        "scale": Field("a scale", "una scala", "day", choices=("day", "years")),
        "events": replace(EVENTS, required=False),
        "data": DATA,
    }
    SHEET = "timeline"

    @classmethod
    def problems(cls, argument: str | None, options: Mapping[str, Any], body: str = "") -> Iterator[Problem]:
        """What any block is asked, and for the hours of a day that every event has a clock time."""
        found = [*super().problems(argument, options, body)]
        if not found and options["scale"] == "day":
            found += replace(CLOCK, many=True).problems("events", options.get("events") or [])
        yield from found

    def on_create(self, parent: Element) -> Element:
        clock = "T" if self.options["scale"] == "day" else ""
        chosen = self.options["events"] or event_ids(clock=bool(clock))
        facts = sorted((records().facts[key] for key in chosen), key=lambda fact: fact.event.at)
        name, data = caption_id(self.argument, "chart"), self.options["data"]
        figure = add(parent, "figure", class_="figure chart")
        draw = self._day if clock else self._years
        if facts:
            self._legend(figure, draw(figure, facts, name))
        link = data_link(data, self.word("figure_data"), class_="figure__data") if data else None
        caption(figure, self.argument, name, link)
        return figure

    def _svg(self, figure: Element, height: float, name: str, facts: list) -> Element:
        """The drawing, named after its caption and described by its labels in order."""
        spoken = "; ".join(self._label(fact) for fact in facts if fact.event.label)
        drawing = svg(figure, "chart__drawing", WIDTH, height, aria_labelledby=name)
        add(drawing, "desc", f"{spoken}. {self.word('chart_below')}")
        return drawing

    def _day(self, figure: Element, facts: list, name: str) -> list:
        """Hours from left to right, one row of clock times for each zone; returns what was drawn."""
        moments = [instant(fact.event.at) for fact in facts]
        hour = datetime.timedelta(hours=1)
        first = min(moments).replace(minute=0)
        last = max(moments).replace(minute=0) + hour
        span = last - first

        def across(moment: datetime.datetime) -> float:
            return HOURS + (WIDTH - HOURS - RIGHT) * ((moment - first) / span)

        labels = [self._label(fact) for fact in facts]
        places = find_places([(across(moment), label) for moment, label in zip(moments, labels, strict=True)], WIDTH)
        axis, rows = LEVEL * rows_of(places) + 34, zones(EDITIONS[self.lang].zone)
        drawing = self._svg(figure, axis + 44 + 26 * len(rows), name, facts)
        start, end = across(moments[0]), across(moments[-1])
        shape(drawing, "rect", "chart__band", x=start, y=axis - 26, width=end - start, height=52)
        shape(drawing, "path", "chart__axis", d=f"M{HOURS - 30} {axis}H{start:g}")
        shape(drawing, "path", "chart__thread", d=f"M{start:g} {axis}H{end:g}")
        for index in range(int(span / hour) + 1):
            moment = first + index * hour
            shape(drawing, "path", "chart__tick", d=f"M{across(moment):g} {axis + 26}v10")
            for row, zone in enumerate(rows):
                hours = f"{moment.astimezone(ZONES[zone]):%-H:%M}"
                lettering(drawing, across(moment), axis + 58 + 26 * row, hours, "chart__hour")
        for row, zone in enumerate(rows):
            lettering(drawing, 0, axis + 58 + 26 * row, self.word(f"zone_{zone}"), "chart__zone", "start")
        for fact, moment, label, place in zip(facts, moments, labels, places, strict=True):
            _draw(drawing, fact.event.precision, _status(fact), across(moment), axis)
            _name(drawing, label, across(moment), axis, place)
        return [(fact.event.precision, _status(fact)) for fact in facts]

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
        shape(parent, "path", f"{name} mark--by", d=f"M{x - 12:g} {y - 18:g}h12v36h-12")
