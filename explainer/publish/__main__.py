"""`python -m explainer.publish SITE`: writes open data and structured data into a built site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from explainer.addresses import addresses
from explainer.publish import publish


def main(argv: list[str] | None = None) -> int:
    """Command line; prints what was written."""
    parser = argparse.ArgumentParser(prog="python -m explainer.publish", description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built site")
    arguments = parser.parse_args(argv)
    if not arguments.site.is_dir():
        print(f"{arguments.site} is not a folder. Build the site first.", file=sys.stderr)
        return 1
    for path in publish(arguments.site, addresses().site_url or None):
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
