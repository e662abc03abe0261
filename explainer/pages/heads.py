"""The blocks of a page as its source has them: the line of each head, of its options and of its end."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from textwrap import dedent
from typing import Any

import yaml

HEAD = re.compile(r"\s*(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$")
BROKEN = re.compile(r"\s*(/{2,}) *[\w-]")
END = re.compile(r"\s*(/{3,}) *$")
OPTION = re.compile(r" {4,}([\w-]+):(?: |$)")


@dataclass(eq=False)
class Placed:
    """A block with its place in the source; `block` is what it became, with its options and what is wrong with them.

    `line` is that of its head, `end` of its last line, `lines` those of its options, `body` the first one below them,
    `broken` the one on which they stop being YAML.
    """

    name: str
    argument: str
    block: Any = None
    line: int = 0
    end: int = 0
    slashes: int = 3
    lines: dict[str, int] = field(default_factory=dict)
    body: int = 0
    broken: int = 0

    @property
    def options(self) -> dict[str, Any]:
        """What was given to it."""
        return getattr(self.block, "options", {})


def read(rows: list[str], code: Collection[int]) -> tuple[list[Placed], list[tuple[int, str, str]]]:
    """Return the blocks that begin in `rows`, lines of `code` left out, and what is wrong with their signs."""
    found: list[Placed] = []
    problems: list[tuple[int, str, str]] = []
    stack: list[Placed] = []
    spare = 0  # so many ends belong to blocks of which something was said already

    def close(line: int, *, late: bool) -> None:
        block = stack.pop()
        block.end = line
        if late:
            message = f"the block `{block.name}` that starts here is never closed"
            remedy = f"Put `{'/' * block.slashes}` on a line of its own under its last line."
            problems.append((block.line, message, remedy))

    for line, row in enumerate(rows, 1):
        head, end = (None, None) if line in code else (HEAD.match(row), END.match(row))
        if end and row.startswith(" " * 4) and stack and not rows[stack[-1].line - 1].startswith(" "):
            message = f"`{end[1]}` is indented here, so it does not close the block `{stack[-1].name}`"
            problems.append((line, message, "Put it at the beginning of the line."))
            close(line, late=False)
        elif end and not any(block.slashes == len(end[1]) for block in stack):
            if spare:
                spare -= 1
                continue
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
                spare += 1
            problems += _options(block, rows)
            found.append(block)
            stack.append(block)
        elif line not in code and (broken := BROKEN.match(row)):
            message = f"`{row.strip()}` neither starts a block nor ends one"
            remedy = "Write `/// name` or `/// name | text`; a block ends with a line that holds nothing but `///`."
            problems.append((line, message, remedy))
            if stack and stack[-1].slashes == len(broken[1]):
                close(line, late=False)
            else:
                spare += 1
    while stack:
        close(len(rows), late=True)
    return found, problems


def _options(block: Placed, rows: list[str]) -> Iterator[tuple[int, str, str]]:
    """Find the lines of a block's options, and say which stand where they are none, or twice."""
    given = [*takewhile(lambda row: row.startswith("    ") and row.strip(), rows[block.line :])]
    block.body = block.line + len(given) + 1
    for number, row in enumerate(given, block.line + 1):
        if (match := OPTION.match(row)) and block.lines.setdefault(match[1], number) != number:
            yield number, f"the option `{match[1]}` stands twice", "Remove one of the two."
    below = next((number for number in range(block.body, len(rows) + 1) if rows[number - 1].strip()), 0)
    if not given and below > block.body and OPTION.match(rows[below - 1]):
        block.body = 0
        message = f"the options of `{block.name}` stand below an empty line, so they are none"
        yield below, message, f"Take out the empty line between them and `{rows[block.line - 1].strip()}`."
    try:
        yaml.compose(dedent("\n".join(given)), yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        block.broken = block.line + 1 + min(mark.line if mark else 0, len(given) - 1)
