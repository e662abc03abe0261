"""The scripts that readers download, run from their first line to the written clip, on the processor.

What is real: the script, the library's loading, checks, steps and unpacking, the file that comes out. What is not: the
weights (small and random, see tiny.py), and the graphics card, so that moving parts to it and offload do nothing.
"""

import runpy
import sys
from pathlib import Path

import diffusers
import imageio.v3 as iio
import numpy as np
import pytest
import tiny
import torch

SCRIPTS = Path(__file__).parents[2] / "docs" / "en" / "alternatives" / "scripts"
PROMPT = "a paper boat drifts"
MOVES = ("to", "enable_model_cpu_offload", "enable_sequential_cpu_offload")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a script on a small pipeline and return its clip: frames, height, width, colours."""

    def started(script: str, weights: Path, *arguments: str) -> np.ndarray:
        load = diffusers.DiffusionPipeline.from_pretrained.__func__
        monkeypatch.setattr(
            diffusers.DiffusionPipeline,
            "from_pretrained",
            classmethod(lambda kind, repository, **options: load(kind, weights, **options)),
        )
        for name in MOVES:
            monkeypatch.setattr(diffusers.DiffusionPipeline, name, lambda self, *given, **more: self)
        # The script is told that there is a card, and the libraries that there is none.
        asking = str(SCRIPTS / script)
        monkeypatch.setattr(torch.cuda, "is_available", lambda: sys._getframe(1).f_code.co_filename == asking)
        clip = tmp_path / "clip.mp4"
        monkeypatch.setattr(sys, "argv", [script, *arguments, "--output", str(clip)])
        runpy.run_path(str(SCRIPTS / script), run_name="__main__")
        return iio.imread(clip)

    return started


@pytest.fixture
def start(tmp_path: Path) -> tuple[str, str]:
    """A picture and a video of nine frames to start from."""
    frames = np.random.default_rng(0).integers(0, 255, (9, 96, 128, 3), dtype=np.uint8)
    picture, video = tmp_path / "start.png", tmp_path / "start.mp4"
    iio.imwrite(picture, frames[0])
    iio.imwrite(video, frames, fps=8)
    return str(picture), str(video)


@pytest.mark.parametrize("mode", ["sequential", "model", "none"])
def test_cogvideox_from_text(run, tmp_path: Path, mode: str):
    weights = tiny.cogvideox(tmp_path / "weights")
    clip = run(
        *("cogvideox-from-text.py", weights, PROMPT, "--mode", mode),
        *("--frames", "9", "--width", "64", "--height", "48"),
    )
    assert clip.shape == (9, 48, 64, 3)


def test_cogvideox_from_an_image(run, start, tmp_path: Path):
    weights = tiny.cogvideox(tmp_path / "weights", "CogVideoXImageToVideoPipeline", from_image=True)
    clip = run("cogvideox-from-image.py", weights, start[0], PROMPT, "--frames", "9")
    assert clip.shape == (9, 480, 720, 3)


def test_cogvideox_from_a_video(run, start, tmp_path: Path):
    weights = tiny.cogvideox(tmp_path / "weights", "CogVideoXVideoToVideoPipeline")
    clip = run("cogvideox-from-video.py", weights, start[1], PROMPT, "--frames", "9")
    assert clip.shape == (9, 480, 720, 3)


@pytest.mark.parametrize("mode", ["bf16", "full"])
def test_mochi_1(run, tmp_path: Path, mode: str):
    weights = tiny.mochi(tmp_path / "weights")
    clip = run(
        *("mochi-1-from-text.py", weights, PROMPT, "--mode", mode),
        *("--frames", "13", "--width", "64", "--height", "48"),
    )
    assert clip.shape == (13, 48, 64, 3)


@pytest.mark.parametrize("begin", ["text", "image", "video"])
def test_ltx_video(run, start, tmp_path: Path, begin: str):
    weights = tiny.ltx(tmp_path / "weights")
    given = {"text": [], "image": ["--image", start[0]], "video": ["--video", start[1]]}[begin]
    clip = run(
        *("ltx-video-0.9.5.py", weights, PROMPT, *given, "--mode", "model"),
        *("--frames", "17", "--width", "64", "--height", "64"),
    )
    assert clip.shape == (17, 64, 64, 3)
