"""Share cards: a picture of 1200 x 630 pixels for every page that names one, from its title and the colon.

The template names the card as ``og:image``, which must be an absolute address: without a site address there is
none, and no card is drawn. A drawn card is kept for the next build under the checksum of all that it is made of.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

import PIL
from PIL import Image, ImageDraw, ImageFont

from explainer import motif, paths
from explainer.finish.html import Page
from explainer.finish.tree import Tree

SIZE = (1200, 630)
KEPT = paths.ROOT / ".cache" / "cards"
_FONTS = paths.ROOT / "overrides" / "assets" / "fonts"
_LEFT, _TOP, _BOTTOM, _WIDTH = 64, 150, 590, 850
_SIZES = range(144, 47, -4)
_LEADING = 0.98
_NAME, _NAME_TOP, _RULE = 34, 38, (100, 107)
_THREAD_X, _UPPER, _LOWER, _RADIUS, _STROKE = 1060, 262, 424, 40, 8


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout needs no library of the system, so that a card is the same everywhere.
    return ImageFont.truetype(_FONTS / f"archivo-{name}.woff2", size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _ground() -> Image:
    """What all cards share: the rule, and the thread that drops from it, is cut, and hangs on."""
    x, (top, bottom), end = _THREAD_X, _RULE, SIZE[1]
    slack = motif.curve((x, _LOWER), (x, _LOWER + 120), (x - 70, end - 120), (x - 20, end + 10))
    ground = motif.thread(SIZE, _STROKE, [[(x, top), (x, _UPPER)], slack], [(x, _UPPER), (x, _LOWER)], _RADIUS)
    ImageDraw.Draw(ground).rectangle((0, top, SIZE[0], bottom), fill=motif.INK)
    return ground


def wrapped(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits, in pixels, and its lines; at the smallest, what fits and an ellipsis."""
    for size in _SIZES:
        lines = _lines(title, _font("display", size))
        room = int((_BOTTOM - _TOP) / (size * _LEADING))
        if lines is not None and len(lines) <= room:
            return size, lines
    lines = lines[:room]
    lines[-1] = lines[-1].rsplit(" ", 1)[0] + "…"
    return size, lines


def _lines(title: str, font: ImageFont.FreeTypeFont) -> list[str] | None:
    """The title in lines of the card's width; None where a single word is wider, but for the smallest size."""
    lines: list[str] = []
    for word in title.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _WIDTH:
            lines[-1] = longer
        elif font.getlength(word) <= _WIDTH or font.size == _SIZES[-1]:
            lines.append(word)
        else:
            return None
    return lines


def card(title: str, name: str) -> bytes:
    """The PNG of a page's card: its title, the name of the site above the rule, and the colon."""
    picture = _ground().copy()
    draw = ImageDraw.Draw(picture)
    draw.text((_LEFT, _NAME_TOP), name, font=_font("label", _NAME), fill=motif.INK)
    size, lines = wrapped(title)
    for number, line in enumerate(lines):
        draw.text((_LEFT, _TOP + number * size * _LEADING), line, font=_font("display", size), fill=motif.INK)
    return motif.png(picture)


@cache
def _made_with() -> bytes:
    """A checksum of everything but the words that decides how a card looks."""
    files = [Path(__file__), Path(motif.__file__), *sorted(_FONTS.glob("*.woff2"))]
    return sha256(PIL.__version__.encode() + b"".join(file.read_bytes() for file in files)).digest()


def _kept(title: str, name: str) -> tuple[str, bytes]:
    """The name under which the card is kept, and the card, drawn if it is not kept yet."""
    kept = sha256(_made_with() + f"{name}\n{title}".encode()).hexdigest()[:32] + ".png"
    with suppress(OSError):
        return kept, (KEPT / kept).read_bytes()
    drawn = card(title, name)
    with suppress(OSError):  # the next build draws it again
        KEPT.mkdir(parents=True, exist_ok=True)
        part = KEPT / f"{kept}.part"
        part.write_bytes(drawn)
        part.replace(KEPT / kept)
    return kept, drawn


def named(tree: Tree, pages: list[Page]) -> Iterator[tuple[str, str, str]]:
    """Path, title and name of the site of every card that a page names."""
    for page in pages:
        said = {tag.element.get("property"): tag.element.get("content") or "" for tag in page.tags_named("meta")}
        address = said.get("og:image", "")
        if tree.base_url and address.startswith(tree.base_url):
            yield address.removeprefix(tree.base_url), said.get("og:title", ""), said.get("og:site_name", "")


def draw(tree: Tree, pages: list[Page]) -> None:
    """Puts the card of every page that names one into the site, and forgets kept cards that no page names."""
    used = set()
    for path, title, name in named(tree, pages):
        kept, data = _kept(title, name)
        used.add(kept)
        tree.file(path).write_bytes(data)
        tree.files.add(path)
    for old in KEPT.glob("*.png") if used else ():
        if old.name not in used:
            old.unlink(missing_ok=True)
