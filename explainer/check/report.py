"""Small helpers that all checks share when they word a finding."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.records import yamlfile


def on(page: Page, line: int, message: str, remedy: str) -> Finding:
    """A finding on a page."""
    return Finding(page.shown, line, message, remedy)


def excerpt(text: str, length: int = 70) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1].rsplit(" ", 1)[0] + " …"


@cache
def settings(name: str) -> dict[str, Any]:
    """Return what a YAML file beside this one holds."""
    return yamlfile.load(Path(__file__).with_name(f"{name}.yml"))


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
