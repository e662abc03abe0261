"""The source linter: reads docs/ and data/ and reports every mistake at once, with file, line and remedy.

    python -m explainer.check [--root DIR]

A check blocks or does not exist: there are no warnings. Each module of this package that has a function
`check(site, data)` is one group of rules; it yields findings about what the Markdown extension rendered.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from explainer.finding import Finding
from explainer.pages.site import Site
from explainer.paths import ROOT
from explainer.records import Reading, read, using

__all__ = ["RULES", "report", "run"]

Rule = Callable[[Site, Reading], Iterable[Finding]]
MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__) if module.name != "__main__"]
RULES = tuple(module.check for module in MODULES if hasattr(module, "check"))


def run(root: Path = ROOT, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Return every finding in the sources under `root`, sorted by file and line, each once.

    What cannot be read, a data file or a configuration, stands alone: what is missing because of it is no mistake.
    """
    data = read(root)
    with using(data.records):
        site = Site(root)
        if data.unread or site.findings:
            return sorted({*(data.findings if data.unread else site.findings)})
        try:
            return sorted({*data.findings, *(finding for rule in rules for finding in rule(site, data))})
        except Exception as error:
            # A page that shows a record with a mistake may not be rendered; the mistake is what to say.
            found = sorted({*data.findings}) or [each for each in error.args if isinstance(each, Finding)]
            if not found:
                raise
            return found


def report(findings: Sequence[Finding]) -> str:
    """Say all findings and their number; on GitHub also in the form that shows each at its line."""
    github = os.environ.get("GITHUB_ACTIONS") == "true"
    lines = [line for each in findings for line in (str(each), *[each.annotation()] * github)]
    number = f"\n{len(findings)} finding{'s' if len(findings) != 1 else ''}."
    return "\n".join([*lines, number if findings else "No findings."])
