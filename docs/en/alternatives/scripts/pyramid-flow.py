"""Make a clip from text, or from a picture with words, with Pyramid Flow miniFLUX and its authors' own code.

    python pyramid-flow.py "A paper boat drifts down a rainy street"
    python pyramid-flow.py "The boat begins to drift" --image start.png

To be put into the folder Pyramid-Flow, beside the folder `weights`. The wishes are checked before anything is loaded;
--check stops after that.
"""

import argparse
import sys

SIZES = {"384p": (640, 384, 16), "768p": (1280, 768, 31)}


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English")
    parser.add_argument("--image", help="file of a picture to start from")
    parser.add_argument("--weights", default="weights", help="folder of the downloaded weights")
    parser.add_argument("--size", choices=SIZES, default="384p")
    parser.add_argument("--mode", choices=("sequential", "cpu", "none"), default="sequential", help="offload")
    parser.add_argument("--temp", type=int, default=16, help="length: 16 is five seconds, 31 is ten (768p only)")
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    wish.width, wish.height, most = SIZES[wish.size]
    if not 2 <= wish.temp <= most:
        sys.exit(f"--temp {wish.temp} does not work: {wish.size} takes 2 to {most}.")
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"--temp {wish.temp} makes {8 * (wish.temp - 1) + 1} frames of {wish.width} x {wish.height}.")

    import torch
    from diffusers.utils import export_to_video
    from PIL import Image
    from pyramid_dit import PyramidDiTForVideoGeneration

    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    model = PyramidDiTForVideoGeneration(
        wish.weights,
        model_name="pyramid_flux",
        model_dtype="bf16",
        model_variant=f"diffusion_transformer_{wish.size}",
    )
    model.vae.enable_tiling()
    if wish.mode == "sequential":
        model.enable_sequential_cpu_offload()
    elif wish.mode == "none":
        for part in (model.vae, model.dit, model.text_encoder):
            part.to("cuda")
    with torch.no_grad(), torch.autocast("cuda", dtype=torch.bfloat16):
        if wish.image:
            clip = model.generate_i2v(
                prompt=wish.prompt,
                input_image=Image.open(wish.image).convert("RGB").resize((wish.width, wish.height)),
                num_inference_steps=[10, 10, 10],
                temp=wish.temp,
                video_guidance_scale=4.0,
                output_type="pil",
                save_memory=True,
                cpu_offloading=wish.mode == "cpu",
            )
        else:
            clip = model.generate(
                prompt=wish.prompt,
                num_inference_steps=[20, 20, 20],
                video_num_inference_steps=[10, 10, 10],
                height=wish.height,
                width=wish.width,
                temp=wish.temp,
                guidance_scale=7.0,
                video_guidance_scale=5.0,
                output_type="pil",
                save_memory=True,
                cpu_offloading=wish.mode == "cpu",
            )
    export_to_video(clip, wish.output, fps=24)
    print(wish.output)


main()
