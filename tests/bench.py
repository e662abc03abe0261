"""`make bench`: what our part of the build costs, and how fast an edit is seen.

The first table compares two builds of the same generated pages of one language: `mkdocs build` of this
project, and MkDocs with stock Material, to which our marks and blocks are handed as plain Markdown. The
difference of the medians is our own part. The second table drives `mkdocs serve` and measures from the
moment a file is saved to the moment the refreshed page is served.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import yaml
from checkouts import Checkout
from previews import edit_seconds, environment, preview

from explainer import paths

PACKAGES = ("mkdocs", "mkdocs-material", "pymdown-extensions", "Markdown", "pydantic", "PyYAML")
MODELS = ("incident/index.md", "alternatives/mochi-1.md")
"""The English pages that the generated pages repeat, in turn: a long story and a page full of data."""

SIZES = (40, 200, 1000)
RUNS = 5
GOAL = 1.5
"""Seconds that our own part may take for 40 pages of one language."""

ITALIAN_HOME = "---\ntitle: Prova\ndescription: Una pagina.\n---\n\n# Prova\n\nUna pagina.\n"
EXPLAINED = """
Each build runs in a process of its own, in turn, {runs} times. All times are seconds: the median and, after ±, half
of what lies between the fastest and the slowest run; "wall" on the clock, "processor" of the processors' time.

  ours    `mkdocs build` of this project: all generated pages with their citations, footnotes and blocks, checked,
          published (styles and scripts joined), and an Italian edition of one page
  stock   MkDocs with Material, its search and the same other extensions, on the same prose and tables; citations,
          footnotes and blocks made from data are left out, other blocks are plain text

The generated pages stand outside the navigation, which every page repeats whole: with it, any engine is quadratic.
"""


def plain(text: str) -> str:
    """The Markdown of a page without what only our extension understands."""
    text = re.sub(r"(?m)^template: .*\n", "", text)
    text = re.sub(r"\s*\[@[^\]]+\]", "", text)
    text = re.sub(r"\[([^\]]+)\]\((?:glossary|status):[^)]*\)", r"\1", text)
    # A block's heading line, with the options indented under it; the title of a claim stays.
    text = re.sub(r"(?m)^/// \w+ \|(.*)\n(?:    .*\n)*", r"**\1**\n", text)
    text = re.sub(r"(?m)^/// \w+\n(?:    .*\n)*", "", text)
    return re.sub(r"(?m)^///\s*$\n?", "", text)


def generated(number: int, docs: Path) -> Iterator[tuple[str, str]]:
    """Name and Markdown of `number` pages that repeat the real pages in `docs`."""
    texts = [(name, (docs / name).read_text(encoding="utf-8")) for name in MODELS]
    for index in range(number):
        name, text = texts[index % len(texts)]
        title = re.compile(r"(?m)^(title: .*|description: .*|# .*)$")
        yield name.replace(".md", f"-{index:04}.md"), title.sub(rf"\1 {index}", text)


def our_project(target: Path, number: int) -> Path:
    """This project with `number` generated English pages and an Italian home page."""
    Checkout.copied_to(target)
    english, italian = target / "docs/en", target / "docs/it"
    pages = list(generated(number, english))
    shutil.rmtree(italian)
    italian.mkdir()
    (italian / "index.md").write_text(ITALIAN_HOME, encoding="utf-8")
    configuration = (target / "mkdocs.it.yml").read_text(encoding="utf-8")
    shortened = re.sub(r"(?m)^nav:\n(?:[ ].*\n)+", "nav:\n  - Inizio: index.md\n", configuration)
    (target / "mkdocs.it.yml").write_text(shortened, encoding="utf-8")
    for name, text in pages:
        (english / name).write_text(text, encoding="utf-8")
    return target


class _Configuration(yaml.SafeLoader):
    """Reads mkdocs.yml with MkDocs' own tags as nothing."""


_Configuration.add_multi_constructor("!", lambda loader, suffix, node: None)


