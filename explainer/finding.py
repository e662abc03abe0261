"""One thing that is wrong, where it stands, and what to do about it; and how messages name what is allowed."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

Fault = tuple[int, str, str]  # a mistake in a file that is known: the line, the message, the remedy


class Finding(NamedTuple):
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

    def annotation(self) -> str:
        """The finding in the form that makes GitHub show it at its line of a pull request."""
        text = f"{self.message}\nRemedy: {self.remedy}".replace("%", "%25").replace("\n", "%0A")
        path = self.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        return f"::error file={path},line={self.line}::{text}"


class Unusable(Exception):
    """Something that nothing goes on without is wrong: a setting, a template, the data. Findings or a sentence say what."""

    def __str__(self) -> str:
        return "\n".join(map(str, self.args))


def nearest(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean `x`? " with a space after it, or nothing where no known word is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.5 if len(word) < 5 else 0.6)
    return f"Did you mean `{near[0]}`? " if near else ""


def meant(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "Did you mean `x`? Otherwise …", or the other advice alone where no known word is near."""
    near = nearest(word, known)
    return f"{near}Otherwise {otherwise}" if near else otherwise[:1].upper() + otherwise[1:]


def absent(key: str, known: Iterable[str], what: str, file: str) -> tuple[str, str]:
    """Return message and remedy where a record of a data file is named and not there."""
    remedy = meant(key, known, f"add a {'variant' if what == 'variant' else 'record'} `{key}` to data/{file}.yml.")
    return f"there is no {what}{' ' * bool(what)}`{key}` in data/{file}.yml", remedy


def listed(words: Iterable[str]) -> str:
    """Return the words in code marks, separated by commas."""
    return ", ".join(f"`{word}`" for word in words)
