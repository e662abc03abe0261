"""Small helpers that all checks share when they word a finding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from explainer.finding import Finding
from explainer.pages.page import Page


def on(page: Page, line: int, message: str, remedy: str) -> Finding:
    """A finding on a page."""
    return Finding(page.shown, line, message, remedy)


def excerpt(text: str, length: int = 70) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"


def texts(value: Any, loc: tuple[int | str, ...] = ()) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Yield every text in a record with its path of keys and positions."""
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*loc, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, (*loc, index))
