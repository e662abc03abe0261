"""Small copies of the pipelines with random weights, saved as the scripts expect them, made without any download.

Their shapes are those of the real ones where a script depends on them: the packing in space and time, the kinds of
parts, the words as a sentencepiece file.
"""

import inspect
import json
import shutil
from pathlib import Path

import diffusers
import torch
from diffusers.pipelines import ltx2
from sentencepiece import SentencePieceTrainer
from transformers import (
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)

WIDE = 32
"""Width of the text reader's output, which every transformer here takes, and of the transformers themselves."""
FEW = {"num_layers": 1, "layers_per_block": 1, "num_res_blocks": 1, "num_attention_heads": 2, "attention_head_dim": 16}
FEW |= {
    "cross_attention_dim": WIDE,
    "caption_channels": WIDE,
    "text_embed_dim": WIDE,
    "text_dim": WIDE,
    "ffn_dim": WIDE,
}
FEW |= {"block_out_channels": 8}
"""What the settings of all parts that end in these names become."""
SENTENCES = ["a paper boat drifts down a rainy street", "the same street made of paper", "rain on a tin roof at night"]
READER = {"vocab_size": 256, "d_model": WIDE, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 4}


def small(kind: type[torch.nn.Module], **shape: object) -> torch.nn.Module:
    """A part of a pipeline with few layers and channels; `shape` says what it has beside its defaults."""
    for name, parameter in inspect.signature(kind).parameters.items():
        for end, value in FEW.items():
            if name.endswith(end):
                many = isinstance(parameter.default, tuple)
                shape.setdefault(name, (value,) * len(parameter.default) if many else value)
    return kind(**shape)


