"""Navigation: every page is in it, every entry has its file."""

from collections.abc import Iterator

from explainer.check.report import on
from explainer.editions import EDITIONS
from explainer.finding import Finding, nearest
from explainer.pages.site import Site
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield pages without an entry and entries without a file."""
    yield from site.findings
    for language, entries in site.navigation.items():
        if entries is None:
            continue
        pages, seen = site.pages[language], set()
        for target, config, line in entries:
            if target not in pages:
                message = f"the navigation names `{target}`, but docs/{language}/{target} does not exist"
                yield Finding(config, line, message, f"{nearest(target, pages)}Add the page, or remove the line.")
            elif target in seen:
                yield Finding(config, line, f"the navigation names `{target}` twice", "Remove one of the two.")
            seen.add(target)
        for name, page in pages.items():
            if name not in seen:
                remedy = f"Add `{name}` to `nav:` in {EDITIONS[language].config}."
                yield on(page, 1, "the page is not in the navigation, so no reader finds it", remedy)
