"""The front matter of a page: one typed model, and its one reader, which knows the line of every key."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import PydanticCustomError

from explainer.finding import listed, nearest
from explainer.yamltext import SafeText

DESCRIPTION = range(60, 161)
MEANINGS = {
    "title": "`title: The page's title, unique in its language`",
    "description": "`description:` and one sentence of 60 to 160 characters",
    "tells": "`tells: []`, or the ids of the facts that the page tells: `tells: [I03, I04]`",
    "compared": "`compared:` and the day on which the page was compared with our sources, as in 2026-11-22",
    "seen_live": "`seen_live:` and nothing after it until somebody has opened the page's links",
    "follows": "`follows:` and then run `python -m explainer.check --follow` on this page",
}

Problem = tuple[int, str, str]
"""A line of the file, what is wrong there, and the remedy."""


def _problem(message: str, remedy: str) -> PydanticCustomError:
    return PydanticCustomError("page", "{message}", {"message": message, "remedy": remedy})


def _line(value: Any) -> Any:
    if not isinstance(value, str) or not value.strip():
        raise _problem("is empty or not text", "Write it as one line of text.")
    return value


def _sentence(value: Any) -> Any:
    if len(_line(value)) not in DESCRIPTION:
        raise _problem(
            f"has {len(value)} characters",
            "Write one sentence of 60 to 160 characters; search engines and shared links show it.",
        )
    return value


def _ids(value: Any) -> Any:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _problem(
            "is not a list of ids", "Write `tells: [I03, I04]`, or `tells: []` on a page that tells no story."
        )
    if twice := sorted({item for item in value if value.count(item) > 1}):
        raise _problem(f"names {listed(twice)} twice", "Remove one of the two.")
    return value


def _day(value: Any) -> date:
    remedy = "Write a whole day that exists, as in 2026-11-22."
    if value is None:
        raise _problem("is empty", remedy)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise _problem(f"is not a day: `{value}`", remedy)


def _maybe_day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return _day(value)
    except PydanticCustomError as error:
        remedy = "Write a whole day that exists, as in 2026-11-22, or leave it empty."
        raise _problem(str(error.context["message"]), remedy) from error


def _mark(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{12}", value):
        return value
    raise _problem(
        f"is not a mark of twelve hexadecimal digits: `{value}`",
        "Compare the page with the English one, then run `python -m explainer.check --follow` on it, which writes the mark.",
    )


def _template(value: Any) -> Any:
    if value != "home.html":
        remedy = "Remove the key; only the home page has a template, `home.html`."
        raise _problem(f"names an unknown template: `{value}`", remedy)
    return value


class FrontMatter(BaseModel):
    """What a page says about itself: `tells` names the facts it tells, `follows` marks the English state it translates,
    `compared` and `seen_live` are days."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Annotated[str, BeforeValidator(_line)]
    description: Annotated[str, BeforeValidator(_sentence)]
    tells: Annotated[list[str], BeforeValidator(_ids)]
    compared: Annotated[date, BeforeValidator(_day)]
    seen_live: Annotated[date | None, BeforeValidator(_maybe_day)]
    follows: Annotated[str | None, BeforeValidator(_mark)] = None
    template: Annotated[Literal["home.html"] | None, BeforeValidator(_template)] = None


EMPTY: dict[str, Any] = {"title": "", "description": "", "tells": [], "compared": None, "seen_live": None}


@dataclass(frozen=True)
class Head:
    """The front matter of one file: what could be read, empty where it could not, and what is wrong with it.

    `lines` has the line of each key that is there; the text of the page begins at the offset `end`, 0 without
    front matter.
    """

    meta: FrontMatter = field(default_factory=lambda: FrontMatter.model_construct(**EMPTY))
    lines: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    end: int = 0


def read(source: str, *, translated: bool = False) -> Head:
    """Return the front matter at the beginning of a file; `translated` pages follow an English one."""
    match = re.match(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", source, re.DOTALL)
    if not match:
        remedy = (
            "Begin the file with `---`, the keys title, description, tells, compared and seen_live, and another `---`."
        )
        return Head(problems=((1, "the page has no front matter", remedy),))
    try:
        node = yaml.compose(match[1] or "", SafeText)
        values = SafeText.values(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"the front matter is not valid YAML: {getattr(error, 'problem', error)}"
        remedy = "Check indentation and colons; a text that holds `: ` or `#` needs quotes around it."
        return Head(problems=((mark.line + 2 if mark else 1, message, remedy),), end=match.end())
    if not isinstance(values, dict):
        message, remedy = "the front matter is not a list of keys", "Write one `key: value` per line."
        return Head(problems=((2, message, remedy),), end=match.end())
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for key, _ in node.value:
        line = key.start_mark.line + 2
        if lines.setdefault(key.value, line) != line:
            problems.append((line, f"the key `{key.value}` stands twice in the front matter", "Remove one of the two."))
    meta, found = _validate(values, translated)
    problems += [(lines.get(key, 1), message, remedy) for key, message, remedy in found]
    return Head(meta, lines, tuple(problems), match.end())


def _validate(values: dict[str, Any], translated: bool) -> tuple[FrontMatter, list[tuple[str, str, str]]]:
    found: list[tuple[str, str, str]] = []
    if "follows" in values and not translated:
        found.append(("follows", "`follows` stands on an English page", "Remove it: only translations follow a page."))
        values = {key: value for key, value in values.items() if key != "follows"}
    elif translated and "follows" not in values:
        found.append(("", "the key `follows` is missing in the front matter", f"Add {MEANINGS['follows']}."))
    try:
        return FrontMatter.model_validate(values), found
    except ValidationError as error:
        wrong = {str(detail["loc"][0]): detail for detail in error.errors(include_url=False)}
    for key, detail in wrong.items():
        if detail["type"] == "missing":
            found.append(("", f"the key `{key}` is missing in the front matter", f"Add {MEANINGS[key]}."))
        elif detail["type"] == "extra_forbidden":
            known = [name for name in FrontMatter.model_fields if translated or name != "follows"]
            remedy = f"{nearest(key, known)}Known keys: {listed(known)}. Otherwise remove it."
            found.append((key, f"the key `{key}` is not known in the front matter", remedy))
        else:
            context = detail.get("ctx", {})
            found.append((key, f"`{key}` {context['message']}", context["remedy"]))
    right = {key: value for key, value in values.items() if key not in wrong}
    for key in ("compared", "seen_live"):
        right[key] = date.fromisoformat(right[key]) if right.get(key) else None
    return FrontMatter.model_construct(**EMPTY | right), found
