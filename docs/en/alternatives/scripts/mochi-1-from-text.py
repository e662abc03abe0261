"""Make a clip from text with Mochi 1 preview and diffusers 0.42.1.

    python mochi-1-from-text.py "Rain on a tin roof at night, one lamp still lit"

Size and number of frames are checked before anything is downloaded; --check stops after that.
"""

import argparse
import sys

REPOSITORY, FPS, STEP, MOST = "genmo/mochi-1-preview", 30, 6, 163


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English")
    parser.add_argument("--mode", choices=("bf16", "full"), default="bf16", help="precision of the weights")
    parser.add_argument("--frames", type=int, default=85, help="a multiple of 6, plus 1")
    parser.add_argument("--width", type=int, default=848)
    parser.add_argument("--height", type=int, default=480)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    if (wish.frames - 1) % STEP or not 7 <= wish.frames <= MOST:
        sys.exit(f"{wish.frames} frames do not work: a multiple of {STEP}, plus 1, from 7 to {MOST}.")
    if wish.width % 16 or wish.height % 16:
        sys.exit(f"{wish.width} x {wish.height} does not work: both must be multiples of 16.")
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit {REPOSITORY}.")

    import torch
    from diffusers import MochiPipeline
    from diffusers.utils import export_to_video

    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    if wish.mode == "bf16":
        pipe = MochiPipeline.from_pretrained(REPOSITORY, variant="bf16", dtype=torch.bfloat16)
    else:
        pipe = MochiPipeline.from_pretrained(REPOSITORY)
    pipe.enable_model_cpu_offload()
    pipe.vae.enable_tiling()
    with torch.autocast("cuda", torch.bfloat16, enabled=wish.mode == "full"):
        clip = pipe(
            prompt=wish.prompt,
            width=wish.width,
            height=wish.height,
            num_frames=wish.frames,
            generator=torch.Generator("cpu").manual_seed(wish.seed),
        ).frames[0]
    print(export_to_video(clip, wish.output, fps=FPS))


main()
