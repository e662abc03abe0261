"""``/// later``: models with open weights that came out after the letter, with licence and regions."""

from collections.abc import Sequence

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name, proof, whole
from explainer.markdown.html import Element, Pieces, Table, add, prose, spaced
from explainer.records import records


class Later(SiteBlock):
    """The models with open weights that came after the letter, one row for each family."""

    NAME = "later"
    IT = "I modelli a pesi aperti arrivati dopo la lettera, una riga per ogni famiglia."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        heads = [
            self.word(f"later_{column}") for column in ("model", "released", "licence", "region", "memory", "about")
        ]
        table = Table(section, "compare__table", heads, label=self.word("later_table"))
        for record in records().later.values():
            table.row(record.name, self._cells(record))
        return section

    def _cells(self, record) -> list[Sequence[Pieces]]:
        licence = record.licence
        says = self.word(f"compare_licence_{licence.commercial}")
        about = {name: getattr(record, name) for name in ("maker", "parameters", "tasks", "diffusers")}
        return [
            [whole("released", record.released, self.lang)],
            [[*licence_name(licence), ": ", says], spaced(prose(licence.terms, self.lang), proof(licence, self.lang))],
            [whole("region", record.region, self.lang)],
            [whole("memory", figure, self.lang) for figure in record.memory],
            [[self.word(f"model_{name}"), ": ", *whole(name, cell, self.lang)] for name, cell in about.items()],
        ]
