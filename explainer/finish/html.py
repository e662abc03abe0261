"""The only place that reads and rewrites HTML.

A page is read once: one regular expression finds its start tags, and each distinct tag text is parsed once for
the whole site (menus and icons repeat on every page). Rewriting replaces exact slices, so that everything else
stays as the engine wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path

from explainer.finish.errors import FinishError

# Elements whose content is text and not markup.
_RAW = "script|style|textarea|title|xmp|iframe|noembed|noframes"
_INSIDE = r"""(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+"""
_TAG = re.compile(
    rf"<!--(?:>|->|.*?-->)"
    rf"|<(?P<raw>{_RAW})(?=[\s/>]){_INSIDE}>(?P<text>.*?)(?=</(?P=raw)[\s/>]|\Z)"
    rf"|<[a-z][^\s/>]*+{_INSIDE}>",
    re.S | re.I,
)
_NAME = re.compile(r"<([^\s/>]+)")
_ATTRIBUTE = re.compile(r"""([^\s"'>/=][^\s>/=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?""")
_FILE = re.compile(r"[^\s?#]\.[A-Za-z0-9]{1,11}(?:[?#]\S*)?$")
_WATCHED = frozenset({"base", "html", "iframe", "link", "meta", "script", "style"})


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute: its lower-case name, its decoded value, and the slice of the tag that holds the value.

    `start` and `end` count from the tag's `<` and include quotation marks; both are 0 without a value.
    """

    name: str
    value: str
    start: int
    end: int

    def addresses(self) -> list[str]:
        """The addresses in the value that may be files (their last part has an extension)."""
        if self.name in ("srcset", "imagesrcset"):
            return [part.split()[0] for part in self.value.split(",") if part.strip()]
        value = self.value.strip()
        return [value] if _FILE.search(value) and " " not in value else []


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A start tag as text, parsed once however often it occurs, so that there is one object for each text.

    Names are in lower case.
    """

    raw: str
    name: str
    attributes: tuple[Attribute, ...]

    def get(self, name: str) -> str | None:
        """The decoded value of the attribute `name` ("" if it has none), or None if it is absent."""
        return next((a.value for a in self.attributes if a.name == name), None)

    @property
    def rel(self) -> frozenset[str]:
        """The words of `rel`, in lower case."""
        return frozenset((self.get("rel") or "").lower().split())


@dataclass(frozen=True, slots=True)
class Tag:
    """An element where it stands: `start` of its tag in the page, and `text`, the content of script and style."""

    element: Element
    start: int
    text: str | None

    @property
    def end(self) -> int:
        """Where the start tag ends."""
        return self.start + len(self.element.raw)


_parsed: dict[str, Element] = {}


def element(raw: str) -> Element:
    """The start tag `raw`, parsed."""
    found = _parsed.get(raw)
    if found is None:
        match = _NAME.match(raw)
        assert match is not None
        attributes = []
        for hit in _ATTRIBUTE.finditer(raw, match.end(), len(raw) - 1):
            value = hit[2] or ""
            bare = value[1:-1] if value[:1] in ("'", '"') else value
            start, end = hit.span(2) if hit[2] else (0, 0)
            attributes.append(Attribute(hit[1].lower(), unescape(bare), start, end))
        found = _parsed[raw] = Element(raw, match[1].lower(), tuple(attributes))
    return found


_watched: dict[str, bool] = {}


def _is_watched(raw: str) -> bool:
    known = _watched.get(raw)
    if known is None:
        found = element(raw)
        known = _watched[raw] = (
            found.name in _WATCHED or found.get("hreflang") is not None or any(a.addresses() for a in found.attributes)
        )
    return known


def scan(source: str) -> Iterator[tuple[str, int, str | None]]:
    """Every start tag of `source`: its text, where it starts, and the content of a raw-text element."""
    for match in _TAG.finditer(source):
        text = match["text"]
        if text is not None:
            yield match[0][: len(match[0]) - len(text)], match.start(), text
        elif match[0][1] != "!":
            yield match[0], match.start(), None


@dataclass(slots=True)
class Page:
    """One HTML file: the elements it uses, the tags that finishing may change, and the changes asked for.

    `path` is relative to the site's folder, with forward slashes. The text is not kept: it is read again when
    the changes are made, so that a thousand pages do not lie in memory.
    """

    path: str
    file: Path
    elements: frozenset[Element]
    tags: list[Tag]
    _edits: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """The page's folder relative to the site's, "" for the root."""
        return self.path.rpartition("/")[0]

    def tags_named(self, name: str) -> list[Tag]:
        """The watched tags with this name, in page order."""
        return [tag for tag in self.tags if tag.element.name == name]

    def source(self) -> str:
        """The file's text, with its line ends as they are."""
        return self.file.read_bytes().decode("utf-8")

    def line(self, tag: Tag | Element) -> int:
        """The line (from 1) on which `tag` stands; for an element, where it stands first."""
        source = self.source()
        start = tag.start if isinstance(tag, Tag) else max(source.find(tag.raw), 0)
        return source.count("\n", 0, start) + 1

    def set_value(self, tag: Tag, attribute: Attribute, value: str) -> None:
        """Asks for another value of one attribute."""
        self._edits[tag.start + attribute.start, tag.start + attribute.end] = f'"{escape(value)}"'

    def replace(self, tag: Tag, text: str) -> None:
        """Asks for `text` in place of a whole element that has no content or raw text, end tag included."""
        end = tag.end
        if tag.text is not None:
            end += len(tag.text) + len(f"</{tag.element.name}>")
        self._edits[tag.start, end] = text

    def write(self) -> bool:
        """Makes the changes asked for; True if the file is another one now."""
        if not self._edits:
            return False
        source = self.source()
        parts, at = [], 0
        for (start, end), text in sorted(self._edits.items(), key=lambda e: (e[0][0], -e[0][1])):
            if start < at:
                continue  # a value inside a tag that is replaced as a whole
            if not text:
                start, end = _whole_line(source, start, end)
            parts += source[at:start], text
            at = end
        result = "".join(parts) + source[at:]
        self._edits.clear()
        if result == source:
            return False
        self.file.write_bytes(result.encode("utf-8"))
        return True


def _whole_line(source: str, start: int, end: int) -> tuple[int, int]:
    """The slice with its indentation and line end if nothing else stands on the line."""
    line_start = source.rfind("\n", 0, start) + 1
    line_end = source.find("\n", end) + 1 or len(source)
    alone = not source[line_start:start].strip() and not source[end:line_end].strip()
    return (line_start, line_end) if alone else (start, end)


def read_page(path: str, file: Path) -> Page:
    """Reads one HTML file. Raises FinishError if it is not UTF-8."""
    used, tags = set(), []
    try:
        source = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FinishError(path, f"is not UTF-8 text ({error.reason}).", "Save its source as UTF-8.") from None
    for raw, start, text in scan(source):
        used.add(raw)
        if _is_watched(raw):
            tags.append(Tag(element(raw), start, text))
    return Page(path, file, frozenset(map(element, used)), tags)
