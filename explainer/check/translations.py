"""Both languages tell the same: the same headings, facts, sources, figures, days, times and denials, section by section.

Only a translation that says that it follows the present English page is held to it; one that follows an older state
tells its readers so and blocks nobody. A section that one language has alone says `<!-- only: it, reason -->`.
"""

import re
from dataclasses import dataclass, field

from explainer.check.prose import CITATION, keys_of
from explainer.check.rules import Findings, Page, Reading, Site, denies, excerpt
from explainer.check.statements import figures, value_of
from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed
from explainer.pages.translations import current
from explainer.pages.tree import Unit
from explainer.records import Records
from explainer.records.words import word

TIME = re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
# New York, Greenwich and Rome in the winter of the story: a time is the same if one of its readings is.
OFFSETS = (300, 0, -60)
# Too small to be told in the same way ("both", "a few"), and the Italian "sei", which is mostly a verb.
VAGUE = {"0.5", "2", "6"}


def check(site: Site, data: Reading) -> Findings:
    originals = site.pages[LANGUAGES[0]]
    for page in site:
        if page.name not in originals:
            message = f"there is no English page docs/{LANGUAGES[0]}/{page.name} that this one could follow"
            yield Finding(page.shown, 1, message, "Write the English page first, or give both files the same name.")
    for original, page in site.translations:
        if current(original, page) and not (original.amiss or page.amiss):
            yield from differences(original, page, data.records)


def differences(original: Page, page: Page, records: Records) -> Findings:
    """Yield in what a translation differs from its original; times and names are compared by what they mean."""
    theirs, ours = (_sections(each, records) for each in (original, page))
    missing = [anchor for anchor, section in theirs.items() if anchor not in ours and not section.only]
    if missing:
        message = f"headings of the English page are missing here: {listed('#' + anchor for anchor in missing)}"
        remedy = f"Give the headings the same ids as in {original.shown}, or say `<!-- only: en, reason -->` there."
        yield Finding(page.shown, 1, message, remedy)
    facts = [_Section(each.lines.get("tells", 1), cited={*each.tells}) for each in (original, page)]
    yield from _same(original, page, "facts (`tells`)", *facts)
    for anchor, section in ours.items():
        if anchor in theirs:
            yield from _same(original, page, "cited sources and states", theirs[anchor], section)
            yield from _section(original, page, theirs[anchor], section)
        elif not section.only:
            message = f"the heading id `#{anchor}` does not exist on the English page"
            known = listed("#" + a for a in theirs if a) or "none"
            remedy = f"Use the ids of {original.shown}: {known}; or say below it `<!-- only: it, reason -->`."
            yield Finding(page.shown, section.line, message, remedy)


@dataclass
class _Section:
    """What stands under one heading: where, its texts, the sources it cites, its figures and its times by text."""

    line: int
    units: list[Unit] = field(default_factory=list)
    only: bool = False
    cited: set[str] = field(default_factory=set)
    figures: dict[str, Unit] = field(default_factory=dict)
    times: dict[frozenset[int], tuple[str, Unit]] = field(default_factory=dict)


def _sections(page: Page, records: Records) -> dict[str, _Section]:
    anchors = {heading.line: heading.id for heading in page.tree.headings if heading.own}
    months = "|".join(f"({word(f'month_{number:02}', page.language)})" for number in range(1, 13))
    # A source and its twin in another language share a name, whichever of the two says so.
    pairs = [(key, source.twin) for key, source in records.sources.items() if source.twin]
    twins = {one: other for pair in pairs for one, other in (pair, pair[::-1])}
    section = _Section(1)
    found = {"": section}
    for unit in page.tree.units:
        if unit.kind == "heading" and unit.line in anchors:
            section = found.setdefault(anchors[unit.line], _Section(unit.line))
        section.units.append(unit)
        section.only |= any(comment.kind == "only" for comment in unit.comments)
        section.cited |= {min(key, twins.get(key, key)) for key in keys_of(unit.text)}
        section.cited |= {link.target for _, link in unit.links if link.target.startswith("status:")}
        section.cited |= {f"status:{block.options['status']}" for block in unit.blocks if "status" in block.options}
        if unit.kind != "label":
            _figures(section, unit, page.language, rf"\b(?:{months})\b")
    return found


def _figures(section: _Section, unit: Unit, language: str, months: str) -> None:
    text = CITATION.sub(" ", unit.text)
    for match in TIME.finditer(text):
        hour = int(match[1]) % 12 + 12 * (match[3].lower() == "p") if match[3] else int(match[1])
        readings = frozenset((60 * hour + int(match[2]) + offset) % 1440 for offset in OFFSETS)
        section.times.setdefault(readings, (match[0], unit))
    for match in figures(language).finditer(TIME.sub(" ", text)):
        section.figures.setdefault(value_of(match[0], language).replace(",", "."), unit)
    for match in re.finditer(months, text):
        section.figures.setdefault(f"month {match.lastindex}", unit)


def _section(original: Page, page: Page, theirs: _Section, ours: _Section) -> Findings:
    paired = page.tells and len(theirs.units) == len(ours.units)
    for one, other, there, here in ((theirs, ours, original, page), (ours, theirs, page, original)):
        lacking = [pair for pair in one.figures.items() if pair[0] not in VAGUE | other.figures.keys()]
        lacking += [told for time, told in one.times.items() if not any(time & another for another in other.times)]
        for figure, unit in lacking:
            message = f"`{figure}` stands in {there.shown}:{unit.line} and not in this section of {here.shown}"
            remedy = f"Make both tell the same, here or from {original.shown}:{theirs.line} on."
            yield Finding(page.shown, unit.line if there is page else ours.line, message, remedy)
        for said, twin in zip(one.units, other.units, strict=True) if paired else ():
            alike = said.kind == twin.kind != "heading" and keys_of(said.text) == keys_of(twin.text)
            denial = alike and denies(there.language).search(said.text)
            if denial and not denies(here.language, "answer").search(twin.text):
                told = f"`{denial[0]}` in {there.shown}:{said.line}"
                message = f"{told} has nothing that answers it: {excerpt(twin.text)}"
                english, own = (said, twin) if there is original else (twin, said)
                remedy = f"Make both say the same; the English text is {original.shown}:{english.line}."
                yield Finding(page.shown, own.line, message, remedy)


def _same(original: Page, page: Page, what: str, theirs: _Section, ours: _Section) -> Findings:
    sides = {"missing here": theirs.cited - ours.cited, "only here": ours.cited - theirs.cited}
    parts = "; ".join(f"{side}: {listed(sorted(keys))}" for side, keys in sides.items() if keys)
    if parts:
        message = f"the {what} differ from those of {original.shown}:{theirs.line}; {parts}"
        remedy = "Both languages tell the same facts from the same sources; make them equal."
        yield Finding(page.shown, ours.line, message, remedy)
