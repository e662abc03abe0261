"""Write what the page needs: `python -m lab.export --run lab/runs/main`, when both networks are trained.

Weights of transformer and decoder with manifest and checksum, and reference tensors made with exactly these weights, against
which the page's engine is tested without PyTorch.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch

from lab.clips import HELD_OUT
from lab.decoder import decode
from lab.model import parameters_in, to_patches
from lab.sampler import SamplingSettings, sample, starting_noise
from lab.settings import (
    CLIP_SHAPE,
    LAB,
    MODEL_FILES,
    DecoderSettings,
    ModelSettings,
    TrainingSettings,
    decoder_digest,
    transformer_digest,
)
from lab.vocabulary import read_prompt, vocabulary
from lab.weights import DECODER, FORMAT, MANIFEST, WEIGHTS, build, load_decoder, load_packed, pack

REFERENCE = "reference.json"
REFERENCE_VALUES = "reference.bin"
EVERY, EVERY_OF_PICTURE = 16, 61
"""Of noise, forward pass and picture some values are enough to notice any mistake; 61, a prime, meets every place."""
REFERENCES = (
    ("a red balloon floating at sea by day", 1),
    ("un gatto arancione che salta sulla luna, di notte", 20241126),
    ("a blue car moving left in the city at sunset", 4294967295),
)


def commit() -> str:
    """The commit that the code was at, or 'unknown' outside a checkout."""
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=LAB, capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"


def write_references(folder: Path) -> None:
    """One forward pass, whole samples and their pictures: small float32 values in one file, described by the other."""
    model, decoder = load_packed(folder), load_decoder(folder)
    settings = SamplingSettings()
    values, cases = [], []
    for prompt, seed in REFERENCES:
        caption = vocabulary().encode(read_prompt(prompt).chosen)
        noise = starting_noise([seed])
        with torch.inference_mode():
            first = model(to_patches(noise, model.s), torch.tensor([0.25]), torch.tensor([caption]))
        clip = sample(model, [caption], [seed], settings)[0]
        cases.append({"prompt": prompt, "seed": seed, "caption": caption, "time": 0.25})
        picture = decode(decoder, clip[None])
        values += [noise.numpy().reshape(-1)[::EVERY], first.numpy().reshape(-1)[::EVERY], clip.reshape(-1)]
        values.append(picture.reshape(-1)[::EVERY_OF_PICTURE])
    np.concatenate(values).astype("<f4").tofile(folder / REFERENCE_VALUES)
    listed = {
        "every": EVERY,
        "every_of_picture": EVERY_OF_PICTURE,
        "values": int(np.prod(CLIP_SHAPE)),
        "sampling": asdict(settings),
        "cases": cases,
    }
    (folder / REFERENCE).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


def export(run: Path, folder: Path) -> dict[str, object]:
    """Write weights, manifest and references; returns the manifest."""
    saved, painted = (torch.load(run / name, weights_only=True) for name in ("checkpoint.pt", "decoder.pt"))
    blob, tensors = pack(saved["average"] | {DECODER + name: value for name, value in painted["decoder"].items()})
    (folder / WEIGHTS).write_bytes(blob)
    # A checkpoint of an older recipe keeps quiet about what has been added since.
    recipe = asdict(TrainingSettings()) | json.loads(saved["settings"])
    manifest = {
        "format": FORMAT,
        "sha256": hashlib.sha256(blob).hexdigest(),
        "bytes": len(blob),
        "values": parameters_in(build(saved["average"])),
        "decoder_values": sum(value.numel() for value in painted["decoder"].values()),
        "clip": list(CLIP_SHAPE),
        "model": asdict(ModelSettings()),
        "decoder": asdict(DecoderSettings()),
        "sampling": asdict(SamplingSettings()),
        "held_out": HELD_OUT,
        "made": {
            "command": "python -m lab.train",
            "commit": commit(),
            "code": transformer_digest(),
            "steps": saved["step"],
            "clips": saved["clips"],
            "whole": round(saved["whole"]),
            "cooling": saved["cooling"],
            "seconds": round(saved["seconds"]),
            "torch": torch.__version__,
            "recipe": {k: v for k, v in recipe.items() if k in asdict(TrainingSettings())},
            "decoder": {
                "command": "python -m lab.train_decoder",
                "commit": commit(),
                "code": decoder_digest(),
                "steps": painted["step"],
                "learned_on": painted["learned_on"],
                "seconds": round(painted["seconds"]),
                "torch": torch.__version__,
                "recipe": painted["recipe"],
            },
        },
        "tensors": tensors,
    }
    text = json.dumps(manifest, separators=(",", ":"))
    (folder / MANIFEST).write_text(text.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8")
    write_references(folder)
    return manifest


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, default=LAB / "runs" / "main")
    parser.add_argument("--to", type=Path, default=MODEL_FILES)
    options = parser.parse_args()
    options.to.mkdir(parents=True, exist_ok=True)
    manifest = export(options.run, options.to)
    packed = len(gzip.compress((options.to / WEIGHTS).read_bytes(), 9))
    print(
        f"{manifest['values'] + manifest['decoder_values']:,} values, {manifest['bytes']:,} bytes, {packed:,} packed with gzip"
    )


if __name__ == "__main__":
    main()
