"""Scripts that readers download: the files that pages and data name exist, and each has its page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from explainer.check.data import Data
from explainer.check.report import listed, nearest, on
from explainer.check.site import Site
from explainer.editions import LANGUAGES
from explainer.finding import Finding

FOLDER = f"docs/{LANGUAGES[0]}/alternatives/scripts"


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield scripts that are named and do not exist, and files that no page offers."""
    folder = site.root / FOLDER
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()} if folder.is_dir() else {}
    offered: set[str] = set()
    for page in site:
        for block in page.blocks:
            if block.name == "script" and block.argument:
                offered.add(block.argument)
                if block.argument not in files:
                    yield on(page, block.line, *_absent(block.argument, files))
    for way in data.chooser.values():
        script = way.get("script")
        if script and script not in files:
            yield Finding("data/chooser.yml", data.line("chooser", way["id"], "script"), *_absent(script, files))
    for name in files:
        if name not in offered:
            yield Finding(
                f"{FOLDER}/{name}", 1, "no page offers this file", f"Add `/// script | {name}` to a page, or remove it."
            )


def _absent(name: str, files: dict[str, Path]) -> tuple[str, str]:
    return f"there is no script `{name}`", f"{nearest(name, files)}Files in {FOLDER}: {listed(files) or 'none'}."
