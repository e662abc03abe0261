"""Links: pages, anchors, files, terms and states that exist; https only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote

from explainer.check.blocks import STATUSES
from explainer.check.data import Data, Record, texts
from explainer.check.page import Link, Page
from explainer.check.report import listed, nearest, on
from explainer.check.site import Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, meant

SCHEME = re.compile(r"([a-zA-Z][\w+.-]*):(.*)", re.DOTALL)
# Blocks with headings of their own.
OWN_ANCHORS = {"compare": {"variants"}, "choose": {"table"}}
# Blocks that show all records of the kind they are named after, with the first part of the anchors.
RECORDS = {"disagreements": "d", "myths": "m"}
REFERENCE = re.compile(r"(?<![\]!\\])\[([^\[\]@^\n]+)\]\[([^\[\]\n]*)\]")


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the links of each page."""
    for page in site:
        for link in page.links:
            if not link.image:
                yield from _link(site, data, page, link)
        defined = {match.casefold() for match in re.findall(r"(?m)^ {0,3}\[([^\]^@]+)\]:", page.text)}
        for match in REFERENCE.finditer(page.text):
            if (match[2] or match[1]).casefold() not in defined:
                yield on(
                    page,
                    page.line_at(match.start()),
                    f"`{match[0]}` is a link to nowhere",
                    "Write the address after the text, in parentheses: `[text](page.md)`.",
                )


def resolve(page: Page, target: str) -> str | None:
    """Return the path below the language's folder that `target` on `page` leads to, or None if it leads outside."""
    parts: list[str] = list(PurePosixPath(page.name).parent.parts)
    for part in unquote(target).split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def anchors(page: Page, data: Data) -> set[str]:
    """Return every id that the rendered page will have."""
    found = set(page.anchors)
    shown: list[Record] = []
    for block in page.blocks:
        if block.name == "sources":
            found |= {f"bib-{key}" for key in data.sources}
        elif block.name == "glossary":
            found |= {f"term-{key}" for key in data.glossary}
            shown += data.glossary.values()
        elif block.name in RECORDS:
            prefix = RECORDS[block.name]
            found |= {f"{prefix}-{key}" for key in getattr(data, block.name)}
            shown += getattr(data, block.name).values()
        elif block.name == "corrections":
            found |= {f"correction-{key}" for key in data.corrections}
        elif block.name == "passage":
            found.add(f"p-{block.argument}")
            shown.append(data.letter.get(block.argument or "", {}))
        elif block.name in OWN_ANCHORS:
            found |= OWN_ANCHORS[block.name]
            shown += [*data.models.values(), *(data.chooser.values() if block.name == "choose" else ())]
        elif block.name == "model":
            shown.append(data.models.get(block.argument or "", {}))
        elif block.name == "timeline" and isinstance(block.options.get("events"), list):
            shown += [data.facts.get(event, {}) for event in block.options["events"]]
    terms = [link.target.partition(":")[2] for link in page.links if link.target.startswith("glossary:")]
    if terms:
        found |= {"terms", *(f"term-{term}" for term in terms)}
        shown += [data.glossary.get(term, {}) for term in terms]
    # What the data shows is cited too, and its sources are listed at the end of the page.
    cited = {text for record in shown for loc, text in texts(record) if "sources" in loc}
    if cited:
        found |= {"sources", *(f"source-{key}" for key in cited)}
    return found


def _link(site: Site, data: Data, page: Page, link: Link) -> Iterator[Finding]:
    target, scheme = link.target.strip(), SCHEME.fullmatch(link.target.strip())
    if not target:
        yield on(page, link.line, f"the link “{link.text}” has no address", "Put the address between the parentheses.")
    elif not link.text.strip():
        yield on(page, link.line, f"the link to `{target}` has no text", "Write words that say where it leads.")
    elif scheme:
        yield from _scheme(site, data, page, link, scheme[1].lower(), scheme[2])
    elif target.startswith("/"):
        yield on(
            page,
            link.line,
            f"the link `{target}` starts at the root of a server",
            "Write the way from this file to the other file, as in `../incident/index.md`; the site may live in a sub-folder.",
        )
    else:
        yield from _internal(site, data, page, link, target)


def _scheme(site: Site, data: Data, page: Page, link: Link, scheme: str, rest: str) -> Iterator[Finding]:
    if scheme == "glossary":
        if not data.has("glossary", rest):
            yield on(
                page,
                link.line,
                f"there is no term `{rest}` in data/glossary.yml",
                meant(rest, data.glossary, f"add a record `{rest}` to data/glossary.yml."),
            )
    elif scheme == "status":
        if rest not in STATUSES:
            yield on(
                page,
                link.line,
                f"there is no status `{rest}`",
                f"{nearest(rest, STATUSES)}Write one of {listed(STATUSES)}.",
            )
    elif scheme not in ("https", "http", "mailto"):  # http is reported wherever it stands, by `leftovers`
        yield on(
            page,
            link.line,
            f"the link `{link.target}` begins with `{scheme}:`, which this site does not know",
            "Links begin with https:, mailto:, glossary: or status:, or lead to a file.",
        )


def _internal(site: Site, data: Data, page: Page, link: Link, target: str) -> Iterator[Finding]:
    address, _, anchor = target.partition("#")
    address = address.partition("?")[0]
    name = page.name if not address else resolve(page, address)
    pages = site.pages[page.language]
    if name is None:
        yield on(
            page,
            link.line,
            f"the link `{target}` leads out of docs/{page.language}",
            "Link to a page of the same language, by its way from this file.",
        )
    elif name in pages:
        if anchor and anchor not in anchors(pages[name], data):
            known = sorted(a for a in anchors(pages[name], data) if not a.startswith(("ref-", "source-", "bib-")))
            yield on(
                page,
                link.line,
                f"the link `{target}` leads to `#{anchor}`, which {pages[name].shown} does not have",
                f"{nearest(anchor, known)}Ids of that page: {listed(known) or 'none'}.",
            )
    elif not name.endswith(".md") and (site.folder(page.language) / name).is_file():
        return
    else:
        yield on(page, link.line, f"the link `{target}` leads to nothing", _missing(site, page, address, name))


def _missing(site: Site, page: Page, address: str, name: str) -> str:
    pages = site.pages[page.language]
    bare = name.removesuffix(".md").removesuffix("/index")
    for candidate in (f"{bare}.md", f"{bare}/index.md", "index.md" if not bare else ""):
        if candidate in pages and candidate != name:
            return f"Link to the file: the page is docs/{page.language}/{candidate}, written as the way from this file to it."
    other = [language for language in site.pages if name in site.pages[language]]
    if other and name.endswith(".md"):
        return (
            f"That page exists only in {EDITIONS[other[0]].english}; remove the link until it is translated, "
            "or add the translation."
        )
    return f"{nearest(name, pages)}Write the way from this file to the other file, as in `../incident/index.md`."
