"""The stage: sky, sun or moon, a back layer and a front layer, between which the thing stands.

Six places in three lights. A place is drawn in its daylight colours and then dipped into the light. Only the
sea moves; what else there is stays where it is, on the draft's own grid of four units wherever that shows.
"""

from __future__ import annotations

import math

import numpy as np

from lab.drawing import UNITS, Colour, Sheet, box, oval
from lab.settings import FRAMES

Sky = tuple[Colour, ...]
SKIES: dict[str, Sky] = {
    "day": ((0.42, 0.72, 0.95), (0.66, 0.86, 0.98), (0.90, 0.96, 0.99)),
    "sunset": ((0.40, 0.24, 0.50), (0.87, 0.42, 0.42), (1.0, 0.72, 0.40)),
    "night": ((0.05, 0.06, 0.17), (0.09, 0.12, 0.29), (0.17, 0.22, 0.44)),
}
SPACE: dict[str, Sky] = {
    "day": ((0.03, 0.03, 0.07), (0.05, 0.05, 0.11), (0.10, 0.10, 0.18)),
    "sunset": ((0.05, 0.03, 0.09), (0.16, 0.07, 0.15), (0.42, 0.18, 0.16)),
    "night": ((0.02, 0.02, 0.06), (0.03, 0.04, 0.10), (0.05, 0.07, 0.18)),
}
GROUND_LIGHT: dict[str, Colour] = {"day": (1, 1, 1), "sunset": (0.92, 0.62, 0.56), "night": (0.30, 0.36, 0.60)}
THING_LIGHT: dict[str, Colour] = {"day": (1, 1, 1), "sunset": (1.0, 0.90, 0.84), "night": (0.86, 0.88, 0.98)}
PLACES = ("sea", "hills", "city", "desert", "mountains", "moon")
STARS = ((14, 14), (38, 26), (58, 10), (82, 30), (90, 14))


def dip(colour: Colour, light: Colour) -> Colour:
    """A colour under a coloured light."""
    return tuple(a * b for a, b in zip(colour, light, strict=True))


def ridge(level: float, height: float, waves: int, shift: float, second: float = 0.0) -> np.ndarray:
    """Ground with a wavy top edge that repeats at the picture's sides; `shift` in units."""
    x = np.linspace(-4, UNITS + 4, 53)
    turn = 2 * math.pi * (x + shift) / UNITS
    top = level - height * np.sin(waves * turn) - second * np.sin((waves + 1) * turn + 1)
    return np.concatenate([np.stack([x, top], 1), [(UNITS + 4, UNITS + 4), (-4, UNITS + 4)]])


def repeated(points: np.ndarray, shift: float) -> list[np.ndarray]:
    """A piece moved by `shift`, and once more where it comes in again at the other side."""
    moved = np.asarray(points, float) - (shift % UNITS, 0)
    return [moved, np.add(moved, (UNITS, 0))]


def sky(sheet: Sheet, place: str, light: str, sun: float) -> None:
    """Sky and what hangs in it."""
    bands = (SPACE if place == "moon" else SKIES)[light]
    for y in range(0, 72, 2):
        at = y / 36
        low = int(at)
        mixed = tuple(a + (b - a) * (at - low) for a, b in zip(bands[low], bands[min(low + 1, 2)], strict=True))
        sheet.cut(box(-1, y, UNITS + 1, y + 2 if y < 70 else UNITS), mixed)
    if light == "night" or place == "moon":
        for x, y in STARS:
            sheet.cut(np.array([(x - 3, y), (x, y - 3), (x + 3, y), (x, y + 3)]), (0.80, 0.84, 0.96))
    if light == "day":
        sheet.cut(oval(sun, 20, 10, 10), (1.0, 0.93, 0.52))
    elif light == "sunset":
        sheet.cut(oval(sun, 54, 17, 17), (1.0, 0.86, 0.48))
    elif place == "moon":
        sheet.cut(oval(sun, 20, 12, 12), (0.22, 0.48, 0.88))
        sheet.cut(oval(sun - 3, 17, 5, 4), (0.36, 0.70, 0.42))
        sheet.cut(oval(sun + 4, 24, 4, 3.5), (0.36, 0.70, 0.42))
    else:
        horns = np.concatenate([oval(sun, 20, 10, 10, 0.1455, 0.8545), oval(sun + 5, 20, 8, 8, 0.772, 0.228)])
        sheet.cut(horns, (1.0, 0.96, 0.80))


