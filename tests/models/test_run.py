"""The script that readers download, run from its first line to the written clip, on the processor.

What is real: the script, the library's loading, checks, steps and unpacking, the words' sentencepiece file, the file that
comes out. What is not: the weights (small and random, see tiny.py), and the graphics card, so that what is moved to it
stays where it is.
"""

import importlib.util
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import av
import diffusers
import diffusers.hooks
import huggingface_hub
import imageio.v3 as iio
import numpy as np
import psutil
import pytest
import tiny
import torch
from huggingface_hub.errors import GatedRepoError
from peft import LoraConfig
from peft.utils import get_peft_model_state_dict

SCRIPT = Path(__file__).parents[2] / "docs" / "en" / "alternatives" / "scripts" / "clip.py"
PROMPT = "a paper boat drifts"
SQUARE = "--width 64 --height 64"
SMALL = f"{SQUARE} --steps 2"
MODES = ("stream", "sequential", "model", "none")


@pytest.fixture
def clip(monkeypatch: pytest.MonkeyPatch):
    """The script, with the processor in place of a card, and nothing asked of the hub."""
    spec = importlib.util.spec_from_file_location("clip", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "clip", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "CARD", "cpu")
    monkeypatch.setattr(module, "weights", lambda wish: None)
    for model in module.MODELS.values():
        # The real size of those that have one only takes a processor minutes.
        model.size = (64, 64) if model.one_size else model.size
    return module


