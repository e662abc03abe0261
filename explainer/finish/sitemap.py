"""One sitemap over both languages, without dates, and robots.txt.

The engines write a sitemap per edition with the day of the build; ours names each page once, with the page in
the other language where that exists.
"""

from __future__ import annotations

from urllib.parse import quote
from xml.sax.saxutils import escape

from explainer.finish.html import Page
from explainer.finish.tree import LANGUAGES, Tree

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def languages() -> list[tuple[str, str]]:
    """Languages with their folders, the most specific folder first."""
    return sorted(LANGUAGES.items(), key=lambda item: -len(item[1]))


def remove_duplicates(tree: Tree) -> None:
    """Removes what an edition writes although only one may exist: its 404 page and its sitemaps."""
    for path in ["sitemap.xml.gz"] + [
        folder + name
        for folder in LANGUAGES.values()
        if folder
        for name in ("404.html", "sitemap.xml", "sitemap.xml.gz", "robots.txt")
    ]:
        if path in tree.files:
            tree.remove(path)


def _listed(page: Page) -> bool:
    robots = [t for t in page.tags_named("meta") if (t.element.get("name") or "").lower() == "robots"]
    return page.path != "404.html" and not any("noindex" in (t.element.get("content") or "").lower() for t in robots)


def write(tree: Tree, pages: list[Page]) -> None:
    """Writes sitemap.xml and robots.txt.

    A sitemap may hold only absolute addresses. Without a base address there is none: sitemap.xml is removed, and
    robots.txt names none.
    """
    robots = "User-agent: *\nAllow: /\n"
    if tree.base_url is None:
        if "sitemap.xml" in tree.files:
            tree.remove("sitemap.xml")
    else:
        robots += f"\nSitemap: {tree.base_url}sitemap.xml\n"
        tree.write("sitemap.xml", sitemap(tree.base_url, [page.path for page in pages if _listed(page)]))
    tree.write("robots.txt", robots)


def sitemap(base_url: str, paths: list[str]) -> str:
    """The sitemap of the pages at `paths`, for a site at `base_url` (with its final slash).

    A page that exists in one language only is listed without alternates; x-default is the English page.
    """
    by_page: dict[str, dict[str, str]] = {}
    for path in paths:
        language, folder = next((lang, folder) for lang, folder in languages() if path.startswith(folder))
        address = base_url + quote(path.removesuffix("index.html"))
        by_page.setdefault(path.removeprefix(folder), {})[language] = escape(address, {'"': "&quot;"})
    lines = []
    for name in sorted(by_page):
        editions = by_page[name]
        links = [(lang, editions[lang]) for lang in LANGUAGES if lang in editions] if len(editions) > 1 else []
        if links and "en" in editions:
            links.append(("x-default", editions["en"]))
        for language in LANGUAGES:
            if language in editions:
                lines.append(f"  <url>\n    <loc>{editions[language]}</loc>")
                lines += [f'    <xhtml:link rel="alternate" hreflang="{lang}" href="{to}"/>' for lang, to in links]
                lines.append("  </url>")
    return _HEAD + "\n".join(lines) + "\n</urlset>\n"
