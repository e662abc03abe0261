"""Citations: well formed, of sources that exist; no footnotes of another kind."""

import re
from collections.abc import Iterator

from explainer.check.prose import CITATION
from explainer.check.report import on
from explainer.finding import Finding, meant
from explainer.pages.site import Site
from explainer.records import Reading

NEARLY = re.compile(r"\[\s*@[^\]\n]*\]?|\(@[\w.-]+\)|(?<![\w@/.\[;])(?<!; )@[\w.-]*_[\w.-]+")
BARE = re.compile(r"[\[{@＠]+([\w-]+)\b[\]}]?")
FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield what is wrong with the citations of each page."""
    sources = data.ids["sources"]
    for page in site:
        for citation in page.tree.citations:
            for key in dict.fromkeys(citation.keys):
                if key not in sources:
                    message = f"there is no source `{key}` in data/sources.yml"
                    remedy = meant(key, sources, f"add a record `{key}` to data/sources.yml.")
                    yield on(page, citation.line, message, remedy)
                if citation.keys.count(key) > 1:
                    message = f"the source `{key}` stands twice in one citation"
                    yield on(page, citation.line, message, "Remove one of the two.")
        for unit in page.tree.prose():
            rest = CITATION.sub(lambda m: " " * len(m[0]), unit.text)
            nearly = [*NEARLY.finditer(rest), *(m for m in BARE.finditer(rest) if m[1] in sources)]
            for match in nearly[:1]:
                message = f"this looks like a citation but is not one: `{match[0]}`"
                remedy = "Write `[@key]`, or `[@key1; @key2]` for two sources, with keys from data/sources.yml."
                yield on(page, unit.line_at(match.start()), message, remedy)
            for match in FOOTNOTE.finditer(unit.text):
                if match[2]:
                    message = f"a footnote of its own: `{match[0]}`"
                    remedy = (
                        "Put the source into data/sources.yml and cite it with `[@key]`; a remark belongs in the text."
                    )
                else:
                    message = f"the footnote `{match[0]}` is not defined"
                    remedy = "Cite a source with `[@key]`; the page's notes are made from data/sources.yml."
                yield on(page, unit.line_at(match.start()), message, remedy)
