"""Clips drawn once and kept: `python -m lab.pool --out lab/runs/pool --clips 12000`; stops and goes on freely.

Drawing a clip takes as long as a quarter of a training step for it, so training draws from a pool and makes
more of each clip by starting its loop elsewhere and by looking at it in a mirror.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from multiprocessing import Pool
from pathlib import Path

import numpy as np

from lab.clips import COLORS, LIGHTS, MIRRORED, MOTIONS, SENTENCE, Scene, film, random_scenes
from lab.places import PLACES
from lab.settings import FRAMES, LAB
from lab.things import THINGS

SHARD = 250
CONCEPTS = {"thing": tuple(THINGS), "color": tuple(COLORS), "place": PLACES, "light": LIGHTS, "motion": MOTIONS}
MIRROR = np.array([MOTIONS.index(MIRRORED.get(m, m)) for m in MOTIONS])


def labels(scenes: list[Scene]) -> np.ndarray:
    """What scenes say, as numbers (n, slots)."""
    return np.array([[CONCEPTS[slot].index(getattr(s, slot)) for slot in SENTENCE] for s in scenes], np.int64)


def draw_shard(job: tuple[Path, int]) -> str:
    """Draw one shard, unless it is there; a cut in the middle leaves none."""
    folder, number = job
    path = folder / f"{number:04}.npz"
    if not path.exists():
        scenes = random_scenes(np.random.default_rng([11, number]), SHARD)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            np.savez(file, clips=np.stack([film(s) for s in scenes]), labels=labels(scenes))
        part.replace(path)
    return path.name


class ClipPool:
    """The shards that are there; `refresh` takes in what has been drawn since."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.names = folder, set()
        self.clips: list[np.ndarray] = []
        self.labels: list[np.ndarray] = []
        self.refresh()

    def refresh(self) -> None:
        """Load new shards."""
        for path in sorted(self.folder.glob("*.npz")):
            if path.name not in self.names:
                self.names.add(path.name)
                with np.load(path) as shard:
                    self.clips.append(shard["clips"])
                    self.labels.append(shard["labels"])

    def draw(self, rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
        """A batch: clips (size, FRAMES, SIDE, SIDE, 3) from -1 to 1 and what they show (size, slots)."""
        clips, said = [], []
        for number in rng.integers(len(self.clips) * SHARD, size=size):
            clip = self.clips[number // SHARD][number % SHARD]
            label = self.labels[number // SHARD][number % SHARD].copy()
            if rng.uniform() < 0.5:
                clip, label[-1] = clip[:, :, ::-1], MIRROR[label[-1]]
            clips.append(np.roll(clip, int(rng.integers(FRAMES)), 0))
            said.append(label)
        return np.stack(clips).astype(np.float32) / 127.5 - 1, np.stack(said)


def jobs(folder: Path, clips: int) -> Iterator[tuple[Path, int]]:
    """The shards of a pool of this size."""
    return ((folder, number) for number in range(-(-clips // SHARD)))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=LAB / "runs" / "pool", help="folder of the pool")
    parser.add_argument("--clips", type=int, default=12_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with Pool(options.processes) as workers:
        for name in workers.imap(draw_shard, jobs(options.out, options.clips)):
            print(name, flush=True)


if __name__ == "__main__":
    main()
