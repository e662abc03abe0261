"""The made-up clips, and the analyser that reads them."""

import itertools

import numpy as np
import pytest

from lab.analyser import analyse
from lab.clips import batch, make_scene, random_scene, render, track, triples
from lab.settings import CLIP_SHAPE, HELD_OUT_TRIPLES
from lab.vocabulary import vocabulary


def test_held_out_combinations_never_occur_in_training():
    trained, held = triples()
    book = vocabulary()
    rows = {tuple(book.row(s, c) for s, c in zip(("color", "shape", "motion"), triple, strict=True)) for triple in held}
    assert len(held) == HELD_OUT_TRIPLES
    assert not set(trained) & set(held)
    captions = batch(np.random.default_rng(3), 2000, 0, 0, 0, 0)[1]
    assert not rows & {tuple(caption[:3]) for caption in captions}


def test_every_part_of_a_held_out_combination_is_trained():
    trained, held = triples()
    for pair in ((0, 1), (0, 2), (1, 2)):
        seen = {tuple(t[i] for i in pair) for t in trained}
        assert {tuple(t[i] for i in pair) for t in held} <= seen


def test_clips_have_the_promised_shape_and_range():
    clips, captions = batch(np.random.default_rng(0), 8, 0.1, 0.5, 0.5, 0.1)
    assert clips.shape == (8, *CLIP_SHAPE)
    assert clips.dtype == np.float32
    assert -1 <= clips.min() < clips.max() <= 1
    assert captions.shape == (8, len(vocabulary().slots))


@pytest.mark.parametrize("motion", vocabulary().concepts["motion"])
def test_clips_loop(motion: str):
    """The step from the last frame to the first is no larger than the others (where nothing wraps)."""
    rng = np.random.default_rng(5)
    for _ in range(20):
        x, y, r = track(make_scene(rng, "red", "ball", motion, "medium", "dark"))
        steps = np.hypot(np.diff(x, append=x[0]), np.diff(y, append=y[0])) + abs(np.diff(r, append=r[0]))
        wraps = steps > 20
        assert wraps.sum() == (1 if motion in {"left", "right", "up", "down"} else 0)
        assert steps[~wraps].max() < 6


def test_a_silent_caption_hides_everything():
    captions = batch(np.random.default_rng(0), 50, 0, 0, 0, 1.0)[1]
    assert (captions == vocabulary().encode({})).all()


def test_the_analyser_reads_true_clips():
    rng = np.random.default_rng(11)
    every = list(itertools.chain(*triples()))
    scenes = [random_scene(rng, triple) for triple in every]
    for noise in (0.0, 0.05):
        right = 0
        for scene, clip in zip(scenes, render(scenes), strict=True):
            seen = analyse(clip + noise * rng.standard_normal(clip.shape))
            right += all(getattr(seen, s) == getattr(scene, s) for s in ("color", "shape", "motion", "background"))
        assert right >= 0.99 * len(every)


def test_the_analyser_sees_nothing_in_an_empty_clip():
    seen = analyse(np.full(CLIP_SHAPE, -0.8))
    assert (seen.color, seen.shape, seen.motion) == (None, None, None)


def test_the_analyser_is_not_fooled_by_noise():
    rng = np.random.default_rng(2)
    verdicts = [analyse(np.clip(rng.standard_normal(CLIP_SHAPE), -1, 1)) for _ in range(20)]
    assert not any(v.shape and v.motion for v in verdicts)
