"""Figures along one thread: ``/// clock``, a day by its clock, ``/// days``, what came when, and ``/// access``, who could use Sora.

Each moment is an entry of a list. A drawing as high as the time up to the next one stands in it, so that the line is
to scale wherever its words leave room; words never collide, whatever the language, the width and the size of letters.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from explainer.editions import instant
from explainer.markdown.blocks.base import Field, Problem
from explainer.markdown.blocks.drawn import MONTH, Drawn, entry, first_day, followed, shows
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.blocks.timeline import CITED, CLOCK, EVENTS
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, fill
from explainer.records import records

HOUR = 3.6  # height of an hour, in rem
SPAN = 14  # height of all days of a figure together, in rem
STEPS = ("invited", "anyone", "paused", "payers", "europe", "bing", "app", "programs", "nobody")
"""Who could use Sora; the styles give each a width, and the word `access_…` names it."""


class Clock(Drawn):
    """The hours of one day from top to bottom, on a clock that readers choose; what has no hour stands at the end."""

    NAME = "clock"
    IT = "Le ore di un giorno dall’alto in basso, nell’ora del luogo che il lettore sceglie; ciò che non ha ora è in fondo."
    TAKES = shows("It was open for a morning")
    FIELDS = {
        "events": replace(CLOCK, many=True, example="I03, I04"),
        "undated": replace(EVENTS, required=False, example="I07"),
        "data": DATA,
    }

    def draw(self, figure: Element) -> None:
        facts = sorted((records().facts[key] for key in self.options["events"]), key=lambda fact: fact.event.at)
        choice = add(figure, "fieldset", class_="zones")  # the styles alone obey it, so it needs no script
        add(choice, "legend", self.word("clock_of"))
        for place, zone in enumerate(self.clocks(facts[0].event.at)):
            label = add(choice, "label")
            picked = {"checked": "checked"} if place == 0 else {}
            add(label, "input", type="radio", name="clock", value=zone, **picked)
            fill(label, f" {self.word(f'zone_{zone}')}")
        line = add(figure, "ol", class_="line")
        ends = next((place for place, fact in enumerate(facts) if fact.event.precision == "by"), len(facts))
        spans = followed([instant(fact.event.at) for fact in facts])
        for place, (fact, span) in enumerate(zip(facts, spans, strict=True)):
            state = "open" if place < ends else "end" if place == ends else "after"
            height = span / timedelta(hours=1) * HOUR
            time, words = entry(line, height, data_state=state, id=f"clock-{fact.id}")
            add(time, "span", f"{self.word(f'precision_{fact.event.precision}')} ")
            for zone, clock in self.clocks(fact.event.at).items():
                add(time, "time", clock.removeprefix("0"), class_=f"zone zone--{zone}", datetime=fact.event.at)
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))
        for place, key in enumerate(self.options["undated"]):
            fact = records().facts[key]
            time, words = entry(line, 0, data_state="undated")
            # Seen once, heard at each.
            add(time, "span", self.word("hour_unknown"), **({"class_": "figure__alt"} if place else {}))
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))


class Days(Drawn):
    """Days of months or years along one line, to scale: what happened first, and how long it took until the next."""

    NAME = "days"
    IT = "Giorni di mesi o anni lungo una linea, in scala: che cosa viene prima e quanto tempo passa."
    TAKES = shows("The word was ten years old")
    FIELDS = {"events": replace(EVENTS, example="P02, I03"), "data": DATA}

    def draw(self, figure: Element) -> None:
        facts = sorted((records().facts[key] for key in self.options["events"]), key=lambda fact: fact.event.at)
        line = add(figure, "ol", class_="line")
        days = [first_day(fact.event.at) for fact in facts]
        whole = max((days[-1] - days[0]).days, 1)
        for fact, span in zip(facts, followed(days), strict=True):
            time, words = entry(line, span.days / whole * SPAN)
            add(time, "time", self.date(fact.event.at[:10]), datetime=fact.event.at[:10])
            fill(words, self.text(fact.event.text), mark(fact.sources[:CITED]))


class Access(Drawn):
    """One line through the years that is as wide as who could use Sora: a kind of people, never a number of them."""

    NAME = "access"
    IT = "Una linea del tempo, più o meno larga a seconda di chi poteva usare Sora: indica chi, non quanti."
    TAKES = shows("Nine months for the invited")
    FIELDS = {
        "events": replace(EVENTS, example="P02, I03"),
        "steps": Field(
            *("who could use it from each event on", "chi poteva usarlo da ogni evento in poi", "invited, anyone"),
            many=True,
            choices=STEPS,
        ),
        "data": DATA,
    }

    @classmethod
    def problems(cls, argument: str | None, options: Mapping[str, Any], body: str = "") -> Iterator[Problem]:
        """What any block is asked, and a step for each event."""
        found = [*super().problems(argument, options, body)]
        if not found and len(options["steps"]) != len(options["events"]):
            message = f"{len(options['events'])} events have {len(options['steps'])} steps"
            found.append(Problem("steps", message, "Write one step for each event, in the same order."))
        yield from found

    def draw(self, figure: Element) -> None:
        facts = [records().facts[key] for key in self.options["events"]]
        spans = followed([first_day(fact.event.at) for fact in facts])
        line = add(figure, "ol", class_="line")
        for fact, span, step in zip(facts, spans, self.options["steps"], strict=True):
            day = fact.event.at[:10]
            time, words = entry(line, span.days / 30.4 * MONTH, data_state=step)
            add(time, "time", self.date(day), datetime=day)
            fill(words, self.word(f"access_{step}"), mark(fact.sources[:CITED]))
