"""``/// timeline``: events from the records, each with how exactly its time is known."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.editions import clocks
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.records import records
from explainer.records.words import date_in_words, localized, word


def event_ids(*, clock: bool = False) -> list[str]:
    """Ids of the facts that carry an event, or only of those whose event has a clock time."""
    return [key for key, fact in records().facts.items() if fact.event and (not clock or "T" in fact.event.at)]


class Timeline(SiteBlock):
    """An ordered list of events; option ``events``: ids of facts that carry an event."""

    NAME = "timeline"
    FIELDS = {
        "events": Field(
            "the id of a fact that carries an event",
            "l’id di un fatto che ha un evento",
            "I03, I04",
            many=True,
            choices=event_ids,
        )
    }

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the records."""
        timeline = etree.SubElement(parent, "ol", {"class": "timeline"})
        for key in self.options["events"]:
            self._event(timeline, records().facts[key])
        return timeline

    def _event(self, timeline: etree.Element, fact) -> None:
        event = fact.event
        item = etree.SubElement(
            timeline, "li", {"class": "event", "id": f"event-{fact.id}", "data-precision": event.precision}
        )
        times = etree.SubElement(item, "p", {"class": "event__times"})
        if "T" in event.at:
            self._clock(times, event)
        else:
            day = etree.SubElement(times, "time", {"datetime": event.at})
            day.text = date_in_words(event.at, self.lang)
        text = etree.SubElement(item, "p", {"class": "event__text"})
        text.text = f"{localized(event.text, self.lang)} [{'; '.join(f'@{source}' for source in fact.sources[:3])}]"
        status = event.status or fact.status
        if status in ("disputed", "not-established"):
            text.text += f" [{word(f'status_{status}', self.lang)}](status:{status})"

    def _clock(self, parent: etree.Element, event) -> None:
        times = clocks(event.at)
        precision = etree.SubElement(parent, "span", {"class": "event__precision"})
        precision.text = word(f"precision_{event.precision}", self.lang)
        precision.tail = " "
        for index, (zone, shown) in enumerate(times.items()):
            time = etree.SubElement(parent, "time", {"class": f"event__time event__time--{zone}", "datetime": event.at})
            time.text = shown
            label = etree.SubElement(time, "span", {"class": "event__zone"})
            label.text = f" {word(f'zone_{zone}', self.lang)}"
            time.tail = "" if index == len(times) - 1 else ", "
