"""How open each model is, point by point: ``/// openness``; how its licence changed: ``/// terms`` (a figure)."""

import datetime
from dataclasses import replace
from itertools import groupby

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import whole
from explainer.markdown.blocks.lines import MONTH, NOTE, entry, footed, framed
from explainer.markdown.blocks.matrix import sign
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.html import Element, Table, add, element, fill
from explainer.records import records
from explainer.records.models import Licence, Points, Variant

SIGNS = {"not-allowed": "excluded", "unclear": "unknown"}
"""The shapes of the matrix for what a licence says of commercial use, where they have other names."""


class Openness(SiteBlock):
    """What is so of each model for each point of the definition, as a table to be opened."""

    NAME = "openness"
    IT = "Che cosa vale di ogni modello per ogni punto della definizione, in una tabella da aprire."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        details = add(section, "details")
        add(details, "summary", self.word("open_table_points"))
        found = records().openness.values()
        heads = [self.word("open_point"), *(records().models[record.id].name for record in found)]
        table = Table(details, "compare__table", heads, label=self.word("open_table_points"))
        for point in Points.model_fields:
            cells = [[whole("value", getattr(record.points, point), self.lang)] for record in found]
            table.row(self.word(f"open_point_{point}"), cells)
        return section


class Terms(SiteBlock):
    """How the licence of a model's weights changed, version by version, along one line to scale."""

    NAME = "terms"
    IT = "Come è cambiata, versione per versione, la licenza dei pesi di un modello, lungo una linea in scala."
    BODY = replace(NOTE, required=False)
    TAKES = Field("what the figure shows", "che cosa mostra la figura", "How the terms changed")
    FIELDS = {"model": MODEL, "data": DATA}
    SHEET = "lines models"
    DRAWS = True
    SCRIPT = "figure"

    def on_create(self, parent: Element) -> Element:
        figure = framed(parent, "terms-chart", self.argument)
        line, model = add(figure, "ol", class_="line"), records().models[self.options["model"]]
        # Versions in a row that share a licence are one moment.
        found = [[*alike] for _, alike in groupby(model.variants, key=lambda variant: _shared(variant.licence_weights))]
        days = [_day(variants[0]) for variants in found]
        for variants, day, following in zip(found, days, [*days[1:], days[-1]], strict=True):
            time, words = entry(line, (following - day).days / 30.4 * MONTH / 2)
            names = [each.name.split(" (")[0].removeprefix(f"{model.name} ").split(" ")[-1] for each in variants]
            month = f"{day:%Y-%m}"
            fill(time, element("b", ", ".join(names)), ", ", element("time", self.date(month), datetime=month))
            self._said(words, variants[0].licence_weights)
        self.inside = footed(figure, self)
        return figure

    def _said(self, words: Element, licence: Licence) -> None:
        """What a licence says of earning money, its name, and whether we know it whole."""
        says = licence.commercial or "unclear"
        sign(words, SIGNS.get(says, says))
        fill(words, self.word(f"terms_{says}"), ": ", licence.name or self.word("terms_none"))
        if licence.name and (says == "unclear" or not licence.read_in_full):
            fill(words, f" ({self.word('terms_unread')})")


def _shared(licence: Licence) -> tuple[str | None, str]:
    return licence.id, licence.commercial or "unclear"


def _day(variant: Variant) -> datetime.date:
    return datetime.date.fromisoformat(f"{variant.released.value}-01"[:10])
