"""Train the model from nothing: `python -m lab.train --out lab/runs/main`; stops and resumes freely.

Every step draws its clips and its noise from the seed and the step's number, so an interrupted run
continues as if nothing had happened.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lab.clips import batch
from lab.model import VideoTransformer, parameters_in, to_patches
from lab.settings import LAB, ModelSettings, TrainingSettings
from lab.vocabulary import vocabulary

# Without these the allocator gives large blocks back to the system at every step and training takes
# more than twice as long. They are read when a process starts, hence the restart.
ENVIRONMENT = {
    "MALLOC_MMAP_THRESHOLD_": str(2**33),
    "MALLOC_TRIM_THRESHOLD_": str(2**34),
    "MALLOC_TOP_PAD_": str(2**28),
}
NOISE_BINS = 24


class LossBalance:
    """Weights that let every noise level count about equally, from a running mean of its error."""

    def __init__(self) -> None:
        self.error = torch.full((NOISE_BINS,), 0.3)

    def bins(self, t: Tensor) -> Tensor:
        """The bin of each time (B,), even in log signal-to-noise ratio from -6 to 6."""
        return ((torch.logit(t, 1e-4) + 6) / 12 * NOISE_BINS).long().clamp(0, NOISE_BINS - 1)

    def weigh(self, t: Tensor) -> Tensor:
        """Weight of each clip's error."""
        return 0.05 / (self.error[self.bins(t)] + 2e-4) + 0.15

    def update(self, t: Tensor, error: Tensor) -> None:
        """Take in the errors (B,) of one step."""
        for position, value in zip(self.bins(t).tolist(), error.tolist(), strict=True):
            self.error[position] += 0.05 * (value - self.error[position])


def draw_times(size: int, generator: torch.Generator) -> Tensor:
    """Times of a batch: mostly where place and motion are decided, some everywhere, 12 % near noise."""
    t = torch.sigmoid(torch.randn(size, generator=generator) * 1.4 - 1.4)
    kind = torch.rand(size, generator=generator)
    other = torch.rand(size, generator=generator)
    t = torch.where(kind < 0.12, other * 0.06, t)
    return torch.where(kind > 0.90, other, t)


def rate_at(step: int, c: TrainingSettings) -> float:
    """Factor of the learning rate: warm-up, level, linear decay."""
    begin = c.steps * (1 - c.decay_share)
    falling = 1 - (1 - c.decay_floor) * max(0.0, (step - begin) / (c.steps - begin))
    return min(1.0, (step + 1) / c.warmup) * falling


