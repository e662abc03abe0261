"""Images: the file exists, and those who do not see it are told what it shows."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.links import resolve
from explainer.check.report import on
from explainer.check.site import Site
from explainer.finding import Finding


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the images and the data files of figures."""
    for page in site:
        folder = site.folder(page.language)
        for link in page.links:
            if not link.image:
                continue
            if "://" in link.target or link.target.startswith(("/", "data:")):
                yield on(
                    page,
                    link.line,
                    f"the image `{link.target}` is not a file of this site",
                    "Put the picture beside the page and give the way from this file to it.",
                )
            elif not _exists(folder, resolve(page, link.target)):
                yield on(
                    page,
                    link.line,
                    f"the image `{link.target}` does not exist",
                    f"Add the file below docs/{page.language}/, or mend the way to it.",
                )
            # Inside a figure the block's `alt` speaks for the whole picture.
            if not link.text.strip() and not link.figure:
                yield on(
                    page,
                    link.line,
                    f"the image `{link.target}` has no text alternative",
                    "Say between the square brackets what it shows: `![What it shows](file.svg)`.",
                )
        for block in page.blocks:
            linked = block.options.get("data")
            if block.name == "figure" and isinstance(linked, str) and not _exists(folder, resolve(page, linked)):
                yield on(
                    page,
                    block.option_lines["data"],
                    f"the data file `{linked}` of the figure does not exist",
                    f"Add the file below docs/{page.language}/, or mend the way to it.",
                )


def _exists(folder, name: str | None) -> bool:
    return bool(name) and (folder / name).is_file()
