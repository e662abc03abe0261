"""Score a training run: `python -m lab.evaluate --run lab/runs/main --reader lab/runs/reader.pt`.

Sentences that were trained on and sentences with a thing in a place where it never was are scored apart, both
beside the reader's own accuracy on true clips. Draws a contact sheet of each on request.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from lab.clips import SENTENCE, sentences
from lab.model import VideoTransformer
from lab.pool import CONCEPTS
from lab.reader import accuracy, load, read, true_clips
from lab.sampler import SamplingSettings, sample_many
from lab.settings import LAB, SIDE, ModelSettings
from lab.vocabulary import vocabulary

SEED = 27_182
WORDS = {"right": "moving right", "left": "moving left"}


def prompts(count: int, held_out: bool, seed: int) -> list[tuple[str, ...]]:
    """Sentences drawn by lot."""
    every = sentences(held_out)
    return [every[i] for i in np.random.default_rng([seed, held_out]).integers(len(every), size=count)]


def title(sentence: tuple[str, ...]) -> str:
    """A sentence in words."""
    thing, color, place, light, motion = sentence
    return f"{color} {thing} {WORDS.get(motion, motion)}, {place}, {light}"


def numbers(chosen: list[tuple[str, ...]]) -> np.ndarray:
    """Sentences as numbers (n, slots)."""
    return np.array([[CONCEPTS[slot].index(word) for slot, word in zip(SENTENCE, s, strict=True)] for s in chosen])


def generate(model: VideoTransformer, chosen: list[tuple[str, ...]], guidance: float, seed: int) -> np.ndarray:
    """The model's clips for sentences."""
    captions = [vocabulary().encode(dict(zip(SENTENCE, s, strict=True))) for s in chosen]
    return sample_many(model, captions, list(range(seed, seed + len(chosen))), SamplingSettings(guidance=guidance))


def sheet(clips: np.ndarray, titles: list[str], path: Path, zoom: int = 3, columns: int = 4) -> None:
    """A contact sheet: clips in `columns` columns, four frames each, under their words."""
    wide, high = 4 * SIDE * zoom + 8, SIDE * zoom + 16
    page = Image.new("RGB", (columns * wide, -(-len(clips) // columns) * high), "white")
    pen = ImageDraw.Draw(page)
    for n, (clip, words) in enumerate(zip(clips, titles, strict=True)):
        left, top = n % columns * wide, n // columns * high
        pen.text((left + 1, top + 2), words, fill="black")
        for i, frame in enumerate(clip[::4]):
            pixels = Image.fromarray(np.clip((frame + 1) * 127.5, 0, 255).astype(np.uint8))
            page.paste(pixels.resize((SIDE * zoom,) * 2, Image.Resampling.NEAREST), (left + i * SIDE * zoom, top + 14))
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(path)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=LAB / "runs" / "main")
    parser.add_argument("--reader", type=Path, default=LAB / "runs" / "reader.pt")
    parser.add_argument("--clips", type=int, default=96, help="sentences of each kind")
    parser.add_argument("--guidance", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--sheets", type=Path, help="folder for contact sheets")
    options = parser.parse_args()
    torch.set_num_threads(1)
    saved = torch.load(options.run / "checkpoint.pt", weights_only=True)
    model = VideoTransformer(ModelSettings(), vocabulary().rows).eval()
    model.load_state_dict(saved["average"])
    reader = load(options.reader)
    true, said = true_clips(192, options.seed)
    result = {"clips": saved["clips"], "whole": round(saved["whole"]), "guidance": options.guidance}
    result["ceiling"] = accuracy(read(reader, true), said)
    for name, held_out in (("allowed", False), ("held_out", True)):
        chosen = prompts(options.clips, held_out, options.seed)
        clips = generate(model, chosen, options.guidance, options.seed)
        seen = read(reader, clips)
        result[name] = accuracy(seen, numbers(chosen))
        if options.sheets:
            titles = [title(s) for s in chosen]
            sheet(clips[:48], titles[:48], options.sheets / f"{saved['clips'] // 1000:04}k-{name}.png")
    print(f"{result['clips']:,} clips, {result['whole']:,} whole; guidance {options.guidance}; n {options.clips} each")
    print(f"{'':10}" + "".join(f"{k:>9}" for k in (*SENTENCE, "all")))
    for name in ("ceiling", "allowed", "held_out"):
        print(f"{name:10}" + "".join(f"{result[name][k]:9.1%}" for k in (*SENTENCE, "all")))
    result["at"] = time.strftime("%Y-%m-%d %H:%M")
    with (options.run / "evaluations.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
