"""A page as the Markdown extension rendered it: what readers get, each piece with its line in the source.

The page is rendered exactly as the build does it; the tree is then read. Text that blocks made from records is kept
apart: it belongs to the data.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from html import unescape
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AMP_SUBSTITUTE

from explainer.finding import Fault
from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.html import HEADINGS, INLINE
from explainer.markdown.links import LinkTreeprocessor
from explainer.pages import heads
from explainer.pages.align import Aligner
from explainer.pages.heads import Placed

STASHED = re.compile("\x02wzxhzdk:(\\d+)\x03")
# The two that a page may hold say of what kind they are: `uncited` or `only`.
COMMENT = re.compile(r"<!--\s*(?:(uncited|only):)?(.*?)-->", re.DOTALL)
FENCE = re.compile(r"\s*(?:`{3,}|~{3,})")
KINDS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **{"li": "item", "dt": "term", "dd": "definition", "blockquote": "quote", "figcaption": "caption"},
    "label": "label",
}


class Heading(NamedTuple):
    """A heading; `id` is the one it has on the page, `own`: it was given in the source, `listed`: it is in a list."""

    level: int
    text: str
    id: str
    own: bool
    line: int
    listed: bool = False


class Link(NamedTuple):
    """A link or an image as written."""

    text: str
    target: str
    line: int
    image: bool = False


class Citation(NamedTuple):
    """One `[@key; @key2]`, with the blocks around it."""

    keys: tuple[str, ...]
    line: int
    blocks: tuple[Placed, ...]


class Comment(NamedTuple):
    """A comment: where in the text of its unit it stands, its kind, if it is one that a page may hold, and what it says."""

    place: int
    kind: str | None
    said: str


@dataclass(eq=False)
class Unit:
    """A stretch of text that is read as one, such as a paragraph; `blocks` are around it, the outermost first.

    `text` is what readers see, with citations as `[@key]`, code masked with `x` and comments with blanks (not so in
    `raw`); `titled`: an option of the last block, or "", its title. `places` are the lines of its words.
    """

    kind: str
    blocks: tuple[Placed, ...]
    titled: str | None = None
    text: str = ""
    raw: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)
    links: list[tuple[int, Link]] = field(default_factory=list)
    cites: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)

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
    """What was rendered, but for code: `shown` are the texts that blocks made from records.

    Of the lines of the source, `indented` begin code without a fence, and `lost` have words that are not on the page.
    """

    units: list[Unit] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    blocks: list[Placed] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)
    code: set[int] = field(default_factory=set)
    indented: set[int] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)
    problems: list[Fault] = field(default_factory=list)

    @property
    def anchors(self) -> list[str]:
        """The ids that pages may link to: not those of marks and sources."""
        return sorted({name for name in self.ids if not name.startswith(("ref-", "source-", "bib-", "__"))})


class Renderer:
    """The Markdown of one edition, ready to render its pages."""

    def __init__(self, extensions: dict[str, Any]) -> None:
        configs = {name: dict(settings or {}) for name, settings in extensions.items()}
        self.md = Markdown(extensions=["toc", "tables", "fenced_code", *configs], extension_configs=configs)
        self.md.treeprocessors.deregister("prettify")  # which breaks the lines of HTML that nobody writes here

    def render(self, source: str, start: int) -> Tree:
        """Return the tree of a page whose text begins at the offset `start` of its source."""
        self.md.reset()
        lines = self.md.lines = source[start:].split("\n")
        for preprocessor in self.md.preprocessors:
            lines = preprocessor.run(lines)
        root = self.md.parser.parseDocument(lines).getroot()
        for treeprocessor in self.md.treeprocessors:
            if isinstance(treeprocessor, LinkTreeprocessor):  # before it, all is as it is written
                attributes = {element: dict(element.attrib) for element in root.iter()}
            treeprocessor.run(root)
        return _Reader(source, start, self.md, attributes).read(root)


class _Reader:
    """Reads one rendered page; `attributes` are those of the elements that are written on it, as they are written."""

    def __init__(self, source: str, start: int, md: Markdown, attributes: dict[Element, dict[str, str]]) -> None:
        self.attributes, self.source, self.first = attributes, source, source.count("\n", 0, start)
        self.rows = source.expandtabs(4).split("\n")
        self.stash: list[Any] = md.htmlStash.rawHtmlBlocks
        self.blocks: list[SiteBlock] = md.site_blocks
        self.roots = {
            block.root: Placed(block.NAME, block.argument, block.options, [*_ids(block.root)], block.found)
            for block in self.blocks
        }
        # Everything that blocks made before text of the page came into it, and which of their options it is.
        self.made = {element: option for block in self.blocks for element, option in block.made.items()}
        self.aligner = Aligner(source, start)
        self.tree = Tree()
        self.headings: list[tuple[Unit, Element]] = []  # to be told once their lines are known

    def read(self, root: Element) -> Tree:
        tree, self.listed = self.tree, {element for item in root.iter("li") for element in item.iter()}
        self._walk(root, "paragraph", ())
        for unit in tree.units:
            if unit.titled is None:
                unit.places = self.aligner.find(unit.raw, move=unit.kind != "label")
            if unit.kind == "code" and unit.places:
                self._code(unit.places[0][1], unit.places[-1][1])
        code = {*range(self.first + 1), *tree.code}
        tree.blocks, tree.problems = heads.read(self.rows, code, self.roots.values())
        tree.problems += self._swallowed()
        known, line = {*tree.code}, self.first + 1
        for unit in tree.units:
            # What cannot be found stands somewhere after the text before it.
            unit.places = unit.places or [(0, line)]
            if unit.titled is not None:
                unit.places = [(0, unit.blocks[-1].lines.get(unit.titled, unit.blocks[-1].line))]
            line = unit.line
            tree.citations += [Citation(keys, unit.line_at(place), unit.blocks) for place, keys in unit.cites]
            tree.links += [link._replace(line=unit.line_at(place)) for place, link in unit.links]
        tree.units = [unit for unit in tree.units if unit.raw.strip() and unit.kind != "code"]
        tree.headings = [self._heading(unit, element) for unit, element in self.headings if unit.places]
        self._pointers()
        for block in tree.blocks:
            known.update(range(block.line, max(block.line + 1, block.body)))
        words = [*zip(self.aligner.lines, self.aligner.seen, strict=True)]
        known.update(line for line, seen in words if seen)
        told = {line for line, *_ in tree.problems}
        tree.indented -= told
        tree.lost = sorted({line for line, _ in words} - known - told)
        tree.ids = [*_ids(root)]
        return tree

    def _walk(self, element: Element, kind: str, blocks: tuple[Placed, ...]) -> None:
        blocks = (*blocks, self.roots[element]) if element in self.roots else blocks
        kind = KINDS.get(element.tag, kind)
        # What blocks make later, together with its content, has a class; what Markdown makes has none.
        titled = self.made.get(element)
        own = titled is not None if element in self.made else "class" not in self.attributes[element]
        fresh = partial(Unit, "title" if titled is not None and kind == "paragraph" else kind, blocks, titled)
        unit, children = fresh(), [child for child in element if child in self.attributes]
        if element.tag == "tr" or (element.tag == "blockquote" and {child.tag for child in children} == {"p"}):
            if element.tag == "tr":
                unit.kind = "header" if all(cell.tag == "th" for cell in children) else "row"
            for child in children:
                self._add(unit, ("\t" if element.tag == "tr" else "\n\n") if unit.raw else "")
                self._content(unit, child)
        else:
            self._text(unit, element.text, element)
            for child in children:
                if child.tag in INLINE and (own or self.made.get(child) is None):
                    self._inline(unit, child)
                else:
                    self._close(unit, own=own)
                    self._walk(child, kind, blocks)
                    unit = fresh()
                self._text(unit, child.tail, element)
        self._close(unit, own=own)
        if unit.kind == "heading" and own and titled is None:
            self.headings.append((unit, element))

    def _close(self, unit: Unit, *, own: bool) -> None:
        if own and (unit.raw.strip() or unit.links):
            self.tree.units.append(unit)
        elif not own and unit.blocks:
            self.tree.shown.append(unit.text)

    def _add(self, unit: Unit, text: str, mask: str = "") -> None:
        unit.raw += text
        unit.text += re.sub(r"\S", mask, text) if mask else text

    def _content(self, unit: Unit, element: Element) -> None:
        self._text(unit, element.text, element)
        for child in element:
            self._inline(unit, child)
            self._text(unit, child.tail, element)

    def _text(self, unit: Unit, text: str | None, element: Element) -> None:
        """Add text; what was set aside as HTML is code, a comment, an entity or raw HTML of the page."""
        for number, piece in enumerate(STASHED.split(text or "")):
            html = self.stash[int(piece)] if number % 2 else ""
            if not number % 2:
                self._add(unit, unescape(piece.replace(AMP_SUBSTITUTE, "&")) if AMP_SUBSTITUTE in piece else piece)
            elif not isinstance(html, str):
                continue
            elif html.startswith("<!--"):
                said = COMMENT.finditer(html)
                unit.comments += [Comment(len(unit.text) + 1 + match.start(), *match.groups()) for match in said]
                self._add(unit, f" {html} ", " ")
            elif html.startswith("&"):
                self._add(unit, unescape(html))
            elif html.strip() not in self.source and element not in self.made:
                code = unescape(re.sub(r"<[^<>]*>", "", html))
                self.tree.units.append(Unit("code", unit.blocks, text=code, raw=code))

    def _inline(self, unit: Unit, element: Element) -> None:
        if (before := self.attributes.get(element)) is None:
            return
        if element.tag == "sup" and before.get("class") == "cite":
            keys = tuple(self.attributes[mark].get("data-cite") or (mark.text or "")[1:-1] for mark in element)
            unit.cites.append((len(unit.text) + 2, keys))
            self._add(unit, f" [{'; '.join(f'@{key}' for key in keys)}]")
            return
        image = "src" in before
        target = unescape(before.get("src", before.get("href", "")).replace(AMP_SUBSTITUTE, "&"))
        if (image or "href" in before) and element not in self.made:
            images = "".join(child.get("alt", "") for child in element)
            text = before.get("alt", "") if image else "".join(element.itertext()) or images
            unit.links.append((len(unit.text), Link(text, target, 0, image)))
            if image or not text:  # words of the source that nobody sees
                self._add(unit, text or target, " ")
        if element.tag == "code":
            self._add(unit, unescape("".join(element.itertext())), "x")
        else:
            self._content(unit, element)

    def _heading(self, unit: Unit, element: Element) -> Heading:
        anchor, text = element.get("id", ""), re.sub(r"\s*\[@[^\]]*\]", "", unit.text).strip()
        own = bool(re.search(rf"\{{ *#{re.escape(anchor)}(?! +[\w-]+ *\}})", self.rows[unit.line - 1]))
        return Heading(HEADINGS.index(element.tag) + 1, text, anchor, own, unit.line, element in self.listed)

    def _pointers(self) -> None:
        for block in self.blocks:
            placed, made = self.roots[block.root], (element for element in block.made if element.tag == "a")
            # An address with a question is the page that answers it.
            ways = {self.attributes.get(each, {}).get("href", "").partition("?")[0]: each for each in made}
            for target, way in ways.items():
                if target and not target.startswith(("#", "root:")):
                    option = next((name for name, value in placed.options.items() if value == target), "")
                    line = placed.lines.get(option, placed.line)
                    self.tree.links.append(Link("".join(way.itertext()), target, line))

    def _code(self, first: int, last: int) -> None:
        above = next((n for n in range(first, self.first, -1) if FENCE.match(self.rows[n - 1])), first)
        below = next((n for n in range(last + 1, len(self.rows) + 1) if FENCE.match(self.rows[n - 1])), last)
        fenced = above < first
        self.tree.code.update(range(above, below + 1) if fenced else range(first, last + 1))
        if not fenced:
            self.tree.indented.add(first)

    def _swallowed(self) -> list[Fault]:
        """Code that goes on to the next code, for the line that should end it is missing."""
        code, rows = self.tree.code, self.rows
        for number in sorted(code) if "````" not in self.source else ():
            begins = re.match(r"\s*(?:```|~~~)\w", rows[number - 1]) and not FENCE.match(rows[number - 2])
            if begins and number - 1 in code:
                start = next(above for above in range(number, 0, -1) if above - 1 not in code)
                return [(start, "the code that starts here is never closed", "Put a line with ``` under it.")]
        return []


def _ids(root: Element) -> Iterator[str]:
    return (element.attrib["id"] for element in root.iter() if "id" in element.attrib)
