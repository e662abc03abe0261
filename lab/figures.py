"""Static pictures for the pages: `python -m lab.figures`.

They stand in where no script runs, with reduced motion and in print, and are made with the exported weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from lab.decoder import Decoder, decode, enlarged
from lab.model import VideoTransformer, from_patches, normalise
from lab.pictures import GAP, rows, save, to_pixels
from lab.sampler import SamplingSettings, sample, sample_many, starting_noise
from lab.settings import MODEL_FILES, SIDE
from lab.vocabulary import read_prompt, vocabulary
from lab.weights import load_decoder, load_packed

SEED = 16
PROMPTS = {
    "en": (
        "a red balloon floating at sea by day",
        "a yellow balloon floating at sea by day",
        "a red boat floating at sea by day",
        "a red balloon floating in the mountains by day",
        "a red balloon floating at sea at night",
        "a red balloon rising at sea by day",
    ),
    "it": (
        "una mongolfiera rossa che fluttua sul mare, di giorno",
        "una mongolfiera gialla che fluttua sul mare, di giorno",
        "una barca rossa che galleggia sul mare, di giorno",
        "una mongolfiera rossa che fluttua in montagna, di giorno",
        "una mongolfiera rossa che fluttua sul mare, di notte",
        "una mongolfiera rossa che si alza sul mare, di giorno",
    ),
}
"""One prompt, and the same with one word changed; the pages offer them too, and take them from figures.json."""
PROMPT, *_ = SWAPS = PROMPTS["en"]
POSTER = {
    "en": "a red boat moving right at sea at sunset",
    "it": "una barca rossa che va a destra sul mare, al tramonto",
}
"""The clip that the page shows on arrival and its field begins with: one of those that the model makes best."""
POSTER_SEED = 8
SHOWN = 4
"""The frame of a clip that stands for it where one must do."""
MARKED = (2, 2)
"""Row and column of the patch that is pointed at: the thing is there; the running figures begin with it."""
GUIDANCES = (1.0, 2.0, 4.0, 7.0)
STEP_COUNTS = (2, 4, 8, 12, 24)
LISTED = "figures.json"


def caption(prompt: str) -> list[int]:
    """Rows of the word table for a prompt."""
    return vocabulary().encode(read_prompt(prompt).chosen)


def outline(draw: ImageDraw.ImageDraw, x: int, y: int, side: int, width: int) -> None:
    """A square outline that shows on any clip: white, with a dark edge outside; all in pixels of the picture."""
    edge = width - 1
    draw.rectangle([x - edge, y - edge, x + side + edge, y + side + edge], outline=(17, 17, 17, 255), width=edge)
    draw.rectangle([x, y, x + side, y + side], outline=(255, 255, 255, 255), width=width)


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


def poster_figure(model: VideoTransformer, decoder: Decoder, folder: Path) -> None:
    """poster.png: a whole clip, frame beside frame without gaps, which the page plays until the reader makes one."""
    clip = decode(decoder, sample(model, [caption(POSTER["en"])], [POSTER_SEED]))[0]
    film = Image.fromarray(np.concatenate(list(to_pixels(clip)), 1))
    # One clip has few colours, and it comes before anybody has asked for it.
    save(film.quantize(64, dither=Image.Dither.NONE), folder / "poster.png")


def decoder_figures(model: VideoTransformer, decoder: Decoder, folder: Path) -> None:
    """clips.png: one prompt, and words of it swapped, painted; decoder.png: draft, smoothly enlarged, painted."""
    drafts = sample(model, [caption(p) for p in SWAPS], [SEED] * len(SWAPS))
    painted = decode(decoder, drafts)
    save(rows(painted, zoom=1), folder / "clips.png")
    some = [0, 2]
    coarse = drafts[some].repeat(4, 2).repeat(4, 3)
    films = np.stack([coarse[:, SHOWN], enlarged(drafts[some])[:, SHOWN], painted[some, SHOWN]], 1)
    save(rows(films, (0, 1, 2), 2), folder / "decoder.png")


def patches_figure(model: VideoTransformer, folder: Path) -> None:
    """patches.png: two frames of a clip under the grid of patches, one patch marked, and that patch enlarged."""
    s, zoom = model.s, 10
    clip = sample(model, [caption(PROMPT)], [SEED])[0]
    page = rows(clip[None], (0, 1), zoom)
    draw = ImageDraw.Draw(page)
    width = SIDE * zoom + GAP
    for left in (0, width):
        for line in range(s.patch_side, SIDE, s.patch_side):
            draw.line([(left + line * zoom, 0), (left + line * zoom, SIDE * zoom)], (128, 128, 128, 255))
            draw.line([(left, line * zoom), (left + SIDE * zoom - 1, line * zoom)], (128, 128, 128, 255))
        y, x = (n * s.patch_side * zoom for n in MARKED)
        x += left
        outline(draw, x, y, s.patch_side * zoom, 3)
    save(page, folder / "patches.png")


def attention_figure(model: VideoTransformer, folder: Path) -> None:
    """attention.png: every second frame of a clip, and under it what one patch takes in from there, in the middle layer.

    The two stand apart: laid over the clip, attention could not be told from the clip's own light and dark. Its root
    is drawn, because a screen gives off light in about the square of a value: twice the attention, twice the light.
    """
    s = model.s
    patch = MARKED[0] * s.grid[2] + MARKED[1]
    steps: list[torch.Tensor] = []
    clip = watch_attention(model, [caption(PROMPT)], [SEED], SamplingSettings(), lambda seen: steps.append(seen))[0]
    weights = steps[-1][len(model.blocks) // 2, 0].mean(0)[patch].reshape(s.grid).numpy()
    light = np.sqrt(weights / weights.max()) * 2 - 1
    spread = light.repeat(s.patch_frames, 0).repeat(s.patch_side, 1).repeat(s.patch_side, 2)[..., None]
    page = rows(np.stack([clip, np.broadcast_to(spread, clip.shape)]), zoom=4)
    draw = ImageDraw.Draw(page)
    for top in (0, SIDE * 4 + GAP):
        y, x = (n * s.patch_side * 4 for n in MARKED)
        outline(draw, x, top + y, s.patch_side * 4, 2)
    save(page, folder / "attention.png")


def worst_figure(model: VideoTransformer, folder: Path) -> None:
    """worst.png: the 20 worst clips of the evaluation, in its order."""
    listed = json.loads((MODEL_FILES / "evaluation.json").read_text(encoding="utf-8"))["worst"]
    clips = sample_many(model, [caption(w["prompt"]) for w in listed], [w["seed"] for w in listed])
    save(rows(clips, zoom=2), folder / "worst.png")


@torch.inference_mode()
def watch_attention(
    model: VideoTransformer,
    captions: list[list[int]],
    seeds: list[int],
    settings: SamplingSettings,
    see: Callable[[torch.Tensor], None],
) -> np.ndarray:
    """Clips, while `see` gets every step's attention (blocks, clips, heads, patches, patches)."""
    kept: dict[int, torch.Tensor] = {}

    def note(block: int):
        def hook(module, inputs, output):
            # Guidance asks a second time without the caption; what is kept is the first answer.
            if block not in kept:
                s = model.s
                split = output.view(*output.shape[:2], 3, s.heads, s.head_width).permute(2, 0, 3, 1, 4)
                kept[block] = attention_of(model, normalise(split[0]), normalise(split[1]))

        return hook

    hooks = [b.qkv.register_forward_hook(note(i)) for i, b in enumerate(model.blocks)]

    def watch(step: int, x: torch.Tensor, guess: torch.Tensor) -> None:
        see(torch.stack([kept[block] for block in range(len(model.blocks))]))
        kept.clear()

    clips = sample(model, captions, seeds, settings, watch)
    for hook in hooks:
        hook.remove()
    return clips


