"""Compare the records with the research ledger they were written from.

    python -m explainer.ledger LEDGER.yaml

A ledger of facts has a list `facts` whose entries have `id`, `statement` and, where a later reading changed or
corrected them, `update` and `check`. Every one of them must be in data/facts.yml, with the mark (`follows`) of exactly
this state; so an update or check that came later cannot be overlooked. A ledger of second readings of the models has
a list `checks`; each must be named under `checks` of the models it concerns in data/models.yml.

Exit status: 0 all carried over, 1 something is not, 2 the ledger cannot be read.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from explainer.records import Records, RecordsError, records, yamlfile


def mark(entry: Mapping[str, Any]) -> str:
    """Return the eight hexadecimal digits that stand for statement, update and check of a ledger fact."""
    state = [entry["statement"], entry.get("update"), entry.get("check")]
    return sha256(json.dumps(state, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:8]


def compare_facts(ledger: Iterable[Mapping[str, Any]], data: Records) -> list[str]:
    """Return one line for each ledger fact that is absent or has changed, and each fact the ledger does not know."""
    entries = {entry["id"]: entry for entry in ledger}
    problems = []
    for fact_id, entry in entries.items():
        fact = data.facts.get(fact_id)
        if fact is None:
            problems.append(f"{fact_id}: missing in data/facts.yml; add it with `follows: '{mark(entry)}'`")
        elif fact.follows != mark(entry):
            changed = " and ".join(key for key in ("update", "check") if entry.get(key)) or "statement"
            problems.append(
                f"{fact_id}: does not follow the ledger; apply its {changed}, "
                f"then set `follows: '{mark(entry)}'` (it is '{fact.follows}')"
            )
    problems += [
        f"{fact_id}: in data/facts.yml but not in the ledger; correct the id or remove the fact"
        for fact_id in data.facts
        if fact_id not in entries
    ]
    return problems


def compare_checks(ledger: Iterable[Mapping[str, Any]], data: Records) -> list[str]:
    """Return one line for each second reading not applied to a model it concerns, and each that does not exist.

    A reading concerns the models whose first word (`mochi` of `mochi-1`) is in its id, or else all of them.
    """
    ids = [entry["id"] for entry in ledger]
    problems = []
    for check_id in ids:
        named = [model for model in data.models.values() if model.id.split("-")[0] in check_id]
        problems += [
            f"{check_id}: not applied to {model.id}; correct the model and add the id to its `checks` in data/models.yml"
            for model in named or data.models.values()
            if check_id not in model.checks
        ]
    problems += [
        f"{check_id}: named by {model.id} in data/models.yml but not in the ledger; correct or remove it"
        for model in data.models.values()
        for check_id in model.checks
        if check_id not in ids
    ]
    return problems


def compare(ledger: Path, root: Path | None = None) -> list[str]:
    """Return what the records under `root` lack against the file `ledger`.

    Raises ValueError if the file is not a ledger, RecordsError if the records are not valid.
    """
    content = _content(ledger)
    entries = content["facts"] if "facts" in content else content["checks"]
    for position, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or "id" not in entry or ("facts" in content and "statement" not in entry):
            raise ValueError(f"{ledger}: entry {position} lacks `id` or `statement`")
    return (compare_facts if "facts" in content else compare_checks)(entries, records(root))


def _content(ledger: Path) -> dict[str, Any]:
    try:
        content = yamlfile.load(ledger, str(ledger))
    except yamlfile.FileProblem as error:
        raise ValueError(str(error)) from error
    lists = [key for key in ("facts", "checks") if isinstance(content, dict) and isinstance(content.get(key), list)]
    if len(lists) != 1:
        raise ValueError(f"{ledger}: a ledger holds a list `facts` or a list `checks`")
    return content


def main(arguments: list[str]) -> int:
    """Run the comparison for the ledgers named on the command line and return the exit status."""
    if not arguments:
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for name in arguments:
        try:
            problems = compare(Path(name))
        except (ValueError, RecordsError) as error:
            print(error, file=sys.stderr)
            return 2
        for problem in problems:
            print(problem)
        failed = failed or bool(problems)
        print(f"{name}: {len(problems)} left" if problems else f"{name}: everything is carried over")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
