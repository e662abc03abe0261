"""One Markdown page, read once: everything the checks ask about, with its line.

The page is not rendered. Code and comments are masked with characters of the same number, so an offset in
`Page.text` is an offset in the file and `Page.line_at` tells its line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from explainer import frontmatter
from explainer.editions import LANGUAGES
from explainer.yamltext import SafeText

CITATION = re.compile(r"\[(@[\w.-]+(?:\s*;\s*@[\w.-]+)*)\]")
FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})([^`]*)$")
HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*$")
ATTRIBUTES = re.compile(r"\s*\{:?\s*([^{}]*)\}\s*$")
LINK = re.compile(
    r"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]"
    r"\(\s*(?:<([^<>\n]*)>|((?:[^()\s<>]|\([^()\s]*\))*))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
BLOCK_HEAD = re.compile(r"^ {0,3}(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$")
BLOCK_END = re.compile(r"^ {0,3}(/{3,}) *$")
ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?")
DEFINITION = re.compile(r"^ {0,3}:\s+")
QUOTE = re.compile(r"^ {0,3}(?:>\s?)+")
TABLE_RULE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is the explicit one, or None."""

    level: int
    text: str
    id: str | None
    line: int


@dataclass(frozen=True)
class Link:
    """A link or an image as written: `target` with its anchor."""

    text: str
    target: str
    line: int
    image: bool
    figure: bool = False


@dataclass(frozen=True)
class Citation:
    """One `[@key; @key2]`."""

    keys: tuple[str, ...]
    line: int
    start: int
    end: int


@dataclass
class Block:
    """One `/// name | argument` with its options; `end` is the line of the closing slashes, or None."""

    name: str
    argument: str | None
    line: int
    slashes: int
    parents: tuple[str, ...]
    options: dict[str, Any] = field(default_factory=dict)
    option_lines: dict[str, int] = field(default_factory=dict)
    options_error: tuple[int, str] | None = None
    end: int | None = None


@dataclass(frozen=True)
class Comment:
    """An HTML comment; `start` and `end` are offsets in the file."""

    text: str
    line: int
    last_line: int
    start: int
    end: int


@dataclass(frozen=True)
class Unit:
    """A stretch of text that is read as one: paragraph, item, row, header, caption, title, definition, quote or heading.

    `text` holds one line per line of the file without markers; `starts[i]` is the offset in the file of the first
    character of line i, and `blocks` are the names of the blocks around it, outermost first.
    """

    kind: str
    text: str
    line: int
    starts: tuple[int, ...]
    blocks: tuple[str, ...]

    def line_at(self, position: int) -> int:
        """Return the line of the file for a position in `text`."""
        return self.line + self.text.count("\n", 0, position)

    def offset_at(self, position: int) -> int:
        """Return the offset in the file for a position in `text`."""
        row = self.text.count("\n", 0, position)
        return self.starts[row] + position - (self.text.rfind("\n", 0, position) + 1)


