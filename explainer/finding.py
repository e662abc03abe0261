"""One thing that is wrong, where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A mistake in a data file or a page.

    `path` is shown as given (relative to the repository where possible), `line` counts from 1,
    `remedy` tells the reader what to change.
    """

    path: str
    line: int
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}\n    Remedy: {self.remedy}"
