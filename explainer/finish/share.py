"""Lets the Italian pages use the English edition's copy of a file that both editions carry.

Each edition is built with its own copy of styles, scripts, fonts and pictures. Where the copies are identical the
pages are pointed at one of them, so that a reader who changes language downloads nothing twice.
"""

from __future__ import annotations

from explainer.finish.html import Page
from explainer.finish.tree import LANGUAGES, Tree


def shared(tree: Tree, path: str) -> str:
    """The path of the identical file in the root edition, or `path` itself."""
    for folder in LANGUAGES.values():
        twin = path.removeprefix(folder)
        if folder and twin != path and twin in tree.files and tree.digest(twin) == tree.digest(path):
            return twin
    return path


def share(tree: Tree, pages: list[Page]) -> None:
    """Points every page at the shared copies."""
    targets: dict[str, str] = {}
    for page in pages:
        for tag in page.tags:
            for attribute in tag.element.attributes:
                value = attribute.value
                changed = value
                for address in attribute.addresses():
                    path = tree.resolve(page.folder, address)
                    if path is None or path.endswith(".html"):
                        continue
                    if path not in targets:
                        targets[path] = shared(tree, path)
                    if targets[path] != path:
                        new = tree.address(page.folder, targets[path], address, path)
                        changed = changed.replace(address, new)
                if changed != value:
                    page.set_value(tag, attribute, changed)
