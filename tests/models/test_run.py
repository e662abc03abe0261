"""The script that readers download, run from its first line to the written clip, on the processor.

What is real: the script, the library's loading, checks, steps and unpacking, the words' sentencepiece file, the file that
comes out. What is not: the weights (small and random, see tiny.py), and the graphics card, so that what is moved to it
stays where it is.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import av
import clip
import diffusers
import diffusers.hooks
import imageio.v2
import imageio.v3 as iio
import numpy as np
import pytest
import tiny
import torch
from huggingface_hub.errors import GatedRepoError
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

SQUARE = "--width 64 --height 64"
SMALL = f"{SQUARE} --steps 2"
MODES = ("stream", "sequential", "model", "none")
Asked = Callable[[str], list[str]]


@pytest.fixture(autouse=True)
def processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor in place of a card."""
    monkeypatch.setattr(clip, "CARD", "cpu")
    for model in clip.MODELS.values():
        # The real size of those that have one only takes a processor minutes.
        monkeypatch.setattr(model, "size", (64, 64) if model.one_size else model.size)


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    """The words of a command. PICTURE is one, VIDEO one of four seconds, longer than any clip here, that brightens."""
    picture, video = tmp_path / "start.png", tmp_path / "start.mp4"
    iio.imwrite(picture, np.random.default_rng(0).integers(0, 255, (96, 128, 3), dtype=np.uint8))
    grey = np.linspace(0, 250, 120).astype(np.uint8)
    iio.imwrite(video, np.broadcast_to(grey[:, None, None, None], (120, 96, 128, 3)), fps=30)
    files = {"PICTURE": str(picture), "VIDEO": str(video)}
    return lambda options: ["a paper boat drifts", *(files.get(word, word) for word in options.split())]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: Asked):
    """Run the script on a small pipeline and return its clip: frames, height, width, colours."""

    def started(weights: Path, options: str) -> np.ndarray:
        for model in clip.MODELS.values():
            monkeypatch.setattr(model, "repository", str(weights))
            monkeypatch.setattr(model, "pictures", "")
        written = str(tmp_path / "clip.mp4")
        monkeypatch.setattr(sys, "argv", ["clip.py", *asked(options), "--output", written])
        clip.main()
        return iio.imread(written)

    # A stream needs a card; everything else of the moving is done.
    moved, started.streamed = diffusers.hooks.apply_group_offloading, []

    def still(part, *, use_stream: bool, low_cpu_mem_usage: bool, **more):
        started.streamed.append(use_stream)
        return moved(part, **more)

    monkeypatch.setattr(diffusers.hooks, "apply_group_offloading", still)
    for name in ("enable_model_cpu_offload", "enable_sequential_cpu_offload"):
        monkeypatch.setattr(diffusers.DiffusionPipeline, name, lambda self: self)
    for name in ("card", "weights"):
        monkeypatch.setattr(clip, name, lambda wish: None)
    return started


# What is built small, what is asked of the script, and how many frames are to come.
MADE = [
    *((tiny.cogvideox, f"--model cogvideox-2b --mode {mode} {SMALL}", 9) for mode in MODES),
    *((tiny.cogvideox, f"--model cogvideox-5b --mode {mode} --eight-bit {SMALL}", 9) for mode in MODES[::3]),
    (partial(tiny.cogvideox, kind="CogVideoXImageToVideoPipeline", from_image=True), "--model cogvideox-5b --image PICTURE --steps 2", 9),
    (partial(tiny.cogvideox, kind="CogVideoXVideoToVideoPipeline"), "--model cogvideox-2b --video VIDEO --steps 2", 9),
    *((tiny.mochi, f"--model mochi-1 --mode model {full} {SMALL}", 13) for full in ("", "--full")),
    *((tiny.ltx, f"--model ltx-0.9.5 {begin} {SMALL}", 33) for begin in ("", "--image PICTURE", "--video VIDEO")),
    (partial(tiny.wan, kind="WanPipeline"), f"{SMALL}", 9),
    (partial(tiny.wan, kind="WanImageToVideoPipeline"), f"--image PICTURE --crop {SMALL}", 9),
    (partial(tiny.ltx2_, kind="LTX2Pipeline"), f"--model ltx-2.5 {SQUARE}", 9),
    (partial(tiny.ltx2_, kind="LTX2ImageToVideoPipeline"), f"--model ltx-2.5 --image PICTURE --crop {SQUARE}", 9),
]  # fmt: skip


