"""Both languages in step: a translation follows a certain state of the English page and has its bones.

The mark (`follows`) is a hash over title, description, told facts and text of the English page, with white space and
comments made equal, so that re-wrapping a paragraph asks nobody to translate again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.report import listed, on
from explainer.check.site import Site
from explainer.editions import LANGUAGES
from explainer.finding import Finding


class FollowError(Exception):
    """The mark of a translation cannot be set; the message says why."""


def content_hash(path: Path) -> str:
    """Return the mark of a page: 12 hexadecimal digits over what a translation has to follow."""
    return page_hash(Page(path, path.name, "", path.name))


def page_hash(page: Page) -> str:
    """Return the mark of a page that was read already."""
    head = [page.front.title, page.front.description]
    body = re.sub(r"<!--.*?-->", "", page.source[page.front_end :], flags=re.DOTALL)
    content = json.dumps([*head, sorted(page.tells), body], ensure_ascii=False)
    content = re.sub(r"(?:\\[nrt]|\s)+", " ", content).replace('" ', '"').replace(' "', '"')
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def follow(path: Path, root: Path) -> str:
    """Write the mark of the English page into the translation `path`, and return it.

    Raises FollowError if `path` is not a translation with front matter, or has no English page.
    """
    place = path.resolve()
    for language in LANGUAGES[1:]:
        folder = (root / "docs" / language).resolve()
        if place.is_relative_to(folder) and place.is_file():
            break
    else:
        raise FollowError(f"{path} is not a page below docs/{' or docs/'.join(LANGUAGES[1:])}.")
    original = root / "docs" / LANGUAGES[0] / place.relative_to(folder)
    if not original.is_file():
        raise FollowError(f"{path} has no English page to follow: {original.relative_to(root)} does not exist.")
    source = path.read_text(encoding="utf-8-sig")
    match = re.match(r"---[ \t]*\n(.*?)^---[ \t]*$", source, re.DOTALL | re.MULTILINE)
    if not match:
        raise FollowError(f"{path} has no front matter; begin it with `---`, the keys and another `---`.")
    mark = content_hash(original)
    # YAML readers would take a mark of digits alone for a number.
    line = f"follows: '{mark}'" if re.fullmatch(r"[\d_]+|\d+e\d+", mark) else f"follows: {mark}"
    head, count = re.subn(r"(?m)^follows:.*$", line, match[1], count=1)
    if not count:
        head += line + "\n"
    path.write_text(source[: match.start(1)] + head + source[match.end(1) :], encoding="utf-8")
    return mark


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield where a translation has no original or is out of step with it."""
    originals = site.pages[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        for name, page in site.pages[language].items():
            if name not in originals:
                yield on(
                    page,
                    1,
                    f"there is no English page docs/{LANGUAGES[0]}/{name} that this one could follow",
                    "Write the English page first, or give both files the same name.",
                )
                continue
            yield from _mark(originals[name], page)
            yield from _bones(originals[name], page)


def _mark(original: Page, page: Page) -> Iterator[Finding]:
    wanted, given = page_hash(original), page.front.follows
    if given and given != wanted:
        yield on(
            page,
            page.front_lines["follows"],
            f"the page follows an older state of {original.shown} ({given}); its mark is now {wanted}",
            f"Bring the translation up to date, then run `python -m explainer.check --follow {page.shown}`, which sets the mark.",
        )


def _bones(original: Page, page: Page) -> Iterator[Finding]:
    ours = {heading.id: heading.line for heading in page.headings if heading.id}
    theirs = [heading.id for heading in original.headings if heading.id]
    if missing := [anchor for anchor in theirs if anchor not in ours]:
        yield on(
            page,
            1,
            f"headings of the English page are missing here: {listed('#' + anchor for anchor in missing)}",
            f"Give the headings the same ids as in {original.shown}; links and the language switch depend on them.",
        )
    for anchor, line in ours.items():
        if anchor not in theirs:
            yield on(
                page,
                line,
                f"the heading id `#{anchor}` does not exist on the English page",
                f"Use the ids of {original.shown}: {listed('#' + a for a in theirs) or 'none'}.",
            )
    yield from _same(
        page, page.front_lines.get("tells", 1), "facts (`tells`)", set(page.tells), set(original.tells), original
    )
    yield from _same(page, 1, "cited sources", _cited(page), _cited(original), original)


def _same(page: Page, line: int, what: str, ours: set[str], theirs: set[str], original: Page) -> Iterator[Finding]:
    if ours != theirs:
        parts = []
        if theirs - ours:
            parts.append(f"missing here: {listed(sorted(theirs - ours))}")
        if ours - theirs:
            parts.append(f"only here: {listed(sorted(ours - theirs))}")
        yield on(
            page,
            line,
            f"the {what} differ from those of {original.shown}; {'; '.join(parts)}",
            "Both languages tell the same facts from the same sources; make them equal.",
        )


def _cited(page: Page) -> set[str]:
    return {key for citation in page.citations for key in citation.keys}
