"""A page as the Markdown extension rendered it: what readers get, each piece with its line in the source.

The page is rendered exactly as the build does it, except that nothing raises; the tree is then read. Text that blocks
made from records is kept apart: it belongs to the data.
"""

import logging
import re
import xml.etree.ElementTree as etree
from bisect import bisect_right
from dataclasses import dataclass, field
from html import unescape
from typing import Any

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from explainer.markdown.html import INLINE
from explainer.pages import heads
from explainer.pages.align import Aligner
from explainer.pages.heads import Placed

log = logging.getLogger("mkdocs.explainer")
STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KINDS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **{"li": "item", "dt": "term", "dd": "definition", "blockquote": "quote", "figcaption": "caption"},
    "label": "label",
}
ACTIVE = re.compile(r"on\w+|style|srcdoc|target|(?:form)?action|ping|background")


@dataclass(frozen=True)
class Heading:
    """A heading; `id` is the one it has on the page, `own`: it was given in the source, `listed`: it is in a list."""

    level: int
    text: str
    id: str
    own: bool
    line: int
    listed: bool = False


@dataclass(frozen=True)
class Link:
    """A link or an image as written; `figure`: inside a block of that name."""

    text: str
    target: str
    line: int
    image: bool = False
    figure: bool = False


@dataclass(frozen=True)
class Citation:
    """One `[@key; @key2]`, with the blocks around it."""

    keys: tuple[str, ...]
    line: int
    blocks: tuple[Placed, ...]


@dataclass(eq=False)
class Unit:
    """A stretch of text that is read as one: paragraph, item, row, header, caption, title, term, definition, quote,
    heading, label or code.

    `text` is what readers see, with citations as `[@key]`, comments as in the source and code masked with `x` (`raw`
    has its letters); `blocks` are those around it, outermost first; `states` are the marks of status in it with their
    positions; `places` are the lines of its words.
    """

    kind: str
    blocks: tuple[Placed, ...]
    element: etree.Element
    title_of: Placed | None = None
    text: str = ""
    raw: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    states: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, etree.Element]] = field(default_factory=list)
    cites: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    active: list[tuple[int, str]] = field(default_factory=list)

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
    """What was rendered.

    `ids` are all that the page has, also those of blocks and of the list of sources; `shown` are the texts that blocks
    made from records, `active` the attributes that act or load. Of the source, `code` are the lines that are code,
    `indented` those on which code begins that is not fenced, `lost` those with words that are not on the page.
    """

    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    blocks: list[Placed] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    active: list[tuple[str, int]] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    indented: set[int] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)
    problems: list[tuple[int, str, str]] = field(default_factory=list)

    def prose(self) -> list[Unit]:
        """The units that are no code."""
        return [unit for unit in self.units if unit.kind != "code"]


class _Made(list):
    """Takes the place of the list of blocks, to see what a block made before the page's own text came into it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: dict[etree.Element, Placed] = {}
        self.titles: dict[etree.Element, Placed] = {}

    def append(self, block: Any) -> None:
        placed = Placed(block.NAME, block.argument or "", block)
        for element in block.root.iter():
            self.elements[element] = placed
            if placed.argument and (element.text or "").strip() == placed.argument:
                self.titles[element] = placed
        super().append(placed)


class _Early(Treeprocessor):
    """Notes what is written on the page, before citations are numbered and links resolved."""

    def run(self, root: etree.Element) -> None:
        self.root = root
        self.attributes = {element: dict(element.attrib) for element in root.iter()}


class Renderer:
    """The Markdown of one edition, ready to render its pages."""

    def __init__(self, extensions: dict[str, Any]) -> None:
        """Take `markdown_extensions` of the edition's configuration."""
        configs = {name: dict(settings or {}) for name, settings in extensions.items()}
        configs.get("explainer.markdown", {})["strict"] = False
        self.md = Markdown(extensions=["toc", "tables", "fenced_code", *configs], extension_configs=configs)
        self.early = _Early(self.md)
        self.md.treeprocessors.register(self.early, "pages-early", 17)

    def render(self, source: str, start: int) -> Tree:
        """Return the tree of a page whose text begins at the offset `start` of its source."""
        self.md.reset()
        self.md.site_blocks = made = _Made()
        log.disabled = True  # what is wrong becomes a finding
        try:
            root = self._tree(source[start:])
        finally:
            log.disabled = False
        tree = _Reader(source, start, self, made).read()
        tree.ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
        kept = (html for html in self.md.htmlStash.rawHtmlBlocks if isinstance(html, str))
        tree.ids += [anchor for html in kept for anchor in re.findall(r'<[^<>]*?\sid="([^"]*)"', html)]
        return tree

    def _tree(self, text: str) -> etree.Element:
        """Do what `Markdown.convert` does, but for writing the tree as HTML, which nobody would read."""
        lines = self.md.lines = text.split("\n")
        for preprocessor in self.md.preprocessors:
            lines = preprocessor.run(lines)
        root = self.md.parser.parseDocument(lines).getroot()
        for treeprocessor in self.md.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        return root


