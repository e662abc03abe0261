"""Which records name which others; and what is wrong with that."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from explainer.editions import LANGUAGES
from explainer.finding import absent, meant
from explainer.records.schema import Loc, Ref, walk

Placed = Mapping[int, Any]
"""Records of one file that are right by themselves, by their position in it."""


class Mistake(NamedTuple):
    """A mistake in the file `name`.yml at the path `loc` inside it."""

    name: str
    loc: Loc
    message: str
    remedy: str


class Reference(NamedTuple):
    """The record `record` of the file `name`.yml names, at `loc` inside it, the record `target` of the kind `kind`."""

    name: str
    record: str
    loc: Loc
    kind: str
    target: str


def references(name: str, record: Any) -> Iterator[Reference]:
    """Yield everything that a record of the file `name`.yml names."""
    for loc, part in walk(record):
        if isinstance(part, Ref):
            yield Reference(name, record.id, loc, part.kind, part)


def check(found: Mapping[str, Placed], known: Mapping[str, frozenset[str]]) -> Iterator[Mistake]:
    """Yield every id that stands twice or names nothing, and every circle of retellings.

    `known` has, for each kind, the ids of all records, so that a record with a mistake of its own is not also reported
    as absent.
    """
    for name, records in found.items():
        yield from _twice(name, (((position, "id"), record.id) for position, record in records.items()))
        for position, record in records.items():
            for _, _, loc, kind, target in references(name, record):
                if kind in known and target not in known[kind]:
                    wrong = absent(target, known[kind], "", kind)
                    if kind == "variants":
                        remedy = meant(target, known[kind], "give the id of a variant.")
                        wrong = f"there is no variant `{target}` in data/models.yml", remedy
                    yield Mistake(name, (position, *loc), *wrong)
    variants = [
        ((position, "variants", place, "id"), variant.id)
        for position, model in found["models"].items()
        for place, variant in enumerate(model.variants)
    ]
    yield from _twice("models", variants)
    yield from _defined_twice(found["glossary"])
    yield from _circles(found["sources"])


def _twice(name: str, ids: Iterable[tuple[Loc, str]]) -> Iterator[Mistake]:
    seen: set[str] = set()
    for loc, record_id in ids:
        if record_id in seen:
            yield Mistake(name, loc, f"the id `{record_id}` is used twice", "Give one of the two another id.")
        seen.add(record_id)


def _defined_twice(glossary: Placed) -> Iterator[Mistake]:
    seen: dict[tuple[str, str], str] = {}
    for position, term in glossary.items():
        for language in LANGUAGES:
            first = seen.setdefault((language, term.term[language].casefold()), term.id)
            if first != term.id:
                message = f"the term “{term.term[language]}” is defined twice, here and in `{first}`"
                remedy = "Keep one of the two, and link to that one."
                yield Mistake("glossary", (position, "term", language), message, remedy)


def _circles(sources: Placed) -> Iterator[Mistake]:
    """Yield one mistake for each circle of sources that retell each other, at its first id in the alphabet."""
    parents: Mapping[str, list[str]] = {source.id: source.derives_from for source in sources.values()}
    for position, source in sources.items():
        ways, seen = [[source.id]], set()
        for way in ways:  # the shortest come first
            ways += [[*way, parent] for parent in parents.get(way[-1], ()) if parent not in seen]
            seen.update(parents.get(way[-1], ()))
        path = next((way for way in ways[1:] if way[-1] == source.id), [])
        if path and source.id == min(path):
            message = f"sources retell each other in a circle: {' → '.join(path)}"
            remedy = "Remove the `derives_from` of the one that was published first."
            yield Mistake("sources", (position, "derives_from"), message, remedy)
