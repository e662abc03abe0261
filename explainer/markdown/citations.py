"""``[@key]`` and ``[@key1; @key2]``: marks that the footnotes of the page are numbered from."""

from __future__ import annotations

import difflib
import logging
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.inlinepatterns import InlineProcessor

from explainer.records import records

# The blank before a citation belongs to the source text, not to the page: the number stands at its word.
PATTERN = r" ?\[(@[\w.-]+(?:\s*;\s*@[\w.-]+)*)\]"
ATTRIBUTE = "data-cite"
log = logging.getLogger("mkdocs.explainer")


class UnknownKeyError(KeyError):
    """A key that no record has; the message names it and the nearest known one."""

    def __str__(self) -> str:
        return str(self.args[0])


def unknown_key(kind: str, key: str, known) -> UnknownKeyError:
    """The error for a key that is not among ``known``, with the nearest known one."""
    nearest = difflib.get_close_matches(key, list(known), n=1)
    hint = f" Did you mean {nearest[0]!r}?" if nearest else ""
    return UnknownKeyError(f"Unknown {kind} {key!r}.{hint} Run `make check` for file and line.")


def mark(keys: Iterable[str]) -> etree.Element:
    """A ``<sup>`` that the footnotes of the page will number: one mark for each of ``keys``."""
    element = etree.Element("sup", {"class": "cite"})
    for key in keys:
        etree.SubElement(element, "a", {ATTRIBUTE: key})
    return element


class CitationProcessor(InlineProcessor):
    """Turns a citation into one ``<sup>`` that holds a mark for each key."""

    def __init__(self, md, *, lang: str, strict: bool) -> None:
        super().__init__(PATTERN, md)
        self.lang, self.strict = lang, strict

    def handleMatch(self, m: re.Match[str], data: str):
        """Return the ``<sup>`` and the span of the match.

        Raises:
            UnknownKeyError: a key has no source, and the edition is built strictly.
        """
        sources = records().sources
        keys = re.findall(r"@([\w.-]+)", m.group(1))
        element = mark(key for key in keys if key in sources)
        for key in keys:
            if key in sources:
                continue
            error = unknown_key("source", key, sources)
            if self.strict:
                raise error
            log.warning("%s", error)
            etree.SubElement(element, "mark").text = f"@{key}?"
        return element, m.start(0), m.end(0)
