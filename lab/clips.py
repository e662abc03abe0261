"""Made-up clips with captions: a paper theatre in which one thing moves on a stage, and every clip loops.

Nothing is downloaded and nothing is recorded. Thing, colour, place, light and motion are what a caption can
say; where the thing is, where the sun hangs and how the stage is shifted are drawn by lot.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

import numpy as np

from lab.drawing import UNITS, Colour
from lab.places import GROUND_LIGHT, PLACES, THING_LIGHT, dip, stage
from lab.settings import FRAMES, SIDE
from lab.things import CREAM, THINGS, paint_for

COLORS: dict[str, Colour] = {
    "red": (0.88, 0.16, 0.18),
    "orange": (0.98, 0.54, 0.08),
    "yellow": (0.99, 0.84, 0.12),
    "green": (0.14, 0.66, 0.28),
    "blue": (0.16, 0.38, 0.92),
    "purple": (0.58, 0.22, 0.80),
    "pink": (0.98, 0.48, 0.72),
    "white": (0.97, 0.97, 0.98),
}
LIGHTS = tuple(GROUND_LIGHT)
MOTIONS = ("right", "left", "rising", "falling", "jumping", "floating")
SENTENCE = ("thing", "color", "place", "light", "motion")
HELD_OUT = (("cat", "moon"), ("boat", "desert"), ("car", "sea"), ("rocket", "hills"))
PIXEL = UNITS // SIDE
# A crossing takes its whole way in one loop: two draft pixels a frame, so that in the time of one patch (two
# frames) the thing moves half a patch; the way is longer than the picture, yet the thing never quite leaves it.
WAY = 2 * PIXEL * FRAMES
FLOOR = 80
MIRRORED = {"right": "left", "left": "right"}


@dataclass(frozen=True)
class Scene:
    """Everything that a clip shows. Lengths in units, 96 to the picture's side; phase in frames."""

    thing: str
    color: str
    place: str
    light: str
    motion: str
    x: float
    y: float
    reach: float
    phase: int
    faces_left: bool
    sun: float
    shift: float


def sentences(held_out: bool) -> list[tuple[str, ...]]:
    """Every sentence that is trained on, or every one that never is."""
    every = itertools.product(THINGS, COLORS, PLACES, LIGHTS, MOTIONS)
    return [s for s in every if ((s[0], s[2]) in HELD_OUT) == held_out]


def make_scene(rng: np.random.Generator, thing: str, color: str, place: str, light: str, motion: str) -> Scene:
    """Draw by lot what a sentence leaves open; resting places lie on the draft's grid."""
    kind = THINGS[thing]
    x = PIXEL * int(rng.integers(6, 19))
    y = FLOOR - kind.feet + PIXEL * int(rng.integers(0, 2))
    reach = 0.0
    if motion in MIRRORED and kind.flies:
        y = PIXEL * int(rng.integers(8, 13))
    elif motion == "jumping":
        reach = rng.uniform(25, 30)
    elif motion == "floating":
        reach = rng.uniform(5, 7)
        if not kind.floats_on_ground:
            y = PIXEL * int(rng.integers(9, 13))
    left = motion == "left" if motion in MIRRORED else bool(rng.integers(2))
    sun, shift = PIXEL * int(rng.integers(4, 21)), 24.0 * int(rng.integers(4))
    return Scene(thing, color, place, light, motion, x, y, reach, int(rng.integers(FRAMES)), left, sun, shift)


def track(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Middle of the thing in every frame, (FRAMES,) each."""
    frame = (np.arange(FRAMES) + scene.phase) % FRAMES
    u = frame / FRAMES
    x, y = np.full(FRAMES, float(scene.x)), np.full(FRAMES, float(scene.y))
    along = u * WAY - (WAY - UNITS) / 2
    match scene.motion:
        case "right":
            x = along
        case "left":
            x = UNITS - along
        case "falling":
            y = along
        case "rising":
            y = UNITS - along
        case "jumping":
            hop = np.mod(2 * u, 1.0)
            y = y - scene.reach * 4 * hop * (1 - hop)
        case "floating":
            x = x + scene.reach * np.cos(2 * np.pi * u)
            y = y + 0.7 * scene.reach * np.sin(4 * np.pi * u) * (0.4 if THINGS[scene.thing].floats_on_ground else 1)
    return x, y


def posture(scene: Scene) -> np.ndarray:
    """The 2x2 matrix that turns a thing from facing right to how it faces in the scene."""
    mirror = np.diag([-1.0 if scene.faces_left else 1.0, 1.0])
    ahead = THINGS[scene.thing].points_ahead and scene.motion in MIRRORED
    return mirror @ (np.array([(0.0, -1.0), (1.0, 0.0)]) if ahead else np.eye(2))


def film(scene: Scene, side: int = SIDE, scale: int = 2) -> np.ndarray:
    """The clip of a scene, (FRAMES, side, side, 3) bytes, drawn `scale` pixels to the unit and averaged down."""
    light, turn = THING_LIGHT[scene.light], posture(scene)
    colour = paint_for(scene.color, COLORS[scene.color])
    paint = replace(colour, **{k: dip(getattr(colour, k), light) for k in ("body", "shade", "accent")})
    pairs = stage(scene.place, scene.light, scene.sun, scene.shift, scale)
    ways = ((0, 0), (WAY, 0), (-WAY, 0)) if scene.motion in MIRRORED else ((0, 0), (0, WAY), (0, -WAY))
    frames = np.empty((FRAMES, side, side, 3), np.uint8)
    for i, (x, y) in enumerate(zip(*track(scene), strict=True)):
        back, front = pairs[(i + scene.phase) % FRAMES]
        page = back.copy()
        cutout = THINGS[scene.thing].draw(paint, (i + scene.phase) % FRAMES / FRAMES)
        for dx, dy in ways:
            if abs(x + dx - UNITS / 2) < UNITS and abs(y + dy - UNITS / 2) < UNITS:
                cutout.paste(page, x + dx, y + dy, turn, dip(CREAM, light))
        page.image.paste(front.image, mask=front.image)
        frames[i] = np.asarray(page.image.reduce(UNITS * scale // side))[..., :3]
    return frames


def random_scenes(rng: np.random.Generator, count: int, held_out: bool = False) -> list[Scene]:
    """Scenes of sentences drawn by lot."""
    every = sentences(held_out)
    return [make_scene(rng, *every[i]) for i in rng.integers(len(every), size=count)]
