"""Share cards: a picture of 1200 x 630 pixels for every page that names one, with its title beside the site's mark.

The template names the card as ``og:image``, which must be an absolute address: without a site address no page names
one and none is drawn. Mark and colours are those of the icon, whose palette leads from paper to ink and to the mark.
"""

from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from explainer import paths

SIZE = (1200, 630)
ICON = paths.ROOT / "overrides" / "assets" / "icons" / "icon-512.png"
INK = 127
"""The place of ink in the icon's palette; paper is at 0, and what lies between is the edge of a letter."""

_LEFT, _WIDTH, _TOP, _BOTTOM, _LEADING = 64, 850, 150, 590, 0.98
_RULE = SIZE[1] - 512 - 8  # the mark fills what is below


class _Head(HTMLParser):
    """What the head of a page says to those who share it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str | None, str] = {}
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.said[dict(attributes).get("property")] = dict(attributes).get("content") or ""


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    file = ICON.parents[1] / "fonts" / f"archivo-{name}.woff2"
    return ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)  # the same on every system


def wrapped(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits, in pixels, and its lines; at the smallest, what fits and an ellipsis."""
    for size in range(144, 47, -4):
        width, room, lines = _font("display", size).getlength, int((_BOTTOM - _TOP) / (size * _LEADING)), [""]
        for word in title.split():
            longer = f"{lines[-1]} {word}".strip()
            lines[-1:] = [longer] if width(longer) <= _WIDTH or not lines[-1] else [lines[-1], word]
        if len(lines) <= room and max(map(width, lines)) <= _WIDTH:
            return size, lines
    return size, [*lines[: room - 1], lines[room - 1].rsplit(" ", 1)[0] + "…"] if len(lines) > room else lines


def card(title: str, name: str) -> bytes:
    """The PNG of a page's card: its title, the name of the site above the rule, and the mark."""
    icon, picture, (size, lines) = Image.open(ICON), Image.new("L", SIZE, 0), wrapped(title)
    picture.paste(Image.frombytes("L", icon.size, icon.tobytes()), (804, _RULE + 8))
    draw = ImageDraw.Draw(picture)
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
        said = _Head(page.read_text(encoding="utf-8")).said
        if address := said.get("og:image"):
            drawn.append(page.with_name(address.rsplit("/", 1)[-1]))
            name = said["og:site_name"]
            drawn[-1].write_bytes(card(said["og:title"].removesuffix(f" · {name}"), name))
    return [file.relative_to(site).as_posix() for file in drawn]
