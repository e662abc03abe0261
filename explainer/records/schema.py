"""The shape of every record in `data/`.

Each class is one kind of record; an unknown key, a wrong type or a value out of range is an error. What needs
more than one record to judge (do the named sources exist?) is in `crosschecks.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from explainer.editions import LANGUAGES


def problem(message: str, remedy: str) -> PydanticCustomError:
    """An error of ours, with the remedy that the report prints under it."""
    return PydanticCustomError("record", "{message}", {"message": message, "remedy": remedy})


def _filled(text: str) -> str:
    if not text.strip():
        raise problem("is empty", "Write the text, or remove the key if it may be left out.")
    return text


def _record_id(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_.-]+", text):
        raise problem(f"`{text}` cannot be an id", "Use only letters, digits and the characters _ . - in an id.")
    return text


def _https(url: str) -> str:
    try:
        parts = urlsplit(url)
        good = parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s<>\"]", url)
    except ValueError:
        good = False
    if not good:
        raise problem(
            f"`{url}` is not a full https address",
            "Give the whole address, starting with https://, or leave the key out.",
        )
    return url


def _calendar(text: str) -> bool:
    """Is `text` a year, month or day that exists?"""
    if not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", text):
        return False
    try:
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        return False
    return True


def _partial_date(text: str) -> str:
    if not _calendar(text):
        raise problem(
            f"`{text}` is not a date that exists",
            "Write it as '2024-11-26', '2024-11' or '2024', or leave the key out.",
        )
    return text


def _day(text: str) -> str:
    if not (len(text) == 10 and _calendar(text)):
        raise problem(f"`{text}` is not a day that exists", "Write a whole date: '2024-11-26'.")
    return text


def _period(text: str) -> str:
    parts = text.split("/")
    for part in parts:
        _partial_date(part)
    if len(parts) > 2 or parts != sorted(parts):
        raise problem(
            f"`{text}` is not a date or a period", "Write a date, or the first and last day as '2024-11-21/2024-11-22'."
        )
    return text


Filled = Annotated[str, AfterValidator(_filled)]
RecordId = Annotated[str, AfterValidator(_record_id)]
Https = Annotated[str, AfterValidator(_https)]
PartialDate = Annotated[str, AfterValidator(_partial_date)]
Day = Annotated[str, AfterValidator(_day)]
Period = Annotated[str, AfterValidator(_period)]
"""A partial date, or first and last date with a slash between them where the sources leave it open."""
Sources = Annotated[list[RecordId], Field(min_length=1)]


class Record(BaseModel):
    """Base of all records: nothing unknown, nothing converted silently, nothing changed later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Text(Record):
    """The same words in both languages; `text["it"]` is the Italian."""

    en: Filled
    it: Filled

    def __getitem__(self, language: str) -> str:
        return getattr(self, language)


class Source(Record):
    """Something that was read. `says` is for reviewers: what the source states, in our words."""

    id: RecordId
    publisher: Filled
    author: Filled | None = None
    title: Filled
    date: PartialDate | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
    about: Literal["story", "models"] = "story"
    url: Https | None = None
    archive_url: Https | None = None
    kind: Literal["primary", "secondary"]
    read: Literal["original", "copy", "excerpt", "address"]
    seen: Filled
    says: Filled
    derives_from: list[RecordId] = []


