"""Make a short video from words, a picture or a video, on your own NVIDIA card, with diffusers 0.42.1.

    python clip.py "A paper boat drifts down a rainy street"
    python clip.py "The boat begins to drift" --image start.png
    python clip.py "The same street, made of paper" --video street.mp4 --model cogvideox-2b
    python clip.py "The street goes on" --video street.mp4 --model ltx-0.9.5

Wishes, files, packages, card, disk and memory are looked at before anything large is downloaded; --check stops after the
wishes. With --video, CogVideoX makes the video over, and LTX 0.9.5 goes on from its last second.
"""

import argparse
import itertools
import json
import math
import re
import shutil
import sys
from collections import deque
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

LIBRARY = "0.42.1"
NEEDED = ("diffusers", "torch", "transformers", "accelerate", "sentencepiece", "google.protobuf")
NEEDED += ("imageio", "imageio_ffmpeg", "ftfy", "peft", "av")
CARD = "cuda"
TAIL = 25
"""Frames of a video that LTX goes on from: about its last second."""


@dataclass
class Model:
    """What the makers and the library state of a model; numbers are those of their own examples."""

    repository: str
    starts: dict[str, str]
    size: tuple[int, int]
    fps: int
    step: int
    most: int
    frames: int
    grid: int
    guidance: float
    steps: int | None = 50
    negative: str | None = None
    scheduler: tuple[str, dict] | None = None
    more: dict = field(default_factory=dict)
    pictures: str = ""
    """Repository of the weights that start from a picture, where they are others."""
    file: str = ""
    """Weights in one file of the repository, in place of the folders for transformer and vae."""
    dtype: str = "bfloat16"
    sound: bool = False
    one_size: bool = False


COG = "CogVideoX{}Pipeline".format
COG_STARTS = {"text": COG(""), "image": COG("ImageToVideo"), "video": COG("VideoToVideo")}
TRAILING = {"timestep_spacing": "trailing"}
DPM = {"scheduler": ("CogVideoXDPMScheduler", TRAILING), "more": {"use_dynamic_cfg": True}}
FIRST = {"size": (720, 480), "fps": 8, "step": 8, "most": 49, "frames": 49, "grid": 16, "one_size": True}
LTX = {"size": (768, 512), "step": 8, "most": 257, "grid": 32, "fps": 24, "guidance": 3.0, "steps": 40}
LTX["negative"] = "worst quality, inconsistent motion, blurry, jittery, distorted"
WAN_NEGATIVE = (
    "bright tones, overexposed, static, blurred details, subtitles, worst quality, low quality, JPEG compression "
    "residue, ugly, incomplete, extra fingers, poorly drawn hands, poorly drawn faces, deformed, disfigured, "
    "misshapen limbs, fused fingers, still picture, messy background, three legs, walking backwards"
)
UNGUIDED = {"audio_guidance_scale": 1.0, "stg_scale": 0.0, "audio_stg_scale": 0.0}
UNGUIDED |= {"modality_scale": 1.0, "audio_modality_scale": 1.0}
MODELS = {
    "wan2.2-5b": Model(
        "Wan-AI/Wan2.2-TI2V-5B-Diffusers",
        {"text": "WanPipeline", "image": "WanImageToVideoPipeline"},
        *((1280, 704), 24, 4, 121, 121, 32, 5.0),
        negative=WAN_NEGATIVE,
        scheduler=("UniPCMultistepScheduler", {"flow_shift": 5.0}),
    ),
    "cogvideox-2b": Model(
        "zai-org/CogVideoX-2b",
        {kind: COG_STARTS[kind] for kind in ("text", "video")},
        **FIRST,
        guidance=6.0,
        scheduler=("CogVideoXDDIMScheduler", TRAILING),
        dtype="float16",
    ),
    "cogvideox-5b": Model(
        "zai-org/CogVideoX-5b", COG_STARTS, **FIRST, **DPM, guidance=6.0, pictures="zai-org/CogVideoX-5b-I2V"
    ),
    "cogvideox1.5-5b": Model(
        "zai-org/CogVideoX1.5-5B",
        {kind: COG_STARTS[kind] for kind in ("text", "image")},
        *((1360, 768), 16, 16, 161, 81, 16, 6.0),
        **DPM,
        pictures="zai-org/CogVideoX1.5-5B-I2V",
    ),
    "mochi-1": Model("genmo/mochi-1-preview", {"text": "MochiPipeline"}, (848, 480), 30, 6, 163, 85, 16, 4.5, 64),
    "ltx-0.9": Model(
        *("Lightricks/LTX-Video", {"text": "LTXPipeline"}),
        **LTX,
        frames=161,
        file="ltx-video-2b-v0.9.safetensors",
    ),
    "ltx-0.9.5": Model(
        "Lightricks/LTX-Video-0.9.5",
        dict.fromkeys(("text", "image", "video"), "LTXConditionPipeline"),
        **LTX,
        frames=121,
        more={"decode_timestep": 0.05, "decode_noise_scale": 0.025, "image_cond_noise_scale": 0.025},
    ),
    "ltx-2.5": Model(
        "Lightricks/LTX-2.5-Diffusers",
        {"text": "LTX2Pipeline", "image": "LTX2ImageToVideoPipeline"},
        *((768, 512), 24, 8, 257, 121, 32, 1.0, None),
        more=UNGUIDED,
        sound=True,
    ),
}


