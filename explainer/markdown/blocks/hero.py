"""``/// hero``: the clock time of one event as page-wide numerals; the colon is the cut thread."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.editions import EDITIONS, clocks
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.timeline import event_ids
from explainer.records import records
from explainer.records.words import word


class Hero(SiteBlock):
    """Numerals from the records under the words given after a bar, which say what the time means.

    Option ``event``: the id of a fact whose event has a clock time.
    """

    NAME = "hero"
    TAKES = Field("the words before the time", "le parole prima dell’ora", "It was gone by")
    FIELDS = {
        "event": Field(
            "the id of a fact whose event has a clock time",
            "l’id di un fatto il cui evento ha un’ora",
            "I04",
            choices=lambda: event_ids(clock=True),
        )
    }

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the hero; the content goes into its note."""
        hero = etree.SubElement(parent, "div", {"class": "hero"})
        etree.SubElement(hero, "p", {"class": "hero__words"}).text = self.argument
        times = self._numerals(hero, records().facts[self.options["event"]].event)
        self.note = etree.SubElement(hero, "div", {"class": "hero__note"})
        etree.SubElement(self.note, "p", {"class": "hero__zones"}).text = times
        return hero

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content is the note that says whose time this is."""
        return self.note

    def _numerals(self, hero: etree.Element, event) -> str:
        """Append the numerals to ``hero`` and return the same moment on every clock."""
        times, home = clocks(event.at), EDITIONS[self.lang].zone
        numerals = etree.SubElement(hero, "p", {"class": "hero__clock"})
        time = etree.SubElement(numerals, "time", {"datetime": event.at})
        hours, minutes = times[home].split(":")
        for part, text in (("hours", hours), ("colon", ":"), ("minutes", minutes)):
            etree.SubElement(time, "span", {"class": f"hero__{part}"}).text = text
        order = [home, *(zone for zone in times if zone != home)]
        return ", ".join(f"{times[zone]} {word(f'zone_{zone}', self.lang)}" for zone in order)
