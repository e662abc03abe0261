"""The records as the checks see them: what can be read even while the data still has mistakes.

The schema belongs to `explainer.records`; here its findings are passed on, and the ids and texts that the pages
refer to are kept as plain dicts, so that one mistake in the data does not hide those on the pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from explainer import records
from explainer.finding import Finding
from explainer.records import KINDS, yamlfile

Record = dict[str, Any]


@dataclass(eq=False)
class Data:
    """Records by id in the order of their files; `findings` is what the schema objects to, `unread` names
    the files that are not YAML."""

    root: Path
    sources: dict[str, Record] = field(default_factory=dict)
    facts: dict[str, Record] = field(default_factory=dict)
    models: dict[str, Record] = field(default_factory=dict)
    glossary: dict[str, Record] = field(default_factory=dict)
    disagreements: dict[str, Record] = field(default_factory=dict)
    myths: dict[str, Record] = field(default_factory=dict)
    letter: dict[str, Record] = field(default_factory=dict)
    corrections: dict[str, Record] = field(default_factory=dict)
    licences: dict[str, Record] = field(default_factory=dict)
    chooser: dict[str, Record] = field(default_factory=dict)
    openness: dict[str, Record] = field(default_factory=dict)
    later: dict[str, Record] = field(default_factory=dict)
    words: dict[str, Record] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def has(self, kind: str, key: str) -> bool:
        """Is there such a record? A file that cannot be read at all is given the benefit of the doubt."""
        return kind in self.unread or key in getattr(self, kind)

    def line(self, kind: str, *loc: int | str) -> int:
        """Return the line of a record (`loc` starts with its id) or of something in it."""
        path = self.root / "data" / f"{kind}.yml"
        if kind != "words" and loc:
            place = next(
                (i for i, item in enumerate(_load(path)) if isinstance(item, dict) and item.get("id") == loc[0]), None
            )
            loc = (place, *loc[1:]) if place is not None else ()
        return yamlfile.line_of(path, tuple(loc))


def read(root: Path) -> Data:
    """Read `root`/data; mistakes are in `findings`, never raised."""
    found = records.read(root)
    data = Data(root, findings=list(found.findings), unread=set(found.unread))
    for name in KINDS:
        content = [] if name in data.unread else _load(root / "data" / f"{name}.yml")
        if name == "words":
            data.words = content if isinstance(content, dict) else {}
        else:
            setattr(
                data,
                name,
                {item["id"]: item for item in content if isinstance(item, dict) and isinstance(item.get("id"), str)},
            )
    return data


def texts(value: Any, loc: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every string in a record with its path of keys and positions."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*loc, index))


def _load(path: Path) -> Any:
    if not path.exists():
        return []
    try:
        return yamlfile.load(path, f"data/{path.name}") or []
    except yamlfile.FileProblem:
        return []
