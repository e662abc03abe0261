"""``/// sources | story`` and ``/// sources | models``: the bibliography in two parts; ``/// marks``: the shapes of its marks."""

from collections import Counter
from typing import get_args

from explainer.markdown.bibliography import SHAPES, describe, shape
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.citations import cited
from explainer.markdown.html import Element, add, element, fill
from explainer.paths import docs
from explainer.records import records
from explainer.records.story import Source


class Sources(SiteBlock):
    """One part of the bibliography, by publisher and date."""

    TAKES = Field("a part of the bibliography", "story", choices=get_args(Source.model_fields["about"].annotation))
    TAG = "ul"
    KIND = "bibliography"

    def draw(self, entries: Element) -> None:
        # Hundreds of threads and notes on versions, a third of all that search would have to hold, answer no question.
        entries.set("data-weight", "0.03" if self.argument == "story" else "0")
        part = [source for source in records().sources.values() if source.about == self.argument]
        shown = {source.id for source in part}
        if self.argument == "story":
            texts = (page.read_text("utf-8-sig") for page in docs(self.lang, records().root).rglob("[!.]*.md"))
            shown = {key for text in texts for key in cited(text)}
        for source in sorted(part, key=lambda s: (s.publisher.casefold(), s.date or "", s.id)):
            if source.id in shown:
                item = add(entries, "li", class_="source", id=f"bib-{source.id}")
                describe(add(item, "p"), source, self.lang)
        if rest := [source.id for source in part if source.id not in shown]:
            # Pages made of records describe them; here they would be too much to load. A link to one of them still lands.
            told = element("a", self.word("sources_rest", number=len(rest)), href="data.md#table-sources")
            fill(add(entries, "li", class_="source"), told, *(element("span", id=f"bib-{key}") for key in rest))


class Marks(SiteBlock):
    """The shapes of marks with the number of sources that each stands for."""

    TAG = "ul"

    def draw(self, legend: Element) -> None:
        story = [source for source in records().sources.values() if source.about == "story"]
        shapes, ways = Counter(map(shape, story)), Counter(source.read for source in story)
        for name, read in SHAPES.items():
            filled = {"number": shapes[name], "total": len(story)} | {way: ways[way] for way in read}
            add(legend, "li", self.word(f"marks_{name}", **filled), class_=f"read-{name}")