@pytest.mark.parametrize(("small", "wanted", "frames"), MADE, ids=[wanted for _, wanted, _ in MADE])
def test_a_clip_is_made(run, tmp_path: Path, small, wanted: str, frames: int):
    made = run(small(tmp_path / "weights"), f"{wanted} --frames {frames}")
    assert made.shape == (frames, 64, 64, 3)
    if "cogvideox-2b --mode" in wanted:
        assert sum(run.streamed) == ("stream" in wanted)
    with av.open(str(tmp_path / "clip.mp4")) as written:
        assert [stream.type for stream in written.streams] == ["video", "audio"][: 1 + ("ltx-2.5" in wanted)]


def test_a_lora_changes_the_clip(run, tmp_path: Path):
    weights = tiny.cogvideox(tmp_path / "weights")
    wanted = f"--model cogvideox-5b --mode none --frames 9 {SMALL}"
    plain = run(weights, wanted)
    transformer = diffusers.CogVideoXTransformer3DModel.from_pretrained(weights, subfolder="transformer")
    transformer.add_adapter(LoraConfig(r=4, target_modules=["to_q", "to_k", "to_v"], init_lora_weights=False))
    layers = get_peft_model_state_dict(transformer)
    diffusers.CogVideoXPipeline.save_lora_weights(tmp_path / "lora", transformer_lora_layers=layers)
    changed = run(weights, f"{wanted} --lora {tmp_path / 'lora' / 'pytorch_lora_weights.safetensors'}")
    assert (changed != plain).any()


def test_ltx_goes_on_from_a_longer_video_as_the_words_say(run, asked: Asked, tmp_path: Path):
    weights = tiny.ltx(tmp_path / "weights")
    wanted = f"--model ltx-0.9.5 --video VIDEO --frames 33 --mode none {SMALL}"
    given = clip.begin(clip.wishes(asked(wanted)))
    assert len(given) == clip.TAIL
    # The last second of the video, which is bright, and not its dark beginning.
    assert min(np.asarray(frame).mean() for frame in given) > 150
    made = [run(weights, f"{wanted} --guidance {guidance}").astype(int) for guidance in (1, 9)]
    change = np.abs(made[0] - made[1]).mean(axis=(1, 2, 3))
    # How closely the words are followed bears on what is new.
    assert change[clip.TAIL :].mean() > 0.5


def test_a_video_keeps_its_pace(asked: Asked):
    """Half a second apart in the source is half a second apart in the clip."""
    for more, frame, tone in (("--frames 25", 24, 250 * 3 / 4), ("--frames 9 --from 2", 0, 125)):
        frames = clip.begin(clip.wishes(asked(f"--model cogvideox-2b --video VIDEO {more}")))
        assert np.asarray(frames[frame]).mean() == pytest.approx(tone, abs=12)


def test_of_a_long_film_few_frames_are_read(asked: Asked, monkeypatch: pytest.MonkeyPatch, capsys):
    read, opened = [], imageio.v2.get_reader

    def counted(*given, **more):
        film = opened(*given, **more)
        return film if "fps" not in more else (read.append(1) or frame for frame in film)

    monkeypatch.setattr(imageio.v2, "get_reader", counted)
    clip.begin(clip.wishes(asked("--model cogvideox-2b --video VIDEO --frames 9")))
    assert len(read) <= 10
    assert "--from" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--image nothing.png", "no file nothing.png"),
        ("--image PICTURE --model cogvideox1.5-5b --width 768 --height 1360", "--crop"),
        ("--image PICTURE --width 64 --height 256", "--width 160 --height 96"),
        ("--image VIDEO", "save it as PNG"),
        ("--video PICTURE --model cogvideox-2b", "save it as MP4"),
        ("--video VIDEO --model cogvideox-2b --frames 49", "give --frames 33"),
        ("--video VIDEO --model cogvideox-2b --from 3.9", "begin earlier"),
    ],
)
def test_a_start_that_does_not_do_is_answered(asked: Asked, options: str, said: str):
    with pytest.raises(SystemExit, match=said):
        clip.begin(clip.wishes(asked(options)))


