"""Reads a clip without learning anything: colours by vote, shape by overlap, motion by track.

It judges the model, so it must not share weights with it; it only knows how the data is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from lab.clips import BACKGROUNDS, COLORS, SCALES, coverage
from lab.settings import FRAMES, SIDE


@dataclass(frozen=True)
class Verdict:
    """What the analyser sees; None where it cannot tell. `overlap` is the best shape's, 0 to 1."""

    color: str | None
    shape: str | None
    motion: str | None
    background: str
    overlap: float
    x: np.ndarray
    y: np.ndarray
    seen: np.ndarray

    def matches(self, wanted: dict[str, str]) -> bool:
        """True when colour, shape and motion are what the prompt asked for."""
        return all(getattr(self, slot) == wanted[slot] for slot in ("color", "shape", "motion") if slot in wanted)


def nearest(value: np.ndarray, choices: dict[str, tuple[float, float, float]]) -> np.ndarray:
    """Index of the nearest colour for values of shape (..., 3) between 0 and 1."""
    table = np.array(list(choices.values()))
    return np.argmin(((value[..., None, :] - table) ** 2).sum(-1), -1)


@cache
def area_of_unit(shape: str) -> float:
    """Area of a shape divided by its squared radius."""
    big = SIDE / 3
    middle = np.array([SIDE / 2])
    return float(coverage(shape, middle, middle, np.array([big])).sum() / big**2)


def read_color(pixels: np.ndarray, back: np.ndarray) -> str | None:
    """The colour with most votes among pixels that stand clearly apart from the background."""
    apart = np.sqrt(((pixels - back) ** 2).sum(-1))
    if apart.max() < 0.3:
        return None
    chosen = pixels[apart > 0.7 * np.quantile(apart, 0.995)]
    votes = np.bincount(nearest(chosen, COLORS), minlength=len(COLORS))
    return list(COLORS)[int(votes.argmax())]


def read_shape(alpha: np.ndarray, area: np.ndarray, x: np.ndarray, y: np.ndarray) -> tuple[str | None, float]:
    """The shape whose drawing overlaps best with the clearest frames, and the mean overlap."""
    rim = alpha[:, [0, -1]].sum((1, 2)) + alpha[:, :, [0, -1]].sum((1, 2))
    usable = np.flatnonzero(area > max(8.0, 0.5 * area.max()))
    if not len(usable):
        return None, 0.0
    frames = usable[np.argsort(rim[usable] - 0.02 * area[usable], kind="stable")[:6]]
    picture = alpha[frames]
    best, best_overlap = None, 0.0
    shifts = np.array([-0.6, 0.0, 0.6])
    for shape in SCALES:
        r = np.sqrt(area[frames] / area_of_unit(shape))
        grid = np.meshgrid(shifts, shifts, [0.94, 1.0, 1.06], indexing="ij")
        dx, dy, k = (g.reshape(-1, 1) for g in grid)
        drawn = coverage(shape, x[frames] + dx, y[frames] + dy, r * k)
        overlap = np.minimum(drawn, picture).sum((2, 3)) / np.maximum(drawn, picture).sum((2, 3))
        score = float(overlap.max(0).mean())
        if score > best_overlap:
            best, best_overlap = shape, score
    return (best, best_overlap) if best_overlap > 0.5 else (None, best_overlap)


def read_motion(area: np.ndarray, rim: np.ndarray, x: np.ndarray, y: np.ndarray) -> str | None:
    """The motion that the track of the centre and the area fit; None when none fits."""
    present = area > 0.2 * area.max()
    whole = present & (rim < 0.12 * area.max())
    step = whole & np.roll(whole, -1)
    dx, dy = (np.roll(x, -1) - x)[step], (np.roll(y, -1) - y)[step]
    if len(dx) < 3:
        inside = present & np.roll(present, -1)
        dx, dy = (np.roll(x, -1) - x)[inside], (np.roll(y, -1) - y)[inside]
        if len(dx) < 2:
            return None
    mx, my = np.median(dx), np.median(dy)
    straight_x = abs(mx) > 1.0 and np.abs(dx - mx).mean() < 0.8 and np.abs(dy).mean() < 0.7
    straight_y = abs(my) > 1.0 and np.abs(dy - my).mean() < 0.8 and np.abs(dx).mean() < 0.7
    if straight_x or straight_y:
        return ("right" if mx > 0 else "left") if straight_x else ("down" if my > 0 else "up")
    if area.min() < 0.05 * area.max():
        return None
    angle = 2 * np.pi * np.arange(FRAMES) / FRAMES
    once = [2 * abs((v * np.exp(-1j * angle)).mean()) for v in (x, y)]
    twice = 2 * abs((y * np.exp(-2j * angle)).mean())
    if once[0] > 2.0 and once[1] > 2.0:
        return "circling"
    if twice > 1.3 and np.ptp(x) < 3.0 and twice > 1.5 * once[1]:
        return "bouncing"
    still = np.ptp(x) < 3.0 and np.ptp(y) < 3.0
    if still and area.max() / area.min() > 2.0 and 2 * abs((area * np.exp(-1j * angle)).mean()) > 0.25 * area.mean():
        return "pulsing"
    return None


def analyse(clip: np.ndarray) -> Verdict:
    """Read one clip (FRAMES, SIDE, SIDE, 3) with values from -1 to 1."""
    pixels = np.clip((np.asarray(clip, np.float64) + 1) / 2, 0, 1)
    back = np.median(pixels.reshape(-1, 3), 0)
    background = list(BACKGROUNDS)[int(nearest(back, BACKGROUNDS))]
    color = read_color(pixels, back)
    nothing = np.full(FRAMES, np.nan)
    if color is None:
        return Verdict(None, None, None, background, 0.0, nothing, nothing, np.zeros(FRAMES, bool))
    direction = np.array(COLORS[color]) - back
    alpha = np.clip(((pixels - back) @ direction) / (direction @ direction), 0, 1)
    alpha = np.where(alpha < 0.12, 0.0, alpha)
    area = alpha.sum((1, 2))
    middle = np.arange(SIDE) + 0.5
    safe = np.maximum(area, 1e-6)
    x, y = (alpha * middle).sum((1, 2)) / safe, (alpha * middle[:, None]).sum((1, 2)) / safe
    rim = alpha[:, [0, -1]].sum((1, 2)) + alpha[:, :, [0, -1]].sum((1, 2))
    shape, overlap = read_shape(alpha, area, x, y)
    return Verdict(color, shape, read_motion(area, rim, x, y), background, overlap, x, y, area > 0.2 * area.max())
