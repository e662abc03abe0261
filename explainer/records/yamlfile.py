"""Read a YAML data file quickly, and find the line of anything in it when something is wrong.

Loading happens once per process and file state; lines are looked up only to report a mistake,
because keeping them for every value would cost more than the parsing itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from explainer.finding import Finding

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML without libyaml: the same result, only slower
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]


MERGE = re.compile(r"(<{7}|={7}|>{7})( |$)")


class FileProblem(Exception):
    """A data file cannot be read; carries the one `finding` that says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class _Loader(_BaseLoader):
    """Safe loader that refuses duplicate keys and keeps dates and times as the text that was typed."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key `{key.value}` stands twice in one record", key.start_mark
                    )
                seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


# YAML 1.1 turns 2024-11-27 into a date, 12:01 into 721, `no` into false and 010 into 8. Data files are
# written by people who mean the text, so only the plain YAML 1.2 forms keep a type of their own.
_Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"~|null|", "~n\0"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", "-+0123456789"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(rf"^(?:{_pattern})$"),
        [c if c != "\0" else "" for c in _first],
    )
_Loader.add_implicit_resolver("tag:yaml.org,2002:merge", re.compile(r"^<<$"), ["<"])


def load(path: Path, shown: str) -> Any:
    """Return the content of the YAML file `path`, or None if it is empty.

    `shown` is how messages name the file. The result is shared: callers must not change it.
    Raises FileProblem if the file is missing, is not UTF-8 or is not YAML.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise FileProblem(Finding(shown, 1, f"cannot be read: {error.strerror}", f"Restore {shown}.")) from error
    return _load(path, shown, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=32)
def _load(path: Path, shown: str, _mtime_ns: int, _size: int) -> Any:
    try:
        return yaml.load(path.read_bytes(), _Loader)
    except yaml.MarkedYAMLError as error:
        line, message, remedy = _explain(path, error)
    except yaml.YAMLError as error:
        line, message = 1, f"not valid YAML: {error}"
        remedy = "Save the file as plain UTF-8 text without control characters."
    raise FileProblem(Finding(shown, line, message, remedy))


def _explain(path: Path, error: yaml.MarkedYAMLError) -> tuple[int, str, str]:
    """Return line, message and remedy for a file that is no YAML."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    message = error.problem or "it cannot be read"
    if "stands twice" in message:
        return line, message, "Remove one of the two, or give the second one the name it should have."
    lines = path.read_text(encoding="utf-8").splitlines()
    merge = next((number for number, text in enumerate(lines, 1) if MERGE.match(text)), None)
    if merge:
        return merge, "an unfinished merge", "Choose one of the two versions, and remove the other and the marks."
    if "\t" in lines[min(line, len(lines)) - 1]:
        return line, "a tab stands here, and YAML knows only spaces", "Replace the tab by spaces."
    remedy = "Check indentation, colons and quotes on this line and the one before; a text that holds `: ` or `#` needs quotes."
    return line, f"not valid YAML: {message}", remedy


def line_of(path: Path, loc: tuple[int | str, ...]) -> int:
    """Return the line (from 1) where `loc` stands in the YAML file `path`.

    `loc` is a path of keys and list positions as pydantic reports it. Parts that are not in the file (a missing
    key, the name of a union's branch) are passed over, so the answer is the nearest thing around the mistake.
    """
    node, line = _node(path), 1
    for part in loc:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(part):
                    node, line = value, key.start_mark.line + 1
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line


def _node(path: Path) -> yaml.Node | None:
    state = path.stat()
    return _compose(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _compose(path: Path, _mtime_ns: int, _size: int) -> yaml.Node | None:
    return yaml.compose(path.read_bytes(), _Loader)
