"""``/// model | id``: the facts of one model and its variants, each with its sources and its day."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import cell_text
from explainer.records import records
from explainer.records.words import word

MODEL_ROWS = ("maker", "first_release", "paper", "parameters", "licence_code", "training_code", "training_data")
VARIANT_ROWS = (
    "released",
    "download",
    "resolution",
    "fps",
    "frames",
    "seconds",
    "tasks",
    "licence_weights",
    "memory",
    "speed",
)
REPORTS = ("pitfalls", "complaints")
STATUS_ROWS = ("last_commit", "successor", "page_seen")


MODEL = Field(
    "the id of a model in data/models.yml",
    "l’id di un modello in data/models.yml",
    "ltx-video",
    choices=lambda: records().models,
)


class ModelFacts(SiteBlock):
    """Tables of facts; argument: the id of a model."""

    NAME = "model"
    TAKES = MODEL

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section, filled from the records."""
        section = etree.SubElement(parent, "section", {"class": "model-facts"})
        model = records().models[self.argument]
        rows = [(name, [getattr(model, name)]) for name in MODEL_ROWS]
        rows[4:4] = [("architecture", [model.architecture.plain]), ("parts", model.architecture.parts)]
        rows += [("diffusers", model.run.diffusers), ("comfyui", [model.run.comfyui])]
        rows += [(name, getattr(model, name)) for name in REPORTS if getattr(model, name)]
        rows += [(name, [getattr(model.status, name)]) for name in STATUS_ROWS]
        self._table(section, model.name, rows)
        for variant in model.variants:
            rows = [(name, _cells(getattr(variant, name))) for name in VARIANT_ROWS]
            self._table(section, variant.name, rows)
        return section

    def _table(self, section: etree.Element, caption: str, rows: list[tuple[str, list]]) -> None:
        table = etree.SubElement(section, "table", {"class": "facts"})
        etree.SubElement(table, "caption").text = caption
        body = etree.SubElement(table, "tbody")
        for name, cells in rows:
            row = etree.SubElement(body, "tr")
            etree.SubElement(row, "th", {"scope": "row"}).text = word(f"model_{name}", self.lang)
            value = etree.SubElement(row, "td")
            if len(cells) == 1:
                value.text = cell_text(name, cells[0], self.lang)
                continue
            entries = etree.SubElement(value, "ul")
            for cell in cells:
                etree.SubElement(entries, "li").text = cell_text(name, cell, self.lang)


def _cells(value) -> list:
    return value if isinstance(value, list) else [value]
