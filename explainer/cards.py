"""Share cards: a picture of 1200 x 630 pixels for every page that names one, with its title beside its first figure.

A page without a figure has the site's mark there. The template names the card as ``og:image``, an absolute address:
without a site address none is drawn. Mark and colours are those of the icon, whose palette leads from paper to ink.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, get_args
from xml.etree.ElementTree import Element

from PIL import Image, ImageDraw, ImageFont

from explainer import paths
from explainer.markdown.html import read
from explainer.records.story import Access

SIZE = (1200, 630)
ICON = paths.ROOT / "overrides" / "assets" / "icons" / "icon-512.png"
INK, CUT = 127, 255  # places in the icon's palette; paper is at 0, and between them is the edge of a letter

_LEFT, _WIDTH, _TOP, _BOTTOM, _LEADING = 64, 850, 150, 590, 0.98
_RULE = SIZE[1] - 512 - 8  # the mark fills what is below
PROPERTY = re.compile('<meta property="og:([^"]+)" content="([^"]*)"')
_FIGURE = (810, 172, 1136, 580)  # the corners of the place for a figure
# How wide the thread is drawn, as in the styles; else it is as thin as a thread, and its moments have marks.
_THIN = 0.06
_WIDE = dict(zip(get_args(Access), (_THIN, 1.0, _THIN, 0.27, 0.46, 0.46, 0.62, 0.09, 0.0), strict=True))
_LOOSE = {"invited", "paused", "end", "after"}
_HOLLOW = {"told", "more", "opinion", "wish", "call"}
_ROWS = {"counts__marks", "bars__bar", "verdicts__marks"}


class Shape(NamedTuple):
    """What stands in a figure: a bar, or a round mark, in its box, with the colours of its inside and its edge.

    A `half` disc is filled on its left, as the mark of what is open is everywhere.
    """

    round: bool
    box: tuple[float, float, float, float]
    fill: int
    edge: int
    line: int = 4
    half: bool = False


def shapes(page: str) -> list[Shape]:
    """The shapes of the first figure with a title on a page: entries along a thread, or rows of marks."""
    _, drawn, rest = page.partition('class="figure drawn ')
    figure = read(f"<figure {drawn}{rest.partition('</figure>')[0]}</figure>" if drawn else "<figure/>")
    thread = [
        (entry.get("data-state", "day"), float(span.get("height", "").removesuffix("rem")))
        for entry in figure.iter("li")
        for span in entry.iterfind(".//svg[@class='line__span']")
    ]
    rows = [each for each in figure.iter() if each.get("class") in _ROWS]
    return [*_along([entry for entry in thread if entry[0] != "undated"]), *_in_rows(rows)]


def _along(thread: list[tuple[str, float]]) -> Iterator[Shape]:
    """Entries from top to bottom, to the scale of the figure; red is access, as in the styles."""
    left, top, right, bottom = _FIGURE
    middle, least = (left + right) / 2, 20
    unit = (bottom - top - least * len(thread)) / max(sum(height for _, height in thread), 1)
    for place, (state, height) in enumerate(thread, 1):
        below = top + least + height * unit
        hue, half = CUT if state in ("open", "end", "anyone") else INK, (_WIDE.get(state) or _THIN) * 100
        ends = [(top - 12, top + 12)] if state == "anyone" else [(top, below)] * (place < len(thread))
        if state in _LOOSE:
            ends = [(y, y + 13) for first, last in ends for y in range(round(first), round(last), 26)]
        for first, last in ends:
            fill = INK if state in _LOOSE else hue
            yield Shape(False, (middle - half, first, middle + half, last), fill, fill)
        if not _WIDE.get(state):
            yield Shape(True, (middle - 17, top - 17, middle + 17, top + 17), 0, hue, 9)
        top = below


def _in_rows(rows: list[Element]) -> Iterator[Shape]:
    """Rows of marks or bars; filled and hollow are those of the figure, a round mark is one that leads to a row."""
    left, top, right, bottom = _FIGURE
    lengths = [[float(row.get("viewBox", "").split()[2]) if mark.tag == "path" else 12 for mark in row] for row in rows]
    step, unit = min((bottom - top) / max(len(rows), 1), 80), (right - left) / max(map(sum, lengths), default=1)
    for number, row in enumerate(rows):
        x, y, high = left, top + number * step, min(step * 0.62, 40)
        for mark, length in zip(row, lengths[number], strict=True):
            kind, wide = mark.get("class", "").replace("--", "__").rpartition("__")[2], length * unit - 5
            if leads := kind in ("established", "disputed"):
                wide = high = min(wide, high)
            half = kind == "disputed"
            yield Shape(leads, (x, y, x + wide, y + high), 0 if half or kind in _HOLLOW else INK, INK, half=half)
            x += length * unit


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    file = ICON.parents[1] / "fonts" / f"archivo-{name}.woff2"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)  # the same on every system


def wrapped(title: str, wide: int = _WIDTH) -> tuple[int, list[str]]:
    """The largest size in which the title fits, in pixels, and its lines; at the smallest, what fits and an ellipsis."""
    for size in range(144, 47, -4):
        width, room, lines = _font("display", size).getlength, int((_BOTTOM - _TOP) / (size * _LEADING)), [""]
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            lines[-1:] = [longer] if width(longer) <= wide or not lines[-1] else [lines[-1], word]
        if len(lines) <= room and max(map(width, lines)) <= wide:
            return size, lines
    return size, [*lines[: room - 1], lines[room - 1].rsplit(" ", 1)[0] + "…"] if len(lines) > room else lines


def card(title: str, name: str, figure: Sequence[Shape] = ()) -> bytes:
    """The PNG of a page's card: its title, the name of the site above the rule, and its figure or the mark."""
    icon, picture = Image.open(ICON), Image.new("L", SIZE, 0)
    draw, wide = ImageDraw.Draw(picture), _FIGURE[0] - 30 - _LEFT if figure else _WIDTH
    for shape in figure:
        (draw.ellipse if shape.round else draw.rectangle)(shape.box, shape.fill, shape.edge, shape.line)
        if shape.half:
            draw.chord(shape.box, 90, 270, shape.edge)
    if not figure:
        picture.paste(Image.frombytes("L", icon.size, icon.tobytes()), (804, _RULE + 8))
    size, lines = wrapped(title, wide)
    draw.rectangle((0, _RULE, SIZE[0], _RULE + 7), fill=INK)
    draw.text((_LEFT, 42), name, font=_font("label", 34), fill=INK)
    for number, line in enumerate(lines):
        draw.text((_LEFT, _TOP + number * size * _LEADING), line, font=_font("display", size), fill=INK)
    picture.putpalette(icon.getpalette())
    out = BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


def draw(site: Path) -> None:
    """Draws the card of every page in the built `site` that names one, beside the page."""
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        said = {key: unescape(value) for key, value in PROPERTY.findall(text.partition("</head>")[0])}
        if address := said.get("image"):
            name = said["site_name"]
            drawn = card(said["title"].removesuffix(f" · {name}"), name, shapes(text))
            page.with_name(address.rpartition("/")[2]).write_bytes(drawn)