def sea(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Three bands of waves; the outer ones run against the middle one."""
    back.cut(ridge(58, 1.5, 3, shift + 32 * u), dip((0.24, 0.62, 0.82), light))
    back.cut(ridge(68, 2.0, 3, shift - 32 * u), dip((0.16, 0.50, 0.75), light))
    front.cut(ridge(80, 2.5, 3, shift + 32 * u), dip((0.10, 0.36, 0.64), light))


def hills(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Green hills with round trees."""
    back.cut(ridge(60, 5, 1, shift, 3), dip((0.62, 0.80, 0.42), light))
    for x in (20, 64, 76):
        for y_from in repeated(box(x - 2, 52, x + 2, 66), shift):
            back.cut(y_from, dip((0.46, 0.32, 0.22), light))
        for crown in repeated(oval(x, 50, 7, 8), shift):
            back.cut(crown, dip((0.22, 0.52, 0.28), light))
    back.cut(ridge(70, 3, 2, shift), dip((0.44, 0.70, 0.34), light))
    front.cut(ridge(82, 2, 1, shift), dip((0.24, 0.50, 0.24), light))


def city(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Houses with windows of one draft pixel each, which are lit at night."""
    wall, far = dip((0.60, 0.62, 0.74), light), dip((0.72, 0.76, 0.86), light)
    pane = (0.98, 0.86, 0.48) if night else dip((0.86, 0.93, 0.98), light)
    for piece in repeated(box(0, 52, UNITS, UNITS), shift):
        back.cut(piece, far)
    for left, top, wide in ((0, 40, 20), (24, 56, 16), (44, 32, 20), (68, 48, 24)):
        for piece in repeated(box(left, top, left + wide, UNITS), shift):
            back.cut(piece, wall)
        for y in range(top + 4, 72, 8):
            for x in range(left + 4, left + wide - 3, 8):
                for piece in repeated(box(x, y, x + 4, y + 4), shift):
                    back.cut(piece, pane)
    front.cut(box(-1, 80, UNITS + 1, UNITS + 1), dip((0.36, 0.36, 0.42), light))
    front.cut(box(-1, 80, UNITS + 1, 84), dip((0.78, 0.76, 0.72), light))


def desert(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Dunes and two cacti."""
    back.cut(ridge(60, 5, 1, shift, 2), dip((0.95, 0.82, 0.55), light))
    for x, y in ((16, 44), (68, 48)):
        for piece in (
            box(x - 2, y, x + 2, y + 24),
            box(x - 10, y + 8, x - 2, y + 12),
            box(x - 10, y + 2, x - 6, y + 12),
            box(x + 2, y + 12, x + 10, y + 16),
            box(x + 6, y + 4, x + 10, y + 16),
        ):
            for part in repeated(piece, shift):
                back.cut(part, dip((0.30, 0.58, 0.36), light))
    back.cut(ridge(70, 4, 1, shift + 40), dip((0.90, 0.70, 0.40), light))
    front.cut(ridge(82, 2, 1, shift), dip((0.78, 0.54, 0.28), light))


def mountains(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Three peaks with snow on them, firs, and snow in front."""
    for x, y, wide in ((16, 40, 26), (80, 36, 30), (48, 28, 32)):
        for piece in repeated(np.array([(x - wide, 80), (x, y), (x + wide, 80)], float), shift):
            back.cut(piece, dip((0.52, 0.54, 0.66), light))
        cap = (14 * wide / (80 - y), y + 14)
        for piece in repeated(np.array([(x - cap[0], cap[1]), (x, y), (x + cap[0], cap[1])], float), shift):
            back.cut(piece, dip((0.97, 0.98, 1.0), light))
    back.cut(ridge(70, 2, 1, shift), dip((0.82, 0.88, 0.95), light))
    for x in (8, 32, 88):
        for piece in repeated(np.array([(x - 8, 72), (x, 50), (x + 8, 72)], float), shift):
            back.cut(piece, dip((0.16, 0.40, 0.34), light))
    front.cut(ridge(81, 2, 1, shift), dip((0.95, 0.97, 1.0), light))


def moon(back: Sheet, front: Sheet, light: Colour, shift: float, u: float, night: bool) -> None:
    """Grey ground with craters."""
    back.cut(ridge(64, 2, 1, shift, 2), dip((0.74, 0.74, 0.78), light))
    for x, y, wide in ((14, 72, 9), (50, 70, 6), (78, 74, 8)):
        for piece in repeated(oval(x, y, wide, 3), shift):
            back.cut(piece, dip((0.54, 0.54, 0.60), light))
    front.cut(ridge(82, 2, 1, shift + 30), dip((0.50, 0.50, 0.57), light))


DRAWN = {"sea": sea, "hills": hills, "city": city, "desert": desert, "mountains": mountains, "moon": moon}
MOVING = frozenset({"sea"})


def stage(place: str, light: str, sun: float, shift: float, scale: int) -> list[tuple[Sheet, Sheet]]:
    """Everything behind the thing and everything before it, in every frame of the loop."""
    behind = Sheet(scale, (0, 0, 0))
    sky(behind, place, light, sun)
    pairs = []
    for frame in range(FRAMES if place in MOVING else 1):
        back, front = behind.copy(), Sheet(scale)
        DRAWN[place](back, front, GROUND_LIGHT[light], shift, frame / FRAMES, light == "night")
        pairs.append((back, front))
    return pairs * (FRAMES // len(pairs))
