"""The statement check: a date, time, amount, count or quotation needs a source.

Where the source has to stand:

- in a paragraph: in the same sentence, or right after its full stop;
- in a list item, table row, caption, definition or block quotation: anywhere in it; a paragraph's last sentence
  that ends in a colon is covered by the cited list, table or quotation that follows;
- the title of a claim: anywhere in the claim;
- headings, table heads, answer boxes and the paragraphs of the home page need none where all their
  figures stand in cited text of the same page (for headings and answer boxes: below them); the same holds for "what we
  do not know". What a timeline or the facts of a model show counts as cited text;
- "the 217 clips", with an article, may remind of a figure that is cited elsewhere on the page.

Names from the data and from `language.yml` ("Mochi 1") are no figures, and a small count after an article ("the four
models") or one that announces its own list ("Two traps: …") needs no source. `next` boxes, code and the pages about
this site itself are left out. `<!-- uncited: reason -->` on the line before excuses the paragraph, item or row that follows;
at the end of a sentence it excuses that sentence. (In a list it stands at the end: a line of its own would split the list.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from explainer.check.data import Data, texts
from explainer.check.page import CITATION, Comment, Page, Unit
from explainer.check.prose import Sentence, count_words, even, quotations, quoted, sentences
from explainer.check.report import excerpt, on
from explainer.check.site import Site
from explainer.finding import Finding
from explainer.records import yamlfile

ABOUT_ITSELF = ("about.md", "about/accessibility.md", "contribute.md", "sources.md")
EXCEPTIONS = 20
SMALL = 12
WHOLE = ("item", "row", "caption", "definition", "quote")
ECHOES = ("heading", "header")


@dataclass(frozen=True)
class Claim:
    """A date, time, amount, count or quotation: as written, and as compared (several marks for a date)."""

    text: str
    marks: frozenset[str]
    start: int
    kind: str = "number"


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield every sentence that states something without a source, and what is wrong with the exceptions."""
    names = Names.of(data)
    excused: list[tuple[Page, Comment]] = []
    for page in site:
        found = _Page(page, data, names)
        if page.name not in ABOUT_ITSELF:
            yield from found.findings()
        for comment in page.comments:
            if comment.text.startswith("uncited:"):
                excused.append((page, comment))
                if count_words(comment.text.removeprefix("uncited:")) < 2:
                    yield on(
                        page,
                        comment.line,
                        "an exception without a reason",
                        "Write `<!-- uncited: why no source is needed -->`.",
                    )
                elif comment not in found.used:
                    yield on(
                        page,
                        comment.line,
                        "an exception that excuses nothing",
                        "Remove it: the sentence has its source or needs none.",
                    )
    for page, comment in excused[EXCEPTIONS:]:
        yield on(
            page,
            comment.line,
            f"more than {EXCEPTIONS} exceptions in the whole site ({len(excused)})",
            "Cite a source here, or remove another exception.",
        )


class Names:
    """Names that hold figures or are quoted, such as "Mochi 1", "Apache-2.0" and the titles of sources."""

    def __init__(self, names: Iterable[str]) -> None:
        whole = sorted({name.strip() for name in names if name and name.strip()}, key=len, reverse=True)
        self.titles = [f" {even(name)} " for name in whole]
        figures = [name for name in whole if re.search(r"\d", name) and not re.fullmatch(r"[\d\W]+", name)]
        self.pattern = re.compile(
            r"(?<!\w)(?:"
            + "|".join([*(re.escape(name) for name in figures), r"[A-Z][A-Za-z]*-?[A-Z]*\d[\w.]*(?:-[\w.]*\w)?"])
            + r")(?!\w)"
        )

    @classmethod
    def of(cls, data: Data) -> Names:
        """Return the names in the records and in language.yml."""
        names: list[str] = list(_settings("language")["names"])
        for source in data.sources.values():
            names += [str(source.get(key, "")) for key in ("title", "publisher")]
        for model in data.models.values():
            names += [text for loc, text in texts(model) if loc[-1] in ("name", "letter_name", "id")]
        for term in data.glossary.values():
            names += [text for _, text in texts(term.get("term"))]
        return cls(names)

    def mask(self, text: str) -> str:
        """Return the text with every name blanked."""
        return self.pattern.sub(lambda m: "§" * len(m[0]), text)

    def quoted(self, words: str) -> bool:
        """Is this quotation a name or title, or four words or more out of one?"""
        text = f" {even(words)} "
        return text in self.titles or (count_words(words) > 3 and any(text in title for title in self.titles))


