"""Ways to pages: every page is in the navigation, every entry, question of readers and script leads somewhere."""

from pydantic import ValidationError

from explainer.check.rules import Findings, Reading, Site
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finding import Finding, listed, meant, nearest
from explainer.markdown.blocks.script import FOLDER, moved
from explainer.records import yamlfile
from explainer.records.messages import mistakes
from explainer.records.search import FILE as ASKS
from explainer.records.search import Search, document


def check(site: Site, data: Reading) -> Findings:
    yield from (*_asks(site, data), *scripts(site, data))
    known = {page.path for page in site}
    for path in sorted((site.root / "docs").rglob("[!.]*")):
        if path.suffix.lower() in (".md", ".markdown", ".txt", ".docx") and path not in known:
            remedy = f"Give it a name that ends in `.md`, below docs/{' or docs/'.join(site.pages)}."
            shown = path.relative_to(site.root).as_posix()
            yield Finding(shown, 1, "this file is no page, so no reader finds it", remedy)
    for language, entries in site.navigation.items():
        pages, seen, near = site.pages[language], set(), set()
        config = EDITIONS[language].config
        for target, line in entries:
            hint = nearest(target, pages) if target not in pages else ""
            near.add(hint)
            if target not in pages:
                message = f"the navigation names `{target}`, but docs/{language}/{target} does not exist"
                yield Finding(config, line, message, f"{hint}Add the page, or remove the line.")
            elif target in seen:
                yield Finding(config, line, f"the navigation names `{target}` twice", "Remove one of the two.")
            seen.add(target)
        for name, page in pages.items():
            if name not in seen and f"Did you mean `{name}`? " not in near:
                remedy = f"Add `{name}` to `nav:` in {config}."
                yield Finding(page.shown, 1, "the page is not in the navigation, so no reader finds it", remedy)


def _asks(site: Site, data: Reading) -> Findings:
    """What readers ask of a place: it exists in the first edition that has it; translations may be older."""
    if not (site.root / ASKS).is_file():
        return
    try:
        file = document(site.root)
        asks = Search.model_validate(file.content).asks
    except yamlfile.NotYaml as error:
        yield Finding(ASKS, *error.args)
        return
    except ValidationError as error:
        yield from (Finding(ASKS, file.place(*loc)[0], *said) for loc, *said in mistakes(error, Search))
        return
    seen, gone = set(), set()
    for at, row in enumerate(asks):
        place, line = row.at, lambda at=at: file.place("asks", at, "at")[0]
        if place in seen:
            yield Finding(ASKS, line(), f"`{place}` stands twice", "Write all its questions under one of the two.")
        seen.add(place)
        address, _, anchor = place.partition("#")
        language = next((each for each in EDITIONS if getattr(row, each)), LANGUAGES[0])
        pages = {page.address: page for page in site.pages[language].values()}
        page = pages.get(address)
        if not page and address not in gone:
            gone.add(address)
            remedy = meant(address, pages, "take all its questions away with the page.")
            yield Finding(ASKS, line(), f"`{place}`: docs/{language} has no such page", remedy)
        # A page or record with a mistake may have left out ids.
        elif page and anchor and anchor not in page.tree.ids and not (page.amiss or data.findings):
            known = page.tree.anchors
            remedy = f"{meant(anchor, known, 'take these questions away.')} Ids of that page: {listed(known)}."
            yield Finding(ASKS, line(), f"`{place}`: {page.shown} has no `#{anchor}`", remedy)


def scripts(site: Site, data: Reading) -> Findings:
    """Yield the ways of the chooser whose script is no file, and the files that no page offers to its readers."""
    shown = f"docs/{LANGUAGES[0]}/{FOLDER}"
    files = sorted(path.name for path in (site.root / shown).glob("[!.]*") if path.is_file() and not moved(path))
    offered = {block.argument for page in site for block in page.tree.blocks if block.name == "script"}
    for way in data.records.chooser.values():
        if way.script and way.script not in files:
            remedy = f"{nearest(way.script, files)}Files in {shown}: {listed(files) or 'none'}."
            yield data.finding("chooser", (way.id, "script"), f"there is no script `{way.script}`", remedy)
    for name in files:
        if name not in offered:
            remedy = f"Add `/// script | {name}` to a page, or remove it."
            yield Finding(f"{shown}/{name}", 1, "no page offers this file", remedy)
