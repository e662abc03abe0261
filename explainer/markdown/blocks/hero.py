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
        labels = {}
        for moment, said in (("start", "opens"), ("event", "closes")):
            event = records().facts[self.options[moment]].event
            clock = next(iter(self.clocks(event.at).values()))
            exact = self.word(f"precision_{event.precision}")
            labels[said] = (exact, clock, event.at, Markdown(self.options[said]))
        self.fill(hero, labels=labels, date=Markdown(self.argument))


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
