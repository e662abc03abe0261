"""The source linter: reads docs/ and data/ and reports every mistake at once, with file, line and remedy.

    python -m explainer.check [--root DIR]

A check blocks or does not exist: there are no warnings. Each module of this package that has a function
`check(site, data)` is one group of rules; it yields findings about what the Markdown extension rendered.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from explainer.finding import Finding
from explainer.pages.site import Site
from explainer.paths import ROOT
from explainer.records import Reading, read, using

__all__ = ["RULES", "run"]

MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name != "__main__"]
RULES = tuple(module.check for module in MODULES if hasattr(module, "check"))


def run(root: Path = ROOT, rules: Iterable[Callable[[Site, Reading], Iterable[Finding]]] = RULES) -> list[Finding]:
    """Return every finding in the sources under `root`, sorted by file and line, each once.

    What cannot be read, a data file or a configuration, stands alone: what is missing because of it is no mistake.
    """
    data = read(root)
    with using(data.records):
        site = Site(root)
        if data.unread or site.findings:
            return sorted({*(data.findings if data.unread else site.findings)})
        found = {*data.findings}
        try:
            for rule in rules:
                found.update(rule(site, data))
        except Exception:
            # A page that shows a record with a mistake may not be rendered; the mistake is what to say.
            if not data.findings:
                raise
    return sorted(found)
