"""Removes what no page loads.

Starting from the pages, everything that is named is followed: addresses in attributes (also in `data-` attributes,
which our scripts read), in inline scripts, in scripts and JSON (string literals that are the address of
a file, seen from the script, from the page's edition or from the root), in SVG and in styles. Data blocks
(`<script type="application/json">`) load nothing by themselves and are not followed.
"""

from __future__ import annotations

import posixpath
from fnmatch import fnmatchcase

from explainer.finish.errors import FinishError
from explainer.finish.html import Page, Tag, element, scan
from explainer.finish.scripts import inline_scripts, joinable, literals, minify
from explainer.finish.share import shared
from explainer.finish.styles import addresses as style_addresses
from explainer.finish.tree import LANGUAGES, Tree

# Kept although no page may name them: what hosts and crawlers ask for, the search index of either engine, and
# every page, listed in a menu or not.
KEEP = (
    "*.html",
    "sitemap.xml",
    "robots.txt",
    ".nojekyll",
    "CNAME",
    ".well-known/*",
    *(f"{folder}{index}" for folder in LANGUAGES.values() for index in ("search/search_index.json", "search.json")),
)
# A licence stays beside what it covers.
_LICENCES = ("license*", "licence*", "ofl*", "copying*", "notice*")
_SCRIPTS = (".js", ".mjs")
_LOADING = {
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "script": ("src",),
}
_LOADING_LINKS = frozenset({"icon", "manifest", "modulepreload", "preload", "apple-touch-icon", "stylesheet"})


class Reach:
    """The files that are reachable so far. Scripts are minified in place when they are reached.

    What is joined with others (stylesheets, plain deferred scripts) is followed, but not itself kept:
    `code` holds the minified text of every script, by path or, for an inline one, by its text.
    """

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.files: set[str] = set()
        self.code: dict[str, str] = {}
        # Now, for a script that is minified later no longer equals its copy.
        self.twins = {path: shared(tree, path) for path in tree.files}

    def page(self, page: Page) -> None:
        """Follows what one page names. Raises FinishError if something that the page loads is missing."""
        for tag in page.tags:
            missing = self._follow_tag(page, tag)
            if missing:
                raise FinishError(
                    page.path,
                    f"loads {missing}, which is not in the site.",
                    "Correct the address, or add the file.",
                    line=page.line(tag),
                    snippet=tag.element.raw,
                )
        for tag in inline_scripts(page):
            if tag.text and tag.text not in self.code:
                self.code[tag.text] = tag.text
                self._follow_literals(page.folder, minify(tag.text))

    def _follow_tag(self, page: Page, tag: Tag) -> str | None:
        loading = _LOADING.get(tag.element.name, ())
        if tag.element.name == "link" and tag.element.rel & _LOADING_LINKS:
            if "stylesheet" in tag.element.rel:
                return None
            loading = ("href",)
        joined = joinable(self.tree, page, tag) if tag.element.name == "script" else None
        if joined:
            self._follow_script(joined)
            return None
        for attribute in tag.element.attributes:
            for address in attribute.addresses():
                path = self.tree.resolve(page.folder, address)
                if path:
                    self.add(self.twins.get(path, path))
                elif attribute.name in loading and not self.tree.is_remote(address) and ":" not in address:
                    return address
        return None

    def _follow_script(self, path: str) -> None:
        if path not in self.code:
            self.code[path] = minify(self.tree.text(path))
            self._follow_literals(posixpath.dirname(path), self.code[path])

    def _follow_literals(self, folder: str, code: str) -> None:
        for literal in sorted(literals(code)):
            for base in {folder, *(name.rstrip("/") for name in LANGUAGES.values())}:
                path = self.tree.resolve(base, literal)
                if path:
                    self.add(path)

    def add(self, path: str) -> None:
        """Marks a file as reachable and follows what it names."""
        if path in self.files or path.endswith(".html"):
            return
        self.files.add(path)
        folder = posixpath.dirname(path)
        if path.endswith(_SCRIPTS):
            self._follow_script(path)
            self.tree.write(path, self.code[path])
        elif path.endswith((".json", ".webmanifest")) and not _matches(path, KEEP):
            self._follow_literals(folder, self.tree.text(path))
        elif path.endswith(".css"):
            for address in style_addresses(self.tree.text(path)):
                self._add_resolved(folder, address)
        elif path.endswith(".svg"):
            for raw, _, _ in scan(self.tree.text(path)):
                for attribute in element(raw).attributes:
                    for address in attribute.addresses():
                        self._add_resolved(folder, address)

    def _add_resolved(self, folder: str, address: str) -> None:
        path = self.tree.resolve(folder, address)
        if path:
            self.add(path)


def _matches(path: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def prune(tree: Tree, reach: Reach) -> tuple[int, int]:
    """Removes every file that is neither reachable nor on the keep list; returns how many, and their bytes."""
    folders = {posixpath.dirname(path) for path in reach.files}
    count = size = 0
    for path in sorted(tree.files):
        folder, name = posixpath.split(path)
        if path in reach.files or _matches(path, KEEP):
            continue
        if folder in folders and _matches(name.lower(), _LICENCES):
            continue
        size += tree.remove(path)
        count += 1
    for folder in sorted(tree.root.rglob("*/"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return count, size
