"""The paper theatre: sentences, loops, words of both languages."""

import numpy as np
import pytest

from lab.clips import FLOOR, HELD_OUT, LIGHTS, MOTIONS, PIXEL, WAY, film, make_scene, sentences, track
from lab.drawing import UNITS
from lab.places import PLACES
from lab.pool import CONCEPTS, ClipPool
from lab.settings import CLIP_SHAPE
from lab.things import THINGS
from lab.vocabulary import vocabulary


def test_words_and_drawings_have_the_same_concepts_in_the_same_order():
    """A checkpoint knows its words by their rows only."""
    assert vocabulary().concepts == CONCEPTS


def test_held_out_pairs_are_never_trained_on_and_their_parts_are():
    trained, held = sentences(held_out=False), sentences(held_out=True)
    assert not {(s[0], s[2]) for s in trained} & set(HELD_OUT)
    assert {(s[0], s[2]) for s in held} == set(HELD_OUT)
    assert {s[0] for s in trained} == set(THINGS)
    assert {s[2] for s in trained} == set(PLACES)


@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("thing", THINGS)
def test_every_motion_loops_and_never_leaves_the_picture(thing: str, motion: str):
    """From the last frame to the first it is no further than from any frame to the next, whole ways aside."""
    rng = np.random.default_rng(3)
    for place in PLACES:
        x, y = track(make_scene(rng, thing, "red", place, "day", motion))
        dx, dy = (np.mod(np.roll(v, -1) - v + WAY / 2, WAY) - WAY / 2 for v in (x, y))
        assert np.hypot(dx, dy).max() <= 16
        nearest = (np.abs(np.mod(v - UNITS / 2 + WAY / 2, WAY) - WAY / 2) for v in (x, y))
        assert all(distance.max() < UNITS / 2 + 20 for distance in nearest)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("light", LIGHTS)
def test_pictures_loop_without_a_jump(place: str, light: str):
    """The last frame differs from the first about as much as neighbours do elsewhere."""
    rng = np.random.default_rng(7)
    for thing in THINGS:
        clip = film(make_scene(rng, thing, "blue", place, light, "floating")).astype(float)
        assert clip.shape == CLIP_SHAPE
        steps = [np.abs(clip[i] - clip[i - 1]).mean() for i in range(len(clip))]
        assert steps[0] <= 1.5 * max(steps[1:])


def test_resting_places_lie_on_the_grid_of_the_draft():
    rng = np.random.default_rng(1)
    for thing, kind in THINGS.items():
        scene = make_scene(rng, thing, "red", "sea", "day", "right")
        assert scene.y % PIXEL == 0
        assert kind.flies or FLOOR <= scene.y + kind.feet <= FLOOR + PIXEL


def test_a_mirrored_clip_has_the_mirrored_words(pool: ClipPool):
    right, left = (MOTIONS.index(m) for m in ("right", "left"))
    pool.labels[0][:, -1] = right
    clips, said = pool.draw(np.random.default_rng(0), 40)
    assert set(said[:, -1]) == {right, left}
    straight = pool.clips[0].astype(np.float32) / 127.5 - 1
    for clip, label in zip(clips, said, strict=True):
        seen = clip if label[-1] == right else clip[:, :, ::-1]
        assert any(np.allclose(np.sort(seen, 0), np.sort(whole, 0), atol=1e-6) for whole in straight)
