"""What to say of a mistake in a data file to somebody who knows Markdown only: what is wrong, and what to write instead.

What a field holds, its choices and an example come from the field itself (`schema.said`) or from its type.
"""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from explainer.finding import listed, meant, nearest
from explainer.records.schema import Loc, Record, parts

PLAIN = {bool: ("true or false", "true"), int: ("a whole number", "16"), float: ("a number", "5.4"), str: ("text", "")}
OBJECTIONS = {
    "missing": ("the key `{last}` is missing", "Add `{last}:`"),
    "too_short": ("is an empty list", "Give at least one entry"),
    "list_type": ("is not a list", "Write a list: lines that start with `- `, or [a, b]"),
    "string_type": ("`{wrong}` is not text", "Write text here; put figures and true/false in quotes"),
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"),
        ("is not a record of keys and values", "Write `key: value` lines, indented under it"),
    ),
}
"""What to say of an error by its name in the schema library; what the field holds follows after it."""


def mistakes(error: ValidationError, kind: type[Record]) -> Iterator[tuple[Loc, str, str]]:
    """Yield where, message and remedy for what is wrong in a record of `kind`; a key with a slip is not missing too."""
    details = error.errors(include_url=False)
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    for detail in details:
        *around, last = detail["loc"] or ("",)
        slips = (str(key) for *way, key in unknown if way == around and detail["type"] == "missing")
        if not any(nearest(slip, [str(last)]) for slip in slips):
            yield detail["loc"], *_explain(detail, kind)


def _explain(detail: ErrorDetails, kind: type[Record]) -> tuple[str, str]:
    last, wrong = str(detail["loc"][-1]) if detail["loc"] else "", detail["input"]
    around, name, field = _field(kind, detail["loc"])
    if wrong is None and detail["type"].endswith("_type"):
        return "is empty", f"Write what belongs here{_what(name, field)}"
    if detail["type"] == "record":
        return detail["ctx"]["message"], detail["ctx"]["remedy"]
    if detail["type"] == "extra_forbidden":
        known = [name for part in around for name, field in part.model_fields.items() if field.init is not False]
        if wrong is None and not nearest(last, known):
            remedy = "Put a text that holds a comma between quotation marks: `'…'`; a key has a value behind its colon."
            return f"`{last}` stands here alone, cut off by a comma or without a value", remedy
        remedy = meant(last, known, f"remove `{last}`, or use one of: {listed(known)}.")
        return f"the key `{last}` is not known here", remedy
    if detail["type"] == "literal_error":
        allowed = choices(field.annotation) if field else []
        return f"`{wrong}` is not one of the choices", f"{nearest(str(wrong), allowed)}Write one of: {listed(allowed)}."
    message, remedy = OBJECTIONS.get(detail["type"], ("`{wrong}` cannot stand here", f"Write `{name}:`"))
    wrong = str(wrong).lower() if isinstance(wrong, bool) else wrong
    return message.format(last=last, wrong=wrong), remedy.format(last=last) + _what(name, field)


def _what(name: str, field: FieldInfo | None) -> str:
    """Say what a field holds, which choices it has, and show one: `: who speaks; one of `a`, `b`. For example: …`."""
    if field is None:
        return "."
    about, example = field.description or "", (field.examples or [""])[0]
    inner_about, inner_example = _of_type(field.annotation)
    if (inner_about, inner_example) in PLAIN.values() and about and inner_example:
        about = f"{about} ({inner_about})"
    about, example = about or inner_about, example or inner_example
    if allowed := listed(choices(field.annotation)):
        about = f"{about}; one of {allowed}" if about else f"one of {allowed}"
    return (f": {about}." if about else ".") + (f" For example: `{name}: {example}`." if example else "")


def _of_type(hint: Any) -> tuple[str, str]:
    for part in get_args(hint):
        if isinstance(part, FieldInfo) and part.description:
            return part.description, (part.examples or [""])[0]
    if get_origin(hint) is list:
        about, example = _of_type(get_args(hint)[0])
        return f"a list: {about}" if about else "", f"[{example}]" if example else ""
    if get_origin(hint) is Literal:
        return "", str(get_args(hint)[0])
    if isinstance(hint, type) and issubclass(hint, Record):
        needed = [name for name, field in hint.model_fields.items() if field.is_required()]
        about = (hint.__doc__ or "").partition(".")[0]
        return about[:1].lower() + about[1:], f"{{{', '.join(f'{name}: …' for name in needed)}}}" if needed else ""
    if hint in PLAIN:
        return PLAIN[hint]
    return next((found for found in map(_of_type, get_args(hint)) if any(found)), ("", ""))


def choices(hint: Any) -> list[str]:
    """The values that a type leaves to choose from."""
    return [str(choice) for part in parts(hint) if get_origin(part) is Literal for choice in get_args(part)]


def _field(kind: type[Record], loc: Loc) -> tuple[list[type[Record]], str, FieldInfo | None]:
    """Return the records whose keys could stand at the end of `loc`, and the name and field that it leads to.

    Positions, keys of free choice and the marks of a union are passed over: they do not change what may stand there.
    """
    around, name, field, within = [kind], "", None, [kind]
    for part in loc:
        holder = next((each for each in within if part in each.model_fields), None)
        around = within
        if holder is not None:
            name, field = str(part), holder.model_fields[part]
            within = [each for each in parts(field.annotation) if isinstance(each, type) and issubclass(each, Record)]
    return around, name, field
