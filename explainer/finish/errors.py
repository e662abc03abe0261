"""The one error that finishing raises."""

from __future__ import annotations


class FinishError(Exception):
    """The built site cannot be published as it is; the text names file, place and remedy.

    `path` is relative to the site's folder; `line` counts from 1 and is None where the whole file is meant.
    """

    def __init__(self, path: str, message: str, remedy: str, *, line: int | None = None, snippet: str = "") -> None:
        self.path, self.message, self.remedy, self.line, self.snippet = path, message, remedy, line, snippet
        place = f"{path}:{line}" if line else path
        shown = f"\n    {_short(snippet)}" if snippet else ""
        super().__init__(f"{place}: {message}{shown}\n    Remedy: {remedy}")


def _short(snippet: str, length: int = 160) -> str:
    one_line = " ".join(snippet.split())
    return one_line if len(one_line) <= length else one_line[: length - 1] + "…"
