"""Train the model: `python -m lab.train --out lab/runs/main`; stops and resumes freely, by the same command.

Learning rates stay level, then they fall, and the run ends; when, the settings say. `--cool N` tells a run, while
it goes on or before it is started again, to let them fall at once, over the next N clips. What it was before is
kept as level.pt, to go on from. Every step draws its clips and its noise from the seed and the step's number.
"""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import shutil
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from lab.clips import SENTENCE, film, random_scenes
from lab.model import VideoTransformer, parameters_in, to_patches
from lab.muon import Muon
from lab.pool import CONCEPTS, ClipPool
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
LOG_STEPS, LOOK_STEPS, SAVE_SECONDS, KEEP_CLIPS = 50, 300, 150, 50_000
LOOK_TIMES, LOOK_CLIPS = (0.02, 0.1, 0.25, 0.5, 0.8), 48


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


def weighted(clips: Tensor, t: Tensor, thing_weight: float) -> tuple[Tensor, Tensor]:
    """The clips (n, frames, rows, columns, colours), and for every value the weight of its error.

    What moves counts more than the stage, which fills most of a clip and is learned first; but only at times `t`
    (n,) at which its place can be seen. Before, the weight would depend on what is to be guessed, and the best guess
    would be no average any more.
    """
    moves = (clips - clips.median(1, keepdim=True).values).abs().amax(-1, keepdim=True) > 0.15
    seen = ((t - 0.2) / 0.3).clamp(0, 1)[:, None, None, None, None]
    return clips, (1 + (thing_weight - 1) * seen * moves).expand_as(clips).to(clips.dtype)


def captions_of(said: np.ndarray, rng: np.random.Generator, c: TrainingSettings) -> np.ndarray:
    """Caption rows (n, slots) of what clips show, some words left out; without any caption the model learns
    the unguided prediction that guidance needs."""
    book = vocabulary()
    silent = rng.uniform(size=len(said)) < c.drop_caption
    rows = np.empty_like(said)
    for column, slot in enumerate(SENTENCE):
        quiet = silent | (rng.uniform(size=len(said)) < getattr(c, f"drop_{slot}"))
        rows[:, column] = np.where(quiet, book.row(slot, None), book.row(slot, None) + 1 + said[:, column])
    return rows


def make_optimisers(model: nn.Module, c: TrainingSettings) -> tuple[torch.optim.Optimizer, ...]:
    """Muon for the matrices inside the blocks, AdamW for everything else."""
    inside = [p for name, p in model.named_parameters() if name.endswith(".weight") and "blocks." in name]
    chosen = {id(p) for p in inside}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    return (
        Muon(inside, c.muon_rate, c.muon_momentum, c.muon_weight_decay),
        torch.optim.AdamW(rest, lr=c.adam_rate, betas=c.adam_betas, weight_decay=0.0),
    )


