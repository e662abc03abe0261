"""``/// script | name.py``: a downloadable script of the site, and how far it was checked."""

from pathlib import Path

from explainer.editions import LANGUAGES
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, add, rooted
from explainer.paths import docs
from explainer.records import records
from explainer.records.words import number

FOLDER = "alternatives/scripts"
RUN = ("clip.py",)  # scripts that `make test-models` runs, on small random weights


class Script(SiteBlock):
    """A script to download, with how far it was checked."""

    BODY = Field("what it does", "What it does, and how to call it.", required=False)
    TAKES = Field(
        "the name of a file in docs/en/alternatives/scripts",
        "clip.py",
        choices=lambda: sorted(file.name for file in folder().glob("[!.]*") if not moved(file)),
    )

    def draw(self, box: Element) -> None:
        size = number((folder() / self.argument).stat().st_size / 1000, self.lang, 1)
        add(box, "p", file_link(self.argument), f" ({size} kB)")
        checked = "run" if self.argument in RUN else "authors" if self.argument.endswith(".py") else "read"
        add(box, "p", self.word(f"script_{checked}"), class_="script__checked")


def moved(file: Path) -> bool:
    """Whether a script only says where it is now, for readers who come by its old address."""
    return file.suffix == ".py" and file.read_text("utf-8").startswith('"""Moved: ')


def folder() -> Path:
    """Where the scripts stand: once, in the first edition."""
    return docs(LANGUAGES[0], records().root) / FOLDER


def file_link(name: str) -> Element:
    """A download link to a script."""
    return rooted(f"{FOLDER}/{name}", name, class_="download", download="")
