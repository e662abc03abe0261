"""The weights as they travel: 8-bit rows with 16-bit scales, listed in a manifest with a checksum."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from lab.model import VideoTransformer
from lab.settings import MODEL_FILES, ModelSettings
from lab.vocabulary import vocabulary

WEIGHTS = "weights.bin"
MANIFEST = "manifest.json"


def pack(state: dict[str, torch.Tensor]) -> tuple[bytes, list[dict[str, object]]]:
    """Bytes of all tensors in order, and their list.

    Matrices: one scale (float16) per row, then rows of int8; vectors: float16. A row's value is
    scale x integer. Little-endian, every tensor at an even offset.
    """
    blob, listed = bytearray(), []
    for name, tensor in state.items():
        values = tensor.detach().float().numpy()
        kind = "int8" if values.ndim == 2 else "float16"
        listed.append({"name": name, "shape": list(values.shape), "kind": kind, "offset": len(blob)})
        if kind == "int8":
            scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-7).astype("<f2")
            whole = np.clip(np.rint(values / scale.astype(np.float32)), -127, 127).astype(np.int8)
            blob += scale.tobytes() + whole.tobytes()
            blob += b"\0" * (len(blob) % 2)
        else:
            blob += values.astype("<f2").tobytes()
    return bytes(blob), listed


def unpack(blob: bytes, listed: list[dict[str, object]]) -> dict[str, torch.Tensor]:
    """The tensors of `pack`, as float32."""
    state = {}
    for entry in listed:
        shape, offset = tuple(entry["shape"]), int(entry["offset"])
        count = int(np.prod(shape))
        if entry["kind"] == "int8":
            scale = np.frombuffer(blob, "<f2", shape[0], offset).astype(np.float32)[:, None]
            whole = np.frombuffer(blob, np.int8, count, offset + 2 * shape[0]).reshape(shape)
            values = whole.astype(np.float32) * scale
        else:
            values = np.frombuffer(blob, "<f2", count, offset).reshape(shape).astype(np.float32)
        state[entry["name"]] = torch.from_numpy(values.copy())
    return state


def load_packed(folder: Path = MODEL_FILES) -> VideoTransformer:
    """The model with the weights as the page uses them; ValueError if the checksum is wrong."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    blob = (folder / WEIGHTS).read_bytes()
    if hashlib.sha256(blob).hexdigest() != manifest["sha256"]:
        raise ValueError(f"{WEIGHTS} does not match the checksum in {MANIFEST}")
    return build(unpack(blob, manifest["tensors"]))


def build(state: dict[str, torch.Tensor]) -> VideoTransformer:
    """A model for inference with these weights."""
    model = VideoTransformer(ModelSettings(), vocabulary().rows)
    model.load_state_dict(state)
    return model.eval()
