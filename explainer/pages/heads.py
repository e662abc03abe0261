"""The blocks of a page as its source has them: the line of each head, of its options and of its end."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import takewhile
from textwrap import dedent
from typing import Any

import yaml

HEAD = re.compile(r"\s*(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$")
END = re.compile(r"\s*(/{3,}) *$")
OPTION = re.compile(r" {4,}(\S.*?):(?: |$)")


@dataclass(eq=False)
class Placed:
    """A block with its place in the source; `block` is what it became, with its options and what is wrong with them.

    `line` is that of its head, `end` of its last line, `lines` those of its options, `broken` the one on which they
    stop being YAML.
    """

    name: str
    argument: str
    block: Any = None
    line: int = 0
    end: int = 0
    slashes: int = 3
    lines: dict[str, int] = field(default_factory=dict)
    broken: int = 0

    @property
    def options(self) -> dict[str, Any]:
        """What was given to it."""
        return getattr(self.block, "options", {})


def read(rows: list[str], code: Collection[int]) -> tuple[list[Placed], list[tuple[int, str, str]]]:
    """Return the blocks that begin in `rows`, lines of `code` left out, and which of them are not closed."""
    found: list[Placed] = []
    problems: list[tuple[int, str, str]] = []
    stack: list[Placed] = []

    def close(line: int, *, late: bool) -> None:
        block = stack.pop()
        block.end = line
        if late:
            message = f"the block `{block.name}` that starts here is never closed"
            remedy = f"Put `{'/' * block.slashes}` on a line of its own under its last line."
            problems.append((block.line, message, remedy))

    for line, row in enumerate(rows, 1):
        head, end = (None, None) if line in code else (HEAD.match(row), END.match(row))
        if end and not any(block.slashes == len(end[1]) for block in stack):
            message = f"`{end[1]}` closes a block, but none is open here"
            problems.append((line, message, "Remove the line, or add the line that starts the block above it."))
        elif end:
            while stack[-1].slashes != len(end[1]):
                close(line, late=True)
            close(line, late=False)
        elif head:
            block = Placed(head[2], head[3] or "", line=line, slashes=len(head[1]))
            if stack and stack[-1].slashes == block.slashes:
                outer = stack[-1]
                message = (
                    f"the block `{block.name}` starts inside `{outer.name}` (line {outer.line}), which is not closed"
                )
                remedy = (
                    f"Close `{outer.name}` with `{head[1]}` on a line of its own above this one; if one belongs inside "
                    "the other, give the outer one more slashes."
                )
                problems.append((line, f"{message} and has as many slashes", remedy))
                close(line - 1, late=False)
            _options(block, rows)
            found.append(block)
            stack.append(block)
    while stack:
        close(len(rows), late=True)
    return found, problems


def _options(block: Placed, rows: list[str]) -> None:
    given = [*takewhile(lambda row: row.startswith("    ") and row.strip(), rows[block.line :])]
    for number, row in enumerate(given, block.line + 1):
        if match := OPTION.match(row):
            block.lines.setdefault(match[1], number)
    try:
        yaml.compose(dedent("\n".join(given)), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        block.broken = block.line + 1 + min(mark.line if mark else 0, len(given) - 1)
