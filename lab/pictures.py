"""Rows of frames as small lossless pictures; shared by evaluation and figures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from lab.settings import FRAMES

GAP = 2
EVERY_SECOND = tuple(range(0, FRAMES, 2))


def to_pixels(values: np.ndarray) -> np.ndarray:
    """Values from -1 to 1 as bytes."""
    return np.clip((values + 1) * 127.5, 0, 255).astype(np.uint8)


def rows(clips: np.ndarray, frames: tuple[int, ...] = EVERY_SECOND, zoom: int = 3) -> Image.Image:
    """One row per clip (n, FRAMES, side, side, 3), its chosen frames side by side, transparent gaps."""
    tile = clips.shape[2] * zoom
    step = tile + GAP
    page = Image.new("RGBA", (len(frames) * step - GAP, len(clips) * step - GAP))
    for row, clip in enumerate(clips):
        for column, frame in enumerate(frames):
            picture = Image.fromarray(to_pixels(clip[frame])).resize((tile, tile), Image.Resampling.NEAREST)
            page.paste(picture, (column * step, row * step))
    return page


def save(picture: Image.Image, path: Path) -> None:
    """Write as small as lossless PNG gets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, optimize=True)
