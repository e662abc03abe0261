"""Evidence: "established" needs two independent sources, one of them read as original or copy.

Retellings of one report are one source: `derives_from` in data/sources.yml says which page retells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.prose import sentences
from explainer.check.report import listed, on
from explainer.check.site import Site
from explainer.finding import Finding

READ = ("original", "copy")


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield facts, claims and marks that are called established without the evidence."""
    for key, fact in data.facts.items():
        if fact.get("status") != "established":
            continue
        sources = fact.get("sources")
        problem = lacking(sources if isinstance(sources, list) else [], data)
        if fact.get("confidence") == "low":
            problem = "its confidence is low"
        if problem:
            yield Finding(
                "data/facts.yml",
                data.line("facts", key, "status"),
                f"`{key}` is called established, but {problem}",
                "Add a source that is independent and was read, or write `status: not-established` (or `disputed`) "
                "and attribute the statement.",
            )
    for page in site:
        yield from _claims(page, data)
        yield from _marks(page, data)


def lacking(sources: Iterable[str], data: Data) -> str:
    """Return what the sources lack to establish something, in words; empty if nothing."""
    known = [key for key in dict.fromkeys(sources) if key in data.sources]
    if not any(data.sources[key].get("read") in READ for key in known):
        return "none of its sources was read as original or copy"
    if not any(len(_roots(a, data) | _roots(b, data)) > 1 for a, b in combinations(known, 2)):
        if len(known) < 2:
            return f"it has one source, {listed(known)}"
        return f"its sources retell each other or the same report: {listed(known)}"
    return ""


def _roots(key: str, data: Data, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    parents = data.sources.get(key, {}).get("derives_from")
    parents = [p for p in parents if isinstance(p, str) and p not in seen] if isinstance(parents, list) else []
    if not parents:
        return frozenset({key})
    return frozenset().union(*(_roots(parent, data, seen | {key}) for parent in parents))


def _claims(page: Page, data: Data) -> Iterator[Finding]:
    for block in page.blocks:
        if block.name == "claim" and block.options.get("status") == "established":
            last = block.end or block.line
            keys = [key for citation in page.citations if block.line <= citation.line <= last for key in citation.keys]
            if problem := lacking(keys, data):
                yield on(
                    page,
                    block.option_lines["status"],
                    f"the claim “{block.argument}” is called established, but {problem}",
                    "Cite a source that is independent and was read, or choose another status.",
                )


def _marks(page: Page, data: Data) -> Iterator[Finding]:
    for unit in page.units:
        if "](status:established)" not in unit.text:
            continue
        for sentence in sentences(unit):
            if "](status:established)" in unit.text[sentence.start : sentence.end + 22]:
                whole = (
                    [key for s in sentences(unit) for key in s.keys] if unit.kind in ("item", "row") else sentence.keys
                )
                if problem := lacking(whole, data):
                    yield on(
                        page,
                        sentence.line,
                        f"the mark “established” stands here, but {problem}",
                        "Cite a source that is independent and was read in the same sentence, or choose another mark.",
                    )