def wishes(words: list[str] | None = None) -> argparse.Namespace:
    """What is wished for, or a sentence where it cannot be."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English")
    parser.add_argument("--model", choices=MODELS, default="wan2.2-5b")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--image", help="file of a picture to start from")
    start.add_argument("--video", help="file of a video to make over or to go on from")
    parser.add_argument("--from", type=float, default=0, dest="begin", help="second of the video to begin at")
    parser.add_argument("--strength", type=float, default=0.8, help="making over: 0 keeps the video, 1 forgets it")
    parser.add_argument("--crop", action="store_true", help="crop the picture however much is lost")
    parser.add_argument(
        *("--mode", "--offload"),
        choices=("stream", "model", "sequential", "none"),
        default="stream",
        help="what waits in ordinary memory: each layer, fetched ahead (stream), or slowly (sequential); whole parts; none",
    )
    parser.add_argument("--eight-bit", action="store_true", help="hold the model's weights in 8 bits: half the memory")
    parser.add_argument("--full", action="store_true", help="mochi-1: weights in 32 bits, about twice the memory")
    parser.add_argument("--frames", type=int)
    parser.add_argument("--width", type=int)
    parser.add_argument("--height", type=int)
    parser.add_argument("--steps", type=int, help="fewer are faster and rougher")
    parser.add_argument("--guidance", type=float, help="how closely to follow the words")
    parser.add_argument("--negative-prompt", help="what the clip should not show")
    parser.add_argument("--lora", help="file of a LoRA made for this model")
    parser.add_argument("--seed", type=int, default=1, help="the same number makes the same clip again")
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--anyway", action="store_true", help="try it although memory seems too little")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args(words)
    model = wish.kind = MODELS[wish.model]
    wish.start = "image" if wish.image else "video" if wish.video else "text"
    wish.frames = wish.frames or model.frames
    wish.width, wish.height = wish.width or model.size[0], wish.height or model.size[1]
    if wish.start not in model.starts:
        able = ", ".join(name for name, other in MODELS.items() if wish.start in other.starts)
        sys.exit(f"{wish.model} takes no --{wish.start}; these do: {able}.")
    if (wish.frames - 1) % model.step or not model.step < wish.frames <= model.most:
        near = min(max(round((wish.frames - 1) / model.step), 1) * model.step + 1, model.most)
        sys.exit(
            f"{wish.frames} frames do not work: a multiple of {model.step}, plus 1, up to {model.most}; try {near}."
        )
    sides = sorted((wish.width, wish.height))
    if model.one_size and wish.start != "text" and (wish.width, wish.height) != model.size:
        sys.exit(f"{wish.width} x {wish.height} does not work: only {model.size[0]} x {model.size[1]} does here.")
    if wish.model == "cogvideox1.5-5b" and (sides[0] != 768 or sides[1] > 1360):
        sys.exit("One side must be 768, the other 768 to 1360.")
    if sides[0] < model.grid or wish.width % model.grid or wish.height % model.grid:
        sys.exit(f"{wish.width} x {wish.height} does not work: both must be multiples of {model.grid}.")
    if not 0 <= wish.strength <= 1 or wish.begin < 0:
        sys.exit("The strength lies between 0 and 1, and --from is a second of the video.")
    if wish.steps and not model.steps:
        sys.exit(f"{wish.model} has its own eight steps: leave --steps away.")
    if wish.start == "video" and "LTX" in model.starts["video"] and wish.frames <= TAIL:
        sys.exit(f"Going on takes the last {TAIL} frames of the video: give more than {TAIL} --frames.")
    if wish.full and (wish.model != "mochi-1" or wish.eight_bit or wish.mode == "stream"):
        sys.exit("--full is for mochi-1, without --eight-bit, with --mode model, sequential or none.")
    if wish.eight_bit and wish.mode == "sequential":
        sys.exit("--eight-bit goes with --mode stream, model or none.")
    wish.repository = model.pictures if wish.start == "image" and model.pictures else model.repository
    return wish


def packages() -> None:
    """The packages that `prepare` installs, in the version that this file was tested with."""
    missing = [name for name in NEEDED if not find_spec(name.split(".")[0]) or not find_spec(name)]
    if missing:
        sys.exit(
            f"{', '.join(missing)} missing: run prepare.ps1 or prepare.sh, and use the python in the folder video."
        )
    if version("diffusers") != LIBRARY:
        sys.exit(f"This needs diffusers {LIBRARY}, not {version('diffusers')}: run prepare.ps1 or prepare.sh again.")


def card(wish: argparse.Namespace) -> None:
    """A card that PyTorch can use with this model."""
    import torch

    if not torch.cuda.is_available():
        sys.exit(
            "PyTorch sees no NVIDIA card: run prepare again (on Windows it fetches the build for cards) and bring the "
            "driver up to date. On a Mac or without a card, see the page for ComfyUI and notebooks."
        )
    if torch.version.hip and wish.mode == "sequential":
        sys.exit("On AMD cards --mode sequential is reported not to work: take --mode model, or ComfyUI.")
    if wish.kind.dtype == "bfloat16" and not torch.cuda.is_bf16_supported(including_emulation=False):
        sys.exit(
            f"{wish.model} needs bf16, which this card lacks (GTX, RTX 20 and T4 do): clips would be black or very "
            "slow. Take --model cogvideox-2b, or WanGP, which supports older cards."
        )


def fitted(picture, wish: argparse.Namespace):
    """The picture upright and cropped to the clip's shape; a sentence where more than a third of it would go."""
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(picture).convert("RGB")
    shape, wanted = picture.width / picture.height, wish.width / wish.height
    lost = 1 - min(shape, wanted) / max(shape, wanted)
    if lost > 1 / 3 and not wish.crop:
        area, grid = wish.width * wish.height, wish.kind.grid
        sides = [round(math.sqrt(area * by) / grid) * grid for by in (shape, 1 / shape)]
        free = not wish.kind.one_size and wish.model != "cogvideox1.5-5b"
        other = f", or --width {sides[0]} --height {sides[1]}" if free and min(sides) else ""
        sys.exit(
            f"{picture.width} x {picture.height} does not fit {wish.width} x {wish.height}: {lost:.0%} of it would be "
            f"cut off. Crop it yourself, or give --crop{other}."
        )
    return ImageOps.fit(picture, (wish.width, wish.height))


