"""A page as the Markdown extension rendered it: what readers get, each piece with its line in the source.

The page is rendered exactly as the build does it, except that nothing raises; the tree is then read. Text that blocks
made from records is left out: it belongs to the data.
"""

from __future__ import annotations

import logging
import re
import xml.etree.ElementTree as etree
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import takewhile
from textwrap import dedent
from typing import Any

import yaml
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from explainer.pages.align import Aligner

log = logging.getLogger("mkdocs.explainer")
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(
    ["a", "abbr", "b", "br", "button", "cite", "code", "del", "em", "i", "img", "input", "ins", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var"]
)  # fmt: skip
ACTIVE = re.compile(r"on\w+|style|srcdoc|(?:form)?action|ping|background")
KINDS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **{
        "li": "item",
        "dt": "term",
        "dd": "definition",
        "blockquote": "quote",
        "figcaption": "caption",
        "label": "label",
    },
}
HEAD = re.compile(r"^\s*(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?$")
FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})")
END = re.compile(r"^\s*(/{3,}) *$")
OPTION = re.compile(r"^ {4,}(\S.*?):(?: |$)")


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is the one it has on the page, `own` whether it was given one in the source."""

    level: int
    text: str
    id: str
    own: bool
    line: int


@dataclass(frozen=True)
class Link:
    """A link or an image as written. `made`: a block made it from its options or records."""

    text: str
    target: str
    line: int
    image: bool = False
    figure: bool = False
    made: bool = False


@dataclass(frozen=True)
class Citation:
    """One `[@key; @key2]`."""

    keys: tuple[str, ...]
    line: int
    blocks: tuple[Placed, ...]


@dataclass(frozen=True, eq=False)
class Placed:
    """A block with its place in the source; `block` is what it became.

    `line` is that of its head, `end` of its last line, `lines` those of its options, `broken` the one on which they
    stop being YAML.
    """

    name: str
    argument: str
    line: int
    end: int
    slashes: int
    lines: dict[str, int]
    broken: int = 0
    block: Any = None

    @property
    def options(self) -> dict[str, Any]:
        """What was given to it."""
        return getattr(self.block, "options", {})


@dataclass(frozen=True, eq=False)
class Unit:
    """A stretch of text that is read as one: paragraph, item, row, header, caption, term, definition, quote, heading.

    `text` is what readers see, with citations as `[@key]`, comments as in the source and code masked with `x`;
    `blocks` are the blocks around it, outermost first; `states` are the marks of status in it with their positions.
    """

    kind: str
    text: str
    places: tuple[tuple[int, int], ...]
    blocks: tuple[Placed, ...]
    states: tuple[tuple[int, str], ...] = ()

    @property
    def line(self) -> int:
        """The line of the source on which it begins."""
        return self.places[0][1]

    def line_at(self, position: int) -> int:
        """The line of the source for a position in `text`."""
        return self.places[max(bisect_right(self.places, (position, 10**9)) - 1, 0)][1]

    def line_after(self, position: int) -> int:
        """The line of the first word at or after a position."""
        return next((line for place, line in self.places if place >= position), self.places[-1][1])

    def inside(self, name: str) -> bool:
        """Does it stand in a block of this name?"""
        return any(block.name == name for block in self.blocks)


@dataclass
class Tree:
    """What was rendered. `ids` are all that the page has, also those of blocks and of the list of sources."""

    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    blocks: list[Placed] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    """Texts that blocks made from records."""
    active: list[tuple[str, int]] = field(default_factory=list)
    """Attributes that act or load, with their lines."""
    code: set[int] = field(default_factory=set)
    """Lines of the source that are code."""
    indented: set[int] = field(default_factory=set)
    """Lines on which code begins that is not fenced."""
    lost: list[int] = field(default_factory=list)
    """Lines of the source with words that are not on the page."""
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def prose(self) -> list[Unit]:
        """The units that are no code."""
        return [unit for unit in self.units if unit.kind != "code"]


class _Made(list):
    """Takes the place of the list of blocks, to see what a block made before the page's own text came into it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: dict[etree.Element, Any] = {}
        self.titles: dict[etree.Element, Any] = {}

    def append(self, block: Any) -> None:
        for element in block.root.iter():
            self.elements[element] = block
            if block.argument and (element.text or "").strip() == block.argument:
                self.titles[element] = block
        super().append(block)


class _Early(Treeprocessor):
    """Notes what is written on the page, before citations are numbered and links resolved."""

    def run(self, root: etree.Element) -> None:
        self.written = set(root.iter())
        self.attributes = {element: dict(element.attrib) for element in self.written}


class _Late(Treeprocessor):
    """Keeps the finished tree."""

    def run(self, root: etree.Element) -> None:
        self.root = root


