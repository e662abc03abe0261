"""Navigation: every page is in it, every entry has its file."""

from collections.abc import Iterator

from explainer.check.report import on
from explainer.editions import EDITIONS
from explainer.finding import Finding, nearest
from explainer.pages.site import Site
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield pages without an entry, entries without a file, and texts that are no pages."""
    known = {page.path for page in site}
    for path in sorted((site.root / "docs").rglob("[!.]*")):
        if path.suffix.lower() in (".md", ".markdown", ".txt", ".docx") and path not in known:
            remedy = f"Give it a name that ends in `.md`, below docs/{' or docs/'.join(site.pages)}."
            yield Finding(
                path.relative_to(site.root).as_posix(), 1, "this file is no page, so no reader finds it", remedy
            )
    for language, entries in site.navigation.items():
        if entries is None:
            continue
        pages, seen, meant = site.pages[language], set(), set()
        for target, config, line in entries:
            if target not in pages:
                near = nearest(target, pages)
                meant.add(near)
                # A line that several editions share is wrong once.
                if config == EDITIONS[language].config or any(target in others for others in site.pages.values()):
                    message = f"the navigation names `{target}`, but docs/{language}/{target} does not exist"
                    yield Finding(config, line, message, f"{near}Add the page, or remove the line.")
            elif target in seen:
                yield Finding(config, line, f"the navigation names `{target}` twice", "Remove one of the two.")
            seen.add(target)
        for name, page in pages.items():
            if name not in seen and f"Did you mean `{name}`? " not in meant:
                remedy = f"Add `{name}` to `nav:` in {EDITIONS[language].config}."
                yield on(page, 1, "the page is not in the navigation, so no reader finds it", remedy)
