"""Train the decoder: `python -m lab.train_decoder`; stops and resumes freely, like `lab.train`.

It comes last, because it learns on the finished transformer's own guesses: aligned pairs of what that draws and
what was meant, mixed with true ones.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from lab.clips import SENTENCE, Scene, film, random_scenes
from lab.decoder import Decoder
from lab.model import VideoTransformer, from_patches, to_patches
from lab.muon import Muon
from lab.sampler import SamplingSettings
from lab.settings import FRAMES, LAB, SIDE, DecoderSettings, DecoderTraining
from lab.vocabulary import vocabulary
from lab.weights import build, pack, unpack


def guesses(model: VideoTransformer, scenes: list[Scene], clips: Tensor, c: DecoderTraining) -> Tensor:
    """What the transformer makes of noisy true clips in one step, every other one with the sampler's guidance."""
    generator = torch.Generator().manual_seed(c.seed)
    book, size = vocabulary(), 20
    silent = torch.tensor([book.encode({})])
    parts = []
    for at in range(0, len(clips), size):
        patches = to_patches(clips[at : at + size], model.s)
        said = torch.tensor(
            [book.encode({slot: getattr(scene, slot) for slot in SENTENCE}) for scene in scenes[at : at + size]]
        )
        t = c.guess_from + (c.guess_to - c.guess_from) * torch.rand(len(patches), generator=generator)
        noise = torch.randn(patches.shape, generator=generator)
        mixed = t[:, None, None] * patches + (1 - t[:, None, None]) * noise
        with torch.inference_mode():
            guess = model(mixed, t, said)
            if at // size % 2:
                plain = model(mixed, t, silent.expand_as(said))
                guess = plain + SamplingSettings().guidance * (guess - plain)
        parts.append(from_patches(guess, model.s))
    return torch.cat(parts)


def averaged(clip: Tensor, scale: int) -> Tensor:
    """The draft of a clip drawn large: the same drawing, averaged down."""
    return clip.float().unflatten(1, (SIDE, scale)).unflatten(3, (SIDE, scale)).mean((2, 4)) / 127.5 - 1


class Pairs:
    """Drafts, what the transformer makes of them, and the same scenes drawn large; batches of crops by number."""

    def __init__(self, model: VideoTransformer, s: DecoderSettings, c: DecoderTraining) -> None:
        scenes = random_scenes(np.random.default_rng(c.seed), c.scenes)
        self.s, self.c = s, c
        # As bytes: a large clip is 442 kB so, and four times that as floats.
        self.large = torch.from_numpy(np.stack([film(scene, SIDE * s.scale) for scene in scenes]))
        self.true = torch.stack([averaged(clip, s.scale) for clip in self.large])
        self.moves = (self.true - self.true.median(1, keepdim=True).values).abs().sum(-1) > 0.3
        self.guessed = guesses(model, scenes, self.true, c)

    def batch(self, step: int) -> tuple[Tensor, Tensor]:
        """Crops with neighbours (batch, channels, crop, crop) and the pictures they should become."""
        c, s = self.c, self.s
        rng = np.random.default_rng([c.seed, step])
        drafts, pictures = [], []
        for _ in range(c.batch):
            clip, frame = rng.integers(len(self.true)), rng.integers(FRAMES)
            source = self.guessed if rng.uniform() < c.guessed else self.true
            times = [(frame + k) % FRAMES for k in range(-s.neighbours, s.neighbours + 1)]
            draft = source[clip, times].permute(0, 3, 1, 2)
            if source is self.true:
                draft = degraded(draft, rng)
            top, left = rng.integers(SIDE - c.crop + 1, size=2)
            if rng.uniform() < c.around_thing:
                top, left = self.beside(clip, frame, rng, int(top), int(left))
            drafts.append(draft[:, :, top : top + c.crop, left : left + c.crop].flatten(0, 1))
            z = s.scale
            big = self.large[clip, frame, top * z : (top + c.crop) * z, left * z : (left + c.crop) * z]
            pictures.append(big.permute(2, 0, 1))
        return torch.stack(drafts), torch.stack(pictures).float() / 127.5 - 1

    def beside(self, clip: int, frame: int, rng: np.random.Generator, top: int, left: int) -> tuple[int, int]:
        """Where to crop so that something that moves is in it; as given where there is nothing."""
        found = self.moves[clip, frame].nonzero()
        if not len(found):
            return top, left
        row, column = found[rng.integers(len(found))].tolist()
        away = rng.integers(self.c.crop, size=2)
        most = SIDE - self.c.crop
        return min(max(row - int(away[0]), 0), most), min(max(column - int(away[1]), 0), most)


def degraded(draft: Tensor, rng: np.random.Generator) -> Tensor:
    """A true draft with the small faults that drafts have: a little blur, another tint, noise."""
    blur = rng.uniform(0, 0.5) if rng.uniform() < 0.3 else 0.0
    softer = F.avg_pool2d(F.pad(draft, (1, 1, 1, 1), mode="replicate"), 3, 1)
    tint = torch.from_numpy(rng.normal(0, 0.02, (1, 3, 1, 1)).astype(np.float32))
    noise = torch.from_numpy(rng.standard_normal(tuple(draft.shape)).astype(np.float32)) * rng.uniform(0, 0.06)
    return draft + blur * (softer - draft) + tint + noise


