"""A small trained reader that says what a clip shows: `python -m lab.reader --pool lab/runs/pool --out lab/runs/reader.pt`.

It judges the model and shares nothing with it but the drawings. The median over time is the empty stage, which
tells place and light; what differs from it is followed, cropped and looked at for thing and colour; where it was
in every frame tells the motion. Its own accuracy on true clips that it never saw is the ceiling of every score.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lab.clips import SENTENCE, film, random_scenes
from lab.pool import CONCEPTS, ClipPool, labels
from lab.settings import FRAMES, LAB, SIDE

CROP, THING = 14, 9
STEPS, BATCH, RATE = 900, 48, 3e-3
TRUE_CLIPS = 384


def convolutions(*channels: int) -> nn.Sequential:
    """3x3 convolutions, each but the first halving the picture."""
    layers: list[nn.Module] = []
    for i, (before, after) in enumerate(pairwise(channels)):
        layers += [nn.Conv2d(before, after, 3, stride=1 if i == 0 else 2, padding=1), nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers)


def most_changed(apart: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Where the thing is: the square of a thing's size that differs most from the empty stage, and by how much.

    `apart` is the difference (n, FRAMES, SIDE, SIDE); x, y and difference are (n, FRAMES).
    """
    change = F.avg_pool2d((apart - 0.25).clamp(0, 1), THING, 1, THING // 2, count_include_pad=True)
    top = change.flatten(2).max(-1)
    return top.indices % SIDE, top.indices // SIDE, top.values


class Reader(nn.Module):
    """From clips to a score for every concept of every slot."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = convolutions(3, 16, 24, 32)
        self.actor = convolutions(6, 24, 40, 64)
        self.way = nn.Sequential(
            nn.Conv1d(4 + 2 * SIDE, 48, 3, padding=1, padding_mode="circular"),
            nn.BatchNorm1d(48),
            nn.ReLU(),
            nn.Conv1d(48, 48, 3, padding=1, padding_mode="circular"),
            nn.BatchNorm1d(48),
            nn.ReLU(),
        )
        wide = {"place": 32 * 36, "light": 32 * 36, "thing": 128, "color": 128, "motion": 96}
        self.heads = nn.ModuleDict({slot: nn.Linear(wide[slot], len(CONCEPTS[slot])) for slot in SENTENCE})

    def forward(self, clips: Tensor) -> dict[str, Tensor]:
        """Clips (B, FRAMES, SIDE, SIDE, 3) from -1 to 1."""
        size = len(clips)
        films = clips.permute(0, 1, 4, 2, 3)
        empty = films.median(1).values
        apart = (films - empty[:, None]).abs().sum(2)
        x, y, top = most_changed(apart)
        both = torch.cat([films, films - empty[:, None]], 2).reshape(size * FRAMES, 6, SIDE, SIDE)
        both = F.pad(both, (CROP // 2,) * 4)
        rows = (y.reshape(-1, 1) + torch.arange(CROP))[:, None, :, None]
        columns = (x.reshape(-1, 1) + torch.arange(CROP))[:, None, None, :]
        crops = both[torch.arange(len(both))[:, None, None, None], torch.arange(6)[None, :, None, None], rows, columns]
        actor = self.actor(crops).amax((2, 3)).reshape(size, FRAMES, -1)
        actor = torch.cat([actor.mean(1), actor.amax(1)], -1)
        profile = torch.cat([apart.mean(2), apart.mean(3)], -1)
        where = torch.stack([x / SIDE, y / SIDE, top, top / (top.amax(1, keepdim=True) + 1e-3)], -1)
        way = self.way(torch.cat([where, profile], -1).transpose(1, 2))
        stage = self.stage(empty).flatten(1)
        seen = {"place": stage, "light": stage, "thing": actor, "color": actor}
        seen["motion"] = torch.cat([way.mean(2), way.amax(2)], 1)
        return {slot: head(seen[slot]) for slot, head in self.heads.items()}


@torch.inference_mode()
def judge(reader: Reader, clips: np.ndarray) -> list[np.ndarray]:
    """How likely each concept is in each clip, (n, concepts) for every slot in the order of `SENTENCE`."""
    parts = [reader.eval()(torch.from_numpy(clips[i : i + 64])) for i in range(0, len(clips), 64)]
    return [torch.cat([part[slot].softmax(-1) for part in parts]).numpy() for slot in SENTENCE]


def read(reader: Reader, clips: np.ndarray) -> np.ndarray:
    """What clips show, as numbers (n, slots) in the order of `SENTENCE`."""
    return np.stack([likely.argmax(-1) for likely in judge(reader, clips)], 1)


def train(pool: ClipPool, steps: int = STEPS) -> Reader:
    """A reader trained on the pool, with noise and blur on top, so that imperfect clips do not surprise it."""
    torch.manual_seed(5)
    reader, rng = Reader(), np.random.default_rng(5)
    optimiser = torch.optim.AdamW(reader.parameters(), RATE, weight_decay=0.01)
    for step in range(steps):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 50, 1.5 * (1 - step / steps))
        clips, said = (torch.from_numpy(a) for a in pool.draw(rng, BATCH))
        clips = clips + torch.randn_like(clips) * torch.rand(BATCH, 1, 1, 1, 1) * 0.12
        scores = reader.train()(clips)
        loss = sum(F.cross_entropy(scores[slot], said[:, i]) for i, slot in enumerate(SENTENCE))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        if (step + 1) % 50 == 0:
            print(step + 1, round(float(loss.detach()), 3), flush=True)
    return reader.eval()


def true_clips(count: int = TRUE_CLIPS, seed: int = 23) -> tuple[np.ndarray, np.ndarray]:
    """Clips that are in no pool, and what they show."""
    scenes = random_scenes(np.random.default_rng([17, seed]), count)
    return np.stack([film(s) for s in scenes]).astype(np.float32) / 127.5 - 1, labels(scenes)


def accuracy(seen: np.ndarray, said: np.ndarray) -> dict[str, float]:
    """Share of right readings, slot by slot and of whole sentences."""
    right = seen == said
    parts = {slot: round(float(right[:, i].mean()), 4) for i, slot in enumerate(SENTENCE)}
    return parts | {"all": round(float(right.all(1).mean()), 4)}


def load(path: Path) -> Reader:
    """A trained reader."""
    reader = Reader()
    reader.load_state_dict(torch.load(path, weights_only=True))
    return reader.eval()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pool", type=Path, default=LAB / "runs" / "pool")
    parser.add_argument("--out", type=Path, default=LAB / "runs" / "reader.pt")
    parser.add_argument("--steps", type=int, default=STEPS)
    options = parser.parse_args()
    torch.set_num_threads(1)
    reader = train(ClipPool(options.pool), options.steps)
    torch.save(reader.state_dict(), options.out)
    clips, said = true_clips()
    print(f"ceiling on {len(clips)} unseen true clips:", accuracy(read(reader, clips), said))


if __name__ == "__main__":
    main()
