"""Which page follows which: translations carry the mark of the English state that they follow.

The mark (`follows`) is a hash over title, description, told facts and text of the English page, with white space and
comments made equal, so that re-wrapping a paragraph asks nobody to translate again.
"""

import hashlib
import json
import re
from pathlib import Path

from explainer.editions import LANGUAGES
from explainer.finding import Unusable
from explainer.pages.site import Page, Site
from explainer.paths import docs


def mark(page: Page) -> str:
    """Return the mark of a page: 12 hexadecimal digits over what a translation has to follow."""
    body = re.sub(r"<!--.*?-->", "", page.source[page.start :], flags=re.DOTALL)
    content = json.dumps([page.front.title, page.front.description, sorted(page.tells), body], ensure_ascii=False)
    content = re.sub(r"(?:\\[nrt]|\s)+", " ", content).replace('" ', '"').replace(' "', '"')
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def current(original: Page, page: Page) -> bool:
    """Does the translation say that it follows the present state of its original?"""
    return page.front.follows == mark(original)


def older(site: Site) -> dict[str, dict[str, str]]:
    """Translations that follow an older English state: per language, each page with the day of the English one."""
    found: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
    for original, page in site.translations:
        if not current(original, page):
            found[page.language][page.name] = original.front.compared or ""
    return found


def follow(path: Path, root: Path) -> str:
    """Write the mark of the English page into the translation `path`, and return it.

    Raises Unusable if `path` is not a translation with front matter, or has no English page.
    """
    place, folders = path.resolve(), [docs(language, root).resolve() for language in LANGUAGES[1:]]
    folder = next((each for each in folders if place.is_relative_to(each) and place.is_file()), None)
    if folder is None:
        raise Unusable(f"{path} is not a page below docs/{' or docs/'.join(LANGUAGES[1:])}.")
    name = place.relative_to(folder).as_posix()
    original = docs(LANGUAGES[0], root) / name
    if not original.is_file():
        raise Unusable(f"{path} has no English page to follow: {original.relative_to(root)} does not exist.")
    page = Page(path, folder.name, name)
    if not page.start:
        raise Unusable(f"{path} has no front matter; begin it with `---`, the keys and another `---`.")
    found = mark(Page(original, LANGUAGES[0], name))
    # YAML readers would take a mark of digits alone for a number.
    row = f"follows: '{found}'" if re.fullmatch(r"[\d_]+|\d+e\d+", found) else f"follows: {found}"
    end = page.source[: page.start].rstrip("\n").count("\n")
    at = next((place for place in range(end) if page.rows[place].startswith("follows:")), end)
    page.rows[at : at + (at < end)] = [row]
    path.write_text("\n".join(page.rows), encoding="utf-8")
    return found
