"""What the chooser knows: what licence texts say for a purpose, and the ways to run a set of weights.

The rules are data (`data/licences.yml`, `data/chooser.yml`); `decide` applies them. The page's script reads the same
records from the page and is tested to answer the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from explainer.records.schema import Filled, Https, PartialDate, Record, RecordId, Sources, Text, Variant, problem

Purpose = Literal["experiment", "publish", "sell", "company"]
Verdict = Literal["allowed", "conditions", "excluded", "unknown"]
Machine = Literal["none", "unknown", "apple", "amd", "nvidia"]
Start = Literal["text", "image", "video"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
MACHINES: tuple[Machine, ...] = get_args(Machine)
STARTS: tuple[Start, ...] = get_args(Start)
TASKS = {"text": "text-to-video", "image": "image-to-video", "video": "video-to-video"}
GROUPS = ("fits", "unknown", "excluded", "larger")
"""What a set of weights can be for a reader: it fits; not known; ruled out by its licence text; not on this machine."""
TIGHT_GB = 1
"""A figure that leaves less than this of the card free is called tight: the screen uses some memory too."""


class Use(Record):
    """What a licence text says for one purpose; `says` puts conditions and exclusions in words.

    `paid` marks the condition that the licence must be bought.
    """

    verdict: Literal["allowed", "conditions", "excluded"]
    says: Text | None = None
    paid: bool = False

    @model_validator(mode="after")
    def _said_in_words(self) -> Self:
        if self.verdict != "allowed" and not self.says:
            raise problem(f"says `{self.verdict}` and not why", "Add `says: {en: …, it: …}` in the text's own terms.")
        return self


class LicenceText(Record):
    """A licence by its id in data/models.yml. Only a text that was read in full may say what it allows."""

    id: RecordId
    name: Filled
    date: PartialDate | None = None
    link: Https | None = None
    read_in_full: bool
    uses: dict[Purpose, Use] = {}
    sources: Sources

    @model_validator(mode="after")
    def _judged_only_if_read(self) -> Self:
        if self.uses and not self.read_in_full:
            raise problem(
                "says what is allowed by a text that was not read in full",
                "Remove `uses`, or read the text and set `read_in_full: true`.",
            )
        if self.read_in_full and set(self.uses) != set(PURPOSES):
            lacking = [purpose for purpose in PURPOSES if purpose not in self.uses]
            raise problem(
                f"does not say what the text means for: {', '.join(lacking)}",
                "Give a verdict for each purpose under `uses`.",
            )
        return self


class Way(Record):
    """A way to run some weights on a machine.

    `gb` is a figure of video memory (gigabytes) that the records of the weights give with its mode; without it, `says`
    tells what is known. `script` is a file of the site, `options` its arguments. `ram` is ordinary memory in GB.
    """

    id: RecordId
    variants: Annotated[list[RecordId], Field(min_length=1)]
    machines: Annotated[list[Literal["apple", "amd", "nvidia"]], Field(min_length=1)]
    starts: Annotated[list[Start], Field(min_length=1)]
    gb: int | float | None = None
    ram: int | None = None
    route: Literal["comfyui", "script", "makers"]
    script: Filled | None = None
    options: Filled | None = None
    link: Https | None = None
    says: Text
    sources: Sources

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if (self.route == "script") != bool(self.script):
            raise problem(
                "`route: script` and `script` do not go together",
                "Name the file under `script`, or give another `route`.",
            )
        if self.gb is None and "nvidia" in self.machines:
            raise problem("has no `gb`, and NVIDIA cards are chosen by it", "Add `gb`, or take out `nvidia`.")
        return self


@dataclass(frozen=True)
class Answer:
    """What one set of weights is for one reader: one of GROUPS, the verdict, and the ids of the ways that fit."""

    group: str
    verdict: Verdict
    ways: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()


def verdict(variant: Variant, purpose: Purpose, licences: dict[str, LicenceText]) -> Verdict:
    """What the licence text of these weights says for a purpose; `unknown` unless it was read in full for them."""
    licence = variant.licence_weights
    text = licences.get(licence.id or "")
    if licence.missing or licence.commercial == "unclear" or not licence.read_in_full or not (text and text.uses):
        return "unknown"
    return text.uses[purpose].verdict


def decide(
    variants: Iterable[Variant],
    ways: Iterable[Way],
    licences: dict[str, LicenceText],
    *,
    machine: Machine,
    gb: float | None,
    purpose: Purpose,
    start: Start,
) -> dict[str, Answer]:
    """The answer for every set of weights that can start from `start`, or of which that is not known, by id.

    `gb` is the memory of an NVIDIA card and counts for no other machine.
    """
    found: dict[str, Answer] = {}
    ways = list(ways)
    for variant in variants:
        if not variant.tasks.missing and TASKS[start] not in variant.tasks.value:
            continue
        known = [way for way in ways if variant.id in way.variants and start in way.starts]
        fitting = [way for way in known if _fits(way, machine, gb)]
        said = verdict(variant, purpose, licences)
        if said == "unknown" or (not known and said != "excluded"):
            group = "unknown"
        elif said == "excluded":
            group = "excluded"
        else:
            group = "fits" if any(way.gb is not None for way in fitting) else "larger"
        tight = [way.id for way in fitting if way.gb is not None and gb is not None and gb - way.gb < TIGHT_GB]
        found[variant.id] = Answer(group, said, tuple(way.id for way in fitting), tuple(tight))
    return found


def _fits(way: Way, machine: Machine, gb: float | None) -> bool:
    if machine not in way.machines:
        return False
    return way.gb is None or machine != "nvidia" or (gb is not None and gb >= way.gb)
