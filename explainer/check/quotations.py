"""Quotations: at most 25 words each; of the letter at most 200 words in the whole site and its data.

A quotation is what stands between “…”, "…", ‘…’, '…' or «…», in a block quotation, or under a key `quote` in the data.
It is one of the letter if its sentence (in a list item, table row, caption or block quotation: the whole of it) cites a
copy of the letter, or if its record names one; in the title of a claim, if the claim's first citation does. A passage
that is quoted again, whole or in part and in whichever language of the site, counts once; our own translations, between
«…», are no words of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.check.prose import (
    CITATION,
    COMMENT,
    SINGLE,
    TRANSLATED,
    WHOLE,
    count_words,
    even,
    keys_of,
    quotations,
    quoted,
    sentences,
)
from explainer.check.report import excerpt, on, texts
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.pages.tree import Unit
from explainer.records import Reading

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


def check(site: Site, data: Reading) -> Iterator[Finding]:
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
    for page in site:
        yield from _open(page)
    yield from _letter([quotation for quotation in found if quotation.letter])


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


def _copies(data: Reading) -> frozenset[str]:
    return frozenset(key for key, source in data.records.sources.items() if source.holds_letter)


def _in_pages(site: Site, data: Reading) -> Iterator[Quotation]:
    copies = _copies(data)
    for page in site:
        for unit in page.tree.prose():
            yield from _in_unit(page, unit, copies)


def _in_unit(page: Page, unit: Unit, copies: frozenset[str]) -> Iterator[Quotation]:
    text = COMMENT.sub("", unit.text)
    cited = keys_of(text)
    if unit.kind == "quote":
        yield Quotation(page.shown, unit.line, CITATION.sub("", text), bool(cited & copies))
        return
    for sentence in sentences(unit):
        keys = cited if unit.kind in WHOLE else frozenset(sentence.keys)
        if unit.kind == "heading" and unit.inside("claim"):
            first = next((c for c in page.tree.citations if unit.blocks[-1] in c.blocks), None)
            keys = frozenset(first.keys if first else ())
        for match in quotations(sentence.text):
            yield Quotation(page.shown, sentence.line, quoted(match), bool(keys & copies))
        for pattern in (SINGLE, TRANSLATED):
            for match in pattern.finditer(sentence.text):
                yield Quotation(page.shown, sentence.line, quoted(match), False)


def _open(page: Page) -> Iterator[Finding]:
    """Quotations that go on in the next paragraph: nobody could count them."""
    for unit in page.tree.prose():
        for opening, closing in (("“", "”"), ("«", "»")):
            if unit.text.count(opening) != unit.text.count(closing):
                position = max(unit.text.rfind(opening), unit.text.rfind(closing))
                message = f"`{unit.text[position]}` has no partner in this paragraph: “{excerpt(unit.text[position:])}”"
                remedy = f"Open and close each quotation in the same paragraph: `{opening}…{closing}`."
                yield on(page, unit.line_at(position), message, remedy)


def _in_data(data: Reading) -> Iterator[Quotation]:
    copies = _copies(data)
    for kind in ("sources", "facts", "models", "glossary", "disagreements", "myths", "letter", "corrections"):
        for key, record in getattr(data.records, kind).items():
            letter = bool(copies & {key, *(text for loc, text in texts(record) if "sources" in loc)})
            for loc, text in texts(record):
                if loc[0] in UNREAD:
                    continue
                passages = [text] if "quote" in loc else [quoted(match) for match in quotations(text)]
                for passage in passages:
                    yield Quotation(f"data/{kind}.yml", data.line(kind, key, *loc), passage, letter)