class Renderer:
    """The Markdown of one edition, ready to render its pages."""

    def __init__(self, extensions: dict[str, Any]) -> None:
        """Take `markdown_extensions` of the edition's configuration."""
        configs = {name: dict(settings or {}) for name, settings in extensions.items()}
        configs.get("explainer.markdown", {})["strict"] = False
        self.md = Markdown(extensions=["toc", "tables", "fenced_code", *configs], extension_configs=configs)
        self.early, self.late = _Early(self.md), _Late(self.md)
        self.md.treeprocessors.register(self.early, "pages-early", 17)
        self.md.treeprocessors.register(self.late, "pages-late", -100)

    def render(self, source: str, start: int) -> Tree:
        """Return the tree of a page whose text begins at the offset `start` of its source."""
        self.md.reset()
        self.md.site_blocks = made = _Made()
        log.disabled = True  # what is wrong becomes a finding
        try:
            html = self.md.convert(source[start:])
        finally:
            log.disabled = False
        reader = _Reader(source, start, self, made)
        reader.tree.ids = re.findall(r'<[^<>]*?\sid="([^"]*)"', html)
        return reader.read()


@dataclass
class _Run:
    """Text under way to a unit: pieces, code with its real letters, and what stands in it."""

    kind: str
    blocks: tuple[Any, ...]
    text: str = ""
    raw: str = ""
    title_of: Any = None
    element: etree.Element | None = None
    links: list[tuple[int, etree.Element]] = field(default_factory=list)
    cites: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    states: list[tuple[int, str]] = field(default_factory=list)
    active: list[tuple[int, str]] = field(default_factory=list)

    def add(self, text: str, *, code: bool = False) -> None:
        self.raw += text
        self.text += re.sub(r"\S", "x", text) if code else text


