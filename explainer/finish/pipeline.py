"""The order in which a built site is finished."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from explainer import cards
from explainer.finish import csp, languages, scripts, sitemap, styles, whitespace
from explainer.finish.html import read_page
from explainer.finish.prune import Reach, prune
from explainer.finish.share import share
from explainer.finish.tree import Tree


@dataclass(frozen=True)
class Report:
    """What finishing did. Paths are relative to the site's folder, sizes are in bytes."""

    pages: int
    stylesheets: tuple[str, ...]
    stylesheets_bytes: int
    scripts: tuple[str, ...]
    scripts_bytes: int
    removed: int
    removed_bytes: int
    sitemap: bool

    def __str__(self) -> str:
        return (
            f"{self.pages} pages; {len(self.stylesheets)} stylesheet(s) of {self.stylesheets_bytes} bytes; "
            f"{len(self.scripts)} joined script(s) of {self.scripts_bytes} bytes; "
            f"{self.removed} files nobody loads removed ({self.removed_bytes} bytes); "
            + ("sitemap written." if self.sitemap else "no sitemap, for no site address is set.")
        )


def finish(site: Path, *, base_url: str | None) -> Report:
    """Turns the built pages of both languages in `site` into what is published, in place.

    `base_url` is the address of the English home page. Without it (None) there is no sitemap.xml, for a
    sitemap may hold only absolute addresses; robots.txt then names none.

    The result depends on the files in `site` and on `base_url` alone: the same input gives the same bytes, and
    finishing a finished site changes nothing. Raises FinishError if the site cannot be published; `site` is then
    to be thrown away, for it may be half-done.
    """
    tree = Tree(site, base_url)
    sitemap.remove_duplicates(tree)
    pages = [read_page(path, tree.file(path)) for path in tree.html()]
    csp.check(tree, pages)
    tree.files.update(cards.draw(site))
    # Before scripts are minified in place: afterwards the two copies of an edition differ.
    share(tree, pages)
    reach = Reach(tree)
    for page in pages:
        reach.page(page)
    languages.mend(tree, pages)
    joined = scripts.join(tree, pages, reach.code)

    sheets = styles.join(tree, pages, set().union(*map(scripts.words, reach.code.values())))

    csp.apply(pages)
    for page in pages:
        page.write()
    # Last, so that findings name the lines that the engine wrote.
    whitespace.collapse(tree)
    for path in (*joined, *sheets):
        reach.add(path)
    removed, removed_bytes = prune(tree, reach)
    sitemap.write(tree, pages)
    return Report(
        pages=len(pages),
        stylesheets=tuple(sheets),
        stylesheets_bytes=sum(tree.file(path).stat().st_size for path in sheets),
        scripts=tuple(joined),
        scripts_bytes=sum(tree.file(path).stat().st_size for path in joined),
        removed=removed,
        removed_bytes=removed_bytes,
        sitemap="sitemap.xml" in tree.files,
    )
