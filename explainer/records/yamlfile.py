"""Read a YAML data file once for each state of it, and find the line of anything in it when something is wrong."""

import re
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

MERGE = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$")

QUOTES = "A text that holds `: ` or ` #`, or begins with a sign, needs quotes: `'…'`"
# In the words of the library; what to say of it; the remedy.
SAID = (
    ("mapping values", "a `: ` too many", f"{QUOTES}; or the indentation differs from that of the lines around it."),
    ("cannot start", "a text cannot begin with such a sign", f"{QUOTES}."),
    ("quoted scalar", "a quotation mark is opened here and never closed", "Close it; write `''` for one in the text."),
    ("simple key", "a key without `: ` behind it", "Write `key: value`, with a blank behind the colon."),
    ("undefined alias", "no `&name` above has this `*name`", "Correct the name, or write out what it stands for."),
    ("',' or", "`{` or `[` is not closed, or what it holds needs quotes", f"Close it. {QUOTES}."),
    ("expected", "this line does not fit to those before it", f"Check indentation and quotation marks. {QUOTES}."),
    ("", "", f"Check indentation, colons and quotation marks on this line and the one before. {QUOTES}."),
)
BEGUN = ("quoted scalar", "simple key")  # of these the line where they begin is the one to mend


class NotYaml(Exception):
    """A file or text cannot be read: `args` are the line, the message and the remedy, in words for those who wrote it."""


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # without libyaml: the same result, only slower
    """Safe loader that refuses duplicate keys and keeps dates and times as the text that was typed."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        first = {key.value: key for key in reversed(keys)}
        for key in keys:
            if first[key.value] is not key:
                said = f"the key `{key.value}` stands twice in one record"
                raise yaml.constructor.ConstructorError(None, None, said, key.start_mark)
            if key.tag != "tag:yaml.org,2002:merge":
                key.tag = "tag:yaml.org,2002:str"  # a key is always text
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


class Words(Loader):
    """Loader for a file in which everything is a text."""

    yaml_implicit_resolvers = {}


# Tags of a configuration, on which only MkDocs acts.
for _tag in ("!ENV", "!relative", "tag:yaml.org,2002:python/"):
    Loader.add_multi_constructor(_tag, lambda *_: None)


class Document:
    """A YAML text: its `content`, and where in it something stands; raises NotYaml."""

    def __init__(self, text: str | bytes, loader: type[Loader] = Loader) -> None:
        try:
            self.tree = yaml.compose(text, loader)
            self.content: Any = loader("").construct_document(self.tree) if self.tree else None
        except yaml.YAMLError as error:
            raise _explained(error, text if isinstance(text, str) else text.decode("utf-8", "replace")) from error

    def place(self, *loc: int | str) -> tuple[int, list[str]]:
        """Return the line (from 1) where `loc` stands, and the way there in words, positions counted from 1.

        `loc` is a path of keys and list positions as pydantic reports it; an entry of a list is also found, and named,
        by its `id`. Parts that are not there (a missing key, the name of a union's branch) are passed over, so the
        answer is the nearest thing around the mistake.
        """
        node, line, way = self.tree, 1, []
        for part in loc:
            if isinstance(node, yaml.MappingNode):
                for key, value in node.value:
                    if key.value == str(part):
                        node, line = value, key.start_mark.line + 1
                        way.append(key.value)
                        break
            elif isinstance(node, yaml.SequenceNode):
                ids = [_id(entry) for entry in node.value] if isinstance(part, str) else []
                number = ids.index(part) if part in ids else part
                if isinstance(number, int) and number < len(node.value):
                    node = node.value[number]
                    line = node.start_mark.line + 1
                    way.append(_id(node) or f"entry {number + 1}")
        return line, way


def _id(node: yaml.Node) -> str | None:
    keys = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value.value for key, value in keys if key.value == "id" and isinstance(value, yaml.ScalarNode)), None)


def read(path: Path, loader: type[Loader] = Loader) -> Document:
    """Return the YAML file `path`; raises NotYaml. The result is shared: callers must not change it."""
    return _read(path, state(path), loader)


@lru_cache(maxsize=32)
def _read(path: Path, _state: tuple[int, int] | None, loader: type[Loader]) -> Document:
    return Document(path.read_bytes(), loader)


def state(path: Path) -> tuple[int, int] | None:
    """What tells whether a file has changed; None if there is none."""
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size
    return None


def _explained(error: yaml.YAMLError, text: str) -> NotYaml:
    at, start = (getattr(error, name, None) for name in ("problem_mark", "context_mark"))
    said = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or error}".strip()
    if not (at or start):
        return NotYaml(1, f"not valid YAML: {said.splitlines()[0]}", "Save the file as plain UTF-8 text.")
    line, lines = (at or start).line + 1, text.splitlines()
    if "stands twice" in said:
        return NotYaml(line, said, "Remove one of the two, or give the second one the name it should have.")
    if merge := next((number for number, each in enumerate(lines, 1) if MERGE.match(each)), None):
        remedy = "Choose one of the two versions, and remove the other and the marks."
        return NotYaml(merge, "an unfinished merge", remedy)
    if re.match(r"[\s\xa0]*[\t\xa0]", lines[min(line, len(lines)) - 1]):
        return NotYaml(line, "a tab stands here, or a blank that is none", "Begin the line with spaces alone.")
    message, remedy = next(rest for (sign, *rest) in SAID if sign in said)
    line = start.line + 1 if start and sum(sign in said for sign in BEGUN) else line
    return NotYaml(line, f"not valid YAML: {message or said}", remedy)
