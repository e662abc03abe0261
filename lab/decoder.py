"""The decoder: paints each frame of a finished draft four times larger, from the frame and its neighbours in time.

A draft is not a learned latent form, but an averaged picture; what the decoder adds is what the average lost.
"""

from __future__ import annotations

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lab.settings import DecoderSettings


def with_neighbours(clips: Tensor, neighbours: int) -> Tensor:
    """Frames (B, FRAMES, H, W, 3) with their neighbours' colours, earlier first: (B, FRAMES, channels, H, W)."""
    frames = clips.permute(0, 1, 4, 2, 3)
    return torch.cat([frames.roll(-k, 1) for k in range(-neighbours, neighbours + 1)], 2)


def smooth(frames: Tensor, scale: int) -> Tensor:
    """Frames (N, 3, H, W) enlarged without knowing anything: straight lines between neighbouring pixels."""
    return F.interpolate(frames, scale_factor=scale, mode="bilinear", align_corners=False)


class Decoder(nn.Module):
    """What is added to the smoothly enlarged frame: a few small convolutions, then pixels dealt out to their places."""

    def __init__(self, s: DecoderSettings) -> None:
        super().__init__()
        self.s = s

        def layer(wide: int, out: int) -> nn.Conv2d:
            return nn.Conv2d(wide, out, 3, padding=1, padding_mode="replicate")

        self.first = layer(s.channels, s.width)
        self.middle = nn.ModuleList(layer(s.width, s.width) for _ in range(s.depth))
        self.last = layer(s.width, 3 * s.scale**2)
        nn.init.zeros_(self.last.weight)
        nn.init.zeros_(self.last.bias)

    def paint(self, frames: Tensor) -> Tensor:
        """Frames with neighbours (N, channels, H, W) -> pictures (N, 3, H x scale, W x scale)."""
        s = self.s
        x = F.relu(self.first(frames))
        for layer in self.middle:
            x = x + F.relu(layer(x))
        frame = frames[:, 3 * s.neighbours : 3 * s.neighbours + 3]
        return smooth(frame, s.scale) + F.pixel_shuffle(self.last(x), s.scale)

    def forward(self, clips: Tensor) -> Tensor:
        """Drafts (B, FRAMES, SIDE, SIDE, 3) -> clips (B, FRAMES, SIDE x scale, SIDE x scale, 3)."""
        frames = with_neighbours(clips, self.s.neighbours)
        pictures = self.paint(frames.flatten(0, 1))
        return pictures.unflatten(0, frames.shape[:2]).permute(0, 1, 3, 4, 2)


def decode(decoder: Decoder, clips: np.ndarray) -> np.ndarray:
    """`Decoder.forward` for arrays, clip by clip."""
    with torch.inference_mode():
        return np.concatenate([decoder(torch.from_numpy(clip[None])).numpy() for clip in clips])


def enlarged(clips: np.ndarray, scale: int = DecoderSettings.scale) -> np.ndarray:
    """Drafts smoothly enlarged, frame by frame: what the decoder has to beat."""
    frames = torch.from_numpy(clips).flatten(0, 1).permute(0, 3, 1, 2)
    return smooth(frames, scale).permute(0, 2, 3, 1).unflatten(0, clips.shape[:2]).numpy()
