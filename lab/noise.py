"""Random numbers from integers, so that Python and the page draw the same noise from a seed.

The page's copy is `overrides/assets/js/frontend/noise.js`; a test compares the two.
"""

from __future__ import annotations

import numpy as np

GOLDEN = 0x9E3779B9


def mix(value: np.ndarray) -> np.ndarray:
    """Scramble 32-bit integers: multiply, shift, repeat; every input gives another output."""
    value = value.astype(np.uint32)
    with np.errstate(over="ignore"):
        value = (value ^ (value >> np.uint32(16))) * np.uint32(0x7FEB352D)
        value = (value ^ (value >> np.uint32(15))) * np.uint32(0x846CA68B)
    return value ^ (value >> np.uint32(16))


def uniform(seed: int, count: int) -> np.ndarray:
    """`count` numbers strictly between 0 and 1 (float64) for a seed of 0 to 2**32 - 1."""
    start = mix(np.array([seed & 0xFFFFFFFF], np.uint32))
    with np.errstate(over="ignore"):
        counter = start + np.arange(1, count + 1, dtype=np.uint32) * np.uint32(GOLDEN)
    return (mix(counter).astype(np.float64) + 0.5) / 2**32


def gaussian(seed: int, count: int) -> np.ndarray:
    """`count` standard normal numbers (float32) by the Box-Muller transform; `count` is even."""
    pairs = uniform(seed, count).reshape(-1, 2)
    radius = np.sqrt(-2.0 * np.log(pairs[:, 0]))
    angle = 2.0 * np.pi * pairs[:, 1]
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1).reshape(-1).astype(np.float32)
