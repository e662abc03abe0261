"""Small copies of the pipelines with random weights, saved as the scripts expect them, made without any download.

Their shapes are those of the real ones where a script depends on them: the packing in space and time, the number of
words, the kinds of parts.
"""

from pathlib import Path

import diffusers
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast, T5Config, T5EncoderModel

WIDE = 32
"""Width of the text reader's output, which every transformer here takes."""


def words() -> tuple[PreTrainedTokenizerFast, T5EncoderModel]:
    """A tokenizer that knows a few words, and a text reader."""
    known = {word: place for place, word in enumerate(("<pad>", "</s>", "<unk>", "a", "paper", "boat", "drifts"))}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>", model_max_length=512
    )
    config = T5Config(vocab_size=len(known), d_model=WIDE, d_kv=8, d_ff=32, num_layers=1, num_heads=4)
    return fast, T5EncoderModel(config).eval()


def cogvideox(folder: Path, kind: str = "CogVideoXPipeline", *, from_image: bool = False) -> Path:
    """A CogVideoX; the one that starts from an image takes twice the channels and learns the places, as 5B-I2V does."""
    tokenizer, reader = words()
    transformer = diffusers.CogVideoXTransformer3DModel(
        **{"num_attention_heads": 2, "attention_head_dim": 16, "num_layers": 1, "time_embed_dim": 8},
        **{"in_channels": 8 if from_image else 4, "out_channels": 4, "text_embed_dim": WIDE},
        **{"use_rotary_positional_embeddings": from_image, "use_learned_positional_embeddings": from_image},
    )
    vae = diffusers.AutoencoderKLCogVideoX(
        block_out_channels=(8, 8, 8, 8), latent_channels=4, layers_per_block=1, norm_num_groups=2
    )
    scheduler = diffusers.CogVideoXDPMScheduler() if from_image else diffusers.CogVideoXDDIMScheduler()
    pipe = getattr(diffusers, kind)(
        tokenizer=tokenizer, text_encoder=reader, transformer=transformer, vae=vae, scheduler=scheduler
    )
    return saved(pipe, folder)


def mochi(folder: Path) -> Path:
    """A Mochi 1."""
    tokenizer, reader = words()
    transformer = diffusers.MochiTransformer3DModel(
        **{"num_attention_heads": 2, "attention_head_dim": 16, "num_layers": 2, "pooled_projection_dim": 16},
        **{"text_embed_dim": WIDE, "time_embed_dim": 4},
    )
    vae = diffusers.AutoencoderKLMochi(
        **{"encoder_block_out_channels": (32,) * 4, "decoder_block_out_channels": (32,) * 4},
        **{"layers_per_block": (1,) * 5, "latent_channels": 12},
    )
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler(invert_sigmas=True)
    pipe = diffusers.MochiPipeline(
        tokenizer=tokenizer, text_encoder=reader, transformer=transformer, vae=vae, scheduler=scheduler
    )
    # The script asks for the variant bf16 in one mode and for none in the other.
    saved(pipe, folder)
    return saved(pipe, folder, variant="bf16")


def ltx(folder: Path) -> Path:
    """An LTX-Video from 0.9.5 on, whose video packer also does the last cleaning step."""
    tokenizer, reader = words()
    transformer = diffusers.LTXVideoTransformer3DModel(
        **{"in_channels": 8, "out_channels": 8, "num_attention_heads": 2, "attention_head_dim": 16},
        **{"cross_attention_dim": WIDE, "num_layers": 1, "caption_channels": WIDE},
    )
    vae = diffusers.AutoencoderKLLTXVideo(
        **{"latent_channels": 8, "block_out_channels": (8,) * 4, "decoder_block_out_channels": (8,) * 4},
        **{"layers_per_block": (1,) * 5, "decoder_layers_per_block": (1,) * 5, "timestep_conditioning": True},
    )
    scheduler = diffusers.FlowMatchEulerDiscreteScheduler()
    pipe = diffusers.LTXConditionPipeline(
        tokenizer=tokenizer, text_encoder=reader, transformer=transformer, vae=vae, scheduler=scheduler
    )
    return saved(pipe, folder)


def saved(pipe: diffusers.DiffusionPipeline, folder: Path, **options: str) -> Path:
    """Put the pipeline into a folder, with weights that are the same in every run."""
    torch.manual_seed(0)
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            for parameter in part.parameters():
                torch.nn.init.normal_(parameter, std=0.05)
    pipe.save_pretrained(folder, **options)
    return folder
