"""Words: what this site does not say, from language.yml; no outlet is called wrong unless its page was read whole.

The texts of records are held to the same, and cite and link nothing, for blocks do that. Words that templates show exist.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial

from explainer.check.prose import QUOTED, TRANSLATED, sentences
from explainer.check.rules import Findings, Page, Reading, Site, denies, excerpt, settings, texts
from explainer.editions import LANGUAGES
from explainer.finding import Finding, absent

compiled = cache(partial(re.compile, flags=re.IGNORECASE))  # the cache of the library is too small
# What is reported there is not said by this site: the error itself, and the letter's own words.
REPORTED = frozenset({"claim", "quote", "translation", "was"})
SHOWN = re.compile(r"\bwords\.(\w+)\[")  # a word of the interface, as templates ask for it
MARKED = (
    "the text holds a citation or a link, or stars of Markdown",
    "Name sources under `sources`; the block adds citations and links, and shows the words as they are.",
)


def check(site: Site, data: Reading) -> Findings:
    sources = data.records.sources.values()
    partly = {s.publisher for s in sources} - {s.publisher for s in sources if s.read == "original"}
    # The longest first, so that "The Echo Weekly" is not taken for "The Echo".
    names = "|".join(map(re.escape, sorted({s.publisher for s in sources}, key=len, reverse=True)))
    outlets = re.compile(rf"(?<!\w)(?:{names})(?!\w)" if names else r"(?!)")
    wrong = "|".join(settings("language")["wrong"])
    for page in site:
        for line, text in _texts(page):
            yield from (Finding(page.shown, line, *fault) for fault in complaints(text, page.language))
            for name in sorted(partly & {*outlets.findall(text)}):
                if re.search(wrong.replace("{name}", re.escape(name)), text, re.IGNORECASE):
                    message = f"the sentence calls {name} wrong, whose page was not read whole ({excerpt(text)})"
                    remedy = "Write “several news pages”, or read the page itself and record it with `read: original`."
                    yield Finding(page.shown, line, message, remedy)
    for kind, key, loc, text in texts(data):
        if loc[-1] in LANGUAGES and not REPORTED & {*loc}:
            marked = [MARKED] if re.search(r"\[@|\]\(|\*\*", text) else []
            for message, remedy in (*complaints(text, loc[-1]), *marked):
                yield data.finding(kind, (key, *loc), f"`{key}`: {message}", remedy)
    templates = (path.read_text("utf-8") for path in (site.root / "overrides").rglob("*.html"))
    for name in sorted({name for text in templates for name in SHOWN.findall(text)} - data.ids["words"]):
        yield Finding("data/words.yml", 1, *absent(name, data.ids["words"], "word", "words"))


def complaints(text: str, language: str) -> Iterator[tuple[str, str]]:
    """Yield message and remedy for every turn of phrase in a text that this site does not use."""
    for rule in settings("language")["never"][language]:
        for match in compiled(rule["pattern"]).finditer(text):
            if not _allowed(rule.get("allow", ()), text, match, language):
                yield f"“{match[0]}”: {rule['message']} ({excerpt(text)})", rule["remedy"]


def _texts(page: Page) -> Iterator[tuple[int, str]]:
    for key in ("title", "description"):
        if key in page.lines:
            yield page.lines[key], getattr(page.front, key)
    for block in page.tree.blocks:
        for option, value in block.options.items():
            if option in block.lines and isinstance(value, str):
                yield block.lines[option], value
    for unit in page.tree.units:
        for sentence in sentences(unit):
            yield sentence.line, sentence.words


def _allowed(reasons: Sequence[str], text: str, match: re.Match[str], language: str) -> bool:
    marked = [*QUOTED.finditer(text), *TRANSLATED.finditer(text)] if "quotation" in reasons else ()
    if any(mark.start() <= match.start() and match.end() <= mark.end() for mark in marked):
        return True
    if "question" in reasons and text.rstrip('”"» ').endswith("?"):
        return True
    if "denial" in reasons and denies(language).search(text[: match.start()]):
        return True
    return "own-words" in reasons and bool(re.search(settings("language")["own_words"][language], text, re.IGNORECASE))
