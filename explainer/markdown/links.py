"""Links of our own schemes, ``[term](glossary:id)`` and ``[word](status:disputed)``, and titles for links to pages."""

import re
from typing import get_args

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, defined, element, fill, titled
from explainer.paths import docs
from explainer.records import records
from explainer.records.story import Status, Term
from explainer.records.words import word

STATUSES = get_args(Status)


def describe_terms(parent: Element, terms: list[Term], lang: str) -> Element:
    """Append a description list of ``terms``, each with the anchor that links lead to."""
    entries = add(parent, "dl", class_="terms__list")
    for term in terms:
        defined(entries, [term.term[lang]], [term.text[lang], mark(term.sources)], id=f"term-{term.id}")
    return entries


def page_title(lang: str, name: str) -> str | None:
    """The headline of the page `name` (as ``incident/index.md``), or None if there is no such page."""
    path = docs(lang, records().root) / name
    text = path.read_text("utf-8-sig").split("\n---", 1)[-1] if path.is_file() else ""  # what is below the front matter
    headline = re.search(r"^# (.+)$", text, re.MULTILINE)
    return headline and headline[1]


class LinkTreeprocessor(Treeprocessor):
    """Turns both schemes into the elements that styles and scripts know."""

    def run(self, root: Element) -> None:
        used: dict[str, Term] = {}
        for link in list(root.iter("a")):
            scheme, _, key = link.get("href", "").partition(":")
            if scheme == "glossary" and key in records().glossary:
                if key not in used:
                    link.set("id", f"use-{key}")
                used[key] = records().glossary[key]
                # On the same page, so that it works in print, without scripts and without knowing the page's address.
                link.attrib |= {"href": f"#term-{key}", "class": "term"}
            elif scheme == "status" and key in STATUSES:
                del link.attrib["href"]
                link.tag = "span"
                link.set("class", f"status status--{key}")
            elif scheme in ("glossary", "status"):
                del link.attrib["href"]
                link.tag = "mark"
        here = {entry.get("id") for entry in root.iter("div")}
        if missing := [term for key, term in used.items() if f"term-{key}" not in here]:
            section = titled(root, "section", "terms", word("terms", self.md.lang), data_weight="0")
            for entry, term in zip(describe_terms(section, missing, self.md.lang), missing, strict=True):
                back = word("back_from_term", self.md.lang, term=term.term[self.md.lang])
                way = element("a", "↩", href=f"#use-{term.id}", role="doc-backlink", aria_label=back)
                fill(entry[-1], " ", way)
