"""Turns the folder that an engine built into what is published.

`python -m explainer.publish SITE` does for another engine what the hook does for MkDocs; twice changes nothing more.
"""

import re
import shutil
import sys
from functools import partial
from pathlib import Path

import rcssmin
import rjsmin

from explainer import cards, searchindex
from explainer.addresses import addresses
from explainer.beside import beside
from explainer.editions import EDITIONS
from explainer.finding import Unusable
from explainer.opendata import files
from explainer.records import records
from explainer.records.words import words_of

# What every page loads comes in one file each, made of these in this order and standing beside them.
SHEETS = ("tokens", "base", "type", "layout", "components", "client")
SCRIPTS = ("palette", "drawer", "search", "contents", "reveal", "preview", "language", "top", "apart")
# What is published for nobody: the assets of the theme, and in the other editions ours, which all load from the first;
# numbers of the model that only its tests and its card read; what engines write once too often.
THEIRS = ("images/favicon.png", "javascripts", "stylesheets")
OURS = ("css", "fonts", "icons", "js", "model", "favicon.svg", "manifest.webmanifest")
UNASKED = (
    *(f"assets/{name}" for name in THEIRS),
    *(f"*/assets/{name}" for name in THEIRS + OURS),
    *("*/404.html", "*/sitemap.xml", "**/sitemap.xml.gz", "assets/model/figures/figures.json"),
    *("assets/model/card.json", "assets/model/evaluation.json", "assets/model/reference.*", "assets/model/samples.bin"),
)
SMALL = {".css": rcssmin.cssmin, ".js": rjsmin.jsmin}
INDENTED = re.compile(r"<(pre|script|style|textarea)\b.*?</\1>|\n[ \t\n]+", re.S)
# CogVideoX-2B or --eight-bit, where a browser would begin a line after the hyphen; and what is passed over: what holds
# no such span, and tags, with the text up to the next one if it has no hyphen.
BREAKS = r"(?<![\w/.@:#-])(?:[A-Za-z][\w.]{2,12}-\d[\w.]{0,3}\b|--[a-z]+(?:-[a-z]+)*|[a-z]+(?:-[a-z]+)+\.(?:csv|json))(?![\w/-])"
UNBROKEN = r"<(title|pre|script|style|option|svg)\b.*?</\2>|<span class=\"whole\">[^<]*</span>|<[^>]*>(?:[^<-]*(?=<))?"


def publish(site: Path, base_url: str, *, preview: bool = False) -> None:
    """Write open data and search index into a built site, join what every page loads, and leave only what is asked for.

    `base_url` is the address of the English home page, or nothing where it is not known. A preview stays as it is
    built, so that faults are found at their lines.
    """
    drawn = None if preview else beside(partial(cards.draw, site))
    indexed = beside(partial(searchindex.write, site))
    files.write(site, base_url, records())
    join(site / "assets", small=not preview)
    if not drawn:
        indexed()
        return
    _hold_together(site)
    for path in {path for name in UNASKED + ("sitemap.xml",) * (not base_url) for path in site.glob(name)}:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for folder in sorted(site.rglob("*/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()
    for file in sorted((site / "assets").rglob("*")):
        if small := SMALL.get(file.suffix):  # without comments (but `/*! … */`) and needless space
            file.write_text(small(file.read_text("utf-8"), keep_bang_comments=True).strip() + "\n", "utf-8")
    robots = "User-agent: *\nAllow: /\n" + (f"\nSitemap: {base_url}sitemap.xml\n" if base_url else "")
    (site / "robots.txt").write_text(robots, "utf-8")
    indexed()
    drawn()


def join(assets: Path, *, small: bool) -> None:
    """Write `css/site.css` and `js/site.js`; `small` also takes the files away that they are made of."""
    for folder, suffix, names in (("css", ".css", SHEETS), ("js", ".js", SCRIPTS)):
        files = [assets / folder / f"{name}{suffix}" for name in names]
        target = assets / folder / f"site{suffix}"
        if target.exists() and not files[0].exists():
            continue  # joined already
        # A script that fails does not stop the next one.
        piece = "try{{\n{}\n}}catch(error){{reportError(error)}}" if suffix == ".js" else "{}"
        text = "\n".join(piece.format(file.read_text("utf-8").strip()) for file in files)
        target.write_text(text + "\n", "utf-8")
        for file in files if small else ():
            file.unlink()


def _hold_together(site: Path) -> None:
    """Keep a number with its unit, a day with its month, a name with its number; send no indentation.

    Text to be copied stays as it is.
    """
    months = "|".join(month for lang in EDITIONS for month in words_of("month", lang).values())
    unit = rf"(?<=[\d°] )(?=(?:GB|MB|kB|pixel|milli|milio|×|{months})[^<>]*<)"
    name = "|".join(rf"(?<={each} )" for each in ("Wan", "Mochi", "[RGL]TX", "Sora", "×"))
    back = r'(?=<a [^>]*"doc-backlink")'
    torn = re.compile(rf"<(title|pre|script|style|option)\b.*?</\1>| (?:{unit}|(?:{name})(?=\d[^<>]*<)|{back})", re.S)
    parted = re.compile(rf"({UNBROKEN})|{BREAKS}", re.S)
    for file in site.rglob("*.html"):
        text = torn.sub(lambda found: found[0] if found[1] else "\u00a0", file.read_text("utf-8"))
        text = INDENTED.sub(lambda found: found[0] if found[1] else "\n", text).lstrip()
        held = file.with_suffix(".held")
        held.write_text(parted.sub(lambda found: found[1] or f'<span class="whole">{found[0]}</span>', text), "utf-8")
        held.replace(file)  # whole at every moment, for cards and index are made from the pages meanwhile


def main(arguments: list[str]) -> None:
    """Command line; stops with the reason where the site cannot be published."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "index.html").is_file():
        sys.exit("Name the folder of a built site: python -m explainer.publish SITE")
    try:
        publish(Path(arguments[0]), addresses().site_url)
    except Unusable as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
