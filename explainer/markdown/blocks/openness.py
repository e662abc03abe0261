"""How open each model is, point by point: ``/// openness``; how its licence changed: ``/// terms`` (a figure)."""

from dataclasses import replace
from itertools import groupby

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import whole
from explainer.markdown.blocks.drawn import MONTH, Drawn, entry, first_day, followed, shows
from explainer.markdown.blocks.matrix import sign
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.blocks.opendata import DATA
from explainer.markdown.html import Element, Table, add, element, fill, folded
from explainer.records import records
from explainer.records.models import Points
from explainer.records.overview import licensed

SIGNS = {"not-allowed": "excluded", "unclear": "unknown"}
"""The shapes of the matrix for what a licence says of commercial use, where they have other names."""


class Openness(SiteBlock):
    """What is so of each model for each point of the definition, as a table to be opened."""

    NAME = "openness"
    IT = "Come si presenta ogni modello rispetto a ciascun punto della definizione, in una tabella da aprire."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        details = folded(section, self.word("open_table_points"))
        found = records().openness.values()
        heads = [self.word("open_point"), *(records().models[record.id].name for record in found)]
        table = Table(details, "compare__table", heads, label=self.word("open_table_points"))
        for point in Points.model_fields:
            cells = (whole("value", getattr(record.points, point), self.lang) for record in found)
            table.row(self.word(f"open_point_{point}"), ([element("p", *cell)] for cell in cells))
        return section


class Terms(Drawn):
    """How the licence of a model's weights changed, version by version, along one line to scale."""

    NAME = "terms"
    IT = "Come è cambiata, versione per versione, la licenza dei pesi di un modello, lungo una linea in scala."
    BODY = replace(Drawn.BODY, required=False)
    TAKES = shows("How the terms changed")
    FIELDS = {"model": MODEL, "data": DATA}
    SHEET = "lines models"
    KIND = "terms-chart"

    def draw(self, figure: Element) -> None:
        line, model = add(figure, "ol", class_="line"), records().models[self.options["model"]]
        # Versions in a row that share a licence are one moment.
        found = [[*alike] for _, alike in groupby(model.variants, key=licensed)]
        days = [first_day(variants[0].released.value) for variants in found]
        for variants, day, span in zip(found, days, followed(days), strict=True):
            time, words = entry(line, span.days / 30.4 * MONTH / 2)
            names = [each.name.split(" (")[0].removeprefix(f"{model.name} ").split(" ")[-1] for each in variants]
            month = f"{day:%Y-%m}"
            fill(time, element("b", ", ".join(names)), ", ", element("time", self.date(month), datetime=month))
            licence = variants[0].licence_weights
            sign(words, SIGNS.get(licence.lane, licence.lane))
            fill(words, self.word(f"terms_{licence.lane}"), ": ", licence.name or self.word("terms_none"))
