"""The words of a unit: its sentences and its quotations, each with its place."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from explainer.check.markup import as_text
from explainer.markdown.citations import CITATION, cited
from explainer.pages.tree import Unit

END = re.compile(r"(?:(?<!\s)…|[.!?])+[\"'”’»)\]]*(?=(?:\s*\[@[^\]]*\])*(?:\s|$))")
NEXT = re.compile(r"(?:\s*\[@[^\]]*\])*\s*")
ABBREVIATIONS = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|Dr|Mr|Mrs|Ms|No|St|Inc|Ltd|Jr|ca|approx|p\.\s?es|pag|art|n|fig|Fig|sec)|\b[A-Z]|\bU\.S)\.$"
)
HALF_DAY = re.compile(r"\b[ap]\.m\.$")
ZONE = re.compile(r"(?:US|U\.S\.|Eastern|Pacific|Central|UTC|GMT|ET|EST|PST|CET|Rome|Italian|New York|local)\b")
# What stands between “…” or "…"; translations of ours, between «…», are no quotations.
QUOTED = re.compile(r"“([^“”]*)”|(?<!\w)\"([^\"]*)\"(?!\w)")
# A closing ’ is an apostrophe where a letter follows, and mostly where an s stands before it.
SINGLE = re.compile(r"(?<!\w)‘((?:[^‘’]|’(?=\w))*)’|(?<![\w'])'((?:[^']|(?<=\w)'(?=\w))*)'(?![\w'])")
# Texts of which each part is covered by a citation anywhere in them.
WHOLE = ("item", "row", "caption", "definition", "quote")
TRANSLATED = re.compile(r"«([^«»]*)»")


class Sentence(NamedTuple):
    """A sentence: its `text` with its citations, its `words` without, and `plain`, without what it quotes either.

    `start`, `end` and `stop`, where the next one begins, are positions in the unit. `keys` are those of the mark that
    covers it, its own or the next one of its paragraph.
    """

    text: str
    words: str
    plain: str
    start: int
    end: int
    stop: int
    line: int
    keys: frozenset[str]


def unquoted(text: str) -> str:
    """Return the text with blanks in the place of what stands between quotation marks."""
    for marks in (QUOTED, TRANSLATED):
        text = marks.sub(lambda match: " " * len(match[0]), text)
    return text


def keys_of(text: str) -> frozenset[str]:
    """Return the keys of the sources that a text cites."""
    return frozenset(cited(text))


@lru_cache(maxsize=4096)
def sentences(unit: Unit) -> tuple[Sentence, ...]:
    """Return the sentences of a unit; a mark after a full stop covers the sentences back to the one before it.

    Of an item, row, caption, definition or quotation each mark covers the whole. A sentence that a comment excuses from
    having a source is left out of what a later mark covers. A list or table that readers see as text has none.
    """
    found, keys, whole = [], frozenset(), keys_of(unit.text) if unit.kind in WHOLE else frozenset()
    if as_text(unit):
        return ()
    for start, stop in reversed([*pairwise([0, *_stops(unit.text), len(unit.text)])]):
        piece = unit.text[start:stop]
        if piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            end = start + len(piece.rstrip())
            own = keys_of(piece)
            keys = own or keys
            covering = whole or (own if any(end <= comment.place < stop for comment in unit.comments) else keys)
            text, line = " ".join(piece.split()), unit.line_at(first)
            words = re.sub(rf"\s*{CITATION.pattern}", "", text).strip()
            found.append(Sentence(text, words, unquoted(words), first, end, stop, line, covering))
    return tuple(reversed(found))


def _stops(text: str) -> Iterator[int]:
    inside = [(m.start(), m.end()) for pattern in (QUOTED, TRANSLATED) for m in pattern.finditer(text)]
    for match in END.finditer(text):
        before, stop = text[: match.end()], NEXT.match(text, match.end()).end()
        following = text[stop:]
        # A quotation that holds several sentences is one piece: its citation comes after the closing mark.
        if not following or any(first < match.start() and match.end() < last for first, last in inside):
            continue
        if not re.match(r"[\"'“‘«(\[]*[A-ZÀ-Þ0-9]", following) or ABBREVIATIONS.search(before):
            continue
        if HALF_DAY.search(before) and ZONE.match(following):
            continue
        yield stop


def quoted(match: re.Match[str]) -> str:
    """Return what a match of `QUOTED` or `SINGLE` quotes."""
    return next(group for group in match.groups() if group is not None)


def count_words(text: str) -> int:
    """Count the words of a text: runs of letters and digits, with their apostrophes, points and hyphens."""
    return len(re.findall(r"\w+(?:[’'.,:@/-]\w+)*", CITATION.sub(" ", text)))


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """Return a quotation or wording as it is compared: lower case, letters and digits only."""
    return " ".join(re.findall(r"\w+", text.lower()))