def test_a_picture_is_cropped_and_not_squashed(asked: Asked, tmp_path: Path):
    """A circle stays one."""
    across, down = np.meshgrid(np.arange(1200), np.arange(800))
    circle = ((across - 600) ** 2 + (down - 400) ** 2 < 300**2).astype(np.uint8) * 255
    iio.imwrite(tmp_path / "circle.png", np.repeat(circle[..., None], 3, axis=2))
    seen = np.asarray(clip.begin(clip.wishes(asked(f"--image {tmp_path / 'circle.png'}"))))[..., 0] > 128
    assert seen.shape == (704, 1280)
    assert seen.any(axis=0).sum() == pytest.approx(seen.any(axis=1).sum(), abs=3)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the hub states of a repository: four gigabytes of weights, and some that are not asked for."""
    sizes = {"transformer/a.safetensors": 3e9, "vae/b.safetensors": 1e9, "old/c.safetensors": 9e9, "readme": 5}
    stated = SimpleNamespace(siblings=[SimpleNamespace(rfilename=name, size=size) for name, size in sizes.items()])
    (index := tmp_path / "model_index.json").write_text('{"transformer": [], "vae": []}', "utf-8")
    monkeypatch.setattr("huggingface_hub.HfApi.model_info", lambda self, repository, *, files_metadata: stated)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", lambda repository, name: str(index))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "not" / "yet"))


def test_what_is_to_come_is_said(hub, asked: Asked, capsys):
    clip.weights(clip.wishes(asked("")))
    assert capsys.readouterr().out.startswith("4 GB are downloaded now")


# What is asked, what takes whose place, and what is said.
LACKING = [
    ("shutil.disk_usage", Mock(return_value=SimpleNamespace(free=2e9)), r"4 GB are still .* where 2 GB are free.*HF_HOME"),
    ("psutil.virtual_memory", Mock(return_value=SimpleNamespace(total=1e9, available=5e8)), r"has 1 GB of memory.*--anyway"),
    ("huggingface_hub.hf_hub_download", Mock(side_effect=GatedRepoError.__new__(GatedRepoError)), r"accept the terms.*auth login"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "fake", "said"), LACKING, ids=[name for name, *_ in LACKING])
def test_what_is_lacking_is_said_before_the_download(hub, asked: Asked, monkeypatch, name: str, fake: Mock, said: str):
    monkeypatch.setattr(name, fake)
    with pytest.raises(SystemExit, match=said):
        clip.weights(clip.wishes(asked("")))
    if "--anyway" in said:
        clip.weights(clip.wishes(asked("--anyway")))


def test_without_the_network_what_is_here_is_tried(asked: Asked, capsys):
    clip.weights(clip.wishes(asked("")))
    assert "does not answer" in capsys.readouterr().out


def test_a_card_that_does_not_do_is_answered(asked: Asked, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(SystemExit, match="sees no NVIDIA card"):
        clip.card(clip.wishes(asked("")))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: including_emulation)
    with pytest.raises(SystemExit, match=r"needs bf16.*cogvideox-2b"):
        clip.card(clip.wishes(asked("")))
    clip.card(clip.wishes(asked("--model cogvideox-2b")))
    monkeypatch.setattr(torch.version, "hip", "7.2")
    with pytest.raises(SystemExit, match="On AMD"):
        clip.card(clip.wishes(asked("--model cogvideox-2b --mode sequential")))


@pytest.mark.parametrize(
    ("raised", "said"),
    [("CUDA out of memory. Tried", "--mode stream"), ("header: MetadataIncompleteBuffer", r"hf cache rm model/\S")],
)
def test_what_goes_wrong_later_is_one_sentence(run, monkeypatch: pytest.MonkeyPatch, tmp_path, raised: str, said: str):
    monkeypatch.setattr(clip, "make", Mock(side_effect=RuntimeError(raised)))
    with pytest.raises(SystemExit, match=said):
        run(tmp_path, "")
