"""All pages of every edition, and what the configurations of the editions say."""

import json
import re
from collections.abc import Iterator
from functools import cached_property, lru_cache
from os.path import normpath
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from explainer import frontmatter
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finding import Fault, Finding
from explainer.pages.tree import Renderer, Tree
from explainer.paths import docs
from explainer.records import yamlfile
from explainer.records.schema import walk

NO_TEXT: Fault = 1, "the file is not UTF-8 text", "Save it as UTF-8 in your editor."


class Page:
    """A page of one language. `shown` is how messages name the file, `name` its path below the language's folder.

    `address` is where it is published below the home page of its language, as `incident/`. `rows` are the lines of its
    `source`, whose text begins at the offset `start`; `tells` are the facts that it claims to tell.
    """

    def __init__(self, path: Path, language: str, name: str, renderer: Renderer | None = None) -> None:
        self.path, self.language, self.name, self._renderer = path, language, name, renderer
        self.address = re.sub(r"(^|/)index/$", r"\1", name.removesuffix(".md") + "/")
        self.shown, self.home = f"docs/{language}/{name}", not self.address
        self.problems: list[Fault] = []
        try:
            self.source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.source = ""
            self.problems.append(NO_TEXT)
        head = frontmatter.read(self.source, translated=language != LANGUAGES[0])
        self.front, self.lines, self.start, self.tells = head.meta, head.lines, head.end, head.meta.tells
        self.rows = self.source.split("\n")
        if self.start or not self.problems:
            self.problems += head.problems

    @cached_property
    def tree(self) -> Tree:
        """What readers get; rendered with the records in use."""
        return self._renderer.render(self.source, self.start) if self._renderer else Tree()

    @cached_property
    def amiss(self) -> bool:
        """Has something on it not become what was meant? Then what else is missing there may be missing for that."""
        tree = self.tree
        slips = tree.problems or tree.indented or any(block.found or block.raw for block in tree.blocks)
        unnamed = any(heading.level > 1 and not heading.own for heading in tree.headings)
        return bool(not self.start or slips or unnamed or any(re.search("`{3}|~{3}", unit.text) for unit in tree.units))


class Site:
    """The source of the site under `root`. A name that begins with a dot is no page, as for MkDocs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.findings: list[Finding] = []
        # For each language the pages that the navigation in its configuration names, each with its line there.
        self.navigation: dict[str, list[tuple[str, int]]] = {}
        self.pages: dict[str, dict[str, Page]] = {}
        for language, edition in EDITIONS.items():
            keys, folder = self._configuration(edition.config), docs(language, root)
            self.navigation[language] = [
                (str(page), yamlfile.read(root / edition.config).place("nav", *loc)[0])
                for loc, page in walk(keys.get("nav"))
                if page and not isinstance(page, dict | list) and "://" not in str(page)
            ]
            renderer = _renderer(json.dumps(keys.get("markdown_extensions", {})))
            # Without its configuration an edition cannot be rendered.
            self.pages[language] = {
                name: Page(folder / name, language, name, renderer)
                for name in sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.md"))
                if keys and not any(part.startswith(".") for part in name.split("/"))
            }
        self.findings += [Finding(page.shown, *NO_TEXT) for page in self if NO_TEXT in page.problems]
        originals, *others = self.pages.values()
        # Each page of another language with the page of the first language that has its name.
        pairs = ((originals.get(name), page) for pages in others for name, page in pages.items())
        self.translations = [(original, page) for original, page in pairs if original]

    def __iter__(self) -> Iterator[Page]:
        for pages in self.pages.values():
            yield from pages.values()

    def _configuration(self, name: str, heirs: tuple[str, ...] = ()) -> dict[str, Any]:
        """A configuration with what it inherits."""
        try:
            read = yamlfile.read(self.root / name).content
        except OSError:
            self.findings.append(Finding(name, 1, "the file is missing", f"Restore {name}: the build needs it."))
            return {}
        except yamlfile.NotYaml as error:
            self.findings.append(Finding(name, *error.args))
            return {}
        keys: dict[str, Any] = read if isinstance(read, dict) else {}
        parent = normpath(PurePosixPath(name).parent / keys["INHERIT"]) if "INHERIT" in keys else name
        if parent in (name, *heirs):
            return keys
        inherited, extensions = self._configuration(parent, (name, *heirs)), "markdown_extensions"
        both = inherited.get(extensions, {}) | keys.get(extensions, {})
        return inherited | keys | {extensions: both}


@lru_cache(maxsize=8)
def _renderer(extensions: str) -> Renderer:
    settings: dict[str, Any] = json.loads(extensions)
    settings["pymdownx.highlight"] = {"use_pygments": False}  # no colour says anything
    return Renderer(settings)


def resolve(page: Page, target: str) -> str | None:
    """Return the path below the language's folder that `target` on `page` leads to, or None if it leads outside."""
    path = normpath(PurePosixPath(page.name).parent / unquote(target))
    return None if path.startswith("..") else "" if path == "." else path
