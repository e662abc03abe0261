"""``[@key]`` and ``[@key1; @key2]``: marks that the footnotes of the page are numbered from."""

import re
from collections.abc import Sequence

from markdown.inlinepatterns import InlineProcessor

from explainer.markdown.html import Element, add, element
from explainer.markdown.mistakes import refuse, unknown
from explainer.records import records

CITATION = re.compile(r"\[(@[\w.-]+(?:\s*;\s*@[\w.-]+)*)\]")
"""One citation, as it is written."""
ATTRIBUTE = "data-cite"


def cited(citation: str) -> list[str]:
    """The keys that a citation names."""
    return re.findall(r"@([\w.-]+)", citation)


def mark(keys: Sequence[str]) -> Element | None:
    """A ``<sup>`` that the footnotes of the page will number: one mark for each of ``keys``; nothing where there is none."""
    return element("sup", *(element("a", **{ATTRIBUTE: key}) for key in keys), class_="cite") if keys else None


class CitationProcessor(InlineProcessor):
    """Turns a citation into one ``<sup>`` that holds a mark for each key."""

    def __init__(self, md, *, lang: str, strict: bool) -> None:
        # The blank before a citation belongs to the source text, not to the page: the number stands at its word.
        super().__init__(" ?" + CITATION.pattern, md)
        self.lang, self.strict = lang, strict

    def handleMatch(self, m: re.Match[str], data: str):
        """Return the ``<sup>`` and the span of the match.

        Raises:
            PageError: a key has no source, and the edition is built strictly.
        """
        sources, keys = records().sources, cited(m[1])
        element = mark(keys)
        for made, key in zip([*element], keys, strict=True):
            if key not in sources:
                refuse(unknown("source", key, sources, "Otherwise add it to data/sources.yml."), strict=self.strict)
                element.remove(made)
                add(element, "mark", f"@{key}?")
        return element, m.start(0), m.end(0)
