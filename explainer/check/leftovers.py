"""What should not be in a source: template braces, merge markers, http addresses, raw HTML, stray comments.

No HTML tag is allowed outside code: whatever a page needs has its Markdown or its block. The one comment allowed is
`<!-- uncited: reason -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.report import on
from explainer.check.site import Site
from explainer.editions import EDITIONS
from explainer.finding import Finding

BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
MERGE = re.compile(r"(?m)^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$")
HTTP = re.compile(r"(?<![\w/])http://[^\s)\"'>\]]*")
TAG = re.compile(r"</?([a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")
INSTEAD = {
    "a": "Write a link: `[text](address)`.",
    "img": "Write `![What it shows](file.svg)`, inside `/// figure` if it has a caption.",
    "figure": "Use the block `/// figure | Caption`.",
    "figcaption": "Use the block `/// figure | Caption`.",
    "table": "Write the table with bars: `| cell | cell |`.",
    "sup": "Cite with `[@key]`.",
    "abbr": "Mark the term: `[spacetime patches](glossary:patch)`.",
    "span": "Write plain text; for a state write `[disputed](status:disputed)`.",
    "br": "Start a new paragraph or a list.",
    "b": "Write `**strong**`.",
    "strong": "Write `**strong**`.",
    "i": "Write `*emphasis*`.",
    "em": "Write `*emphasis*`.",
    "code": "Write `` `code` ``.",
    "kbd": "Write `` `key` ``.",
    "blockquote": "Begin the lines with `> `.",
    "q": "Use quotation marks.",
    "cite": "Cite with `[@key]`.",
    "script": "Remove it: pages hold no scripts.",
    "style": "Remove it: styles belong to overrides/assets/css.",
}
OTHERWISE = "Write it in Markdown, or use a block such as `/// answer`; in code, put it between backticks."


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what was left over in pages, data files and configurations."""
    for page in site:
        yield from _page(page)
    files = [
        *sorted((site.root / "data").glob("*.yml")),
        *(site.root / edition.config for edition in EDITIONS.values()),
    ]
    for path in files:
        if not path.is_file():
            continue
        shown, text = path.relative_to(site.root).as_posix(), path.read_text(encoding="utf-8", errors="replace")
        patterns = [(MERGE, _merge), (HTTP, _http)] + ([(BRACES, _braces)] if shown.startswith("data/") else [])
        for pattern, words in patterns:
            for match in pattern.finditer(text):
                yield Finding(shown, text.count("\n", 0, match.start()) + 1, *words(match))


def _page(page: Page) -> Iterator[Finding]:
    for match in MERGE.finditer(page.source):
        yield on(page, page.line_at(match.start()), *_merge(match))
    front = page.source[: page.front_end]
    for text in (front, page.text):
        for pattern, words in ((BRACES, _braces), (HTTP, _http)):
            seen: set[int] = set()
            for match in pattern.finditer(text):
                line = page.line_at(match.start())
                if line not in seen:
                    seen.add(line)
                    yield on(page, line, *words(match))
    opened: set[str] = set()
    for match in TAG.finditer(page.text):
        name = match[1].lower()
        # An end tag adds nothing to what was said at its start.
        if not match[0].startswith("</") or name not in opened:
            yield on(page, page.line_at(match.start()), f"raw HTML: `{match[0]}`", INSTEAD.get(name, OTHERWISE))
        opened.add(name)
    for comment in page.comments:
        if not comment.text.startswith("uncited:"):
            yield on(
                page,
                comment.line,
                "a comment that readers of the page's source would get",
                "Remove it; the only comment a page may hold is `<!-- uncited: reason -->`.",
            )


def _merge(match: re.Match[str]) -> tuple[str, str]:
    return (
        f"a marker of an unfinished merge: `{match[0]}`",
        "Choose one of the two versions and remove the marker lines.",
    )


def _http(match: re.Match[str]) -> tuple[str, str]:
    return (
        f"the address `{match[0]}` is not encrypted",
        "Write https://; if the server has no https, link to an archived copy.",
    )


def _braces(match: re.Match[str]) -> tuple[str, str]:
    return f"template braces were left over: `{match[0]}`", (
        "Pages and data hold no templates: write the text itself, or put it between backticks if it is code."
    )
