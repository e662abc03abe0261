"""Sources: "established" needs two that are independent, one of them read; each is of use somewhere.

Retellings of one report are one source: `derives_from` in data/sources.yml says which page retells which.
"""

from collections.abc import Iterable
from itertools import combinations

from explainer.check.facts import plain, stands
from explainer.check.prose import sentences
from explainer.check.rules import Faults, Findings, Page, Reading, Site, each_page
from explainer.finding import listed

READ = ("original", "copy", "beginning")


def check(site: Site, data: Reading) -> Findings:
    for key, fact in data.records.facts.items():
        problem = "its confidence is low" if fact.confidence == "low" else lacking(fact.sources, data)
        if fact.status == "established" and problem:
            remedy = "Add an independent source that was read, or attribute it and write `status: not-established`."
            yield data.finding("facts", (key, "status"), f"`{key}` is called established, but {problem}", remedy)
        if fact.voice == "accusation" and (problem := lacking(fact.sources, data, unread=True)):
            remedy = "Add an independent source, or leave it out: it may do somebody harm."
            yield data.finding("facts", (key, "voice"), f"`{key}` lays blame on somebody, but {problem}", remedy)
    yield from (*_called(site, data), *_unused(site, data))


def lacking(sources: Iterable[str], data: Reading, *, unread: bool = False) -> str:
    """Return what the sources lack to establish something, in words; empty if nothing. `unread`: they need not be read."""
    named = [key for key in dict.fromkeys(sources) if key in data.ids["sources"]]
    known = [key for key in named if key in data.records.sources]
    if known != named:  # something is wrong with one of them; that is what to say
        return ""
    if not unread and not any(data.records.sources[key].read in READ for key in known):
        return "none of its sources was read in its own words"
    if not any(len(_roots(a, data) | _roots(b, data)) > 1 for a, b in combinations(known, 2)):
        if len(known) < 2:
            return f"it has one source, {listed(known)}"
        return f"its sources retell each other or the same report: {listed(known)}"
    return ""


def _roots(key: str, data: Reading, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    source = data.records.sources.get(key)
    parents = [parent for parent in source.derives_from if parent not in seen] if source else []
    if not parents:
        return frozenset({key})
    return frozenset().union(*(_roots(parent, data, seen | {key}) for parent in parents))


@each_page
def _called(page: Page, data: Reading) -> Faults:
    for block in page.tree.blocks:
        if block.name == "claim" and block.options.get("status") == "established":
            keys = [key for citation in page.tree.citations if block in citation.blocks for key in citation.keys]
            if problem := lacking(keys, data):
                message = f"the claim “{block.argument}” is called established, but {problem}"
                remedy = "Cite a source that is independent and was read, or choose another status."
                yield block.lines["status"], message, remedy
    for unit in page.tree.units:
        said = sentences(unit)
        for position in (position for position, link in unit.links if said and link.target == "status:established"):
            sentence = next((s for s in said if s.start <= position < s.end), said[-1])
            if problem := lacking(sorted(sentence.keys), data):
                message = f"the mark “established” stands here, but {problem}"
                remedy = "Cite a source that is independent and was read in the same sentence, or choose another mark."
                yield sentence.line, message, remedy


def _unused(site: Site, data: Reading) -> Findings:
    """Sources that nothing cites, and facts that nothing shows or weighs and no page tells, named in it or not."""
    used = {(reference.kind, reference.target) for reference in data.references}
    for page in site:
        used |= {("sources", key) for citation in page.tree.citations for key in citation.keys}
        used |= {("facts", key) for key in page.tells}
        for value in (value for block in page.tree.blocks for value in block.options.values()):
            used |= {("facts", key) for key in (value if isinstance(value, list) else [str(value)])}
    # A record with a mistake names others that are not known here.
    for kind, how in (("sources", "cites"), ("facts", "tells, shows or weighs")) if not data.findings else ():
        for key, record in getattr(data.records, kind).items():
            forms = [*record.forms.en, *record.forms.it] if kind == "facts" and record.forms else []
            if (kind, key) in used or record.kept:
                continue
            if not any(stands(form, plain(page)) for page in site for form in forms):
                remedy = "Use it on a page or in a record, remove it, or add `kept:` and why it stays."
                yield data.finding(kind, (key,), f"`{key}` stands in the data and nothing {how} it", remedy)
