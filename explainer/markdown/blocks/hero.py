"""``/// hero``: the clock time of one event as page-wide numerals; the colon is the cut thread."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from pymdownx.blocks.block import type_string

from explainer.editions import EDITIONS, clocks
from explainer.markdown.blocks.base import SiteBlock
from explainer.records import records
from explainer.records.words import word


class Hero(SiteBlock):
    """Numerals from the records under the words given after a bar, which say what the time means.

    Option ``event``: the id of a fact whose event has a clock time.
    """

    NAME = "hero"
    ARGUMENT = True
    OPTIONS = {"event": ("", type_string)}

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the hero; the content goes into its note.

        Raises:
            UnknownKeyError: the id has no event with a clock time, and the edition is built strictly.
        """
        hero = etree.SubElement(parent, "div", {"class": "hero"})
        etree.SubElement(hero, "p", {"class": "hero__words"}).text = self.argument
        clocks = {key: fact for key, fact in records().facts.items() if fact.event and "T" in fact.event.at}
        fact = self.find("event with a clock time", self.options["event"], clocks)
        times = self._numerals(hero, fact.event) if fact is not None else ""
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