def begin(wish: argparse.Namespace):
    """The picture, or the frames of the video, that the clip starts from; of a film only these frames are kept."""
    if wish.start == "text":
        return None
    if not Path(wish.image or wish.video).is_file():
        sys.exit(
            f"There is no file {wish.image or wish.video} in this folder: drag it into the window to get its path."
        )
    from PIL import Image, UnidentifiedImageError

    if wish.start == "image":
        try:
            return fitted(Image.open(wish.image), wish)
        except UnidentifiedImageError:
            sys.exit(f"{wish.image} is no picture that can be read: save it as PNG or JPEG.")
    from imageio.v2 import get_reader

    try:
        seconds = get_reader(wish.video, "ffmpeg").get_meta_data()["duration"]
    except Exception:
        sys.exit(f"{wish.video} is no video that can be read: save it as MP4.")
    going_on = "LTX" in wish.kind.starts["video"]
    first = max(wish.begin, seconds - 2 * TAIL / wish.kind.fps) if going_on else wish.begin
    # At the clip's own frames a second, so that everything moves as fast as it did.
    film = get_reader(wish.video, "ffmpeg", fps=wish.kind.fps, input_params=["-ss", str(first)])
    taken = deque(film, TAIL) if going_on else list(itertools.islice(film, wish.frames))
    if len(taken) < (9 if going_on else wish.frames):
        whole = (len(taken) - 1) // wish.kind.step * wish.kind.step + 1
        less = f"take a longer one, begin earlier, or give --frames {whole}."
        sys.exit(
            f"{wish.video} has {len(taken)} frames at {wish.kind.fps} a second from second {first:.0f}: "
            + (less if whole >= 9 and not going_on else "take a longer one, or begin earlier.")
        )
    if not going_on and seconds - first > wish.frames / wish.kind.fps + 1:
        print(f"Of {seconds:.0f} seconds {wish.frames / wish.kind.fps:.1f} are used; --from 10 begins at second 10.")
    return [fitted(Image.fromarray(frame), wish) for frame in taken]


