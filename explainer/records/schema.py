"""What all records in `data/` are made of: their base, texts in every language, dates, references, and what can be unknown.

`story.py` and `models.py` are the kinds of records. A field says in words what it is (`said`), once: the
messages about mistakes take it from there. What names another record is a `Ref`, which knows of which kind;
`references.py` finds these, and judges what needs more than one record.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from explainer.finding import listed

Loc = tuple[int | str, ...]  # the way to something in a file or record: keys, and positions in lists


def problem(message: str, remedy: str) -> PydanticCustomError:
    """An error of ours, with the remedy that the report prints under it."""
    return PydanticCustomError("record", "{message}", {"message": message, "remedy": remedy})


def said(what: str, example: str = "", **options: Any) -> Any:
    """A field that says in words what it holds, with an example as it stands in the file."""
    return Field(description=what, examples=[example] if example else None, **options)


class Ref(str):
    """The id of another record: `kind` is a data file, `variants` of models.yml, or `pages` below docs/en."""

    kind: ClassVar[str]


Wrong = Iterator[tuple[str, str]]
Rule = tuple[Callable[[str], Any], str, str]
"""What must be true of a text; the message where it is not, with the text as {0} and its length as {1}; the remedy."""


def text(what: str, example: str, *rules: Rule) -> Any:
    """A type of text that obeys some rules, and says in words what it is."""

    def check(value: str) -> str:
        for right, message, remedy in rules:
            if not right(value):
                raise problem(message.format(value, len(value)), remedy)
        return value

    return Annotated[str, AfterValidator(check), said(what, example)]


def like(pattern: str) -> Callable[[str], Any]:
    """A rule's condition: the whole text has this form."""
    return re.compile(pattern).fullmatch


def calendar(day: str) -> bool:
    """Is this a year, month or day that exists?"""
    try:
        return bool(re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day)) and bool(date.fromisoformat((day + "-01-01")[:10]))
    except ValueError:
        return False


def whole(day: str) -> bool:
    """Is this a day that exists?"""
    return len(day) == 10 and calendar(day)


def _period(period: str) -> bool:
    parts = period.split("/")
    return len(parts) <= 2 and all(map(calendar, parts)) and parts == sorted(parts)


