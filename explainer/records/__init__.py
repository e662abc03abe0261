"""The records in `data/`: read, validated and cached.

from explainer.records import records
records().sources["ars_briefly"].publisher
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from explainer.finding import Finding
from explainer.paths import ROOT
from explainer.records import crosschecks, yamlfile
from explainer.records.choices import LicenceText, Way
from explainer.records.openness import Later, Openness
from explainer.records.schema import Fact, Model, Record, RecordId, Source, Term, Text
from explainer.records.verdicts import Correction, Disagreement, Myth, Passage

__all__ = ["Records", "RecordsError", "load", "records", "refresh", "using"]

KINDS: dict[str, type[Record]] = {
    "sources": Source,
    "facts": Fact,
    "models": Model,
    "licences": LicenceText,
    "chooser": Way,
    "openness": Openness,
    "later": Later,
    "glossary": Term,
    "disagreements": Disagreement,
    "myths": Myth,
    "letter": Passage,
    "corrections": Correction,
}
NAMES = (*KINDS, "words")


@dataclass(frozen=True)
class Records:
    """All records of the site by id, in the order of their files; `words` by key."""

    sources: Mapping[str, Source]
    facts: Mapping[str, Fact]
    models: Mapping[str, Model]
    glossary: Mapping[str, Term]
    words: Mapping[str, Text]
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    myths: Mapping[str, Myth] = field(default_factory=dict)
    letter: Mapping[str, Passage] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    licences: Mapping[str, LicenceText] = field(default_factory=dict)
    chooser: Mapping[str, Way] = field(default_factory=dict)
    openness: Mapping[str, Openness] = field(default_factory=dict)
    later: Mapping[str, Later] = field(default_factory=dict)
    root: Path = ROOT


class RecordsError(Exception):
    """The data is not valid; `findings` holds every mistake, sorted by file and line."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = tuple(sorted(findings))
        super().__init__("\n".join(str(finding) for finding in self.findings))


def load(root: Path = ROOT) -> Records:
    """Return the records under `root`/data, read again where a file has changed.

    A data file that does not exist counts as empty. Raises RecordsError with all findings.
    """
    return _records(root, tuple(_state(path) for path in _paths(root)))


def records() -> Records:
    """Return the records that pages are rendered with: the repository's own, as the last `refresh()` found them.

    Cheap, for code that asks many times while one page is rendered.
    """
    return _in_use[-1] if _in_use else refresh()


def refresh() -> Records:
    """Read the own records again where a file has changed; whoever starts to render a page calls this."""
    if not _made_up:
        _in_use[:] = [load()]
    return _in_use[-1]


@contextmanager
def using(made: Records) -> Iterator[None]:
    """Render pages with other records than the repository's own, for as long as the context lasts."""
    _made_up.append(made)
    before, _in_use[:] = _in_use[:], [made]
    try:
        yield
    finally:
        _made_up.pop()
        _in_use[:] = before


_in_use: list[Records] = []
_made_up: list[Records] = []


@lru_cache(maxsize=4)
def _paths(root: Path) -> tuple[str, ...]:
    return tuple(str(root / "data" / f"{name}.yml") for name in NAMES)


def _state(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return None
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=4)
def _records(root: Path, states: tuple[tuple[int, int] | None, ...]) -> Records:
    findings: list[Finding] = []
    loaded: dict[str, Any] = {}
    for name, state in zip(NAMES, states, strict=True):
        if state:
            try:
                loaded[name] = yamlfile.load(root / "data" / f"{name}.yml", f"data/{name}.yml")
            except yamlfile.FileProblem as error:
                findings.append(error.finding)
    parsed = {name: _list(root, name, kind, loaded.get(name), findings) for name, kind in KINDS.items()}
    words = _words(root, loaded.get("words"), findings)
    if all(name in loaded or state is None for name, state in zip(NAMES, states, strict=True)):
        known = {name: _ids(loaded.get(name)) for name in KINDS}
        for mistake in crosschecks.check(parsed, known):
            findings.append(_finding(root, mistake.name, loaded[mistake.name], *mistake[1:]))
    if findings:
        raise RecordsError(findings)
    by_id = {name: MappingProxyType({record.id: record for record in parsed[name].values()}) for name in KINDS}
    return Records(words=MappingProxyType(words), root=root, **by_id)