def hf() -> Path:
    """The hub's own program, which `prepare` has put beside this Python."""
    return Path(sys.executable).with_name("hf")


def weights(wish: argparse.Namespace) -> None:
    """Room for the weights on disk and in memory, as the hub states their sizes; sign-in where they ask for it."""
    import psutil
    from huggingface_hub import HfApi, constants, hf_hub_download, try_to_load_from_cache
    from huggingface_hub.errors import GatedRepoError

    try:
        parts = json.loads(Path(hf_hub_download(wish.repository, "model_index.json")).read_text("utf-8"))
        files = HfApi().model_info(wish.repository, files_metadata=True).siblings
    except GatedRepoError:
        sys.exit(
            f"These weights ask for a sign-in: open https://huggingface.co/{wish.repository}, make an account, accept "
            f"the terms, make a token (Settings, Access Tokens, Read), type  {hf()} auth login  and paste it."
        )
    except Exception:
        return print("Hugging Face does not answer: trying with what is here already.")
    variant = ".bf16" if wish.model == "mochi-1" and not wish.full else ""
    wanted = {}
    for part in parts.keys() - ({"transformer", "vae"} if wish.kind.file else set()):
        inside = {f.rfilename: (f.size or 0) / 1e9 for f in files if re.match(rf"{part}/.*\.safetensors$", f.rfilename)}
        kept = {name: size for name, size in inside.items() if (".bf16" in name) == bool(variant)}
        wanted |= kept or inside
    wanted |= {f.rfilename: (f.size or 0) / 1e9 for f in files if f.rfilename == wish.kind.file}
    whole = sum(wanted.values())
    here = {name for name in wanted if isinstance(try_to_load_from_cache(wish.repository, name), str)}
    to_come = whole - sum(wanted[name] for name in here)
    place = Path(constants.HF_HUB_CACHE)
    free = shutil.disk_usage(next(folder for folder in (place, *place.parents) if folder.exists())).free / 1e9
    if to_come + 1 > free:
        sys.exit(
            f"{to_come:.0f} GB are still to be downloaded to {place}, where {free:.0f} GB are free: free some, or set "
            "HF_HOME to a folder on another disk."
        )
    memory = psutil.virtual_memory()
    if whole / 2 > memory.total / 1e9 and not wish.anyway:
        sys.exit(
            f"The weights are {whole:.0f} GB and this computer has {memory.total / 1e9:.0f} GB of memory: take a "
            "smaller model, or --anyway to try."
        )
    if to_come:
        print(f"{to_come:.0f} GB are downloaded now, once, to {place}.")
    if whole > memory.available / 1e9:
        print(f"The weights are {whole:.0f} GB, {memory.available / 1e9:.0f} GB of memory are free: close programs.")


def asked(wish: argparse.Namespace, start) -> dict:
    """What the pipeline is called with."""
    model = wish.kind
    call = {"prompt": wish.prompt, "width": wish.width, "height": wish.height, **model.more}
    call["guidance_scale"] = model.guidance if wish.guidance is None else wish.guidance
    negative = model.negative if wish.negative_prompt is None else wish.negative_prompt
    if negative:
        call["negative_prompt"] = negative
    if model.steps:
        call["num_inference_steps"] = wish.steps or model.steps
    if "LTX" in model.starts[wish.start]:
        call["frame_rate"] = model.fps
    making_over = model.starts[wish.start] == COG_STARTS["video"]
    if making_over:
        call |= {"video": start, "strength": wish.strength}
    else:
        call["num_frames"] = wish.frames
        if start is not None:
            call |= {"image": start} if wish.start == "image" else {"video": [start]}
    return call


