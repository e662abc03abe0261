"""All pages of every edition, and what the configurations of the editions say."""

import json
from collections.abc import Iterator
from functools import cached_property, lru_cache
from os.path import normpath
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from explainer.editions import EDITIONS
from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.tree import Renderer
from explainer.paths import docs
from explainer.records import yamlfile
from explainer.records.schema import walk

Keys = dict[str, tuple[Any, str]]  # what a configuration says by its keys, and the file that each stands in


class Site:
    """The source of the site under `root`. A name that begins with a dot is no page, as for MkDocs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        # For each language the pages that its navigation names, each with the file and line where it stands.
        self.navigation: dict[str, list[tuple[str, str, int]]] = {}
        self.pages: dict[str, dict[str, Page]] = {}
        for language, edition in EDITIONS.items():
            keys, folder = self._configuration(edition.config), docs(language, root)
            nav, config = keys.get("nav", (None, ""))
            self.navigation[language] = [
                (str(page), config, self._read(config).place("nav", *loc)[0])
                for loc, page in walk(nav)
                if page and not isinstance(page, dict | list) and "://" not in str(page)
            ]
            renderer = _renderer(json.dumps(keys.get("markdown_extensions", ({},))[0]), language)
            # Without its configuration an edition cannot be rendered.
            self.pages[language] = {
                name: Page(folder / name, language, name, renderer)
                for name in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
                if keys and not any(part.startswith(".") for part in name.split("/"))
            }

    def __iter__(self) -> Iterator[Page]:
        for pages in self.pages.values():
            yield from pages.values()

    @cached_property
    def translations(self) -> list[tuple[Page, Page]]:
        """Each page of another language with the page of the first language that has its name."""
        originals, *others = self.pages.values()
        return [(originals[name], page) for pages in others for name, page in pages.items() if name in originals]

    def _read(self, name: str) -> yamlfile.Document:
        return yamlfile.read(self.root / name, yamlfile.Untagged)

    def _configuration(self, name: str, heirs: tuple[str, ...] = ()) -> Keys:
        """A configuration with what it inherits."""
        try:
            read = self._read(name).content
        except OSError:
            self.findings.append(Finding(name, 1, "the file is missing", f"Restore {name}: the build needs it."))
            return {}
        except yamlfile.NotYaml as error:
            self.findings.append(Finding(name, *error.args))
            return {}
        keys = {key: (value, name) for key, value in read.items()} if isinstance(read, dict) else {}
        parent = normpath(PurePosixPath(name).parent / keys["INHERIT"][0]) if "INHERIT" in keys else name
        if parent in (name, *heirs):
            return keys
        inherited, extensions = self._configuration(parent, (name, *heirs)), "markdown_extensions"
        if extensions in keys and extensions in inherited:
            keys[extensions] = (inherited[extensions][0] | keys[extensions][0], name)
        return inherited | keys


@lru_cache(maxsize=8)
def _renderer(extensions: str, language: str) -> Renderer:
    settings: dict[str, Any] = json.loads(extensions)
    settings["pymdownx.highlight"] = {"use_pygments": False}  # no colour says anything
    settings["explainer.markdown"] = {**(settings.get("explainer.markdown") or {}), "lang": language}
    return Renderer(settings)


def resolve(page: Page, target: str) -> str | None:
    """Return the path below the language's folder that `target` on `page` leads to, or None if it leads outside."""
    path = normpath(PurePosixPath(page.name).parent / unquote(target))
    return None if path.startswith("..") else "" if path == "." else path
