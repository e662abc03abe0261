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
    content = path.read_bytes()
    try:
        return yaml.load(content, _Loader)
    except yaml.YAMLError as error:
        found = NotYaml(error, content.decode("utf-8", "replace"))
        raise FileProblem(Finding(shown, found.line, found.message, found.remedy)) from error


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """Return the content of a YAML text, and the line of each of its keys; raises NotYaml."""
    try:
        node = yaml.compose(text, _Loader)
        keys = node.value if isinstance(node, yaml.MappingNode) else ()
        return yaml.load(text, _Loader), {key.value: key.start_mark.line + 1 for key, _ in keys}
    except yaml.YAMLError as error:
        raise NotYaml(error, text) from error


class NotYaml(Exception):
    """A text is no YAML: `line`, `message` and `remedy`, in words for those who wrote it."""

    def __init__(self, error: yaml.YAMLError, text: str) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = getattr(error, "problem", None) or str(error)
        lines = text.splitlines()
        self.line = mark.line + 1 if mark else 1
        self.message, self.remedy = f"not valid YAML: {said}", "Save the file as plain UTF-8 text."
        if "stands twice" in said:
            self.message, self.remedy = said, "Remove one of the two, or give the second one the name it should have."
        elif merge := next((number for number, line in enumerate(lines, 1) if MERGE.match(line)), None):
            self.line, self.message = merge, "an unfinished merge"
            self.remedy = "Choose one of the two versions, and remove the other and the marks."
        elif mark and "\t" in lines[min(self.line, len(lines)) - 1]:
            self.message, self.remedy = "a tab stands here, and YAML knows only spaces", "Replace the tab by spaces."
        elif mark:
            self.remedy = (
                "Check indentation, colons and quotes on this line and the one before; a text that holds `: ` or `#` "
                "needs quotes."
            )
        super().__init__(self.message)


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
