"""What is written into the built pages themselves: structured data for search engines, and how to cite a page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml

from explainer import frontmatter, paths
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finish.errors import FinishError
from explainer.opendata.bibtex import escaped
from explainer.opendata.files import FOLDER, LICENCE, PACKAGE, TITLE
from explainer.opendata.tables import tables
from explainer.records import Records
from explainer.records.words import date_in_words, word
from explainer.yamltext import SafeText

CONTEXT = "https://schema.org"
SCRIPT = re.compile(r'<script type="application/ld\+json" data-structured>.*?</script>\n?', re.DOTALL)
CITE = re.compile(r'<details class="cite-page">.*?</details>\n?', re.DOTALL)
# Blocks that show a whole part of the record.
RECORD = re.compile(r"(?m)^/{3,} (?:disagreements|myths|timechart|open-data)\b")
# Before this line of the template, which says when the page was compared with its sources.
PLACE = '<p class="checked">'


@dataclass(frozen=True)
class Told:
    """What a page says of itself. `path` is its folder below the site ("" for a home page), `name` its source.

    `narrative`: it tells facts; `cited`: it says how to cite it, as it tells facts or shows a whole part of the record.
    """

    language: str
    name: str
    path: str
    title: str
    description: str
    compared: str
    narrative: bool
    cited: bool


def told(language: str, docs: Path = paths.DOCS) -> dict[str, Told]:
    """Return the pages of a language by the name of their source."""
    folder = docs / language
    found = {}
    for file in sorted(folder.rglob("*.md")):
        name = file.relative_to(folder).as_posix()
        text = file.read_text(encoding="utf-8-sig")
        front = frontmatter.read(text, translated=language != LANGUAGES[0]).meta
        if not (front.title and front.description and front.compared):
            continue  # half-written; a build that is to be published stops at it earlier
        path = re.sub(r"(?:(?:^|/)index)?\.md$", "", name)
        prefix = "" if language == LANGUAGES[0] else f"{language}/"
        found[name] = Told(
            language,
            name,
            f"{prefix}{path}/".lstrip("/") if path else prefix,
            front.title,
            front.description,
            str(front.compared),
            bool(front.tells),
            bool(front.tells or RECORD.search(text)),
        )
    return found


def site_name(language: str) -> str:
    """The name of the site in a language, from its configuration."""
    node = yaml.compose((paths.ROOT / EDITIONS[language].config).read_text(encoding="utf-8"), SafeText)
    return next(value.value for key, value in node.value if key.value == "site_name")


def write(site: Path, base_url: str | None, data: Records) -> None:
    """Write structured data into every page and a box on citing into those that are cited, in place of earlier ones.

    Raises FinishError if a page was built from another template than ours.
    """
    for language in LANGUAGES:
        pages, name = told(language), site_name(language)
        for page in pages.values():
            file = site / page.path / "index.html"
            if not file.is_file():
                continue
            text = CITE.sub("", SCRIPT.sub("", file.read_text(encoding="utf-8")))
            content = graph(page, pages, name, base_url, data)
            text = _before(text, "</head>", f"{script(content)}\n", page)
            if page.cited:
                text = _before(text, PLACE, f"{citing(page, name, base_url)}\n", page)
            file.write_text(text, encoding="utf-8")


def _before(text: str, place: str, piece: str, page: Told) -> str:
    if place not in text:
        message = f"has no {place}, the place for what machines read and for how to cite the page."
        raise FinishError(f"{page.path}index.html", message, "Build it from the templates in overrides.")
    return text.replace(place, piece + place, 1)


def script(content: Any) -> str:
    """Structured data as an element that no text in it can end."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json" data-structured>{text}</script>'


def graph(page: Told, pages: dict[str, Told], name: str, base_url: str | None, data: Records) -> dict[str, Any]:
    """The structured data of a page; addresses are left out where the site's own is not known."""
    contributors = {"@type": "Organization", "name": word("contributors", page.language, site=name)}
    if base_url:
        contributors["url"] = base_url + pages["about.md"].path if "about.md" in pages else base_url
    parts = [_article(page, name, base_url, contributors, data)]
    if page.name == "data.md":
        parts.append(_dataset(page, base_url, contributors))
    if base_url and page.name != "index.md":
        parts.append(_breadcrumbs(page, pages, name, base_url))
    return {"@context": CONTEXT, "@graph": parts}


