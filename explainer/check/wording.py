"""Words: what this site does not say, from language.yml; no outlet is called wrong unless its page was read whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.prose import TRANSLATED, quotations, sentences
from explainer.check.report import excerpt, on
from explainer.check.site import Site
from explainer.finding import Finding
from explainer.records import yamlfile


@dataclass(frozen=True)
class Rule:
    """One entry of `never`."""

    pattern: re.Pattern[str]
    message: str
    remedy: str
    allow: tuple[str, ...]


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield sentences that use what is to be avoided, in text and front matter."""
    for page in site:
        for line, text in _texts(page):
            for rule in rules(page.language):
                for match in rule.pattern.finditer(text):
                    if not allowed(rule, text, match, page.language):
                        yield on(page, line, f"“{match[0]}”: {rule.message} ({excerpt(text)})", rule.remedy)
            yield from _outlets(page, line, text, data)


@cache
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language."""
    return tuple(
        Rule(re.compile(rule["pattern"], re.IGNORECASE), rule["message"], rule["remedy"], tuple(rule.get("allow", ())))
        for rule in _settings()["never"][language]
    )


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    for key in ("title", "description"):
        if key in page.front_lines:
            yield page.front_lines[key], getattr(page.front, key)
    for block in page.blocks:
        for option in ("alt", "speaker"):
            if isinstance(block.options.get(option), str):
                yield block.option_lines[option], block.options[option]
    for unit in page.units:
        for sentence in sentences(unit):
            yield sentence.line, sentence.words


def allowed(rule: Rule, text: str, match: re.Match[str], language: str) -> bool:
    """May what the rule matched stand all the same, for one of the reasons the rule accepts?"""
    settings = _settings()
    if "quotation" in rule.allow:
        marked = [*quotations(text), *TRANSLATED.finditer(text)]
        if any(mark.start() <= match.start() and match.end() <= mark.end() for mark in marked):
            return True
    if "question" in rule.allow and text.rstrip('”"» ').endswith("?"):
        return True
    if "denial" in rule.allow and re.search(settings["denial"], text[: match.start()], re.IGNORECASE):
        return True
    return "own-words" in rule.allow and bool(re.search(settings["own_words"][language], text, re.IGNORECASE))


def _outlets(page: Page, line: int, text: str, data: Data) -> Iterator[Finding]:
    for name in {match[0] for match in _publishers(data).finditer(text)}:
        if not any(
            re.search(wrong.replace("{name}", re.escape(name)), text, re.IGNORECASE) for wrong in _settings()["wrong"]
        ):
            continue
        reads = [source.get("read") for source in data.sources.values() if source.get("publisher") == name]
        if "original" not in reads:
            yield on(
                page,
                line,
                f"the sentence calls {name} wrong, whose page was not read whole ({excerpt(text)})",
                "Write “several news pages”, or read the page itself and record it with `read: original`.",
            )


@lru_cache(maxsize=2)
def _publishers(data: Data) -> re.Pattern[str]:
    names = {source["publisher"] for source in data.sources.values() if isinstance(source.get("publisher"), str)}
    # The longest first, so that "The Echo Weekly" is not taken for "The Echo".
    return _any(tuple(sorted(names, key=lambda name: (-len(name), name))))


def _any(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)" if names else r"(?!)")


@cache
def _settings() -> dict[str, Any]:
    return yamlfile.load(Path(__file__).parent / "language.yml", "explainer/check/language.yml")