class Page:
    """A page of one language. Attributes that need parsing are worked out when first asked for.

    `shown` is how messages name the file, `name` its path below the language's folder.
    """

    def __init__(self, path: Path, shown: str, language: str, name: str) -> None:
        self.path, self.shown, self.language, self.name = path, shown, language, name
        self.problems: list[tuple[int, str, str]] = []
        try:
            self.source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.source = path.read_text(encoding="utf-8", errors="replace")
            self.problems.append((1, "the file is not UTF-8 text", "Save it as UTF-8 in your editor."))
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", self.source))]
        head = frontmatter.read(self.source, translated=language != LANGUAGES[0])
        self.front, self.front_lines, self.front_end = head.meta, head.lines, head.end
        self.problems += head.problems
        self.text, self.comments = self._mask()
        self.rows = self.text.split("\n")
        self.blocks: list[Block] = []
        self._block_names = self._read_blocks()

    def line_at(self, offset: int) -> int:
        """Return the line (from 1) of an offset in the file."""
        return bisect_right(self._line_starts, offset)

    @property
    def home(self) -> bool:
        """Is this the home page of its language?"""
        return self.name == "index.md"

    @property
    def tells(self) -> list[str]:
        """Ids of the facts that the page claims to tell."""
        return self.front.tells

    def _mask(self) -> tuple[str, list[Comment]]:
        body: list[str] = []
        fence: tuple[str, int] | None = None
        for number, row in enumerate(self.source.split("\n"), 1):
            match = FENCE.match(row)
            if self._line_starts[number - 1] < self.front_end:
                body.append(" " * len(row))
            elif fence:
                body.append(" " * len(row))
                if match and match[2].startswith(fence[0]) and not match[3].strip():
                    fence = None
            elif match:
                fence = (match[2], number)
                body.append(" " * len(row))
            else:
                body.append(row)
        if fence:
            self.problems.append(
                (
                    fence[1],
                    f"the code that starts here with {fence[0]} is never closed",
                    f"Put a line with {fence[0]} under the last line of the code.",
                )
            )
        text = re.sub(
            r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)",
            lambda m: re.sub(r"[^\n]", "x", m[0]),
            "\n".join(body),
            flags=re.DOTALL,
        )
        comments = [
            Comment(m[1].strip(), self.line_at(m.start()), self.line_at(m.end() - 1), m.start(), m.end())
            for m in re.finditer(r"<!--(.*?)-->", text, re.DOTALL)
        ]
        text = re.sub(r"<!--.*?-->", lambda m: re.sub(r"[^\n]", " ", m[0]), text, flags=re.DOTALL)
        if "<!--" in text:
            self.problems.append(
                (self.line_at(text.index("<!--")), "a comment starts here and is never closed", "End it with `-->`.")
            )
        return text, comments

    def _read_blocks(self) -> list[tuple[str, ...] | None]:
        """Fill `blocks`; return for each row the names of the blocks around it, or None if it is a block's own line."""
        inside: list[tuple[str, ...] | None] = []
        stack: list[Block] = []
        options_of: Block | None = None
        options: list[tuple[int, str]] = []
        for number, row in enumerate(self.rows, 1):
            if options_of and re.match(r" {4,}\S", row):
                options.append((number, row))
                inside.append(None)
                continue
            if options_of:
                self._read_options(options_of, options)
                options_of, options = None, []
            if match := BLOCK_END.match(row):
                self._close(stack, len(match[1]), number)
                inside.append(None)
            elif match := BLOCK_HEAD.match(row):
                block = Block(match[2], match[3], number, len(match[1]), tuple(b.name for b in stack))
                if stack and stack[-1].slashes == block.slashes:
                    self.problems.append(
                        (
                            number,
                            f"the block `{block.name}` starts inside `{stack[-1].name}` (line {stack[-1].line}), which is "
                            f"not closed and has as many slashes",
                            f"Close `{stack[-1].name}` with `{'/' * block.slashes}` on a line of its own above this one; if "
                            "one belongs inside the other, give the outer one more slashes.",
                        )
                    )
                    stack.pop().end = number - 1
                    block.parents = tuple(b.name for b in stack)
                self.blocks.append(block)
                stack.append(block)
                options_of = block
                inside.append(None)
            else:
                inside.append(tuple(block.name for block in stack))
        if options_of:
            self._read_options(options_of, options)
        for block in stack:
            self.problems.append(
                (
                    block.line,
                    f"the block `{block.name}` that starts here is never closed",
                    f"Put `{'/' * block.slashes}` on a line of its own under its last line.",
                )
            )
        return inside

    def _close(self, stack: list[Block], slashes: int, line: int) -> None:
        for position in range(len(stack) - 1, -1, -1):
            if stack[position].slashes == slashes:
                for block in stack[position + 1 :]:
                    self.problems.append(
                        (
                            block.line,
                            f"the block `{block.name}` that starts here is never closed",
                            f"Put `{'/' * block.slashes}` on a line of its own under its last line.",
                        )
                    )
                stack[position].end = line
                del stack[position:]
                return
        self.problems.append(
            (
                line,
                f"`{'/' * slashes}` closes a block, but none is open here",
                "Remove the line, or add the line that starts the block above it.",
            )
        )

    def _read_options(self, block: Block, rows: list[tuple[int, str]]) -> None:
        if not rows:
            return
        indent = min(len(row) - len(row.lstrip()) for _, row in rows)
        try:
            node = yaml.compose("\n".join(row[indent:] for _, row in rows), SafeText)
            values = SafeText.values(node)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = rows[min(mark.line, len(rows) - 1)][0] if mark else rows[0][0]
            block.options_error = (line, str(getattr(error, "problem", error)))
            return
        if not isinstance(values, dict):
            block.options_error = (rows[0][0], "expected `option: value`")
            return
        block.options = values
        block.option_lines = {key.value: rows[key.start_mark.line][0] for key, _ in node.value}

    @cached_property
    def citations(self) -> list[Citation]:
        """Every citation, in prose, tables, captions and inside blocks."""
        return [
            Citation(tuple(re.findall(r"@([\w.-]+)", m[1])), self.line_at(m.start()), m.start(), m.end())
            for m in CITATION.finditer(self.text)
        ]

    @cached_property
    def headings(self) -> list[Heading]:
        """Headings in order, `#` and underlined ones."""
        found = []
        for index, row in enumerate(self.rows):
            if self._block_names[index] is None:
                continue
            if match := HEADING.match(row):
                found.append(self._heading(len(match[1]), match[2], index + 1))
            elif (
                re.fullmatch(r"=+|-{2,}", row.strip() or "x")
                and index
                and self.rows[index - 1].strip()
                and not re.match(r"\s*([|>#]|[-*+] )", self.rows[index - 1])
                and self._block_names[index - 1] is not None
            ):
                found.append(self._heading(1 if "=" in row else 2, self.rows[index - 1].strip(), index))
        return found

    @staticmethod
    def _heading(level: int, text: str, line: int) -> Heading:
        attributes = ATTRIBUTES.search(text)
        anchor = re.search(r"#([\w.:-]+)", attributes[1]) if attributes else None
        return Heading(level, ATTRIBUTES.sub("", text) if attributes else text, anchor[1] if anchor else None, line)

    @cached_property
    def links(self) -> list[Link]:
        """Links and images, also those inside a link's text; reference definitions count as links."""
        figures = [(block.line, block.end or 10**9) for block in self.blocks if block.name == "figure"]
        found: list[Link] = []

        def gather(text: str, base: int) -> None:
            for match in LINK.finditer(text):
                line = self.line_at(base + match.start())
                figure = any(first <= line <= last for first, last in figures)
                target = match[3] if match[3] is not None else match[4]
                found.append(Link(match[2], target, line, bool(match[1]), figure))
                if not match[1]:
                    gather(match[2], base + match.start(2))

        gather(self.text, 0)
        for match in re.finditer(r"(?m)^ {0,3}\[([^\]^@]+)\]:\s+<?(\S+?)>?\s*$", self.text):
            found.append(Link(match[1], match[2], self.line_at(match.start()), False))
        return found

    @cached_property
    def anchors(self) -> dict[str, int]:
        """Ids that exist on the page before data is asked: headings, blocks, cited sources; with the line."""
        found: dict[str, int] = {}
        for heading in self.headings:
            if heading.id:
                found.setdefault(heading.id, heading.line)
        for block in self.blocks:
            if block.name in ("unknown", "next"):
                found.setdefault(block.name, block.line)
            elif block.name == "claim" and block.options.get("id"):
                found.setdefault(f"claim-{block.options['id']}", block.line)
            elif block.name == "timeline" and isinstance(block.options.get("events"), list):
                for event in block.options["events"]:
                    found.setdefault(f"event-{event}", block.line)
        for citation in self.citations:
            found.setdefault("sources", citation.line)
            for key in citation.keys:
                found.setdefault(f"source-{key}", citation.line)
        for match in re.finditer(r"\{:?\s*[^{}\n]*#([\w.:-]+)[^{}\n]*\}", self.text):
            found.setdefault(match[1], self.line_at(match.start()))
        return found

    @cached_property
    def units(self) -> list[Unit]:
        """The text of the page in reading order, without code, comments and block options."""
        return _Units(self).read()

    def block_at(self, line: int, name: str) -> Block | None:
        """Return the innermost block `name` around `line`, or None."""
        around = [b for b in self.blocks if b.name == name and b.line <= line <= (b.end or 10**9)]
        return around[-1] if around else None

    def cited_in(self, line: int, name: str) -> list[Citation]:
        """Return the citations in the innermost block `name` around `line`; none if there is no such block."""
        block = self.block_at(line, name)
        last = (block.end or 10**9) if block else -1
        return [citation for citation in self.citations if line <= citation.line <= last]


