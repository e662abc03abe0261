"""``/// later``: models with open weights that came out after the letter, with licence and regions."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import cell_text, licence_name, proof
from explainer.markdown.blocks.tables import Grid
from explainer.records import records
from explainer.records.words import localized, word


class Later(SiteBlock):
    """One row for each family, by first release."""

    NAME = "later"
    SHEET = "models"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section, filled from the records."""
        section = etree.SubElement(parent, "section", {"class": "wide"})
        columns = ("released", "licence", "region", "memory", "about")
        heads = [word(f"later_{column}", self.lang) for column in columns]
        grid = Grid(section, word("later_table", self.lang), word("later_model", self.lang), heads)
        for record in records().later.values():
            grid.row(record.name, [getattr(self, f"_{column}")(record) for column in columns])
        return section

    def _cell(self, name: str, cell) -> str:
        return cell_text(name, cell, self.lang)

    def _released(self, record) -> list[str]:
        return [self._cell("released", record.released)]

    def _licence(self, record) -> list[str]:
        licence = record.licence
        says = word(f"compare_licence_{licence.commercial}", self.lang)
        return [
            f"{licence_name(licence)}: {says}",
            f"{localized(licence.terms, self.lang)} {proof(licence, self.lang)}",
        ]

    def _region(self, record) -> list[str]:
        return [self._cell("region", record.region)]

    def _memory(self, record) -> list[str]:
        return [self._cell("memory", figure) for figure in record.memory]

    def _about(self, record) -> list[str]:
        cells = {name: getattr(record, name) for name in ("maker", "parameters", "tasks", "diffusers")}
        return [f"{word(f'model_{name}', self.lang)}: {self._cell(name, cell)}" for name, cell in cells.items()]
