"""The decoder: what goes in, what comes out, how it is trained; small and quick."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from lab.decoder import Decoder, decode, enlarged, with_neighbours
from lab.evaluate import draw_prompts, true_clips
from lab.model import VideoTransformer
from lab.settings import CLIP_SHAPE, SIDE, DecoderSettings, DecoderTraining, ModelSettings
from lab.train_decoder import Run, loss_of
from lab.vocabulary import vocabulary
from lab.weights import load_decoder

PROMPTS = draw_prompts(4, 4, False)


def test_a_large_clip_shows_the_same_scene():
    small, large = (true_clips(PROMPTS, 4, zoom) for zoom in (1, 4))
    mean = large.reshape(*small.shape[:2], SIDE, 4, SIDE, 4, 3).mean((3, 5))
    assert np.abs(mean - small).max() < 0.02


def test_a_frame_sees_those_beside_it_and_the_clip_loops():
    clip = torch.arange(CLIP_SHAPE[0], dtype=torch.float32).reshape(1, -1, 1, 1, 1).expand(1, *CLIP_SHAPE)
    seen = with_neighbours(clip, 1)[0, :, ::3, 0, 0]
    assert seen[0].tolist() == [15, 0, 1]
    assert seen[-1].tolist() == [14, 15, 0]


def test_an_untrained_decoder_enlarges_smoothly():
    clips = true_clips(PROMPTS[:1], 4)
    assert np.allclose(decode(Decoder(DecoderSettings()), clips), enlarged(clips), atol=1e-6)


def test_the_shipped_decoder_beats_smooth_enlargement():
    small, large = (true_clips(PROMPTS, 4, zoom) for zoom in (1, 4))
    error = [((clip - large) ** 2).mean() for clip in (decode(load_decoder(), small), enlarged(small))]
    assert error[0] < 0.7 * error[1]


def test_a_doubtful_edge_is_drawn_on_one_side():
    """Of two equally likely answers the loss wants one, not the mean of both."""
    left, right = torch.zeros(1, 3, 4, 4), torch.ones(1, 3, 4, 4)
    cost = [loss_of(guess, left, 0.7) + loss_of(guess, right, 0.7) for guess in (left, (left + right) / 2)]
    assert cost[0] < cost[1]


def test_an_interrupted_run_ends_the_same(tmp_path: Path):
    c = replace(DecoderTraining(), steps=4, batch=2, scenes=4)
    model = VideoTransformer(ModelSettings(), vocabulary().rows).eval()
    for name, stops in (("whole", (4,)), ("parts", (2, 4))):
        (tmp_path / name).mkdir()
        for stop in stops:
            Run(tmp_path / name, model, c).train(until=stop)
    whole, parts = (torch.load(tmp_path / name / "decoder.pt", weights_only=True) for name in ("whole", "parts"))
    assert whole["step"] == parts["step"] == 4
    for name, value in whole["decoder"].items():
        assert torch.equal(value, parts["decoder"][name]), name
