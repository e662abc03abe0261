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
    parser.add_argument("--steps", type=int, default=10, help="fewer are faster and rougher")
    parser.add_argument("--guidance", type=float, help="how closely to follow the words")
    parser.add_argument("--negative-prompt", help="what the clip should not show, in place of the authors' own words")
    parser.add_argument("--seed", type=int, default=1, help="the same number makes the same clip again")
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

    try:
        import torch
        from diffusers.utils import export_to_video
        from PIL import Image, ImageOps
        from pyramid_dit import PyramidDiTForVideoGeneration
    except ImportError as missing:
        sys.exit(f"{missing.name} missing: put this file into the folder Pyramid-Flow and use its environment.")
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA card: install its build for cards, as the page says under Pyramid Flow.")
    if torch.cuda.get_device_capability() < (8, 0):
        sys.exit("This needs bf16, which GTX, RTX 20 and T4 cards lack.")
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
    asked = {"prompt": wish.prompt, "temp": wish.temp, "output_type": "pil", "save_memory": True}
    asked.update({"cpu_offloading": wish.mode == "cpu", "generator": torch.Generator("cuda").manual_seed(wish.seed)})
    if wish.negative_prompt is not None:
        asked["negative_prompt"] = wish.negative_prompt
    with torch.no_grad(), torch.autocast("cuda", dtype=torch.bfloat16):
        if wish.image:
            # Cropped, as the authors do it.
            picture = ImageOps.exif_transpose(Image.open(wish.image)).convert("RGB")
            clip = model.generate_i2v(
                input_image=ImageOps.fit(picture, (wish.width, wish.height)),
                num_inference_steps=[wish.steps] * 3,
                video_guidance_scale=wish.guidance or 4.0,
                **asked,
            )
        else:
            clip = model.generate(
                num_inference_steps=[2 * wish.steps] * 3,
                video_num_inference_steps=[wish.steps] * 3,
                height=wish.height,
                width=wish.width,
                guidance_scale=7.0,
                video_guidance_scale=wish.guidance or 5.0,
                **asked,
            )
    export_to_video(clip, wish.output, fps=24)
    print(wish.output)


main()
