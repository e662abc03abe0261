"""What figures with a title share: a frame, the ways to their data and their picture, and moments along a line."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.html import Element, Markdown, add, caption_id, element, fill

MONTH = 0.55  # height of a month, in rem


def shows(example: str) -> Field:
    """The title of a figure, which states what it shows."""
    return Field("what the figure shows", "che cosa mostra la figura", example)


class Drawn(SiteBlock):
    """A figure under its title; what stands in the block says how to read it, unless `draw` gives it another place."""

    BODY = Field("how to read it", "come si legge", "To scale where words leave room. [@key]")
    FIELDS = {"data": DATA}
    DRAWS = True
    SHEET = "lines"
    SCRIPT = "figure"
    KIND: ClassVar[str] = ""  # its name in the styles, where that is not the block's

    def on_create(self, parent: Element) -> Element:
        figure = framed(parent, self.KIND or self.NAME, self.argument)
        self.draw(figure)
        foot = footed(figure, self)
        self.inside = foot if self.inside is None else self.inside
        return figure

    def draw(self, figure: Element) -> None:
        """Fill the figure."""
        raise NotImplementedError


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
    word, title = block.word("figure_picture"), figure.get("aria-labelledby", "")
    pictures = add(links, "span", word, class_="drawn__pictures", hidden="")
    for kind in ("SVG", "PNG"):
        says = {"aria_label": f"{word} {kind}", "aria_describedby": title}
        fill(pictures, " ", element("button", kind, type="button", value=kind.lower(), **says))
    return note


def entry(line: Element, height: float, **attributes: str) -> tuple[Element, Element]:
    """A moment on the line: where its time goes, and where its words go."""
    item = add(line, "li", **attributes)
    add(item, "svg", class_="line__span", width="1", height=f"{height:.2f}rem", aria_hidden="true")
    return add(item, "p", class_="line__time"), add(item, "p", class_="line__words")


def first_day(when: str) -> date:
    """The day of a moment; of a month that is all that is known, the first one."""
    return date.fromisoformat(f"{when[:10]}-01"[:10])


def followed(moments: Sequence[Any]) -> Iterator[timedelta]:
    """How long it is from each moment to the next one; nothing follows the last."""
    return (later - moment for moment, later in zip(moments, [*moments[1:], moments[-1]], strict=True))
