"""The records of the chooser: machines that a reader can pick by name, and ways to make a clip, on them or elsewhere."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from explainer.records.models import LicenceId, Start
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

Kind = Literal["gtx", "turing", "rtx", "cloud", "t4", "rdna2", "rdna3", "apple", "none"]
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
    ram: Gigabytes | None = said("ordinary memory, where somebody states it", default=None)
    disk: Gigabytes | None = said("free space on disk, where somebody states it", default=None)
    systems: list[System] = said("the systems it runs on", "[windows, linux]", default=[*SYSTEMS])
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
