"""``/// model | id``: the facts of one model and its variants, each with its sources and its day, folded."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import whole
from explainer.markdown.html import Element, Table, add
from explainer.records import records

MODEL_ROWS = ("maker", "first_release", "paper", "parameters", "licence_code", "training_code", "training_data")
VARIANT_ROWS = (
    *("released", "download", "resolution", "fps", "frames", "seconds", "tasks", "licence_weights", "memory", "speed"),
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
    """The facts of one model and of each of its variants, as tables to be opened."""

    NAME = "model"
    IT = "I dati di un modello e di ogni sua variante, in tabelle da aprire."
    TAKES = MODEL

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="model-facts")
        model = records().models[self.argument]
        rows = [(name, getattr(model, name)) for name in MODEL_ROWS]
        rows[4:4] = [("architecture", model.architecture.plain), ("parts", model.architecture.parts)]
        rows += [("diffusers", model.run.diffusers), ("comfyui", model.run.comfyui)]
        rows += [(name, getattr(model, name)) for name in REPORTS if getattr(model, name)]
        rows += [(name, getattr(model.status, name)) for name in STATUS_ROWS]
        self._table(section, model.name, rows)
        for variant in model.variants:
            self._table(section, variant.name, [(name, getattr(variant, name)) for name in VARIANT_ROWS])
        return section

    def _table(self, section: Element, caption: str, rows: list[tuple[str, object]]) -> None:
        # Folded: find-in-page and links open what they lead into, and print shows all of it.
        details = add(section, "details")
        add(details, "summary", caption)
        table = Table(details, "facts")
        for name, value in rows:
            cells = value if isinstance(value, list) else [value]
            entries = [whole(name, cell, self.lang) for cell in cells]
            table.row(self.word(f"model_{name}"), [entries], alone="")