class _Page:
    """The claims of one page and the text that is cited on it."""

    def __init__(self, page: Page, data: Data, names: Names) -> None:
        self.page, self.data, self.names = page, data, names
        self.used: set[Comment] = set()

    def findings(self) -> Iterator[Finding]:
        units = self.page.units
        for position, unit in enumerate(units):
            if "next" in unit.blocks:
                continue
            for sentence in sentences(unit):
                if self._cited(position, sentence):
                    continue
                bare = [
                    claim
                    for claim in claims(sentence.words, self.page.language, self.names)
                    if not self._told(unit, sentence, claim)
                ]
                if bare and not self._excused(unit, sentence):
                    yield on(
                        self.page,
                        sentence.line,
                        f"no source for {', '.join(f'“{claim.text}”' for claim in bare)} in: {excerpt(sentence.words)}",
                        "Cite the source in this sentence, as in `[@key]`; if none is needed, say why right after it: "
                        f"`<!-- uncited: reason -->` (at most {EXCEPTIONS} in the whole site).",
                    )

    def _cited(self, position: int, sentence: Sentence) -> bool:
        unit = self.page.units[position]
        if sentence.keys or (unit.kind in WHOLE and CITATION.search(unit.text)):
            return True
        if unit.kind == "heading" and unit.blocks[-1:] == ("claim",) and self.page.cited_in(unit.line, "claim"):
            return True
        leads = sentence.text.endswith(":") and sentence.end >= len(unit.text.rstrip())
        return leads and self._list_cited(position + 1)

    def _list_cited(self, position: int) -> bool:
        """Does a list, table or quotation start here, and does its first entry have a source?"""
        for unit in self.page.units[position:]:
            if unit.kind != "header":
                return unit.kind in WHOLE and bool(CITATION.search(unit.text))
        return False

    def _told(self, unit: Unit, sentence: Sentence, claim: Claim) -> bool:
        if unit.kind in ECHOES or "answer" in unit.blocks:
            if unit.kind in ECHOES and claim.kind == "count":
                return True
            return any(claim.marks <= marks for line, marks in self._cited_marks if line > unit.line)
        if "unknown" in unit.blocks or self.page.home or claim.kind == "reminder":
            return any(claim.marks <= marks for _, marks in self._cited_marks)
        return False

    def _excused(self, unit: Unit, sentence: Sentence) -> bool:
        for comment in self.page.comments:
            if comment.text.startswith("uncited:") and self._covers(comment, unit, sentence):
                self.used.add(comment)
                return True
        return False

    def _covers(self, comment: Comment, unit: Unit, sentence: Sentence) -> bool:
        alone = not any(self.page.rows[line - 1].strip() for line in (comment.line, comment.last_line))
        if alone:
            return comment.last_line == unit.line - 1
        if unit.kind in ("row", "header", "caption"):
            return comment.line == unit.line
        end, later = unit.offset_at(sentence.end - 1), [s for s in sentences(unit) if s.start > sentence.start]
        if later:
            return end < comment.start < unit.offset_at(later[0].start)
        return end < comment.start and comment.line <= unit.line_at(len(unit.text))

    @cached_property
    def _cited_marks(self) -> list[tuple[int, frozenset[str]]]:
        """For every cited sentence, item or data block: its line and all its marks."""
        found = []
        for unit in self.page.units:
            whole = unit.kind in WHOLE and CITATION.search(unit.text)
            for sentence in sentences(unit):
                if whole or sentence.keys:
                    found.append((sentence.line, self._marks(sentence.words)))
        for block in self.page.blocks:
            shown: list[str] = []
            if block.name == "timeline" and isinstance(block.options.get("events"), list):
                facts = [self.data.facts.get(event, {}) for event in block.options["events"]]
                shown = [text for fact in facts for _, text in texts([fact.get("event"), fact.get("forms")])]
            elif block.name == "hero":
                fact = self.data.facts.get(str(block.options.get("event")), {})
                shown = [text for _, text in texts([fact.get("event"), fact.get("forms")])]
            elif block.name == "model":
                shown = [text for _, text in texts(self.data.models.get(block.argument or ""))]
            # "2024-11-26T13:30Z" holds a date and a time; readers see both.
            found.extend((block.line, self._marks(re.sub(r"(?<=\d)T(\d\d:\d\d)Z", r" \1", text))) for text in shown)
        return found

    def _marks(self, text: str) -> frozenset[str]:
        # The figures in a quotation are told as well.
        pieces = [text, *(quoted(match) for match in quotations(text))]
        return frozenset(
            mark for piece in pieces for claim in claims(piece, self.page.language, self.names) for mark in claim.marks
        )