class _Units:
    """Reads the units of a page, row by row."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: list[Unit] = []
        self.kind = ""
        self.parts: list[tuple[int, int, str]] = []
        self.blocks: tuple[str, ...] = ()

    def read(self) -> list[Unit]:
        page = self.page
        heads = {block.line: block for block in page.blocks}
        headings = {heading.line: heading for heading in page.headings}
        for index, row in enumerate(page.rows):
            number, around = index + 1, page._block_names[index]
            if around is None:
                self.flush()
                if number in heads:
                    self.title(heads[number], row)
            elif not row.strip() or re.fullmatch(r"\s*(?:=+|-{2,}|[*_]{3,}|===? .*)\s*", row):
                self.flush()
            elif number in headings:
                self.flush()
                heading = headings[number]
                self.blocks = around
                self.single("heading", number, row.find(heading.text), heading.text)
            else:
                self.row(number, row, around)
        self.flush()
        return self.found

    def title(self, block: Block, row: str) -> None:
        if block.argument and block.name in ("figure", "claim"):
            self.blocks = (*block.parents, block.name)
            kind = "caption" if block.name == "figure" else "heading"
            self.single(kind, block.line, row.find(block.argument, row.find("|")), block.argument)

    def row(self, number: int, row: str, around: tuple[str, ...]) -> None:
        page = self.page
        after = page.rows[number] if number < len(page.rows) else ""
        table = (
            self.kind in ("row", "header") or row.lstrip().startswith("|") or ("|" in after and TABLE_RULE.match(after))
        )
        if table and "|" in row:
            if TABLE_RULE.match(row) and self.kind == "header":
                self.kind = "row"
                return
            kind = "header" if "|" in after and TABLE_RULE.match(after) else "row"
            self.flush()
            self.add(kind, number, row, 0, around)
            self.flush()
            self.kind = kind
            return
        for kind, pattern in (("item", ITEM), ("definition", DEFINITION), ("quote", QUOTE)):
            if match := pattern.match(row):
                if not (kind == "quote" and self.kind == "quote"):
                    self.flush()
                self.add(kind, number, row, match.end(), around)
                return
        self.add(self.kind if self.parts else "paragraph", number, row, 0, around)

    def add(self, kind: str, number: int, row: str, skip: int, around: tuple[str, ...]) -> None:
        skip += len(row[skip:]) - len(row[skip:].lstrip())
        self.kind, self.blocks = kind, around
        self.parts.append((number, skip, row[skip:].rstrip()))

    def single(self, kind: str, number: int, column: int, text: str) -> None:
        start = self.page._line_starts[number - 1] + max(column, 0)
        self.found.append(Unit(kind, text, number, (start,), self.blocks))

    def flush(self) -> None:
        if self.parts:
            starts = tuple(self.page._line_starts[number - 1] + skip for number, skip, _ in self.parts)
            text = "\n".join(part for _, _, part in self.parts)
            self.found.append(Unit(self.kind, text, self.parts[0][0], starts, self.blocks))
        self.kind, self.parts = "", []
