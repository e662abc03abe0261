"""Imports point down: each package knows only those below it, and none leads back to itself."""

import re
from graphlib import TopologicalSorter

from explainer.paths import ROOT

PACKAGE = ROOT / "explainer"
BELOW = {
    "records": set(),
    "opendata": {"records"},
    "markdown": {"records", "opendata"},
    "pages": {"records", "opendata", "markdown"},
    "check": {"records", "opendata", "markdown", "pages"},
}


def imported(text: str) -> set[str]:
    """The packages and modules of ours that a module imports: from `from explainer.records.story import Fact` `records`."""
    said = re.findall(r"(?m)^\s*(?:from|import) explainer(?:\.(\w+)| import (.+))", text)
    return {name for below, listed in said for name in (below or listed).split(", ")}


def graph() -> dict[str, set[str]]:
    """What each package and each single module imports, itself left out."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).with_suffix("").parts[0]
        found.setdefault(name, set()).update(imported(path.read_text(encoding="utf-8")) - {name})
    return found


def test_packages_import_only_what_lies_below_them_and_none_leads_back() -> None:
    arrows = graph()
    known: dict[str, set[str]] = {}
    for name in TopologicalSorter(arrows).static_order():  # raises where an import leads back to where it came from
        known[name] = arrows.get(name, set()).union(*(known[below] for below in arrows.get(name, ())))
    packages = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert packages == set(BELOW)
    for name, below in BELOW.items():
        assert known[name] & packages <= below, name
