"""``[@key]`` and ``[@key1; @key2]``: a mark for each key, which the footnotes of the page number and shape."""

import re
from collections.abc import Sequence

from markdown.inlinepatterns import InlineProcessor

from explainer.markdown.html import Element, add, element
from explainer.records import records

CITATION = re.compile(r"\[(@[\w.-]+(?:\s*;\s*@[\w.-]+)*)\]")  # one citation, as it is written
ATTRIBUTE = "data-cite"


def cited(text: str) -> list[str]:
    """The keys that a text cites, in its order."""
    return [key for citation in CITATION.findall(text) for key in re.findall(r"@([\w.-]+)", citation)]


def mark(keys: Sequence[str]) -> Element | None:
    """A ``<sup>`` with a mark for each of ``keys``; nothing where there is none."""
    return element("sup", *(element("a", **{ATTRIBUTE: key}) for key in keys), class_="cite") if keys else None


class CitationProcessor(InlineProcessor):
    """Turns a citation into one ``<sup>`` with its marks."""

    def __init__(self, md) -> None:
        # The blank before a citation belongs to the source text, not to the page: the number stands at its word.
        super().__init__(" ?" + CITATION.pattern, md)

    def handleMatch(self, m: re.Match[str], data: str):
        sources, keys = records().sources, cited(m[0])
        known = [key for key in keys if key in sources]
        made = mark(known) if known else element("sup", class_="cite")
        for key in (key for key in keys if key not in sources):
            add(made, "mark", f"@{key}?")
        return made, m.start(0), m.end(0)
