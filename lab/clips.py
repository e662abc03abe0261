"""Made-up clips with captions: one coloured shape that moves and loops, drawn from formulas.

Nothing is downloaded and nothing is recorded: position, phase and exact size are random, colour,
shape, motion, size and background are what the caption can say.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache

import numpy as np

from lab.settings import FRAMES, HELD_OUT_SEED, HELD_OUT_TRIPLES, SIDE
from lab.vocabulary import vocabulary

COLORS = {
    "red": (0.90, 0.15, 0.15),
    "orange": (0.97, 0.55, 0.08),
    "yellow": (0.96, 0.88, 0.12),
    "green": (0.12, 0.68, 0.26),
    "azure": (0.30, 0.78, 0.96),
    "blue": (0.15, 0.35, 0.93),
    "purple": (0.58, 0.17, 0.80),
    "pink": (0.98, 0.50, 0.74),
}
BACKGROUNDS = {"dark": (0.07, 0.07, 0.11), "light": (0.93, 0.93, 0.89)}
RADII = {"small": (3.4, 4.0), "medium": (4.5, 5.3), "large": (5.9, 6.6)}
SCALES = {"ball": 1.0, "square": 0.86, "triangle": 1.22, "star": 1.27}
PULSE = 0.42

Triple = tuple[str, str, str]


@dataclass(frozen=True)
class Scene:
    """Everything that a clip shows. Lengths in pixels, phase in loops (0 to 1)."""

    color: str
    shape: str
    motion: str
    size: str
    background: str
    radius: float
    phase: float
    x: float
    y: float
    reach: float
    turn: int


@cache
def triples() -> tuple[tuple[Triple, ...], tuple[Triple, ...]]:
    """Colour-shape-motion combinations as (trained, never trained), chosen by a fixed seed."""
    book = vocabulary()
    every = list(itertools.product(*(book.concepts[s] for s in ("color", "shape", "motion"))))
    order = np.random.default_rng(HELD_OUT_SEED).permutation(len(every))
    held = {every[i] for i in order[:HELD_OUT_TRIPLES]}
    return tuple(t for t in every if t not in held), tuple(t for t in every if t in held)


def extent(shape: str, radius: float) -> float:
    """Half of the room a shape takes, in pixels."""
    return SCALES[shape] * radius


def make_scene(rng: np.random.Generator, color: str, shape: str, motion: str, size: str, background: str) -> Scene:
    """Draw radius, phase and place for what a caption says."""
    radius = rng.uniform(*RADII[size])
    e = extent(shape, radius)
    lowest, highest = min(e, SIDE / 2), max(SIDE - e, SIDE / 2)
    x, y = rng.uniform(lowest, highest, 2)
    reach = 0.0
    if motion == "bouncing":
        y = SIDE - e + 0.5 - rng.uniform(0, 1.5)
        reach = rng.uniform(0.8, 1.0) * np.clip(y - e + 1.5, 5.0, 11.0)
    elif motion == "circling":
        reach = rng.uniform(0.85, 1.1) * np.clip(SIDE / 2 + 0.5 - e, 3.6, 6.5)
        free = max(SIDE / 2 + 0.5 - e - reach, 0.4)
        x, y = SIDE / 2 + rng.uniform(-free, free, 2)
    return Scene(color, shape, motion, size, background, radius, rng.uniform(), x, y, reach, rng.choice((-1, 1)))


def track(scene: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centre x, centre y and radius of the shape in every frame, each of length FRAMES."""
    u = np.arange(FRAMES) / FRAMES + scene.phase
    x, y, r = np.full(FRAMES, scene.x), np.full(FRAMES, scene.y), np.full(FRAMES, scene.radius)
    margin = extent(scene.shape, scene.radius) + 0.5
    along = np.mod(u, 1.0) * (SIDE + 2 * margin) - margin
    match scene.motion:
        case "right":
            x = along
        case "left":
            x = SIDE - along
        case "down":
            y = along
        case "up":
            y = SIDE - along
        case "bouncing":
            v = np.mod(2 * u, 1.0)
            y = y - scene.reach * 4 * v * (1 - v)
        case "circling":
            x = x + scene.reach * np.cos(2 * np.pi * u * scene.turn)
            y = y + scene.reach * np.sin(2 * np.pi * u * scene.turn)
        case "pulsing":
            r = r * (1 + PULSE * np.sin(2 * np.pi * u))
    return x, y, r


