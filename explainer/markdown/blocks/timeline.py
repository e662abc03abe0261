"""``/// timeline``: events from the records, each with how exactly its time is known."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element, fill
from explainer.records import records

CITED = 2  # sources named for one moment


def event_ids(*, clock: bool = False) -> list[str]:
    """Ids of the facts that carry an event, or only of those whose event has a clock time."""
    return [key for key, fact in records().facts.items() if fact.event and (not clock or "T" in fact.event.at)]


EVENTS = Field(
    *("the id of a fact that carries an event", "l’id di un fatto che ha un evento", "I03, I04"),
    many=True,
    choices=event_ids,
)
CLOCK = Field(
    *("the id of a fact whose event has a clock time", "l’id di un fatto il cui evento ha un’ora", "I04"),
    choices=lambda: event_ids(clock=True),
)


class Timeline(SiteBlock):
    """Events in order, each with how exactly its time is known."""

    NAME = "timeline"
    IT = "Eventi in ordine, ognuno con l’ora o la data, e quanto è precisa."
    FIELDS = {"events": EVENTS}
    SHEET = "timeline"

    def on_create(self, parent: Element) -> Element:
        timeline = add(parent, "ol", class_="timeline")
        for key in self.options["events"]:
            self._event(timeline, records().facts[key])
        return timeline

    def _event(self, timeline: Element, fact) -> None:
        event = fact.event
        item = add(timeline, "li", class_="event", id=f"event-{fact.id}", data_precision=event.precision)
        times = add(item, "p", class_="event__times")
        if "T" in event.at:
            add(times, "span", self.word(f"precision_{event.precision}"), class_="event__precision")
            for place, (zone, clock) in enumerate(self.clocks(event.at).items()):
                label = element("span", f" {self.word(f'at_{zone}')}", class_="event__zone")
                fill(times, ", " if place else " ")
                shown = {"class_": f"event__time event__time--{zone}", "datetime": event.at}
                add(times, "time", clock.removeprefix("0"), label, **shown)
        else:
            add(times, "time", self.date(event.at), datetime=event.at)
        text = add(item, "p", self.text(event.text), mark(fact.sources[:CITED]), class_="event__text")
        status = event.status or fact.status
        if status in ("disputed", "not-established"):
            fill(text, " ", self.state(status))
