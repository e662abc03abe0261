"""Citations: well formed, of sources that exist; no footnotes of another kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.page import CITATION
from explainer.check.report import on
from explainer.check.site import Site
from explainer.finding import Finding, meant

NEARLY = re.compile(r"\[\s*@[^\]\n]*\]?|\(@[\w.-]+\)|(?<![\w@/.\[;])(?<!; )@[\w.-]*_[\w.-]+")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](?!:)")
DEFINITION = re.compile(r"(?m)^ {0,3}\[\^([^\]\s]+)\]:")


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield what is wrong with the citations of each page."""
    for page in site:
        for citation in page.citations:
            for key in citation.keys:
                if not data.has("sources", key):
                    yield on(
                        page,
                        citation.line,
                        f"there is no source `{key}` in data/sources.yml",
                        meant(key, data.sources, f"add a record `{key}` to data/sources.yml."),
                    )
            for key in sorted({key for key in citation.keys if citation.keys.count(key) > 1}):
                yield on(
                    page, citation.line, f"the source `{key}` stands twice in one citation", "Remove one of the two."
                )
        rest = CITATION.sub(lambda m: " " * len(m[0]), page.text)
        for match in NEARLY.finditer(rest):
            yield on(
                page,
                page.line_at(match.start()),
                f"this looks like a citation but is not one: `{match[0]}`",
                "Write `[@key]`, or `[@key1; @key2]` for two sources, with keys from data/sources.yml.",
            )
        defined = set(DEFINITION.findall(page.text))
        for match in FOOTNOTE.finditer(page.text):
            if match[1] not in defined:
                yield on(
                    page,
                    page.line_at(match.start()),
                    f"the footnote `[^{match[1]}]` is not defined",
                    "Cite a source with `[@key]`; the page's notes are made from data/sources.yml.",
                )
        for match in DEFINITION.finditer(page.text):
            yield on(
                page,
                page.line_at(match.start()),
                f"a footnote of its own: `[^{match[1]}]:`",
                "Put the source into data/sources.yml and cite it with `[@key]`; a remark belongs in the text.",
            )
