"""``/// hero``: the clock time of one event as page-wide numerals; the colon is the cut thread."""

from explainer.editions import EDITIONS, clocks
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.timeline import CLOCK
from explainer.markdown.html import Element, Markdown, add
from explainer.records import records


class Hero(SiteBlock):
    """A clock time in large numerals, under words that say what it means."""

    NAME = "hero"
    IT = "Un’ora in grandi cifre, sotto parole che dicono che cosa significa."
    BODY = Field("whose time this is", "di chi è quest’ora", "The time that the letter gives [@key].")
    TAKES = Field("the words before the time", "le parole prima dell’ora", "It was gone by")
    FIELDS = {"event": CLOCK}

    def on_create(self, parent: Element) -> Element:
        event = records().facts[self.options["event"]].event
        home = EDITIONS[self.lang].zone
        times = clocks(event.at, home)
        hero = add(parent, "div", class_="hero")
        add(hero, "p", Markdown(self.argument), class_="hero__words")
        time = add(add(hero, "p", class_="hero__clock"), "time", datetime=event.at)
        hours, minutes = times[home].split(":")
        for part, text in (("hours", hours), ("colon", ":"), ("minutes", minutes)):
            add(time, "span", text, class_=f"hero__{part}")
        self.inside = add(hero, "div", class_="hero__note")
        same = ", ".join(f"{clock} {self.word(f'zone_{zone}')}" for zone, clock in times.items())
        add(self.inside, "p", same, class_="hero__zones")
        return hero
