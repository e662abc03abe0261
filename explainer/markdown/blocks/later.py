"""``/// later``: models with open weights that came out after the letter; what decides is in view, the rest folded."""

from collections.abc import Sequence

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import earning, note, standing, whole
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Pieces, Table, add, folded, listing, prose, spaced
from explainer.records import records
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
            others = [entry for entries in cells for entry in entries[1:]]
            for name in FOLDED:
                others.append([self.word(f"model_{name}"), ": ", *whole(name, getattr(record, name), self.lang)])
            listing(folded(row[-1], self.word("later_more")), others)
        cells = [cell for record in records().later.values() for _, cell in stated(record)]
        add(section, "p", standing(cells, self.lang))
        return section

    def _cells(self, record: Record) -> list[Sequence[Pieces]]:
        lang, licence, region = self.lang, record.licence, record.region
        if licence.missing:
            terms = [whole("value", licence, lang)]
        else:
            said = spaced(prose(licence.terms, lang), note(licence, lang), mark(licence.sources))
            terms = [earning(licence, lang), said]
        # Where the regions left out are not known, what a reader does instead.
        left_out = prose(region.note, lang) if region.missing and region.note else whole("region", region, lang)
        return [
            [[*whole("tasks", record.tasks, lang), "; ", *whole("released", record.released, lang)]],
            [whole("memory", figure, lang) for figure in record.memory],
            [whole("speed", figure, lang) for figure in record.speed],
            terms,
            [left_out],
        ]
