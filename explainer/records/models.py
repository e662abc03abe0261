"""The records of models: the four of the letter and what came after, their licences, machines, and ways to make a clip."""

import re
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, ValidationInfo, model_validator

from explainer.finding import listed
from explainer.records.schema import (
    AgingCell,
    Cell,
    Code,
    Filled,
    Https,
    Missing,
    PartialDate,
    Period,
    Record,
    RecordId,
    Sources,
    Text,
    Value,
    Wrong,
    problem,
    refers,
    said,
)

Task = Literal["text-to-video", "image-to-video", "video-to-video"]
Tasks = Annotated[list[Task], said("what it makes a clip from", "[text-to-video]", min_length=1)]
Measurer = Literal["makers", "library", "users", "others"]
Number = Annotated[int, Field(ge=1)]
LicenceId = refers("licences", Filled)

Purpose = Literal["experiment", "publish", "sell", "company"]
Verdict = Literal["allowed", "conditions", "excluded", "unknown"]
Region = Literal["eu", "uk", "kr", "elsewhere"]
Start = Literal["text", "image", "video"]
Commercial = Literal["allowed", "conditions", "not-allowed", "unclear"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
REGIONS: tuple[Region, ...] = get_args(Region)
STARTS: tuple[Start, ...] = get_args(Start)
EARNING: dict[Verdict, Commercial] = dict(zip(VERDICTS, get_args(Commercial), strict=True))
"""How the open data call a verdict on earning money, from the freest to what nobody here has read in full."""
TASKS: dict[Start, Task] = dict(zip(STARTS, get_args(Task), strict=True))

Kind = Literal["gtx", "turing", "rtx", "cloud", "t4", "rdna2", "rdna3", "arc", "apple", "none"]
Group = Literal["nvidia", "rented", "amd", "apple", "other"]
System = Literal["windows", "mac", "linux"]
Place = Literal["own", "notebook", "demo", "service", "rent"]
GROUPS: tuple[Group, ...] = get_args(Group)
SYSTEMS: tuple[System, ...] = get_args(System)
Gigabytes = Annotated[int | float, Field(ge=0)]


class Licence(Missing):
    """The licence of some weights or code: the text that data/licences.yml has under its id.

    What it is called, its day and what it says of earning money come from there, and so does whether it was read, unless
    that was not the text of these weights.
    """

    content = ("id", "terms")
    ages = True

    id: LicenceId | None = said("an id from data/licences.yml", "MIT", default=None)
    name: Filled | None = Field(default=None, init=False)
    date: PartialDate | None = Field(default=None, init=False)
    read_in_full: bool | None = said("false where only another copy of the text was read", "false", default=None)
    commercial: Commercial | None = Field(default=None, init=False)
    terms: Text | None = said("what the text says, in its own terms", default=None)

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, given: Any, info: ValidationInfo) -> Any:
        if not isinstance(given, dict):
            return given
        again = [name for name, field in cls.model_fields.items() if field.init is False and name in given]
        if again or given.get("read_in_full") is True:
            remedy = "Take it out here; if it is wrong there, correct it there."
            raise problem(f"says {listed(again or ['read_in_full'])} again, as data/licences.yml does", remedy)
        texts = info.context["licences"].values() if info.context else ()
        text = next((each for each in texts if each.id == given.get("id")), None)
        if text is None:
            return given
        told = {name: text[name] for name in ("name", "date", "link", "read_in_full")} | given
        return told | {"commercial": text.commercial if told["read_in_full"] else "unclear"}

    @property
    def lane(self) -> Commercial:
        """What it says of earning money; one that is not known says nothing."""
        return self.commercial or "unclear"


class Memory(Missing):
    """One figure of video memory with the settings it belongs to."""

    content = ("amount", "mode", "by")
    ages = True

    amount: Value | None = said("the figure as the source gives it", "22 GB", default=None)
    gb: int | float | None = said("the same in gigabytes, to sort and choose by", default=None)
    mode: Text | None = said("the settings it belongs to", default=None)
    by: Measurer | None = said("who measured it", default=None)

    def wrong(self) -> Wrong:
        yield from super().wrong()
        amount = self.amount["en"] if isinstance(self.amount, Text) else str(self.amount)
        if (
            self.gb is not None
            and self.amount is not None
            and f"{self.gb:g}" not in re.findall(r"\d+(?:\.\d+)?", amount)
        ):
            message = f"has `gb: {self.gb:g}`, which is not the figure “{amount}”"
            yield message, "Write the number that stands in `amount`."


