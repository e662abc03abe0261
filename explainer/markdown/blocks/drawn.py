"""What figures with a title share: a frame, and the ways to their data and their picture."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.opendata import DATA, data_link
from explainer.markdown.html import Element, Markdown, add, caption_id, element, fill


def shows(example: str) -> Field:
    """The title of a figure, which states what it shows."""
    return Field("what the figure shows", example)


class Drawn(SiteBlock, name=""):
    """A figure under its title; what stands in the block says how to read it, unless `draw` gives it another place."""

    BODY = Field("how to read it", "To scale where words leave room. [@key]")
    FIELDS = {"data": DATA}
    DRAWS = True
    SHEET = "lines"

    def on_create(self, parent: Element) -> Element:
        figure = framed(parent, self.KIND or self.NAME, self.argument)
        self.draw(figure)
        foot = footed(figure, self)
        self.inside = foot if self.inside is None else self.inside
        return figure


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
    word = block.word("figure_picture")
    pictures = add(links, "span", word, class_="drawn__pictures", hidden="")
    for kind in ("SVG", "PNG"):
        button = element("button", kind, type="button", value=kind.lower(), aria_label=f"{word} {kind}")
        fill(pictures, " ", button)
    return note