def stock_project(target: Path, number: int) -> Path:
    """The same pages as plain Markdown, with the theme as it comes."""
    english = target / "docs"
    shutil.copytree(paths.DOCS / "en", english)
    for name, text in generated(number, paths.DOCS / "en"):
        (english / name).write_text(text, encoding="utf-8")
    for page in english.rglob("*.md"):
        page.write_text(plain(page.read_text(encoding="utf-8")), encoding="utf-8")
    ours: dict = {}
    for name in ("docs/mkdocs.base.yml", "mkdocs.yml"):
        ours = yaml.load((paths.ROOT / name).read_text(encoding="utf-8"), _Configuration) | ours
    extensions = {name: options for name, options in ours["markdown_extensions"].items() if "explainer" not in name}
    stock = {
        "site_name": ours["site_name"],
        "theme": {"name": "material", "font": False, "features": ours["theme"]["features"]},
        "plugins": {"search": {}},
        "nav": ours["nav"],
        "markdown_extensions": extensions,
    }
    (target / "mkdocs.yml").write_text(yaml.safe_dump(stock), encoding="utf-8")
    return target


class Run(NamedTuple):
    """What one build took, in seconds: on the clock, and of the processors."""

    wall: float
    processor: float


def timed_build(project: Path) -> Run:
    """Build `project` once in a new process."""
    command = [sys.executable, "-m", "mkdocs", "build"]
    used, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=project, env=environment(project), capture_output=True, text=True)
    wall, now = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise RuntimeError(f"The build in {project} failed:\n{done.stderr[-2000:]}")
    return Run(wall, now.ru_utime - used.ru_utime + now.ru_stime - used.ru_stime)


def spread(values: list[float]) -> str:
    """The median and, after ±, half the range, in seconds."""
    return f"{statistics.median(values):7.2f} ±{(max(values) - min(values)) / 2:5.2f}"


def compare_builds(folder: Path, sizes: tuple[int, ...], runs: int) -> float:
    """Print the first table; returns our own part of the build of 40 pages, in seconds of wall time."""
    print(EXPLAINED.format(runs=runs))
    print(" pages  time              ours          stock   own part   per 40 pages")
    goal = 0.0
    for number in sizes:
        (folder / f"stock-{number}").mkdir()
        ours = our_project(folder / f"ours-{number}", number)
        stock = stock_project(folder / f"stock-{number}", number)
        timed_build(ours), timed_build(stock)  # compiled files and disk caches are there from now on
        pairs = [(timed_build(ours), timed_build(stock)) for _ in range(runs)]
        for kind in Run._fields:
            own, other = ([getattr(run, kind) for run in side] for side in zip(*pairs, strict=True))
            part = statistics.median(own) - statistics.median(other)
            each = part / number * 40
            if kind == "wall" and number == sizes[0]:
                goal = each
            print(f"{number:>6}  {kind:<9} {spread(own)} {spread(other)} {part:>10.2f} {each:>14.2f}", flush=True)
    return goal


def follow_edits(folder: Path, runs: int) -> None:
    """Print the second table."""
    project = Checkout.copied_to(folder / "serve").root
    page, sources = project / "docs/en/incident/index.md", project / "data/sources.yml"
    heading = re.search(r"(?m)^## (.+?)(?: \{.*)?$", page.read_text(encoding="utf-8")).group(1)
    publisher = "Ars Technica"
    with preview(project) as running:
        story = running.address + "incident/"
        markdown, data = [], []
        for number in range(runs):
            new = f"Edited {number}"
            markdown.append(edit_seconds(page, heading, new, story))
            heading = new
            new = f"Publisher {number}"
            data.append(edit_seconds(sources, publisher, new, story))
            publisher = new
    count = sum(1 for _ in paths.DOCS.rglob("*.md"))
    print(
        f"\nFrom a saved edit to the refreshed page under `mkdocs serve`, {count} pages in two languages, {runs} edits:"
    )
    print(f"  Markdown  {spread(markdown)} s")
    print(f"  data      {spread(data)} s")


def main(argv: list[str] | None = None) -> int:
    """Command line; 1 if our own part of 40 pages takes longer than the goal."""
    parser = argparse.ArgumentParser(prog="tests/bench.py", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="numbers of pages (default: 40 200 1000)")
    parser.add_argument("--runs", type=int, default=RUNS, help="runs of each (default: 5)")
    chosen = parser.parse_args(argv)
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    print(", ".join(f"{package} {version(package)}" for package in PACKAGES))
    with tempfile.TemporaryDirectory() as folder:
        part = compare_builds(Path(folder), tuple(chosen.sizes), chosen.runs)
        follow_edits(Path(folder), chosen.runs)
    print(f"\nOur own part of 40 pages of one language: {part:.2f} s (goal: at most {GOAL} s).")
    return 0 if part <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