class Speed(Missing):
    """How long one clip takes."""

    content = ("time", "mode", "by")
    ages = True

    time: Value | None = said("how long one clip takes", "25 min", default=None)
    mode: Text | None = said("the graphics card and settings it was measured on", default=None)
    by: Measurer | None = said("who measured it", default=None)


Memories = Annotated[list[Memory], said("figures of video memory, each with its settings", min_length=1)]
Speeds = Annotated[list[Speed], said("how long a clip takes, with settings; or the nearest, named", min_length=1)]


class Frames(Missing):
    """How many frames a clip may have."""

    content = ("rule", "step")

    rule: Filled | None = said("the rule as the makers write it", "8k+1", default=None)
    step: Number | None = said("the number that frames grow by in that rule", default=None)
    most: Number | None = said("the most frames of a clip", default=None)
    usual: Number | None = said("the usual number of frames", default=None)

    def wrong(self) -> Wrong:
        yield from super().wrong()
        if self.rule and self.step and str(self.step) not in self.rule:
            message = f"`rule: {self.rule}` and `step: {self.step}` contradict each other"
            yield message, "Write the makers' rule, and under `step` the number that frames grow by in it."
        for name in ("most", "usual"):
            number = getattr(self, name)
            if number and self.step and (number - 1) % self.step:
                message = f"`{name}: {number}` does not obey the rule {self.step}k+1"
                yield message, "Correct the number, the step or the rule."


class Pipeline(Missing):
    """A class of the diffusers library that runs the model."""

    content = ("name", "since", "tasks")

    name: Filled | None = said("the name of the class", "MochiPipeline", default=None)
    since: Filled | None = said("the first version of the library that has it", "0.32.0", default=None)
    tasks: Tasks | None = None
    step: Number | None = said("the step in which this class makes frames", default=None)


class Variant(Record):
    """One set of weights that can be downloaded."""

    id: RecordId
    name: Filled = said("its name")
    released: Cell[Period]
    parameters: Cell[Value]
    download: AgingCell[Value]
    resolution: Cell[Value]
    fps: Cell[Value]
    frames: Frames
    seconds: Cell[Value]
    tasks: Cell[Tasks]
    licence_weights: Licence
    memory: Memories
    speed: Speeds


class Architecture(Record):
    """How the model works."""

    plain: Cell[Value] = said("how it works, in plain words")
    terms: list[refers("glossary")] = said("the words of the glossary used", "[weights]")
    parts: list[Cell[Value]] = said("the technical parts", default=[])


class Run(Record):
    """How to run the model."""

    diffusers: list[Pipeline] = said("the classes of the diffusers library that run it", min_length=1)
    comfyui: AgingCell[Value]


class State(Record):
    """What became of the model."""

    last_commit: AgingCell[PartialDate]
    successor: AgingCell[Value]


class Card(Record):
    """A model in five lines, for those who want to use it."""

    use: Cell[Value] = said("what it is good for")
    needs: Cell[Value] = said("the least machine, and in which mode")
    minutes: Cell[Value] = said("minutes for a clip as reported, with the card")
    licence: Cell[Value] = said("the licence in about five words")
    easy: Cell[Value] = said("a way without typing commands")


class Model(Record):
    """One video model with its variants."""

    id: RecordId
    name: Filled = said("its name")
    letter_name: Filled = said("its name in the letter")
    card: Card
    maker: Cell[Value]
    first_release: Cell[Period]
    paper: Cell[Value]
    parameters: Cell[Value]
    architecture: Architecture
    licence_code: Licence
    training_code: AgingCell[Value]
    training_data: AgingCell[Value]
    variants: list[Variant] = said("the sets of weights that can be downloaded", min_length=1)
    run: Run
    pitfalls: list[Cell[Value]]
    complaints: list[Cell[Value]]
    status: State


Said = Literal["allowed", "conditions", "excluded"]


class Use(Record):
    """What a licence text says for one purpose."""

    verdict: Said = said("what the text says for this purpose")
    says: Text | None = said("conditions and exclusions in the text's own terms", default=None)
    paid: bool = said("whether the condition is that the licence be bought", default=False)

    def wrong(self) -> Wrong:
        if self.verdict != "allowed" and not self.says:
            yield f"says `{self.verdict}` and not why", "Add `says: {en: …, it: …}` in the text's own terms."


class Clip(Record):
    """What a licence text says of the clips that people make, and of what they train, in a few words each."""

    owner: Text = said("whose the clip is")
    marks: Text = said("what must be said or kept in the clip")
    limits: Text = said("what may not be made or done")
    line: Text = said("regions left out, registrations, and the revenue from which it costs")
    trained: Text = said("what becomes of a LoRA or a fine-tuned model")


