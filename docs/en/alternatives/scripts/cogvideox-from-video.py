"""Rework a video with CogVideoX and diffusers 0.42.1.

    python cogvideox-from-video.py holiday.mp4 "The same street, made of paper"

The first frames of the video are taken, brought to 720 x 480. The number of frames is checked before anything is
downloaded; --check stops after that.
"""

import argparse
import sys

MODELS = {"2b": ("zai-org/CogVideoX-2b", "float16"), "5b": ("zai-org/CogVideoX-5b", "bfloat16")}
WIDTH, HEIGHT, FPS, STEP, MOST = 720, 480, 8, 8, 49


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("video", help="file of the video to start from")
    parser.add_argument("prompt", help="what it should become, in English")
    parser.add_argument("--model", choices=MODELS, default="2b")
    parser.add_argument("--mode", choices=("sequential", "model", "none"), default="sequential", help="offload")
    parser.add_argument("--frames", type=int, default=MOST)
    parser.add_argument("--strength", type=float, default=0.8, help="0 keeps the video, 1 forgets it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    if (wish.frames - 1) % STEP or not 1 <= wish.frames <= MOST:
        sys.exit(f"{wish.frames} frames do not work: a multiple of {STEP}, plus 1, up to {MOST}.")
    if not 0 <= wish.strength <= 1:
        sys.exit("The strength lies between 0 and 1.")
    wish.repository, wish.dtype = MODELS[wish.model]
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {WIDTH} x {HEIGHT} fit {wish.repository}.")

    import torch
    from diffusers import CogVideoXVideoToVideoPipeline
    from diffusers.utils import export_to_video, load_video

    frames = [frame.resize((WIDTH, HEIGHT)) for frame in load_video(wish.video)[: wish.frames]]
    if len(frames) < wish.frames:
        sys.exit(f"The video has only {len(frames)} frames: give --frames, a multiple of {STEP} plus 1.")
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    pipe = CogVideoXVideoToVideoPipeline.from_pretrained(wish.repository, dtype=getattr(torch, wish.dtype))
    if wish.mode == "sequential":
        pipe.enable_sequential_cpu_offload()
    elif wish.mode == "model":
        pipe.enable_model_cpu_offload()
    else:
        pipe.to("cuda")
    pipe.vae.enable_slicing()
    pipe.vae.enable_tiling()
    clip = pipe(
        video=frames,
        prompt=wish.prompt,
        width=WIDTH,
        height=HEIGHT,
        strength=wish.strength,
        generator=torch.Generator("cpu").manual_seed(wish.seed),
    ).frames[0]
    print(export_to_video(clip, wish.output, fps=FPS))


main()
