"""Words: what this site does not say, from language.yml; no outlet is called wrong unless its page was read whole."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from explainer.check.prose import QUOTED, TRANSLATED, sentences
from explainer.check.report import excerpt, on, settings
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield sentences that use what is to be avoided, in text and front matter."""
    publishers = _publishers(data)
    for page in site:
        told = [*_texts(page)]
        names = {match[0] for match in publishers.finditer("\n".join(text for _, text in told))}
        for line, text in told:
            for message, remedy in complaints(text, page.language):
                yield on(page, line, message, remedy)
            here = publishers.finditer(text) if any(name in text for name in names) else ()
            for name in {match[0] for match in here}:
                yield from _outlet(page, line, text, name, data)


def complaints(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield message and remedy for every turn of phrase in a text that this site does not use."""
    for rule, pattern in _never(language):
        for match in pattern.finditer(text):
            if not _allowed(rule.get("allow", ()), text, match, language):
                yield f"“{match[0]}”: {rule['message']} ({excerpt(text)})", rule["remedy"]


@cache
def _never(language: str) -> list[tuple[dict, re.Pattern[str]]]:
    return [(rule, re.compile(rule["pattern"], re.IGNORECASE)) for rule in settings("language")["never"][language]]


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    for key in ("title", "description"):
        if key in page.lines:
            yield page.lines[key], getattr(page.front, key)
    for block in page.tree.blocks:
        for option in ("alt", "speaker"):
            if option in block.lines and isinstance(block.options.get(option), str):
                yield block.lines[option], block.options[option]
    for unit in page.tree.prose():
        for sentence in sentences(unit):
            yield sentence.line, sentence.words


def _allowed(reasons: Sequence[str], text: str, match: re.Match[str], language: str) -> bool:
    """May what a rule matched stand all the same, for one of the reasons that the rule accepts?"""
    words = settings("language")
    marked = [*QUOTED.finditer(text), *TRANSLATED.finditer(text)] if "quotation" in reasons else ()
    if any(mark.start() <= match.start() and match.end() <= mark.end() for mark in marked):
        return True
    if "question" in reasons and text.rstrip('”"» ').endswith("?"):
        return True
    if "denial" in reasons and re.search(words["denial"], text[: match.start()], re.IGNORECASE):
        return True
    return "own-words" in reasons and bool(re.search(words["own_words"][language], text, re.IGNORECASE))


def _outlet(page: Page, line: int, text: str, name: str, data: Reading) -> Iterator[Finding]:
    wrong = (pattern.replace("{name}", re.escape(name)) for pattern in settings("language")["wrong"])
    read_whole = any(s.publisher == name and s.read == "original" for s in data.records.sources.values())
    if not read_whole and any(re.search(pattern, text, re.IGNORECASE) for pattern in wrong):
        message = f"the sentence calls {name} wrong, whose page was not read whole ({excerpt(text)})"
        remedy = "Write “several news pages”, or read the page itself and record it with `read: original`."
        yield on(page, line, message, remedy)


def _publishers(data: Reading) -> re.Pattern[str]:
    # The longest first, so that "The Echo Weekly" is not taken for "The Echo".
    names = sorted({s.publisher for s in data.records.sources.values()}, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)" if names else r"(?!)")
