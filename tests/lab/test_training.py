"""Model, packing, sampling and training; small and quick."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from lab.clips import SENTENCE
from lab.model import VideoTransformer, from_patches, to_patches
from lab.muon import orthogonal
from lab.pool import ClipPool
from lab.settings import CLIP_SHAPE, ModelSettings, TrainingSettings
from lab.train import LossBalance, Run, captions_of, weighted
from lab.vocabulary import vocabulary
from lab.weights import load_packed, pack, unpack


@pytest.fixture
def model() -> VideoTransformer:
    """A model whose zero-initialised parts have values too."""
    torch.manual_seed(1)
    made = VideoTransformer(ModelSettings(), vocabulary().rows)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.05)
    return made.eval()


def test_a_patch_holds_neighbours_in_time_and_space():
    s = ModelSettings()
    clip = torch.zeros(1, *CLIP_SHAPE)
    clip[0, : s.patch_frames, : s.patch_side, : s.patch_side] = 1
    patches = to_patches(clip, s)
    assert (patches[0, 0] == 1).all()
    assert not patches[0, 1:].any()


def test_a_clip_moved_in_time_gives_the_guess_moved_in_time(model: VideoTransformer):
    """Clips loop, so where a loop begins must not matter."""
    clip = torch.randn(1, *CLIP_SHAPE)
    t, caption = torch.tensor([0.4]), torch.tensor([vocabulary().encode({"color": "red"})])
    frames = model.s.patch_frames
    with torch.inference_mode():
        plain = from_patches(model(to_patches(clip, model.s), t, caption), model.s)
        moved = from_patches(model(to_patches(clip.roll(frames, 1), model.s), t, caption), model.s)
    assert torch.allclose(plain.roll(frames, 1), moved, atol=1e-4)


def test_packing_keeps_weights_close(model: VideoTransformer):
    state = model.state_dict()
    back = unpack(*pack(state))
    assert back.keys() == state.keys()
    for name, value in state.items():
        scale = value.abs().max()
        assert (back[name] - value).abs().max() <= 0.005 * scale


def test_altered_weights_are_refused(tmp_path: Path, model: VideoTransformer):
    (tmp_path / "weights.bin").write_bytes(pack(model.state_dict())[0])
    (tmp_path / "manifest.json").write_text(f'{{"sha256": "{"0" * 64}", "tensors": []}}')
    with pytest.raises(ValueError, match="checksum"):
        load_packed(tmp_path)


SHORT = replace(TrainingSettings(), batch=4, part=2, warmup=2)


def test_the_learning_rate_warms_up_stays_and_falls_when_told_to(tmp_path: Path, pool: ClipPool):
    run = Run(tmp_path, pool, SHORT)
    assert run.rate == 0.5
    run.step, run.clips = 500, 2000
    assert run.rate == 1
    (tmp_path / "cool").write_text("100")
    run.obey()
    run.clips += 50
    assert run.rate == pytest.approx(0.51)
    run.clips += 50
    assert run.rate == pytest.approx(SHORT.cool_floor)
    assert torch.load(tmp_path / "level.pt", weights_only=True)["cooling"] is None


def test_a_cooled_run_has_ended(tmp_path: Path, pool: ClipPool):
    (tmp_path / "cool").write_text("8")
    run = Run(tmp_path, pool, SHORT)
    run.obey()
    run.train()
    again = Run(tmp_path, pool, SHORT)
    again.train()
    assert run.clips == again.clips == 8


def test_words_left_out_are_rows_of_their_own_and_without_a_caption_nothing_is_said():
    said = np.zeros((2000, len(SENTENCE)), np.int64)
    rows = captions_of(said, np.random.default_rng(0), SHORT)
    book = vocabulary()
    silent = (rows == book.encode({})).all(1).mean()
    assert abs(silent - SHORT.drop_caption) < 0.02
    for column, slot in enumerate(SENTENCE):
        assert set(rows[:, column]) == {book.row(slot, None), book.row(slot, book.concepts[slot][0])}


def test_a_run_cools_down_by_itself_when_its_time_has_come(tmp_path: Path, pool: ClipPool):
    run = Run(tmp_path, pool, replace(SHORT, level_clips=8, cool_clips=8))
    run.clips = 4
    run.obey()
    assert not run.cooling
    run.clips = 8
    run.obey()
    assert run.cooling == (8, 8)


def test_what_moves_counts_more_once_the_stage_is_learned(tmp_path: Path, pool: ClipPool):
    run = Run(tmp_path, pool, replace(SHORT, thing_clips=8))
    assert set(run.draw()[1].unique().tolist()) == {1.0}
    run.clips = 8
    clips, t = torch.zeros(2, *CLIP_SHAPE), torch.tensor([0.1, 0.6])
    clips[:, 0, :12] = 1
    assert [w.max().item() for w in weighted(clips, t, SHORT.thing_weight)[1]] == [1.0, SHORT.thing_weight]
    assert max(run.draw()[1].max() for run.step in range(8)) > 1


@pytest.mark.parametrize("shape", [(96, 96), (288, 96), (96, 288)])
def test_muon_makes_all_singular_values_about_one(shape: tuple[int, int]):
    values = torch.linalg.svdvals(orthogonal(torch.randn(shape, generator=torch.Generator().manual_seed(0))))
    assert 0.5 < values.min() <= values.max() < 1.5


def test_hard_noise_levels_do_not_drown_the_others():
    balance = LossBalance()
    easy, hard = torch.tensor([0.9]), torch.tensor([0.05])
    for _ in range(200):
        balance.update(easy, torch.tensor([0.001]))
        balance.update(hard, torch.tensor([0.3]))
    assert balance.weigh(easy) > 10 * balance.weigh(hard)


def test_early_steps_see_only_some_patches(tmp_path: Path, pool: ClipPool):
    run = Run(tmp_path, pool, SHORT)
    counts = []
    for run.step in range(SHORT.whole_every):
        patches, *_, kept = run.draw()
        assert patches.shape[1] == len(kept)
        counts.append(len(kept))
    tokens = run.model.s.tokens
    assert counts == [SHORT.sparse_patches * tokens] * (SHORT.whole_every - 1) + [tokens]
    run.clips, run.step = SHORT.sparse_clips, 0
    assert run.draw()[0].shape[1] == tokens


def test_an_interrupted_run_ends_the_same(tmp_path: Path, pool: ClipPool):
    for name, stops in (("whole", (16,)), ("parts", (8, 16))):
        (tmp_path / name).mkdir()
        for stop in stops:
            Run(tmp_path / name, pool, SHORT).train(until=stop)
    whole, parts = (torch.load(tmp_path / name / "checkpoint.pt", weights_only=True) for name in ("whole", "parts"))
    assert whole["step"] == parts["step"] == 4
    for name, value in whole["average"].items():
        assert torch.equal(value, parts["average"][name]), name
