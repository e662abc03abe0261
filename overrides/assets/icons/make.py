# /// script
# dependencies = ["pillow"]
# ///
"""Draws the icons beside this file: the colon that a cut leaves of a thread, on paper.

    python overrides/assets/icons/make.py

The build never runs this: the icons are committed, and a test compares them with what this draws. MkDocs publishes no
Python files of a theme. A picture is one layer of numbers, read through PALETTE: 0 is paper, at INK the ink covers all
of it, and from there to CUT the signal colour does; share cards use the ink of the same palette.
"""

from __future__ import annotations

from io import BytesIO
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parent
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
INK, CUT = 127, 255
_PAPER, _INK, _CUT = (0xF4, 0xF6, 0xF6), (0x0B, 0x0D, 0x0F), (0xD0, 0x00, 0x1F)
# Shapes are drawn this much larger and then made smaller, because the library draws them with hard edges.
_FINER = 4
# The side of the square on which the favicon, and so every icon, is laid out.
_GRID = 32


def _to(colour: tuple[int, int, int], steps: int) -> list[int]:
    """The colours on the way from paper to `colour`, without paper."""
    mixed = [
        [paper + (other - paper) * step / steps for paper, other in zip(_PAPER, colour, strict=True)]
        for step in range(1, steps + 1)
    ]
    return [round(value) for colour in mixed for value in colour]


PALETTE = [*_PAPER, *_to(_INK, INK), *_to(_CUT, CUT - INK)]


def _slack() -> list[tuple[float, float]]:
    """Points of the lower end of the thread, a cubic curve; what a round mask cuts off holds nothing else."""
    controls = (16, 21), (16, 26.5), (20, 26.5), (18, 33)
    points = []
    for t in (step / 60 for step in range(61)):
        u = 1 - t
        shares = u**3, 3 * u * u * t, 3 * u * t * t, t**3
        x, y = (
            sum(share * value for share, value in zip(shares, values, strict=True))
            for values in zip(*controls, strict=True)
        )
        points.append((x, y))
    return points


def icon(side: int) -> bytes:
    """The PNG of the icon that is `side` pixels wide and high; the same side gives the same bytes."""
    unit = side / _GRID * _FINER
    large = Image.new("L", (side * _FINER, side * _FINER), 0)
    draw = ImageDraw.Draw(large)
    for line in ([(16, -1), (16, 11)], _slack()):
        points = [(x * unit, y * unit) for x, y in line]
        draw.line(points, fill=255, width=ceil(2 * unit))
        for point in points[1:-1]:  # between two strokes that do not run the same way a wedge stays open
            draw.circle(point, unit, fill=255)
    for y in (11, 21):
        draw.circle((16 * unit, y * unit), 3.9 * unit, fill=255)
    covered = large.resize((side, side), Image.Resampling.BOX)
    picture = covered.point([0, *(INK + max(1, round(level / 255 * (CUT - INK))) for level in range(1, 256))])
    picture.putpalette(PALETTE)
    out = BytesIO()
    picture.save(out, "PNG", compress_level=6)
    return out.getvalue()


if __name__ == "__main__":
    for name, side in SIZES.items():
        (FOLDER / name).write_bytes(icon(side))
