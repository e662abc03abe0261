"""Blocks: known names, known options of the right kind, ids that exist in the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from explainer.check.data import Data
from explainer.check.page import Block, Page
from explainer.check.report import listed, nearest, on
from explainer.check.site import Site
from explainer.finding import Finding
from explainer.records.story import Fact

SCALES = ("day", "years")
OUTCOMES = ("out", "disputed", "in")
STATUSES = get_args(Fact.model_fields["status"].annotation)


@dataclass(frozen=True)
class Shape:
    """What may and must stand in a block.

    `argument` says what the text after the bar is (empty: there is none), `known` which records it names.
    """

    argument: str = ""
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    known: str = ""
    example: str = ""


SHAPES = {
    "answer": Shape(example="/// answer"),
    "claim": Shape("what is claimed", ("id", "status", "speaker"), example="/// claim | What is claimed"),
    "unknown": Shape(example="/// unknown"),
    "next": Shape(example="/// next"),
    "figure": Shape("the caption", ("alt",), ("data",), example="/// figure | The caption"),
    "timeline": Shape("", ("events",), example="/// timeline"),
    "timechart": Shape("the caption", ("scale",), ("events", "data"), example="/// timechart | The hours to scale"),
    "hero": Shape("the words before the time", ("event",), example="/// hero | It was gone by"),
    "model": Shape("the id of a model in data/models.yml", known="models", example="/// model | mochi-1"),
    "compare": Shape(example="/// compare"),
    "choose": Shape(example="/// choose"),
    "script": Shape("the name of a file in docs/en/alternatives/scripts", example="/// script | mochi-1-from-text.py"),
    "openness": Shape("`then` or `points`", example="/// openness | points"),
    "terms": Shape("the caption", ("model",), ("data",), example="/// terms | How the terms changed"),
    "later": Shape(example="/// later"),
    "sources": Shape("`story` or `models`", example="/// sources | story"),
    "glossary": Shape(example="/// glossary"),
    "contact": Shape(example="/// contact"),
    "disagreements": Shape(example="/// disagreements"),
    "myths": Shape(example="/// myths"),
    "passage": Shape("the id of a passage in data/letter.yml", known="letter", example="/// passage | hope"),
    "outcomes": Shape("the caption", example="//// outcomes | What came out"),
    "outcome": Shape("the name of the frame", ("kind",), example="/// outcome | Came out"),
    "corrections": Shape(example="/// corrections"),
    "open-data": Shape(example="/// open-data"),
    "threads": Shape("the caption", optional=("model",), example="/// threads | What each depends on"),
    "prompt-path": Shape(example="/// prompt-path"),
    "passage-filter": Shape(example="/// passage-filter"),
    "frontend": Shape(optional=("letter",), example="//// frontend"),
    "lab": Shape("the caption", ("runs", "alt"), example="/// lab | What the figure shows"),
    "model-picture": Shape("the caption", ("name", "alt"), example="/// model-picture | The caption"),
    "model-card": Shape("the name of a part of the card", example="/// model-card | facts"),
}
MEANINGS = {
    "id": "`id: short-english-name`, the same in both languages",
    "status": f"`status:` and one of {listed(STATUSES)}",
    "speaker": "`speaker:` and who says so",
    "alt": "`alt:` and the facts of the figure in words",
    "data": "`data:` and the address of the figure's data, relative to the page",
    "scale": "`scale: day` for the hours of one day, or `scale: years`",
    "model": "`model: ltx-video`, the id of a model in data/models.yml",
    "kind": "`kind: out`, `kind: disputed` or `kind: in`",
    "runs": "`runs: noise`, or another figure of explainer/markdown/blocks/lab.py",
    "name": "`name:` and a picture of overrides/assets/model/figures, without its ending",
    "letter": "`letter:` and the way to the page with the letter",
    "event": "`event: I04`, the id of a fact whose event has a clock time",
    "events": "`events: [I03, I04]`, ids of facts that carry an event",
}


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the blocks of each page."""
    for page in site:
        for block in page.blocks:
            shape = SHAPES.get(block.name)
            if shape is None:
                yield on(
                    page,
                    block.line,
                    f"there is no block `{block.name}`",
                    f"{nearest(block.name, SHAPES)}Blocks: {listed(sorted(SHAPES))}.",
                )
                continue
            yield from _argument(page, block, shape, data)
            yield from _options(page, block, shape, data)
            if block.name in ("timeline", "timechart"):
                yield from _events(page, block, data)
            elif block.name == "hero":
                yield from _clock(page, block, data)