def words(folder: Path) -> dict:
    """A tokenizer read from a sentencepiece file, as in the real folders, and a text reader."""
    place = folder.with_name("words")
    place.mkdir()
    known = {"vocab_size": 40, "hard_vocab_limit": False, "pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    sentences = iter(SENTENCES * 20)
    SentencePieceTrainer.train(sentence_iterator=sentences, model_prefix=str(place / "spiece"), minloglevel=2, **known)
    settings = {"tokenizer_class": "T5Tokenizer", "model_max_length": 512}
    (place / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    reader = T5EncoderModel(T5Config(**READER)).eval()
    return {"tokenizer": T5Tokenizer.from_pretrained(place), "text_encoder": reader}


def cogvideox(folder: Path, kind: str = "CogVideoXPipeline", *, from_image: bool = False) -> Path:
    """A CogVideoX; the one that starts from an image takes twice the channels and learns the places, as 5B-I2V does."""
    learned = {f"use_{way}_positional_embeddings": from_image for way in ("rotary", "learned")}
    transformer = small(
        diffusers.CogVideoXTransformer3DModel,
        **{"in_channels": 8 if from_image else 4, "out_channels": 4, "sample_width": 8, "sample_height": 8, **learned},
    )
    vae = small(diffusers.AutoencoderKLCogVideoX, latent_channels=4, norm_num_groups=2)
    parts = words(folder) | {"transformer": transformer, "vae": vae, "scheduler": diffusers.CogVideoXDDIMScheduler()}
    return saved(getattr(diffusers, kind)(**parts), folder)


def mochi(folder: Path) -> Path:
    transformer = small(diffusers.MochiTransformer3DModel, pooled_projection_dim=16)
    vae = small(
        diffusers.AutoencoderKLMochi, encoder_block_out_channels=(32,) * 4, decoder_block_out_channels=(32,) * 4
    )
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler(invert_sigmas=True)
    pipe = diffusers.MochiPipeline(**words(folder), transformer=transformer, vae=vae, scheduler=scheduler)
    # The script asks for the variant bf16 in one mode and for none in the other.
    saved(pipe, folder)
    return saved(pipe, folder, variant="bf16")


def ltx(folder: Path) -> Path:
    """An LTX-Video from 0.9.5 on, whose video packer also does the last cleaning step."""
    transformer = small(diffusers.LTXVideoTransformer3DModel, in_channels=8, out_channels=8)
    vae = small(diffusers.AutoencoderKLLTXVideo, latent_channels=8, timestep_conditioning=True)
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler()
    pipe = diffusers.LTXConditionPipeline(**words(folder), transformer=transformer, vae=vae, scheduler=scheduler)
    return saved(pipe, folder)


def wan(folder: Path, kind: str) -> Path:
    """A Wan 2.2 TI2V, which packs sixteen pixels into one and gives each token a time of its own."""
    transformer = small(diffusers.WanTransformer3DModel, in_channels=48, out_channels=48)
    vae = small(
        diffusers.AutoencoderKLWan,
        **{"base_dim": 3, "z_dim": 48, "in_channels": 12, "out_channels": 12, "is_residual": True, "patch_size": 2},
        **{"latents_mean": [0.0] * 48, "latents_std": [1.0] * 48, "dim_mult": [1] * 4, "scale_factor_spatial": 16},
    )
    scheduler = diffusers.UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True)
    parts = words(folder) | {"text_encoder": UMT5EncoderModel(UMT5Config(**READER)).eval(), "transformer": transformer}
    return saved(getattr(diffusers, kind)(**parts, vae=vae, scheduler=scheduler, expand_timesteps=True), folder)


def ltx2_(folder: Path, kind: str) -> Path:
    text = {"vocab_size": 64, "hidden_size": WIDE, "intermediate_size": 32, "num_hidden_layers": 2, "head_dim": 8}
    text |= {"num_attention_heads": 4, "num_key_value_heads": 2}
    sight = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    sight |= {"image_size": 28, "patch_size": 14}
    config = Gemma3Config(text_config=text, vision_config=sight, mm_tokens_per_image=1)
    transformer = small(
        diffusers.LTX2VideoTransformer3DModel,
        **{"in_channels": 4, "out_channels": 4, "audio_in_channels": 4, "audio_out_channels": 4, "rope_type": "split"},
    )
    registers = {f"{sense}_connector_num_learnable_registers": None for sense in ("video", "audio")}
    connectors = small(ltx2.LTX2TextConnectors, text_proj_in_factor=3, rope_type="split", **registers)
    vae = small(
        diffusers.AutoencoderKLLTX2Video,
        **{"latent_channels": 4, "decoder_block_out_channels": (8, 16, 32)},
        **{"spatial_compression_ratio": 32, "temporal_compression_ratio": 8},
    )
    audio_vae = small(
        diffusers.AutoencoderKLLTX2Audio,
        **{"base_channels": 4, "ch_mult": (1,), "resolution": 32, "latent_channels": 2, "mel_bins": 8},
    )
    vocoder = ltx2.LTX2Vocoder(
        **{"in_channels": 16, "hidden_channels": 32, "upsample_kernel_sizes": [4, 4], "upsample_factors": [2, 2]},
        **{"resnet_kernel_sizes": [3], "resnet_dilations": [[1, 3, 5]], "output_sampling_rate": 16000},
    )
    parts = words(folder) | {
        "text_encoder": Gemma3ForConditionalGeneration(config),
        "connectors": connectors,
        "vae": vae,
    }
    parts |= {"audio_vae": audio_vae, "vocoder": vocoder, "scheduler": diffusers.FlowMatchEulerDiscreteScheduler()}
    return saved(getattr(diffusers, kind)(**parts, transformer=transformer), folder)


def saved(pipe: diffusers.DiffusionPipeline, folder: Path, **options: str) -> Path:
    """Put the pipeline into a folder, with weights that are the same in every run."""
    torch.manual_seed(0)
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            for parameter in part.parameters():
                torch.nn.init.normal_(parameter, std=0.05)
    pipe.save_pretrained(folder, **options)
    # The real folders hold the sentencepiece file, and not what the library makes of it.
    shutil.rmtree(folder / "tokenizer")
    shutil.copytree(folder.with_name("words"), folder / "tokenizer")
    return folder
