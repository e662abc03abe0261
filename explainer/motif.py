"""The colon that a cut leaves of a thread, drawn in pixels: for share cards and icons.

A picture is one layer of numbers from 0 to 255, read through PALETTE: 0 is paper, up to INK the ink covers more
of it, and from there to CUT the signal colour does. So text and shapes keep smooth edges in a small file.
"""

from __future__ import annotations

from io import BytesIO
from math import ceil

from PIL import Image, ImageDraw

INK, CUT = 127, 255
_PAPER, _INK, _CUT = (0xF4, 0xF6, 0xF6), (0x0B, 0x0D, 0x0F), (0xD0, 0x00, 0x1F)
# Shapes are drawn this much larger and then made smaller, because the library draws them with hard edges.
_FINER = 4
_STEPS = 60

Point = tuple[float, float]


def _between(share: float, colour: tuple[int, int, int]) -> list[int]:
    return [round(paper + (other - paper) * share) for paper, other in zip(_PAPER, colour, strict=True)]


PALETTE = [
    *(value for step in range(INK + 1) for value in _between(step / INK, _INK)),
    *(value for step in range(1, CUT - INK + 1) for value in _between(step / (CUT - INK), _CUT)),
]


def curve(start: Point, *controls: Point) -> list[Point]:
    """Points along a cubic curve from `start`; `controls` are its two control points and its end."""
    (x0, y0), ((x1, y1), (x2, y2), (x3, y3)) = start, controls
    points = []
    for step in range(_STEPS + 1):
        t = step / _STEPS
        u = 1 - t
        a, b, c, d = u**3, 3 * u * u * t, 3 * u * t * t, t**3
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def thread(size: tuple[int, int], width: float, lines: list[list[Point]], dots: list[Point], radius: float) -> Image:
    """The thread on paper: `lines` of `width` and filled `dots`, all measures in pixels of the picture of `size`."""
    large = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 0)
    draw = ImageDraw.Draw(large)
    for line in lines:
        points = [(x * _FINER, y * _FINER) for x, y in line]
        draw.line(points, fill=255, width=ceil(width * _FINER))
        for point in points[1:-1]:  # between two strokes that do not run the same way a wedge stays open
            draw.circle(point, width * _FINER / 2, fill=255)
    for x, y in dots:
        draw.circle((x * _FINER, y * _FINER), radius * _FINER, fill=255)
    covered = large.resize(size, Image.Resampling.BOX)
    return covered.point([0, *(INK + max(1, round(level / 255 * (CUT - INK))) for level in range(1, 256))])


def png(picture: Image) -> bytes:
    """The picture as a PNG; the same picture gives the same bytes."""
    coloured = picture.copy()
    coloured.putpalette(PALETTE)
    out = BytesIO()
    coloured.save(out, "PNG", compress_level=6)
    return out.getvalue()
