"""The source linter: reads docs/ and data/ and reports every mistake at once, with file, line and remedy.

    python -m explainer.check [--root DIR]

A check blocks or does not exist: there are no warnings. Each module of this package is one group of rules with a
function `check(site, data)` that yields findings; `RULES` lists them.
"""

from __future__ import annotations

from pathlib import Path

from explainer.check import (
    blocks,
    citations,
    evidence,
    fields,
    headings,
    images,
    leftovers,
    links,
    navigation,
    quotations,
    scripts,
    shape,
    statements,
    step,
    told,
    verdicts,
    wording,
)
from explainer.check.data import read
from explainer.check.site import Site
from explainer.check.step import content_hash
from explainer.finding import Finding
from explainer.paths import ROOT

__all__ = ["RULES", "content_hash", "run"]

RULES = (
    fields.check,
    headings.check,
    blocks.check,
    citations.check,
    links.check,
    images.check,
    leftovers.check,
    navigation.check,
    step.check,
    told.check,
    shape.check,
    wording.check,
    quotations.check,
    evidence.check,
    statements.check,
    verdicts.check,
    scripts.check,
)


def run(root: Path = ROOT) -> list[Finding]:
    """Return every finding in the sources under `root`, sorted by file and line, each once; a data file that cannot be read alone."""
    site, data = Site(root), read(root)
    found = set(data.findings)
    if data.unread:
        return sorted(found)
    for rule in RULES:
        found.update(rule(site, data))
    return sorted(found)