def make_optimisers(model: nn.Module, c: TrainingSettings) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices inside the blocks, AdamW for everything else."""
    inside = [p for name, p in model.named_parameters() if name.endswith(".weight") and "blocks." in name]
    chosen = {id(p) for p in inside}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    muon = torch.optim.Muon(inside, lr=c.muon_rate, momentum=c.muon_momentum, weight_decay=c.muon_weight_decay)
    return muon, torch.optim.AdamW(rest, lr=c.adam_rate, betas=c.adam_betas, weight_decay=0.0)


def draw_batch(c: TrainingSettings, step: int) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """Patches, captions, times, noise and the numbers of the patches kept in one step."""
    rng = np.random.default_rng([c.seed, step])
    clips, captions = batch(rng, c.batch, c.drop_word, c.drop_size, c.drop_background, c.drop_caption)
    generator = torch.Generator().manual_seed(c.seed * 1_000_003 + step)
    t = draw_times(c.batch, generator)
    patches = to_patches(torch.from_numpy(clips), ModelSettings())
    count = patches.shape[1]
    kept = torch.arange(count)
    if step < c.sparse_share * c.steps:
        kept = torch.randperm(count, generator=generator)[: int(c.sparse_patches * count)].sort().values
        patches = patches[:, kept]
    return patches, torch.from_numpy(captions), t, torch.randn(patches.shape, generator=generator), kept


class Run:
    """A training run in a folder: model, moving average, optimisers, and where it stands."""

    def __init__(self, folder: Path, c: TrainingSettings) -> None:
        torch.manual_seed(c.seed)
        self.folder, self.c = folder, c
        self.model = VideoTransformer(ModelSettings(), vocabulary().rows)
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.optimisers = make_optimisers(self.model, c)
        self.balance = LossBalance()
        self.step, self.seconds = 0, 0.0
        if self.checkpoint.exists():
            self.load()

    @property
    def checkpoint(self) -> Path:
        """File that the run continues from."""
        return self.folder / "checkpoint.pt"

    def load(self) -> None:
        """Continue from the checkpoint."""
        saved = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.average, self.balance.error = saved["average"], saved["balance"]
        for optimiser, state in zip(self.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.step, self.seconds = saved["step"], saved["seconds"]

    def save(self) -> None:
        """Write the checkpoint; a cut in the middle leaves the old one."""
        part = self.checkpoint.with_suffix(".part")
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "balance": self.balance.error,
            "optimisers": [o.state_dict() for o in self.optimisers],
            "step": self.step,
            "seconds": self.seconds,
            "settings": json.dumps(asdict(self.c)),
        }
        torch.save(state, part)
        part.replace(self.checkpoint)

    def average_in(self) -> None:
        """Update the moving average that is kept as the result; a short memory at first."""
        keep = min(self.c.average_decay, (self.step + 1) / (self.step + 10))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)

    def train(self, until: int | None = None, compiled: bool = True) -> None:
        """Run to the last step (or stop at `until`), with a log, a progress line and checkpoints."""
        until = min(until or self.c.steps, self.c.steps)
        rest = self.optimisers[1].param_groups[0]["params"]

        def forward(noisy: Tensor, t: Tensor, caption: Tensor, patches: Tensor, kept: Tensor) -> Tensor:
            with torch.autocast("cpu", torch.bfloat16):
                guess = self.model(noisy, t, caption, kept)
            return (guess.float() - patches).square().mean((1, 2))

        call = torch.compile(forward, dynamic=False) if compiled else forward
        begin, before = time.monotonic(), self.seconds
        recent: list[float] = []
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            while self.step < until:
                factor = rate_at(self.step, self.c)
                for optimiser, base in zip(self.optimisers, (self.c.muon_rate, self.c.adam_rate), strict=True):
                    optimiser.param_groups[0]["lr"] = base * factor
                patches, caption, t, noise, kept = draw_batch(self.c, self.step)
                mixed = t[:, None, None] * patches + (1 - t[:, None, None]) * noise
                error = call(mixed, t, caption, patches, kept)
                (error * self.balance.weigh(t)).mean().backward()
                nn.utils.clip_grad_norm_(rest, self.c.clip_norm)
                for optimiser in self.optimisers:
                    optimiser.step()
                    optimiser.zero_grad(set_to_none=True)
                self.balance.update(t, error.detach())
                self.average_in()
                self.step += 1
                self.seconds = before + time.monotonic() - begin
                recent.append(float(error.detach().mean()))
                if self.step % 50 == 0:
                    mean = sum(recent) / len(recent)
                    recent.clear()
                    json.dump({"step": self.step, "error": round(mean, 5), "seconds": round(self.seconds, 1)}, log)
                    log.write("\n")
                    log.flush()
                    self.show(mean)
                if self.step % 200 == 0 or self.step == until:
                    self.save()

    def show(self, error: float) -> None:
        """One line of progress, rewritten in a terminal, appended to a file."""
        done = int(30 * self.step / self.c.steps)
        left = self.seconds / self.step * (self.c.steps - self.step) / 60
        end = "\r" if sys.stdout.isatty() else "\n"
        bar = "#" * done + "." * (30 - done)
        print(f"[{bar}] {self.step}/{self.c.steps} error {error:.4f}, {left:.0f} min left", end=end, flush=True)


def settle_environment() -> None:
    """Start this process again with `ENVIRONMENT`, unless it already has it."""
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        os.execve(sys.executable, [sys.executable, "-m", "lab.train", *sys.argv[1:]], os.environ | ENVIRONMENT)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=LAB / "runs" / "main", help="folder of the run")
    parser.add_argument("--steps", type=int, default=TrainingSettings.steps, help="length of the run")
    options = parser.parse_args()
    settle_environment()
    options.out.mkdir(parents=True, exist_ok=True)
    # The pattern matcher would turn the written-out attention back into the slower fused kernel.
    torch._inductor.config.pattern_matcher = False
    run = Run(options.out, replace(TrainingSettings(), steps=options.steps))
    print(f"{parameters_in(run.model):,} values, from step {run.step} to {run.c.steps}", flush=True)
    run.train()


if __name__ == "__main__":
    main()
