"""Make a clip from text with CogVideoX and diffusers 0.42.1.

    python cogvideox-from-text.py "A paper boat drifts down a rainy street"

Size and number of frames are checked before anything is downloaded; --check stops after that.
"""

import argparse
import sys

# Repository, number format, width, height, frames a second, step between frame counts, most frames, usual frames.
MODELS = {
    "2b": ("zai-org/CogVideoX-2b", "float16", 720, 480, 8, 8, 49, 49),
    "5b": ("zai-org/CogVideoX-5b", "bfloat16", 720, 480, 8, 8, 49, 49),
    "1.5-5b": ("zai-org/CogVideoX1.5-5B", "bfloat16", 1360, 768, 16, 16, 161, 81),
}


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English")
    parser.add_argument("--model", choices=MODELS, default="2b")
    parser.add_argument("--mode", choices=("sequential", "model", "none"), default="sequential", help="offload")
    parser.add_argument("--frames", type=int, help="unless given, what the makers name for the model")
    parser.add_argument("--width", type=int)
    parser.add_argument("--height", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    wish.repository, wish.dtype, width, height, wish.fps, step, most, usual = MODELS[wish.model]
    wish.frames, wish.width, wish.height = wish.frames or usual, wish.width or width, wish.height or height
    if (wish.frames - 1) % step or not 1 <= wish.frames <= most:
        sys.exit(f"{wish.frames} frames do not work: a multiple of {step}, plus 1, up to {most}.")
    if wish.width % 16 or wish.height % 16:
        sys.exit(f"{wish.width} x {wish.height} does not work: both must be multiples of 16.")
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit {wish.repository}.")

    import torch
    from diffusers import CogVideoXPipeline
    from diffusers.utils import export_to_video

    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    pipe = CogVideoXPipeline.from_pretrained(wish.repository, dtype=getattr(torch, wish.dtype))
    if wish.mode == "sequential":
        pipe.enable_sequential_cpu_offload()
    elif wish.mode == "model":
        pipe.enable_model_cpu_offload()
    else:
        pipe.to("cuda")
    pipe.vae.enable_slicing()
    pipe.vae.enable_tiling()
    clip = pipe(
        prompt=wish.prompt,
        width=wish.width,
        height=wish.height,
        num_frames=wish.frames,
        generator=torch.Generator("cpu").manual_seed(wish.seed),
    ).frames[0]
    print(export_to_video(clip, wish.output, fps=wish.fps))


main()
