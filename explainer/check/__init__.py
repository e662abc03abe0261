"""The source linter: reads docs/ and data/ and reports every mistake at once, with file, line and remedy.

    python -m explainer.check [--root DIR]

A check blocks or does not exist: there are no warnings. Each module of this package that has a function
`check(site, data)` is one group of rules; it yields findings about what the Markdown extension rendered.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import iter_modules

from explainer.finding import Finding
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.paths import ROOT
from explainer.records import Reading, read, using

__all__ = ["RULES", "run"]

MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name != "__main__"]
RULES = tuple(module.check for module in MODULES if hasattr(module, "check"))


def run(
    root: Path = ROOT,
    rules: Iterable[Callable[[Site, Reading], Iterable[Finding]]] = RULES,
    *,
    side_by_side: bool = False,
) -> list[Finding]:
    """Return every finding in the sources under `root`, sorted by file and line, each once.

    What cannot be read, a data file or a configuration, stands alone: what is missing because of it is no mistake.
    `side_by_side`: each edition is rendered by a process of its own, where the system has such as share what was read.
    """
    data = read(root)
    with using(data.records):
        site = Site(root)
        if data.unread or site.findings:
            return sorted({*(data.findings if data.unread else site.findings)})
        found = {*data.findings}
        try:
            if side_by_side and hasattr(os, "fork"):
                _render(site)
            for rule in rules:
                found.update(rule(site, data))
        except Exception:
            # A page that shows a record with a mistake may not be rendered; the mistake is what to say.
            if not data.findings:
                raise
    return sorted(found)


def _render(site: Site) -> None:
    """Render all pages; those that another process fails at are rendered later and here, which says why."""
    first, *others = site.pages.values()
    ends = []
    for pages in others:
        end, other = get_context("fork").Pipe(duplex=False)
        get_context("fork").Process(target=_send, args=(pages, other), daemon=True).start()
        other.close()
        ends.append(end)
    for page in first.values():
        _ = page.tree
    for pages, end in zip(others, ends, strict=True):
        with suppress(EOFError):
            for name, tree in end.recv().items():
                pages[name].tree = tree


def _send(pages: dict[str, Page], to: Connection) -> None:
    with suppress(Exception):
        to.send({name: page.tree for name, page in pages.items()})
