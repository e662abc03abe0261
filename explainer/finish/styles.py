"""Joins the stylesheets that a page loads into one, with only the rules that can apply.

Pages that load the same stylesheets share a file, which holds what one of them can use: a first view then costs
one request, and no page carries what only pages of another kind show.

A selector is kept if each of its parts can occur in a page or be set by a script (`selectors.py`). Then
custom properties, keyframes and font faces that nothing refers to any more are dropped. What is not understood
is kept.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from typing import Any

import tinycss2

from explainer.finish.errors import FinishError
from explainer.finish.html import Page, Tag
from explainer.finish.selectors import Used, is_fragile, possible, split_list
from explainer.finish.share import shared
from explainer.finish.tree import Tree

FOLDER = "assets"
# At-rules that hold rules with selectors.
_GROUPS = frozenset({"media", "supports", "layer", "container", "starting-style"})
# Our own group around the rules of one file.
_SHEET = "sheet"
_DASHED = re.compile(r"--[\w-]+")
_WORD = re.compile(r"[\w-]+")
_URL = re.compile(r"""\burl\(\s*(["']?)([^"')]+)\1\s*\)""", re.I)
_TIGHT = frozenset(",>+~")


@dataclass(slots=True)
class Declaration:
    """One declaration as text, with the custom properties its value names."""

    name: str
    value: str
    names: frozenset[str]

    @property
    def text(self) -> str:
        """`name:value`."""
        return f"{self.name}:{self.value}"


@dataclass(slots=True)
class Node:
    """A style rule (`at` is "") or an at-rule, with its declarations and nested rules in order.

    `head` is the selector list or the at-rule's prelude; `has_block` is False for a statement such as `@layer a;`.
    `selectors` are the parts of a style rule's list as tokens, to be asked again for fewer pages.
    """

    at: str
    head: str
    body: list[Declaration | Node] = field(default_factory=list)
    has_block: bool = True
    selectors: tuple[list[Any], ...] = field(default=(), compare=False)


class _Parser:
    """Parses one stylesheet, keeping only possible selectors."""

    def __init__(self, path: str, css: str, used: Used, address: Callable[[str], str]) -> None:
        self.path, self.css, self.used, self.address = path, css, used, address

    def parse(self) -> list[Node]:
        rules = tinycss2.parse_stylesheet(self.css, skip_comments=True, skip_whitespace=True)
        return list(self._rules(rules))

    def _rules(self, rules: list[Any]) -> Iterator[Node]:
        for rule in rules:
            if rule.type == "error":
                self._fail(rule)
            node = self._at_rule(rule) if rule.type == "at-rule" else self._style_rule(rule)
            if node is not None:
                yield node

    def _fail(self, error: Any) -> None:
        line = self.css.splitlines()[error.source_line - 1 : error.source_line]
        raise FinishError(
            self.path,
            f"has a mistake in its CSS: {error.message}.",
            "Correct the rule.",
            line=error.source_line,
            snippet=line[0][max(0, error.source_column - 60) : error.source_column + 60] if line else "",
        )

    def _style_rule(self, rule: Any, nested: bool = False) -> Node | None:
        keep = _possible(split_list(rule.prelude), self.used)
        if not keep:
            return None
        node = Node("", ",".join(_selector(part) for part in keep), selectors=tuple(keep))
        node.body = self._contents(rule.content)
        return node if node.body else None

    def _contents(self, content: list[Any]) -> list[Declaration | Node]:
        body: list[Declaration | Node] = []
        for item in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
            if item.type == "declaration":
                body.append(self._declaration(item))
            elif item.type == "qualified-rule":
                nested = self._style_rule(item)
                body += [nested] if nested else []
            elif item.type == "at-rule":
                inner = self._at_rule(item, nested=True)
                body += [inner] if inner else []
            elif item.type == "error":
                self._fail(item)
        return body

    def _declaration(self, item: Any) -> Declaration:
        value = self._value(item.value)
        if item.important:
            value += "!important"
        custom = item.name.startswith("--")
        # An empty custom property is valid, but not everywhere without a space.
        return Declaration(item.name if custom else item.lower_name, value or " ", frozenset(_DASHED.findall(value)))

    def _at_rule(self, rule: Any, nested: bool = False) -> Node | None:
        name = rule.lower_at_keyword
        if name == "charset":
            return None
        if name == "import":
            self._refuse_import(rule)
        head = self._value(rule.prelude)
        node = Node(name, head, has_block=rule.content is not None)
        if rule.content is None:
            return node
        if name in _GROUPS and not nested:
            node.body = list(self._rules(tinycss2.parse_rule_list(rule.content, True, True)))
        elif name in _GROUPS or name in ("font-face", "property", "page", "counter-style"):
            node.body = self._contents(rule.content)
        elif name.endswith("keyframes"):
            node.body = [
                Node("", _selector(frame.prelude), self._contents(frame.content))
                for frame in tinycss2.parse_rule_list(rule.content, True, True)
                if frame.type == "qualified-rule"
            ]
        else:
            # Not known: kept as it stands.
            text = self._value(rule.content)
            node.body = [Declaration("", text, frozenset(_DASHED.findall(text)))]
        node.has_block = bool(node.body)
        return node if node.body or _is_layer(node) else None

    def _refuse_import(self, rule: Any) -> None:
        raise FinishError(
            self.path,
            "imports another stylesheet.",
            "Name that stylesheet under extra_css in mkdocs.yml instead.",
            line=rule.source_line,
            snippet=rule.serialize(),
        )

    def _value(self, tokens: list[Any]) -> str:
        self._readdress(tokens)
        return tinycss2.serialize(_squeezed(tokens, "")).strip()

    def _readdress(self, tokens: list[Any]) -> None:
        for token in tokens:
            if token.type == "url":
                token.value = self.address(token.value)
                token.representation = f"url({_quoted(token.value)})"
            elif token.type == "function":
                if token.lower_name == "url":
                    for argument in token.arguments:
                        if argument.type == "string":
                            argument.value = self.address(argument.value)
                            argument.representation = _quoted(argument.value)
                else:
                    self._readdress(token.arguments)
            elif token.type.endswith("block"):
                self._readdress(token.content)


def _possible(parts: Sequence[list[Any]], used: Used) -> list[list[Any]]:
    """The selectors of a list that can match; all, if a browser might drop the list for one it does not know."""
    keep = [part for part in parts if possible(part, used)]
    return list(parts) if keep and len(keep) < len(parts) and any(map(is_fragile, parts)) else keep


def _for(nodes: list[Any], used: Used) -> list[Any]:
    """The rules with only the selectors that can match what `used` holds."""
    result: list[Any] = []
    for node in nodes:
        if isinstance(node, Declaration):
            result.append(node)
            continue
        head = node.head
        if node.selectors:
            keep = _possible(node.selectors, used)
            if not keep:
                continue
            if len(keep) < len(node.selectors):
                head = ",".join(map(_selector, keep))
        body = _for(node.body, used)
        if body or not node.body:
            result.append(Node(node.at, head, body, node.has_block))
    return result


def _quoted(address: str) -> str:
    escaped = address.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
    return f'"{escaped}"'


def _squeezed(tokens: list[Any], tight: frozenset[str] | str) -> list[Any]:
    """The tokens with runs of white space made one space, and none around commas and the signs in `tight`."""
    result: list[Any] = []
    for token in tokens:
        if token.type == "whitespace":
            if not result or result[-1].type == "whitespace" or _is_tight(result[-1], tight):
                continue
            token.value = " "
        elif token.type == "comment":
            continue
        elif _is_tight(token, tight):
            while result and result[-1].type == "whitespace":
                result.pop()
        elif token.type == "function":
            token.arguments = _squeezed(token.arguments, tight and _TIGHT)
        elif token.type.endswith("block"):
            token.content = _squeezed(token.content, "")
        result.append(token)
    while result and result[-1].type == "whitespace":
        result.pop()
    return result


def _is_tight(token: Any, tight: frozenset[str] | str) -> bool:
    return token.type == "literal" and (token.value == "," or token.value in tight)


def _selector(tokens: list[Any]) -> str:
    return tinycss2.serialize(_squeezed(tokens, _TIGHT))


def _stylesheets(tree: Tree, page: Page) -> list[tuple[Tag, str, str]]:
    """The stylesheet links of a page: the tag, the shared file, the media query ("" for all)."""
    found = []
    for tag in page.tags_named("link"):
        if "stylesheet" not in tag.element.rel:
            continue
        href = tag.element.get("href") or ""
        path = tree.resolve(page.folder, href)
        if path is None:
            raise FinishError(
                page.path,
                f"loads the stylesheet {href}, which is not in the site.",
                "Correct the address (extra_css in mkdocs.yml), or add the file.",
                line=page.line(tag),
                snippet=tag.element.raw,
            )
        media = (tag.element.get("media") or "").strip().lower()
        found.append((tag, shared(tree, path), "" if media == "all" else media))
    return found


def _in_order(sequences: list[tuple[tuple[str, str], ...]]) -> list[tuple[str, str]]:
    """One order of stylesheets that agrees with every page's. Raises CycleError if there is none."""
    sorter: TopologicalSorter[tuple[str, str]] = TopologicalSorter()
    for sequence in sequences:
        for before, after in zip((None, *sequence), sequence, strict=False):
            sorter.add(after, *([before] if before else []))
    return list(sorter.static_order())


def join(tree: Tree, pages: list[Page], words: set[str]) -> list[str]:
    """Writes `assets/site.<first 8 hex of SHA-256>.css` for each set of stylesheets that pages load, and points
    every page at its own; returns their paths, the one that most pages load first.

    `words` are those of all scripts. Raises FinishError for a stylesheet that is missing, broken or imports another
    one.
    """
    links = {page.path: _stylesheets(tree, page) for page in pages}
    kinds: dict[tuple[tuple[str, str], ...], list[Page]] = {}
    for page in pages:
        kinds.setdefault(tuple((path, media) for _, path, media in links[page.path]), []).append(page)
    try:
        order = _in_order(list(kinds))
    except CycleError as error:
        names = " and ".join(sorted({path for path, _ in error.args[1]}))
        raise FinishError(
            names, "are loaded in another order on another page.", "Load them in one order everywhere."
        ) from None
    parsed = _parsed(tree, order, _used(pages, words))
    written: dict[str, int] = {}
    for kind, members in kinds.items():
        if not kind:
            continue
        used = _used(members, words)
        # One group for each file, since what one of them names another may define.
        rules = [Node(_SHEET, path, _for(parsed[path, media], used)) for path, media in order if (path, media) in kind]
        target = _write(tree, [rule for sheet in _without_unused(rules, used) for rule in sheet.body])
        written[target] = written.get(target, 0) + len(members)
        for page in members:
            _link(tree, page, links[page.path], target)
    return sorted(written, key=lambda path: (-written[path], path))


def _used(pages: list[Page], words: set[str]) -> Used:
    used = Used()
    used.add_elements(frozenset().union(*(page.elements for page in pages)))
    used.add_words(words)
    return used


def _parsed(tree: Tree, order: list[tuple[str, str]], used: Used) -> dict[tuple[str, str], list[Node]]:
    """The rules of every stylesheet that can apply on some page; reading them takes longest and is done once."""
    parsed = {}
    for path, media in order:
        rules = _Parser(path, tree.text(path), used, lambda a, path=path: _address(tree, path, a)).parse()
        parsed[path, media] = [Node("media", media, [*rules])] if media else rules
    return parsed


def _write(tree: Tree, rules: list[Any]) -> str:
    """Writes one stylesheet under the hash of its content; returns its path."""
    css = "".join(map(_text, rules)) + "\n"
    target = f"{FOLDER}/site.{sha256(css.encode()).hexdigest()[:8]}.css"
    tree.write(target, css)
    return target


def _link(tree: Tree, page: Page, links: list[tuple[Tag, str, str]], target: str) -> None:
    first, *others = (tag for tag, _, _ in links)
    href = first.element.get("href") or ""
    own = tree.resolve(page.folder, href) or ""
    page.replace(first, f'<link rel="stylesheet" href="{tree.address(page.folder, target, href, own)}">')
    for tag in others:
        page.replace(tag, "")


def _address(tree: Tree, path: str, address: str) -> str:
    """The address in the stylesheet at `path`, as seen from the joined one."""
    if not address or address.startswith(("data:", "#")):
        return address
    found = tree.resolve(posixpath.dirname(path), address)
    if found is None:
        where = "is on another host" if tree.is_remote(address) else "is not in the site"
        raise FinishError(path, f"refers to {address}, which {where}.", "Correct the address, or add the file.")
    return tree.address(FOLDER, shared(tree, found), address, found)


@dataclass(frozen=True, slots=True)
class _Named:
    """What the remaining rules and the scripts name: custom properties, and fonts and animations as text."""

    properties: set[str]
    fonts: str
    animations: set[str]


def _without_unused(nodes: list[Node], used: Used) -> list[Node]:
    """The rules without custom properties, keyframes and font faces that nothing refers to."""
    while (kept := _kept(nodes, _named(nodes, used))) != nodes:
        nodes = kept
    return nodes


def _declarations(nodes: list[Any]) -> Iterator[Declaration]:
    for node in nodes:
        if isinstance(node, Declaration):
            yield node
        elif node.at != "font-face":
            yield from _declarations(node.body)


def _named(nodes: list[Node], used: Used) -> _Named:
    by_property: dict[str, set[str]] = {}
    properties = set(used.properties)
    fonts: list[str] = []
    animations = set(used.words)
    for declaration in _declarations(nodes):
        custom = declaration.name.startswith("--")
        if custom:
            by_property.setdefault(declaration.name, set()).update(declaration.names)
        else:
            properties |= declaration.names
        unclear = custom or not declaration.name
        if unclear or declaration.name.startswith("font"):
            fonts.append(_unquoted(declaration.value))
        if unclear or "animation" in declaration.name:
            animations.update(_WORD.findall(declaration.value))
    for node in (rule for sheet in nodes for rule in (sheet.body if sheet.at == _SHEET else [sheet])):
        if isinstance(node, Node) and node.at != "property":
            properties.update(_DASHED.findall(node.head))
    # A property that only unused ones name is unused itself.
    queue = list(properties)
    while queue:
        new = by_property.get(queue.pop(), set()) - properties
        properties |= new
        queue += new
    return _Named(properties, "\n".join(fonts), animations)


def _unquoted(value: str) -> str:
    return value.replace('"', "").replace("'", "").lower()


def _kept(nodes: list[Any], named: _Named) -> list[Any]:
    result: list[Any] = []
    for node in nodes:
        if isinstance(node, Declaration):
            if not node.name.startswith("--") or node.name in named.properties:
                result.append(node)
        elif _is_used(node, named):
            body = _kept(node.body, named)
            if body == node.body:
                result.append(node)
            elif body or _is_layer(node):
                result.append(Node(node.at, node.head, body, bool(body)))
    return result


def _is_layer(node: Node) -> bool:
    # An empty layer still says where it stands in the order.
    return node.at == "layer" and bool(node.head)


def _is_used(node: Node, named: _Named) -> bool:
    if node.at == "property":
        return node.head in named.properties
    if node.at.endswith("keyframes"):
        return node.head.strip("\"'") in named.animations
    if node.at == "font-face":
        family = next((d.value for d in node.body if isinstance(d, Declaration) and d.name == "font-family"), "")
        return _unquoted(family) in named.fonts
    return True


def _text(node: Declaration | Node) -> str:
    if isinstance(node, Declaration):
        return node.text if node.name else node.value
    head = f"@{node.at} {node.head}".rstrip() if node.at else node.head
    if not node.has_block:
        return head + ";"
    parts: list[str] = []
    for before, item in zip((None, *node.body), node.body, strict=False):
        parts += [";"] if isinstance(before, Declaration) else []
        parts.append(_text(item))
    return f"{head}{{{''.join(parts)}}}"


def addresses(css: str) -> list[str]:
    """The addresses of files in a stylesheet that `join` wrote, or one close enough to it."""
    return [found[2] for found in _URL.finditer(css) if not found[2].startswith(("data:", "#"))]
