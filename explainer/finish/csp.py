"""A Content-Security-Policy on every page, by hash, without any `unsafe-` source."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256

from explainer.finish.errors import FinishError
from explainer.finish.html import Element, Page
from explainer.finish.scripts import inline_scripts
from explainer.finish.tree import Tree

_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; "
    "form-action 'self'"
)
_FRAMES = frozenset({"iframe", "frame", "object", "embed"})
_LOADING = {"script": "src", "img": "src", "source": "src", "video": "src", "audio": "src", "track": "src"}
_LOADING_LINKS = frozenset({"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect"})


@cache
def _hash(code: str) -> str:
    # A browser hashes the text after it has made every line end a single LF.
    normal = code.replace("\r\n", "\n").replace("\r", "\n")
    return f"'sha256-{b64encode(sha256(normal.encode()).digest()).decode()}'"


def policy(inline: list[str]) -> str:
    """The policy for a page with these inline scripts (their exact texts)."""
    hashes = dict.fromkeys(map(_hash, inline))
    return _POLICY.format(scripts=" ".join(["'self'", *hashes]))


def _fault(tree: Tree, found: Element) -> tuple[str, str] | None:
    """What the policy would block in this element, and the remedy."""
    for attribute in found.attributes:
        name = attribute.name
        if name == "style":
            return "has an inline style.", "Use a class and a stylesheet; in SVG, use attributes such as fill."
        if name.startswith("on") and len(name) > 2 and "-" not in name:
            return f"has an inline handler ({name}).", "Add the listener in a script of the site."
        if name in ("href", "src", "action") and attribute.value.strip().lower().startswith("javascript:"):
            return "has a javascript: address.", "Use a button and a listener in a script of the site."
    if found.name == "style":
        return "has an inline stylesheet.", "Move it into a file under overrides/assets/css."
    if found.name in _FRAMES:
        return f"holds an {found.name} element.", "Link to it instead, or show a picture with its text."
    if found.name == "form" and tree.is_remote(found.get("action") or ""):
        return "sends a form to another host.", "Link to that page instead."
    if found.name == "base":
        return "has a base element.", "Use addresses that are relative to the page."
    address = found.get(_LOADING[found.name]) if found.name in _LOADING else None
    if found.name == "link" and found.rel & _LOADING_LINKS:
        address = found.get("href")
    if address and tree.is_remote(address):
        return "loads from another host.", "Keep a copy in the site, or link to it instead."
    return None


def check(tree: Tree, pages: list[Page]) -> None:
    """Raises FinishError for the first element that the policy would block."""
    faults: dict[Element, tuple[str, str] | None] = {}
    for page in pages:
        for found in page.elements:
            if found not in faults:
                faults[found] = _fault(tree, found)
        bad = [found for found in page.elements if faults[found]]
        if bad:
            source = page.source()
            first = min(bad, key=lambda found: source.find(found.raw))
            message, remedy = faults[first] or ("", "")
            raise FinishError(page.path, message, remedy, line=page.line(first), snippet=first.raw)


def apply(pages: list[Page]) -> None:
    """Asks for the policy right after the charset of every page, instead of any policy that stands there.

    Raises FinishError for a page that declares no charset.
    """
    for page in pages:
        charset = None
        for tag in page.tags_named("meta"):
            if (tag.element.get("http-equiv") or "").lower() == "content-security-policy":
                page.replace(tag, "")
            elif charset is None and tag.element.get("charset") is not None:
                charset = tag
        if charset is None:
            raise FinishError(
                page.path, "declares no charset.", 'Write <meta charset="utf-8"> first in the head of the template.'
            )
        content = policy([tag.text or "" for tag in inline_scripts(page)])
        meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
        page.replace(charset, charset.element.raw + meta)
