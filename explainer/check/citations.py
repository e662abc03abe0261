"""Citations: well formed, of sources that exist; no footnotes of another kind."""

import re
from collections.abc import Iterator

from explainer.check.prose import CITATION, sentences
from explainer.check.report import excerpt, on, settings
from explainer.finding import Finding, meant
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading

RUNNING = ("paragraph", "item", "definition", "quote", "caption")
NEARLY = re.compile(r"\[\s*@[^\]\n]*\]?|\(@[\w.-]+\)|(?<![\w@/.\[;])(?<!; )@[\w.-]*_[\w.-]+")
BARE = re.compile(r"[\[{@＠]+([\w-]+)\b[\]}]?")
BEFORE = re.compile(CITATION.pattern + r"(?=[.!?…])")
# A mark that something follows within its sentence, or another mark.
INSIDE = re.compile(CITATION.pattern + r"(?=[^\[]*\w|\s*\[@|[.,;:!?…])")
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
        yield from _places(page)
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


def _places(page: Page) -> Iterator[Finding]:
    """Marks stand behind the full stop; on pages of the story there is one to a sentence, at its end."""
    wrong = INSIDE if page.name in settings("style")["budget"] else BEFORE
    for unit in page.tree.prose():
        for sentence in sentences(unit) if unit.kind in RUNNING else ():
            if match := wrong.search(sentence.text):
                message = f"the mark `{match[0]}` stands before the end of its sentence: {excerpt(sentence.words)}"
                remedy = "Put one mark behind the full stop, with the keys that the sentence needs: `Words. [@a; @b]`."
                yield on(page, sentence.line, message, remedy)