class _Reader:
    """Reads one rendered page."""

    def __init__(self, source: str, start: int, renderer: Renderer, made: _Made) -> None:
        self.source, self.made = source, made
        self.rows = source.expandtabs(4).split("\n")
        self.first = source.count("\n", 0, start)
        self.stash = renderer.md.htmlStash.rawHtmlBlocks
        self.root, self.written, self.attributes = (
            renderer.late.root,
            renderer.early.written,
            renderer.early.attributes,
        )
        self.aligner = Aligner(source, start)
        self.tree = Tree()
        self.runs: list[_Run] = []
        self.known: set[int] = set()

    def read(self) -> Tree:
        self._walk(self.root, "paragraph", ())
        placed: list[tuple[_Run, list[tuple[int, int]]]] = []
        code = self.tree.code
        for run in self.runs:
            places = [] if run.title_of else self.aligner.find(run.raw, move=run.kind != "label")
            if run.kind == "code" and places:
                code.update(self._code(places[0][1], places[-1][1]))
            placed.append((run, places))
        self._blocks(code)
        by_block = {block.block: block for block in self.tree.blocks if block.block is not None}
        line = self.first + 1
        for run, places in placed:
            if run.title_of:
                places = [(0, by_block[run.title_of].line)] if run.title_of in by_block else []
            line = places[0][1] if places else line
            self._unit(run, places or [(0, line)], tuple(by_block[b] for b in run.blocks if b in by_block))
        self._made_links(by_block)
        self._lost(code)
        return self.tree

    # the rendered tree

    def _walk(self, element: etree.Element, kind: str, blocks: tuple[Any, ...]) -> None:
        """Read what stands in a block-level element: runs of text, and further elements."""
        block = self.made.elements.get(element)
        if block is not None and block.root is element:
            blocks = (*blocks, block)
        kind = KINDS.get(element.tag, kind)
        if element.tag == "tr":
            self._row(element, blocks)
            return
        title = self.made.titles.get(element)
        # What blocks make later, together with its content, has a class; what Markdown makes has none.
        own = (block is None and "class" not in self.attributes.get(element, {})) or title is not None
        run = self._run(kind, blocks, element, title)
        self._active(run, element)
        self._text(run, element.text)
        for child in element:
            if child not in self.written:
                pass
            elif child.tag in INLINE:
                self._inline(run, child)
            else:
                self._close(run, own)
                quoted = element.tag == "blockquote" and block is None and child.tag == "p"
                if quoted and self.runs and self.runs[-1].element is element:
                    self._more(child)
                else:
                    self._walk(child, kind, blocks)
                    if quoted:
                        self.runs[-1].element = element
                run = self._run(kind, blocks, element, title)
            self._text(run, child.tail)
        self._close(run, own)

    def _run(self, kind: str, blocks: tuple[Any, ...], element: etree.Element, title: Any) -> _Run:
        return _Run(kind, blocks, title_of=title, element=element)

    def _active(self, run: _Run, element: etree.Element) -> None:
        if element not in self.made.elements:
            run.active += [(len(run.text), name) for name in element.attrib if ACTIVE.fullmatch(name)]

    def _more(self, paragraph: etree.Element) -> None:
        """A further paragraph of a quotation belongs to the same text."""
        run = self.runs[-1]
        run.add("\n\n")
        self._text(run, paragraph.text)
        for child in paragraph:
            self._inline(run, child)
            self._text(run, child.tail)

    def _row(self, row: etree.Element, blocks: tuple[Any, ...]) -> None:
        head = all(cell.tag == "th" for cell in row)
        run = self._run("header" if head else "row", blocks, row, None)
        for number, cell in enumerate(row):
            run.add("\t" if number else "")
            self._text(run, cell.text)
            for child in cell:
                self._inline(run, child)
                self._text(run, child.tail)
        self._close(run, row not in self.made.elements)

    def _close(self, run: _Run, own: bool) -> None:
        if own and (run.raw.strip() or run.links):
            self.runs.append(run)
        elif not own and run.blocks and run.raw.strip() not in run.blocks[-1].options.values():
            self.tree.shown.append(run.text)

    def _text(self, run: _Run, text: str | None) -> None:
        """Add text; what was set aside as HTML is code, a comment, an entity or raw HTML of the page."""
        for number, piece in enumerate(STASHED.split(text or "")):
            if number % 2 == 0:
                run.add(piece)
                continue
            html = self.stash[int(piece)]
            html = html if isinstance(html, str) else etree.tostring(html, encoding="unicode")
            if html.startswith("<!--"):
                run.add(f" {html} ")
            elif html.startswith("&"):
                run.add(unescape(html))
            elif html.strip() not in self.source and (run.element is None or run.element not in self.made.elements):
                self.runs.append(_Run("code", run.blocks, raw=unescape(re.sub(r"<[^<>]*>", "", html))))

    def _inline(self, run: _Run, element: etree.Element) -> None:
        if element not in self.written:
            return
        before = self.attributes[element]
        self._active(run, element)
        if element.tag == "sup" and before.get("class") == "cite":
            keys = tuple(self.attributes[mark].get("data-cite") or (mark.text or "")[1:-1] for mark in element)
            run.cites.append((len(run.text), keys))
            run.add(f" [{'; '.join(f'@{key}' for key in keys)}]")
            return
        if ("href" in before or "src" in before) and element not in self.made.elements:
            run.links.append((len(run.text), element))
            if before.get("href", "").startswith("status:"):
                run.states.append((len(run.text), before["href"].partition(":")[2]))
        if element.tag == "code":
            run.add(unescape("".join(element.itertext())), code=True)
            return
        self._text(run, element.text)
        for child in element:
            self._inline(run, child)
            self._text(run, child.tail)

    # together with the source

    def _unit(self, run: _Run, places: list[tuple[int, int]], blocks: tuple[Placed, ...]) -> None:
        text = run.text if run.kind != "code" else run.raw
        kind = "title" if run.title_of and run.kind == "paragraph" else run.kind
        unit = Unit(kind, text, tuple(places), blocks, tuple(run.states))
        if text.strip():
            self.tree.units.append(unit)
        for position, keys in run.cites:
            self.tree.citations.append(Citation(keys, unit.line_at(position + 2), blocks))
        for position, element in run.links:
            self._link(element, self._line_of(self._written(element), unit.line_at(position)), unit.inside("figure"))
        self.tree.active += [(name, unit.line_at(position)) for position, name in run.active]
        if run.kind == "heading" and run.element is not None:
            level = HEADINGS.index(run.element.tag) + 1
            words = re.sub(r"\s*\[@[^\]]*\]", "", text).strip()
            anchor = run.element.get("id", "")
            if run.title_of is None:
                own = f"#{anchor}" in self.rows[unit.line - 1]
                self.tree.headings.append(Heading(level, words, anchor, own, unit.line))

    def _written(self, element: etree.Element) -> str:
        """How a link or an image begins in the source, as far as it is known."""
        before = self.attributes[element]
        return f"![{before['alt']}](" if before.get("alt") else f"]({unescape(before.get('href', before.get('src')))}"

    def _link(self, element: etree.Element, line: int, figure: bool) -> None:
        before = self.attributes[element]
        self.known.add(line)
        if element.tag == "img":
            self.tree.links.append(Link(before.get("alt", ""), before.get("src", ""), line, True, figure))
        elif "href" in before:
            text = "".join(element.itertext()) or "".join(child.get("alt", "") for child in element)
            self.tree.links.append(Link(text, unescape(before["href"]), line, figure=figure))

    def _line_of(self, text: str, near: int) -> int:
        """The line on which a piece of the source stands, at or after the line `near` if it can be."""
        start = sum(len(row) + 1 for row in self.rows[: near - 1])
        found = self.source.find(text, start)
        found = found if found >= 0 else self.source.find(text)
        return self.source.count("\n", 0, found) + 1 if found >= 0 else near

    def _made_links(self, by_block: dict[Any, Placed]) -> None:
        """Links that blocks made, at the line of their option or of the block."""
        for element, block in self.made.elements.items():
            for link in element.iter("a") if element is block.root else ():
                target = self.attributes.get(link, {}).get("href", "")
                if (
                    block in by_block
                    and link in self.made.elements
                    and target
                    and not target.startswith(("#", "root:"))
                ):
                    placed = by_block[block]
                    option = next((name for name, value in placed.options.items() if value == target), "")
                    text = "".join(link.itertext())
                    self.tree.links.append(Link(text, target, placed.lines.get(option, placed.line), made=True))

    def _code(self, first: int, last: int) -> range:
        """The lines of code between two lines of it, with the fences around it."""
        above = next((n for n in range(first, self.first, -1) if FENCE.match(self.rows[n - 1])), first)
        below = next((n for n in range(last + 1, len(self.rows) + 1) if FENCE.match(self.rows[n - 1])), last)
        if above < first:
            return range(above, below + 1)
        self.tree.indented.add(first)
        return range(first, last + 1)

    def _blocks(self, code: set[int]) -> None:
        """Find the heads of blocks in the source, their ends and options, and which of them became blocks."""
        stack: list[dict[str, Any]] = []
        heads: list[dict[str, Any]] = []

        def close(head: dict[str, Any], line: int) -> None:
            head["end"] = line

        def unclosed(head: dict[str, Any], line: int) -> None:
            close(head, line)
            self.tree.problems.append(
                (
                    head["line"],
                    f"the block `{head['name']}` that starts here is never closed",
                    f"Put `{'/' * head['slashes']}` on a line of its own under its last line.",
                )
            )

        for number, row in enumerate(self.rows, 1):
            if number <= self.first or number in code:
                continue
            if match := END.match(row):
                slashes = len(match[1])
                if not any(head["slashes"] == slashes for head in stack):
                    self.tree.problems.append(
                        (
                            number,
                            f"`{match[1]}` closes a block, but none is open here",
                            "Remove the line, or add the line that starts the block above it.",
                        )
                    )
                    continue
                while stack[-1]["slashes"] != slashes:
                    unclosed(stack.pop(), number)
                close(stack.pop(), number)
            elif match := HEAD.match(row):
                head = {
                    "name": match[2],
                    "argument": match[3] or "",
                    "line": number,
                    "slashes": len(match[1]),
                    "end": len(self.rows),
                    **self._options(number),
                }
                if stack and stack[-1]["slashes"] == head["slashes"]:
                    outer = stack.pop()
                    close(outer, number - 1)
                    self.tree.problems.append(
                        (
                            number,
                            f"the block `{head['name']}` starts inside `{outer['name']}` (line {outer['line']}), which is "
                            "not closed and has as many slashes",
                            f"Close `{outer['name']}` with `{match[1]}` on a line of its own above this one; if "
                            "one belongs inside the other, give the outer one more slashes.",
                        )
                    )
                heads.append(head)
                stack.append(head)
        for head in stack:
            unclosed(head, len(self.rows))
        created = list(self.made)
        for head in heads:
            block = created[0] if created else None
            if block is not None and head["name"].lower() == block.NAME and (block.argument or "") == head["argument"]:
                head["block"] = created.pop(0)
            self.tree.blocks.append(Placed(**head))

    def _options(self, line: int) -> dict[str, Any]:
        """The lines of the options below the line of a head, and the one on which they stop being YAML."""
        rows = [*takewhile(lambda row: row.startswith("    ") and row.strip(), self.rows[line:])]
        matches = [(OPTION.match(row), number) for number, row in enumerate(rows, line + 1)]
        try:
            yaml.compose(dedent("\n".join(rows)), yaml.SafeLoader)
            broken = 0
        except yaml.MarkedYAMLError as error:
            broken = line + 1 + min((error.problem_mark or error.context_mark).line, len(rows) - 1)
        return {"lines": {match[1]: number for match, number in reversed(matches) if match}, "broken": broken}

    def _lost(self, code: set[int]) -> None:
        """Lines with words none of which is on the page, apart from heads and options of blocks and code."""
        known = self.known | code
        for block in self.tree.blocks:
            known.add(block.line)
            known.update(number for number in block.lines.values())
        by_line: dict[int, bool] = {}
        for line, seen in zip(self.aligner.lines, self.aligner.seen, strict=True):
            by_line[line] = by_line.get(line, False) or bool(seen)
        self.tree.lost = [line for line, seen in sorted(by_line.items()) if not seen and line not in known]


def names(blocks: tuple[Placed, ...]) -> Iterator[str]:
    """The names of blocks, outermost first."""
    return (block.name for block in blocks)
