"""The weights as they travel: 8-bit rows with 16-bit scales, listed in a manifest with a checksum."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from lab.decoder import Decoder
from lab.model import VideoTransformer
from lab.settings import MODEL_FILES, DecoderSettings, ModelSettings
from lab.vocabulary import vocabulary

WEIGHTS = "weights.bin"
MANIFEST = "manifest.json"
DECODER = "decoder."
FORMAT = 3
"""Which scripts of the page can read the weights; the same number stands in the page's weights.js."""

State = dict[str, torch.Tensor]


def pack(state: State) -> tuple[bytes, list[dict[str, object]]]:
    """Bytes of all tensors in order, and their list.

    Matrices: one scale (float16) per row, then rows of int8; vectors: float16. A row's value is
    scale x integer. A kernel is a matrix too, with a row for each colour that it gives. Little-endian,
    every tensor at an even offset.
    """
    blob, listed = bytearray(), []
    for name, tensor in state.items():
        values = tensor.detach().float().numpy()
        kind = "int8" if values.ndim > 1 else "float16"
        listed.append({"name": name, "shape": list(values.shape), "kind": kind, "offset": len(blob)})
        if kind == "int8":
            values = values.reshape(len(values), -1)
            scale = np.maximum(np.abs(values).max(1, keepdims=True) / 127, 1e-7).astype("<f2")
            whole = np.clip(np.rint(values / scale.astype(np.float32)), -127, 127).astype(np.int8)
            blob += scale.tobytes() + whole.tobytes()
            blob += b"\0" * (len(blob) % 2)
        else:
            blob += values.astype("<f2").tobytes()
    return bytes(blob), listed


def unpack(blob: bytes, listed: list[dict[str, object]]) -> State:
    """The tensors of `pack`, as float32."""
    state = {}
    for entry in listed:
        shape, offset = tuple(entry["shape"]), int(entry["offset"])
        count = int(np.prod(shape))
        if entry["kind"] == "int8":
            scale = np.frombuffer(blob, "<f2", shape[0], offset).astype(np.float32)[:, None]
            whole = np.frombuffer(blob, np.int8, count, offset + 2 * shape[0]).reshape(shape[0], -1)
            values = (whole.astype(np.float32) * scale).reshape(shape)
        else:
            values = np.frombuffer(blob, "<f2", count, offset).reshape(shape).astype(np.float32)
        state[entry["name"]] = torch.from_numpy(values.copy())
    return state


def read(folder: Path = MODEL_FILES) -> State:
    """The tensors that the page loads, by name; ValueError if the checksum is wrong."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    blob = (folder / WEIGHTS).read_bytes()
    if hashlib.sha256(blob).hexdigest() != manifest["sha256"]:
        raise ValueError(f"{WEIGHTS} does not match the checksum in {MANIFEST}")
    return unpack(blob, manifest["tensors"])


def load_packed(folder: Path = MODEL_FILES) -> VideoTransformer:
    """The transformer with the weights as the page uses them."""
    return build({name: value for name, value in read(folder).items() if not name.startswith(DECODER)})


def load_decoder(folder: Path = MODEL_FILES) -> Decoder:
    """The decoder with the weights as the page uses them."""
    decoder = Decoder(DecoderSettings())
    weights = {name.removeprefix(DECODER): value for name, value in read(folder).items() if name.startswith(DECODER)}
    decoder.load_state_dict(weights)
    return decoder.eval()


def build(state: State) -> VideoTransformer:
    """A transformer for inference with these weights."""
    model = VideoTransformer(ModelSettings(), vocabulary().rows)
    model.load_state_dict(state)
    return model.eval()
