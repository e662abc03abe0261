"""Muon in full precision: momentum whose matrices are made orthogonal before each step.

PyTorch's own works in bf16 inside, which is twenty times slower on a processor without units for it.
The method is Keller Jordan's (2024), with his coefficients for the Newton-Schulz iteration.
"""

from __future__ import annotations

import torch
from torch import Tensor

QUINTIC = (3.4445, -4.7750, 2.0315)


def orthogonal(matrix: Tensor, rounds: int = 5) -> Tensor:
    """Nearly the closest matrix with all singular values alike."""
    x = matrix / (matrix.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    a, b, c = QUINTIC
    for _ in range(rounds):
        square = x @ x.T
        x = a * x + (b * square + c * square @ square) @ x
    return x.T if tall else x


class Muon(torch.optim.Optimizer):
    """For the matrices inside a network, and kernels taken as matrices; everything else has Adam."""

    def __init__(self, parameters: list[Tensor], lr: float, momentum: float, weight_decay: float = 0.0) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        """One step with the gradients that are there."""
        for group in self.param_groups:
            for p in group["params"]:
                memory = self.state[p].setdefault("memory", torch.zeros_like(p))
                memory.lerp_(p.grad, 1 - group["momentum"])
                ahead = p.grad.lerp(memory, group["momentum"])
                p.mul_(1 - group["lr"] * group["weight_decay"])
                ahead = ahead.flatten(1)
                longer = max(1.0, ahead.shape[0] / ahead.shape[1]) ** 0.5
                p.add_(orthogonal(ahead).view_as(p), alpha=-group["lr"] * longer)
