"""``[@key]`` and ``[@key1; @key2]``: marks that the footnotes of the page are numbered from."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.inlinepatterns import InlineProcessor

from explainer.markdown.mistakes import refuse, unknown
from explainer.records import records

# The blank before a citation belongs to the source text, not to the page: the number stands at its word.
PATTERN = r" ?\[(@[\w.-]+(?:\s*;\s*@[\w.-]+)*)\]"
ATTRIBUTE = "data-cite"


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
            PageError: a key has no source, and the edition is built strictly.
        """
        sources = records().sources
        keys = re.findall(r"@([\w.-]+)", m.group(1))
        element = mark(key for key in keys if key in sources)
        for key in keys:
            if key in sources:
                continue
            refuse(unknown("source", key, sources, "Otherwise add it to data/sources.yml."), strict=self.strict)
            etree.SubElement(element, "mark").text = f"@{key}?"
        return element, m.start(0), m.end(0)
