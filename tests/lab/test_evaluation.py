"""How clips are scored, and that the shipped weights make the clips that they are listed with."""

import json

import numpy as np
import pytest

from lab.clips import SENTENCE, sentences
from lab.evaluate import (
    EVERY_OF_SAMPLE,
    SAMPLES,
    draw_prompts,
    generate,
    ground_flicker,
    numbers,
    position_spread,
    score,
    true_clips,
    write_prompt,
)
from lab.sampler import SamplingSettings
from lab.settings import CLIP_SHAPE, MODEL_FILES
from lab.vocabulary import read_prompt
from lab.weights import load_packed


@pytest.mark.parametrize("held_out", [False, True])
def test_prompts_are_read_as_they_were_meant(held_out: bool):
    for sentence in sentences(held_out):
        reading = read_prompt(write_prompt(sentence))
        assert (reading.chosen, reading.unknown) == (dict(zip(SENTENCE, sentence, strict=True)), [])


def test_every_word_is_scored_apart():
    chosen = draw_prompts(1, 40, False)
    seen = numbers(chosen)
    assert score(chosen, seen)["all"] == 1
    seen[:10, 0] = (seen[:10, 0] + 1) % 6
    found = score(chosen, seen)
    assert (found["thing"], found["color"], found["all"]) == (0.75, 1, 0.75)
    wrong = sum(row["prompts"] * (1 - row["thing"]) for row in found["by"]["thing"].values())
    assert wrong == pytest.approx(10, abs=0.01)


def test_places_that_differ_are_variety():
    chosen = ("car", "red", "hills", "day", "floating")
    same = np.repeat(true_clips([chosen], 1), 4, 0)
    assert position_spread(same) == 0
    assert position_spread(true_clips([chosen] * 8, 1)) > 2


def test_a_still_stage_does_not_flicker():
    clips = true_clips([("balloon", "red", "city", "night", "rising")], 1)
    assert ground_flicker(clips, clips) < 0.01
    noisy = clips + np.random.default_rng(0).normal(0, 0.02, clips.shape).astype(np.float32)
    assert ground_flicker(clips, noisy) > 1


def test_the_shipped_weights_make_the_clips_of_the_sample():
    listed = json.loads((MODEL_FILES / "evaluation.json").read_text(encoding="utf-8"))["sample"]
    kept = np.fromfile(MODEL_FILES / SAMPLES, "<f4").reshape(len(listed), -1)[0]
    said = read_prompt(listed[0]["prompt"]).chosen
    clip = generate(load_packed(), [tuple(said[slot] for slot in SENTENCE)], [listed[0]["seed"]], SamplingSettings())
    assert clip.shape[1:] == CLIP_SHAPE
    assert np.abs(clip.reshape(-1)[::EVERY_OF_SAMPLE] - kept).max() < 1e-3
