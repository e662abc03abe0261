"""Small copies of the pipelines with random weights, saved as the scripts expect them, made without any download.

Their shapes are those of the real ones where a script depends on them: the packing in space and time, the kinds of
parts, the words as a sentencepiece file.
"""

import io
import json
from pathlib import Path

import diffusers
import sentencepiece
import torch
from diffusers.pipelines import ltx2
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    Gemma3Config,
    Gemma3ForConditionalGeneration,
    PreTrainedTokenizerFast,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)

WIDE = 32
"""Width of the text reader's output, which every transformer here takes."""
SENTENCES = ["a paper boat drifts down a rainy street", "the same street made of paper", "rain on a tin roof at night"]
READER = {"vocab_size": 256, "d_model": WIDE, "d_kv": 8, "d_ff": 32, "num_layers": 1, "num_heads": 4}


def spiece() -> bytes:
    model = io.BytesIO()
    known = {"vocab_size": 40, "hard_vocab_limit": False, "pad_id": 0, "eos_id": 1, "unk_id": 2, "bos_id": -1}
    sentences = iter(SENTENCES * 20)
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=sentences, model_writer=model, minloglevel=2, **known)
    return model.getvalue()


def words(folder: Path) -> dict:
    """A tokenizer read from a sentencepiece file, as in the real folders, and a text reader."""
    place = folder.with_name("words")
    place.mkdir()
    (place / "spiece.model").write_bytes(spiece())
    settings = {"tokenizer_class": "T5Tokenizer", "model_max_length": 512}
    (place / "tokenizer_config.json").write_text(json.dumps(settings), "utf-8")
    reader = T5EncoderModel(T5Config(**READER)).eval()
    return {"tokenizer": T5Tokenizer.from_pretrained(place), "text_encoder": reader}


def cogvideox(folder: Path, kind: str = "CogVideoXPipeline", *, from_image: bool = False) -> Path:
    """A CogVideoX; the one that starts from an image takes twice the channels and learns the places, as 5B-I2V does."""
    transformer = diffusers.CogVideoXTransformer3DModel(
        **{"num_attention_heads": 2, "attention_head_dim": 16, "num_layers": 1, "time_embed_dim": 8},
        **{"in_channels": 8 if from_image else 4, "out_channels": 4, "text_embed_dim": WIDE},
        **{"use_rotary_positional_embeddings": from_image, "use_learned_positional_embeddings": from_image},
        **{"sample_width": 8, "sample_height": 8},
    )
    vae = diffusers.AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8), latent_channels=4, layers_per_block=1, norm_num_groups=2
    )
    parts = words(folder) | {"transformer": transformer, "vae": vae, "scheduler": diffusers.CogVideoXDDIMScheduler()}
    return saved(getattr(diffusers, kind)(**parts), folder)


def mochi(folder: Path) -> Path:
    transformer = diffusers.MochiTransformer3DModel(
        **{"num_attention_heads": 2, "attention_head_dim": 16, "num_layers": 2, "pooled_projection_dim": 16},
        **{"text_embed_dim": WIDE, "time_embed_dim": 4},
    )
    vae = diffusers.AutoencoderKLMochi(
        **{"encoder_block_out_channels": (32,) * 4, "decoder_block_out_channels": (32,) * 4},
        **{"layers_per_block": (1,) * 5, "latent_channels": 12},
    )
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler(invert_sigmas=True)
    pipe = diffusers.MochiPipeline(**words(folder), transformer=transformer, vae=vae, scheduler=scheduler)
    # The script asks for the variant bf16 in one mode and for none in the other.
    saved(pipe, folder)
    return saved(pipe, folder, variant="bf16")


def ltx(folder: Path) -> Path:
    """An LTX-Video from 0.9.5 on, whose video packer also does the last cleaning step."""
    transformer = diffusers.LTXVideoTransformer3DModel(
        **{"in_channels": 8, "out_channels": 8, "num_attention_heads": 2, "attention_head_dim": 16},
        **{"cross_attention_dim": WIDE, "num_layers": 1, "caption_channels": WIDE},
    )
    vae = diffusers.AutoencoderKLLTXVideo(
        **{"latent_channels": 8, "block_out_channels": (8,) * 4, "decoder_block_out_channels": (8,) * 4},
        **{"layers_per_block": (1,) * 5, "decoder_layers_per_block": (1,) * 5, "timestep_conditioning": True},
    )
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler()
    pipe = diffusers.LTXConditionPipeline(**words(folder), transformer=transformer, vae=vae, scheduler=scheduler)
    return saved(pipe, folder)


