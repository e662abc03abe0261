"""``/// timechart | caption``: events drawn to scale, as SVG made while the page is built.

The shape of a mark says how exactly its moment is known, its filling how firm it is; both are explained below the
drawing in words. Colours come from the styles, so that the drawing follows light, dark, print and forced colours.
"""

from __future__ import annotations

import calendar
import datetime
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from markdown.extensions.toc import slugify
from markdown.util import AtomicString

from explainer.editions import ZONES, instant
from explainer.markdown.blocks.base import Field, Problem, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.blocks.timeline import event_ids
from explainer.records import records
from explainer.records.words import date_in_words, localized, word

WIDTH = 680
LEFT = 84
"""Where the axis starts; names of zones and years stand before it."""
RIGHT = 34
LETTER = 11.5
"""Width of a letter of a label, in the units of the drawing."""
LEVEL = 30
"""Height of one row of labels."""


CLOCKS = Field(
    "the id of a fact whose event has a clock time", "", "", many=True, choices=lambda: event_ids(clock=True)
)


class TimeChart(SiteBlock):
    """A drawing of events.

    Options: ``scale``: ``day`` (the hours of one day, for events with a clock time) or ``years`` (a row for each
    year); ``events``: ids of facts that carry an event, without it all that fit; ``data``: address of the data, as seen from
    the page of the first language, where the data is published.
    """

    NAME = "timechart"
    TAKES = Field("the caption", "la didascalia", "The hours to scale")
    FIELDS = {
        "scale": Field("a scale", "una scala", "day", choices=("day", "years")),
        "events": Field(
            "the id of a fact that carries an event",
            "l’id di un fatto che ha un evento",
            "I03, I04",
            required=False,
            many=True,
            choices=event_ids,
        ),
        "data": DATA,
    }
    SHEET = "record"

    @classmethod
    def problems(cls, argument: str | None, options: Mapping[str, Any], body: str = "") -> Iterator[Problem]:
        """What any block is asked, and for the hours of a day that every event has a clock time."""
        found = [*super().problems(argument, options, body)]
        if not found and options["scale"] == "day":
            found += CLOCKS.problems("events", options.get("events") or [])
        yield from found

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure, filled from the records."""
        clock = "T" if self.options["scale"] == "day" else ""
        chosen = self.options["events"] or event_ids(clock=bool(clock))
        facts = sorted((records().facts[key] for key in chosen), key=lambda fact: fact.event.at)
        name = f"chart-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = etree.SubElement(parent, "figure", {"class": "figure chart"})
        draw = self._day if clock else self._years
        if facts:
            self._legend(figure, draw(figure, facts, name))
        caption = etree.SubElement(figure, "figcaption", {"id": name})
        caption.text = self.argument
        if self.options["data"]:
            caption.text += ". "
            etree.SubElement(caption, "span").text = data_link(self.md, self.options["data"], self.lang)
        return figure

    def _svg(self, figure: etree.Element, height: float, name: str, facts: list) -> etree.Element:
        """The drawing, named after its caption and described by its labels in order."""
        spoken = "; ".join(self._label(fact) for fact in facts if fact.event.label)
        attributes = {"class": "chart__drawing", "viewBox": f"0 0 {WIDTH} {height:g}", "role": "img"}
        svg = etree.SubElement(figure, "svg", {**attributes, "aria-labelledby": name})
        description = etree.SubElement(svg, "desc")
        description.text = AtomicString(f"{spoken}. {word('chart_below', self.lang)}")
        return svg

    def _day(self, figure: etree.Element, facts: list, name: str) -> list:
        """Hours from left to right, one row of clock times for each zone; returns what was drawn."""
        moments = [instant(fact.event.at) for fact in facts]
        hour = datetime.timedelta(hours=1)
        first = min(moments).replace(minute=0)
        last = max(moments).replace(minute=0) + hour
        span = last - first

        def across(moment: datetime.datetime) -> float:
            return LEFT + 30 + (WIDTH - LEFT - 30 - RIGHT) * ((moment - first) / span)

        labels = [self._label(fact) for fact in facts]
        places = _places([(across(moment), label) for moment, label in zip(moments, labels, strict=True)])
        axis = LEVEL * _rows(places) + 34
        svg = self._svg(figure, axis + 44 + 26 * len(ZONES), name, facts)
        start, end = across(moments[0]), across(moments[-1])
        _shape(svg, "rect", "chart__band", x=start, y=axis - 26, width=end - start, height=52)
        _shape(svg, "path", "chart__axis", d=f"M{LEFT} {axis}H{start:g}")
        _shape(svg, "path", "chart__thread", d=f"M{start:g} {axis}H{end:g}")
        for index in range(int(span / hour) + 1):
            moment = first + index * hour
            _shape(svg, "path", "chart__tick", d=f"M{across(moment):g} {axis + 26}v10")
            for row, info in enumerate(ZONES.values()):
                _text(svg, across(moment), axis + 58 + 26 * row, f"{moment.astimezone(info):%H:%M}", "chart__hour")
        for row, zone in enumerate(ZONES):
            _text(svg, 0, axis + 58 + 26 * row, _short(word(f"zone_{zone}", self.lang)), "chart__zone", "start")
        for fact, moment, label, place in zip(facts, moments, labels, places, strict=True):
            _draw(svg, fact.event.precision, _status(fact), across(moment), axis)
            _name(svg, label, across(moment), axis, place)
        return [(fact.event.precision, _status(fact)) for fact in facts]

    def _years(self, figure: etree.Element, facts: list, name: str) -> list:
        """A row for each year in which something happened and its months; returns what was drawn."""
        years = sorted({fact.event.at[:4] for fact in facts})
        rows, top = [], 0.0
        for year in years:
            own = [fact for fact in facts if fact.event.at.startswith(year)]
            marks = [_across_year(fact.event.at) for fact in own]
            names = self._names(own)
            places = _places(list(zip(marks, names, strict=True)))
            axis = top + LEVEL * _rows(places) + 44
            rows.append((year, axis, list(zip(own, marks, names, places, strict=True))))
            top = axis + 66
        svg = self._svg(figure, top, name, facts)
        for year, axis, marks in rows:
            _text(svg, 0, axis + 8, year, "chart__year", "start")
            _shape(svg, "path", "chart__axis", d=f"M{_across_year(year):g} {axis}H{WIDTH - 4}")
            for month in range(1, 13):
                start, end = (_across_year(f"{year}-{month:02}-01"), _across_year(f"{year}-{month:02}-31"))
                _shape(svg, "path", "chart__tick", d=f"M{start:g} {axis + 18}v8")
                _text(svg, (start + end) / 2, axis + 42, word("month_initials", self.lang)[month - 1], "chart__hour")
            for fact, x, label, place in marks:
                end = _across_year(f"{fact.event.at}-31") if len(fact.event.at) == 7 else None
                _draw(svg, _exactness(fact), _status(fact), x, axis, end)
                _name(svg, label, x, axis, place)
        return [(_exactness(fact), _status(fact)) for fact in facts]

    def _names(self, facts: list) -> list[str]:
        """A label for each; the moments of one day that have a clock time share the day."""
        days: set[str] = set()
        names = []
        for fact in facts:
            if "T" not in fact.event.at:
                names.append(self._label(fact))
                continue
            day = fact.event.at[:10]
            names.append("" if day in days else date_in_words(day, self.lang))
            days.add(day)
        return names

    def _label(self, fact) -> str:
        return localized(fact.event.label, self.lang) if fact.event.label else ""

    def _legend(self, figure: etree.Element, drawn: list[tuple[str, str]]) -> None:
        """What the shapes and the fillings mean, of those that were drawn."""
        precisions, statuses = ({pair[index] for pair in drawn} for index in (0, 1))
        shapes = self._list(figure, "shapes")
        for precision in ("minute", "hour", "day", "month", "by"):
            if precision in precisions:
                self._entry(shapes, precision, "attributed", f"shape_{precision}")
        fillings = self._list(figure, "fillings")
        for status in ("established", "attributed", "disputed", "not-established"):
            if status in statuses:
                self._entry(fillings, "minute", status, f"status_{status}")

    def _list(self, figure: etree.Element, key: str) -> etree.Element:
        legend = etree.SubElement(figure, "div", {"class": "chart__legend"})
        name = f"{figure[0].get('aria-labelledby')}-{key}"
        etree.SubElement(legend, "span", {"id": name}).text = word(key, self.lang)
        return etree.SubElement(legend, "ul", {"aria-labelledby": name})

    def _entry(self, legend: etree.Element, precision: str, status: str, key: str) -> None:
        entry = etree.SubElement(legend, "li")
        attributes = {"class": "chart__sample", "viewBox": "0 0 44 36", "aria-hidden": "true"}
        svg = etree.SubElement(entry, "svg", attributes)
        _draw(svg, precision, status, 22 if precision != "month" else 4, 18, 40)
        etree.SubElement(entry, "span").text = word(key, self.lang)


def _across_year(at: str) -> float:
    """Where a day, month or instant stands in the row of its year; a day past the month's end is its last."""
    parts = [int(part) for part in at[:10].split("-")] + [1, 1]
    year, month, day = parts[:3]
    day = min(day, calendar.monthrange(year, month)[1])
    start = datetime.date(year, 1, 1)
    share = (datetime.date(year, month, day) - start).days / (datetime.date(year + 1, 1, 1) - start).days
    return LEFT + (WIDTH - 8 - LEFT) * share