FILLED = (str.strip, "is empty", "Write the text, or remove the key if it may be left out.")
FORMULA = "begins with `{0[0]}`, and a spreadsheet runs what begins so as a formula"
QUOTE = "Begin with a word, or with a quotation mark if it is a quotation."
NO_FORMULA = (lambda words: not words.startswith(("=", "+", "-", "@", "\t", "\r")), FORMULA, QUOTE)
ID = (like(r"[A-Za-z0-9_.-]+"), "`{}` cannot be an id", "Use only letters, digits and the characters _ . - in an id.")
WEB = like(r"https://[^\s<>{}\"/?#:@]+[^\s<>{}\"]*")
ADDRESS = (WEB, "`{}` is not a full https address", "Write it whole, from https:// on, `{` as %7B, or leave it out.")
EXISTING = (calendar, "`{}` is not a date that exists", "Write '2024-11-26', '2024-11' or '2024', or leave it out.")
WHOLE = (whole, "`{}` is not a day that exists", "Write a whole date: '2024-11-26'.")
SPAN = (_period, "`{}` is not a date or a period", "Write a date, or first and last day as '2024-11-21/2024-11-22'.")
CODES = "`en` for English, `it` for Italian, `fr` for French, `es` for Spanish, `de` for German, and so on"
CODED = (like(r"[a-z]{2,3}(-[A-Za-z]{2,4})?"), "`{}` is not the code of a language", f"Write its code: {CODES}.")
PAGE = (like(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md"), "`{}` is not a page", "Name a file such as `incident/index.md`.")

Code = text("code, as typed", "python run.py", FILLED)
Filled = text("text", "Some words", FILLED, NO_FORMULA)
RecordId = text("an id of letters, digits and _ . -", "ars_briefly", ID)
Https = text("a whole address", "https://example.org/page", ADDRESS)
PartialDate = text("a day, a month or a year", "'2024-11-26'", EXISTING)
Day = text("a whole day", "'2024-11-26'", WHOLE)
Period = text("a date, or the first and last day where the sources leave it open", "'2024-11-21/2024-11-22'", SPAN)
Language = text("the code of a language", "en", CODED)


def refers(kind: str, like: Any = RecordId) -> Any:
    """A type of text that names a record of a kind."""
    return Annotated[like, AfterValidator(type("Ref", (Ref,), {"kind": kind}))]


PagePath = refers("pages", text("a page below docs/en", "incident/index.md", PAGE))
Sources = Annotated[list[refers("sources")], said("ids from data/sources.yml", "[ars_briefly]", min_length=1)]


class Record(BaseModel):
    """Base of all records: nothing unknown, nothing converted silently, nothing changed later."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)

    def __getitem__(self, name: str) -> Any:
        """A field by its name."""
        return getattr(self, name)

    def wrong(self) -> Wrong:
        """Yield message and remedy where what the fields say does not fit together."""
        yield from ()

    @model_validator(mode="after")
    def _judged(self) -> Self:
        for message, remedy in self.wrong():
            raise problem(message, remedy)
        return self


def parts(hint: Any) -> Iterator[Any]:
    """Yield every part of a type, itself first; the fields of records are not entered."""
    yield hint
    for part in get_args(hint):
        yield from parts(part)


class Text(Record):
    """The same words in both languages; `text["it"]` is the Italian.

    Words of records are shown as they are: nothing in them is read as Markdown, only code of ours between backticks.
    """

    en: Filled = said("the English words")
    it: Filled = said("the Italian words")


class Missing(Record):
    """Base of what can be unknown: content with its sources, or a `missing` that says in which way it is unknown.

    `not-stated`: the sources that were read do not say. `not-found`: it was looked for and no source was found.
    """

    content: ClassVar[tuple[str, ...]] = ()
    ages: ClassVar[bool] = False

    missing: Literal["not-stated", "not-found"] | None = said("in which way it is unknown", default=None)
    sources: list[refers("sources")] = said("ids from data/sources.yml", "[ars_briefly]", default=[])
    as_of: Day | None = said("the day of the source's state", "'2025-11-13'", default=None)
    note: Text | None = said("a remark for readers", default=None)
    link: Https | None = said("the address of the thing itself", default=None)

    def wrong(self) -> Wrong:
        given = [name for name in self.content if getattr(self, name) is not None]
        lacking = [name for name in self.content if name not in given]
        if self.missing and given:
            yield f"has both `missing` and {listed(given)}", "Keep one: what is known, or `missing`."
        if not self.missing and lacking:
            remedy = f"Give {listed(self.content)}, or say `missing: not-stated` or `missing: not-found`."
            yield f"lacks {listed(lacking)}", remedy
        if not self.missing and not self.sources:
            yield "has no `sources`", "Name at least one id from data/sources.yml, or say `missing:`."
        if self.ages and not self.as_of:
            remedy = "Add `as_of:` with the day of the source's state: '2025-11-13'."
            yield "has no `as_of`, and this ages", remedy
        for name in ("date", "value"):
            day = str(getattr(self, name, "")).split("/")[-1]
            if self.as_of and calendar(day) and day > self.as_of:
                remedy = "Correct one of the two: nothing can be known of a later day than that of the source."
                yield f"has `{name}: {day}`, which lies after `as_of: {self.as_of}`", remedy


def _value_kind(value: Any) -> str:
    return {dict: "text", Text: "text", int: "number", float: "number"}.get(type(value), "words")


_Kinds = Annotated[Filled, Tag("words")] | Annotated[Text, Tag("text")] | Annotated[int | float, Tag("number")]
SAME = said("a name or figure that is the same in every language, or {en: …, it: …}")
Value = Annotated[_Kinds, Discriminator(_value_kind), SAME]

T = TypeVar("T")


class Cell(Missing, Generic[T]):
    """One cell of a table of models."""

    content = ("value",)
    value: T | None = None


class AgingCell(Cell[T], Generic[T]):
    """A cell whose value changes with time and therefore needs its day."""

    ages = True


def walk(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, Any]]:
    """Yield everything in a record with its path inside it, itself first; a key that is a `Ref` at its own path."""
    yield loc, value
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, item in value if isinstance(value, Record) else inside:
        if isinstance(place, Ref):
            yield (*loc, place), place
        yield from walk(item, (*loc, place))


def stated(record: Any) -> Iterator[tuple[Loc, Missing]]:
    """Yield every cell, licence, figure and class in a record with its path inside the record."""
    return ((loc, part) for loc, part in walk(record) if isinstance(part, Missing))
