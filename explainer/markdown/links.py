"""Links of our own schemes: ``[term](glossary:id)`` and ``[word](status:disputed)``."""

from typing import get_args

from markdown.treeprocessors import Treeprocessor

from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element
from explainer.records import records
from explainer.records.story import Status
from explainer.records.words import localized, word

STATUSES = get_args(Status)


def describe_terms(parent: Element, terms: list, lang: str) -> Element:
    """Append a description list of ``terms`` (Term records), each with the anchor that links lead to."""
    entries = add(parent, "dl", class_="terms__list")
    for term in terms:
        entry = add(entries, "div", id=f"term-{term.id}")
        add(entry, "dt", localized(term.term, lang))
        add(entry, "dd", localized(term.text, lang), mark(term.sources))
    return entries


class LinkTreeprocessor(Treeprocessor):
    """Turns both schemes into the elements that styles and scripts know."""

    def __init__(self, md, *, lang: str) -> None:
        super().__init__(md)
        self.lang = lang

    def run(self, root: Element) -> None:
        """Rewrite every link of our schemes below ``root`` and append the terms that the page uses."""
        used: dict[str, object] = {}
        for link in list(root.iter("a")):
            scheme, _, key = link.get("href", "").partition(":")
            if scheme == "glossary":
                self._term(link, key, used)
            elif scheme == "status":
                self._status(link, key)
        here = {entry.get("id") for entry in root.iter("div")}
        missing = [term for key, term in used.items() if f"term-{key}" not in here]
        if missing:
            root.append(self._section(missing))

    def _term(self, link: Element, key: str, used: dict[str, object]) -> None:
        term = records().glossary.get(key)
        if term is None:
            return _unknown(link)
        used[key] = term
        # On the same page, so that it works in print, without scripts and without knowing the page's address.
        link.set("href", f"#term-{key}")
        link.set("class", "term")

    def _section(self, terms: list) -> Element:
        section = element("section", class_="terms", aria_labelledby="terms", data_weight="0")
        add(section, "h2", word("terms", self.lang), id="terms")
        describe_terms(section, terms, self.lang)
        return section

    def _status(self, link: Element, key: str) -> None:
        if key not in STATUSES:
            return _unknown(link)
        del link.attrib["href"]
        link.tag = "span"
        link.set("class", f"status status--{key}")


def _unknown(link: Element) -> None:
    del link.attrib["href"]
    link.tag = "mark"
