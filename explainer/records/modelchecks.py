"""What the records of models, licences and ways to run them can only show together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from explainer.records.choices import TASKS
from explainer.records.openness import LETTER_DAY, Openness
from explainer.records.schema import Licence, Model, Record, Variant, stated

Found = Mapping[str, Mapping[int, Any]]
Place = tuple[str, tuple[int | str, ...], str, str]

PIPELINE_STEPS = {"CogVideoX": 4, "Mochi": 6, "LTX2": 8, "LTX": 8}
"""How many frames one latent frame stands for, by the beginning of the class's name in diffusers 0.42.1."""


def check(found: Found, known: Mapping[str, set[str]]) -> Iterator[Place]:
    """Yield (file, place in it, message, remedy) for every contradiction."""
    for name in ("models", "later"):
        for position, record in found[name].items():
            yield from _licences(name, position, record, found, known)
            yield from _days(name, position, record)
    for position, model in found["models"].items():
        for place, variant in enumerate(model.variants):
            at = (position, "variants", place)
            yield from _figures(at, variant)
            yield from _frames(at, model, variant)
    # A model with a mistake of its own is not among the found: its weights are not to be reported as absent.
    if len(found["models"]) >= len(known["models"]):
        yield from _ways(found)
        yield from _openness(found)


def _licences(name: str, position: int, record: Record, found: Found, known: Mapping[str, set[str]]) -> Iterator[Place]:
    read = {text.id: text.read_in_full for text in found["licences"].values()}
    for loc, cell in stated(record):
        if not isinstance(cell, Licence) or cell.missing:
            continue
        at = (position, *loc)
        if cell.id not in known["licences"]:
            near = get_close_matches(cell.id or "", known["licences"], n=1, cutoff=0.5)
            hint = f"Did you mean `{near[0]}`? Otherwise add" if near else "Add"
            yield (
                *(name, (*at, "id"), f"the licence `{cell.id}` does not exist"),
                f"{hint} a record `{cell.id}` to data/licences.yml.",
            )
        elif cell.read_in_full and read.get(cell.id or "") is False:
            yield (
                *(
                    name,
                    (*at, "read_in_full"),
                    f"says that `{cell.id}` was read in full; data/licences.yml says not",
                ),
                "Set `read_in_full: false` and `commercial: unclear`, or read the text and say so there.",
            )


def _days(name: str, position: int, record: Record) -> Iterator[Place]:
    for loc, cell in stated(record):
        if not cell.as_of:
            continue
        dates = {"date": cell.date} if isinstance(cell, Licence) else {}
        if loc[-1] in ("last_commit", "page_seen", "released", "first_release"):
            dates = {"value": cell.value}
        for key, day in dates.items():
            if day and day.split("/")[-1] > cell.as_of:
                yield (
                    *(name, (position, *loc, key), f"`{key}: {day}` lies after `as_of: {cell.as_of}`"),
                    "Correct one of the two: nothing can be known of a later day than that of the source.",
                )


def _figures(at: tuple[int | str, ...], variant: Variant) -> Iterator[Place]:
    for place, figure in enumerate(variant.memory):
        if figure.gb is not None and figure.amount is not None:
            amount = figure.amount if isinstance(figure.amount, str) else figure.amount["en"]
            if f"{figure.gb:g}" not in amount:
                yield (
                    *("models", (*at, "memory", place, "gb"), f"`gb: {figure.gb:g}` is not the figure “{amount}”"),
                    "Write the number that stands in `amount`.",
                )


def _frames(at: tuple[int | str, ...], model: Model, variant: Variant) -> Iterator[Place]:
    frames = variant.frames
    if frames.missing or not frames.step or not frames.rule:
        return
    if str(frames.step) not in frames.rule:
        yield (
            *(
                "models",
                (*at, "frames", "rule"),
                f"`rule: {frames.rule}` and `step: {frames.step}` contradict each other",
            ),
            "Write the makers' rule, and under `step` the number that frames grow by in it.",
        )
    for pipeline in model.run.diffusers:
        needed = next((step for start, step in PIPELINE_STEPS.items() if (pipeline.name or "").startswith(start)), None)
        if needed and frames.step % needed:
            yield (
                *("models", (*at, "frames", "step"), f"`step: {frames.step}` contradicts {pipeline.name}"),
                f"That class makes frames in steps of {needed}: correct the step and the rule.",
            )
            return


def _ways(found: Found) -> Iterator[Place]:
    variants = {variant.id: variant for model in found["models"].values() for variant in model.variants}
    for position, way in found["chooser"].items():
        for place, name in enumerate(way.variants):
            variant = variants.get(name)
            if variant is None:
                near = get_close_matches(name, variants, n=1, cutoff=0.5)
                hint = f"Did you mean `{near[0]}`? " if near else ""
                yield (
                    *("chooser", (position, "variants", place), f"there are no weights `{name}` in data/models.yml"),
                    f"{hint}Give the id of a variant.",
                )
                continue
            figures = {figure.gb for figure in variant.memory if figure.gb is not None}
            if way.gb is not None and way.gb not in figures:
                listed = ", ".join(f"{figure:g}" for figure in sorted(figures)) or "none"
                yield (
                    *("chooser", (position, "gb"), f"`{name}` has no figure of {way.gb:g} GB"),
                    f"A figure needs its mode and source: add it to the weights in data/models.yml, or use one of: {listed}.",
                )
            for number, start in enumerate(way.starts):
                if not variant.tasks.missing and TASKS[start] not in variant.tasks.value:
                    yield (
                        *("chooser", (position, "starts", number), f"`{name}` makes no clip from this: {start}"),
                        "Take it out, or correct `tasks` of the weights in data/models.yml.",
                    )


def _openness(found: Found) -> Iterator[Place]:
    models = {model.id: model for model in found["models"].values()}
    for position, record in found["openness"].items():
        model = models.get(record.id)
        if model is None:
            yield (
                *("openness", (position, "id"), f"there is no model `{record.id}` in data/models.yml"),
                "Give the id of a model.",
            )
        else:
            yield from _weights(position, record, model)


def _weights(position: int, record: Openness, model: Model) -> Iterator[Place]:
    released = {variant.id: variant.released.value or "" for variant in model.variants}
    for part, names in (("now", record.now), ("then", record.then.weights)):
        at = (position, part, *(["weights"] if part == "then" else []))
        for name in names:
            if name not in released:
                near = get_close_matches(name, released, n=1, cutoff=0.5)
                hint = f"Did you mean `{near[0]}`? " if near else ""
                yield (
                    *("openness", (*at, name), f"`{model.id}` has no weights `{name}` in data/models.yml"),
                    f"{hint}Give the id of a variant.",
                )
            elif part == "then" and released[name].split("/")[0] > LETTER_DAY:
                yield (
                    *("openness", (*at, name), f"`{name}` came out on {released[name]}, after the day of the letter"),
                    "Take it out: the page says by itself that it was not there yet.",
                )
    for name, day in released.items():
        if day and day.split("/")[0] <= LETTER_DAY and name not in record.then.weights:
            yield (
                *(
                    "openness",
                    (position, "then", "weights"),
                    f"`{name}` was out on the day of the letter and is not named",
                ),
                f"Add `{name}:` with what was said of its licence on that day.",
            )
