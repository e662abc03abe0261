"""Read a YAML data file once for each state of it, and find the line of anything in it when something is wrong."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MERGE = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$")


class NotYaml(Exception):
    """A file or text cannot be read: `line`, `message` and `remedy`, in words for those who wrote it."""

    def __init__(self, line: int, message: str, remedy: str) -> None:
        super().__init__(message)
        self.line, self.message, self.remedy = line, message, remedy


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # without libyaml: the same result, only slower
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
Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"true|false", [*"tf"]),
    ("null", r"~|null|", ["~", "n", ""]),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", [*"-+0123456789"]),
    ("float", r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+", [*"-+0123456789"]),
    ("merge", r"<<", ["<"]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), _first)


class Untagged(Loader):
    """Reads a configuration without acting on tags such as `!ENV`."""


Untagged.add_multi_constructor("", lambda *_: None)


def load(path: Path, loader: type[Loader] = Loader) -> Any:
    """Return the content of the YAML file `path`, or None if it is empty; raises NotYaml.

    The result is shared: callers must not change it.
    """
    return _load(path, state(path), loader)


def state(path: Path) -> tuple[int, int] | None:
    """What tells whether a file has changed; None if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=32)
def _tree(path: Path, _state: tuple[int, int] | None) -> yaml.Node | None:
    return yaml.compose(path.read_bytes(), Loader)


@lru_cache(maxsize=32)
def _load(path: Path, state: tuple[int, int] | None, loader: type[Loader]) -> Any:
    try:
        return _made(_tree(path, state), loader)
    except yaml.YAMLError as error:
        raise _explained(error, path.read_text("utf-8", "replace")) from error


def parse(text: str) -> tuple[Any, dict[str, int]]:
    """Return the content of a YAML text, and the line of each of its keys; raises NotYaml."""
    try:
        node = yaml.compose(text, Loader)
        keys = node.value if isinstance(node, yaml.MappingNode) else ()
        return _made(node), {key.value: key.start_mark.line + 1 for key, _ in keys}
    except yaml.YAMLError as error:
        raise _explained(error, text) from error


def _made(node: yaml.Node | None, loader: type[Loader] = Loader) -> Any:
    return loader("").construct_document(node) if node else None


def _explained(error: yaml.YAMLError, text: str) -> NotYaml:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = getattr(error, "problem", None) or str(error)
    if mark is None:
        return NotYaml(1, f"not valid YAML: {said}", "Save the file as plain UTF-8 text.")
    line, lines = mark.line + 1, text.splitlines()
    if "stands twice" in said:
        return NotYaml(line, said, "Remove one of the two, or give the second one the name it should have.")
    if merge := next((number for number, each in enumerate(lines, 1) if MERGE.match(each)), None):
        remedy = "Choose one of the two versions, and remove the other and the marks."
        return NotYaml(merge, "an unfinished merge", remedy)
    if "\t" in lines[min(line, len(lines)) - 1]:
        return NotYaml(line, "a tab stands here, and YAML knows only spaces", "Replace the tab by spaces.")
    remedy = "Check indentation, colons and quotes on this line and the one before"
    return NotYaml(line, f"not valid YAML: {said}", f"{remedy}; a text that holds `: ` or `#` needs quotes.")


def line_of(path: Path, loc: tuple[int | str, ...]) -> int:
    """Return the line (from 1) where `loc` stands in the YAML file `path`.

    `loc` is a path of keys and list positions as pydantic reports it. Parts that are not in the file (a missing
    key, the name of a union's branch) are passed over, so the answer is the nearest thing around the mistake.
    """
    node, line = _tree(path, state(path)), 1
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
