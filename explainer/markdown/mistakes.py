"""What happens when a page asks for what is not there: a strict build stops, any other marks the place."""

import logging
from collections.abc import Collection

from explainer.finding import nearest

log = logging.getLogger("mkdocs.explainer")


class PageError(ValueError):
    """A page asks for what is not there; the message says what is wrong and what to write."""


def refuse(message: str, *, strict: bool) -> None:
    """Stop a strict build with `message`; otherwise leave it in the log, for the caller marks the place.

    Raises:
        PageError: the edition is built strictly.
    """
    if strict:
        raise PageError(message)
    log.warning("%s", message)


def unknown(what: str, key: str, known: Collection[str], otherwise: str) -> str:
    """The message for a key that is not among `known`, with the nearest known one."""
    return f"there is no {what} `{key}`. {nearest(key, known)}{otherwise}"
