"""Share cards: a picture of 1200 x 630 pixels for every page that names one, with its title beside its first figure.

A page without a figure has the site's mark there. What is drawn is read from the page: entries along a thread, or rows
of marks; words would be too small, so shapes alone tell it.

The template names the card as ``og:image``, which must be an absolute address: without a site address no page names
one and none is drawn. Mark and colours are those of the icon, whose palette leads from paper to ink and to the mark.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from PIL import Image, ImageDraw, ImageFont

from explainer import paths
from explainer.markdown.html import read

SIZE = (1200, 630)
ICON = paths.ROOT / "overrides" / "assets" / "icons" / "icon-512.png"
INK = 127
"""The place of ink in the icon's palette; paper is at 0, and what lies between is the edge of a letter."""

_LEFT, _WIDTH, _TOP, _BOTTOM, _LEADING = 64, 850, 150, 590, 0.98
_RULE = SIZE[1] - 512 - 8  # the mark fills what is below
CUT = 255
PROPERTY = re.compile('<meta property="og:([^"]+)" content="([^"]*)"')
_FIGURE = (810, 172, 1136, 580)
"""The corners of the place for a figure."""
_WIDE = {"anyone": 1.0, "app": 0.62, "bing": 0.46, "europe": 0.46, "payers": 0.27, "programs": 0.09}
"""How wide the thread is drawn, as in the styles; else it is as thin as a thread."""
_LOOSE = {"invited", "paused", "end", "after", "undated"}
_HOLLOW = {"told", "more", "opinion", "wish", "call", "disputed"}


class Shapes(NamedTuple):
    """The shapes of a figure: the height of each entry along a thread, by its state, or rows of marks and their width."""

    thread: list[tuple[str, float]]
    rows: list[list[tuple[str, float]]]


NONE = Shapes([], [])


def shapes(page: str) -> Shapes:
    """The shapes of the first figure with a title on a page."""
    _, drawn, rest = page.partition('class="figure drawn ')
    figure = read(f"<figure {drawn}{rest.partition('</figure>')[0]}</figure>" if drawn else "<figure/>")
    spans = [(entry.get("data-state", "day"), span) for entry in figure.iter("li") for span in entry.iter("svg")]
    thread = [
        (state, float(span.get("height", "").removesuffix("rem")))
        for state, span in spans
        if span.get("class") == "line__span"
    ]
    drawings = [
        each for each in figure.iter() if each.get("class") in ("counts__marks", "bars__bar", "verdicts__marks")
    ]
    return Shapes(thread, [[*_row(each)] for each in drawings])


def _row(drawing: Element) -> Iterator[tuple[str, float]]:
    for mark in drawing:
        kind = mark.get("class", "").replace("--", "__").rpartition("__")[2]
        yield kind, float(drawing.get("viewBox", "").split()[2]) if mark.tag == "path" else 12


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


def _along(draw: ImageDraw.ImageDraw, thread: list[tuple[str, float]]) -> None:
    """Entries from top to bottom, to the scale of the figure; red is access, as in the styles."""
    left, top, right, bottom = _FIGURE
    thread = [entry for entry in thread if entry[0] != "undated"]
    middle, least = (left + right) / 2, 20
    unit = (bottom - top - least * len(thread)) / max(sum(height for _, height in thread), 1)
    for place, (state, height) in enumerate(thread):
        below = top + least + height * unit
        hue = CUT if state in ("open", "end", "anyone") else INK
        wide = _WIDE.get(state, 0.06) * 200
        if state == "anyone":
            draw.rectangle((middle - wide / 2, top - 12, middle + wide / 2, top + 12), fill=hue)
        elif place < len(thread) - 1:
            for y in range(round(top), round(below), 26 if state in _LOOSE else round(below - top) or 1):
                end = y + 13 if state in _LOOSE else below
                draw.rectangle((middle - wide / 2, y, middle + wide / 2, end), fill=INK if state in _LOOSE else hue)
        if state not in _WIDE and state not in ("invited", "paused"):
            draw.ellipse((middle - 17, top - 17, middle + 17, top + 17), fill=0, outline=hue, width=9)
        top = below


def _in_rows(draw: ImageDraw.ImageDraw, rows: list[list[tuple[str, float]]]) -> None:
    """Rows of marks or bars; filled and hollow are those of the figure, a round mark is one that leads to a row."""
    left, top, right, bottom = _FIGURE
    step = min((bottom - top) / len(rows), 80)
    unit = (right - left) / max(sum(wide for _, wide in row) for row in rows)
    for number, row in enumerate(rows):
        x, y, high = left, top + number * step, min(step * 0.62, 40)
        for kind, wide in row:
            box = (x, y, x + wide * unit - 5, y + high)
            if kind in ("established", "disputed"):
                box = (x, y, x + min(wide * unit - 5, high), y + min(wide * unit - 5, high))
                draw.ellipse(box, fill=INK if kind == "established" else 0, outline=INK, width=4)
                if kind == "disputed":
                    draw.chord(box, 90, 270, fill=INK)
            else:
                draw.rectangle(box, fill=0 if kind in _HOLLOW else INK, outline=INK, width=4)
            x += wide * unit


def card(title: str, name: str, shapes: Shapes = NONE) -> bytes:
    """The PNG of a page's card: its title, the name of the site above the rule, and its figure or the mark."""
    icon, picture = Image.open(ICON), Image.new("L", SIZE, 0)
    draw, wide = ImageDraw.Draw(picture), _FIGURE[0] - 30 - _LEFT
    if shapes.thread:
        _along(draw, shapes.thread)
    elif any(shapes.rows):
        _in_rows(draw, shapes.rows)
    else:
        wide = _WIDTH
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


def draw(site: Path) -> list[str]:
    """Draws the card of every page in the built `site` that names one; returns the paths of the cards."""
    drawn = []
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        said = {key: unescape(value) for key, value in PROPERTY.findall(text.partition("</head>")[0])}
        if address := said.get("image"):
            drawn.append(page.with_name(address.rpartition("/")[2]))
            name = said["site_name"]
            drawn[-1].write_bytes(card(said["title"].removesuffix(f" · {name}"), name, shapes(text)))
    return [file.relative_to(site).as_posix() for file in drawn]
