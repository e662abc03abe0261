"""Where the words of a rendered text stand in the source of its page.

Rendering keeps words and their order and drops or adds marks around them, so the words of each stretch of text are
searched for in the source, from the place where the one before it ended.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

WORD = re.compile(r"\w+")
ADDRESS = re.compile(r"(?<=[^\[]\])\([^()\s]*(?=[^()]*\))")  # of a link that has words
GAPS = (0, 2, 40)
"""So many words of the source, such as those of an id, may stand between two of the rendered text; where it stands
with fewer between them is tried first."""
PROOF = 8  # so many words in a row show that the place is found


class Aligner:
    """The words of one source with their lines, of which more and more are found in the rendered page."""

    def __init__(self, source: str, start: int = 0) -> None:
        rows = enumerate(source[start:].split("\n"), source.count("\n", 0, start) + 1)
        found = [(word.lower(), line) for line, row in rows for word in WORD.findall(ADDRESS.sub("", row))]
        self.words = [word for word, _ in found]
        self.lines = [line for _, line in found]
        self.places: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            self.places.setdefault(word, []).append(place)
        self.next = 0
        self.seen = bytearray(len(self.words))

    def find(self, text: str, *, move: bool = True) -> list[tuple[int, int]]:
        """Return (position in the text, line of the source) for its words; empty where it does not stand there.

        `move`: the texts that follow are searched for behind it.
        """
        plain = ADDRESS.sub(lambda match: " " * len(match[0]), text)  # code may hold one
        spans = [(match[0].lower(), match.start()) for match in WORD.finditer(plain)]
        words = [word for word, _ in spans]
        for first in self._starts(words) if words else ():
            steps = list(self._follow(words, first))
            for _, place in steps:
                self.seen[place] = 1
            if move:
                self.next = max(self.next, steps[-1][1] + 1)
            return [(spans[index][1], self.lines[place]) for index, place in steps]
        return []

    def _starts(self, words: list[str]) -> Iterator[int]:
        """Places where the text may begin: those not passed yet come first."""
        places = self.places.get(words[0], [])
        here = bisect_left(places, self.next)
        proof = words[:PROOF]
        for gap in GAPS:
            for place in (*places[here:], *places[:here]):
                if len(list(self._follow(proof, place, gap))) >= len(proof) - len(proof) // PROOF:
                    yield place

    def _follow(self, words: list[str], place: int, gap: int = GAPS[-1]) -> Iterator[tuple[int, int]]:
        for index, word in enumerate(words):
            places = self.places.get(word, [])
            at = bisect_left(places, place)
            if at < len(places) and places[at] - place <= gap:
                yield index, places[at]
                place = places[at] + 1