def wan(folder: Path, kind: str) -> Path:
    """A Wan 2.2 TI2V, which packs sixteen pixels into one and gives each token a time of its own."""
    transformer = diffusers.WanTransformer3DModel(
        **{"num_attention_heads": 2, "attention_head_dim": 12, "in_channels": 48, "out_channels": 48},
        **{"text_dim": WIDE, "freq_dim": 32, "ffn_dim": 32, "num_layers": 2, "rope_max_seq_len": 32},
    )
    vae = diffusers.AutoencoderKLWan(
        **{"base_dim": 3, "z_dim": 48, "in_channels": 12, "out_channels": 12, "is_residual": True, "patch_size": 2},
        **{"latents_mean": [0.0] * 48, "latents_std": [1.0] * 48, "dim_mult": [1, 1, 1, 1], "num_res_blocks": 1},
        **{"temperal_downsample": [False, True, True], "scale_factor_spatial": 16, "scale_factor_temporal": 4},
    )
    scheduler = diffusers.UniPCMultistepScheduler(prediction_type="flow_prediction", use_flow_sigmas=True)
    parts = words(folder) | {"text_encoder": UMT5EncoderModel(UMT5Config(**READER)).eval(), "transformer": transformer}
    return saved(getattr(diffusers, kind)(**parts, vae=vae, scheduler=scheduler, expand_timesteps=True), folder)


def ltx2_(folder: Path, kind: str) -> Path:
    known = {word: place for place, word in enumerate(("<pad>", "<eos>", "<bos>", "<unk>", "a", "paper", "boat"))}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="<eos>", unk_token="<unk>", model_max_length=1024
    )
    text = {"vocab_size": 64, "hidden_size": WIDE, "intermediate_size": 32, "num_hidden_layers": 2, "head_dim": 8}
    text |= {"num_attention_heads": 4, "num_key_value_heads": 2}
    text |= {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
    sight = {"hidden_size": 8, "intermediate_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}
    sight |= {"image_size": 28, "patch_size": 14}
    config = Gemma3Config(text_config=text, vision_config=sight, mm_tokens_per_image=1)
    reader = Gemma3ForConditionalGeneration(config)
    transformer = diffusers.LTX2VideoTransformer3DModel(
        **{"in_channels": 4, "out_channels": 4, "patch_size": 1, "patch_size_t": 1, "num_attention_heads": 2},
        **{"attention_head_dim": 8, "cross_attention_dim": 16, "audio_in_channels": 4, "audio_out_channels": 4},
        **{"audio_num_attention_heads": 2, "audio_attention_head_dim": 4, "audio_cross_attention_dim": 8},
        **{"num_layers": 2, "qk_norm": "rms_norm_across_heads", "caption_channels": WIDE},
        **{"rope_double_precision": False, "rope_type": "split"},
    )
    heads = {"connector_num_attention_heads": 4, "connector_attention_head_dim": 8, "connector_num_layers": 1}
    heads["connector_num_learnable_registers"] = None
    connectors = ltx2.LTX2TextConnectors(
        **{f"{sense}_{name}": value for sense in ("video", "audio") for name, value in heads.items()},
        **{"caption_channels": WIDE, "text_proj_in_factor": 3, "connector_rope_base_seq_len": 32},
        **{"rope_theta": 10000.0},
        **{"rope_double_precision": False, "causal_temporal_positioning": False, "rope_type": "split"},
    )
    vae = diffusers.AutoencoderKLLTX2Video(
        **{"latent_channels": 4, "block_out_channels": (8,) * 4, "decoder_block_out_channels": (8, 16, 32)},
        **{"layers_per_block": (1,) * 5, "decoder_layers_per_block": (1,) * 4, "timestep_conditioning": False},
        **{"spatial_compression_ratio": 32, "temporal_compression_ratio": 8},
    )
    audio_vae = diffusers.AutoencoderKLLTX2Audio(
        **{"base_channels": 4, "output_channels": 2, "ch_mult": (1,), "num_res_blocks": 1, "attn_resolutions": None},
        **{"in_channels": 2, "resolution": 32, "latent_channels": 2, "norm_type": "pixel", "causality_axis": "height"},
        **{"dropout": 0.0, "mid_block_add_attention": False, "sample_rate": 16000, "mel_hop_length": 160},
        **{"is_causal": True, "mel_bins": 8},
    )
    vocoder = ltx2.LTX2Vocoder(
        **{"in_channels": 16, "hidden_channels": 32, "out_channels": 2, "upsample_kernel_sizes": [4, 4]},
        **{"upsample_factors": [2, 2], "resnet_kernel_sizes": [3], "resnet_dilations": [[1, 3, 5]]},
        **{"leaky_relu_negative_slope": 0.1, "output_sampling_rate": 16000},
    )
    parts = {
        "tokenizer": fast,
        "text_encoder": reader,
        "transformer": transformer,
        "connectors": connectors,
        "vae": vae,
    }
    parts |= {"audio_vae": audio_vae, "vocoder": vocoder, "scheduler": diffusers.FlowMatchEulerDiscreteScheduler()}
    return saved(getattr(diffusers, kind)(**parts), folder)


def saved(pipe: diffusers.DiffusionPipeline, folder: Path, **options: str) -> Path:
    """Put the pipeline into a folder, with weights that are the same in every run."""
    torch.manual_seed(0)
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            for parameter in part.parameters():
                torch.nn.init.normal_(parameter, std=0.05)
    pipe.save_pretrained(folder, **options)
    words = folder.with_name("words")
    if words.exists():
        # The real folders hold the sentencepiece file, and not what the library makes of it.
        for file in (folder / "tokenizer").iterdir():
            file.unlink()
        for file in words.iterdir():
            (folder / "tokenizer" / file.name).write_bytes(file.read_bytes())
    return folder