class Place(NamedTuple):
    """Where a label stands: its row, counted from the axis, and its point and side of the text."""

    row: int
    x: float
    anchor: str


def _places(labels: list[tuple[float, str]]) -> list[Place | None]:
    """A place for each label that touches no other one and stands on no line that leads to another one.

    `labels` are the marks with their texts, in order; an empty text gets no place.
    """
    places: list[Place | None] = []
    taken: list[list[tuple[float, float]]] = []
    for index, (x, label) in enumerate(labels):
        if not label:
            places.append(None)
            continue
        placed = zip((mark for mark, _ in labels), places, strict=False)
        lines = [(mark, place.row) for mark, place in placed if place]
        lines += [(mark, len(labels)) for mark, text in labels[index + 1 :] if text and mark != x]
        places.append(_first_free(x, len(label) * LETTER, lines, taken))
    return places


def _first_free(
    x: float, width: float, lines: list[tuple[float, int]], taken: list[list[tuple[float, float]]]
) -> Place:
    """The lowest free place for a label of a mark; its span is then noted in `taken`.

    `lines` are the marks with a line up to their own label, and its row; a label lies below no such line.
    """
    middle = min(max(x, width / 2), WIDTH - width / 2)
    sides = (("middle", middle, middle - width / 2), ("end", x + 6, x + 6 - width), ("start", x - 6, x - 6))
    for row in range(len(taken) + 1):
        if row == len(taken):
            taken.append([])
        for anchor, point, left in sides:
            span = (left - 6, left + width + 6)
            crossed = any(span[0] < mark < span[1] for mark, top in lines if top > row)
            free = all(span[1] < a or b < span[0] for a, b in taken[row])
            if left >= 0 and left + width <= WIDTH and free and not crossed:
                taken[row].append(span)
                return Place(row, point, anchor)
    # So many marks on one place that every side covers one: above all others.
    taken.append([(middle - width / 2, middle + width / 2)])
    return Place(len(taken) - 1, middle, "middle")


