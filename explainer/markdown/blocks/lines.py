"""Figures along one thread: ``/// clock``, a day by its clock, ``/// days``, what came when, and ``/// access``, who could use Sora.

Each moment is an entry of a list. A drawing as high as the time up to the next one stands in it, so that the line is
to scale wherever its words leave room; words never collide, whatever the language, the width and the size of letters.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from explainer.editions import EDITIONS, clocks, instant
from explainer.markdown.blocks.base import Field, Problem, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.blocks.timeline import CLOCK, EVENTS
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Markdown, add, caption_id, element, fill
from explainer.records import records

CITED = 2
"""Sources named for one moment."""
HOUR, MONTH = 3.6, 0.95
"""Height of an hour and of a month, in rem."""
SPAN = 14
"""Height of all days of a figure together, in rem."""
STEPS = ("invited", "anyone", "paused", "payers", "europe", "bing", "app", "programs", "nobody")
"""Who could use Sora; the styles give each a width, and the word `access_…` names it."""
NOTE = Field("how to read it", "come si legge", "To scale where words leave room. [@key]")


def framed(parent: Element, kind: str, title: str) -> Element:
    """A figure whose title states what it shows."""
    name = caption_id(title)
    figure = add(parent, "figure", class_=f"figure drawn {kind}", aria_labelledby=name)
    add(add(figure, "figcaption"), "span", Markdown(title), id=name)
    return figure


def footed(figure: Element, block: SiteBlock) -> Element:
    """What stands below a figure: the ways to its data and its picture; returns where the words on reading it go."""
    foot = add(figure, "div", class_="drawn__foot")
    note, links = add(foot, "div"), add(foot, "p", class_="drawn__links")
    if block.options.get("data"):
        fill(links, data_link(block.options["data"], block.word("figure_data"), class_="figure__data"), " ")
    pictures = add(links, "span", block.word("figure_picture"), class_="drawn__pictures", hidden="")
    for kind in ("svg", "png"):
        name = figure.get("aria-labelledby", "")
        fill(pictures, " ", element("button", kind.upper(), type="button", value=kind, aria_describedby=name))
    return note


def entry(line: Element, height: float, **attributes: str) -> tuple[Element, Element]:
    """A moment on the line: where its time goes, and where its words go."""
    item = add(line, "li", **attributes)
    add(item, "svg", class_="line__span", width="1", height=f"{height:.2f}rem", aria_hidden="true")
    return add(item, "p", class_="line__time"), add(item, "p", class_="line__words")


class Clock(SiteBlock):
    """The hours of one day from top to bottom, on a clock that readers choose; what has no hour stands at the end."""

    NAME = "clock"
    IT = "Le ore di un giorno dall’alto in basso, sull’orologio che il lettore sceglie; ciò che non ha ora sta alla fine."
    BODY = NOTE
    TAKES = Field("what the figure shows", "che cosa mostra la figura", "It was open for a morning")
    FIELDS = {
        "events": replace(CLOCK, many=True, example="I03, I04"),
        "undated": replace(EVENTS, required=False, example="I07"),
        "data": DATA,
    }
    DRAWS = True
    SHEET = "lines"
    SCRIPT = "figure"

    def on_create(self, parent: Element) -> Element:
        facts = sorted((records().facts[key] for key in self.options["events"]), key=lambda fact: fact.event.at)
        figure = framed(parent, "clock", self.argument)
        self._zones(figure, facts)
        line = add(figure, "ol", class_="line")
        ends = next((place for place, fact in enumerate(facts) if fact.event.precision == "by"), len(facts))
        for place, fact in enumerate(facts):
            state = "open" if place < ends else "end" if place == ends else "after"
            following = instant(facts[place + 1].event.at) if fact is not facts[-1] else instant(fact.event.at)
            height = (following - instant(fact.event.at)) / datetime.timedelta(hours=1) * HOUR
            time, words = entry(line, height, data_state=state, id=f"clock-{fact.id}")
            add(time, "span", f"{self.word(f'precision_{fact.event.precision}')} ")
            for zone, clock in self._clocks(fact).items():
                add(time, "time", clock.removeprefix("0"), class_=f"zone zone--{zone}", datetime=fact.event.at)
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))
        for place, key in enumerate(self.options["undated"]):
            fact = records().facts[key]
            time, words = entry(line, 0, data_state="undated")
            fill(time, self.word("hour_unknown") if place == 0 else None)
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))
        self.inside = footed(figure, self)
        return figure

    def _clocks(self, fact) -> dict[str, str]:
        return clocks(fact.event.at, EDITIONS[self.lang].zone)

    def _zones(self, figure: Element, facts: list) -> None:
        """The choice of a clock; the styles alone obey it, so it needs no script."""
        choice = add(figure, "fieldset", class_="zones")
        add(choice, "legend", self.word("clock_of"))
        for place, zone in enumerate(self._clocks(facts[0])):
            label = add(choice, "label")
            picked = {"checked": "checked"} if place == 0 else {}
            add(label, "input", type="radio", name="clock", value=zone, **picked)
            fill(label, f" {self.word(f'zone_{zone}')}")


class Days(SiteBlock):
    """Days of months or years along one line, to scale: what happened first, and how long it took until the next."""

    NAME = "days"
    IT = "Giorni di mesi o anni lungo una linea, in scala: che cosa viene prima, e quanto passa fino al seguente."
    BODY = NOTE
    TAKES = Field("what the figure shows", "che cosa mostra la figura", "The word was ten years old")
    FIELDS = {"events": replace(EVENTS, example="P02, I03"), "data": DATA}
    DRAWS = True
    SHEET = "lines"
    SCRIPT = "figure"

    def on_create(self, parent: Element) -> Element:
        facts = sorted((records().facts[key] for key in self.options["events"]), key=lambda fact: fact.event.at)
        figure = framed(parent, "days", self.argument)
        line = add(figure, "ol", class_="line")
        # Of a month that is all that is known, the first day.
        days = [datetime.date.fromisoformat(f"{fact.event.at[:10]}-01"[:10]) for fact in facts]
        whole = max((days[-1] - days[0]).days, 1)
        for fact, day, following in zip(facts, days, [*days[1:], days[-1]], strict=True):
            time, words = entry(line, (following - day).days / whole * SPAN)
            add(time, "time", self.date(fact.event.at[:10]), datetime=fact.event.at[:10])
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))
        self.inside = footed(figure, self)
        return figure


class Access(SiteBlock):
    """One line through the years that is as wide as who could use Sora: a kind of people, never a number of them."""

    NAME = "access"
    IT = "Una linea attraverso gli anni, larga secondo chi poteva usare Sora: un genere di persone, mai un numero."
    BODY = NOTE
    TAKES = Field("what the figure shows", "che cosa mostra la figura", "Nine months for the invited")
    FIELDS = {
        "events": replace(EVENTS, example="P02, I03"),
        "steps": Field(
            *("who could use it from each event on", "chi poteva usarlo da ogni evento in poi", "invited, anyone"),
            many=True,
            choices=STEPS,
        ),
        "data": DATA,
    }
    DRAWS = True
    SHEET = "lines"
    SCRIPT = "figure"

    @classmethod
    def problems(cls, argument: str | None, options: Mapping[str, Any], body: str = "") -> Iterator[Problem]:
        """What any block is asked, and a step for each event."""
        found = [*super().problems(argument, options, body)]
        if not found and len(options["steps"]) != len(options["events"]):
            message = f"{len(options['events'])} events have {len(options['steps'])} steps"
            found.append(Problem("steps", message, "Write one step for each event, in the same order."))
        yield from found

    def on_create(self, parent: Element) -> Element:
        days = [records().facts[key] for key in self.options["events"]]
        figure = framed(parent, "access", self.argument)
        line = add(figure, "ol", class_="line")
        for place, (fact, step) in enumerate(zip(days, self.options["steps"], strict=True)):
            day, following = (each.event.at[:10] for each in (fact, days[min(place + 1, len(days) - 1)]))
            length = datetime.date.fromisoformat(following) - datetime.date.fromisoformat(day)
            time, words = entry(line, length.days / 30.4 * MONTH, data_state=step)
            add(time, "time", self.date(day), datetime=day)
            fill(words, self.word(f"access_{step}"), mark(fact.sources[:CITED]))
        self.inside = footed(figure, self)
        return figure
