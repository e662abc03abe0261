"""Tables of facts that turn into lists on a phone, as the table of variants does and in its styles."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence


class Grid:
    """A table with a named head, rows in groups, and cells of one or more pieces of Markdown."""

    def __init__(self, parent: etree.Element, label: str, corner: str, heads: Sequence[str]) -> None:
        attributes = {"class": "compare__frame", "role": "region", "aria-label": label, "tabindex": "0"}
        frame = etree.SubElement(parent, "div", attributes)
        self.table = etree.SubElement(frame, "table", {"class": "compare__table"})
        self.heads = heads
        row = etree.SubElement(etree.SubElement(self.table, "thead"), "tr")
        for text in (corner, *heads):
            etree.SubElement(row, "th", {"scope": "col"}).text = text
        self.body: etree.Element | None = None

    def group(self, name: str) -> None:
        """Start a group of rows under a line with its name."""
        self.body = etree.SubElement(self.table, "tbody")
        row = etree.SubElement(self.body, "tr", {"class": "compare__model"})
        head = etree.SubElement(row, "th", {"scope": "rowgroup", "colspan": str(len(self.heads) + 1)})
        etree.SubElement(head, "span").text = name

    def row(self, name: str, cells: Sequence[Sequence[str]]) -> None:
        """Add a row; each cell is a list of pieces of text."""
        if self.body is None:
            self.body = etree.SubElement(self.table, "tbody")
        row = etree.SubElement(self.body, "tr")
        etree.SubElement(row, "th", {"scope": "row"}).text = name
        for label, texts in zip(self.heads, cells, strict=True):
            box = etree.SubElement(row, "td", {"data-label": label})
            several = len(texts) > 1
            place = etree.SubElement(box, "ul") if several else box
            for text in texts:
                etree.SubElement(place, "li" if several else "p").text = text.strip()
