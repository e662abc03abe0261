"""``/// marks``: the three shapes of a mark, what each says, and how many sources of the story have it."""

from collections import Counter

from explainer.markdown.bibliography import SHAPES, shape
from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.html import Element, add
from explainer.records import records


class Marks(SiteBlock):
    """The shapes of marks with the number of sources that each stands for."""

    NAME = "marks"
    IT = "Le forme dei segni, con il numero delle fonti per ciascuna."

    def on_create(self, parent: Element) -> Element:
        story = [source for source in records().sources.values() if source.about == "story"]
        shapes, ways = Counter(map(shape, story)), Counter(source.read for source in story)
        legend = add(parent, "ul", class_="marks")
        for name in SHAPES:
            filled = {"number": shapes[name], "total": len(story)} | {way: ways[way] for way in READ_AS[name]}
            add(legend, "li", self.word(f"marks_{name}", **filled), class_=f"read-{name}")
        return legend


READ_AS = {"whole": ("original", "copy"), "part": ("beginning", "excerpt", "quoted"), "through": ()}
"""The words of `read` that the words of a shape tell apart."""
