"""A small built site, as either engine would leave it, for the tests of finishing."""

from __future__ import annotations

import re
from pathlib import Path

BASE_URL = "https://example.org/explainer/"

STYLES = {
    "assets/theme/main.css": "html{font-size:125%}.box{color:var(--ink)}.gone{color:red}[dir=rtl] .box{color:blue}",
    "assets/css/own.css": (
        '@font-face{font-family:"Face";src:url("../fonts/face.woff2")}\n'
        ":root { --ink: black; --unused: 1px }\nbody { font-family: Face, serif }\n"
    ),
}
SCRIPTS = {
    "assets/js/one.js": '{ const path = "./lazy.js" // don\'t stop here\n document.body.onclick = () => import("./lazy.js") }',
    "assets/js/two.js": '(() => { document.body.classList.add("is-ready") })()',
    "assets/js/lazy.js": 'import { fold } from "./lib/fold.js"\nexport const open = fold // needed\n',
    "assets/js/lib/fold.js": "export const fold = text => text\n",
}
SHARED = STYLES | SCRIPTS | {"assets/fonts/face.woff2": "font", "assets/favicon.svg": "<svg></svg>"}
UNUSED = {
    "assets/theme/bundle.js": "alert()",
    "assets/theme/main.css.map": "{}",
    "assets/fonts/other.woff2": "other",
    "assets/fonts/README.md": "# Fonts",
}
INLINE = 'document.documentElement.dataset.ready = "1"'


def html(path: str, body: str = "", head: str = "") -> str:
    """A page at `path`, with relative addresses (root-relative ones on the 404 page)."""
    edition = "it/" if path.startswith("it/") else ""
    up = "/explainer/" if path == "404.html" else "../" * path.removeprefix(edition).count("/")
    return f"""<!doctype html>
<html lang="{edition[:2] or "en"}" class="no-js">
  <head>
    <meta charset="utf-8">
    <title>{path}</title>
    <link rel="icon" href="{up}assets/favicon.svg">
    <link rel="stylesheet" href="{up}assets/theme/main.css">
    <link rel="stylesheet" href="{up}assets/css/own.css">
    <link rel="preload" href="{up}assets/fonts/face.woff2" as="font" crossorigin>
    {head}
    <script>{INLINE}</script>
    <script defer src="{up}assets/js/one.js"></script>
    <script defer src="{up}assets/js/two.js"></script>
  </head>
  <body dir="ltr"><h1 class="box">{path}</h1>{body}</body>
</html>
"""


def files(*pages: str) -> dict[str, str]:
    """The files of a site with `pages`, each edition with its own copy of the assets."""
    both = {folder + name: text for folder in ("", "it/") for name, text in (SHARED | UNUSED).items()}
    extra = {"sitemap.xml": "old", "sitemap.xml.gz": "old", "it/sitemap.xml": "old", "search/search_index.json": "{}"}
    return both | extra | {path: html(path) for path in pages}


PAGES = ("index.html", "404.html", "a/index.html", "b/index.html", "it/index.html", "it/a/index.html", "it/404.html")


def write(folder: Path, contents: dict[str, str]) -> Path:
    """Writes `contents` (path to text) into `folder`; returns it."""
    for path, text in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of `folder` by its relative path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def stylesheet(folder: Path) -> str:
    """The text of the one joined stylesheet."""
    (file,) = folder.glob("assets/site.*.css")
    return file.read_text(encoding="utf-8")


def policy(page: str) -> str:
    """The Content-Security-Policy of a page."""
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    return found
