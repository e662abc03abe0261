"""Scripts that readers download: each file is offered by a page, and the ways of the chooser name files that exist."""

from collections.abc import Iterator

from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed, nearest
from explainer.markdown.blocks.script import FOLDER, moved
from explainer.pages.site import Site
from explainer.records import Reading


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield scripts that are named and do not exist, and files that no page offers."""
    shown = f"docs/{LANGUAGES[0]}/{FOLDER}"
    folder = site.root / shown
    files = (
        sorted(path.name for path in folder.iterdir() if path.is_file() and not moved(path)) if folder.is_dir() else []
    )
    offered = {block.argument for page in site for block in page.tree.blocks if block.name == "script"}
    for way in data.records.chooser.values():
        if way.script and way.script not in files:
            message = f"there is no script `{way.script}`"
            remedy = f"{nearest(way.script, files)}Files in {shown}: {listed(files) or 'none'}."
            yield Finding("data/chooser.yml", data.line("chooser", way.id, "script"), message, remedy)
    for name in files:
        if name not in offered:
            remedy = f"Add `/// script | {name}` to a page, or remove it."
            yield Finding(f"{shown}/{name}", 1, "no page offers this file", remedy)
