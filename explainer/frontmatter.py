"""The front matter of a page: one typed model, and its one reader, which knows the line of every key."""

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ValidationError

from explainer.finding import Fault, listed
from explainer.records import yamlfile
from explainer.records.messages import mistakes
from explainer.records.schema import Code, Record, like, problem, refers, said, text, whole


def _once(ids: list[str]) -> list[str]:
    if twice := sorted({each for each in ids if ids.count(each) > 1}):
        raise problem(f"names {listed(twice)} twice", "Remove one of the two.")
    return ids


def _day(empty: str = "") -> Any:
    rule = (whole, "is not a day: `{}`", f"Write a whole day that exists{empty}.")
    return text("a whole day that exists", "2026-11-22", rule)


LENGTH = "Write one sentence of 60 to 160 characters; search engines and shared links show it."
SENTENCE = (lambda words: 60 <= len(words) <= 160, "has {1} characters", LENGTH)
AGAIN = "Compare the page with the English one, then run `python -m explainer.check --follow` on it."
MARK = (like(r"[0-9a-f]{12}"), "is not a mark that this command writes: `{}`", AGAIN)


class FrontMatter(Record):
    """What a page says about itself."""

    title: Code = said("one line of text, unlike the title of any other page", "The morning, hour by hour")
    description: text("one sentence of 60 to 160 characters", "", SENTENCE)
    tells: Annotated[list[refers("facts")], AfterValidator(_once)] = said(
        "the ids of the facts that the page tells, or [] on a page that tells no story", "[I03, I04]"
    )
    compared: _day() = said("a whole day that exists: when the page was compared with our sources", "2026-11-22")
    seen_live: _day(", or leave it empty") | None = said("the day on which somebody opened the page's links, if any")
    no_figure: Code | None = said("why a page that tells facts shows no figure", "Its quotations are it", default=None)
    template: Literal["home.html"] | None = said("only on the home page", default=None)


class Translated(FrontMatter):
    """What a page says that follows an English one."""

    follows: text("the state of the English page, which `python -m explainer.check --follow` writes", "", MARK)


EMPTY = {"title": "", "description": "", "tells": [], "compared": None, "seen_live": None, "follows": None}


@dataclass(frozen=True)
class Head:
    """The front matter of one file with the line of each key; the text begins at the offset `end`, 0 without one."""

    meta: FrontMatter = field(default_factory=lambda: Translated.model_construct(**EMPTY))
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Fault, ...] = ()
    end: int = 0


def read(source: str, *, translated: bool = False) -> Head:
    """Return the front matter at the beginning of a file; `translated` pages follow an English one."""
    match = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", source, re.DOTALL)
    if not match:
        keys = "title, description, tells, compared and seen_live"
        remedy = f"Begin the file with `---` on its first line, the keys {keys}, and another `---` below them."
        return Head(problems=((1, "the page has no front matter", remedy),))
    try:
        document = yamlfile.Document(match[1] or "")
        if not isinstance(document.content, dict):
            raise yamlfile.NotYaml(1, "the front matter is not a list of keys", "Write one `key: value` per line.")
    except yamlfile.NotYaml as error:
        line, *rest = error.args
        return Head(problems=((line + 1, *rest),), end=match.end())
    kind, values = Translated if translated else FrontMatter, document.content
    lines = {key: document.place(key)[0] + 1 for key in values}
    try:
        return Head(kind.model_validate(values), lines, end=match.end())
    except ValidationError as error:
        wrong = {str(loc[0]): said for loc, *said in mistakes(error, kind)}
    found = []
    for key, (message, remedy) in wrong.items():
        name = "" if message.startswith("the key") else f"`{key}`: " if message.startswith("`") else f"`{key}` "
        found.append((lines.get(key, 1), name + message, remedy))
    right = {key: value for key, value in values.items() if key not in wrong}
    return Head(kind.model_construct(**EMPTY | right), lines, tuple(found), match.end())
