"""Elements of a page. Words are text: whatever stands in them is shown letter by letter, unless it is `Markdown`."""

import re
from collections.abc import Iterable
from html import unescape
from itertools import repeat
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from markdown.extensions.toc import slugify
from markdown.util import AtomicString

from explainer.records.schema import Text
from explainer.records.words import localized

_WITHIN = "a abbr b br button cite code del em i img input ins kbd mark q s small span strong sub sup time u var"
INLINE = frozenset(_WITHIN.split())  # elements that stand within a text; all others begin another one
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")


class Markdown(str):
    """What a page's author wrote, or one of our interface words: read as Markdown."""


Piece = str | Element
Pieces = list[Piece | None]


def read(content: str) -> Element:
    """The element that Markdown wrote: XML, but for the signs that HTML has names for."""
    return fromstring(NAMED.sub(lambda match: unescape(match[0]), content))


def letters(text: str) -> str:
    """A text so that the page shows it as it is: the writer of HTML takes `&lt;` for a sign that is already escaped."""
    return text.replace("\x02", "").replace("\x03", "").replace("&", "&amp;")


def fill(element: Element, *pieces: Piece | None) -> Element:
    """Append words and elements to `element`; a text of several words in a row is one."""
    for piece in pieces:
        if isinstance(piece, Element):
            element.append(piece)
        elif piece:
            owner, place = (element[-1], "tail") if len(element) else (element, "text")
            before = getattr(owner, place) or ""
            plain = not isinstance(piece, Markdown)
            setattr(owner, place, AtomicString(before + letters(piece)) if plain else before + piece)
    return element


def element(tag: str, *pieces: Piece | None, **attributes: str) -> Element:
    """An element; `_` in the name of an attribute becomes `-`, a `_` at its end is left out."""
    named = {name.rstrip("_").replace("_", "-"): letters(value) for name, value in attributes.items()}
    return fill(Element(tag, named), *pieces)


def add(parent: Element, tag: str, *pieces: Piece | None, **attributes: str) -> Element:
    """An element appended to `parent`."""
    made = element(tag, *pieces, **attributes)
    parent.append(made)
    return made


def rooted(path: str, text: str, **attributes: str) -> Element:
    """The link to a file that stands once; the template puts the way to the root of the site in the place of `root:`."""
    return element("a", text, href=f"root:{path}", **attributes)


def prose(value: Any, lang: str) -> Pieces:
    """What a record says: words or a number; in our own words, code stands between backticks."""
    return coded(value[lang]) if isinstance(value, Text) else [localized(value, lang)]


def coded(text: str) -> Pieces:
    """Words of ours, in which code stands between backticks."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return [text]
    return [element("code", part) if place % 2 else part for place, part in enumerate(parts) if part]


def titled(parent: Element, tag: str, name: str, title: str, level: str = "h2", **attributes: str) -> Element:
    """A landmark named after ``name`` with a visible heading of the same id."""
    heading = element(level, title, id=name)
    return add(parent, tag, heading, **{"class_": name, "aria_labelledby": name} | attributes)


def folded(parent: Element, *line: Piece, **attributes: str) -> Element:
    """A part that readers open by its line."""
    return add(parent, "details", element("summary", *line), **attributes)


def defined(parent: Element, term: Pieces, *said: Pieces, **attributes: str) -> Element:
    """An entry of a list of terms: one of them, and what is said of it."""
    entry = add(parent, "div", element("dt", *term), **attributes)
    return fill(entry, *(element("dd", *pieces) for pieces in said))


def caption_id(caption: str) -> str:
    """The id of a figure's caption, from its first words."""
    return f"figure-{slugify(caption, '-')[:40].strip('-')}"


class Table:
    """A table whose rows are named by their first cell and that turns into lists on a phone.

    With a `label` it stands in a frame of its own that can be scrolled by keyboard, and each cell names its column.
    """

    def __init__(self, parent: Element, name: str, heads: Iterable[str] = (), *, label: str = "") -> None:
        heads = [*heads]
        self.wide, self.labels = len(heads), [{"data_label": head} for head in heads[1:]] if label else repeat({})
        if label:
            frame = name.replace("__table", "__frame")
            parent = add(parent, "div", class_=frame, role="region", aria_label=label, tabindex="0")
        self.table = add(parent, "table", class_=name)
        if heads:
            add(self.table, "thead", element("tr", *(element("th", text, scope="col") for text in heads)))
        self.body = add(self.table, "tbody")

    def group(self, name: str) -> None:
        """Start a group of rows under a line with its name."""
        self.body = add(self.table, "tbody") if len(self.body) else self.body
        head = element("th", element("span", name), scope="rowgroup", colspan=f"{self.wide}")
        add(self.body, "tr", head, class_="compare__group")

    def row(self, name: Pieces, cells: Iterable[Pieces]) -> None:
        """Add a row."""
        row = add(self.body, "tr", element("th", *name, scope="row"))
        for pieces, label in zip(cells, self.labels, strict=False):
            add(row, "td", *pieces, **label)
