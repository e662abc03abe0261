"""Score the exported weights: `python -m lab.evaluate --reader lab/runs/reader.pt`; the prompts are drawn by a fixed seed.

A small trained reader (`lab.reader`) says what every clip shows, and is scored itself on true clips of the same
sentences. Those with a thing in a place where it never was are scored apart. Writes evaluation.json and samples.bin
beside the weights, and contact sheets to lab/runs/pictures. `--tune` compares sampling settings, and `--checkpoint`
looks at a run that goes on, both on other prompts and seeds, so that the final set is scored once.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

from lab.clips import MOTIONS, SENTENCE, film, make_scene, sentences
from lab.decoder import Decoder, decode, enlarged
from lab.model import VideoTransformer
from lab.pictures import rows
from lab.places import MOVING, PLACES
from lab.pool import CONCEPTS
from lab.reader import Reader, accuracy, judge, load, most_changed, read
from lab.sampler import SamplingSettings, sample_many
from lab.settings import FRAMES, LAB, MODEL_FILES, SIDE
from lab.things import THINGS
from lab.vocabulary import vocabulary
from lab.weights import build, load_decoder, load_packed

# A change of recipe or of sampling gets a new final seed, chosen before anything is scored: prompts that have
# told what to change are no examination any more.
FINAL_SEED, TUNE_SEED = 16_180_339, 9090
PROMPTS, HELD_OUT_PROMPTS, TUNE_PROMPTS = 500, 256, 96
SPREAD_SEEDS = 16
PAINTED = 24
WORST, SAMPLE, SHEET = 20, 40, 48
SAMPLES, EVERY_OF_SAMPLE = "samples.bin", 61
MOVING_WORDS = {"right": "moving right", "left": "moving left"}
PLACE_WORDS = {"sea": "at sea", "moon": "on the moon"} | {p: f"in the {p}" for p in PLACES if p not in ("sea", "moon")}
LIGHT_WORDS = {"day": "by day", "sunset": "at sunset", "night": "at night"}

Sentence = tuple[str, ...]


def write_prompt(sentence: Sentence) -> str:
    """A sentence as an English prompt."""
    thing, color, place, light, motion = sentence
    words = (color, thing, MOVING_WORDS.get(motion, motion), PLACE_WORDS[place], LIGHT_WORDS[light])
    return ("an " if color[0] in "aeiou" else "a ") + " ".join(words)


def draw_prompts(seed: int, count: int, held_out: bool) -> list[Sentence]:
    """Sentences drawn by lot."""
    every = sentences(held_out)
    return [every[i] for i in np.random.default_rng([seed, held_out]).integers(len(every), size=count)]


def numbers(chosen: list[Sentence]) -> np.ndarray:
    """Sentences as numbers (n, slots)."""
    return np.array([[CONCEPTS[slot].index(word) for slot, word in zip(SENTENCE, s, strict=True)] for s in chosen])


def generate(model: VideoTransformer, chosen: list[Sentence], seeds: list[int], s: SamplingSettings) -> np.ndarray:
    """The model's drafts for sentences."""
    return sample_many(model, [vocabulary().encode(dict(zip(SENTENCE, c, strict=True))) for c in chosen], seeds, s)


def true_clips(chosen: list[Sentence], seed: int, scale: int = 1) -> np.ndarray:
    """Clips drawn by the data generator for the same sentences: what a perfect model would do."""
    rng = np.random.default_rng([seed, 1])
    return np.stack([film(make_scene(rng, *c), SIDE * scale) for c in chosen]).astype(np.float32) / 127.5 - 1


def score(chosen: list[Sentence], seen: np.ndarray) -> dict[str, object]:
    """Shares of right readings: of every slot, of whole sentences, and for every concept."""
    right = seen == numbers(chosen)
    every = right.all(1)
    by: dict[str, dict[str, object]] = {}
    for i, slot in enumerate(SENTENCE):
        by[slot] = {}
        for concept in CONCEPTS[slot]:
            asked = np.array([sentence[i] == concept for sentence in chosen])
            if asked.any():
                shares = {"all": every[asked].mean(), slot: right[asked, i].mean()}
                by[slot][concept] = {"prompts": int(asked.sum())} | {k: round(float(v), 4) for k, v in shares.items()}
    return {"prompts": len(chosen)} | accuracy(seen, numbers(chosen)) | {"by": by}


def in_words(seen: np.ndarray) -> str:
    """What the reader sees in a clip."""
    return " ".join(CONCEPTS[slot][n] for slot, n in zip(SENTENCE, seen, strict=True))


def position_spread(clips: np.ndarray) -> float:
    """Standard deviation of the thing's place over clips, in pixels of the draft, pooled over frames and axes."""
    films = torch.from_numpy(clips)
    x, y, _ = most_changed((films - films.median(1, keepdim=True).values).abs().sum(-1))
    return float((x.float().var(0) + y.float().var(0)).mean().sqrt())