def _article(page: Told, name: str, base_url: str | None, by: dict[str, Any], data: Records) -> dict[str, Any]:
    article = {
        "@type": "Article" if page.narrative else "WebPage",
        "headline" if page.narrative else "name": page.title,
        "description": page.description,
        "inLanguage": page.language,
        "dateModified": page.compared,
        "author": by,
        "publisher": by,
        "license": LICENCE["path"],
        "isPartOf": {"@type": "WebSite", "name": name, "inLanguage": page.language},
    }
    if base_url:
        address = base_url + page.path
        article |= {"@id": f"{address}#page", "url": address, "mainEntityOfPage": address}
        article["isPartOf"]["url"] = base_url + ("" if page.language == LANGUAGES[0] else f"{page.language}/")
    if corrections := list(_corrections(page, data)):
        article["correction"] = corrections
    return article


def _corrections(page: Told, data: Records) -> Iterator[dict[str, str]]:
    for correction in data.corrections.values():
        if correction.page == page.name:
            text = word("correction", page.language).format(
                was=correction.was[page.language], now=correction.now[page.language]
            )
            yield {"@type": "CorrectionComment", "datePublished": correction.date, "text": text}


def _breadcrumbs(page: Told, pages: dict[str, Told], name: str, base_url: str) -> dict[str, Any]:
    """The way from the home page over the folder's first page to this one."""
    folder = page.name.rpartition("/")[0]
    above = [pages[above] for above in ("index.md", f"{folder}/index.md") if above in pages and above != page.name]
    way = [(name if step.name == "index.md" else step.title, step.path) for step in above]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": title, "item": base_url + path}
            for place, (title, path) in enumerate([*way, (page.title, page.path)], 1)
        ],
    }


def _dataset(page: Told, base_url: str | None, by: dict[str, Any]) -> dict[str, Any]:
    dataset: dict[str, Any] = {
        "@type": "Dataset",
        "name": TITLE,
        "description": page.description,
        "inLanguage": list(LANGUAGES),
        "license": LICENCE["path"],
        "creator": by,
        "dateModified": page.compared,
        "isAccessibleForFree": True,
        "variableMeasured": [table.title[page.language] for table in tables()],
    }
    if base_url:
        files = [(f"{table.name}.csv", "text/csv") for table in tables()] + [(PACKAGE, "application/json")]
        dataset["url"] = base_url + page.path
        dataset["distribution"] = [
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": f"{base_url}{FOLDER}/{file}"}
            for file, kind in files
        ]
    return dataset


def citing(page: Told, name: str, base_url: str | None) -> str:
    """How to cite a page: a line of text, an entry for BibTeX, and the address that stays."""
    say = lambda key, **values: escape(word(key, page.language, **values))  # noqa: E731
    address = base_url + page.path if base_url else ""
    day = date_in_words(page.compared, page.language)
    line = say("cite_text", title=page.title, site=name, date=day) + (f" {escape(address)}" if address else "")
    permanent = f'<p>{say("cite_address")} <a href="{escape(address)}">{escape(address)}</a></p>' if address else ""
    return (
        f'<details class="cite-page"><summary>{say("cite_page")}</summary><p>{line}</p>'
        f"<pre><code>{escape(bibtex(page, name, address))}</code></pre>{permanent}</details>"
    )


def bibtex(page: Told, name: str, address: str) -> str:
    """A page as an entry of the kind ``misc``."""
    key = "-".join(["sora-leak", *filter(None, page.path.split("/"))])
    fields = {
        "title": f"{{{escaped(page.title)}}}",
        "author": f"{{{escaped(word('contributors', page.language, site=name))}}}",
        "year": page.compared[:4],
        "url": address,
        "note": escaped(word("cite_note", page.language, date=page.compared)),
        "language": page.language,
    }
    lines = [f"  {field} = {{{value}}}," for field, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])
