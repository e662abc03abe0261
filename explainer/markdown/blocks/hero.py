"""``/// hero``: the clock time of one event as page-wide numerals, whose colon is the cut thread; ``/// doors``: ways on."""

from dataclasses import replace

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.lab import PICTURE, picture
from explainer.markdown.blocks.moments import CLOCK
from explainer.markdown.html import Element, Markdown, add
from explainer.records import records


class Hero(SiteBlock):
    """A clock time in large numerals; labels on both sides of the thread say what it ends and what began it."""

    BODY = Field("how long it was", "The letter gives three hours. [@key]")
    TAKES = Field("the day, and whose clock", "26 November 2024, New York time")
    DRAWS = True
    FIELDS = {
        "start": CLOCK,
        "opens": Field("what began then", "a page opens it to anyone"),
        "event": CLOCK,
        "closes": Field("what the numerals mean", "it no longer works"),
    }

    def draw(self, hero: Element) -> None:
        self._label(hero, "start", "opens")
        hours, minutes = self._label(hero, "event", "closes").split(":")
        # The label beside it has told the time: one, in one piece.
        time = add(hero, "p", class_="hero__clock", aria_hidden="true")
        for part, text in (("hours", hours), ("colon", ":"), ("minutes", minutes)):
            add(time, "span", text, class_=f"hero__{part}")
        add(hero, "p", Markdown(self.argument), class_="hero__date")
        self.inside = add(hero, "div", class_="hero__note")

    def _label(self, hero: Element, moment: str, said: str) -> str:
        event = records().facts[self.options[moment]].event
        clock = next(iter(self.clocks(event.at).values()))
        label = add(hero, "p", class_=f"hero__label hero__label--{said}")
        exact = self.word(f"precision_{event.precision}")
        add(add(label, "b", f"{exact} "), "time", clock.removeprefix("0"), datetime=event.at)
        add(label, "span", " ", Markdown(self.options[said]))
        return clock


class Doors(SiteBlock):
    """Ways into the site: each line a link, then a sentence that answers it; beside the last one a clip is made."""

    BODY = Field("a list of links", "- [Why?](letter/index.md) A letter tells. [@key]")
    FIELDS = {"clip": replace(PICTURE, what="frames in a row", example="guess", required=False)}

    def draw(self, doors: Element) -> None:
        self.inside = add(doors, "div")
        if self.options["clip"]:
            frames = picture(self.options["clip"], "")
            frames.set("fetchpriority", "low")  # what the page is read with comes first
            add(doors, "div", frames, class_="doors__clip")
