"""Citations: well formed, of sources that exist, and behind the full stop."""

import re
from itertools import chain

from explainer.check.prose import CITATION, sentences
from explainer.check.rules import Faults, Page, Reading, each_page, excerpt, settings
from explainer.finding import absent
from explainer.pages.tree import Unit

RUNNING = ("paragraph", "item", "definition", "quote", "caption")
NEARLY = re.compile(r"\[\s*@[^\]\n]*\]?|\(@[\w.-]+\)|(?<![\w@/.\[;])(?<!; )@[\w.-]*_[\w.-]+")
BARE = re.compile(r"[\[{@＠]+([\w-]+)\b[\]}]?")
BEFORE = re.compile(CITATION.pattern + r"(?=[.!?…])")
# A mark that something follows within its sentence, or another mark.
INSIDE = re.compile(CITATION.pattern + r"(?=[^\[]*\w|\s*\[@|[.,;:!?…])")


@each_page
def check(page: Page, data: Reading) -> Faults:
    sources, wrong = data.ids["sources"], INSIDE if page.name in settings("style")["budget"] else BEFORE
    for citation in page.tree.citations:
        for key in dict.fromkeys(citation.keys):
            if key not in sources:
                yield citation.line, *absent(key, sources, "source", "sources")
            if citation.keys.count(key) > 1:
                yield citation.line, f"the source `{key}` stands twice in one citation", "Remove one of the two."
    for unit in page.tree.units:
        for sentence in sentences(unit) if unit.kind in RUNNING else ():
            if match := wrong.search(sentence.text):
                message = f"the mark `{match[0]}` stands before the end of its sentence: {excerpt(sentence.words)}"
                remedy = "Put one mark behind the full stop, with the keys that the sentence needs: `Words. [@a; @b]`."
                yield sentence.line, message, remedy
        if match := almost(unit, sources):
            message = f"this looks like a citation but is not one: `{match[0]}`"
            remedy = "Write `[@key]`, or `[@key1; @key2]` for two sources, with keys from data/sources.yml."
            yield unit.line_at(match.start()), message, remedy


def almost(unit: Unit, sources: frozenset[str]) -> re.Match[str] | None:
    """Return what looks like a citation in a text and is none."""
    made = {place for place, _ in unit.cites}
    rest = CITATION.sub(lambda m: " " * len(m[0]) if m.start() + 1 in made else m[0], unit.text)
    return next(chain(NEARLY.finditer(rest), (m for m in BARE.finditer(rest) if m[1] in sources)), None)