def attention_of(model: VideoTransformer, q: torch.Tensor, k: torch.Tensor) -> torch.Tensor:
    """Attention weights of normalised queries and keys."""

    def turn(z: torch.Tensor) -> torch.Tensor:
        a, c = z.chunk(2, -1)
        return torch.cat([a * model.cos - c * model.sin, a * model.sin + c * model.cos], -1)

    return torch.softmax(turn(q) * model.s.logit_scale @ turn(k).transpose(-1, -2), -1)


def attention_use(model: VideoTransformer, prompts: int = 8) -> list[list[float]]:
    """How far from even each head of each block spreads its attention, 0 (even) to 1 (one patch only).

    Tells which heads are worth showing: an even spread means that a head does not choose.
    """
    use: list[np.ndarray] = []

    def see(weights: torch.Tensor) -> None:
        entropy = -(weights * weights.clamp_min(1e-12).log()).sum(-1) / np.log(model.s.tokens)
        use.append((1 - entropy).mean((1, 3)).numpy())

    captions = [caption(SWAPS[i % len(SWAPS)]) for i in range(prompts)]
    watch_attention(model, captions, list(range(prompts)), replace(SamplingSettings(), guidance=1.0), see)
    return [[round(float(head), 3) for head in block] for block in np.mean(use, 0)]


def list_figures(folder: Path, use: list[list[float]]) -> None:
    """figures.json: the weights and settings the pictures were made with, checksums, and how attention is used."""
    manifest = json.loads((MODEL_FILES / "manifest.json").read_text(encoding="utf-8"))
    pictures = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.png"))}
    settings = {"seed": SEED, "prompts": PROMPTS, "guidance": GUIDANCES, "steps": STEP_COUNTS}
    settings |= {"marked": MARKED, "poster": POSTER}
    listed = {"weights": manifest["sha256"], "settings": settings, "pictures": pictures, "attention": use}
    (folder / LISTED).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=MODEL_FILES / "figures")
    options = parser.parse_args()
    torch.set_num_threads(1)
    model, decoder = load_packed(), load_decoder()
    poster_figure(model, decoder, options.to)
    decoder_figures(model, decoder, options.to)
    steps_figure(model, options.to)
    comparison_figures(model, options.to)
    patches_figure(model, options.to)
    attention_figure(model, options.to)
    worst_figure(model, options.to)
    use = attention_use(model)
    list_figures(options.to, use)
    print("attention, 0 even to 1 single, per block and head:", use)


if __name__ == "__main__":
    main()
