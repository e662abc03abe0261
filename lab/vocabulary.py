"""The words the model knows, read from the one file that the page reads too.

A prompt becomes at most one concept per slot (thing, colour, place, light, motion), in whatever order its words
stand. Weak words say something only where nothing else does: "crossing" is to the right unless the prompt says left.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from lab.settings import MODEL_FILES

VOCABULARY_FILE = MODEL_FILES / "vocabulary.json"
LONGEST_PHRASE = 5


@dataclass(frozen=True)
class Vocabulary:
    """Slots, concepts and the words of both languages, folded to lower case without accents."""

    slots: tuple[str, ...]
    concepts: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, str]]
    weak: dict[str, tuple[str, str]]
    ignored: frozenset[str]
    counts: frozenset[str]

    @property
    def rows(self) -> int:
        """Rows of the embedding table: every concept, and 'not said' for every slot."""
        return sum(len(names) + 1 for names in self.concepts.values())

    def row(self, slot: str, concept: str | None) -> int:
        """Row of a concept in the embedding table; None means that the prompt does not say."""
        start = 0
        for name in self.slots:
            if name == slot:
                return start + (0 if concept is None else 1 + self.concepts[slot].index(concept))
            start += len(self.concepts[name]) + 1
        raise KeyError(slot)

    def encode(self, chosen: dict[str, str]) -> list[int]:
        """One row per slot, in the order of the slots."""
        return [self.row(slot, chosen.get(slot)) for slot in self.slots]


@dataclass
class Reading:
    """What a prompt says: the concepts used and everything that was left out, in order."""

    chosen: dict[str, str] = field(default_factory=dict)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)


def fold(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary file, loaded once."""
    data = json.loads(VOCABULARY_FILE.read_text(encoding="utf-8"))
    concepts: dict[str, list[str]] = {slot: [] for slot in data["slots"]}
    words: dict[str, tuple[str, str]] = {}
    weak: dict[str, tuple[str, str]] = {}
    for concept in data["concepts"]:
        concepts[concept["slot"]].append(concept["id"])
        for language in ("en", "it"):
            for word in concept[language]:
                target = (concept["slot"], concept["id"])
                if words.setdefault(fold(word), target) != target:
                    raise ValueError(f"{VOCABULARY_FILE.name}: '{word}' means two things")
            for word in concept.get("weak", {}).get(language, ()):
                weak[fold(word)] = (concept["slot"], concept["id"])
    return Vocabulary(
        slots=tuple(data["slots"]),
        concepts={slot: tuple(names) for slot, names in concepts.items()},
        words=words,
        weak=weak,
        ignored=frozenset(fold(w) for group in data["ignored"].values() for w in group),
        counts=frozenset(fold(w) for group in data["counts"].values() for w in group),
    )


def read_prompt(text: str) -> Reading:
    """Read a prompt in English, Italian or a mixture; the first concept of a slot wins."""
    book = vocabulary()
    tokens = re.findall(r"\w+", fold(text))
    reading, hints = Reading(), {}
    at = 0
    while at < len(tokens):
        for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length])
            if phrase in book.words:
                slot, concept = book.words[phrase]
                if reading.chosen.setdefault(slot, concept) != concept:
                    conflict = (slot, reading.chosen[slot], concept)
                    if conflict not in reading.conflicts:
                        reading.conflicts.append(conflict)
                break
            if phrase in book.weak:
                hints.setdefault(*book.weak[phrase])
                break
            if phrase in book.counts:
                reading.counted.append(phrase)
                break
            if phrase in book.ignored:
                break
        else:
            length = 1
            if tokens[at] not in reading.unknown:
                reading.unknown.append(tokens[at])
        at += length
    reading.chosen = hints | reading.chosen
    return reading
