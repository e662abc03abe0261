"""Scripts that readers download: each file is offered by a page, and the ways of the chooser name files that exist."""

from explainer.check.rules import Findings, Reading, Site
from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed, nearest
from explainer.markdown.blocks.script import FOLDER, moved


def check(site: Site, data: Reading) -> Findings:
    shown = f"docs/{LANGUAGES[0]}/{FOLDER}"
    files = sorted(path.name for path in (site.root / shown).glob("*") if path.is_file() and not moved(path))
    offered = {block.argument for page in site for block in page.tree.blocks if block.name == "script"}
    for way in data.records.chooser.values():
        if way.script and way.script not in files:
            remedy = f"{nearest(way.script, files)}Files in {shown}: {listed(files) or 'none'}."
            yield data.finding("chooser", (way.id, "script"), f"there is no script `{way.script}`", remedy)
    for name in files:
        if name not in offered:
            remedy = f"Add `/// script | {name}` to a page, or remove it."
            yield Finding(f"{shown}/{name}", 1, "no page offers this file", remedy)