def variety(model: VideoTransformer, s: SamplingSettings, seed: int) -> dict[str, float]:
    """Spread of places over seeds for one prompt per motion, in the model's clips and in the data."""
    things, colors = list(THINGS), list(CONCEPTS["color"])
    ours, data = [], []
    for i, motion in enumerate(MOTIONS):
        # Two places further on: so no thing meets the place that it is kept from.
        chosen = (things[i], colors[i], PLACES[(i + 2) % len(PLACES)], "day", motion)
        seeds = [seed + i * 100 + n for n in range(SPREAD_SEEDS)]
        ours.append(position_spread(generate(model, [chosen] * SPREAD_SEEDS, seeds, s)))
        data.append(position_spread(true_clips([chosen] * 4 * SPREAD_SEEDS, seed + i)))
    return {
        "pixels": round(float(np.mean(ours)), 3),
        "data_pixels": round(float(np.mean(data)), 3),
        "share": round(float(np.mean(np.array(ours) / np.array(data))), 3),
    }


def sheet(clips: np.ndarray, titles: list[str], path: Path, columns: int = 3, zoom: int = 1) -> None:
    """A contact sheet: clips in `columns` columns, every fourth frame of each under its title."""
    side = clips.shape[2] * zoom
    wide, high = 4 * (side + 2) + 8, side + 18
    page = Image.new("RGB", (columns * wide, -(-len(clips) // columns) * high), "white")
    pen = ImageDraw.Draw(page)
    for n, (clip, title) in enumerate(zip(clips, titles, strict=True)):
        left, top = n % columns * wide, n // columns * high
        pen.text((left + 1, top + 2), title, fill="black")
        strip = rows(clip[None], tuple(range(0, FRAMES, FRAMES // 4)), zoom)
        page.paste(strip, (left, top + 14), strip)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.save(path)


def ground_flicker(drafts: np.ndarray, clips: np.ndarray) -> float:
    """How much the stage changes from frame to frame, mean over clips, of 255.

    The stage is what lies, in this frame and the next, at least two pixels of the draft away from what moves.
    """
    zoom, found = clips.shape[2] // SIDE, []
    for draft, clip in zip(drafts, clips, strict=True):
        moves = np.abs(draft - np.median(draft, 0)).max(-1) > 0.25
        for axis in (1, 2):
            moves = np.max([np.roll(moves, n, axis) for n in range(-2, 3)], 0)
        still = ~(moves | np.roll(moves, -1, 0)).repeat(zoom, 1).repeat(zoom, 2)
        change = np.abs(np.roll(clip, -1, 0) - clip).mean(-1)
        found.append(float(change[still].mean()) * 127.5)
    return round(float(np.mean(found)), 2)


def score_decoder(drafts: np.ndarray, decoder: Decoder, seed: int) -> dict[str, object]:
    """Against smooth enlargement: likeness to unseen true clips drawn large, and flicker of the stage in own clips."""
    chosen = draw_prompts(seed, PAINTED, True)
    small, large = true_clips(chosen, seed), true_clips(chosen, seed, decoder.s.scale)

    def decibels(clips: np.ndarray) -> float:
        error = ((clips.clip(-1, 1) - large) ** 2).mean((1, 2, 3, 4))
        return round(float((10 * np.log10(4 / error)).mean()), 2)

    return {
        "clips": PAINTED,
        "likeness": decibels(decode(decoder, small)),
        "likeness_smooth": decibels(enlarged(small)),
        "flicker": ground_flicker(drafts, decode(decoder, drafts)),
        "flicker_smooth": ground_flicker(drafts, enlarged(drafts)),
        "flicker_draft": ground_flicker(drafts, drafts),
    }


def evaluate(reader: Reader, s: SamplingSettings, seed: int, counts: tuple[int, int], pictures: Path) -> dict:
    """Score both sets, measure variety and decoder, keep a sample for the page's tests, draw the sheets."""
    model, decoder = load_packed(), load_decoder()
    manifest = json.loads((MODEL_FILES / "manifest.json").read_text(encoding="utf-8"))
    result: dict[str, object] = {"sha256": manifest["sha256"], "sampling": asdict(s), "seed": seed}
    judged = []
    for name, held_out, count in (("trained", False, counts[0]), ("held_out", True, counts[1])):
        chosen, seeds = draw_prompts(seed, count, held_out), list(range(seed, seed + count))
        clips, titles = generate(model, chosen, seeds, s), [write_prompt(c) for c in chosen]
        likely, asked = judge(reader, clips), numbers(chosen)
        seen = np.stack([slot.argmax(-1) for slot in likely], 1)
        result[name] = score(chosen, seen)
        result[f"{name}_ceiling"] = accuracy(read(reader, true_clips(chosen, seed)), asked)
        fit = np.stack([slot[np.arange(count), asked[:, i]] for i, slot in enumerate(likely)], 1)
        for i in range(count):
            row = {"set": name, "prompt": titles[i], "seed": seeds[i], "right": bool((seen[i] == asked[i]).all())}
            row |= {"seen": in_words(seen[i]), "wrong": [SENTENCE[n] for n in np.flatnonzero(seen[i] != asked[i])]}
            judged.append((row, len(row["wrong"]), float(fit[i].mean()), clips[i]))
        some = [row for row, *_ in judged[-count:][:SHEET]]
        sheet(decode(decoder, clips[:SHEET]), [f"{n}" for n, _ in enumerate(some, 1)], pictures / f"{name}.png")
        lines = [f"{n}. {row['prompt']} -> {row['seen']}\n" for n, row in enumerate(some, 1)]
        (pictures / f"{name}.txt").write_text("".join(lines))
        if name == "trained":
            result["every_of_sample"] = EVERY_OF_SAMPLE
            result["sample"] = [{key: row[key] for key in ("prompt", "seed", "seen")} for row, *_ in judged[:SAMPLE]]
            sampled = clips[:SAMPLE].reshape(len(clips[:SAMPLE]), -1)[:, ::EVERY_OF_SAMPLE]
            sampled.astype("<f4").tofile(MODEL_FILES / SAMPLES)
            still = [i for i, c in enumerate(chosen) if c[SENTENCE.index("place")] not in MOVING][:PAINTED]
            result["decoder"] = score_decoder(clips[still], decoder, seed)
    judged.sort(key=lambda row: (-row[1], row[2]))
    worst = judged[:WORST]
    titles = [f"{row['prompt']} -> {row['seen']}" for row, *_ in worst]
    sheet(decode(decoder, np.stack([clip for *_, clip in worst])), titles, pictures / "worst.png")
    result["worst"] = [row for row, *_ in worst]
    result["variety"] = variety(model, s, seed)
    return result


def look(model: VideoTransformer, reader: Reader, s: SamplingSettings, count: int) -> dict[str, dict[str, float]]:
    """Scores on prompts that the final score never sees."""
    result = {}
    for name, held_out in (("trained", False), ("held_out", True)):
        chosen = draw_prompts(TUNE_SEED, count, held_out)
        clips = generate(model, chosen, list(range(TUNE_SEED, TUNE_SEED + count)), s)
        result[name] = accuracy(read(reader, clips), numbers(chosen))
    return result


def table(result: dict[str, object]) -> str:
    """The per-concept table as text."""
    lines = [f"{'':12}{'prompts':>8}{'own':>8}{'all':>8}"]
    for slot, concepts in result["by"].items():
        lines += [f"{c:12}{v['prompts']:8}{v[slot]:8.1%}{v['all']:8.1%}" for c, v in concepts.items()]
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", type=Path, default=LAB / "runs" / "reader.pt")
    parser.add_argument("--pictures", type=Path, default=LAB / "runs" / "pictures")
    parser.add_argument("--tune", action="store_true", help="compare sampling settings instead")
    parser.add_argument("--checkpoint", type=Path, help="look at the averaged model of a run instead")
    parser.add_argument("--trial", type=int, metavar="N", help="N prompts of each kind, and never the final ones")
    options = parser.parse_args()
    torch.set_num_threads(1)
    reader, s, count = load(options.reader), SamplingSettings(), options.trial or TUNE_PROMPTS
    if options.tune or options.checkpoint:
        saved = options.checkpoint and torch.load(options.checkpoint, weights_only=True)["average"]
        model = build(saved) if saved else load_packed()
        for tried in [replace(s, guidance=g) for g in (2.5, 3.0, 3.5)] if options.tune else [s]:
            print(asdict(tried), json.dumps(look(model, reader, tried, count)), flush=True)
        return
    seed, counts = (TUNE_SEED, (count, count)) if options.trial else (FINAL_SEED, (PROMPTS, HELD_OUT_PROMPTS))
    options.pictures.mkdir(parents=True, exist_ok=True)
    result = evaluate(reader, s, seed, counts, options.pictures)
    (MODEL_FILES / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(f"{'':18}" + "".join(f"{k:>9}" for k in (*SENTENCE, "all")))
    for name in ("trained_ceiling", "trained", "held_out_ceiling", "held_out"):
        print(f"{name:18}" + "".join(f"{result[name][k]:9.1%}" for k in (*SENTENCE, "all")))
    print(table(result["trained"]))
    print("variety:", result["variety"])
    print("decoder:", result["decoder"])


if __name__ == "__main__":
    main()