def load(wish: argparse.Namespace):
    """The pipeline, with the makers' scheduler, where the mode puts it."""
    import diffusers
    import torch
    from diffusers.hooks import apply_group_offloading

    model, dtype = wish.kind, getattr(torch, wish.kind.dtype)
    given = {} if wish.full else {"dtype": dtype}
    if wish.model == "mochi-1" and not wish.full:
        given["variant"] = "bf16"
    if wish.model == "wan2.2-5b":
        given["dtype"] = {"default": dtype, "vae": torch.float32}
    if model.file:
        address = f"https://huggingface.co/{wish.repository}/blob/main/{model.file}"
        given["transformer"] = diffusers.LTXVideoTransformer3DModel.from_single_file(address, dtype=dtype)
        given["vae"] = diffusers.AutoencoderKLLTXVideo.from_single_file(address, dtype=dtype)
    pipe = getattr(diffusers, model.starts[wish.start]).from_pretrained(wish.repository, **given)
    if model.scheduler:
        name, settings = model.scheduler
        pipe.scheduler = getattr(diffusers, name).from_config(pipe.scheduler.config, **settings)
    if wish.lora:
        pipe.load_lora_weights(wish.lora)
    if wish.eight_bit:
        pipe.transformer.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=dtype)
    if wish.mode == "stream":
        pipe.vae.to(CARD)  # it runs hundreds of times for one clip, and would be fetched each time
        for name, part in pipe.components.items():
            if isinstance(part, torch.nn.Module) and name != "vae":
                apply_group_offloading(
                    part,
                    onload_device=torch.device(CARD),
                    offload_type="leaf_level",
                    use_stream=name == "transformer",
                    low_cpu_mem_usage=name == "transformer",
                )
    elif wish.mode == "model":
        pipe.enable_model_cpu_offload()
    elif wish.mode == "sequential":
        pipe.enable_sequential_cpu_offload()
    else:
        pipe.to(CARD)
    pipe.vae.enable_tiling()
    return pipe


def make(wish: argparse.Namespace, start) -> None:
    """Make the clip and write it."""
    import numpy as np
    import torch
    from diffusers.pipelines.ltx2.utils import DISTILLED_SIGMA_VALUES
    from diffusers.utils import encode_video, export_to_video

    pipe = load(wish)
    call = asked(wish, start) | {"generator": torch.Generator("cpu").manual_seed(wish.seed)}
    if wish.kind.sound:
        video, audio = pipe(**call, sigmas=DISTILLED_SIGMA_VALUES, output_type="np", return_dict=False)
        clip, rate = video[0], pipe.vocoder.config.output_sampling_rate
        encode_video(clip, wish.kind.fps, wish.output, audio=audio[0].float().cpu(), audio_sample_rate=rate)
    else:
        # The cache would hold a second copy of the weights.
        with torch.autocast(CARD, torch.bfloat16, enabled=wish.full, cache_enabled=False):
            clip = pipe(**call).frames[0]
        export_to_video(clip, wish.output, fps=wish.kind.fps)
    print(wish.output)
    if not np.nan_to_num(np.asarray(clip[len(clip) // 2])).any():
        print("The clip is black: the numbers overflowed. Try another --seed, without --eight-bit.")


def main() -> None:
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit {wish.repository}.")
    packages()
    start = begin(wish)
    card(wish)
    weights(wish)
    try:
        make(wish, start)
    except Exception as error:
        said = {
            "out of memory": "The card's memory is full: take --mode stream, --eight-bit, fewer --frames, or a smaller size.",
            "IncompleteBuffer": f"A file of the weights is incomplete: type  {hf()} cache rm model/{wish.repository}",
            "No space left": "The disk is full: free some space, or set HF_HOME to a folder on another disk.",
        }
        for sign, sentence in said.items():
            if sign in str(error):
                sys.exit(sentence)
        raise


if __name__ == "__main__":
    main()