class LicenceText(Record):
    """A licence. Only a text that was read in full may say what it allows."""

    id: RecordId = said("the id that data/models.yml names it by", "MIT")
    name: Filled = said("its name", "MIT License")
    date: PartialDate | None = said("the date of the text", default=None)
    link: Https | None = said("the address of the text", default=None)
    read_in_full: bool = said("whether the whole text was read")
    short: Text | None = said("what it means for a clip, in five words", default=None)
    not_in: list[Region] = said("the places that it leaves out", "[eu, uk, kr]", default=[])
    uses: dict[Purpose, Use] = said("what the text says for each purpose", default={})
    train: Said | None = said("whether a LoRA may be trained", default=None)
    clip: Clip | None = said("what the text says of clips and of trained models", default=None)
    sources: Sources

    @property
    def commercial(self) -> Commercial:
        """What it says of earning money, by selling clips."""
        return EARNING[self.uses["sell"].verdict if self.read_in_full else "unknown"]

    def wrong(self) -> Wrong:
        if (self.uses or self.clip) and not self.read_in_full:
            remedy = "Remove `uses` and `clip`, or read the text and set `read_in_full: true`."
            yield "says what is allowed by a text that was not read in full", remedy
        lacking = [purpose for purpose in PURPOSES if purpose not in self.uses]
        if self.read_in_full and lacking:
            message = f"does not say what the text means for: {', '.join(lacking)}"
            yield message, "Give a verdict for each purpose under `uses`."


class Then(Record):
    """What there was of a model on the day of the letter."""

    licence_code: Cell[Value]
    training_code: Cell[Value]
    training_data: Cell[Value]
    weights: dict[refers("variants"), Cell[Value]] = said("the licence of each of the weights that were out that day")


class Points(Record):
    """Plain facts on each point of the Open Source AI Definition 1.0: four freedoms, three parts."""

    use: Cell[Value]
    study: Cell[Value]
    modify: Cell[Value]
    share: Cell[Value]
    data: Cell[Value]
    code: Cell[Value]
    parameters: Cell[Value]


class Openness(Record):
    """How open the model of the same id is."""

    id: refers("models") = said("the id of a model in data/models.yml", "mochi-1")
    then: Then
    now: dict[refers("variants"), AgingCell[Value]] = said("what overrides data/models.yml on some weights", default={})
    points: Points


class Later(Record):
    """A family of models with open weights that came out after the letter."""

    id: RecordId
    name: Filled = said("its name")
    maker: Cell[Value]
    released: Cell[Period]
    parameters: Cell[Value]
    tasks: Cell[Tasks]
    licence: Licence
    region: Cell[Value]
    memory: Memories
    speed: Speeds
    diffusers: Pipeline


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

    machine: refers("machines") | None = said("the machine it was measured on", "rtx-4090", default=None)
    says: Text = said("how long it took, as the end of a sentence that begins with the clip")
    sources: Sources


class Way(Record):
    """A way to make a clip: a model, a program that runs it, and what both need."""

    id: RecordId
    name: Filled = said("the model, as a heading", "Wan 2.2 5B")
    family: Filled = said("whose model it is; the second choice is of another family", "Wan")
    program: Text = said("the program, as it follows the model", "ComfyUI")
    place: Place = said("where it runs")
    variants: list[refers("variants")] = said("ids of weights in data/models.yml", "[mochi-1]", default=[])
    later: list[refers("later")] = said("ids of models in data/later.yml", "[wan2.2]", default=[])
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
    _licences: set[str | None] = set()

    def model_post_init(self, context: Any) -> None:
        """Find the licences of its weights in the records that were read before."""
        models, later = (context[kind].values() for kind in ("models", "later")) if context else ((), ())
        found = {each.id: each.licence_weights for model in models for each in model.variants}
        found |= {model.id: model.licence for model in later}
        self._licences = {found[name].id for name in (*self.variants, *self.later) if name in found}

    @property
    def licence(self) -> str:
        """The licence of its weights, by its id in data/licences.yml."""
        return "".join(filter(None, self._licences))

    def wrong(self) -> Wrong:
        if not (self.variants or self.later):
            yield "names no weights", "Add `variants:` or `later:`; its licence is that of its weights."
        if len(self._licences) > 1 or None in self._licences:
            yield "names weights that are not under one known licence", "Name weights of one, and make a way for each."
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