class _Reader:
    """Reads one rendered page."""

    def __init__(self, source: str, start: int, renderer: Renderer, made: _Made) -> None:
        self.source, self.made, self.first = source, made, source.count("\n", 0, start)
        self.rows = source.expandtabs(4).split("\n")
        self.stash = renderer.md.htmlStash.rawHtmlBlocks
        self.root, self.attributes = renderer.early.root, renderer.early.attributes
        self.aligner = Aligner(source, start)
        self.listed = {element for item in self.root.iter("li") for element in item.iter()}
        self.tree = Tree()

    def read(self) -> Tree:
        tree = self.tree
        self._walk(self.root, "paragraph", ())
        for unit in tree.units:
            if not unit.title_of:
                unit.places = self.aligner.find(unit.raw, move=unit.kind != "label")
            if unit.kind == "code" and unit.places:
                self._code(unit.places[0][1], unit.places[-1][1])
        self._blocks()
        known, line = {*tree.code}, self.first + 1
        for unit in tree.units:
            # A title stands on the first line of its block; a picture alone somewhere after the text before it.
            unit.places = [(0, unit.title_of.line)] if unit.title_of else unit.places or [(0, line)]
            line = unit.line
            self._unit(unit)
        tree.units = [unit for unit in tree.units if unit.raw.strip()]
        known.update(link.line for link in tree.links)
        self._made_links()
        for block in tree.blocks:
            known.update(range(block.line, max(block.line + 1, block.body)))
        words = [*zip(self.aligner.lines, self.aligner.seen, strict=True)]
        known.update(line for line, seen in words if seen)
        told = {line for line, *_ in tree.problems}
        tree.indented -= told
        tree.lost = sorted({line for line, _ in words} - known - told)
        return tree

    # the rendered tree

    def _walk(self, element: etree.Element, kind: str, blocks: tuple[Placed, ...]) -> None:
        """Read what stands in a block-level element: runs of text, and further elements."""
        block = self.made.elements.get(element)
        if block is not None and block.block.root is element:
            blocks = (*blocks, block)
        kind = KINDS.get(element.tag, kind)
        # What blocks make later, together with its content, has a class; what Markdown makes has none.
        own = element in self.made.titles or (block is None and "class" not in self.attributes[element])
        unit = self._new(kind, blocks, element)
        children = [child for child in element if child in self.attributes]
        if element.tag == "tr" or (element.tag == "blockquote" and {child.tag for child in children} == {"p"}):
            if element.tag == "tr":
                unit.kind = "header" if all(cell.tag == "th" for cell in children) else "row"
            for child in children:
                self._add(unit, ("\t" if element.tag == "tr" else "\n\n") if unit.raw else "")
                self._content(unit, child)
            self._close(unit, own=own)
            return
        self._text(unit, element.text)
        for child in children:
            if child.tag in INLINE:
                self._inline(unit, child)
            else:
                self._close(unit, own=own)
                self._walk(child, kind, blocks)
                unit = self._new(kind, blocks, element)
            self._text(unit, child.tail)
        self._close(unit, own=own)

    def _new(self, kind: str, blocks: tuple[Placed, ...], element: etree.Element) -> Unit:
        title_of = self.made.titles.get(element)
        unit = Unit("title" if title_of and kind == "paragraph" else kind, blocks, element, title_of)
        self._active(unit, element)
        return unit

    def _active(self, unit: Unit, element: etree.Element) -> None:
        if element not in self.made.elements:
            unit.active += [(len(unit.text), name) for name in element.attrib if ACTIVE.fullmatch(name)]

    def _close(self, unit: Unit, *, own: bool) -> None:
        if own and (unit.raw.strip() or unit.links):
            self.tree.units.append(unit)
        elif not own and unit.blocks and unit.raw.strip() not in unit.blocks[-1].options.values():
            self.tree.shown.append(unit.text)

    def _add(self, unit: Unit, text: str, *, code: bool = False) -> None:
        unit.raw += text
        unit.text += re.sub(r"\S", "x", text) if code else text

    def _content(self, unit: Unit, element: etree.Element) -> None:
        self._text(unit, element.text)
        for child in element:
            self._inline(unit, child)
            self._text(unit, child.tail)

    def _text(self, unit: Unit, text: str | None) -> None:
        """Add text; what was set aside as HTML is code, a comment, an entity or raw HTML of the page."""
        for number, piece in enumerate(STASHED.split(text or "")):
            html = self.stash[int(piece)] if number % 2 else ""
            if not number % 2:
                self._add(unit, unescape(piece.replace(AMP_SUBSTITUTE, "&")) if AMP_SUBSTITUTE in piece else piece)
            elif not isinstance(html, str):
                continue
            elif html.startswith("<!--"):
                self._add(unit, f" {html} ")
            elif html.startswith("&"):
                self._add(unit, unescape(html))
            elif html.strip() not in self.source and unit.element not in self.made.elements:
                code = unescape(re.sub(r"<[^<>]*>", "", html))
                self.tree.units.append(Unit("code", unit.blocks, unit.element, text=code, raw=code))

    def _inline(self, unit: Unit, element: etree.Element) -> None:
        if element not in self.attributes:
            return
        before = self.attributes[element]
        self._active(unit, element)
        if element.tag == "sup" and before.get("class") == "cite":
            marks = (self.attributes[mark].get("data-cite") or (mark.text or "")[1:-1] for mark in element)
            keys = tuple(key for mark in marks for key in mark.split())
            unit.cites.append((len(unit.text) + 2, keys))
            self._add(unit, f" [{'; '.join(f'@{key}' for key in keys)}]")
            return
        if ("href" in before or "src" in before) and element not in self.made.elements:
            unit.links.append((len(unit.text), element))
        if before.get("href", "").startswith("status:"):
            unit.states.append((len(unit.text), before["href"].partition(":")[2]))
        if element.tag == "code":
            self._add(unit, unescape("".join(element.itertext())), code=True)
        else:
            self._content(unit, element)

    # together with the source

    def _unit(self, unit: Unit) -> None:
        """Note what stands in a unit, now that its lines are known."""
        tree = self.tree
        tree.citations += [Citation(keys, unit.line_at(position), unit.blocks) for position, keys in unit.cites]
        tree.active += [(name, unit.line_at(position)) for position, name in unit.active]
        for position, element in unit.links:
            before = self.attributes[element]
            image, target = "src" in before, before.get("src", before.get("href", ""))
            target = unescape(target.replace(AMP_SUBSTITUTE, "&"))
            images = "".join(child.get("alt", "") for child in element)
            text = before.get("alt", "") if image else "".join(element.itertext()) or images
            line = self._line_of(f"![{text}]" if image and text else f"]({target}", unit.line_at(position))
            tree.links.append(Link(text, target, line, image, unit.inside("figure")))
        if unit.kind == "heading" and not unit.title_of:
            anchor, text = unit.element.get("id", ""), re.sub(r"\s*\[@[^\]]*\]", "", unit.text).strip()
            own = f"#{anchor}" in self.rows[unit.line - 1]
            level, listed = HEADINGS.index(unit.element.tag) + 1, unit.element in self.listed
            tree.headings.append(Heading(level, text, anchor, own, unit.line, listed))

    def _line_of(self, text: str, near: int) -> int:
        """The line on which a piece of the source stands, at or after the line `near` if it can be."""
        found = self.source.find(text, sum(len(row) + 1 for row in self.source.split("\n")[: near - 1]))
        found = found if found >= 0 else self.source.find(text)
        return self.source.count("\n", 0, found) + 1 if found >= 0 else near

    def _made_links(self) -> None:
        """Links that blocks made, at the line of their option or of the block."""
        for element, block in self.made.elements.items():
            target = self.attributes.get(element, {}).get("href", "")
            if element.tag == "a" and target and not target.startswith(("#", "root:")):
                option = next((name for name, value in block.options.items() if value == target), "")
                line = block.lines.get(option, block.line)
                self.tree.links.append(Link("".join(element.itertext()), target, line))

    def _code(self, first: int, last: int) -> None:
        """Note the lines of code between two lines of it, with the fences around it."""
        above = next((n for n in range(first, self.first, -1) if FENCE.match(self.rows[n - 1])), first)
        below = next((n for n in range(last + 1, len(self.rows) + 1) if FENCE.match(self.rows[n - 1])), last)
        fenced = above < first
        self.tree.code.update(range(above, below + 1) if fenced else range(first, last + 1))
        if not fenced:
            self.tree.indented.add(first)

    def _blocks(self) -> None:
        """Give each block its place: heads in the source and blocks on the page follow each other in the same order."""
        found, self.tree.problems = heads.read(self.rows, {*range(self.first + 1), *self.tree.code})
        made = list(self.made)
        for head in found:
            block = made[0] if made else head
            if block is not head and block.name == head.name.lower() and block.argument == head.argument:
                made.pop(0)
                block.line, block.end, block.lines = head.line, head.end, head.lines
                block.body, block.broken = head.body, head.broken
                head = block
            else:
                head.block = None
            self.tree.blocks.append(head)
