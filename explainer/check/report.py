"""Small helpers that all checks share when they word a finding."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from explainer.check.page import Page
from explainer.finding import Finding


def on(page: Page, line: int, message: str, remedy: str) -> Finding:
    """A finding on a page."""
    return Finding(page.shown, line, message, remedy)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean `x`? " with a space after it, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.5 if len(word) < 5 else 0.6)
    return f"Did you mean `{near[0]}`? " if near else ""


def listed(words: Iterable[str]) -> str:
    """Return the words in code marks, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)


def excerpt(text: str, length: int = 70) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"
