"""Both languages tell the same: the same headings, facts, figures, days, times, denials and sources.

Only a translation that says that it follows the present English page is held to it; one that follows an older state
tells its readers so, and blocks nobody.
"""

from __future__ import annotations

from collections.abc import Iterator

from explainer.check.report import on
from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.pages.translations import current
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield where a translation has no original, or says that it follows it and differs."""
    originals = site.pages[LANGUAGES[0]]
    for language in LANGUAGES[1:]:
        for name, page in site.pages[language].items():
            if name not in originals:
                message = f"there is no English page docs/{LANGUAGES[0]}/{name} that this one could follow"
                yield on(page, 1, message, "Write the English page first, or give both files the same name.")
    for original, page in site.translations:
        if current(original, page):
            yield from differences(original, page)


def differences(original: Page, page: Page) -> Iterator[Finding]:
    """Yield in what a translation differs from its original."""
    ours = {heading.id: heading.line for heading in page.tree.headings if heading.own}
    theirs = [heading.id for heading in original.tree.headings if heading.own]
    if missing := [anchor for anchor in theirs if anchor not in ours]:
        message = f"headings of the English page are missing here: {listed('#' + anchor for anchor in missing)}"
        remedy = f"Give the headings the same ids as in {original.shown}; links and the language switch depend on them."
        yield on(page, 1, message, remedy)
    for anchor, line in ours.items():
        if anchor not in theirs:
            message = f"the heading id `#{anchor}` does not exist on the English page"
            remedy = f"Use the ids of {original.shown}: {listed('#' + a for a in theirs) or 'none'}."
            yield on(page, line, message, remedy)
    line = page.lines.get("tells", 1)
    yield from _same(page, line, "facts (`tells`)", set(page.tells), set(original.tells), original)
    yield from _same(page, 1, "cited sources", page.cited(), original.cited(), original)


def _same(page: Page, line: int, what: str, ours: set[str], theirs: set[str], original: Page) -> Iterator[Finding]:
    parts = [f"missing here: {listed(sorted(theirs - ours))}"] if theirs - ours else []
    parts += [f"only here: {listed(sorted(ours - theirs))}"] if ours - theirs else []
    if parts:
        message = f"the {what} differ from those of {original.shown}; {'; '.join(parts)}"
        yield on(page, line, message, "Both languages tell the same facts from the same sources; make them equal.")
