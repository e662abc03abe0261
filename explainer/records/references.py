"""Which records name which others, and what is wrong with that; what they contradict each other about."""

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from explainer.editions import LANGUAGES
from explainer.finding import absent, listed
from explainer.records.models import TASKS, Model, Variant
from explainer.records.schema import Loc, Ref, walk
from explainer.records.story import letter_day

Found = Mapping[str, Mapping[int, Any]]
"""For each file the records that are right by themselves, by their position in it."""
Wrong = Iterator[tuple[str, Loc, str, str]]
"""A file by its name without `.yml`, where in it something is wrong, the message, and the remedy."""


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


def check(found: Found, known: Mapping[str, frozenset[str]], named: Iterable[Reference]) -> Wrong:
    """Yield every id that stands twice or names nothing, every circle of retellings, and every contradiction.

    `named` is what the records name. `known` has, for each kind, the ids of all records, so that a record with a mistake
    of its own is not also reported as absent; between records one that has one is passed over.
    """
    for name, records in found.items():
        yield from _twice(name, (((position, "id"), record.id) for position, record in records.items()))
    for name, record, loc, kind, target in named:
        if kind in known and target not in known[kind]:
            what, file = ("variant", "models") if kind == "variants" else ("", kind)
            yield name, (record, *loc), *absent(target, known[kind], what, file)
    yield from _twice("models", (((*loc, "id"), variant.id) for loc, _, variant in _variants(found)))
    for rule in (_defined_twice, _circles, _frames, _ways, _openness):
        yield from rule(found)


def _twice(name: str, ids: Iterable[tuple[Loc, str]]) -> Wrong:
    seen: set[str] = set()
    for loc, record_id in ids:
        if record_id in seen:
            yield name, loc, f"the id `{record_id}` is used twice", "Remove one of the two, or give it another id."
        seen.add(record_id)


def _variants(found: Found) -> Iterator[tuple[Loc, Model, Variant]]:
    for position, model in found["models"].items():
        for place, variant in enumerate(model.variants):
            yield (position, "variants", place), model, variant


def _defined_twice(found: Found) -> Wrong:
    seen: dict[tuple[str, str], str] = {}
    for position, term in found["glossary"].items():
        for language in LANGUAGES:
            first = seen.setdefault((language, term.term[language].casefold()), term.id)
            if first != term.id:
                message = f"the term “{term.term[language]}” is defined twice, here and in `{first}`"
                remedy = "Keep one of the two, and link to that one."
                yield "glossary", (position, "term", language), message, remedy


def _circles(found: Found) -> Wrong:
    """Yield the first circle of sources that retell each other, at its first id in the alphabet."""
    try:
        TopologicalSorter({source.id: source.derives_from for source in found["sources"].values()}).prepare()
    except CycleError as error:
        circle = error.args[1][:0:-1]
        first = circle.index(min(circle))
        message = f"sources retell each other in a circle: {' → '.join([*circle[first:], *circle[: first + 1]])}"
        remedy = "Remove the `derives_from` of the one that was published first."
        yield "sources", (circle[first], "derives_from"), message, remedy


def _frames(found: Found) -> Wrong:
    for loc, model, variant in _variants(found):
        step = variant.frames.step or 0
        for pipeline in [each for each in model.run.diffusers if each.step and step % each.step][:1]:
            remedy = f"That class makes frames in steps of {pipeline.step}: correct the step and the rule."
            yield "models", (*loc, "frames", "step"), f"`step: {step}` contradicts {pipeline.name}", remedy


def _ways(found: Found) -> Wrong:
    """A way makes clips from nothing that none of its weights starts from."""
    tasks = {weights.id: weights.tasks.value for _, _, weights in _variants(found)}
    tasks |= {model.id: model.tasks.value for model in found["later"].values()}
    for position, way in found["chooser"].items():
        named = [tasks[name] for name in (*way.variants, *way.later) if name in tasks]
        known = {task for each in named for task in each or TASKS.values()}
        for number, start in enumerate(way.starts if named else ()):
            if TASKS[start] not in known:
                remedy = "Take it out, or correct `tasks` of the weights in data/models.yml or data/later.yml."
                yield "chooser", (position, "starts", number), f"its weights make no clip from this: {start}", remedy


def _openness(found: Found) -> Wrong:
    """The weights of `then` are those of the model that were out on the day of the letter, and no others."""
    models = {model.id: model for model in found["models"].values()}
    letter = letter_day(found["sources"].values())
    known = [(position, record) for position, record in found["openness"].items() if letter and record.id in models]
    for position, record in known:
        variants = models[record.id].variants
        released = {variant.id: (variant.released.value or "").split("/")[0] for variant in variants}
        at, then = (position, "then", "weights"), record.then.weights
        for loc, names in ((position, "now"), record.now), (at, then):
            for name in names:
                if name not in released:
                    message = f"`{name}` are no weights of `{record.id}`"
                    yield "openness", (*loc, name), message, f"Use one of: {listed(released)}."
        for name, day in released.items():
            if name in then and day > letter:
                message = f"`{name}` came out on {day}, after the day of the letter"
                remedy = "Take it out: the page says by itself that it was not there yet."
                yield "openness", (*at, name), message, remedy
            elif name not in then and "" < day <= letter:
                remedy = f"Add `{name}:` with what was said of its licence on that day."
                yield "openness", at, f"`{name}` was out on the day of the letter and is not named", remedy