def loss_of(picture: Tensor, wanted: Tensor, power: float) -> Tensor:
    """Mean of |error| to a power below 1, of the picture and of its edges: many small errors cost more than few large.

    With a power of 1 or more the best answer to a doubtful edge is a blurred one.
    """
    error = picture - wanted
    parts = (error, error.diff(dim=2), error.diff(dim=3))
    return sum((part.square() + 1e-5).pow(power / 2).mean() for part in parts)


def rate_at(step: int, c: DecoderTraining) -> float:
    """Factor of the learning rate: warm-up, level, then along a cosine to nothing."""
    falling = max(0.0, (step / c.steps - c.level) / (1 - c.level))
    return min(1.0, (step + 1) / c.warmup) * 0.5 * (1 + float(np.cos(np.pi * falling)))


class Run:
    """A decoder in training, and where it stands; seconds are those of the processor, which may have more to do.

    `learned_on` tells from which step on it learned on the guesses of a transformer that had seen so many clips.
    """

    def __init__(self, folder: Path, model: VideoTransformer, c: DecoderTraining, clips: int = 0) -> None:
        torch.manual_seed(c.seed)
        self.checkpoint, self.c = folder / "decoder.pt", c
        self.decoder = Decoder(DecoderSettings())
        kernels = [p for p in self.decoder.parameters() if p.ndim > 1]
        biases = [p for p in self.decoder.parameters() if p.ndim == 1]
        self.optimisers = (Muon(kernels, c.muon_rate, c.momentum), torch.optim.Adam(biases, lr=c.adam_rate))
        self.step, self.seconds, self.learned_on = 0, 0.0, []
        if self.checkpoint.exists():
            saved = torch.load(self.checkpoint, weights_only=True)
            self.decoder.load_state_dict(saved["decoder"])
            for optimiser, state in zip(self.optimisers, saved["optimisers"], strict=True):
                optimiser.load_state_dict(state)
            self.step, self.seconds, self.learned_on = (saved[k] for k in ("step", "seconds", "learned_on"))
        if not self.learned_on or self.learned_on[-1][1] != clips:
            self.learned_on.append([self.step, clips])
        begin = time.process_time()
        self.pairs = Pairs(model, self.decoder.s, c)
        self.seconds += time.process_time() - begin

    def save(self) -> None:
        """Write the checkpoint; a cut in the middle leaves the old one."""
        part = self.checkpoint.with_suffix(".part")
        state = {
            "decoder": self.decoder.state_dict(),
            "optimisers": [optimiser.state_dict() for optimiser in self.optimisers],
            "step": self.step,
            "seconds": self.seconds,
            "learned_on": self.learned_on,
            "recipe": asdict(self.c),
        }
        torch.save(state, part)
        part.replace(self.checkpoint)

    def train(self, until: int | None = None) -> None:
        """Run to the last step (or stop at `until`), with a progress line and checkpoints."""
        until = min(until or self.c.steps, self.c.steps)
        clock, begin, before, first, recent = time.monotonic(), time.process_time(), self.seconds, self.step, []
        ahead = ThreadPoolExecutor(1)
        coming = ahead.submit(self.pairs.batch, self.step)
        while self.step < until:
            drafts, pictures = coming.result()
            coming = ahead.submit(self.pairs.batch, self.step + 1)
            loss = loss_of(self.decoder.paint(drafts), pictures, self.c.power)
            loss.backward()
            for optimiser, base in zip(self.optimisers, (self.c.muon_rate, self.c.adam_rate), strict=True):
                optimiser.param_groups[0]["lr"] = base * rate_at(self.step, self.c)
                optimiser.step()
                optimiser.zero_grad()
            self.step += 1
            self.seconds = before + time.process_time() - begin
            recent.append(float(loss.detach()))
            if self.step % 100 == 0:
                left = (time.monotonic() - clock) / (self.step - first) * (self.c.steps - self.step) / 60
                end = "\r" if sys.stdout.isatty() else "\n"
                print(
                    f"{self.step}/{self.c.steps} loss {np.mean(recent):.4f}, {left:.1f} min left", end=end, flush=True
                )
                recent.clear()
            if self.step % 200 == 0 or self.step == until:
                self.save()
        ahead.shutdown()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=LAB / "runs" / "main", help="folder of the transformer's run")
    parser.add_argument("--until", type=int, help="stop after so many steps, to go on when the transformer is finished")
    options = parser.parse_args()
    saved = torch.load(options.run / "checkpoint.pt", weights_only=True)
    # Packed and unpacked, so that it sees the guesses that the page will make.
    model = build(unpack(*pack(saved["average"])))
    Run(options.run, model, DecoderTraining(), saved["clips"]).train(options.until)


if __name__ == "__main__":
    main()
