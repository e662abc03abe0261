"""``/// model | id``: the facts of one model and its variants, folded; ``/// brief | id``: what it is good for, in five lines."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import earning, standing, value, whole
from explainer.markdown.blocks.opendata import data_link
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Table, add, defined, element, fill, folded, spaced
from explainer.records import records
from explainer.records.models import Card, Licence

MODEL_ROWS = ("maker", "first_release", "paper", "parameters", "licence_code", "training_code", "training_data")
VARIANT_ROWS = (
    *("released", "download", "resolution", "fps", "frames", "seconds", "tasks", "licence_weights", "memory", "speed"),
)
STATUS_ROWS = ("last_commit", "successor")
MODEL = Field(
    "the id of a model in data/models.yml",
    "l’id di un modello in data/models.yml",
    "ltx-video",
    choices=lambda: records().models,
)


class Model(SiteBlock):
    """The facts of one model and of each of its variants, as tables to be opened."""

    IT = "I dati di un modello e di ogni sua variante, in tabelle da aprire."
    TAKES = MODEL
    TAG = "section"
    KIND = "model-facts"

    def draw(self, section: Element) -> None:
        model = records().models[self.argument]
        rows = [(name, getattr(model, name)) for name in MODEL_ROWS]
        rows[4:4] = [("architecture", model.architecture.plain)]
        rows += [("diffusers", model.run.diffusers), ("comfyui", model.run.comfyui)]
        rows += [(name, getattr(model.status, name)) for name in STATUS_ROWS]
        self._table(section, model.name, rows)
        before = None
        for variant in model.variants:
            rows = [(name, getattr(variant, name)) for name in VARIANT_ROWS]
            told = [row for row in rows if before is None or getattr(before, row[0]) != row[1]]
            self._table(section, variant.name, told, as_above=before.name if len(told) < len(rows) else "")
            before = variant
        # What users report stands in the text of the page, and whole in the data.
        add(section, "p", self.word("model_data"), " ", data_link("models.json", "models.json"), ".")

    def _table(self, section: Element, caption: str, rows: list[tuple[str, object]], as_above: str = "") -> None:
        # Folded: find-in-page and links open what they lead into, and print shows all of it.
        details = folded(section, caption)
        table, told = Table(details, "facts"), []
        for name, known in rows:
            cells = known if isinstance(known, list) else [known]
            # Of a licence its name and whether it lets one earn, for the text of the page says the rest.
            entries = [
                earning(cell, self.lang)
                if isinstance(cell, Licence) and not cell.missing
                else whole(name, cell, self.lang)
                for cell in cells
            ]
            place = table.cell(table.start(self.word(f"model_{name}")))
            fill(place, *entries[0]) if len(entries) == 1 else add(
                place, "ul", *(element("li", *entry) for entry in entries)
            )
            told += cells
        if day := standing(told, self.lang):
            add(details, "p", day)
        if as_above:
            add(details, "p", self.word("model_as", name=as_above), ".")


class Brief(SiteBlock):
    """A model in five lines: what for, needs, minutes a clip, licence, a way without typing."""

    IT = "Un modello in cinque righe: a che serve, che cosa richiede, minuti per clip, licenza, un modo senza comandi."
    TAKES = MODEL
    FIELDS = {"page": Field("the page of the model", "la pagina del modello", "mochi-1.md", required=False)}
    SHEET = "models"
    TAG = "dl"

    def draw(self, box: Element) -> None:
        model = records().models[self.argument]
        for name in Card.model_fields:
            cell = getattr(model.card, name)
            said = spaced(value("value", cell, self.lang), mark(cell.sources))
            defined(box, [self.word(f"brief_{name}")], said)
        if self.options["page"]:
            more = element("a", self.word("compare_page", name=model.name), href=self.options["page"])
            defined(box, [self.word("brief_more")], [more])
