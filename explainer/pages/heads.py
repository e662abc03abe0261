"""The blocks of a page as its source has them: the line of each head, of its options and of its end."""

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from explainer.finding import Fault
from explainer.markdown.blocks.base import Problem

HEAD = re.compile(r"\s*(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$")
BROKEN = re.compile(r"\s*(/{2,}) *[\w-]")
END = re.compile(r"\s*(/{3,}) *$")
OPTION = re.compile(r" {4,}([\w-]+):(?: |$)")


@dataclass(eq=False)
class Placed:
    """A block with its place in the source; `body` is the first line below its options.

    What it became on the page: its `options`, its `ids`, and what is wrong with it (`found`); `raw`: it is text there.
    """

    name: str
    argument: str
    options: dict[str, Any] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    found: tuple[Problem, ...] = ()
    raw: bool = False
    line: int = 0
    end: int = 0
    slashes: int = 3
    lines: dict[str, int] = field(default_factory=dict)
    body: int = 0


def read(rows: list[str], code: Collection[int], made: Iterable[Placed]) -> tuple[list[Placed], list[Fault]]:
    """Return the blocks that begin in `rows`, lines of `code` left out, and what is wrong with their signs.

    `made` are those of the page, in the same order; they are given their places.
    """
    left = deque(made)
    found: list[Placed] = []
    faults: list[Fault] = []
    stack: list[Placed] = []
    spare = 0  # so many ends belong to blocks of which something was said already

    def close(line: int, *, late: bool = False) -> None:
        block = stack.pop()
        block.end = line
        if late:
            remedy = f"Put `{'/' * block.slashes}` on a line of its own under its last line."
            faults.append((block.line, f"the block `{block.name}` that starts here is never closed", remedy))

    for line, row in enumerate(rows, 1):
        head, end = (None, None) if line in code else (HEAD.match(row), END.match(row))
        if end and row.startswith(" " * 4) and stack and not rows[stack[-1].line - 1].startswith(" "):
            message = f"`{end[1]}` is indented here, so it does not close the block `{stack[-1].name}`"
            faults.append((line, message, "Put it at the beginning of the line."))
            close(line)
        elif end and any(block.slashes == len(end[1]) for block in stack):
            while stack[-1].slashes != len(end[1]):
                close(line, late=True)
            close(line)
        elif end and spare:
            spare -= 1
        elif end:
            message = f"`{end[1]}` closes a block, but none is open here"
            faults.append((line, message, "Remove the line, or add the line that starts the block above it."))
        elif head:
            same = left and (left[0].name, left[0].argument) == (head[2].lower(), head[3] or "")
            block = left.popleft() if same else Placed(head[2], head[3] or "", raw=True)
            block.line, block.slashes = line, len(head[1])
            if stack and stack[-1].slashes == block.slashes:
                outer = f"`{stack[-1].name}` (line {stack[-1].line}), which is not closed and has as many slashes"
                remedy = f"Close `{stack[-1].name}` with `{head[1]}` on a line of its own above this one"
                remedy += "; if one belongs inside the other, give the outer one more slashes."
                faults.append((line, f"the block `{block.name}` starts inside {outer}", remedy))
                close(line - 1)
                spare += 1
            faults += _options(block, rows)
            found.append(block)
            stack.append(block)
        elif line not in code and (broken := BROKEN.match(row)):
            remedy = "Write `/// name` or `/// name | text`; a block ends with a line that holds nothing but `///`."
            faults.append((line, f"`{row.strip()}` neither starts a block nor ends one", remedy))
            if stack and stack[-1].slashes == len(broken[1]):
                close(line)
            else:
                spare += 1
    while stack:
        close(len(rows), late=True)
    return found, faults


def _options(block: Placed, rows: list[str]) -> Iterator[Fault]:
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