def _list(root: Path, name: str, kind: type[Any], content: Any, findings: list[Finding]) -> dict[int, Any]:
    """Return the valid records of a list file by position, and append what is wrong with the others."""
    if content is None:
        return {}
    if not isinstance(content, list):
        message, remedy = "does not hold a list", "Start every record with `- id: …` at the left margin."
        findings.append(Finding(f"data/{name}.yml", 1, message, remedy))
        return {}
    valid: dict[int, Any] = {}
    for position, entry in enumerate(content):
        try:
            valid[position] = kind.model_validate(entry)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                loc = (position, *detail["loc"])
                findings.append(_finding(root, name, content, loc, *_explain(detail, kind)))
    return valid


def _words(root: Path, content: Any, findings: list[Finding]) -> dict[str, Text]:
    if content is None:
        return {}
    try:
        return _words_shape().validate_python(content)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            findings.append(_finding(root, "words", content, detail["loc"], *_explain(detail, Text)))
        return {}


@lru_cache(maxsize=1)
def _words_shape() -> TypeAdapter[dict[str, Text]]:
    return TypeAdapter(dict[RecordId, Text])


def _ids(content: Any) -> set[str]:
    return {str(entry["id"]) for entry in content or [] if isinstance(entry, dict) and "id" in entry}


def _finding(root: Path, name: str, content: Any, loc: tuple[int | str, ...], message: str, remedy: str) -> Finding:
    line = yamlfile.line_of(root / "data" / f"{name}.yml", loc)
    return Finding(f"data/{name}.yml", line, f"{_label(content, loc)}: {message}", remedy)


def _label(content: Any, loc: tuple[int | str, ...]) -> str:
    """Say in words where `loc` is: the id of the record, then the keys, positions counted from 1."""
    parts: list[str] = []
    node = content
    for part in loc:
        if isinstance(node, list) and isinstance(part, int) and part < len(node):
            node = node[part]
            parts.append(str(node["id"]) if isinstance(node, dict) and "id" in node else f"entry {part + 1}")
        elif isinstance(node, dict) and part in node:
            node = node[part]
            parts.append(str(part))
    return " › ".join(parts) or "the file"


def _explain(detail: ErrorDetails, kind: type[BaseModel]) -> tuple[str, str]:
    """Return message and remedy for one error of the schema library in a record of `kind`."""
    context, last = detail.get("ctx", {}), str(detail["loc"][-1]) if detail["loc"] else ""
    match detail["type"]:
        case "record":
            return context["message"], context["remedy"]
        case "missing":
            return f"the key `{last}` is missing", f"Add `{last}:`."
        case "extra_forbidden":
            near = get_close_matches(last, sorted(_keys(kind)), n=1, cutoff=0.7)
            hint = f"Did you mean `{near[0]}`? Otherwise remove" if near else "Remove"
            return f"the key `{last}` is not known here", f"{hint} `{last}`."
        case "literal_error":
            return f"`{detail['input']}` is not one of the choices", f"Write one of: {context['expected']}."
        case "string_type":
            return (
                f"`{detail['input']}` is not text",
                "Write text here; put figures and true/false in quotes.",
            )
        case "list_type":
            return "is not a list", "Write a list: lines that start with `- `, or [a, b]."
        case "dict_type" | "model_type":
            return "is not a record of keys and values", "Write `key: value` lines, indented under it."
        case "too_short":
            return "is an empty list", "Give at least one entry, or remove the key if it may be left out."
        case _:
            return detail["msg"][0].lower() + detail["msg"][
                1:
            ], "See explainer/records/schema.py for what may stand here."


def _keys(kind: Any) -> set[str]:
    """Return every key that can stand anywhere in a record of this kind."""
    names: set[str] = set()
    todo, seen = [kind], set()
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        fields = getattr(current, "model_fields", {})
        names.update(fields)
        todo += [field.annotation for field in fields.values()]
        todo += [part for part in get_args(current) if get_args(part) or hasattr(part, "model_fields")]
    return names
