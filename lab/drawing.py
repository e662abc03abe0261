"""Paper and scissors: polygons in units of the picture's side, which is 96.

Everything is cut as polygons at a whole multiple of the size wanted and then averaged down, so that the
24-pixel draft and the 96-pixel picture are the same drawing seen from two distances.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from PIL import Image, ImageDraw

Colour = tuple[float, float, float]
UNITS = 96
RIM = 2.0


@cache
def as_bytes(colour: Colour) -> tuple[int, ...]:
    """A colour of three numbers from 0 to 1 as Pillow wants it."""
    return tuple(round(255 * min(1.0, max(0.0, c))) for c in colour)


@cache
def oval(x: float, y: float, rx: float, ry: float, start: float = 0.0, end: float = 1.0) -> np.ndarray:
    """Points (n, 2) of an ellipse, or of the part of its rim from `start` to `end` (whole turns, clockwise from the right)."""
    angle = 2 * math.pi * np.linspace(start, end, max(4, round(28 * abs(end - start))), endpoint=end - start < 1)
    return np.stack([x + rx * np.cos(angle), y + ry * np.sin(angle)], 1)


def box(left: float, top: float, right: float, bottom: float) -> np.ndarray:
    """Points of a rectangle."""
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], float)


class Sheet:
    """A transparent sheet of paper, `scale` real pixels to the unit."""

    def __init__(self, scale: int, ground: Colour | None = None) -> None:
        self.scale = scale
        size = (UNITS * scale, UNITS * scale)
        self.image = Image.new("RGBA", size, (*as_bytes(ground), 255) if ground else (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.image)

    def copy(self) -> Sheet:
        """Another sheet that looks the same."""
        other = Sheet.__new__(Sheet)
        other.scale, other.image = self.scale, self.image.copy()
        other.draw = ImageDraw.Draw(other.image)
        return other

    def cut(self, points: np.ndarray, colour: Colour) -> None:
        """Paste one polygon."""
        self.draw.polygon([tuple(p) for p in (np.asarray(points, float) * self.scale).tolist()], as_bytes(colour))


class Cutout:
    """A thing as a list of coloured polygons around its own middle, facing right, y downwards."""

    def __init__(self) -> None:
        self.pieces: list[tuple[np.ndarray, Colour]] = []

    def add(self, points: np.ndarray | list[tuple[float, float]], colour: Colour) -> None:
        """Glue one more piece on top."""
        self.pieces.append((np.asarray(points, float), colour))

    def paste(self, sheet: Sheet, x: float, y: float, turn: np.ndarray, rim: Colour) -> None:
        """Put the thing on a sheet, turned or mirrored by a 2x2 matrix, with a rim of plain paper around it."""
        placed = [(points @ turn.T + (x, y), colour) for points, colour in self.pieces]
        silhouette = Image.new("L", sheet.image.size)
        pen = ImageDraw.Draw(silhouette)
        for points, _ in placed:
            pen.polygon([tuple(p) for p in (points * sheet.scale).tolist()], 255)
        if inside := silhouette.getbbox():
            shape = silhouette.crop(inside)
            for i in range(8):
                dx, dy = (round(RIM * sheet.scale * f(i * math.pi / 4)) for f in (math.cos, math.sin))
                sheet.image.paste(as_bytes(rim), (inside[0] + dx, inside[1] + dy), shape)
        for points, colour in placed:
            sheet.cut(points, colour)
