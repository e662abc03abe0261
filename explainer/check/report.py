"""Small helpers that all checks share when they word a finding."""

from __future__ import annotations

from explainer.check.page import Page
from explainer.finding import Finding, listed, nearest

__all__ = ["excerpt", "listed", "nearest", "on"]


def on(page: Page, line: int, message: str, remedy: str) -> Finding:
    """A finding on a page."""
    return Finding(page.shown, line, message, remedy)


def excerpt(text: str, length: int = 70) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"
