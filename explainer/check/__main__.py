"""Command line of the source linter."""

import argparse
import gc
import sys
from pathlib import Path

from explainer.check import report, run
from explainer.finding import Unusable
from explainer.pages.translations import follow
from explainer.paths import ROOT


def main(arguments: list[str] | None = None) -> int:
    """Print all findings and their number; return 1 if there are any, 0 otherwise."""
    parser = argparse.ArgumentParser("python -m explainer.check", description="Check docs/ and data/ for mistakes.")
    parser.add_argument("--root", type=Path, default=ROOT, help="folder of docs/ and data/ (default: this repository)")
    followed = "after updating translations: note in them which state of the English page they follow"
    parser.add_argument("--follow", type=Path, metavar="PAGE", nargs="+", default=[], help=followed)
    chosen = parser.parse_args(arguments)
    root = chosen.root.resolve()
    try:
        for page in chosen.follow:
            print(f"{page} now follows {follow(page, root)}.")
        if chosen.follow:
            return 0
        findings = run(root)
    except Unusable as error:
        print(error, file=sys.stderr)
        return 1
    print(report(findings))
    return 1 if findings else 0


if __name__ == "__main__":
    gc.disable()  # what is made here is needed to the end
    raise SystemExit(main())
