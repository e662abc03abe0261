"""Moments: a list of them (``/// timeline``), and figures along one thread (``clock``, ``days``, ``access``, ``terms``).

In a figure each moment is an entry of a list. A drawing as high as the time up to the next one stands in it, so that
the line is to scale wherever its words leave room; words never collide, whatever the language, width and size of letters.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import groupby

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.drawn import Drawn, shows
from explainer.markdown.blocks.models import MODEL
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.blocks.overview import sign
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Pieces, add, element, fill
from explainer.records import records
from explainer.records.models import EARNING
from explainer.records.overview import licensed
from explainer.records.story import Event, Fact

CITED = 2  # sources named for one moment
HOUR = 3.6  # height of an hour, in rem
MONTH = 0.55  # height of a month
SPAN = 14  # height of all days of a figure together
SIGNS = {said: verdict for verdict, said in EARNING.items()}
"""The shapes of the matrix for what a licence says of commercial use."""


def _facts(what: str, example: str, told: Callable[[Event], object], *, many: bool = True) -> Field:
    def ids() -> list[str]:
        return [key for key, fact in records().facts.items() if fact.event and told(fact.event)]

    return Field(what, example, many=many, choices=ids)


EVENTS = _facts("the id of a fact that carries an event", "I03, I04", bool)
CLOCK = _facts("the id of a fact whose event has a clock time", "I04", lambda event: "T" in event.at, many=False)
ACCESS = _facts(
    "the id of a fact whose event says who could use Sora from then on", "P02, I03", lambda event: event.access
)


class Moments(SiteBlock, name=""):
    """What all blocks about moments do with the facts that their options name."""

    def facts(self, option: str = "events") -> list[Fact]:
        """The facts of an option."""
        return [records().facts[key] for key in self.options[option]]

    def happened(self, fact: Fact) -> Pieces:
        """What happened at the moment of a fact, with its first sources."""
        return [self.text(fact.event.text), mark(fact.sources[:CITED])]


class Timeline(Moments):
    """Events in order, each with how exactly its time is known."""

    FIELDS = {"events": EVENTS}
    SHEET = "timeline"
    TAG = "ol"

    def draw(self, timeline: Element) -> None:
        for fact in self.facts():
            event = fact.event
            item = add(timeline, "li", class_="event", id=f"event-{fact.id}", data_precision=event.precision)
            times = add(item, "p", class_="event__times")
            if "T" in event.at:
                add(times, "span", self.word(f"precision_{event.precision}"), class_="event__precision")
                for place, (zone, clock) in enumerate(self.clocks(event.at).items()):
                    fill(times, ", " if place else " ")
                    add(times, "time", f"{clock} {self.word(f'at_{zone}')}", class_="event__time", datetime=event.at)
            else:
                times.append(self.day(event.at))
            text = add(item, "p", *self.happened(fact), class_="event__text")
            status = event.status or fact.status
            if status in ("disputed", "not-established"):
                fill(text, " ", self.state(status))


class Thread(Moments, Drawn, name=""):
    """A figure whose moments stand along one line, as far from each other as they were in time."""

    def along(self, figure: Element, moments: Sequence[date], day: float) -> Iterator[tuple[Element, Element, Element]]:
        """Draw an entry for each moment, where a day is so many rem high: it, where its time goes, where its words go."""
        line = add(figure, "ol", class_="line")
        for moment, following in zip(moments, [*moments[1:], moments[-1]], strict=True):
            item, height = add(line, "li"), (following - moment) / timedelta(days=1) * day
            add(item, "svg", class_="line__span", width="1", height=f"{height:.2f}rem", aria_hidden="true")
            yield item, add(item, "p", class_="line__time"), add(item, "p", class_="line__words")


def first_day(when: str) -> date:
    """The day of a moment; of a month that is all that is known, the first one."""
    return date.fromisoformat(f"{when[:10]}-01"[:10])


class Clock(Thread):
    """The hours of one day from top to bottom, on a clock that readers choose; what has no hour stands at the end."""

    TAKES = shows("It was open for a morning")
    FIELDS = {
        "events": replace(CLOCK, many=True, example="I03, I04"),
        "undated": replace(EVENTS, required=False, example="I07"),
        "data": DATA,
    }

    def draw(self, figure: Element) -> None:
        facts, undated = sorted(self.facts(), key=lambda fact: fact.event.at), self.facts("undated")
        choice = add(figure, "fieldset", class_="zones")  # the styles alone obey it, so it needs no script
        add(choice, "legend", self.word("clock_of"))
        # Told to whoever does not see the times change.
        now = add(figure, "p", f"{self.word('clock_now')} ", class_="figure__alt", role="status")
        for place, zone in enumerate(self.clocks(facts[0].event.at)):
            picked = {"checked": "checked"} if place == 0 else {}
            button = element("input", type="radio", name="clock", value=zone, **picked)
            add(choice, "label", button, f" {self.word(f'zone_{zone}')}")
            add(now, "span", self.word(f"at_{zone}"), class_=f"zone zone--{zone}")
        moments = [datetime.fromisoformat(fact.event.at) for fact in facts]
        entries = self.along(figure, moments + moments[-1:] * len(undated), 24 * HOUR)
        ends = next((place for place, fact in enumerate(facts) if fact.event.precision == "by"), len(facts))
        for place, (fact, (item, time, words)) in enumerate(zip([*facts, *undated], entries, strict=True)):
            fill(words, *self.happened(fact))
            if place >= len(facts):
                item.set("data-state", "undated")
                # Seen once, heard at each.
                heard = {} if place == len(facts) else {"class_": "figure__alt"}
                add(time, "span", self.word("hour_unknown"), **heard)
                continue
            state = "open" if place < ends else "end" if place == ends else "after"
            item.attrib |= {"data-state": state, "id": f"clock-{fact.id}"}
            add(time, "span", f"{self.word(f'precision_{fact.event.precision}')} ")
            for zone, clock in self.clocks(fact.event.at).items():
                add(time, "time", clock, class_=f"zone zone--{zone}", datetime=fact.event.at)


class Days(Thread):
    """Days of months or years along one line, to scale: what happened first, and how long it took until the next."""

    TAKES = shows("The word was ten years old")
    FIELDS = {"events": replace(EVENTS, example="P02, I03"), "data": DATA}

    def draw(self, figure: Element) -> None:
        # First: a bare line of years is a riddle to who reads from the top.
        self.inside = add(figure, "div", class_="drawn__note")
        facts = sorted(self.facts(), key=lambda fact: fact.event.at)
        days = [first_day(fact.event.at) for fact in facts]
        whole = max((days[-1] - days[0]).days, 1)
        for fact, (_, time, words) in zip(facts, self.along(figure, days, SPAN / whole), strict=True):
            time.append(self.day(fact.event.at[:10]))
            fill(words, *self.happened(fact))


class Access(Thread):
    """One line through the years that is as wide as who could use Sora: a kind of people, never a number of them.

    Styles and explainer/cards.py give each kind a width, and the word `access_…` names it.
    """

    TAKES = shows("Nine months for the invited")
    FIELDS = {"events": ACCESS, "data": DATA}

    def draw(self, figure: Element) -> None:
        facts = self.facts()
        entries = self.along(figure, [first_day(fact.event.at) for fact in facts], MONTH / 30.4)
        for fact, (item, time, words) in zip(facts, entries, strict=True):
            item.set("data-state", fact.event.access)
            time.append(self.day(fact.event.at[:10]))
            fill(words, self.word(f"access_{fact.event.access}"), mark(fact.sources[:CITED]))


class Terms(Thread):
    """How the licence of a model's weights changed, version by version, along one line to scale."""

    BODY = replace(Drawn.BODY, required=False)
    TAKES = shows("How the terms changed")
    FIELDS = {"model": MODEL, "data": DATA}
    SHEET = "lines models"
    KIND = "terms-chart"

    def draw(self, figure: Element) -> None:
        model = records().models[self.options["model"]]
        # Versions in a row that share a licence are one moment.
        found = [[*alike] for _, alike in groupby(model.variants, key=licensed)]
        days = [first_day(variants[0].released.value) for variants in found]
        entries = self.along(figure, days, MONTH / 2 / 30.4)
        for variants, day, (_, time, words) in zip(found, days, entries, strict=True):
            names = [each.name.split(" (")[0].removeprefix(f"{model.name} ").split(" ")[-1] for each in variants]
            fill(time, element("b", ", ".join(names)), ", ", self.day(f"{day:%Y-%m}"))
            licence = variants[0].licence_weights
            said = (self.word(f"terms_{licence.lane}"), ": ", licence.name or self.word("terms_none"))
            fill(words, sign(SIGNS[licence.lane]), *said)
