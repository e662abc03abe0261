"""`python -m explainer.finish SITE`: adds the open data to a built site and finishes it in place."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from explainer import opendata
from explainer.finish import FinishError, finish, pages
from explainer.finish.html import read_page
from explainer.records import records


def canonical(site: Path) -> str | None:
    """The address that the home page gives itself, or None."""
    home = site / "index.html"
    if not home.is_file():
        return None
    links = read_page("index.html", home).tags_named("link")
    return next((link.element.get("href") for link in links if "canonical" in link.element.rel), None)


def main(argv: list[str] | None = None) -> int:
    """Command line; returns the exit code: 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="python -m explainer.finish", description=__doc__)
    parser.add_argument("site", type=Path, help="folder of the built site, changed in place")
    parser.add_argument("--base-url", help="address of the English home page (default: what that page says)")
    arguments = parser.parse_args(argv)
    base_url = arguments.base_url or canonical(arguments.site)
    try:
        opendata.write(arguments.site, base_url, records())
        pages.write(arguments.site, base_url, records())
        report = finish(arguments.site, base_url=base_url)
    except FinishError as error:
        print(error, file=sys.stderr)
        return 1
    print(report)
    return 0


if __name__ == "__main__":
    sys.exit(main())
