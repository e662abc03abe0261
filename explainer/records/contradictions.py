"""What records contradict each other about: licences, days, figures, frames, ways to run, and pages named as wrong."""

from collections.abc import Iterator, Mapping
from itertools import starmap

from explainer.finding import listed
from explainer.records.models import TASKS, Licence, Model, Openness
from explainer.records.references import Mistake, Placed
from explainer.records.schema import Loc, stated
from explainer.records.story import letter_day

Found = Mapping[str, Placed]
Wrong = Iterator[tuple[str, Loc, str, str]]
"""A file, where in it something is wrong, the message, and the remedy."""


def check(found: Found) -> Iterator[Mistake]:
    """Yield every contradiction between records that are right by themselves; one that is not is passed over."""
    for rule in (_licences, _frames, _ways, _openness, _unread_outlets):
        yield from starmap(Mistake, rule(found))


def _licences(found: Found) -> Wrong:
    unread = {text.id for text in found["licences"].values() if not text.read_in_full}
    records = ((name, *each) for name in ("models", "later") for each in found[name].items())
    for name, position, record in records:
        for loc, cell in stated(record):
            if isinstance(cell, Licence) and cell.read_in_full and cell.id in unread:
                message = f"says that `{cell.id}` was read in full; data/licences.yml says not"
                remedy = "Set `read_in_full: false` and `commercial: unclear`, or read the text and say so there."
                yield name, (position, *loc, "read_in_full"), message, remedy


def _frames(found: Found) -> Wrong:
    for position, model in found["models"].items():
        for place, variant in enumerate(model.variants):
            step = variant.frames.step or 0
            for pipeline in [each for each in model.run.diffusers if each.step and step % each.step][:1]:
                at = (position, "variants", place, "frames", "step")
                remedy = f"That class makes frames in steps of {pipeline.step}: correct the step and the rule."
                yield "models", at, f"`step: {step}` contradicts {pipeline.name}", remedy


def _ways(found: Found) -> Wrong:
    """A way makes clips from nothing that none of the letter's weights, if it names any, starts from."""
    variants = {variant.id: variant for model in found["models"].values() for variant in model.variants}
    for position, way in found["chooser"].items():
        named = [variants[name] for name in way.variants if name in variants]
        known = {task for variant in named for task in variant.tasks.value or TASKS.values()}
        for number, start in enumerate(way.starts if named else ()):
            if TASKS[start] not in known:
                remedy = "Take it out, or correct `tasks` of the weights in data/models.yml."
                yield "chooser", (position, "starts", number), f"its weights make no clip from this: {start}", remedy


def _openness(found: Found) -> Wrong:
    models = {model.id: model for model in found["models"].values()}
    day = letter_day(found["sources"].values())
    for position, record in found["openness"].items():
        for loc, message, remedy in _weights(record, models[record.id], day) if record.id in models and day else ():
            yield "openness", (position, *loc), message, remedy


def _weights(record: Openness, model: Model, letter: str) -> Iterator[tuple[Loc, str, str]]:
    """The weights of `then` are those of the model that were out on the day of the letter, and no others."""
    released = {variant.id: (variant.released.value or "").split("/")[0] for variant in model.variants}
    at, then = ("then", "weights"), record.then.weights
    for loc, names in (("now",), record.now), (at, then):
        for name in names:
            if name not in released:
                yield (*loc, name), f"`{name}` are no weights of `{model.id}`", f"Use one of: {listed(released)}."
    for name, day in released.items():
        if name in then and day > letter:
            message = f"`{name}` came out on {day}, after the day of the letter"
            yield (*at, name), message, "Take it out: the page says by itself that it was not there yet."
        elif name not in then and "" < day <= letter:
            remedy = f"Add `{name}:` with what was said of its licence on that day."
            yield at, f"`{name}` was out on the day of the letter and is not named", remedy


def _unread_outlets(found: Found) -> Wrong:
    read = {source.id: source.read for source in found["sources"].values()}
    for position, myth in found["myths"].items():
        if read.get(myth.outlet, "original") != "original":
            message = f"names `{myth.outlet}` as wrong, whose page was not read whole (`read: {read[myth.outlet]}`)"
            remedy = "Remove `outlet`: the page then speaks of several news pages. Or read the page and record it."
            yield "myths", (position, "outlet"), message, remedy
