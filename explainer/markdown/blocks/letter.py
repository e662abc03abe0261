"""``/// passage | id``: a card for one passage of the letter; ``/// passage-filter``: buttons that leave some out."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.disagreements import anchor, cited
from explainer.records import records
from explainer.records.words import localized, word

# What the filter tells apart: the states of what could be checked, and everything that could not.
GROUPS = ("established", "attributed", "disputed", "not-established", "view")


def group(passage) -> str:
    """The group of the filter that a passage belongs to."""
    return passage.status or "view"


class PassageCard(SiteBlock):
    """Quotation, kind and state from the records, plain words from the content, evidence and replies below.

    It stands on a page in a folder, for its link to the disagreements starts there.
    """

    NAME = "passage"
    TAKES = Field(
        "the id of a passage in data/letter.yml",
        "l’id di un passo in data/letter.yml",
        "hope",
        choices=lambda: records().letter,
    )
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the card with head and quotation; the content goes below them."""
        self.passage = records().letter[self.argument]
        name = f"p-{self.passage.id}"
        attributes = {"class": "passage", "aria-labelledby": name, "data-group": group(self.passage)}
        card = etree.SubElement(parent, "article", attributes)
        self._head(card, name)
        self._quotes(card)
        self.words = etree.SubElement(card, "div", {"class": "passage__words"})
        return card

    def on_add(self, block: etree.Element) -> etree.Element:
        """Content is the plain words."""
        return self.words

    def on_end(self, block: etree.Element) -> None:
        """Append evidence, replies and the way to the dispute."""
        evidence = etree.Element("dl", {"class": "passage__evidence"})
        for part in ("evidence_for", "evidence_against", "replies"):
            self._evidence(evidence, part)
        if len(evidence):
            block.append(evidence)
        if self.passage.disagreement:
            question = localized(records().disagreements[self.passage.disagreement].question, self.lang)
            more = etree.SubElement(block, "p", {"class": "told-on"})
            link = f"[{question}](../disagreements.md#{anchor(self.passage.disagreement)})"
            more.text = f"{word('see_disagreement', self.lang)} {link}"

    def _head(self, card: etree.Element, name: str) -> None:
        head = etree.SubElement(card, "header", {"class": "passage__head"})
        etree.SubElement(head, "p", {"class": "passage__kind"}).text = word(f"kind_{self.passage.kind}", self.lang)
        if self.passage.status:
            mark = etree.SubElement(head, "span", {"class": f"status status--{self.passage.status}"})
            mark.text = word(f"status_{self.passage.status}", self.lang)
        etree.SubElement(head, "h2", {"id": name}).text = localized(self.passage.title, self.lang)

    def _quotes(self, card: etree.Element) -> None:
        if not self.passage.quote:
            return
        quotation = etree.SubElement(card, "blockquote", {"class": "passage__quote"})
        for original, ours in zip(self.passage.quote, self.passage.translation, strict=True):
            line = etree.SubElement(quotation, "p", {"lang": "en"})
            line.text = cited(f"“{original}”", self.passage.sources[:1])
            if self.lang != "en":
                translation = etree.SubElement(quotation, "p", {"class": "passage__translation"})
                translation.text = f"«{ours}» {word('our_translation', self.lang)}"

    def _evidence(self, parent: etree.Element, part: str) -> None:
        entries = getattr(self.passage, part)
        if not entries:
            return
        group_ = etree.SubElement(parent, "div")
        etree.SubElement(group_, "dt").text = word(part, self.lang)
        for entry in entries:
            etree.SubElement(group_, "dd").text = cited(localized(entry.text, self.lang), entry.sources)


class PassageFilter(SiteBlock):
    """One button for each group that occurs; hidden until the script that makes them work has loaded."""

    NAME = "passage-filter"
    SHEET = "record"
    SCRIPT = "filter"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the group of buttons, filled from the records."""
        passages = records().letter.values()
        buttons = etree.SubElement(parent, "div", {"class": "filter", "role": "group", "hidden": ""})
        buttons.set("aria-label", word("filter", self.lang))
        buttons.set("data-filter", ".passage")
        self._button(buttons, "", word("filter_all", self.lang), len(passages), "true")
        for name in GROUPS:
            count = sum(group(passage) == name for passage in passages)
            if count:
                label = word("filter_view" if name == "view" else f"status_{name}", self.lang)
                self._button(buttons, name, label, count, "false")
        return buttons

    def _button(self, parent: etree.Element, name: str, label: str, count: int, pressed: str) -> None:
        button = etree.SubElement(parent, "button", {"type": "button", "value": name, "aria-pressed": pressed})
        button.text = f"{label} ({count})"
