"""The things on the stage: six paper cut-outs, each with a small life of its own.

A thing is drawn around its middle, facing right, 40 to 48 units wide (10 to 12 pixels of the draft). `u` is
the time in the loop, 0 to 1. A small life repeats within the loop, so that every clip loops.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lab.drawing import Colour, Cutout, box, oval

INK: Colour = (0.16, 0.15, 0.22)
CREAM: Colour = (1.0, 0.97, 0.88)
SLATE: Colour = (0.55, 0.62, 0.76)
GLASS: Colour = (0.80, 0.93, 1.0)
FIRE: Colour = (1.0, 0.62, 0.12)


@dataclass(frozen=True)
class Paint:
    """Body colour, a darker shade of it, and what goes with it."""

    body: Colour
    shade: Colour
    accent: Colour


def paint_for(name: str, body: Colour) -> Paint:
    """Paint of a thing in one of the colours; white things get slate for contrast instead of cream."""
    white = name == "white"
    return Paint(body, tuple(c * (0.84 if white else 0.68) for c in body), SLATE if white else CREAM)


def wave(u: float, times: int = 1) -> float:
    """A sine that repeats `times` in the loop."""
    return math.sin(2 * math.pi * times * u)


def ball(p: Paint, u: float) -> Cutout:
    """A beach ball that rolls a third of a turn in the loop: after that its six wedges look the same."""
    c = Cutout()
    c.add(oval(0, 0, 20, 20), p.body)
    for i in range(3):
        start = i / 3 + u / 3
        c.add(np.concatenate([[(0.0, 0.0)], oval(0, 0, 20, 20, start, start + 1 / 6)]), p.accent)
    c.add(oval(0, 0, 4.5, 4.5), p.shade)
    return c


def balloon(p: Paint, u: float) -> Cutout:
    """A hot-air balloon whose basket swings."""
    c, swing = Cutout(), 2 * wave(u)
    for side in (-1, 1):
        c.add([(side * 8, 12), (side * 10, 12), (swing + side * 4.5, 22), (swing + side * 3, 22)], INK)
    c.add(box(-6 + swing, 20, 6 + swing, 29), (0.50, 0.30, 0.16))
    c.add([*oval(0, -8, 22, 22, 0.44, 1.06), (10, 15), (-10, 15)], p.body)
    c.add([*oval(0, -8, 13, 22, 0.46, 1.04), (6, 15), (-6, 15)], p.accent)
    c.add([*oval(0, -8, 5.5, 22, 0.48, 1.02), (2.5, 15), (-2.5, 15)], p.body)
    return c


def boat(p: Paint, u: float) -> Cutout:
    """A sailing boat whose sails fill."""
    c, full = Cutout(), 1.5 * wave(u, 2)
    c.add(box(-3, -26, 0, 8), INK)
    c.add([(-6, -24), (-6, 5), (-22, 5), (-17 - full, -8)], p.accent)
    c.add([(3, -22), (12 + full, -8), (20, 5), (3, 5)], p.shade)
    c.add([(-24, 8), (24, 8), (16, 20), (-16, 20)], p.body)
    c.add([(-24, 8), (24, 8), (22.5, 11), (-22.5, 11)], p.shade)
    return c


def car(p: Paint, u: float) -> Cutout:
    """A little car that rattles on its wheels."""
    c, rattle = Cutout(), 0.8 * wave(u, 8)
    c.add([(-16, -2 + rattle), (-11, -16 + rattle), (8, -16 + rattle), (15, -2 + rattle)], p.body)
    c.add([(-12, -3 + rattle), (-8.5, -12 + rattle), (-1.5, -12 + rattle), (-1.5, -3 + rattle)], GLASS)
    c.add([(2, -3 + rattle), (2, -12 + rattle), (6, -12 + rattle), (10.5, -3 + rattle)], GLASS)
    c.add([(-23, -3 + rattle), (18, -3 + rattle), (23, 0 + rattle), (23, 9 + rattle), (-23, 9 + rattle)], p.body)
    c.add(box(-23, 6 + rattle, 23, 9 + rattle), p.shade)
    c.add(box(19, 0 + rattle, 23, 4 + rattle), CREAM)
    for x in (-12, 12):
        c.add(oval(x, 9, 7, 7), INK)
        c.add(oval(x, 9, 3, 3), CREAM)
    return c


def rocket(p: Paint, u: float) -> Cutout:
    """A rocket, nose up, with a flame that is long and short by turns."""
    c, flame = Cutout(), 3.0 * wave(u + 1 / 64, 8)
    c.add([(-6, 17), (6, 17), (0, 29 + flame)], FIRE)
    for side in (-1, 1):
        c.add([(side * 8, 2), (side * 17, 14), (side * 17, 20), (side * 6, 17)], p.shade)
    c.add([(0, -27), (6, -20), (10, -9), (10, 6), (7, 18), (-7, 18), (-10, 6), (-10, -9), (-6, -20)], p.body)
    c.add([(0, -27), (6, -20), (8, -15), (-8, -15), (-6, -20)], p.accent)
    c.add(oval(0, -4, 6, 6), p.accent)
    c.add(oval(0, -4, 4, 4), INK)
    return c


def cat(p: Paint, u: float) -> Cutout:
    """A cat that walks and swings its tail; head, ears and eyes are large, for it is read at ten pixels."""
    c, tail = Cutout(), 2.5 * wave(u)
    c.add([(-20, 4), (-24 + tail, -14), (-20 + tail, -21), (-14 + tail, -20), (-18 + tail, -13), (-14, 2)], p.shade)
    for x, side in ((-14, 1), (-7, -1), (1, 1), (8, -1)):
        step = 2.5 * side * wave(u, 4)
        c.add([(x - 2.5, 8), (x + 2.5, 8), (x + 2.5 + step, 20), (x - 2.5 + step, 20)], p.shade if side < 0 else p.body)
    c.add([*oval(-12, 6, 8, 8, 0.25, 0.75), *oval(6, 6, 8, 8, -0.25, 0.25)], p.body)
    c.add([(1, -8), (1, -24), (12, -16)], p.body)
    c.add([(14, -16), (25, -24), (25, -8)], p.body)
    c.add(oval(13, -7, 13, 11), p.body)
    c.add(oval(13, -1, 7, 4.5), p.accent)
    for x in (6, 18):
        c.add(box(x - 1.9, -12, x + 1.9, -6), INK)
    c.add([(10.5, -4), (15.5, -4), (13, -1)], INK)
    return c


@dataclass(frozen=True)
class Thing:
    """How a thing is drawn, how far its feet are below its middle, and where it is at home."""

    draw: Callable[[Paint, float], Cutout]
    feet: int
    flies: bool = False
    floats_on_ground: bool = False
    points_ahead: bool = False


THINGS = {
    "ball": Thing(ball, 20),
    "balloon": Thing(balloon, 28, flies=True),
    "boat": Thing(boat, 16, floats_on_ground=True),
    "car": Thing(car, 16),
    "rocket": Thing(rocket, 20, flies=True, points_ahead=True),
    "cat": Thing(cat, 20),
}
