"""All pages of both languages and the navigation of both editions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from explainer.check.page import Page
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finding import Finding
from explainer.yamltext import SafeText


@dataclass(frozen=True)
class NavEntry:
    """A page that a navigation names; `config` is the file and `line` the place where it stands."""

    target: str
    config: str
    line: int


class Site:
    """The source of the site under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pages: dict[str, dict[str, Page]] = {language: {} for language in LANGUAGES}
        for language in LANGUAGES:
            folder = root / "docs" / language
            for path in sorted(folder.rglob("*.md")):
                name = path.relative_to(folder).as_posix()
                if f"/{name}".count("/."):  # such as an editor's lock; no page for the engine either
                    continue
                self.pages[language][name] = Page(path, f"docs/{language}/{name}", language, name)

    def __iter__(self):
        """Yield every page, language by language."""
        for pages in self.pages.values():
            yield from pages.values()

    def folder(self, language: str) -> Path:
        """Return the folder that holds the pages of `language`."""
        return self.root / "docs" / language

    @cached_property
    def navigation(self) -> tuple[dict[str, list[NavEntry] | None], list[Finding]]:
        """The entries of each edition (None where its configuration cannot be read) and what is wrong with the files."""
        entries: dict[str, list[NavEntry] | None] = {}
        findings: list[Finding] = []
        for language, edition in EDITIONS.items():
            name = edition.config
            try:
                entries[language] = self._entries(name)
            except OSError:
                entries[language] = None
                findings.append(Finding(name, 1, "the file is missing", f"Restore {name}: the build needs it."))
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                mark = getattr(error, "problem_mark", None)
                entries[language] = None
                findings.append(
                    Finding(
                        name,
                        mark.line + 1 if mark else 1,
                        f"not valid YAML: {getattr(error, 'problem', error)}",
                        "Check indentation and colons on this line and the one before.",
                    )
                )
        return entries, findings

    def _entries(self, name: str, seen: tuple[str, ...] = ()) -> list[NavEntry]:
        node = yaml.compose((self.root / name).read_text(encoding="utf-8"), SafeText)
        keys = {key.value: value for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        if "nav" in keys:
            return [NavEntry(leaf.value, name, leaf.start_mark.line + 1) for leaf in _leaves(keys["nav"])]
        if "INHERIT" in keys and keys["INHERIT"].value not in (name, *seen):
            return self._entries(keys["INHERIT"].value, (name, *seen))
        return []


def _leaves(node: yaml.Node):
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _leaves(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)
    elif node.value and "://" not in node.value:
        yield node
