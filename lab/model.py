"""The video transformer: noisy spacetime patches, a time and a caption in, the clean clip out."""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from lab.settings import CHANNELS, CLIP_SHAPE, ModelSettings


def to_patches(clip: Tensor, s: ModelSettings) -> Tensor:
    """Cut clips (B, FRAMES, SIDE, SIDE, 3) into spacetime patches (B, tokens, patch_values)."""
    t, h, w = s.grid
    cut = clip.reshape(-1, t, s.patch_frames, h, s.patch_side, w, s.patch_side, CHANNELS)
    return cut.permute(0, 1, 3, 5, 2, 4, 6, 7).reshape(-1, s.tokens, s.patch_values)


def from_patches(patches: Tensor, s: ModelSettings) -> Tensor:
    """Put spacetime patches (B, tokens, patch_values) together again as clips."""
    t, h, w = s.grid
    cut = patches.reshape(-1, t, h, w, s.patch_frames, s.patch_side, s.patch_side, CHANNELS)
    return cut.permute(0, 1, 4, 2, 5, 3, 6, 7).reshape(-1, *CLIP_SHAPE)


def rotation_angles(s: ModelSettings) -> Tensor:
    """Angles (tokens, head_width / 2) that tell attention where a patch lies.

    Time turns in whole circles per clip, because the clips loop: the last patch is the neighbour of
    the first. Height and width turn at slower and slower rates.
    """
    pairs = s.head_width // 2
    in_time = pairs // 4
    in_space = (pairs - in_time) // 2
    t, h, w = torch.meshgrid(*(torch.arange(n, dtype=torch.float64) for n in s.grid), indexing="ij")
    turns = 2 * math.pi / s.grid[0] * torch.arange(1, in_time + 1)
    rates = 1.5 * 10 ** (-1.3 * torch.arange(in_space) / (in_space - 1))
    parts = [t.reshape(-1, 1) * turns, h.reshape(-1, 1) * rates, w.reshape(-1, 1) * rates]
    return torch.cat(parts, 1)


def time_features(t: Tensor, s: ModelSettings) -> Tensor:
    """Cosines and sines (B, 2 * time_frequencies) of the log signal-to-noise ratio at time t (B,)."""
    level = torch.log((t + 0.01) / (1.01 - t))
    rate = 0.4 * 40 ** (torch.arange(s.time_frequencies, dtype=t.dtype) / (s.time_frequencies - 1))
    angle = 0.5 * level[:, None] * rate
    return torch.cat([angle.cos(), angle.sin()], 1)


def normalise(x: Tensor) -> Tensor:
    """Divide by the root mean square over the last axis."""
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6)


class Block(nn.Module):
    """Attention over all patches of all frames, then a small network for each patch."""

    def __init__(self, s: ModelSettings) -> None:
        super().__init__()
        self.s = s
        self.qkv = nn.Linear(s.width, 3 * s.width, bias=False)
        self.out = nn.Linear(s.width, s.width, bias=False)
        self.up = nn.Linear(s.width, s.hidden, bias=False)
        self.down = nn.Linear(s.hidden, s.width, bias=False)
        self.modulation = nn.Parameter(torch.zeros(6, s.width))
        with torch.no_grad():
            self.modulation[2] = self.modulation[5] = 1.0
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.down.weight)

    def attend(self, x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """Every patch looks at every other patch."""
        s = self.s
        split = self.qkv(x).view(*x.shape[:2], 3, s.heads, s.head_width).permute(2, 0, 3, 1, 4)
        q, k, v = normalise(split[0]), normalise(split[1]), split[2]

        def turn(z: Tensor) -> Tensor:
            a, b = z.chunk(2, -1)
            return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)

        seen = F.scaled_dot_product_attention(turn(q), turn(k), v, scale=s.logit_scale)
        return self.out(seen.transpose(1, 2).reshape(x.shape))

    def forward(self, x: Tensor, shared: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
        """x (B, tokens, width), shared modulation (B, 6, width)."""
        scale1, shift1, gate1, scale2, shift2, gate2 = (shared + self.modulation)[:, :, None].unbind(1)
        x = x + gate1 * self.attend(normalise(x) * (1 + scale1) + shift1, cos, sin)
        h = normalise(x) * (1 + scale2) + shift2
        return x + gate2 * self.down(F.relu(self.up(h)).square())


class VideoTransformer(nn.Module):
    """Predicts the clean clip from a noisy one."""

    def __init__(self, s: ModelSettings, caption_rows: int) -> None:
        super().__init__()
        self.s = s
        self.patch_in = nn.Linear(s.patch_values, s.width)
        self.row_position = nn.Parameter(torch.randn(s.grid[1], s.width) * 0.02)
        self.column_position = nn.Parameter(torch.randn(s.grid[2], s.width) * 0.02)
        self.words = nn.Parameter(torch.randn(caption_rows, s.width) * 0.3)
        self.time1 = nn.Linear(2 * s.time_frequencies, s.width)
        self.time2 = nn.Linear(s.width, s.width)
        self.modulate = nn.Linear(s.width, 6 * s.width)
        self.blocks = nn.ModuleList(Block(s) for _ in range(s.depth))
        self.last_modulate = nn.Linear(s.width, 2 * s.width)
        self.patch_out = nn.Linear(s.width, s.patch_values)
        for layer in (self.modulate, self.last_modulate, self.patch_out):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)
        angles = rotation_angles(s)
        self.register_buffer("cos", angles.cos().float(), persistent=False)
        self.register_buffer("sin", angles.sin().float(), persistent=False)

    def forward(self, noisy: Tensor, t: Tensor, caption: Tensor, kept: Tensor | None = None) -> Tensor:
        """Noisy patches (B, tokens, patch_values), times (B,), caption rows (B, slots) -> clean patches.

        `kept` (n,) says which patches of the clip are handed in, when it is not all of them.
        """
        place = (self.row_position[:, None] + self.column_position).reshape(-1, self.s.width)
        place, cos, sin = place.repeat(self.s.grid[0], 1), self.cos, self.sin
        if kept is not None:
            place, cos, sin = place[kept], cos[kept], sin[kept]
        x = self.patch_in(noisy) + place
        moment = self.time2(F.silu(self.time1(time_features(t, self.s))))
        condition = F.silu(moment + self.words[caption].sum(1))
        shared = self.modulate(condition).view(-1, 6, self.s.width)
        for block in self.blocks:
            x = block(x, shared, cos, sin)
        scale, shift = self.last_modulate(condition)[:, None].chunk(2, -1)
        return self.patch_out(normalise(x) * (1 + scale) + shift)


def parameters_in(model: nn.Module) -> int:
    """Number of trained values."""
    return sum(p.numel() for p in model.parameters())
