"""One Markdown page: its file, its front matter, and what it is rendered to."""

from functools import cached_property
from pathlib import Path

from explainer import frontmatter
from explainer.editions import LANGUAGES
from explainer.finding import Fault
from explainer.pages.tree import Renderer, Tree


class Page:
    """A page of one language. `shown` is how messages name the file, `name` its path below the language's folder."""

    def __init__(self, path: Path, language: str, name: str, renderer: Renderer | None = None) -> None:
        self.path, self.language, self.name, self._renderer = path, language, name, renderer
        self.shown = f"docs/{language}/{name}"
        self.problems: list[Fault] = []
        try:
            self.source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            self.source = path.read_text(encoding="utf-8", errors="replace")
            self.problems.append((1, "the file is not UTF-8 text", "Save it as UTF-8 in your editor."))
        head = frontmatter.read(self.source, translated=language != LANGUAGES[0])
        self.front, self.lines, self.start = head.meta, head.lines, head.end
        if self.start or not self.problems:
            self.problems += head.problems

    @cached_property
    def tree(self) -> Tree:
        """What readers get; rendered with the records in use."""
        return self._renderer.render(self.source, self.start) if self._renderer else Tree()

    @cached_property
    def rows(self) -> list[str]:
        """The lines of the file."""
        return self.source.split("\n")

    @property
    def home(self) -> bool:
        """Is this the home page of its language?"""
        return self.name == "index.md"

    @property
    def tells(self) -> list[str]:
        """Ids of the facts that the page claims to tell."""
        return self.front.tells
