"""Links and images: pages, anchors, files, terms and states that exist; https only; pictures told in words."""

import re
from collections.abc import Iterator

from explainer.check.report import on
from explainer.editions import EDITIONS
from explainer.finding import Finding, listed, meant, nearest
from explainer.markdown.links import STATUSES
from explainer.pages.page import Page
from explainer.pages.site import Site, resolve
from explainer.pages.tree import Link
from explainer.records import Reading

SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):(.*)", re.DOTALL)
FILE_NAME = re.compile(r"[\w.-]*\.(?:svg|png|jpe?g|gif|webp|avif)|[a-z0-9]+(?:[-_][a-z0-9]+)+")
KNOWN = ("https", "http", "mailto")
LARGEST = 150_000
Wrong = Iterator[tuple[str, str]]


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the links and images of each page."""
    for page in site:
        for link in page.tree.links:
            for message, remedy in (_image if link.image else _link)(site, data, page, link):
                yield on(page, link.line, message, remedy)


def _image(site: Site, data: Reading, page: Page, image: Link) -> Wrong:
    path = site.folder(page.language) / (resolve(page, image.target) or "..")
    if "://" in image.target or image.target.startswith(("/", "data:")):
        yield (
            f"the image `{image.target}` is not a file of this site",
            "Put the picture beside the page and give the way from this file to it.",
        )
    elif not path.is_file():
        remedy = f"Add the file below docs/{page.language}/, or mend the way to it."
        yield f"the image `{image.target}` does not exist", remedy
    elif path.stat().st_size > LARGEST:
        message = f"the image `{image.target}` has {path.stat().st_size // 1000} kB; {LARGEST // 1000} are the limit"
        yield message, "Make it smaller: fewer pixels, a better compression, or an SVG."
    # Inside a figure the block's `alt` speaks for the whole picture.
    if not image.text.strip() and not image.figure:
        remedy = "Say between the square brackets what it shows: `![What it shows](file.svg)`."
        yield f"the image `{image.target}` has no text alternative", remedy
    elif FILE_NAME.fullmatch(image.text.strip()):
        message = f"the text alternative of the image is a file name: `{image.text}`"
        yield message, "Say between the square brackets what it shows: `![What it shows](file.svg)`."


def _link(site: Site, data: Reading, page: Page, link: Link) -> Wrong:
    target, scheme = link.target.strip(), SCHEME.fullmatch(link.target.strip())
    if not target:
        yield f"the link “{link.text}” has no address", "Put the address between the parentheses."
    elif not link.text.strip():
        yield f"the link to `{target}` has no text", "Write words that say where it leads."
    elif scheme:
        yield from _scheme(data, link, scheme[1].lower(), scheme[2])
    elif target.startswith("/"):
        yield (
            f"the link `{target}` starts at the root of a server",
            "Write the way from this file to the other file, as in `../incident/index.md`; the site may live in a sub-folder.",
        )
    else:
        yield from _internal(site, page, target)


def _scheme(data: Reading, link: Link, scheme: str, rest: str) -> Wrong:
    if scheme == "glossary":
        if rest not in data.ids["glossary"]:
            remedy = meant(rest, data.ids["glossary"], f"add a record `{rest}` to data/glossary.yml.")
            yield f"there is no term `{rest}` in data/glossary.yml", remedy
    elif scheme == "status":
        if rest not in STATUSES:
            yield f"there is no status `{rest}`", f"{nearest(rest, STATUSES)}Write one of {listed(STATUSES)}."
    elif not (re.match("//[^/]", rest) if scheme.startswith("http") else "@" in rest) and scheme in KNOWN:
        yield (
            f"the address `{link.target}` is not whole",
            "Write it as in https://example.org/a or mailto:me@example.org.",
        )
    elif scheme not in KNOWN:  # http is reported wherever it stands, by `markup`
        yield (
            f"the link `{link.target}` begins with `{scheme}:`, which this site does not know",
            "Links begin with https:, mailto:, glossary: or status:, or lead to a file.",
        )


def _internal(site: Site, page: Page, target: str) -> Wrong:
    address, _, anchor = target.partition("#")
    address = address.partition("?")[0]
    name = page.name if not address else resolve(page, address)
    pages = site.pages[page.language]
    if name is None:
        remedy = "Link to a page of the same language, by its way from this file."
        yield f"the link `{target}` leads out of docs/{page.language}", remedy
    elif name in pages:
        ids = pages[name].tree.ids
        # A block with a mistake has not made its ids yet.
        whole = not any(block.block and block.block.found for block in pages[name].tree.blocks)
        if anchor and anchor not in ids and whole and pages[name].start:
            known = sorted({a for a in ids if not a.startswith(("ref-", "source-", "bib-", "__"))})
            message = f"the link `{target}` leads to `#{anchor}`, which {pages[name].shown} does not have"
            yield message, f"{nearest(anchor, known)}Ids of that page: {listed(known) or 'none'}."
    elif name.endswith(".md") or not (site.folder(page.language) / name).is_file():
        yield f"the link `{target}` leads to nothing", _missing(site, page, address, name)


def _missing(site: Site, page: Page, address: str, name: str) -> str:
    pages = site.pages[page.language]
    bare = name.removesuffix(".md").removesuffix("/index")
    for candidate in (f"{bare}.md", f"{bare}/index.md", "index.md" if not bare else ""):
        if candidate in pages and candidate != name:
            return f"Link to the file: the page is docs/{page.language}/{candidate}, written as the way from this file to it."
    if re.match(r"(?:[\w-]+\.)+[a-z]{2,}(?:/|$)", address) and not address.endswith((".md", ".html")):
        return f"For another site write `https://{address}`; for this one the way from this file to the other."
    other = [language for language in site.pages if name in site.pages[language]]
    if other:
        return (
            f"That page exists only in {EDITIONS[other[0]].english}; remove the link until it is translated, "
            "or add the translation."
        )
    return f"{nearest(name, pages)}Write the way from this file to the other file, as in `../incident/index.md`."
