"""Quotations: at most 25 words each; of the letter at most 200 words in the whole site and its data.

A quotation is what stands between “…” or "…", in a block quotation, or under a key `quote` in the data. It is one of
the letter if its sentence (in a list item, table row, caption or block quotation: the whole of it) cites a copy of the
letter, or if its record names one; in the title of a claim, if the claim's first citation does. A passage that is quoted again, whole or in part and in whichever language of the
site, counts once; our own translations, between «…», do not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from explainer.check.data import Data, texts
from explainer.check.page import CITATION, Page
from explainer.check.prose import count_words, even, quotations, quoted, sentences, unmark
from explainer.check.report import excerpt
from explainer.check.site import Site
from explainer.check.statements import WHOLE
from explainer.finding import Finding

EACH = 25
LETTER_WORDS = 200
UNREAD = ("title", "publisher", "url", "archive_url", "seen", "forms")


@dataclass(frozen=True)
class Quotation:
    """A quotation and where it stands; `letter` if it is of the letter."""

    path: str
    line: int
    text: str
    letter: bool


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield quotations that are too long, and those with which the letter's words run over."""
    found = [*_in_pages(site, data), *_in_data(data)]
    for quotation in found:
        length = count_words(quotation.text)
        if length > EACH:
            yield Finding(
                quotation.path,
                quotation.line,
                f"a quotation of {length} words: “{excerpt(quotation.text)}”",
                f"Quote at most {EACH} words; tell the rest in words of our own.",
            )
    yield from _letter([quotation for quotation in found if quotation.letter])


def letter_words(site: Site, data: Data) -> int:
    """Return how many words of the letter the whole site quotes."""
    passages = [quotation for quotation in (*_in_pages(site, data), *_in_data(data)) if quotation.letter]
    return sum(count_words(quotation.text) for quotation in _unique(passages))


def _letter(passages: list[Quotation]) -> Iterator[Finding]:
    unique = _unique(passages)
    total = sum(count_words(quotation.text) for quotation in unique)
    if total <= LETTER_WORDS:
        return
    so_far = 0
    for quotation in sorted(unique, key=lambda q: (q.path, q.line)):
        so_far += count_words(quotation.text)
        if so_far > LETTER_WORDS:
            yield Finding(
                quotation.path,
                quotation.line,
                f"the site and its data quote {total} words of the letter; {LETTER_WORDS} are the limit, passed here: "
                f"“{excerpt(quotation.text)}”",
                "Tell this passage, or another one, in words of our own.",
            )
            return


def _unique(passages: list[Quotation]) -> list[Quotation]:
    kept: list[tuple[str, Quotation]] = []
    for quotation in sorted(passages, key=lambda q: (-len(even(q.text)), q.path, q.line)):
        text = f" {even(quotation.text)} "
        if not any(text in longer for longer, _ in kept):
            kept.append((text, quotation))
    return [quotation for _, quotation in kept]


def _copies(data: Data) -> frozenset[str]:
    return frozenset(key for key, source in data.sources.items() if source.get("holds_letter"))


def _in_pages(site: Site, data: Data) -> Iterator[Quotation]:
    copies = _copies(data)
    for page in site:
        yield from _in_page(page, copies)


def _in_page(page: Page, copies: frozenset[str]) -> Iterator[Quotation]:
    for unit in page.units:
        cited = frozenset(re.findall(r"@([\w.-]+)", " ".join(m[1] for m in CITATION.finditer(unit.text))))
        if unit.kind == "quote":
            yield Quotation(page.shown, unit.line, CITATION.sub("", unmark(unit.text)[0]), bool(cited & copies))
            continue
        for sentence in sentences(unit):
            keys = cited if unit.kind in WHOLE else frozenset(sentence.keys)
            if unit.kind == "heading" and unit.blocks[-1:] == ("claim",):
                keys = frozenset(key for citation in page.cited_in(unit.line, "claim")[:1] for key in citation.keys)
            for match in quotations(sentence.text):
                yield Quotation(page.shown, sentence.line, quoted(match), bool(keys & copies))


def _in_data(data: Data) -> Iterator[Quotation]:
    copies = _copies(data)
    for kind in ("sources", "facts", "models", "glossary", "disagreements", "myths", "letter", "corrections"):
        for key, record in getattr(data, kind).items():
            letter = bool(copies & {key, *(text for loc, text in texts(record) if "sources" in loc)})
            for loc, text in texts(record):
                if loc[0] in UNREAD:
                    continue
                passages = [text] if "quote" in loc else [quoted(match) for match in quotations(text)]
                for passage in passages:
                    yield Quotation(f"data/{kind}.yml", data.line(kind, key, *loc), passage, letter)
