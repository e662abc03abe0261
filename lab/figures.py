"""Static pictures for the pages: `python -m lab.figures --run lab/runs/main`.

They stand in where no script runs, with reduced motion and in print. All are made with the exported
weights, except `learning.png`, which needs the snapshots of the training run.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from lab.model import VideoTransformer, from_patches, normalise
from lab.pictures import rows, save
from lab.sampler import SamplingSettings, sample, sample_many, starting_noise
from lab.settings import LAB, MODEL_FILES
from lab.train import SNAPSHOTS
from lab.vocabulary import read_prompt, vocabulary
from lab.weights import build, load_packed

SEED = 12
PROMPT = "a red ball bouncing on a dark background"
SWAPS = (
    PROMPT,
    "a blue ball bouncing on a dark background",
    "a red star bouncing on a dark background",
    "a red ball circling on a dark background",
    "a red ball bouncing on a light background",
)
GUIDANCES = (1.0, 2.0, 4.0, 7.0)
STEP_COUNTS = (2, 4, 8, 12, 24)
STORY = "a yellow star circling on a dark background"


def caption(prompt: str) -> list[int]:
    """Rows of the word table for a prompt."""
    return vocabulary().encode(read_prompt(prompt).chosen)


def steps_figure(model: VideoTransformer, folder: Path) -> None:
    """noisy.png and guess.png: the first frame after every step, side by side, noise first."""
    noisy, guesses = [starting_noise([SEED])[0].numpy()], []
    sample(
        model,
        [caption(PROMPT)],
        [SEED],
        watch=lambda _, x, guess: (
            noisy.append(from_patches(x, model.s)[0].numpy()),
            guesses.append(from_patches(guess, model.s)[0].numpy()),
        ),
    )
    for name, clips in (("noisy", noisy[:-1]), ("guess", guesses)):
        film = np.stack([clip[0] for clip in clips])[None]
        save(rows(film, tuple(range(film.shape[1]))), folder / f"{name}.png")


def comparison_figures(model: VideoTransformer, folder: Path) -> None:
    """words.png, guidance.png, steps.png, seeds.png: the same noise, one thing changed per row."""
    base = SamplingSettings()
    save(rows(sample(model, [caption(p) for p in SWAPS], [SEED] * len(SWAPS))), folder / "words.png")
    by_guidance = [sample(model, [caption(PROMPT)], [SEED], replace(base, guidance=g))[0] for g in GUIDANCES]
    save(rows(np.stack(by_guidance)), folder / "guidance.png")
    by_steps = [sample(model, [caption(PROMPT)], [SEED], replace(base, steps=n))[0] for n in STEP_COUNTS]
    save(rows(np.stack(by_steps)), folder / "steps.png")
    save(rows(sample(model, [caption(PROMPT)] * 4, [1, 2, 3, 4])), folder / "seeds.png")


def learning_figure(run: Path, folder: Path) -> None:
    """learning.png: one prompt and seed at every snapshot of the training."""
    clips = []
    for step in SNAPSHOTS:
        state = torch.load(run / f"average-{step:06d}.pt", weights_only=True)
        clips.append(sample(build(state), [caption(STORY)], [SEED])[0])
    save(rows(np.stack(clips)), folder / "learning.png")


def worst_figure(model: VideoTransformer, folder: Path) -> None:
    """worst.png: the 20 worst clips of the evaluation, in its order."""
    listed = json.loads((MODEL_FILES / "evaluation.json").read_text(encoding="utf-8"))["worst"]
    clips = sample_many(model, [caption(w["prompt"]) for w in listed], [w["seed"] for w in listed])
    save(rows(clips, zoom=2), folder / "worst.png")


@torch.inference_mode()
def attention_use(model: VideoTransformer, prompts: int = 8) -> list[list[float]]:
    """How far from even each head of each block spreads its attention, 0 (even) to 1 (one patch only).

    Tells which heads are worth showing: an even spread means that a head does not choose.
    """
    use: list[list[list[float]]] = [[[] for _ in range(model.s.heads)] for _ in model.blocks]
    kept = {}

    def note(block: int):
        def hook(module, inputs, output):
            s = model.s
            split = output.view(*output.shape[:2], 3, s.heads, s.head_width).permute(2, 0, 3, 1, 4)
            kept[block] = (normalise(split[0]), normalise(split[1]))

        return hook

    hooks = [b.qkv.register_forward_hook(note(i)) for i, b in enumerate(model.blocks)]

    def watch(step: int, x: torch.Tensor, guess: torch.Tensor) -> None:
        for block, (q, k) in kept.items():
            turned = []
            for z in (q, k):
                a, c = z.chunk(2, -1)
                turned.append(torch.cat([a * model.cos - c * model.sin, a * model.sin + c * model.cos], -1))
            weights = torch.softmax(turned[0] * model.s.logit_scale @ turned[1].transpose(-1, -2), -1)
            entropy = -(weights * weights.clamp_min(1e-12).log()).sum(-1) / np.log(model.s.tokens)
            for head in range(model.s.heads):
                use[block][head].append(float(1 - entropy[:, head].mean()))

    captions = [caption(SWAPS[i % len(SWAPS)]) for i in range(prompts)]
    sample(model, captions, list(range(prompts)), replace(SamplingSettings(), guidance=1.0), watch)
    for hook in hooks:
        hook.remove()
    return [[round(float(np.mean(head)), 3) for head in block] for block in use]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=LAB / "runs" / "main")
    parser.add_argument("--to", type=Path, default=MODEL_FILES / "figures")
    options = parser.parse_args()
    model = load_packed()
    steps_figure(model, options.to)
    comparison_figures(model, options.to)
    worst_figure(model, options.to)
    learning_figure(options.run, options.to)
    print("attention, 0 even to 1 single, per block and head:", attention_use(model))


if __name__ == "__main__":
    main()
