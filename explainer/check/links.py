"""Links and images: pages, anchors, files, terms and states that exist; https only; pictures told in words."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import dirname, relpath

from explainer.check.rules import Findings, Page, Reading, Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, absent, listed, nearest
from explainer.markdown.links import STATUSES
from explainer.pages.site import resolve
from explainer.pages.tree import Link
from explainer.paths import docs

SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):(.*)", re.DOTALL)
FILE_NAME = re.compile(r"[\w.-]*\.(?:svg|png|jpe?g|gif|webp|avif)|[a-z0-9]+(?:[-_][a-z0-9]+)+")
LARGEST = 150_000
ALTERNATIVE = "Say between the square brackets what it shows: `![What it shows](file.svg)`."
Wrong = Iterator[tuple[str, str]]


def check(site: Site, data: Reading) -> Findings:
    for page in site:
        for link in page.tree.links:
            for message, remedy in _image(site, page, link) if link.image else _link(site, data, page, link):
                yield Finding(page.shown, link.line, message, remedy)


def _image(site: Site, page: Page, image: Link) -> Wrong:
    named = f"the image `{image.target}`"
    path = docs(page.language, site.root) / (resolve(page, image.target) or "..")
    if "://" in image.target or image.target.startswith(("/", "data:")):
        remedy = "Put the picture beside the page and give the way from this file to it."
        yield f"{named} is not a file of this site", remedy
    elif not path.is_file():
        yield f"{named} does not exist", f"Add the file below docs/{page.language}/, or mend the way to it."
    elif path.stat().st_size > LARGEST:
        message = f"{named} has {path.stat().st_size // 1000} kB; {LARGEST // 1000} are the limit"
        yield message, "Make it smaller: fewer pixels, a better compression, or an SVG."
    if not image.text.strip():
        yield f"{named} has no text alternative", ALTERNATIVE
    elif FILE_NAME.fullmatch(image.text.strip()):
        yield f"the text alternative of the image is a file name: `{image.text}`", ALTERNATIVE


def _link(site: Site, data: Reading, page: Page, link: Link) -> Wrong:
    target = link.target.strip()
    scheme, rest = match.groups() if (match := SCHEME.fullmatch(target)) else ("", "")
    scheme = scheme.lower()
    if not target:
        yield f"the link “{link.text}” has no address", "Put the address between the parentheses."
    elif not link.text.strip():
        yield f"the link to `{target}` has no text", "Write words that say where it leads."
    elif target.startswith("/"):
        remedy = "Write the way from this file to the other file, as in `../incident/index.md`"
        yield f"the link `{target}` starts at the root of a server", f"{remedy}; the site may live in a sub-folder."
    elif not scheme:
        yield from _internal(site, page, target)
    elif scheme == "glossary":
        if rest not in data.ids["glossary"]:
            yield absent(rest, data.ids["glossary"], "term", "glossary")
    elif scheme == "status":
        if rest not in STATUSES:
            yield f"there is no status `{rest}`", f"{nearest(rest, STATUSES)}Write one of {listed(STATUSES)}."
    elif scheme not in ("https", "http", "mailto"):  # http is reported wherever it stands, by `markup`
        message = f"the link `{link.target}` begins with `{scheme}:`, which this site does not know"
        yield message, "Links begin with https:, mailto:, glossary: or status:, or lead to a file."
    elif not (re.fullmatch(r"//[^/\s]\S*", rest) if scheme.startswith("http") else "@" in rest):
        remedy = "Write it as in https://example.org/a or mailto:me@example.org."
        yield f"the address `{link.target}` is not whole", remedy


def _internal(site: Site, page: Page, target: str) -> Wrong:
    address, _, anchor = target.partition("#")
    address = address.partition("?")[0]
    name = resolve(page, address) if address else page.name
    pages = site.pages[page.language]
    if name is None:
        remedy = "Link to a page of the same language, by its way from this file."
        yield f"the link `{target}` leads out of docs/{page.language}", remedy
    elif name in pages:
        if anchor and anchor not in pages[name].tree.ids and not pages[name].amiss:
            known = pages[name].tree.anchors
            message = f"the link `{target}` leads to `#{anchor}`, which {pages[name].shown} does not have"
            yield message, f"{nearest(anchor, known)}Ids of that page: {listed(known) or 'none'}."
    elif name.endswith(".md") or not (docs(page.language, site.root) / name).is_file():
        yield f"the link `{target}` leads to nothing", _missing(site, page, address, name)


def _missing(site: Site, page: Page, address: str, name: str) -> str:
    other = "the way from this file to the other file, as in `../incident/index.md`"
    if re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", address) and not address.endswith((".md", ".html")):
        return f"For another site write `https://{address}`; for this one {other}."
    for language in (language for language in site.pages if name in site.pages[language]):
        there = f"That page exists only in {EDITIONS[language].english}"
        return f"{there}; remove the link until it is translated, or add the translation."
    near = get_close_matches(f"{name.removesuffix('.md')}.md", site.pages[page.language], 1)
    hint = "".join(f"Did you mean `{relpath(each, dirname(page.name) or '.')}`? " for each in near)
    return f"{hint}Write {other}."
