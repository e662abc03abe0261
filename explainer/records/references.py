"""Which records name which others, read off the types of their fields; and what is wrong with that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from explainer.editions import LANGUAGES
from explainer.finding import meant
from explainer.records.schema import Loc, Record, Refers, kinds, parts

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
    for loc, kind, target in _walk(type(record), record):
        yield Reference(name, record.id, loc, kind, target)


def _walk(hint: Any, value: Any) -> Iterator[tuple[Loc, str, str]]:
    """Yield (place, kind, id) for every reference in `value`, which a field annotated with `hint` holds."""
    inner = get_args(hint)
    within: Iterable[tuple[int | str, Any, Any]]
    if value is None:
        return
    if kind := next((part.kind for part in inner if isinstance(part, Refers)), None):
        yield (), kind, value
        return
    if isinstance(value, Record):
        within = ((name, part, getattr(value, name)) for name, part in _fields(type(value)))
    elif get_origin(hint) is list:
        within = ((place, inner[0], item) for place, item in enumerate(value))
    elif get_origin(hint) is dict:
        within = (
            (key, part, each) for key, item in value.items() for part, each in zip(inner, (key, item), strict=True)
        )
    else:  # a choice between types, or a type with remarks
        for part in inner:
            if _refers(part):
                yield from _walk(part, value)
        return
    for place, part, item in within:
        for loc, kind, target in _walk(part, item):
            yield (place, *loc), kind, target


@lru_cache(maxsize=256)
def _fields(kind: type[Record]) -> list[tuple[str, Any]]:
    """The fields of a kind of record that can hold references."""
    return [(name, hint) for name, hint in _hints(kind).items() if name in kind.model_fields and _refers(hint)]


def _hints(kind: type[Record]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _refers(hint: Any) -> bool:
    inside = (part for kind in kinds(hint) for part in _hints(kind).values())
    return any(isinstance(part, Refers) for part in parts(hint)) or any(map(_refers, inside))


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
                    file = "models" if kind == "variants" else kind
                    add = "give the id of a variant." if kind == "variants" else f"add a record `{target}` there."
                    message = f"there is no {'variant ' * (kind == 'variants')}`{target}` in data/{file}.yml"
                    yield Mistake(name, (position, *loc), message, meant(target, known[kind], add))
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
        path = _way_back(source.id, parents)
        if path and source.id == min(path):
            message = f"sources retell each other in a circle: {' → '.join([*path, source.id])}"
            remedy = "Remove the `derives_from` of the one that was published first."
            yield Mistake("sources", (position, "derives_from"), message, remedy)


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
