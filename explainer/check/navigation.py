"""Navigation: every page is in it, every entry has its file."""

from explainer.check.rules import Findings, Reading, Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, nearest


def check(site: Site, data: Reading) -> Findings:
    known = {page.path for page in site}
    for path in sorted((site.root / "docs").rglob("[!.]*")):
        if path.suffix.lower() in (".md", ".markdown", ".txt", ".docx") and path not in known:
            remedy = f"Give it a name that ends in `.md`, below docs/{' or docs/'.join(site.pages)}."
            shown = path.relative_to(site.root).as_posix()
            yield Finding(shown, 1, "this file is no page, so no reader finds it", remedy)
    for language, entries in site.navigation.items():
        pages, seen, meant = site.pages[language], set(), set()
        for target, config, line in entries:
            near = nearest(target, pages) if target not in pages else ""
            meant.add(near)
            # A line that several editions share is wrong once.
            shared = config != EDITIONS[language].config and not any(target in each for each in site.pages.values())
            if target not in pages and not shared:
                message = f"the navigation names `{target}`, but docs/{language}/{target} does not exist"
                yield Finding(config, line, message, f"{near}Add the page, or remove the line.")
            elif target in pages and target in seen:
                yield Finding(config, line, f"the navigation names `{target}` twice", "Remove one of the two.")
            seen.add(target)
        for name, page in pages.items():
            if name not in seen and f"Did you mean `{name}`? " not in meant:
                remedy = f"Add `{name}` to `nav:` in {EDITIONS[language].config}."
                yield Finding(page.shown, 1, "the page is not in the navigation, so no reader finds it", remedy)
