"""Make a clip from a picture with CogVideoX I2V and diffusers 0.42.1.

    python cogvideox-from-image.py start.png "The paper boat begins to drift"

Size and number of frames are checked before anything is downloaded; --check stops after that.
"""

import argparse
import sys

# Repository, width, height, frames a second, step between frame counts, most frames, usual frames.
MODELS = {
    "5b": ("zai-org/CogVideoX-5b-I2V", 720, 480, 8, 8, 49, 49),
    "1.5-5b": ("zai-org/CogVideoX1.5-5B-I2V", 1360, 768, 16, 16, 161, 81),
}


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("image", help="file of the picture to start from")
    parser.add_argument("prompt", help="what should happen, in English")
    parser.add_argument("--model", choices=MODELS, default="5b")
    parser.add_argument("--mode", choices=("sequential", "model", "none"), default="sequential", help="offload")
    parser.add_argument("--frames", type=int, help="unless given, what the makers name for the model")
    parser.add_argument("--width", type=int, help="1.5-5b only")
    parser.add_argument("--height", type=int, help="1.5-5b only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    wish.repository, width, height, wish.fps, step, most, usual = MODELS[wish.model]
    wish.frames, wish.width, wish.height = wish.frames or usual, wish.width or width, wish.height or height
    if (wish.frames - 1) % step or not 1 <= wish.frames <= most:
        sys.exit(f"{wish.frames} frames do not work: a multiple of {step}, plus 1, up to {most}.")
    sides = sorted((wish.width, wish.height))
    if wish.model == "5b" and (wish.width, wish.height) != (width, height):
        sys.exit(f"{wish.width} x {wish.height} does not work: this model makes {width} x {height} only.")
    if wish.model == "1.5-5b" and (sides[0] != 768 or not 768 <= sides[1] <= 1360 or sides[1] % 16):
        sys.exit("One side must be 768, the other 768 to 1360 and a multiple of 16.")
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit {wish.repository}.")

    import torch
    from diffusers import CogVideoXImageToVideoPipeline
    from diffusers.utils import export_to_video, load_image

    image = load_image(wish.image).resize((wish.width, wish.height))
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    pipe = CogVideoXImageToVideoPipeline.from_pretrained(wish.repository, dtype=torch.bfloat16)
    if wish.mode == "sequential":
        pipe.enable_sequential_cpu_offload()
    elif wish.mode == "model":
        pipe.enable_model_cpu_offload()
    else:
        pipe.to("cuda")
    pipe.vae.enable_slicing()
    pipe.vae.enable_tiling()
    clip = pipe(
        image=image,
        prompt=wish.prompt,
        width=wish.width,
        height=wish.height,
        num_frames=wish.frames,
        generator=torch.Generator("cpu").manual_seed(wish.seed),
    ).frames[0]
    print(export_to_video(clip, wish.output, fps=wish.fps))


main()
