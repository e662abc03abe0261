"""Joins the scripts that every page loads and minifies the modules that are loaded on demand."""

from __future__ import annotations

import posixpath
import re
from hashlib import sha256

import rjsmin

from explainer.finish.errors import FinishError
from explainer.finish.html import Page, Tag
from explainer.finish.share import shared
from explainer.finish.tree import Tree

_JOINABLE = frozenset({"src", "defer"})
_IMPORT = re.compile(r"""\bimport\(\s*(["'`])(\.{1,2}/[^"'`$\n]+)\1""")
_LITERAL = re.compile(r"""(["'`])([^"'`\n$\\]*\.[A-Za-z0-9]{1,11}(?:[?#][^"'`\n$\\]*)?)\1""")
_WORD = re.compile(r"(?:--)?[A-Za-z_][\w-]*")
# Types that a policy's script-src rules; import maps and speculation rules are among them.
_EXECUTED = frozenset({"", "module", "text/javascript", "application/javascript", "importmap", "speculationrules"})


def minify(source: str) -> str:
    """`source` without comments (but `/*! … */`) and needless space; ends with a line end."""
    return rjsmin.jsmin(source, keep_bang_comments=True).strip() + "\n"


def is_executed(tag: Tag) -> bool:
    """True for a script element that runs (data blocks such as JSON-LD do not)."""
    return (tag.element.get("type") or "").strip().lower() in _EXECUTED


def inline_scripts(page: Page) -> list[Tag]:
    """The script elements of a page whose code stands in the page."""
    return [t for t in page.tags_named("script") if t.element.get("src") is None and is_executed(t)]


def joinable(tree: Tree, page: Page, tag: Tag) -> str | None:
    """The file of a plain deferred script of this site (the copy that editions share), or None."""
    names = {attribute.name for attribute in tag.element.attributes}
    source = tag.element.get("src")
    if source is None or names != _JOINABLE:
        return None
    path = tree.resolve(page.folder, source)
    return shared(tree, path) if path else None


def join(tree: Tree, pages: list[Page], code: dict[str, str]) -> list[str]:
    """Joins each page's deferred classic scripts, in order, into one file; returns the files' paths.

    Pages with the same scripts share a file: `assets/site.<first 8 hex of SHA-256>.js`. A script element with
    further attributes stays as it is, for they would be lost. Addresses in `import("./…")` are adapted to the new
    place. `code` has the minified text of each script by path. Raises FinishError where a script asks for its own place (`document.currentScript`).
    """
    made: dict[tuple[str, ...], str] = {}
    for page in pages:
        found = [(tag, path) for tag in page.tags_named("script") if (path := joinable(tree, page, tag))]
        if not found:
            continue
        key = tuple(path for _, path in found)
        if key not in made:
            made[key] = _write_joined(tree, key, code)
        first, old = found[0]
        source = first.element.get("src") or ""
        own = tree.resolve(page.folder, source) or old
        page.replace(first, f'<script defer src="{tree.address(page.folder, made[key], source, own)}"></script>')
        for tag, _ in found[1:]:
            page.replace(tag, "")
    return sorted(set(made.values()))


def _write_joined(tree: Tree, paths: tuple[str, ...], minified: dict[str, str]) -> str:
    pieces = []
    for path in paths:
        code = tree.text(path)
        if "document.currentScript" in code:
            line = code[: code.index("document.currentScript")].count("\n") + 1
            raise FinishError(
                path,
                "asks for its own script element, which joining the scripts takes away.",
                "Put the value into a data- attribute of an element of the page.",
                line=line,
            )
        piece = _IMPORT.sub(lambda m, path=path: _moved(path, m), minified[path].rstrip())
        # Without it, a script that ends in an expression would call the next one, if that starts with "(".
        pieces.append(piece if piece.endswith(";") else piece + ";")
    # Once more as a whole, so that finishing a finished site changes nothing.
    joined = minify("\n".join(pieces))
    target = f"assets/site.{sha256(joined.encode()).hexdigest()[:8]}.js"
    tree.write(target, joined)
    return target


def _moved(path: str, match: re.Match[str]) -> str:
    address = posixpath.join(posixpath.dirname(path), match[2])
    new = posixpath.relpath(posixpath.normpath(address), "assets")
    return f"import({match[1]}{new if new.startswith('.') else './' + new}{match[1]}"


def literals(code: str) -> set[str]:
    """The string literals in `code` that may be a file's address."""
    return {match[2] for match in _LITERAL.finditer(code)}


def words(code: str) -> set[str]:
    """Every word of minified `code` that a class, id, attribute, tag or custom property may be named after.

    More than the string literals: telling those apart for certain would need a JavaScript parser, and a
    word too many only keeps a selector too many.
    """
    return set(_WORD.findall(code))
