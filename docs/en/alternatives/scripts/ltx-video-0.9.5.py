"""Make a clip from text, a picture or a video with LTX-Video 2B 0.9.5 and diffusers 0.42.1.

    python ltx-video-0.9.5.py "A paper boat drifts down a rainy street"
    python ltx-video-0.9.5.py "The boat begins to drift" --image start.png
    python ltx-video-0.9.5.py "The street goes on" --video start.mp4

Size and number of frames are checked before anything is downloaded; --check stops after that.
"""

import argparse
import sys

REPOSITORY = "Lightricks/LTX-Video-0.9.5"


def wishes():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prompt", help="what the clip should show, in English and in detail")
    start = parser.add_mutually_exclusive_group()
    start.add_argument("--image", help="file of a picture to start from")
    start.add_argument("--video", help="file of a video to go on from")
    parser.add_argument("--mode", choices=("fp8", "model", "none"), default="model", help="how memory is saved")
    parser.add_argument("--frames", type=int, default=121, help="a multiple of 8, plus 1")
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
        return print(f"{wish.frames} frames of {wish.width} x {wish.height} fit {REPOSITORY}.")

    import torch
    from diffusers import LTXConditionPipeline
    from diffusers.hooks import apply_group_offloading
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition
    from diffusers.utils import export_to_video, load_image, load_video

    start = None
    if wish.image:
        start = LTXVideoCondition(image=load_image(wish.image), frame_index=0)
    elif wish.video:
        start = LTXVideoCondition(video=load_video(wish.video)[: wish.frames], frame_index=0)
    if not torch.cuda.is_available():
        sys.exit("PyTorch sees no NVIDIA graphics card. Is it the build for your card? See pytorch.org/get-started.")
    pipe = LTXConditionPipeline.from_pretrained(REPOSITORY, dtype=torch.bfloat16)
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
        conditions=start,
        prompt=wish.prompt,
        width=wish.width,
        height=wish.height,
        num_frames=wish.frames,
        frame_rate=wish.fps,
        decode_timestep=0.05,
        decode_noise_scale=0.025,
        generator=torch.Generator("cpu").manual_seed(wish.seed),
    ).frames[0]
    print(export_to_video(clip, wish.output, fps=wish.fps))


main()