def distance(shape: str, dx: np.ndarray, dy: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """Signed distance in pixels to the edge of a shape, negative inside; y grows downwards."""
    r = SCALES[shape] * radius
    if shape == "ball":
        return np.hypot(dx, dy) - r
    if shape == "square":
        return np.maximum(np.abs(dx), np.abs(dy)) - r
    if shape == "triangle":
        slope = np.abs(dx) * (np.sqrt(3) / 2) - dy / 2
        return np.maximum(slope, dy) - r / 2
    angle = np.mod(np.arctan2(dx, -dy), 2 * np.pi / 5)
    angle = np.minimum(angle, 2 * np.pi / 5 - angle)
    length = np.hypot(dx, dy)
    along, aside = length * np.cos(angle), length * np.sin(angle)
    notch = 0.42 * r
    edge_x, edge_y = notch * np.cos(np.pi / 5) - r, notch * np.sin(np.pi / 5)
    return ((along - r) * edge_y - aside * edge_x) / np.hypot(edge_x, edge_y)


def coverage(shape: str, x: np.ndarray, y: np.ndarray, radius: np.ndarray, zoom: int = 1) -> np.ndarray:
    """How much of each pixel the shape covers, 0 to 1; x, y, radius of any shape S -> S + (SIDE, SIDE) x zoom."""
    middle = (np.arange(SIDE * zoom, dtype=np.float32) + 0.5) / zoom
    x, y, radius = (np.asarray(v, np.float32)[..., None, None] for v in (x, y, radius))
    return np.clip(0.5 - zoom * distance(shape, middle[None, :] - x, middle[:, None] - y, radius), 0.0, 1.0)


def render(scenes: list[Scene], zoom: int = 1) -> np.ndarray:
    """Clips of scenes: (len, FRAMES, SIDE x zoom, SIDE x zoom, 3), float32 from -1 to 1."""
    tracks = [track(scene) for scene in scenes]
    alpha = np.empty((len(scenes), FRAMES, SIDE * zoom, SIDE * zoom), np.float32)
    for shape in SCALES:
        rows = [i for i, scene in enumerate(scenes) if scene.shape == shape]
        if rows:
            x, y, r = (np.stack([tracks[i][axis] for i in rows]) for axis in range(3))
            alpha[rows] = coverage(shape, x, y, r, zoom)
    fore = np.array([COLORS[s.color] for s in scenes], np.float32)[:, None, None, None]
    back = np.array([BACKGROUNDS[s.background] for s in scenes], np.float32)[:, None, None, None]
    return (back + (fore - back) * alpha[..., None]) * 2 - 1


def random_scene(rng: np.random.Generator, triple: Triple) -> Scene:
    """A scene of a colour, shape and motion, with size and background drawn."""
    return make_scene(rng, *triple, str(rng.choice(list(RADII))), str(rng.choice(list(BACKGROUNDS))))


def batch(
    rng: np.random.Generator, size: int, drop_word: float, drop_size: float, drop_background: float, drop_caption: float
) -> tuple[np.ndarray, np.ndarray]:
    """A training batch of trained combinations: clips and caption rows (size, slots).

    The drop rates say how often a caption keeps quiet about something; without a caption at all
    the model learns the unguided prediction that guidance needs.
    """
    book = vocabulary()
    trained = triples()[0]
    scenes = [random_scene(rng, trained[i]) for i in rng.integers(len(trained), size=size)]
    rates = dict.fromkeys(book.slots, drop_word) | {"size": drop_size, "background": drop_background}
    captions = []
    for scene in scenes:
        silent = rng.uniform() < drop_caption
        said = {s: getattr(scene, s) for s in book.slots if not silent and rng.uniform() >= rates[s]}
        captions.append(book.encode(said))
    return render(scenes), np.array(captions, np.int64)