def claims(text: str, language: str, names: Names) -> list[Claim]:
    """Return what in a sentence (without markup and citations) needs a source, in reading order."""
    vocabulary = _Vocabulary.of(language)
    found: list[Claim] = []
    for match in quotations(text):
        words = quoted(match)
        if count_words(words) > 1 and not names.quoted(words):
            found.append(Claim(words, frozenset({f"“{even(words)}"}), match.start(), "quotation"))
        text = text[: match.start()] + "§" * len(match[0]) + text[match.end() :]
    rest = names.mask(text)
    for kind, pattern in vocabulary.patterns:
        for match in pattern.finditer(rest):
            claim = vocabulary.claim(kind, match, rest)
            if claim:
                found.append(claim)
        rest = pattern.sub(lambda m, kind=kind: m[0] if kind == "words" else "§" * len(m[0]), rest)
    return sorted(found, key=lambda claim: claim.start)


class _Vocabulary:
    """The patterns of one language, made from numbers.yml."""

    def __init__(self, language: str) -> None:
        self.settings: dict[str, Any] = _settings("numbers")[language]
        s = self.settings
        months = "|".join(s["months"])
        self.values: dict[str, int] = s["words"]
        number = "(?:" + "|".join(sorted(self.values, key=len, reverse=True)) + ")"
        series = rf"{number}(?:(?:[ -]| and | e )?{number})*"
        patterns = [
            (
                "date",
                rf"\b\d{{4}}-\d\d-\d\d\b|\b\d{{1,2}}°? (?:{months})(?: \d{{4}})?\b|\b(?:{months}) \d{{1,2}}(?:, \d{{4}})?\b(?!\d)|\b(?:{months}) \d{{4}}\b",
            ),
            ("date", rf"\b{s['month_before']}(?:{months})\b"),
            ("clock", r"\b\d{1,2}[:.]\d\d\b(?:\s?[ap]\.?m\b\.?)?(?![.,]\d)|\b\d{1,2}\s?[ap]\.?m\b\.?"),
            ("other", rf"\b(?:{s['weekdays']}|{s['clock']})\b"),
            ("other", rf"\b(?:{s['many']})\b|\b(?:{s['parts']})|\b(?:{s['spans']})\b"),
            ("other", rf"\b(?:{'|'.join(s['tens'])})\b"),
            ("label", rf"\b{s['labels']} \d+\b"),
            ("digits", r"[$€£]?\d(?:[\d.,:×x/]*\d)?(?:\s?%|[a-z]{1,3}\b)?"),
            (
                "words",
                rf"\b(?P<number>{series})\b(?P<after>[\s-]+[^\W\d_][\w’'-]*(?:[\s-]+[^\W\d_][\w’'-]*)?|\s?[%§])?",
            ),
            ("words", rf"\b(?P<number>{s['one']})(?P<after>[\s-]?{s['measures']})\b"),
        ]
        self.patterns = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in patterns]
        self.measure = re.compile(rf"(?:{s['measures']})\b", re.IGNORECASE)
        self.stop = re.compile(rf"(?:{s['not_after_number']})\b", re.IGNORECASE)
        self.definite = re.compile(rf"\b(?:{s['definite']}) $", re.IGNORECASE)
        self.reminder = re.compile(rf"\b(?:{s['reminders']}) $", re.IGNORECASE)

    @classmethod
    @cache
    def of(cls, language: str) -> _Vocabulary:
        return cls(language)

    def claim(self, kind: str, match: re.Match[str], text: str) -> Claim | None:
        """Return the claim that a match of one of the patterns makes, or None."""
        before = text[: match.start()]
        if kind == "label":
            return None
        if kind == "words":
            return self._count(match, before, text)
        if kind == "digits":
            reminder = self.reminder.search(before) is not None
            return Claim(match[0], frozenset({_plain(match[0])}), match.start(), "reminder" if reminder else "number")
        if kind == "date":
            return Claim(match[0], self._date(match[0]), match.start())
        if kind == "clock":
            return Claim(match[0], frozenset(re.findall(r"\d+[:.]\d\d|\d+", match[0])[:1]), match.start())
        return Claim(match[0], frozenset({even(match[0])}), match.start())

    def _count(self, match: re.Match[str], before: str, text: str) -> Claim | None:
        words = [word for word in re.split(r"[\s-]+| and | e ", match["number"].lower()) if word in self.values]
        value = self._value(words) if words else 1
        after = (match["after"] or "").strip(" -\n")
        if not after or self.stop.match(after):
            return None
        nouns = re.split(r"[\s-]+", after)
        measure = any(self.measure.match(noun) for noun in nouns)
        if value <= SMALL and not measure:
            colon = text[match.end() :].find(":")
            announces = (not before.strip() and colon >= 0) or re.match(r"[^.;]*:\s*$", text[match.end() :])
            if self.definite.search(before) or announces:
                return None
        reminds = value > SMALL and not measure and self.reminder.search(before)
        kind = "reminder" if reminds else "number" if measure or value > SMALL else "count"
        stated = match["number"] + (f" {nouns[0]}" if nouns[0] != "§" else "")
        return Claim(stated, frozenset({str(value)}), match.start(), kind)

    def _value(self, words: list[str]) -> int:
        total = part = 0
        for word in words:
            value = self.values[word]
            if value >= 1000:
                total, part = total + max(part, 1) * value, 0
            elif value == 100:
                part = max(part, 1) * 100
            else:
                part += value
        return total + part

    def _date(self, text: str) -> frozenset[str]:
        lower, marks = text.lower(), set()
        if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", lower):
            return frozenset({iso[1], f"{int(iso[3])}.{int(iso[2])}", f"month {int(iso[2])}"})
        month = next(i for i, name in enumerate(self.settings["months"], 1) if re.search(rf"\b{name}\b", lower))
        marks.add(f"month {month}")
        for digits in re.findall(r"\d+", lower):
            marks.add(digits if len(digits) == 4 else f"{int(digits)}.{month}")
        return frozenset(marks)


def _plain(text: str) -> str:
    """Return a number as it is compared: "1,000" and "1.000" are the same, "$150" and "150" too."""
    digits = re.sub(r"[^\d.,:×x/]", "", text.lower())
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", digits)


@cache
def _settings(name: str) -> dict[str, Any]:
    return yamlfile.load(Path(__file__).parent / f"{name}.yml", f"explainer/check/{name}.yml")