class Run:
    """A training run in a folder: model, moving average, optimisers, and where it stands."""

    def __init__(self, folder: Path, pool: ClipPool, c: TrainingSettings) -> None:
        torch.manual_seed(c.seed)
        self.folder, self.pool, self.c = folder, pool, c
        self.model = VideoTransformer(ModelSettings(), vocabulary().rows)
        self.parameters = list(self.model.parameters())
        self.average = {k: v.clone() for k, v in self.model.state_dict().items()}
        self.optimisers = make_optimisers(self.model, c)
        self.balance = LossBalance()
        self.step, self.clips, self.whole, self.seconds = 0, 0, 0.0, 0.0
        self.cooling: tuple[int, int] | None = None
        self.told_to_stop = False
        self.forward, self.steps_here = self.errors, 0
        if self.checkpoint.exists():
            self.load()

    @property
    def checkpoint(self) -> Path:
        """File that the run continues from."""
        return self.folder / "checkpoint.pt"

    def load(self) -> None:
        """Continue from the checkpoint."""
        saved = torch.load(self.checkpoint, weights_only=True)
        if saved["concepts"] != {k: list(v) for k, v in CONCEPTS.items()}:
            raise ValueError("the checkpoint was trained with other words, or in another order")
        self.model.load_state_dict(saved["model"])
        self.average, self.balance.error = saved["average"], saved["balance"]
        for optimiser, state in zip(self.optimisers, saved["optimisers"], strict=True):
            optimiser.load_state_dict(state)
        self.step, self.clips, self.whole, self.seconds = (saved[k] for k in ("step", "clips", "whole", "seconds"))
        self.cooling = tuple(saved["cooling"]) if saved["cooling"] else None

    def save(self) -> None:
        """Write the checkpoint; a cut in the middle leaves the old one."""
        part = self.checkpoint.with_suffix(".part")
        state = {
            "model": self.model.state_dict(),
            "average": self.average,
            "balance": self.balance.error,
            "optimisers": [o.state_dict() for o in self.optimisers],
            "concepts": {k: list(v) for k, v in CONCEPTS.items()},
            "cooling": list(self.cooling) if self.cooling else None,
            "settings": json.dumps(asdict(self.c)),
        }
        with part.open("wb") as file:
            torch.save(state | {k: getattr(self, k) for k in ("step", "clips", "whole", "seconds")}, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.checkpoint)

    def obey(self) -> None:
        """Begin to cool down, if it is time or somebody has asked for it."""
        wish = self.folder / "cool"
        if not self.cooling and (wish.exists() or self.clips >= self.c.level_clips):
            self.save()
            shutil.copy(self.checkpoint, self.folder / "level.pt")
            over = int(wish.read_text(encoding="utf-8")) if wish.exists() else self.c.cool_clips
            self.cooling = (self.clips, over)
            wish.unlink(missing_ok=True)
            self.save()

    @property
    def cooled(self) -> float:
        """Share of the cooling that is done; 0 when none was asked for."""
        return min(1.0, (self.clips - self.cooling[0]) / self.cooling[1]) if self.cooling else 0.0

    @property
    def rate(self) -> float:
        """Factor of the learning rates: warm-up, level, and a straight line down when cooling."""
        return min(1.0, (self.step + 1) / self.c.warmup) * (1 - (1 - self.c.cool_floor) * self.cooled)

    def draw(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Patches, the weight of each of their values, captions, times, noise and the numbers of the patches kept."""
        c, rng = self.c, np.random.default_rng([self.c.seed, self.step])
        clips, said = self.pool.draw(rng, c.batch)
        caption = torch.from_numpy(captions_of(said, rng, c))
        generator = torch.Generator().manual_seed(c.seed * 1_000_003 + self.step)
        t = draw_times(c.batch, generator)
        thing = c.thing_weight if self.clips >= c.thing_clips else 1.0
        patches, weights = (to_patches(x, self.model.s) for x in weighted(torch.from_numpy(clips), t, thing))
        kept = torch.arange(patches.shape[1])
        if not self.cooling and self.clips < c.sparse_clips and (self.step + 1) % c.whole_every:
            kept = torch.randperm(len(kept), generator=generator)[: int(c.sparse_patches * len(kept))].sort().values
            patches, weights = patches[:, kept], weights[:, kept]
        return patches, weights, caption, t, torch.randn(patches.shape, generator=generator), kept

    def errors(
        self, mixed: Tensor, t: Tensor, caption: Tensor, patches: Tensor, weights: Tensor, kept: Tensor
    ) -> Tensor:
        """Weighted mean squared error of the guess for every clip."""
        return ((self.model(mixed, t, caption, kept) - patches).square() * weights).mean((1, 2))

    def one_step(self, workers: ThreadPoolExecutor) -> float:
        """Draw, learn, average in; the mean error.

        The batch is done in parts by whichever thread is free, each on one core: where other work shares the
        cores, a thread that is held up does fewer parts, instead of holding up the other in every sum.
        """
        c = self.c
        for optimiser, base in zip(self.optimisers, (c.muon_rate, c.adam_rate), strict=True):
            optimiser.param_groups[0]["lr"] = base * self.rate
        patches, weights, caption, t, noise, kept = self.draw()
        mixed = t[:, None, None] * patches + (1 - t[:, None, None]) * noise
        weight = self.balance.weigh(t) / c.batch

        def learn(rows: slice) -> tuple[tuple[Tensor, ...], Tensor]:
            error = self.forward(mixed[rows], t[rows], caption[rows], patches[rows], weights[rows], kept)
            return torch.autograd.grad((error * weight[rows]).sum(), self.parameters), error.detach()

        # At first one by one: two threads must not compile at once.
        share_out = workers.map if self.steps_here >= c.whole_every else map
        parts = list(share_out(learn, [slice(i, i + c.part) for i in range(0, c.batch, c.part)]))
        self.steps_here += 1
        for position, p in enumerate(self.parameters):
            p.grad = sum(gradients[position] for gradients, _ in parts)
        nn.utils.clip_grad_norm_(self.optimisers[1].param_groups[0]["params"], c.clip_norm)
        for optimiser in self.optimisers:
            optimiser.step()
        errors = torch.cat([error for _, error in parts])
        self.balance.update(t, errors)
        self.step += 1
        self.clips += c.batch
        self.whole += c.batch * len(kept) / self.model.s.tokens
        keep = min(c.average_decay, self.step / (self.step + 9))
        with torch.no_grad():
            for name, value in self.model.state_dict().items():
                self.average[name].lerp_(value, 1 - keep)
        return float(errors.mean())

    @torch.inference_mode()
    def look(self) -> list[float]:
        """Error of the averaged model on clips it never sees, at a few noise levels."""
        rng = np.random.default_rng([13, self.c.seed])
        scenes = random_scenes(rng, LOOK_CLIPS)
        clips = np.stack([film(s) for s in scenes]).astype(np.float32) / 127.5 - 1
        patches = to_patches(torch.from_numpy(clips), self.model.s)
        book = vocabulary()
        said = [{slot: getattr(scene, slot) for slot in SENTENCE} for scene in scenes]
        caption = torch.tensor([book.encode(chosen) for chosen in said])
        noise = torch.randn(patches.shape, generator=torch.Generator().manual_seed(self.c.seed))
        model = VideoTransformer(self.model.s, book.rows).eval()
        model.load_state_dict(self.average)
        result = []
        for time_ in LOOK_TIMES:
            guess = model(time_ * patches + (1 - time_) * noise, torch.full((LOOK_CLIPS,), time_), caption)
            result.append(float((guess - patches).square().mean()))
        return result

    def train(self, until: int | None = None) -> None:
        """Run until cooled down (or to `until` clips, or a signal), with a log and checkpoints."""
        begin, before = time.monotonic(), self.seconds
        errors: list[float] = []
        saved_at = logged_at = begin
        with ThreadPoolExecutor(self.c.threads) as workers, (self.folder / "log.jsonl").open("a") as log:
            while self.cooled < 1 and not self.told_to_stop and (until is None or self.clips < until):
                errors.append(self.one_step(workers))
                now = time.monotonic()
                self.seconds = before + now - begin
                if self.step % LOG_STEPS == 0:
                    pace = LOG_STEPS * self.c.batch / (now - logged_at)
                    line = {"step": self.step, "clips": self.clips, "whole": round(self.whole)}
                    line |= {"error": round(sum(errors) / len(errors), 5), "clips_a_second": round(pace, 2)}
                    line |= {"rate": round(self.rate, 3), "seconds": round(self.seconds), "hours_left": self.left(pace)}
                    if self.step % LOOK_STEPS == 0:
                        look = self.look()
                        line |= {
                            "unseen": [round(e, 4) for e in look],
                            "mean": round(float(np.exp(np.log(look).mean())), 5),
                        }
                    log.write(json.dumps(line) + "\n")
                    log.flush()
                    errors.clear()
                    logged_at = now
                    self.obey()
                if self.clips // KEEP_CLIPS > (self.clips - self.c.batch) // KEEP_CLIPS:
                    torch.save(self.average, self.folder / f"average-{self.clips // 1000:04}k.pt")
                if now - saved_at > SAVE_SECONDS:
                    self.save()
                    self.pool.refresh()
                    saved_at = now
        self.save()

    def left(self, pace: float) -> float:
        """Hours to the end at this pace of clips a second, which whole clips slow down."""
        if self.cooling:
            return round((1 - self.cooled) * self.cooling[1] / pace / 3600, 2)
        c, share = self.c, (self.c.sparse_patches * (self.c.whole_every - 1) + 1) / self.c.whole_every
        sparse = max(0, min(c.sparse_clips, c.level_clips) - self.clips)
        whole = c.level_clips + c.cool_clips - self.clips - sparse
        return round((sparse + whole / (share if sparse else 1)) / pace / 3600, 2)

    def stop(self, *_: object) -> None:
        """End after this step, with a checkpoint."""
        self.told_to_stop = True


def settle_environment() -> None:
    """Start this process again with `ENVIRONMENT`, unless it already has it."""
    if any(os.environ.get(name) != value for name, value in ENVIRONMENT.items()):
        os.execve(sys.executable, [sys.executable, "-m", "lab.train", *sys.argv[1:]], os.environ | ENVIRONMENT)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=LAB / "runs" / "main", help="folder of the run")
    parser.add_argument("--pool", type=Path, default=LAB / "runs" / "pool", help="folder with clips (lab.pool)")
    parser.add_argument("--threads", type=int, default=TrainingSettings.threads)
    parser.add_argument("--until", type=int, help="stop after so many clips, without cooling down")
    parser.add_argument("--plain", action="store_true", help="do not compile; for machines without a C++ compiler")
    parser.add_argument(
        "--cool", type=int, metavar="N", help="tell the run to cool down now, over N clips; trains nothing itself"
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if options.cool:
        (options.out / "cool").write_text(str(options.cool), encoding="utf-8")
        print("The run will cool down from its next line in the log.")
        return
    settle_environment()
    torch.set_num_threads(1)
    with (options.out / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit("This run is going on already.")
        (options.out / "pid").write_text(str(os.getpid()), encoding="utf-8")
        run = Run(options.out, ClipPool(options.pool), replace(TrainingSettings(), threads=options.threads))
        signal.signal(signal.SIGTERM, run.stop)
        signal.signal(signal.SIGINT, run.stop)
        print(f"{parameters_in(run.model):,} values, from clip {run.clips:,}", flush=True)
        if not options.plain:
            run.forward = torch.compile(run.errors, dynamic=False)
        run.obey()
        run.train(options.until)


if __name__ == "__main__":
    main()
