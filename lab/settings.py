"""Every number that shapes the model, its data and its training, in one place."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import asdict, dataclass
from pathlib import Path

LAB = Path(__file__).resolve().parent
MODEL_FILES = LAB.parent / "overrides" / "assets" / "model"

FRAMES = 16
SIDE = 24
CHANNELS = 3
CLIP_SHAPE = (FRAMES, SIDE, SIDE, CHANNELS)


@dataclass(frozen=True)
class ModelSettings:
    """Shape of the transformer; exported with the weights so that the page needs no constants."""

    patch_frames: int = 2
    patch_side: int = 4
    width: int = 96
    depth: int = 5
    heads: int = 3
    hidden: int = 288
    time_frequencies: int = 32
    logit_scale: float = 0.25

    @property
    def grid(self) -> tuple[int, int, int]:
        """Patches along time, height and width."""
        across = SIDE // self.patch_side
        return FRAMES // self.patch_frames, across, across

    @property
    def tokens(self) -> int:
        """Number of spacetime patches in a clip."""
        return math.prod(self.grid)

    @property
    def patch_values(self) -> int:
        """Numbers in one patch (frames x rows x columns x colours)."""
        return self.patch_frames * self.patch_side**2 * CHANNELS

    @property
    def head_width(self) -> int:
        """Numbers per attention head."""
        return self.width // self.heads


@dataclass(frozen=True)
class TrainingSettings:
    """The recipe. The learning rates stay level for `level_clips`, then they fall over `cool_clips`.

    At first the model sees only `sparse_patches` of each clip's patches, drawn anew at every step, except in
    every `whole_every`th step: that costs about half and teaches nearly as much. What moves begins to count
    `thing_weight` times as much as the stage after `thing_clips`, when the stage has long been learned.
    """

    seed: int = 7
    level_clips: int = 325_200
    cool_clips: int = 84_000
    batch: int = 24
    part: int = 6
    threads: int = 2
    sparse_clips: int = 400_000
    sparse_patches: float = 0.5
    whole_every: int = 4
    warmup: int = 100
    cool_floor: float = 0.02
    muon_rate: float = 0.015
    muon_momentum: float = 0.95
    muon_weight_decay: float = 0.01
    adam_rate: float = 0.0025
    adam_betas: tuple[float, float] = (0.9, 0.95)
    clip_norm: float = 1.0
    thing_clips: int = 245_688
    thing_weight: float = 4.0
    average_decay: float = 0.998
    drop_thing: float = 0.05
    drop_color: float = 0.12
    drop_place: float = 0.12
    drop_light: float = 0.20
    drop_motion: float = 0.12
    drop_caption: float = 0.10


@dataclass(frozen=True)
class DecoderSettings:
    """Shape of the decoder, which paints each frame of a draft `scale` times larger; exported with the weights."""

    scale: int = 4
    neighbours: int = 1
    width: int = 32
    depth: int = 4

    @property
    def channels(self) -> int:
        """Colours that go in: of the frame and of its neighbours on both sides in time."""
        return CHANNELS * (2 * self.neighbours + 1)


@dataclass(frozen=True)
class DecoderTraining:
    """The decoder's recipe: crops of frames, some true, some guessed by the finished transformer."""

    seed: int = 11
    steps: int = 1_500
    batch: int = 64
    crop: int = 12
    scenes: int = 480
    guessed: float = 0.4
    guess_from: float = 0.66
    guess_to: float = 0.96
    around_thing: float = 0.7
    muon_rate: float = 0.01
    momentum: float = 0.95
    adam_rate: float = 0.003
    warmup: int = 50
    level: float = 0.34
    power: float = 0.7


WORLD_FILES = ("clips.py", "drawing.py", "places.py", "things.py", "muon.py")
TRANSFORMER_FILES = (*WORLD_FILES, "model.py", "pool.py", "train.py", "vocabulary.py")
DECODER_FILES = (*WORLD_FILES, "decoder.py", "train_decoder.py")


def recipe_digest(files: tuple[str, ...], *settings: object) -> str:
    """SHA-256 of what decides how weights come out, so that a change without new weights is noticed."""
    values = [CLIP_SHAPE, *map(asdict, settings)]
    digest = hashlib.sha256(json.dumps(values).encode())
    for name in files:
        digest.update((LAB / name).read_bytes())
    return digest.hexdigest()


def transformer_digest() -> str:
    """The digest of the transformer's recipe."""
    return recipe_digest(TRANSFORMER_FILES, ModelSettings(), TrainingSettings())


def decoder_digest() -> str:
    """The digest of the decoder's recipe."""
    return recipe_digest(DECODER_FILES, DecoderSettings(), DecoderTraining())
