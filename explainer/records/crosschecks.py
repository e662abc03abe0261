"""What only the records together can show: an id used twice, a source that does not exist, a circle of retellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, TypeVar

from explainer.editions import LANGUAGES
from explainer.records import modelchecks
from explainer.records.schema import Source, Term, stated
from explainer.records.verdicts import Myth

Loc = tuple[int | str, ...]
T = TypeVar("T")
Placed = Mapping[int, T]
SINGULAR = {"sources": "source", "glossary": "term", "facts": "fact", "disagreements": "disagreement"}


class Mistake(NamedTuple):
    """A mistake in the file `name`.yml at the path `loc` inside it."""

    name: str
    loc: Loc
    message: str
    remedy: str


def check(found: Mapping[str, Placed[Any]], known: Mapping[str, set[str]]) -> Iterator[Mistake]:
    """Yield every mistake that lies between records.

    `found` maps, for each kind, positions in the file to the records that are right by themselves. `known` has, for
    each kind, the ids of all records, so that a record with a mistake of its own is not also reported as absent.
    """
    for name, records in found.items():
        yield from _twice(name, (((position, "id"), record.id) for position, record in records.items()))
    yield from _twice(
        "models",
        (
            ((position, "variants", place, "id"), variant.id)
            for position, model in found["models"].items()
            for place, variant in enumerate(model.variants)
        ),
    )
    yield from (Mistake(*mistake) for mistake in modelchecks.check(found, known))
    yield from _defined_twice(found["glossary"])
    for name, loc, kind, used in _uses(found):
        yield from _unknown(name, loc, used, known[kind], kind)
    yield from _circles(found["sources"])
    yield from _unread_outlets(found["myths"], found["sources"])


def _twice(name: str, ids: Iterable[tuple[Loc, str]]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for loc, record_id in ids:
        if record_id in seen:
            yield Mistake(name, loc, f"the id `{record_id}` is used twice", "Give one of the two another id.")
        seen.add(record_id)


def _defined_twice(glossary: Placed[Term]) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    for position, term in glossary.items():
        for language in LANGUAGES:
            first = seen.setdefault(f"{language} {term.term[language].casefold()}", term.id)
            if first != term.id:
                yield Mistake(
                    "glossary",
                    (position, "term", language),
                    f"the term “{term.term[language]}” is defined twice, here and in `{first}`",
                    "Keep one of the two, and link to that one.",
                )


def _uses(found: Mapping[str, Placed[Any]]) -> Iterator[tuple[str, Loc, str, Iterable[str]]]:
    """Yield every place that names other records: file, place in it, their kind, their ids."""
    for position, source in found["sources"].items():
        yield "sources", (position, "derives_from"), "sources", source.derives_from
    for name in ("facts", "glossary", "disagreements", "myths", "letter", "licences", "chooser"):
        for position, record in found[name].items():
            yield name, (position, "sources"), "sources", record.sources
    for name in ("models", "openness", "later"):
        for position, record in found[name].items():
            for loc, cell in stated(record):
                yield name, (position, *loc, "sources"), "sources", cell.sources
    for position, model in found["models"].items():
        yield "models", (position, "architecture", "terms"), "glossary", model.architecture.terms
    for position, disagreement in found["disagreements"].items():
        for place, version in enumerate(disagreement.versions):
            yield "disagreements", (position, "versions", place, "sources"), "sources", version.sources
    for position, passage in found["letter"].items():
        for part in ("evidence_for", "evidence_against", "replies"):
            for place, evidence in enumerate(getattr(passage, part)):
                yield "letter", (position, part, place, "sources"), "sources", evidence.sources
    for name in ("myths", "letter"):
        for position, record in found[name].items():
            if record.disagreement:
                yield name, (position, "disagreement"), "disagreements", [record.disagreement]
    for name in ("disagreements", "myths"):
        for position, record in found[name].items():
            yield name, (position, "facts"), "facts", record.facts
    for position, myth in found["myths"].items():
        if myth.outlet:
            yield "myths", (position, "outlet"), "sources", [myth.outlet]


def _unknown(name: str, loc: Loc, used: Iterable[str], known: set[str], kind: str) -> Iterator[Mistake]:
    for place, wanted in enumerate(used):
        if wanted not in known:
            near = get_close_matches(wanted, known, n=1, cutoff=0.5)
            hint = f"Did you mean `{near[0]}`? Otherwise add" if near else "Add"
            yield Mistake(
                name,
                (*loc, place),
                f"the {SINGULAR[kind]} `{wanted}` does not exist",
                f"{hint} a record `{wanted}` to data/{kind}.yml.",
            )


def _unread_outlets(myths: Placed[Myth], sources: Placed[Source]) -> Iterator[Mistake]:
    read = {source.id: source.read for source in sources.values()}
    for position, myth in myths.items():
        if myth.outlet and read.get(myth.outlet, "original") != "original":
            yield Mistake(
                "myths",
                (position, "outlet"),
                f"names `{myth.outlet}` as wrong, whose page was not read whole (`read: {read[myth.outlet]}`)",
                "Remove `outlet`: the page then speaks of several news pages. Or read the page itself and record it.",
            )


def _circles(sources: Placed[Source]) -> Iterator[Mistake]:
    """Yield one mistake for each source that retells itself, directly or through others."""
    parents: Mapping[str, list[str]] = {source.id: source.derives_from for source in sources.values()}
    for position, source in sources.items():
        path = _way_back(source.id, parents)
        # Each circle is reported once, at its first id in the alphabet.
        if path and source.id == min(path):
            yield Mistake(
                "sources",
                (position, "derives_from"),
                "sources retell each other in a circle: " + " → ".join([*path, source.id]),
                "Remove the `derives_from` of the one that was published first.",
            )


def _way_back(start: str, parents: Mapping[str, list[str]]) -> list[str]:
    """Return the ids of the shortest way from `start` over `derives_from` back to `start`, or nothing."""
    ways, seen = [[start]], set()
    while ways:
        way = ways.pop(0)
        for parent in parents.get(way[-1], ()):
            if parent == start:
                return way
            if parent not in seen:
                seen.add(parent)
                ways.append([*way, parent])
    return []
