"""``/// script | name.py``: a downloadable script of the site, and how far it was checked."""

from __future__ import annotations

import html
import xml.etree.ElementTree as etree

from explainer import paths
from explainer.editions import EDITIONS
from explainer.markdown.blocks.base import SiteBlock
from explainer.records.words import number, word

SCRIPTS = paths.DOCS / "en" / "alternatives" / "scripts"
RUN = (
    *("cogvideox-from-text.py", "cogvideox-from-image.py", "cogvideox-from-video.py"),
    *("mochi-1-from-text.py", "ltx-video-0.9.5.py"),
)
"""Scripts that `make test-models` runs, on small random weights."""
# The files stand once, in the English edition; pages that use these blocks lie two folders deep in theirs.
FOLDERS = {language: f"../../{edition.up}alternatives/scripts/" for language, edition in EDITIONS.items()}


class Script(SiteBlock):
    """A download link with what was checked; argument: the name of a file of the site."""

    NAME = "script"
    ARGUMENT = True

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the box; the content goes below the link.

        Raises:
            UnknownKeyError: there is no such file, and the edition is built strictly.
        """
        box = etree.SubElement(parent, "div", {"class": "script"})
        known = {file.name: file for file in sorted(SCRIPTS.iterdir())}
        file = self.find("script", self.argument, known)
        if file is not None:
            head = etree.SubElement(box, "p", {"class": "script__file"})
            size = number(file.stat().st_size / 1000, self.lang, 1)
            head.text = f"{file_link(self.md, self.lang, file.name)} ({size} kB)"
            etree.SubElement(box, "p", {"class": "script__checked"}).text = word(checked_words(file.name), self.lang)
        return box


def checked_words(name: str) -> str:
    """Key of the words that say how far a script was checked; what the tests do must bear them out."""
    if not name.endswith(".py"):
        return "script_read"
    if name in RUN:
        return "script_run"
    return "script_authors" if name.startswith("pyramid-flow") else "script_checked"


def file_link(md, lang: str, name: str) -> str:
    """Markdown text that becomes a download link to a file of the site."""
    return md.htmlStash.store(
        f'<a class="download" href="{FOLDERS[lang]}{html.escape(name)}" download>{html.escape(name)}</a>'
    )