def _argument(page: Page, block: Block, shape: Shape, data: Data) -> Iterator[Finding]:
    if shape.argument and not block.argument:
        yield on(
            page,
            block.line,
            f"the block `{block.name}` lacks {shape.argument} after a bar",
            f"Write it as in `{shape.example}`.",
        )
    elif block.argument and not shape.argument:
        yield on(
            page,
            block.line,
            f"the block `{block.name}` takes no text after its name: “{block.argument}”",
            f"Write `{shape.example}` and put the text below it.",
        )
    elif block.argument and shape.known and not data.has(shape.known, block.argument):
        yield on(
            page,
            block.line,
            f"there is no {block.name} `{block.argument}` in the data",
            f"{nearest(block.argument, getattr(data, shape.known))}Give {shape.argument}.",
        )


def _options(page: Page, block: Block, shape: Shape, data: Data) -> Iterator[Finding]:
    if block.options_error:
        line, problem = block.options_error
        yield on(
            page,
            line,
            f"the options of the block `{block.name}` cannot be read: {problem}",
            "Write one `option: value` per line, four spaces in; a text that holds `: ` or `#` needs quotes around it.",
        )
        return
    allowed = (*shape.required, *shape.optional)
    for name in block.options:
        if name not in allowed:
            choices = (
                f"Options of `{block.name}`: {listed(allowed)}."
                if allowed
                else f"`{block.name}` has no options; remove it."
            )
            yield on(
                page,
                block.option_lines[name],
                f"the block `{block.name}` has no option `{name}`",
                nearest(name, allowed) + choices,
            )
    for name in shape.required:
        if not block.options.get(name):
            yield on(
                page,
                block.option_lines.get(name, block.line),
                f"the block `{block.name}` lacks its option `{name}`",
                f"Add {MEANINGS[name]}, four spaces in, right under the block's first line.",
            )
    for name, value in block.options.items():
        if name in allowed and name != "events" and value and not isinstance(value, str):
            yield on(
                page,
                block.option_lines[name],
                f"the option `{name}` is not one line of text",
                f"Write {MEANINGS[name]}.",
            )
    scale = block.options.get("scale")
    if "scale" in allowed and isinstance(scale, str) and scale not in SCALES:
        yield on(
            page,
            block.option_lines["scale"],
            f"there is no scale `{scale}`",
            f"{nearest(scale, SCALES)}Write {MEANINGS['scale']}.",
        )
    kind = block.options.get("kind")
    if "kind" in allowed and isinstance(kind, str) and kind not in OUTCOMES:
        yield on(
            page,
            block.option_lines["kind"],
            f"there is no kind of outcome `{kind}`",
            f"{nearest(kind, OUTCOMES)}Write {MEANINGS['kind']}.",
        )
    model = block.options.get("model")
    if "model" in allowed and isinstance(model, str) and not data.has("models", model):
        yield on(
            page,
            block.option_lines["model"],
            f"there is no model `{model}` in the data",
            f"{nearest(model, data.models)}Write {MEANINGS['model']}.",
        )
    status = block.options.get("status")
    if "status" in allowed and isinstance(status, str) and status not in STATUSES:
        yield on(
            page,
            block.option_lines["status"],
            f"there is no status `{status}`",
            f"{nearest(status, STATUSES)}Write one of {listed(STATUSES)}.",
        )


def _events(page: Page, block: Block, data: Data) -> Iterator[Finding]:
    events = block.options.get("events")
    if events is None:
        return
    line = block.option_lines["events"]
    if not isinstance(events, list) or not all(isinstance(event, str) for event in events):
        yield on(page, line, "`events` is not a list of ids", f"Write {MEANINGS['events']}.")
        return
    clock = "T" if block.options.get("scale") == "day" else ""
    with_event = [
        key for key, fact in data.facts.items() if fact.get("event") and clock in str(fact["event"].get("at"))
    ]
    for event in events:
        if not data.has("facts", event):
            yield on(
                page,
                line,
                f"there is no fact `{event}` in data/facts.yml",
                f"{nearest(event, with_event)}Add the fact, or remove the id.",
            )
        elif event in data.facts and event not in with_event:
            yield on(
                page,
                line,
                f"the fact `{event}` carries no event" + " with a clock time" * bool(clock),
                f"Add `event:` to `{event}` in data/facts.yml, or remove the id.",
            )


def _clock(page: Page, block: Block, data: Data) -> Iterator[Finding]:
    event = block.options.get("event")
    if not isinstance(event, str):
        return
    clocks = [key for key, fact in data.facts.items() if "T" in str((fact.get("event") or {}).get("at"))]
    if not data.has("facts", event) or (event in data.facts and event not in clocks):
        yield on(
            page,
            block.option_lines["event"],
            f"there is no fact `{event}` whose event has a clock time",
            f"{nearest(event, clocks)}Name one of: {listed(clocks) or 'none yet'}.",
        )
