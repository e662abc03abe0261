"""Work that goes on in another process meanwhile."""

import os
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")


def beside(work: Callable[[], T]) -> Callable[[], T]:
    """Begin some work in another process; the answer waits for what comes of it, and does it here where that fails."""
    if not hasattr(os, "fork"):
        return work
    end, other = get_context("fork").Pipe(duplex=False)

    def send() -> None:
        with suppress(Exception):
            other.send(work())

    def wait() -> T:
        try:
            return end.recv()
        except EOFError:
            return work()

    get_context("fork").Process(target=send).start()
    other.close()
    return wait
