"""Leads the language link of a page that has no counterpart to the home page of the other edition.

The template always links the same path in the other language, because no engine knows there which pages the other
edition has.
"""

from __future__ import annotations

import posixpath
from urllib.parse import urlsplit

from explainer.finish.html import Page, Tag
from explainer.finish.tree import LANGUAGES, Tree


def mend(tree: Tree, pages: list[Page]) -> None:
    """Points every link with ``hreflang`` at a page that exists."""
    for page in pages:
        for tag in page.tags_named("a"):
            language = tag.element.get("hreflang")
            if language in LANGUAGES and not _leads_somewhere(tree, page, tag):
                address = next(a for a in tag.element.attributes if a.name == "href")
                page.set_value(tag, address, _home(tree, page, address.value, LANGUAGES[language]))


def _leads_somewhere(tree: Tree, page: Page, tag: Tag) -> bool:
    address = tag.element.get("href") or ""
    return any(tree.resolve(page.folder, address.rstrip("/") + end) for end in ("/index.html", ""))


def _home(tree: Tree, page: Page, address: str, folder: str) -> str:
    """The address of the edition in ``folder``: rooted on the 404 page, which is served anywhere, else relative."""
    if address.startswith("/"):
        base = urlsplit(tree.base_url).path if tree.base_url else "/"
        return base + folder
    return posixpath.relpath(folder or ".", page.folder or ".") + "/"
