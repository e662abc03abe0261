"""Make a clip from text with LTX-Video 2B 0.9, the version of November 2024, and diffusers 0.42.1.

    python ltx-video-0.9.py "A paper boat drifts down a rainy street"

The licence file of these weights allows academic or research purposes only. Size and number of frames are checked
before anything is downloaded; --check stops after that.
"""

import argparse
import sys

REPOSITORY = "Lightricks/LTX-Video"
WEIGHTS = "https://huggingface.co/Lightricks/LTX-Video/blob/main/ltx-video-2b-v0.9.safetensors"


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English and in detail")
    parser.add_argument("--mode", choices=("fp8", "model", "none"), default="fp8", help="how memory is saved")
    parser.add_argument("--frames", type=int, default=161, help="a multiple of 8, plus 1")
    parser.add_argument("--width", type=int, default=768)
    parser.add_argument("--height", type=int, default=512)
    parser.add_argument("--fps", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="clip.mp4")
    parser.add_argument("--check", action="store_true", help="check the wishes and stop")
    wish = parser.parse_args()
    if (wish.frames - 1) % 8 or not 9 <= wish.frames <= 257:
        sys.exit(f"{wish.frames} frames do not work: a multiple of 8, plus 1, from 9 to 257.")
    if wish.width % 32 or wish.height % 32:
        sys.exit(f"{wish.width} x {wish.height} does not work: both must be multiples of 32.")
    return wish


def main():
    wish = wishes()
    if wish.check:
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit LTX-Video 0.9.")

    import torch
    from diffusers import AutoencoderKLLTXVideo, LTXPipeline, LTXVideoTransformer3DModel
    from diffusers.hooks import apply_group_offloading
    from diffusers.utils import export_to_video

    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    transformer = LTXVideoTransformer3DModel.from_single_file(WEIGHTS, dtype=torch.bfloat16)
    vae = AutoencoderKLLTXVideo.from_single_file(WEIGHTS, dtype=torch.bfloat16)
    pipe = LTXPipeline.from_pretrained(REPOSITORY, transformer=transformer, vae=vae, dtype=torch.bfloat16)
    if wish.mode == "fp8":
        card = torch.device("cuda")
        pipe.transformer.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=torch.bfloat16)
        pipe.transformer.enable_group_offload(onload_device=card, offload_type="leaf_level")
        apply_group_offloading(pipe.text_encoder, onload_device=card, offload_type="leaf_level")
        apply_group_offloading(pipe.vae, onload_device=card, offload_type="leaf_level")
    elif wish.mode == "model":
        pipe.enable_model_cpu_offload()
    else:
        pipe.to("cuda")
    pipe.vae.enable_tiling()
    clip = pipe(
        prompt=wish.prompt,
        width=wish.width,
        height=wish.height,
        num_frames=wish.frames,
        frame_rate=wish.fps,
        generator=torch.Generator("cpu").manual_seed(wish.seed),
    ).frames[0]
    print(export_to_video(clip, wish.output, fps=wish.fps))


main()
