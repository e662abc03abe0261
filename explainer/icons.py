"""Draws the icons of the site from its motif.

    python -m explainer.icons

The build never runs this: the icons are committed, and a test compares them with what this draws.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from explainer import motif, paths

FOLDER = paths.ROOT / "overrides" / "assets" / "icons"
SIZES = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
_GRID = 32
"""The side of the square on which the favicon, and so every icon, is laid out."""


def icon(side: int) -> Image:
    """The colon with both ends of its thread, on paper; what a round mask cuts off holds the thread alone."""
    unit = side / _GRID
    slack = motif.curve((16, 21), (16, 26.5), (20, 26.5), (18, 33))
    lines = [[(16, -1), (16, 11)], slack]
    dots = [(16, 11), (16, 21)]
    scaled = [[(x * unit, y * unit) for x, y in line] for line in lines]
    return motif.thread((side, side), 2 * unit, scaled, [(x * unit, y * unit) for x, y in dots], 3.9 * unit)


def make(folder: Path = FOLDER) -> list[Path]:
    """Writes every icon into `folder`; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, side in SIZES.items():
        (folder / name).write_bytes(motif.png(icon(side)))
    return [folder / name for name in SIZES]


if __name__ == "__main__":
    for file in make():
        print(f"{file.name}: {file.stat().st_size} bytes")
