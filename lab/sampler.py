"""From noise to a clip: the sampler that the page repeats step by step."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from lab.model import VideoTransformer, from_patches, to_patches
from lab.noise import gaussian
from lab.settings import CLIP_SHAPE
from lab.vocabulary import vocabulary

Watcher = Callable[[int, Tensor, Tensor], None]


@dataclass(frozen=True)
class SamplingSettings:
    """How noise becomes a clip; the page starts from these and lets the reader change them.

    Guidance waits until `guide_from`, a time, for at first it narrows what is decided there, place and phase (limited
    to an interval as by Kynkäänniemi and others, 2024, arXiv 2404.07724). Of 2.5, 3.0 and 3.5 the last had most
    things right on prompts for tuning: 34, 34 and 39 of 48 clips were right in all five words.
    """

    steps: int = 12
    guidance: float = 3.5
    guide_from: float = 0.05
    shift: float = 5.0


def sampling_times(steps: int, shift: float) -> list[float]:
    """Times from 0 (noise) to 1 (clip), closer together near the noise; steps + 1 values."""
    return [i / (i + shift * (steps - i)) for i in range(steps + 1)]


def starting_noise(seeds: list[int]) -> Tensor:
    """Noise clips for seeds, (B, FRAMES, SIDE, SIDE, 3)."""
    count = int(np.prod(CLIP_SHAPE))
    return torch.from_numpy(np.stack([gaussian(seed, count).reshape(CLIP_SHAPE) for seed in seeds]))


@torch.inference_mode()
def sample(
    model: VideoTransformer,
    captions: list[list[int]],
    seeds: list[int],
    settings: SamplingSettings | None = None,
    watch: Watcher | None = None,
) -> np.ndarray:
    """Clips (B, FRAMES, SIDE, SIDE, 3) for caption rows and seeds.

    Every step asks for the clean clip twice, with the caption and without, goes further in the
    direction in which the caption changes the answer (guidance), and moves a little towards it.
    `watch(step, noisy, guess)` sees the patches of every step.
    """
    s = settings or SamplingSettings()
    book = vocabulary()
    said = torch.tensor(captions)
    silent = torch.tensor([book.encode({})]).expand_as(said)
    x = to_patches(starting_noise(seeds), model.s)
    times = sampling_times(s.steps, s.shift)
    for step in range(s.steps):
        t = torch.full((len(x),), times[step], dtype=torch.float32)
        guess = model(x, t, said)
        if s.guidance != 1 and times[step] >= s.guide_from:
            plain = model(x, t, silent)
            guess = plain + s.guidance * (guess - plain)
        x = x + (times[step + 1] - times[step]) / (1 - times[step]) * (guess - x)
        if watch:
            watch(step, x, guess)
    return from_patches(x, model.s).numpy()


def sample_many(
    model: VideoTransformer, captions: list[list[int]], seeds: list[int], settings: SamplingSettings | None = None
) -> np.ndarray:
    """Like `sample`, in portions that fit the processor's caches, side by side where there are several cores."""
    portions = [slice(i, i + 16) for i in range(0, len(seeds), 16)]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        parts = workers.map(lambda rows: sample(model, captions[rows], seeds[rows], settings), portions)
        return np.concatenate(list(parts))
