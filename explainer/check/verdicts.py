"""What the site weighs: the words of disagreements, errors, letter cards and corrections, and the links to them.

The shape of these records is judged by `explainer.records`; here their texts are held to the rules for pages, and
each page that touches a disagreement links to its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.check.links import SCHEME
from explainer.check.report import excerpt, on, texts
from explainer.check.sources import lacking
from explainer.check.wording import allowed, rules
from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed, nearest
from explainer.pages.page import Page
from explainer.pages.site import Site, resolve
from explainer.records import Reading
from explainer.records.schema import Record

KINDS = ("disagreements", "myths", "letter", "corrections")
HOME = "disagreements.md"
# What is reported there is not said by this site: the error itself, and the letter's own words.
REPORTED = frozenset({"claim", "quote", "translation", "was"})


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the texts of these records, with their evidence and with the links to them."""
    for kind in KINDS:
        for key, record in getattr(data.records, kind).items():
            yield from _words(data, kind, key, record)
    yield from _evidence(data)
    yield from _links(site, data)
    yield from _order(site, data)
    for key, correction in data.records.corrections.items():
        page = correction.page
        if page not in site.pages[LANGUAGES[0]]:
            yield Finding(
                "data/corrections.yml",
                data.line("corrections", key, "page"),
                f"`{key}` corrects `{page}`, which does not exist",
                f"{nearest(page, site.pages[LANGUAGES[0]])}Name a page below docs/{LANGUAGES[0]}.",
            )


def _words(data: Reading, kind: str, key: str, record: Record) -> Iterator[Finding]:
    for loc, text in texts(record):
        language = loc[-1] if loc[-1] in LANGUAGES else None
        if language is None or REPORTED & set(loc):
            continue
        for rule in rules(language):
            for match in rule.pattern.finditer(text):
                if not allowed(rule, text, match, language):
                    yield Finding(
                        f"data/{kind}.yml",
                        data.line(kind, key, *loc),
                        f"`{key}`: “{match[0]}”: {rule.message} ({excerpt(text)})",
                        rule.remedy,
                    )
        if "[@" in text or re.search(r"\]\(", text):
            yield Finding(
                f"data/{kind}.yml",
                data.line(kind, key, *loc),
                f"`{key}` holds a citation or a link in its text",
                "Name sources under `sources`; the block adds citations and links.",
            )


def _evidence(data: Reading) -> Iterator[Finding]:
    for key, passage in data.records.letter.items():
        if passage.status != "established":
            continue
        keys = [source for evidence in passage.evidence_for for source in evidence.sources]
        if problem := lacking(keys, data):
            yield Finding(
                "data/letter.yml",
                data.line("letter", key, "status"),
                f"`{key}` is called established, but {problem}",
                "Add evidence for it that is independent and was read, or choose another status.",
            )


def _order(site: Site, data: Reading) -> Iterator[Finding]:
    """Each passage has one card, and the cards stand in the letter's order."""
    for pages in site.pages.values():
        shown = [(page, block) for page in pages.values() for block in page.tree.blocks if block.name == "passage"]
        if not shown:
            continue
        keys = [block.argument for _, block in shown]
        page, first = shown[0]
        if missing := [key for key in data.records.letter if key not in keys]:
            yield on(
                page,
                first.line,
                f"passages of the letter have no card: {listed(missing)}",
                "Add `/// passage | ID` for each, in the order of data/letter.yml.",
            )
        wanted = [key for key in data.records.letter if key in keys]
        for (page, block), key in zip(shown, wanted, strict=False):
            if block.argument != key:
                yield on(
                    page,
                    block.line,
                    f"the card `{block.argument}` stands where the letter has `{key}`",
                    "Put the cards into the order of data/letter.yml, each once.",
                )
                break
        else:
            for page, block in shown[len(wanted) :]:
                message = f"a second card for the passage `{block.argument}`"
                yield on(page, block.line, message, "Remove one of the two: a passage has one address.")


def _links(site: Site, data: Reading) -> Iterator[Finding]:
    for language, pages in site.pages.items():
        if HOME not in pages:
            continue
        linked = {name: _linked(page, data) for name, page in pages.items() if name != HOME}
        for key, record in data.records.disagreements.items():
            for place, name in enumerate(record.pages):
                if name not in site.pages[LANGUAGES[0]]:
                    yield Finding(
                        "data/disagreements.yml",
                        data.line("disagreements", key, "pages", place),
                        f"`{key}` names the page `{name}`, which does not exist",
                        f"{nearest(name, site.pages[LANGUAGES[0]])}Name a page below docs/{LANGUAGES[0]}.",
                    )
                elif name in pages and key not in linked[name]:
                    yield on(
                        pages[name],
                        1,
                        f"the page touches the disagreement `{key}` and does not link to it",
                        f"Say it in one sentence and link to `{HOME}#d-{key}`, or take the page out of `pages` of `{key}`.",
                    )
        if language == LANGUAGES[0]:
            yield from _unlisted(data, pages, linked)


def _unlisted(data: Reading, pages: dict[str, Page], linked: dict[str, dict[str, int]]) -> Iterator[Finding]:
    for name, keys in linked.items():
        for key, line in keys.items():
            record = data.records.disagreements.get(key)
            if record and name not in record.pages and not pages[name].home and name != "myths.md":
                yield on(
                    pages[name],
                    line,
                    f"the page links to the disagreement `{key}`, whose record does not name it",
                    f"Add `{name}` to `pages` of `{key}` in data/disagreements.yml, so that its row links back.",
                )


def _linked(page: Page, data: Reading) -> dict[str, int]:
    """The disagreements that a page links to, itself or in the cards it shows, with the line of the first link."""
    found: dict[str, int] = {}
    for block in page.tree.blocks:
        passage = data.records.letter.get(block.argument) if block.name == "passage" else None
        if passage and passage.disagreement:
            found.setdefault(passage.disagreement, block.line)
    for link in page.tree.links:
        target, _, anchor = link.target.partition("#")
        if anchor.startswith("d-") and not SCHEME.fullmatch(link.target) and resolve(page, target) == HOME:
            found.setdefault(anchor[2:], link.line)
    return found
