"""The records of the chooser, machines and ways to make a clip, and what it answers: a first and a second choice.

The ways and what they need are data (`data/chooser.yml`, `data/machines.yml`, `data/licences.yml`); `recommend` applies
them. The page's script reads the same from the page; the tests ask both about made-up ways and about those of the site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from pydantic import Field

from explainer.records.models import LicenceId, LicenceText, Purpose, Region, Start, Verdict
from explainer.records.schema import (
    Code,
    Filled,
    Https,
    Record,
    RecordId,
    Sources,
    Text,
    VariantId,
    Wrong,
    refers,
    said,
)

Kind = Literal["gtx", "turing", "rtx", "cloud", "t4", "rdna2", "rdna3", "arc", "apple", "none"]
Group = Literal["nvidia", "rented", "amd", "apple", "other"]
System = Literal["windows", "mac", "linux"]
Place = Literal["own", "notebook", "demo", "service", "rent"]
GROUPS: tuple[Group, ...] = get_args(Group)
SYSTEMS: tuple[System, ...] = get_args(System)
LaterId = refers("later", RecordId)
MachineId = refers("machines", RecordId)
Gigabytes = Annotated[int | float, Field(ge=0)]


class Machine(Record):
    """A machine that can be picked by name; in each group the weakest comes first."""

    id: RecordId
    name: Text = said("its name, with its memory")
    group: Group = said("under which heading it is picked")
    kind: Kind = said("its generation, which decides what runs")
    gb: Gigabytes = said("video memory; on a Mac, its ordinary memory")

    @property
    def system(self) -> System | None:
        """The system that it must have, if there is but one."""
        return "mac" if self.group == "apple" else "linux" if self.group == "rented" else None

    @property
    def maker(self) -> Group:
        """Whose card it is: times are compared within one make, and the cards that are rented are NVIDIA's too."""
        return "nvidia" if self.group == "rented" else self.group


class Time(Record):
    """How long a clip took, as somebody reported it."""

    machine: MachineId | None = said("the machine it was measured on", "rtx-4090", default=None)
    says: Text = said("how long it took, as the end of a sentence that begins with the clip")
    sources: Sources


class Way(Record):
    """A way to make a clip: a model, a program that runs it, and what both need."""

    id: RecordId
    name: Filled = said("the model, as a heading", "Wan 2.2 5B")
    family: Filled = said("whose model it is; the second choice is of another family", "Wan")
    program: Text = said("the program, as it follows the model", "ComfyUI")
    place: Place = said("where it runs")
    variants: list[VariantId] = said("ids of weights in data/models.yml", "[mochi-1]", default=[])
    later: list[LaterId] = said("ids of models in data/later.yml", "[wan2.2]", default=[])
    licence: LicenceId = said("the licence of the weights, by its id in data/licences.yml", "MIT")
    kinds: list[Kind] = said("the kinds of machine it runs on", "[rtx]", default=[])
    gb: Gigabytes | None = said("the least memory that somebody states", default=None)
    roomy: Gigabytes | None = said("from how much memory on nothing is tight", default=None)
    ram: Gigabytes | None = said("ordinary memory", default=None)
    disk: Gigabytes | None = said("free space on disk", default=None)
    reckoned: list[Literal["ram", "disk"]] = said("which of these two we reckon from the files", "[ram]", default=[])
    systems: list[System] = said("the systems it runs on", "[windows, linux]", default=[*SYSTEMS])
    unsure: list[Kind] = said("the kinds of machine on which nobody is known to have used it", "[arc]", default=[])
    unclear: list[Purpose] = said("purposes of which no licence of its own weights was read", "[sell]", default=[])
    typing: list[System] = said("the systems on which commands are typed for it", "[linux]", default=[])
    starts: list[Start] = said("what a clip starts from", "[text]", min_length=1)
    sound: bool = said("whether the clip has sound", default=False)
    section: Filled = said("the part of the run page that leads through it", "comfyui")
    script: Filled | None = said("a script of this site", "mochi-1-from-text.py", default=None)
    options: Code | None = said("the arguments of the script", "--mode fp8", default=None)
    link: Https | None = said("the address to go to", default=None)
    clip: Text = said("what it makes, as the end of a sentence that begins with the model")
    why: Text = said("the reason to take it, in a sentence")
    catch: Text = said("the catch, in a sentence")
    also: dict[Kind | System, Text] = said("what else to know on one kind of machine, or one system, alone", default={})
    times: list[Time] = said("reported times, each with its machine", min_length=1)
    sources: Sources

    def wrong(self) -> Wrong:
        needs = (bool(self.kinds), self.gb is not None, self.roomy is not None)
        if self.place == "own" and not all(needs):
            remedy = "Add `kinds`, `gb` and `roomy`, or give another `place`."
            yield "runs on one's own machine and does not say on which", remedy
        if self.place != "own" and any(needs):
            remedy = "Take out `kinds`, `gb` and `roomy`, or write `place: own`."
            yield "runs elsewhere and asks something of one's own machine", remedy
        if self.gb is not None and self.roomy is not None and self.roomy < self.gb:
            yield f"is roomy from {self.roomy:g} GB and needs {self.gb:g}", "Correct one of the two."
        if self.script and set(self.typing) != set(self.systems):
            yield "has a script, and commands are typed for it", "Write the same under `typing` and `systems`."


PRESETS: dict[str, str] = {
    "system": "windows",
    "ram": "",
    "disk": "",
    "from": "text",
    "sound": "no",
    "purpose": "publish",
    "region": "eu",
    "typing": "no",
}
"""The answers that stand where a reader has given none; memory and disk count only where they are given."""

OTHERS = 2  # ways that are named besides the two choices; the script of the page has the same number


@dataclass(frozen=True)
class Asked:
    """The answers of one reader."""

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
        """The system; a Mac and a rented card have but one."""
        return self.machine.system or self.system


@dataclass(frozen=True)
class Answer:
    """The first and second choice, what else would do, what only the licence rules out, and whether sound was given up."""

    first: Way | None
    second: Way | None = None
    others: tuple[Way, ...] = ()
    barred: tuple[Way, ...] = ()
    silent: bool = False


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


def tight(way: Way, asked: Asked) -> bool:
    """Whether a way only just fits."""
    return way.roomy is not None and asked.machine.gb < way.roomy


def recommend(ways: Iterable[Way], licences: Mapping[str, LicenceText], asked: Asked) -> Answer:
    """The answer; the order of the ways is that of preference where all else is equal."""
    ways = list(ways)
    said = {way.id: verdict(way, asked.purpose, asked.region, licences) for way in ways}
    fitting = [way for way in ways if fits(way, asked)]

    def typed(way: Way) -> bool:
        return not asked.typing and asked.on in way.typing

    def order(way: Way) -> tuple[bool, bool, bool, bool]:
        return typed(way), way.place != "own", said[way.id] == "paid", tight(way, asked)

    allowed = sorted((way for way in fitting if said[way.id] not in ("excluded", "unknown")), key=order)
    if not allowed and asked.sound:
        return replace(recommend(ways, licences, replace(asked, sound=False)), silent=True)
    if not allowed:
        return Answer(None)
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
