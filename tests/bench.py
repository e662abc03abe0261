"""`make bench`: what our part of the build costs, and how fast an edit is seen.

The first table compares two builds of the same generated pages of one language: `mkdocs build` of this project, and
MkDocs with stock Material, to which our marks and blocks are plain text. Each runs in a process of its own, in turn;
the difference of the medians is our own part. The second table drives `mkdocs serve` and measures from the moment a
file is saved to the moment the refreshed page is served. All times are seconds: the median and, after ±, half of what
lies between the fastest and the slowest run.
"""

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from checkouts import Checkout
from previews import edit_seconds, environment, preview

from explainer import paths

MODELS = ("incident/index.md", "alternatives/mochi-1.md")
"""The English pages that the generated pages repeat, in turn: a long story and a page full of data."""
GOAL = 1.5
"""Seconds that our own part may take for 40 pages of one language."""
ITALIAN_HOME = "---\ntitle: Prova\ndescription: Una pagina.\n---\n\n# Prova\n\nUna pagina.\n"
STOCK = """\
site_name: Stock
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables, {toc: {permalink: true}}, pymdownx.highlight,
  pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]
"""


def generated(number: int, docs: Path) -> Iterator[tuple[str, str]]:
    """Name and Markdown of `number` pages that repeat the real pages in `docs`.

    They stand outside the navigation, which every page repeats whole: with it, any engine is quadratic.
    """
    texts = [(name, (docs / name).read_text(encoding="utf-8")) for name in MODELS]
    for index in range(number):
        name, text = texts[index % len(texts)]
        title = re.compile(r"(?m)^(title: .*|description: .*|# .*)$")
        yield name.replace(".md", f"-{index:04}.md"), title.sub(rf"\1 {index}", text)


def our_project(target: Path, pages: list[tuple[str, str]]) -> Path:
    """This project with further English pages and an Italian home page."""
    Checkout.copied_to(target)
    italian = target / "docs/it"
    shutil.rmtree(italian)
    italian.mkdir()
    (italian / "index.md").write_text(ITALIAN_HOME, encoding="utf-8")
    configuration = (target / "mkdocs.it.yml").read_text(encoding="utf-8")
    shortened = re.sub(r"(?m)^nav:\n(?:[ ].*\n)+", "nav:\n  - Inizio: index.md\n", configuration)
    (target / "mkdocs.it.yml").write_text(shortened, encoding="utf-8")
    for name, text in pages:
        (target / "docs/en" / name).write_text(text, encoding="utf-8")
    return target


def stock_project(target: Path, pages: list[tuple[str, str]]) -> Path:
    """The same pages with the theme as it comes."""
    shutil.copytree(paths.docs("en"), target / "docs")
    (target / "docs/index.md").write_text(ITALIAN_HOME, encoding="utf-8")  # ours names a template of its own
    for name, text in pages:
        (target / "docs" / name).write_text(text, encoding="utf-8")
    (target / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return target


def build_seconds(project: Path) -> float:
    """Build `project` once in a new process."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    done = subprocess.run(command, cwd=project, env=environment(project), capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"The build in {project} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - start


def spread(values: list[float]) -> str:
    """The median and, after ±, half the range, in seconds."""
    return f"{statistics.median(values):7.2f} ±{(max(values) - min(values)) / 2:5.2f}"


def compare_builds(folder: Path, sizes: list[int], runs: int) -> float:
    """Print the first table; returns our own part of the build of 40 pages, in seconds."""
    print("\n pages          ours          stock   own part   per 40 pages")
    parts = []
    for number in sizes:
        pages = list(generated(number, paths.docs("en")))
        ours = our_project(folder / f"ours-{number}", pages)
        stock = stock_project(folder / f"stock-{number}", pages)
        build_seconds(ours), build_seconds(stock)  # compiled files and disk caches are there from now on
        both = [(build_seconds(ours), build_seconds(stock)) for _ in range(runs)]
        own, other = ([pair[side] for pair in both] for side in (0, 1))
        part = statistics.median(own) - statistics.median(other)
        parts.append(part / number * 40)
        print(f"{number:>6} {spread(own)} {spread(other)} {part:>10.2f} {parts[-1]:>14.2f}", flush=True)
    return parts[0]


def follow_edits(folder: Path, runs: int) -> None:
    """Print the second table."""
    project = Checkout.copied_to(folder / "serve").root
    page, sources = project / "docs/en/incident/index.md", project / "data/sources.yml"
    heading = re.search(r"(?m)^## (.+?)(?: \{.*)?$", page.read_text(encoding="utf-8")).group(1)
    publisher, markdown, data = "Ars Technica", [], []
    with preview(project) as running:
        story = running.address + "incident/"
        for number in range(runs):
            markdown.append(edit_seconds(page, heading, f"Edited {number}", story))
            data.append(edit_seconds(sources, publisher, f"Publisher {number}", story))
            heading, publisher = f"Edited {number}", f"Publisher {number}"
    count = sum(1 for _ in (paths.ROOT / "docs").rglob("*.md"))
    print(f"\nFrom a saved edit to the refreshed page, {count} pages in two languages, {runs} edits:")
    print(f"  Markdown  {spread(markdown)}\n  data      {spread(data)}")


def main() -> int:
    """Command line; 1 if our own part of 40 pages takes longer than the goal."""
    parser = argparse.ArgumentParser(prog="tests/bench.py", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[40, 200, 1000], help="numbers of pages")
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default: 5)")
    chosen = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        part = compare_builds(Path(folder), chosen.sizes, chosen.runs)
        follow_edits(Path(folder), chosen.runs)
    print(f"\nOur own part of 40 pages of one language: {part:.2f} s (goal: at most {GOAL} s).")
    return 0 if part <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
