"""What the chooser answers: a first and a second choice of the ways to make a clip.

The ways and what they need are data (`data/chooser.yml`, `data/machines.yml`, `data/licences.yml`); `recommend` applies
them. The page's script reads the same from the page; the tests ask both about made-up ways and about those of the site.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from explainer.records.models import LicenceText, Machine, Purpose, Region, Start, System, Verdict, Way

OTHERS = 2  # ways that are named besides the two choices; the script of the page has the same number


class Asked(NamedTuple):
    """The answers of one reader, and those that stand where none is given; memory and disk count only if given."""

    machine: Machine
    start: Start = "text"
    sound: bool = False
    purpose: Purpose = "publish"
    region: Region = "eu"
    typing: bool = False
    system: System = "windows"
    ram: float | None = None
    disk: float | None = None

    @property
    def on(self) -> System:
        """The system that counts: a machine that has but one says so itself."""
        return self.machine.system or self.system


PRESETS: dict[str, str] = {
    {"start": "from"}.get(name, name): {None: "", False: "no"}.get(value, value)
    for name, value in Asked._field_defaults.items()
}
"""The answers that stand in the form at first, by the names that its questions have in addresses."""


class Answer(NamedTuple):
    """The first and second choice, what else would do, and what only the licence rules out."""

    first: Way | None
    second: Way | None = None
    others: tuple[Way, ...] = ()
    barred: tuple[Way, ...] = ()


def verdict(way: Way, purpose: Purpose, region: Region, licences: Mapping[str, LicenceText]) -> Verdict | str:
    """What the licence text says of a purpose in a place: `paid` for a condition that is a price, `unknown` if unread."""
    text = licences.get(way.licence)
    if not text or not text.uses or purpose in way.unclear:
        return "unknown"
    use = text.uses[purpose]
    if region in text.not_in:
        return "excluded"
    return "paid" if use.paid else use.verdict


def fits(way: Way, asked: Asked) -> bool:
    """Whether a way makes what is wanted and the machine carries it."""
    if asked.start not in way.starts or (asked.sound and not way.sound):
        return False
    if way.place != "own":
        return True
    carried = [(way.gb, asked.machine.gb), (way.ram, asked.ram), (way.disk, asked.disk)]
    enough = all(need is None or has is None or has >= need for need, has in carried)
    return enough and asked.machine.kind in way.kinds and asked.on in way.systems


def recommend(ways: Iterable[Way], licences: Mapping[str, LicenceText], asked: Asked) -> Answer:
    """The answer; the order of the ways is that of preference where all else is equal."""
    ways = list(ways)
    said = {way.id: verdict(way, asked.purpose, asked.region, licences) for way in ways}
    fitting = [way for way in ways if fits(way, asked)]

    def typed(way: Way) -> bool:
        return not asked.typing and asked.on in way.typing

    def order(way: Way) -> tuple[bool, bool, bool, bool]:
        tight = way.roomy is not None and asked.machine.gb < way.roomy
        return typed(way), way.place != "own", said[way.id] == "paid", tight

    allowed = sorted((way for way in fitting if said[way.id] not in ("excluded", "unknown")), key=order)
    if not allowed:
        return recommend(ways, licences, asked._replace(sound=False)) if asked.sound else Answer(None)
    first = allowed[0]

    def other(way: Way) -> tuple[bool, bool, bool, bool, tuple[bool, ...]]:
        away = way.place != "own"
        last = typed(way) if first.place == "own" else away
        return last, way.name == first.name, way.family == first.family, away, order(way)

    # The second choice is a model of another family, and on the reader's own machine if one runs there; typed commands
    # only for those who want them. Where the first runs elsewhere, what runs here after all comes second, even if typed.
    second = min(allowed[1:], key=other, default=None)
    named = [(way.name, way.program) for way in (first, second) if way]
    others = tuple(way for way in allowed if (way.name, way.program) not in named)[:OTHERS]
    barred = tuple(way for way in fitting if said[way.id] == "excluded" and way.place == "own")
    return Answer(first, second, others, barred)


def nearest(way: Way, machine: Machine, machines: Mapping[str, Machine]) -> int:
    """The place in `way.times` of the time that was reported for this machine, or for the nearest."""
    order = {name: place for place, name in enumerate(machines)}

    def far(place: int) -> float:
        other = machines.get(way.times[place].machine or "")
        return abs(order[other.id] - order[machine.id]) if other and other.maker == machine.maker else float("inf")

    return min(range(len(way.times)), key=far)
