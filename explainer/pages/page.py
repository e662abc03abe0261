"""One Markdown page: its file, its front matter, and what it is rendered to."""

from functools import cached_property
from pathlib import Path

from explainer import frontmatter
from explainer.editions import LANGUAGES
from explainer.finding import Fault
from explainer.pages.tree import Renderer, Tree


class Page:
    """A page of one language. `shown` is how messages name the file, `name` its path below the language's folder.

    `rows` are the lines of its `source`, whose text begins at the offset `start`; `tells` are the facts that it claims to
    tell; `home`: it is the home page of its language.
    """

    def __init__(self, path: Path, language: str, name: str, renderer: Renderer | None = None) -> None:
        self.path, self.language, self.name, self._renderer = path, language, name, renderer
        self.shown, self.home = f"docs/{language}/{name}", name == "index.md"
        self.problems: list[Fault] = []
        try:
            self.source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.source = path.read_text(encoding="utf-8", errors="replace")
            self.problems.append((1, "the file is not UTF-8 text", "Save it as UTF-8 in your editor."))
        head = frontmatter.read(self.source, translated=language != LANGUAGES[0])
        self.front, self.lines, self.start, self.tells = head.meta, head.lines, head.end, head.meta.tells
        self.rows = self.source.split("\n")
        if self.start or not self.problems:
            self.problems += head.problems

    @cached_property
    def tree(self) -> Tree:
        """What readers get; rendered with the records in use."""
        return self._renderer.render(self.source, self.start) if self._renderer else Tree()