class Event(Record):
    """A moment on a timeline. `at` is a UTC instant, a day or a month, as exact as `precision` says.

    `status` is that of the moment where it differs from its fact's: a date may be sure and its meaning disputed.
    `label` is two or three words for it in a drawing; without one the moment is only a mark there.
    """

    at: str
    precision: Literal["minute", "hour", "day", "month", "by"]
    text: Text
    status: Literal["established", "attributed", "disputed", "not-established"] | None = None
    label: Text | None = None

    @model_validator(mode="after")
    def _precision_fits(self) -> Event:
        instant = re.fullmatch(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\dZ", self.at)
        if instant and _calendar(instant[1]):
            form = "instant"
        elif _calendar(self.at):
            form = {4: "year", 7: "month", 10: "day"}[len(self.at)]
        else:
            raise problem(
                f"`{self.at}` is not a moment that exists",
                "Write a UTC instant ('2024-11-26T13:30Z'), a day ('2024-11-26') or a month ('2024-11').",
            )
        wanted = {
            "minute": ("instant",),
            "hour": ("instant",),
            "day": ("day",),
            "month": ("month",),
            "by": ("instant", "day", "month"),
        }[self.precision]
        if form not in wanted:
            raise problem(
                f"`at: {self.at}` does not fit `precision: {self.precision}`",
                {
                    "minute": "A minute needs a UTC instant such as '2024-11-26T13:30Z'.",
                    "hour": "An hour needs a UTC instant such as '2024-11-26T13:00Z'.",
                    "day": "A day needs a date such as '2024-11-26'.",
                    "month": "A month needs a month such as '2024-11'.",
                    "by": "'by' needs an instant, a day or a month.",
                }[self.precision],
            )
        for language in LANGUAGES:
            if "[@" in self.text[language]:
                raise problem(
                    f"the {language} text of the event holds a citation",
                    "Remove it: the timeline adds the fact's own sources.",
                )
        return self


Wordings = Annotated[list[Filled], Field(min_length=1)]


class Forms(Record):
    """Wordings that prove that a page tells the fact; compared in lower case."""

    en: Wordings
    it: Wordings

    def __getitem__(self, language: str) -> list[str]:
        return getattr(self, language)


class Fact(Record):
    """One resolved statement of what happened."""

    id: RecordId
    statement: Filled
    confidence: Literal["high", "medium", "low"]
    status: Literal["established", "attributed", "disputed", "not-established"]
    sources: Sources
    conflict: Filled | None = None
    caution: Filled | None = None
    event: Event | None = None
    forms: Forms | None = None


class Missing(Record):
    """Base of what can be unknown: content with its sources, or a `missing` that says in which way it is unknown.

    `not-stated`: the sources that were read do not say. `not-found`: it was looked for and no source was found.
    `as_of` is the day of the source's state, `note` is for readers, `link` leads to the thing itself.
    """

    content: ClassVar[tuple[str, ...]] = ()
    ages: ClassVar[bool] = False

    missing: Literal["not-stated", "not-found"] | None = None
    sources: list[RecordId] = []
    as_of: Day | None = None
    note: Text | None = None
    link: Https | None = None

    @model_validator(mode="after")
    def _known_or_missing(self) -> Self:
        given = [name for name in self.content if getattr(self, name) is not None]
        names = ", ".join(f"`{name}`" for name in self.content)
        if self.missing and given:
            raise problem(
                f"has both `missing` and {', '.join(f'`{name}`' for name in given)}",
                "Keep one: what is known, or `missing`.",
            )
        if not self.missing:
            lacking = [name for name in self.content if name not in given]
            if lacking:
                raise problem(
                    f"lacks {', '.join(f'`{name}`' for name in lacking)}",
                    f"Give {names}, or say `missing: not-stated` or `missing: not-found`.",
                )
            if not self.sources:
                raise problem("has no `sources`", "Name at least one id from data/sources.yml, or say `missing:`.")
        if self.ages and not self.as_of:
            raise problem(
                "has no `as_of`, and this ages",
                "Add `as_of:` with the day of the source's state: '2025-11-13'.",
            )
        return self


def _value_kind(value: Any) -> str:
    if isinstance(value, (dict, Text)):
        return "text"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return "number"
    return "list" if isinstance(value, list) else "words"


Item = Annotated[
    Annotated[Filled, Tag("words")] | Annotated[Text, Tag("text")] | Annotated[int | float, Tag("number")],
    Discriminator(_value_kind),
]
Value = Annotated[
    Annotated[Filled, Tag("words")]
    | Annotated[Text, Tag("text")]
    | Annotated[int | float, Tag("number")]
    | Annotated[list[Item], Field(min_length=1), Tag("list")],
    Discriminator(_value_kind),
]
"""A name, figure or formula that is the same in every language; words as {en, it}; or a list of these."""

T = TypeVar("T")
Task = Literal["text-to-video", "image-to-video", "video-to-video"]
Tasks = Annotated[list[Task], Field(min_length=1)]


class Cell(Missing, Generic[T]):
    """One cell of a table of models."""

    content = ("value",)
    value: T | None = None


class AgingCell(Cell[T], Generic[T]):
    """A cell whose value changes with time and therefore needs its day."""

    ages = True


class Licence(Missing):
    """What a licence text says. `commercial` may only say yes where the text was read in full."""

    content = ("id", "name", "terms", "read_in_full", "commercial")
    ages = True

    id: Filled | None = None
    name: Filled | None = None
    date: PartialDate | None = None
    read_in_full: bool | None = None
    commercial: Literal["allowed", "conditions", "not-allowed", "unclear"] | None = None
    terms: Text | None = None

    @model_validator(mode="after")
    def _no_promise_unread(self) -> Self:
        if self.commercial in ("allowed", "conditions") and not self.read_in_full:
            raise problem(
                f"says `commercial: {self.commercial}` of a licence that was not read in full",
                "Write `commercial: unclear`, or read the text and set `read_in_full: true`.",
            )
        return self


class Memory(Missing):
    """One figure of video memory with the settings it belongs to. `gb` (gigabytes) is there to sort and choose by."""

    content = ("amount", "mode", "by")
    ages = True

    amount: Value | None = None
    gb: int | float | None = None
    mode: Text | None = None
    by: Literal["makers", "library", "users", "others"] | None = None


class Speed(Missing):
    """How long one clip takes, with the graphics card and settings it was measured on."""

    content = ("time", "mode", "by")
    ages = True

    time: Value | None = None
    mode: Text | None = None
    by: Literal["makers", "library", "users", "others"] | None = None


class Frames(Missing):
    """How many frames a clip may have: `rule` as the makers write it, its `step`, and the `most` and `usual` number."""

    content = ("rule", "step")

    rule: Filled | None = None
    step: Annotated[int, Field(ge=1)] | None = None
    most: Annotated[int, Field(ge=1)] | None = None
    usual: Annotated[int, Field(ge=1)] | None = None

    @property
    def value(self) -> str | None:
        """The rule, so that a table can treat this like any other cell."""
        return self.rule

    @model_validator(mode="after")
    def _numbers_obey_the_rule(self) -> Self:
        for name in ("most", "usual"):
            number = getattr(self, name)
            if number and self.step and (number - 1) % self.step:
                raise problem(
                    f"`{name}: {number}` does not obey the rule {self.step}k+1",
                    "Correct the number, the step or the rule.",
                )
        return self


class Pipeline(Missing):
    """A class of the diffusers library that runs the model, and the first version that has it."""

    content = ("name", "since", "tasks")

    name: Filled | None = None
    since: Filled | None = None
    tasks: Tasks | None = None


class Variant(Record):
    """One set of weights that can be downloaded."""

    id: RecordId
    name: Filled
    released: Cell[Period]
    parameters: Cell[Value]
    download: AgingCell[Value]
    resolution: Cell[Value]
    fps: Cell[Value]
    frames: Frames
    seconds: Cell[Value]
    tasks: Cell[Tasks]
    licence_weights: Licence
    memory: Annotated[list[Memory], Field(min_length=1)]
    speed: Annotated[list[Speed], Field(min_length=1)]


class Architecture(Record):
    """How the model works: in plain words, with the glossary terms used, and the technical parts."""

    plain: Cell[Value]
    terms: list[RecordId]
    parts: list[Cell[Value]] = []


class Run(Record):
    """How to run the model. `command` and `example` are code, line by line as typed."""

    command: Cell[Filled]
    diffusers: Annotated[list[Pipeline], Field(min_length=1)]
    example: Cell[Filled]
    comfyui: AgingCell[Value]


class Status(Record):
    """What became of the model. `page_seen` is the day on which somebody last opened the download page."""

    last_commit: AgingCell[PartialDate]
    successor: AgingCell[Value]
    page_seen: Cell[Day]


class Model(Record):
    """One video model with its variants."""

    id: RecordId
    name: Filled
    letter_name: Filled
    maker: Cell[Value]
    first_release: Cell[Period]
    paper: Cell[Value]
    parameters: Cell[Value]
    architecture: Architecture
    licence_code: Licence
    training_code: AgingCell[Value]
    training_data: AgingCell[Value]
    variants: Annotated[list[Variant], Field(min_length=1)]
    run: Run
    pitfalls: list[Cell[Value]]
    complaints: list[Cell[Value]]
    status: Status


class Term(Record):
    """A word of the glossary, explained in one or two sentences."""

    id: RecordId
    term: Text
    text: Text
    sources: list[RecordId] = []


def stated(part: Any) -> Iterator[tuple[tuple[int | str, ...], Missing]]:
    """Yield every cell, licence, figure and class in a record with its path inside the record."""
    if isinstance(part, Missing):
        yield (), part
    elif isinstance(part, Record):
        for name in type(part).model_fields:
            for loc, cell in stated(getattr(part, name)):
                yield (name, *loc), cell
    elif isinstance(part, (list, dict)):
        for place, entry in part.items() if isinstance(part, dict) else enumerate(part):
            for loc, cell in stated(entry):
                yield (place, *loc), cell
