"""`make bench`: what our part of the build costs, and how fast an edit is seen.

The first table compares two builds of the same generated pages of one language: `mkdocs build` of this project, and
MkDocs with stock Material, to which our marks and blocks are plain text. Each runs in a process of its own, in turn;
the difference of the medians is our own part. The second drives `mkdocs serve`, from the moment a file is saved to the
moment the refreshed page is served. All times are seconds: the median and, after ±, half of what lies between the
fastest and the slowest of five runs.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from checkouts import ROOT, Checkout
from previews import edit_seconds, preview

RUNS, SIZES = 5, (40, 200, 1000)
MODELS = ("incident/index.md", "alternatives/mochi-1.md")
"""The English pages that the generated pages repeat, in turn: a long story and a page full of data."""
GOAL = 1.5
"""Seconds that our own part may take for 40 pages of one language."""
HOME = "---\ntitle: Prova\ndescription: Una pagina.\n---\n\n# Prova\n\nUna pagina.\n"
STOCK = """\
site_name: Stock
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, md_in_html, tables, {toc: {permalink: true}}, pymdownx.highlight,
  pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]
"""


def projects(folder: Path, number: int) -> tuple[Path, Path]:
    """This project with `number` more English pages and an Italian home page; the same pages with the theme as it comes.

    They stand outside the navigation, which every page repeats whole: with it, any engine is quadratic.
    """
    ours = Checkout.copied_to(folder / f"ours-{number}").root
    shutil.rmtree(ours / "docs/it")
    configuration = (ours / "mkdocs.it.yml").read_text(encoding="utf-8")
    shortened = re.sub(r"(?m)^nav:\n(?:[ ].*\n)+", "nav:\n  - Inizio: index.md\n", configuration)
    (ours / "mkdocs.it.yml").write_text(shortened, encoding="utf-8")
    for index in range(number):
        name = MODELS[index % len(MODELS)]
        text = (ROOT / "docs/en" / name).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(title: .*|description: .*|# .*)$", rf"\1 {index}", text)
        (ours / "docs/en" / name.replace(".md", f"-{index:04}.md")).write_text(text, encoding="utf-8")
    stock = folder / f"stock-{number}"
    shutil.copytree(ours / "docs/en", stock / "docs")
    (stock / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    for home in (ours / "docs/it/index.md", stock / "docs/index.md"):  # our own names a template of ours
        home.parent.mkdir(exist_ok=True)
        home.write_text(HOME, encoding="utf-8")
    return ours, stock


def build_seconds(project: Path) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    environment = Checkout(project).environment(STRICT="false")
    subprocess.run(command, cwd=project, env=environment, check=True, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


def spread(values: list[float]) -> str:
    return f"{median(values):7.2f} ±{(max(values) - min(values)) / 2:5.2f}"


def compare_builds(folder: Path) -> float:
    print("\n pages          ours          stock   own part   per 40 pages")
    parts = []
    for number in SIZES:
        both = projects(folder, number)
        for project in both:
            build_seconds(project)  # compiled files and disk caches are there from now on
        own, other = zip(*([build_seconds(project) for project in both] for _ in range(RUNS)), strict=True)
        parts.append((median(own) - median(other)) / number * 40)
        print(
            f"{number:>6} {spread(own)} {spread(other)} {parts[-1] * number / 40:>10.2f} {parts[-1]:>14.2f}", flush=True
        )
    return parts[0]


def follow_edits(folder: Path) -> None:
    project = Checkout.copied_to(folder / "serve").root
    page, sources = project / "docs/en/incident/index.md", project / "data/sources.yml"
    heading = re.search(r"(?m)^## (.+?)(?: \{.*)?$", page.read_text(encoding="utf-8")).group(1)
    publisher, markdown, data = "Ars Technica", [], []
    with preview(project) as (address, _):
        story = address + "incident/"
        for number in range(RUNS):
            markdown.append(edit_seconds(page, heading, f"Edited {number}", story))
            data.append(edit_seconds(sources, publisher, f"Publisher {number}", story))
            heading, publisher = f"Edited {number}", f"Publisher {number}"
    print(f"\nFrom a saved edit to the refreshed page:\n  Markdown  {spread(markdown)}\n  data      {spread(data)}")


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as name:
        part = compare_builds(Path(name))
        follow_edits(Path(name))
    print(f"\nOur own part of 40 pages of one language: {part:.2f} s (goal: at most {GOAL} s).")
    sys.exit(part > GOAL)
