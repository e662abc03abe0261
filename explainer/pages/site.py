"""All pages of every edition, and what the configurations of the editions say."""

import json
from collections.abc import Iterator
from functools import cached_property, lru_cache
from os.path import normpath
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote

import yaml

from explainer.editions import EDITIONS
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.tree import Renderer
from explainer.records.yamlfile import Loader


class NavEntry(NamedTuple):
    """A page that a navigation names; `config` is the file and `line` the place where it stands."""

    target: str
    config: str
    line: int


class Site:
    """The source of the site under `root`. A name that begins with a dot is no page, as for MkDocs."""

    def __init__(self, root: Path) -> None:
        """Read every page; nothing is rendered yet."""
        self.root = root
        self.findings: list[Finding] = []
        self.navigation: dict[str, list[NavEntry] | None] = {}
        self.pages: dict[str, dict[str, Page]] = {}
        for language, edition in EDITIONS.items():
            nodes = self._configuration(edition.config)
            nav = nodes.get("nav", (None, ""))
            leaves = _leaves(nav[0]) if nav[0] else ()
            entries = [NavEntry(leaf.value, nav[1], leaf.start_mark.line + 1) for leaf in leaves]
            self.navigation[language] = entries if nodes else None
            extensions = _plain(nodes["markdown_extensions"][0]) if "markdown_extensions" in nodes else {}
            renderer = _renderer(json.dumps(extensions), language)
            folder = self.folder(language)
            # Without its configuration an edition cannot be rendered.
            self.pages[language] = {
                name: Page(folder / name, language, name, renderer)
                for name in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
                if nodes and not any(part.startswith(".") for part in name.split("/"))
            }

    def __iter__(self) -> Iterator[Page]:
        """Yield every page, language by language."""
        for pages in self.pages.values():
            yield from pages.values()

    def folder(self, language: str) -> Path:
        """Return the folder that holds the pages of `language`."""
        return self.root / "docs" / language

    @cached_property
    def translations(self) -> list[tuple[Page, Page]]:
        """Each page of another language with the page of the first language that has its name."""
        originals, *others = self.pages.values()
        return [(originals[name], page) for pages in others for name, page in pages.items() if name in originals]

    def _configuration(self, name: str, heirs: tuple[str, ...] = ()) -> dict[str, tuple[yaml.Node, str]]:
        """Every key of a configuration, with those it inherits, and the file that each stands in."""
        try:
            node = yaml.compose((self.root / name).read_text(encoding="utf-8"), Loader)
        except OSError:
            self.findings.append(Finding(name, 1, "the file is missing", f"Restore {name}: the build needs it."))
            return {}
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            mark = getattr(error, "problem_mark", None)
            message = f"not valid YAML: {getattr(error, 'problem', error)}"
            remedy = "Check indentation and colons on this line and the one before."
            self.findings.append(Finding(name, mark.line + 1 if mark else 1, message, remedy))
            return {}
        keys = {key.value: (value, name) for key, value in node.value} if isinstance(node, yaml.MappingNode) else {}
        inherit = keys["INHERIT"][0].value if "INHERIT" in keys else ""
        parent = normpath(PurePosixPath(name).parent / inherit) if inherit else name
        if parent in (name, *heirs):
            return keys
        inherited = self._configuration(parent, (name, *heirs))
        if "markdown_extensions" in keys and "markdown_extensions" in inherited:
            both = keys["markdown_extensions"][0], inherited["markdown_extensions"][0]
            own = {key.value for key, _ in both[0].value}
            both[0].value[:0] = [pair for pair in both[1].value if pair[0].value not in own]
        return inherited | keys


@lru_cache(maxsize=8)
def _renderer(extensions: str, language: str) -> Renderer:
    settings: dict[str, Any] = json.loads(extensions)
    settings["explainer.markdown"] = {**(settings.get("explainer.markdown") or {}), "lang": language}
    return Renderer(settings)


def resolve(page: Page, target: str) -> str | None:
    """Return the path below the language's folder that `target` on `page` leads to, or None if it leads outside."""
    path = normpath(PurePosixPath(page.name).parent / unquote(target))
    return None if path.startswith("..") else "" if path == "." else path


def _plain(node: yaml.Node) -> Any:
    """Return dicts, lists, strings and None: tags such as `!ENV` are never acted on, numbers and dates stay text."""
    if isinstance(node, yaml.MappingNode):
        return {_plain(key): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return None if node.tag.endswith(":null") else node.value


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _leaves(item)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _leaves(value)
    elif node.value and "://" not in node.value:
        yield node