def _rows(places: list[Place | None]) -> int:
    return max((place.row + 1 for place in places if place), default=0)


def _exactness(fact) -> str:
    """How exact a moment is in a row that is a year wide: there a minute and a day are the same place."""
    return "day" if "T" in fact.event.at else fact.event.precision


def _name(svg: etree.Element, label: str, x: float, axis: float, place: Place | None) -> None:
    if place is None:
        return
    y = axis - 30 - LEVEL * place.row
    _shape(svg, "path", "chart__lead", d=f"M{x:g} {axis - 21:g}V{y + 6:g}")
    _text(svg, place.x, y, label, "chart__label", place.anchor)


def _status(fact) -> str:
    """How firm the moment is."""
    return fact.event.status or fact.status


def _draw(parent: etree.Element, precision: str, status: str, x: float, y: float, end: float | None = None) -> None:
    """The shape of a precision in the filling of a status, around the point x, y (a month: from x to `end`)."""
    name = f"mark mark--{status}"
    if precision == "minute":
        _shape(parent, "circle", name, cx=x, cy=y, r=11)
        if status == "disputed":
            _shape(parent, "path", "mark mark--half", d=f"M{x:g} {y - 11:g}a11 11 0 0 0 0 22z")
    elif precision == "hour":
        _shape(parent, "path", name, d=f"M{x:g} {y - 14:g}l14 14 -14 14 -14 -14z")
    elif precision == "day":
        _shape(parent, "rect", name, x=x - 5, y=y - 15, width=10, height=30)
        if status == "disputed":
            _shape(parent, "rect", "mark mark--half", x=x - 5, y=y, width=10, height=15)
    elif precision == "month":
        _shape(parent, "rect", name, x=x, y=y - 7, width=(end or x + 40) - x, height=14)
    else:
        _shape(parent, "path", f"{name} mark--by", d=f"M{x - 12:g} {y - 18:g}h12v36h-12")


def _shape(parent: etree.Element, tag: str, name: str, **attributes: float | str) -> etree.Element:
    numbers = {key: value if isinstance(value, str) else f"{round(value, 1):g}" for key, value in attributes.items()}
    return etree.SubElement(parent, tag, {"class": name, **numbers})


def _text(parent: etree.Element, x: float, y: float, text: str, name: str, anchor: str = "middle") -> None:
    element = _shape(parent, "text", name, x=x, y=y)
    element.set("text-anchor", anchor)
    element.text = AtomicString(text)


def _short(text: str) -> str:
    """The last word of a zone's name, as long as a margin is wide."""
    return text.split()[-1]
