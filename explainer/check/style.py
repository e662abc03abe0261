"""How the pages of the story are told, in numbers: those that `style.yml` names.

Their running text is what stands in paragraphs, list items, definitions and answers; headings, tables, captions, heroes,
"what we do not know", links to go on by and items that are no sentence do not count.
"""

import re
from collections.abc import Iterator
from functools import cache, cached_property

from explainer.check.prose import QUOTED, Sentence, count_words, sentences
from explainer.check.report import Page, Site, settings
from explainer.pages.tree import Unit

TOLD = ("paragraph", "item", "definition")
BESIDE = ("unknown", "next", "hero", "figure", "claim")
CODE = re.compile(r"\bx{2,}\b")


@cache
def kind(name: str, language: str) -> re.Pattern[str]:
    """The turns of phrase of one kind in `style.yml`."""
    return re.compile(settings("style")["kinds"][language][name].replace("\n", ""), re.IGNORECASE)


class Told:
    """The running text of a page, and what is counted in it."""

    def __init__(self, page: Page) -> None:
        """Read its sentences, each with the text that it stands in; `counted` has the words of each.

        In a translation quotations are not counted, which are in another language.
        """
        self.page = page
        links = {link.text.strip() for link in page.tree.links}
        self.sentences: list[tuple[Unit, Sentence]] = [
            (unit, sentence)
            for unit in page.tree.prose()
            if unit.kind in TOLD and unit.text.strip() not in links and not any(map(unit.inside, BESIDE))
            for sentence in sentences(unit)
            if unit.kind != "item" or re.search(r"[.!?…:;][”»\"')]*$", sentence.words)
        ]
        italian = page.language == "it"
        own = [QUOTED.sub(" ", said.words) if italian else said.words for _, said in self.sentences]
        self.counted = [count_words(CODE.sub(" ", words)) for words in own]
        self.words = sum(self.counted)
        self.mean = self.words / max(len([*filter(None, self.counted)]), 1)

    @property
    def ease(self) -> float:
        """The Gulpease index, for Italian: 100 is easy, 0 is hard."""
        text = " ".join(CODE.sub(" ", QUOTED.sub(" ", said.words)) for _, said in self.sentences)
        # Here “l’arte” is two words, as where the index is defined.
        letters, words = sum(map(str.isalpha, text)), len(re.findall(r"\w+", text))
        return 89 + (300 * len([*filter(None, self.counted)]) - 10 * letters) / max(words, 1)

    @cached_property
    def turns(self) -> list[tuple[str, Sentence, re.Match[str]]]:
        """What is of the kinds that are counted, outside quotation marks, with its sentence."""
        kinds = [(name, kind(name, self.page.language)) for name in ("provenance", "attribution", "hedge")]
        return [
            (name, said, match)
            for _, said in self.sentences
            for name, pattern in kinds
            for match in pattern.finditer(said.plain)
        ]

    def found(self, *kinds: str) -> list[tuple[Sentence, re.Match[str]]]:
        """Return those of these kinds."""
        return [(said, match) for name, said, match in self.turns if name in kinds]

    @property
    def share(self) -> float:
        """Attributions and hedges in 100 words."""
        return 100 * len(self.found("attribution", "hedge")) / max(self.words, 1)

    @property
    def answer(self) -> int:
        """Words of the longest answer: on the home page each paragraph is one, elsewhere the whole box."""
        counts = [count_words(unit.text) for unit in self.page.tree.prose() if unit.inside("answer")]
        return (max if self.page.home else sum)(counts or [0])

    @property
    def marks(self) -> int:
        """Citations in the running text."""
        return sum(len(unit.cites) for unit in dict.fromkeys(unit for unit, _ in self.sentences))


def told(site: Site) -> list[Told]:
    """Return the pages of the story, language by language."""
    return [Told(pages[name]) for pages in site.pages.values() for name in settings("style")["budget"] if name in pages]


def numbers(site: Site) -> Iterator[str]:
    """Yield a table: one line for each page of the story."""
    yield f"{'':36}words  mean longest ease  provenance  attribution/100  answer  words/mark"
    for page in told(site):
        ease = f"{page.ease:4.0f}" if page.page.language == "it" else "   –"
        yield (
            f"{page.page.shown:36}{page.words:5} {page.mean:5.1f} {max(page.counted, default=0):7} {ease} "
            f"{len(page.found('provenance')):11} {page.share:16.1f} {page.answer:7} {page.words / max(page.marks, 1):11.0f}"
        )
