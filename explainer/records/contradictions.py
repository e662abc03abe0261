"""What records contradict each other about: licences, days, figures, frames, ways to run, and pages named as wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from explainer.finding import listed
from explainer.records.models import TASKS, Licence, Model, Openness, Variant
from explainer.records.references import Loc, Mistake, Placed
from explainer.records.schema import stated
from explainer.records.story import letter_day

Found = Mapping[str, Placed]


def check(found: Found) -> Iterator[Mistake]:
    """Yield every contradiction between records that are right by themselves; one that is not is passed over."""
    for name in ("models", "later"):
        for position, record in found[name].items():
            for loc, cell in stated(record):
                yield from _licence(name, (position, *loc), cell, found)
    for position, model in found["models"].items():
        for place, variant in enumerate(model.variants):
            yield from _frames((position, "variants", place, "frames"), model, variant)
    yield from _ways(found)
    models = {model.id: model for model in found["models"].values()}
    day = letter_day(found["sources"].values())
    for position, record in found["openness"].items():
        if record.id in models and day:
            yield from _weights(position, record, models[record.id], day)
    yield from _unread_outlets(found)


def _licence(name: str, loc: Loc, cell: Any, found: Found) -> Iterator[Mistake]:
    unread = {text.id for text in found["licences"].values() if not text.read_in_full}
    if isinstance(cell, Licence) and cell.read_in_full and cell.id in unread:
        yield Mistake(
            name,
            (*loc, "read_in_full"),
            f"says that `{cell.id}` was read in full; data/licences.yml says not",
            "Set `read_in_full: false` and `commercial: unclear`, or read the text and say so there.",
        )


def _frames(at: Loc, model: Model, variant: Variant) -> Iterator[Mistake]:
    frames = variant.frames
    step = frames.step or 0
    wrong = [pipeline for pipeline in model.run.diffusers if pipeline.step and step % pipeline.step]
    for pipeline in wrong[:1]:
        yield Mistake(
            "models",
            (*at, "step"),
            f"`step: {frames.step}` contradicts {pipeline.name}",
            f"That class makes frames in steps of {pipeline.step}: correct the step and the rule.",
        )


def _ways(found: Found) -> Iterator[Mistake]:
    variants = {variant.id: variant for model in found["models"].values() for variant in model.variants}
    for position, way in found["chooser"].items():
        for variant in (variants[name] for name in way.variants if name in variants):
            figures = {figure.gb for figure in variant.memory if figure.gb is not None}
            if way.gb is not None and way.gb not in figures:
                yield Mistake(
                    "chooser",
                    (position, "gb"),
                    f"`{variant.id}` has no figure of {way.gb:g} GB",
                    "A figure needs its mode and source: add it to the weights in data/models.yml, or use one of: "
                    f"{listed(f'{figure:g}' for figure in sorted(figures)) or 'none'}.",
                )
            for number, start in enumerate(way.starts):
                if not variant.tasks.missing and TASKS[start] not in variant.tasks.value:
                    yield Mistake(
                        "chooser",
                        (position, "starts", number),
                        f"`{variant.id}` makes no clip from this: {start}",
                        "Take it out, or correct `tasks` of the weights in data/models.yml.",
                    )


def _weights(position: int, record: Openness, model: Model, letter: str) -> Iterator[Mistake]:
    """The weights of `then` are those of the model that were out on the day of the letter, and no others."""
    released = {variant.id: (variant.released.value or "").split("/")[0] for variant in model.variants}
    for loc, names in (("now",), record.now), (("then", "weights"), record.then.weights):
        for name in names:
            if name not in released:
                message, remedy = f"`{name}` are no weights of `{model.id}`", f"Use one of: {listed(released)}."
                yield Mistake("openness", (position, *loc, name), message, remedy)
    at = (position, "then", "weights")
    for name, day in released.items():
        if name in record.then.weights and day > letter:
            yield Mistake(
                "openness",
                (*at, name),
                f"`{name}` came out on {day}, after the day of the letter",
                "Take it out: the page says by itself that it was not there yet.",
            )
        elif name not in record.then.weights and "" < day <= letter:
            yield Mistake(
                "openness",
                at,
                f"`{name}` was out on the day of the letter and is not named",
                f"Add `{name}:` with what was said of its licence on that day.",
            )


def _unread_outlets(found: Found) -> Iterator[Mistake]:
    read = {source.id: source.read for source in found["sources"].values()}
    for position, myth in found["myths"].items():
        if myth.outlet and read.get(myth.outlet, "original") != "original":
            yield Mistake(
                "myths",
                (position, "outlet"),
                f"names `{myth.outlet}` as wrong, whose page was not read whole (`read: {read[myth.outlet]}`)",
                "Remove `outlet`: the page then speaks of several news pages. Or read the page itself and record it.",
            )
