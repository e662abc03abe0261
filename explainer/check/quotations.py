"""Quotations: at most 25 words each; of the letter at most 200 words in the whole site and its data.

One is of the letter if its sentence (of an item, row, caption or quotation the whole, of a claim's title its first mark)
or its record cites a copy of it. Quoted again it counts once; our own translations, between «…», are not its words.
"""

from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from explainer.check import prose
from explainer.check.prose import QUOTED, count_words, even, keys_of, quoted
from explainer.check.rules import Findings, Page, Reading, Site, excerpt, texts
from explainer.finding import Finding
from explainer.pages.tree import Unit

EACH = 25
LETTER_WORDS = 200


class Quotation(NamedTuple):
    """A quotation and where it stands; `letter` if it is of the letter."""

    path: str
    line: int
    text: str
    letter: bool


def check(site: Site, data: Reading) -> Findings:
    copies = frozenset(key for key, source in data.records.sources.items() if source.holds_letter)
    found = [*_in_data(data, copies)]
    for page in site:
        for unit in page.tree.units:
            found += _in_unit(page, unit, copies)
            for opening, closing in ("“”", "«»"):  # nobody could count what goes on in the next paragraph
                if unit.text.count(opening) != unit.text.count(closing):
                    position = max(unit.text.rfind(opening), unit.text.rfind(closing))
                    rest = f"“{excerpt(unit.text[position:])}”"
                    message = f"`{unit.text[position]}` has no partner in this paragraph: {rest}"
                    remedy = f"Open and close each quotation in the same paragraph: `{opening}…{closing}`."
                    yield Finding(page.shown, unit.line_at(position), message, remedy)
    for path, line, text, _ in found:
        if count_words(text) > EACH:
            message = f"a quotation of {count_words(text)} words: “{excerpt(text)}”"
            yield Finding(path, line, message, f"Quote at most {EACH} words; tell the rest in words of our own.")
    passages = _unique([quotation for quotation in found if quotation.letter])
    total = [*accumulate(count_words(quotation.text) for quotation in passages)]
    over = [passage for passage, words in zip(passages, total, strict=True) if words > LETTER_WORDS]
    for path, line, text, _ in over[:1]:
        message = f"the site and its data quote {total[-1]} words of the letter; {LETTER_WORDS} are the limit"
        remedy = "Tell this passage, or another one, in words of our own."
        yield Finding(path, line, f"{message}, passed here: “{excerpt(text)}”", remedy)


def _unique(passages: list[Quotation]) -> list[Quotation]:
    """Each passage once, in the order of files; one that stands in a longer one is no passage of its own."""
    kept: dict[str, Quotation] = {}
    for quotation in sorted(passages, key=lambda q: (-len(even(q.text)), q.path, q.line)):
        text = f" {even(quotation.text)} "
        if not any(text in longer for longer in kept):
            kept[text] = quotation
    return sorted(kept.values())


def _in_unit(page: Page, unit: Unit, copies: frozenset[str]) -> Iterator[Quotation]:
    if unit.kind == "quote":
        yield Quotation(page.shown, unit.line, prose.CITATION.sub("", unit.text), bool(keys_of(unit.text) & copies))
        return
    for sentence in prose.sentences(unit):
        keys = sentence.keys
        if unit.kind == "heading" and unit.inside("claim"):
            keys = next((set(c.keys) for c in page.tree.citations if unit.blocks[-1] in c.blocks), set())
        for pattern in (QUOTED, prose.SINGLE, prose.TRANSLATED):
            for match in pattern.finditer(sentence.text):
                yield Quotation(page.shown, sentence.line, quoted(match), pattern is QUOTED and bool(keys & copies))


def _in_data(data: Reading, copies: frozenset[str]) -> Iterator[Quotation]:
    said = texts(data)
    cite = {(kind, key) for kind, key, loc, text in said if text in copies and {"id", "sources"} & {*loc}}
    for kind, key, loc, text in said:
        letter = (kind, key) in cite
        for passage in [text] if "quote" in loc else map(quoted, QUOTED.finditer(text)):
            # To find a line takes long.
            line = data.line(kind, key, *loc) if letter or count_words(passage) > EACH else 0
            yield Quotation(f"data/{kind}.yml", line, passage, letter)
