"""``/// brief | model``: a model in five lines, for those who want to use it."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import value
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, add, element, fill, spaced
from explainer.records import records
from explainer.records.models import Card


class Brief(SiteBlock):
    """A model in five lines: what for, needs, minutes a clip, licence, a way without typing."""

    NAME = "brief"
    IT = "Un modello in cinque righe: a che serve, che cosa richiede, minuti per clip, licenza, un modo senza comandi."
    TAKES = MODEL
    FIELDS = {
        "page": Field("the page of the model", "la pagina del modello", "mochi-1.md", required=False, link=True),
    }
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        model = records().models[self.argument]
        box = add(parent, "dl", class_="brief")
        for name in Card.model_fields:
            line, cell = add(box, "div"), getattr(model.card, name)
            add(line, "dt", self.word(f"brief_{name}"))
            add(line, "dd", *spaced(value("value", cell, self.lang), mark(cell.sources)))
        if self.options["page"]:
            more = element("a", self.word("compare_page", name=model.name), href=self.options["page"])
            fill(add(box, "div"), element("dt", self.word("brief_more")), element("dd", more))
        return box
