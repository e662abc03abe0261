"""On a page in another language, what stands between “ ” is quoted in English, and browsers are told so."""

import re

from markdown.treeprocessors import Treeprocessor

from explainer.editions import LANGUAGES
from explainer.markdown.html import Element

QUOTED = re.compile("(“[^“”]*”)")
# What holds no other elements.
CLOSED = frozenset(["code", "option", "pre", "svg", "title"])


class QuotationTreeprocessor(Treeprocessor):
    """Runs after inline parsing; a quotation is one run of text."""

    def run(self, root: Element) -> None:
        mark_quotations(root, self.md.lang)


def mark_quotations(parent: Element, lang: str) -> None:
    """Say the language of what `parent` quotes, on a page in `lang`."""
    if lang == LANGUAGES[0] or parent.tag in CLOSED or "lang" in parent.attrib:
        return
    for place, child in reversed([*enumerate(parent, 1)]):
        mark_quotations(child, lang)
        child.tail, parent[place:place] = _split(child.tail)
    parent.text, parent[:0] = _split(parent.text)


def _split(text: str | None) -> tuple[str | None, list[Element]]:
    if not text or "“" not in text:
        return text, []
    pieces = QUOTED.split(text)
    made = [Element("span", {"lang": LANGUAGES[0]}) for _ in pieces[1::2]]
    for quotation, words, behind in zip(made, pieces[1::2], pieces[2::2], strict=True):
        quotation.text, quotation.tail = words, behind
    return pieces[0], made
