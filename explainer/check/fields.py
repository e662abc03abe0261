"""Front matter: exactly the keys of the contract, each of its type; titles and descriptions are unique."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.report import listed, nearest, on
from explainer.check.site import Site
from explainer.editions import LANGUAGES
from explainer.finding import Finding

REQUIRED = ("title", "description", "tells", "compared", "seen_live")
TEMPLATES = ("home.html",)
DESCRIPTION = range(60, 161)
MEANINGS = {
    "title": "`title: The page's title, unique in its language`",
    "description": "`description:` and one sentence of 60 to 160 characters",
    "tells": "`tells: []`, or the ids of the facts that the page tells: `tells: [I03, I04]`",
    "compared": "`compared:` and the day on which the page was compared with our sources, as in 2026-11-22",
    "seen_live": "`seen_live:` and nothing after it until somebody has opened the page's links",
    "follows": "`follows:` and then run `python -m explainer.check --follow` on this page",
}


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the front matter of each page."""
    for page in site:
        for line, message, remedy in page.problems:
            yield on(page, line, message, remedy)
        if page.front_end and page.front:
            yield from _keys(page)
            yield from _values(page)
    for language in LANGUAGES:
        for key in ("title", "description"):
            yield from _twice(site, language, key)


def _keys(page: Page) -> Iterator[Finding]:
    translated = page.language != LANGUAGES[0]
    required = (*REQUIRED, "follows") if translated else REQUIRED
    for key in required:
        if key not in page.front:
            yield on(page, 1, f"the key `{key}` is missing in the front matter", f"Add {MEANINGS[key]}.")
    for key in page.front:
        if key == "follows" and not translated:
            yield on(
                page,
                page.front_lines[key],
                "`follows` stands on an English page",
                "Remove it: only translations follow a page.",
            )
        elif key not in (*REQUIRED, "follows", "template"):
            yield on(
                page,
                page.front_lines[key],
                f"the key `{key}` is not known in the front matter",
                f"{nearest(key, (*required, 'template'))}Known keys: {listed((*required, 'template'))}. Otherwise remove it.",
            )


def _values(page: Page) -> Iterator[Finding]:
    for key, problem in (
        ("title", _text(page.front.get("title"))),
        ("description", _description(page.front.get("description"))),
        ("tells", _ids(page.front.get("tells"))),
        ("compared", _day(page.front.get("compared"), empty=False)),
        ("seen_live", _day(page.front.get("seen_live"), empty=True)),
        ("follows", _hash(page.front.get("follows"))),
        ("template", _template(page.front.get("template"))),
    ):
        if problem and key in page.front and not (key == "follows" and page.language == LANGUAGES[0]):
            yield on(page, page.front_lines[key], f"`{key}` {problem[0]}", problem[1])


def _text(value: object) -> tuple[str, str] | None:
    return (
        None if isinstance(value, str) and value.strip() else ("is empty or not text", "Write it as one line of text.")
    )


def _description(value: object) -> tuple[str, str] | None:
    if _text(value):
        return _text(value)
    length = len(str(value))
    if length not in DESCRIPTION:
        return (
            f"has {length} characters",
            "Write one sentence of 60 to 160 characters; search engines and shared links show it.",
        )
    return None


def _ids(value: object) -> tuple[str, str] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return "is not a list of ids", "Write `tells: [I03, I04]`, or `tells: []` on a page that tells no story."
    twice = sorted({item for item in value if value.count(item) > 1})
    return (f"names {listed(twice)} twice", "Remove one of the two.") if twice else None


def _day(value: object, *, empty: bool) -> tuple[str, str] | None:
    remedy = "Write a whole day that exists, as in 2026-11-22" + (", or leave it empty." if empty else ".")
    if value is None:
        return None if empty else ("is empty", remedy)
    try:
        date.fromisoformat(str(value))
    except ValueError:
        return f"is not a day: `{value}`", remedy
    return None if re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)) else (f"is not a day: `{value}`", remedy)


def _hash(value: object) -> tuple[str, str] | None:
    if isinstance(value, str) and re.fullmatch(r"[0-9a-f]{12}", value):
        return None
    return f"is not a mark of twelve hexadecimal digits: `{value}`", (
        "Compare the page with the English one, then run `python -m explainer.check --follow` on it, which writes the mark."
    )


def _template(value: object) -> tuple[str, str] | None:
    if value in TEMPLATES:
        return None
    return (
        f"names an unknown template: `{value}`",
        f"Remove the key; only the home page has a template, {listed(TEMPLATES)}.",
    )


def _twice(site: Site, language: str, key: str) -> Iterator[Finding]:
    seen: dict[str, Page] = {}
    for page in site.pages[language].values():
        value = page.front.get(key)
        if not isinstance(value, str):
            continue
        first = seen.setdefault(" ".join(value.casefold().split()), page)
        if first is not page:
            yield on(
                page,
                page.front_lines[key],
                f"the {key} is the same as in {first.shown}",
                f"Give each page a {key} of its own: readers tell pages apart by it in search results.",
            )