@pytest.fixture
def run(clip, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run the script on a small pipeline and return its clip: frames, height, width, colours."""

    def started(weights: Path, *arguments: str) -> np.ndarray:
        load = diffusers.DiffusionPipeline.from_pretrained.__func__
        monkeypatch.setattr(
            diffusers.DiffusionPipeline,
            "from_pretrained",
            classmethod(lambda kind, repository, **options: load(kind, weights, **options)),
        )
        for name in ("enable_model_cpu_offload", "enable_sequential_cpu_offload"):
            monkeypatch.setattr(diffusers.DiffusionPipeline, name, lambda self, *given, **more: self)
        monkeypatch.setattr(clip, "card", lambda wish: None)
        # A stream needs a card; everything else of the moving is done.
        moved = diffusers.hooks.apply_group_offloading

        def still(part, *, use_stream: bool, low_cpu_mem_usage: bool, **more):
            started.streamed.append(use_stream)
            return moved(part, **more)

        monkeypatch.setattr(diffusers.hooks, "apply_group_offloading", still)
        written = tmp_path / "clip.mp4"
        monkeypatch.setattr(sys, "argv", ["clip.py", PROMPT, *arguments, "--output", str(written)])
        clip.main()
        return iio.imread(written)

    started.streamed = []
    return started


@pytest.fixture
def start(tmp_path: Path) -> SimpleNamespace:
    """A picture, and a video of four seconds, longer than any clip here, that brightens as it goes on."""
    picture, video = tmp_path / "start.png", tmp_path / "start.mp4"
    iio.imwrite(picture, np.random.default_rng(0).integers(0, 255, (96, 128, 3), dtype=np.uint8))
    grey = np.linspace(0, 250, 120).astype(np.uint8)
    iio.imwrite(video, np.broadcast_to(grey[:, None, None, None], (120, 96, 128, 3)), fps=30)
    return SimpleNamespace(picture=str(picture), video=str(video))


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
def test_a_clip_is_made(run, start, tmp_path: Path, small, wanted: str, frames: int):
    words = [{"PICTURE": start.picture, "VIDEO": start.video}.get(word, word) for word in wanted.split()]
    made = run(small(tmp_path / "weights"), *words, "--frames", str(frames))
    assert made.shape == (frames, 64, 64, 3)
    if "cogvideox-2b --mode" in wanted:
        assert sum(run.streamed) == ("stream" in wanted)
    with av.open(str(tmp_path / "clip.mp4")) as written:
        assert [stream.type for stream in written.streams] == ["video", "audio"][: 1 + ("ltx-2.5" in wanted)]


def test_a_lora_changes_the_clip(run, tmp_path: Path):
    weights = tiny.cogvideox(tmp_path / "weights")
    wanted = ("--model", "cogvideox-5b", "--mode", "none", "--frames", "9", *SMALL.split())
    plain = run(weights, *wanted)
    transformer = diffusers.CogVideoXTransformer3DModel.from_pretrained(weights, subfolder="transformer")
    transformer.add_adapter(LoraConfig(r=4, target_modules=["to_q", "to_k", "to_v"], init_lora_weights=False))
    layers = get_peft_model_state_dict(transformer)
    diffusers.CogVideoXPipeline.save_lora_weights(tmp_path / "lora", transformer_lora_layers=layers)
    file = str(tmp_path / "lora" / "pytorch_lora_weights.safetensors")
    assert (run(weights, *wanted, "--lora", file) != plain).any()


def test_ltx_goes_on_from_a_longer_video_as_the_words_say(run, clip, start, tmp_path: Path):
    weights = tiny.ltx(tmp_path / "weights")
    wanted = ("--model", "ltx-0.9.5", "--video", start.video, "--frames", "33", "--mode", "none", *SMALL.split())
    given = clip.begin(clip.wishes([PROMPT, *wanted]))
    assert len(given) == clip.TAIL
    # The last second of the video, which is bright, and not its dark beginning.
    assert min(np.asarray(frame).mean() for frame in given) > 150
    made = [run(weights, *wanted, "--guidance", guidance).astype(int) for guidance in ("1", "9")]
    change = np.abs(made[0] - made[1]).mean(axis=(1, 2, 3))
    # How closely the words are followed bears on what is new.
    assert change[clip.TAIL :].mean() > 0.5


def test_a_video_keeps_its_pace(clip, start):
    """Half a second apart in the source is half a second apart in the clip."""
    wish = clip.wishes([PROMPT, "--model", "cogvideox-2b", "--video", start.video, "--frames", "25"])
    tones = [np.asarray(frame).mean() for frame in clip.begin(wish)]
    assert tones[24] == pytest.approx(250 * 3 / 4, abs=12)
    later = clip.wishes([PROMPT, "--model", "cogvideox-2b", "--video", start.video, "--frames", "9", "--from", "2"])
    assert np.asarray(clip.begin(later)[0]).mean() == pytest.approx(125, abs=12)


def test_of_a_long_film_few_frames_are_read(clip, start, monkeypatch: pytest.MonkeyPatch, capsys):
    import imageio.v2

    read = []
    opened = imageio.v2.get_reader

    def counted(*given, **more):
        film = opened(*given, **more)
        return film if "fps" not in more else (read.append(1) or frame for frame in film)

    monkeypatch.setattr(imageio.v2, "get_reader", counted)
    clip.begin(clip.wishes([PROMPT, "--model", "cogvideox-2b", "--video", start.video, "--frames", "9"]))
    assert len(read) <= 10
    assert "--from" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--image", "nothing.png"], "no file nothing.png"),
        (["--image", "PICTURE", "--model", "cogvideox1.5-5b", "--width", "768", "--height", "1360"], "--crop"),
        (["--image", "PICTURE", "--width", "64", "--height", "256"], "--width 160 --height 96"),
        (["--image", "VIDEO"], "save it as PNG"),
        (["--video", "PICTURE", "--model", "cogvideox-2b"], "save it as MP4"),
        (["--video", "VIDEO", "--model", "cogvideox-2b", "--frames", "49"], "give --frames 33"),
        (["--video", "VIDEO", "--model", "cogvideox-2b", "--from", "3.9"], "begin earlier"),
    ],
)
def test_a_start_that_does_not_do_is_answered(clip, start, options: list[str], said: str):
    named = {"PICTURE": start.picture, "VIDEO": start.video}
    wish = clip.wishes([PROMPT, *(named.get(option, option) for option in options)])
    with pytest.raises(SystemExit, match=said):
        clip.begin(wish)


def test_a_picture_is_cropped_and_not_squashed(clip, tmp_path: Path):
    """A circle stays one."""
    across, down = np.meshgrid(np.arange(1200), np.arange(800))
    circle = ((across - 600) ** 2 + (down - 400) ** 2 < 300**2).astype(np.uint8) * 255
    iio.imwrite(tmp_path / "circle.png", np.repeat(circle[..., None], 3, axis=2))
    wish = clip.wishes([PROMPT, "--image", str(tmp_path / "circle.png")])
    seen = np.asarray(clip.begin(wish))[..., 0] > 128
    assert seen.shape == (704, 1280)
    assert seen.any(axis=0).sum() == pytest.approx(seen.any(axis=1).sum(), abs=3)


class Hub:
    """What the hub states of a repository: four gigabytes of weights, and some that are not asked for."""

    def model_info(self, repository: str, *, files_metadata: bool) -> SimpleNamespace:
        sizes = {"transformer/a.safetensors": 3e9, "vae/b.safetensors": 1e9, "old/c.safetensors": 9e9, "readme": 5}
        return SimpleNamespace(siblings=[SimpleNamespace(rfilename=name, size=size) for name, size in sizes.items()])


@pytest.fixture
def hub(clip, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    index = tmp_path / "model_index.json"
    index.write_text('{"_class_name": "WanPipeline", "transformer": [], "vae": []}', "utf-8")
    monkeypatch.setattr(huggingface_hub, "HfApi", Hub)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", lambda repository, name: str(index))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_CACHE", str(tmp_path / "not" / "yet"))
    spec = importlib.util.spec_from_file_location("whole", SCRIPT)
    whole = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "whole", whole)
    spec.loader.exec_module(whole)
    return whole


def test_what_is_to_come_is_said(hub, capsys):
    hub.weights(hub.wishes([PROMPT]))
    assert capsys.readouterr().out.startswith("4 GB are downloaded now")


def test_too_little_disk_is_said_before_the_download(hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hub.shutil, "disk_usage", lambda place: SimpleNamespace(free=2e9))
    with pytest.raises(SystemExit, match=r"4 GB are still .* where 2 GB are free.*HF_HOME"):
        hub.weights(hub.wishes([PROMPT]))


def test_too_little_memory_is_said_before_the_download(hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(psutil, "virtual_memory", lambda: SimpleNamespace(total=1e9, available=5e8))
    with pytest.raises(SystemExit, match=r"has 1 GB of memory.*--anyway"):
        hub.weights(hub.wishes([PROMPT]))
    hub.weights(hub.wishes([PROMPT, "--anyway"]))


def test_weights_behind_a_sign_in_name_the_steps(hub, monkeypatch: pytest.MonkeyPatch):
    def refused(repository: str, name: str):
        raise GatedRepoError.__new__(GatedRepoError)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", refused)
    with pytest.raises(SystemExit, match=r"accept the terms.*auth login"):
        hub.weights(hub.wishes([PROMPT, "--model", "ltx-2.5"]))


def test_without_the_network_what_is_here_is_tried(hub, monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.undo()
    hub.weights(hub.wishes([PROMPT]))
    assert "does not answer" in capsys.readouterr().out


def test_a_card_that_does_not_do_is_answered(clip, monkeypatch: pytest.MonkeyPatch):
    wish = clip.wishes([PROMPT])
    with pytest.raises(SystemExit, match="sees no NVIDIA card"):
        clip.card(wish)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "is_bf16_supported", lambda including_emulation: including_emulation)
    with pytest.raises(SystemExit, match=r"needs bf16.*cogvideox-2b"):
        clip.card(wish)
    clip.card(clip.wishes([PROMPT, "--model", "cogvideox-2b"]))
    monkeypatch.setattr(torch.version, "hip", "7.2")
    with pytest.raises(SystemExit, match="On AMD"):
        clip.card(clip.wishes([PROMPT, "--model", "cogvideox-2b", "--mode", "sequential"]))


@pytest.mark.parametrize(
    ("raised", "said"),
    [("CUDA out of memory. Tried", "--mode stream"), ("header: MetadataIncompleteBuffer", "hf cache rm model/Wan")],
)
def test_what_goes_wrong_later_is_one_sentence(clip, monkeypatch: pytest.MonkeyPatch, raised: str, said: str):
    def broken(wish, start):
        raise RuntimeError(raised)

    monkeypatch.setattr(clip, "card", lambda wish: None)
    monkeypatch.setattr(clip, "make", broken)
    monkeypatch.setattr(sys, "argv", ["clip.py", PROMPT])
    with pytest.raises(SystemExit, match=said):
        clip.main()
