"""Which selectors can match anything in the built pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from explainer.finish.html import Element

# Set by the browser or by a reader's act, so never to be judged by what the built page shows.
_STATES = frozenset({"open", "hidden", "checked", "disabled", "selected", "inert", "popover", "required", "readonly"})
_STATE_PREFIXES = ("aria-", "data-md-")
# What the HTML parser adds by itself.
_IMPLIED = frozenset({"html", "head", "body", "tbody", "colgroup"})
_ANY_OF = frozenset({"is", "where", "matches", "-webkit-any", "-moz-any", "has"})
_DASHED = re.compile(r"--[\w-]+")
_CAMEL = re.compile(r"(?=[A-Z])")


@dataclass(slots=True)
class Used:
    """What the pages and scripts can contain: names as they stand in a selector.

    `words` holds every word of our scripts; a word that ends in "-" or "_" stands for all names that begin with it
    (`md-${state}`). Tag names, attribute names and attribute values are compared without regard to case.
    """

    tags: set[str] = field(default_factory=lambda: set(_IMPLIED))
    classes: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    attributes: dict[str, set[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    properties: set[str] = field(default_factory=set)
    _folded: set[str] = field(default_factory=set)
    _prefixes: tuple[str, ...] = ()
    _data: set[str] = field(default_factory=set)

    def add_elements(self, elements: Iterable[Element]) -> None:
        """Counts in the elements of pages."""
        for element in elements:
            self.tags.add(element.name)
            for attribute in element.attributes:
                self.attributes.setdefault(attribute.name, set()).add(attribute.value.lower())
                if attribute.name == "class":
                    self.classes.update(attribute.value.split())
                elif attribute.name == "id":
                    self.ids.add(attribute.value)
                if "--" in attribute.value:
                    self.properties.update(_DASHED.findall(attribute.value))

    def add_words(self, words: set[str]) -> None:
        """Counts in the words of scripts."""
        self.words |= words
        self.properties |= {word for word in words if word.startswith("--")}
        self._folded = {word.lower() for word in self.words}
        self._prefixes = tuple(sorted(w for w in self.words if w[-1] in "-_" and len(w) > 2))
        # element.dataset.fooBar is the attribute data-foo-bar
        self._data = {"data-" + _CAMEL.sub("-", word).lower() for word in self.words}

    @property
    def most_tabs(self) -> int:
        """How many tabs the longest set on any page has; its attribute reads `<set>:<tabs>`."""
        counts = [
            int(value.rpartition(":")[2]) for value in self.attributes.get("data-tabs", ()) if value[-1:].isdigit()
        ]
        return max(counts, default=0)

    def _spoken(self, name: str) -> bool:
        return name in self.words or name.startswith(self._prefixes)

    def has_tag(self, name: str) -> bool:
        """True if an element with this tag name can occur."""
        return name.lower() in self.tags or name.lower() in self._folded

    def has_class(self, name: str) -> bool:
        """True if an element can have this class."""
        return name in self.classes or self._spoken(name)

    def has_id(self, name: str) -> bool:
        """True if an element can have this id."""
        return name in self.ids or self._spoken(name)

    def has_attribute(self, name: str, value: str | None) -> bool:
        """True if an element can have this attribute, with exactly this value unless that is None."""
        name = name.lower()
        state = name in _STATES or name.startswith(_STATE_PREFIXES)
        known = state or name in self.attributes or name in self._folded or name in self._data
        if not known or value is None or name in _STATES or name.startswith("aria-"):
            return known
        value = value.lower()
        return value in self.attributes.get(name, ()) or value in self._folded or not _simple(value)


def _simple(value: str) -> bool:
    # A script's words can only be compared with a value that is one word.
    return bool(re.fullmatch(r"[\w-]+", value))


def split_list(tokens: list[Any]) -> list[list[Any]]:
    """The selectors of a selector list, as lists of tokens."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def possible(tokens: list[Any], used: Used) -> bool:
    """True unless one selector (a list of tinycss2 tokens) certainly matches nothing. What is unknown is kept."""
    before = ""
    colons = 0
    tabs = False  # in a set of tabs, of which the theme styles twenty one by one
    for token in tokens:
        kind = token.type
        if kind == "literal" and token.value == "|":
            return True  # namespaces: not judged
        if kind == "ident" and not colons:
            name = token.value
            tabs = tabs or (before == "." and name == "tabbed-set")
            if not (used.has_class(name) if before == "." else used.has_tag(name)):
                return False
        elif kind == "hash":
            if not used.has_id(token.value):
                return False
        elif kind == "[] block":
            if not _attribute_possible(token.content, used):
                return False
        elif kind == "function" and colons and not _function_possible(token, used, tabs):
            return False
        is_colon = kind == "literal" and token.value == ":"
        colons = colons + 1 if is_colon else 0
        before = token.value if kind == "literal" else ""
    return True


def _function_possible(token: Any, used: Used, tabs: bool) -> bool:
    name = token.lower_name
    if name in _ANY_OF:
        return any(possible(part, used) for part in split_list(token.arguments))
    if name == "nth-child" and tabs and len(token.arguments) == 1:
        place = getattr(token.arguments[0], "int_value", None)
        return place is None or place <= used.most_tabs
    if name in ("nth-child", "nth-last-child"):
        for index, argument in enumerate(token.arguments):
            if argument.type == "ident" and argument.lower_value == "of":
                return any(possible(part, used) for part in split_list(token.arguments[index + 1 :]))
    return True


def _attribute_possible(content: list[Any], used: Used) -> bool:
    parts = [token for token in content if token.type != "whitespace"]
    if not parts or parts[0].type != "ident" or any(t.type == "literal" and t.value == "|" for t in parts):
        return True
    exact = len(parts) > 2 and parts[1].type == "literal" and parts[1].value == "="
    return used.has_attribute(parts[0].value, parts[2].value if exact else None)


def is_fragile(tokens: list[Any]) -> bool:
    """True if a browser may not know a part of this selector, so that its whole list would not count there."""
    for before, token in pairwise(tokens):
        if before.type == "literal" and before.value == ":":
            name = getattr(token, "lower_value", None) or getattr(token, "lower_name", "")
            if isinstance(name, str) and name.startswith("-"):
                return True
    return False
