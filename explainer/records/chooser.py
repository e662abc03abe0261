"""What the chooser answers: which weights fit a reader's machine and purpose.

The rules are data (`data/licences.yml`, `data/chooser.yml`); `decide` applies them. The page's script reads the same
records from the page and is tested to answer the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from explainer.records.models import TASKS, LicenceText, Machine, Purpose, Start, Variant, Verdict, Way

GROUPS = ("fits", "unknown", "excluded", "larger")
"""What a set of weights can be for a reader: it fits; not known; ruled out by its licence text; not on this machine."""
TIGHT_GB = 1
"""A figure that leaves less than this of the card free is called tight: the screen uses some memory too."""


@dataclass(frozen=True)
class Answer:
    """What one set of weights is for one reader: one of GROUPS, the verdict, and the ids of the ways that fit."""

    group: str
    verdict: Verdict
    ways: tuple[str, ...] = ()
    tight: tuple[str, ...] = ()


def verdict(variant: Variant, purpose: Purpose, licences: Mapping[str, LicenceText]) -> Verdict:
    """What the licence text of these weights says for a purpose; `unknown` unless it was read in full for them."""
    licence = variant.licence_weights
    text = licences.get(licence.id or "")
    if licence.missing or licence.commercial == "unclear" or not licence.read_in_full or not (text and text.uses):
        return "unknown"
    return text.uses[purpose].verdict


def decide(
    variants: Iterable[Variant],
    ways: Iterable[Way],
    licences: Mapping[str, LicenceText],
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
