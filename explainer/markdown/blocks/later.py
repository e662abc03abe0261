"""``/// later``: models with open weights that came out after the letter; what decides is in view, the rest folded."""

from collections.abc import Sequence

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name, note, proof, standing, whole
from explainer.markdown.html import Element, Pieces, Table, add, folded, listing, prose, spaced
from explainer.records import records
from explainer.records.models import Cell
from explainer.records.models import Later as Record
from explainer.records.schema import stated

COLUMNS = ("makes", "memory", "speed", "licence", "region")
FOLDED = ("maker", "parameters", "diffusers")


class Later(SiteBlock):
    """The models with open weights that came after the letter, one row for each family."""

    NAME = "later"
    IT = "I modelli a pesi aperti arrivati dopo la lettera, una riga per ogni famiglia."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        heads = [self.word(f"later_{column}") for column in ("model", *COLUMNS)]
        table = Table(section, "compare__table", heads, label=self.word("later_table"))
        for record in records().later.values():
            row = table.start(record.name)
            cells = self._cells(record)
            for entries in cells:
                add(table.cell(row), "p", *entries[0])
            # The first is what most need; further figures, and what else is known of the model, open up in one place.
            others = [entry for entries in cells for entry in entries[1:]] + self._more(record)
            listing(folded(row[-1], self.word("later_more")), others, always=True)
        cells = [cell for record in records().later.values() for _, cell in stated(record)]
        add(section, "p", standing(cells, self.lang))
        return section

    def _cells(self, record: Record) -> list[Sequence[Pieces]]:
        out = ["; ", *whole("released", record.released, self.lang)]
        figures = [whole("memory", figure, self.lang) for figure in record.memory]
        times = [whole("speed", figure, self.lang) for figure in record.speed]
        return [
            [[*whole("tasks", record.tasks, self.lang), *out]],
            figures,
            times,
            self._licence(record),
            [self._region(record.region)],
        ]

    def _region(self, cell: Cell) -> Pieces:
        """The regions left out; where they are not known, what a reader does instead."""
        unknown = cell.missing and cell.note
        return prose(cell.note, self.lang) if unknown else whole("region", cell, self.lang)

    def _licence(self, record: Record) -> list[Pieces]:
        licence = record.licence
        if licence.missing:
            return [whole("value", licence, self.lang)]
        says = self.word(f"compare_licence_{licence.commercial}")
        terms = spaced(prose(licence.terms, self.lang), note(licence, self.lang), proof(licence, self.lang))
        return [[*licence_name(licence), ": ", says, *proof(licence, self.lang)], terms]

    def _more(self, record: Record) -> list[Pieces]:
        cells = {name: getattr(record, name) for name in FOLDED}
        return [[self.word(f"model_{name}"), ": ", *whole(name, cell, self.lang)] for name, cell in cells.items()]
