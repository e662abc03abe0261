"""``/// threads | caption``: what each model hangs by, drawn from its record: licences, a host, hardware."""

from dataclasses import replace

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import licence_name, proof, value
from explainer.markdown.blocks.model import MODEL
from explainer.markdown.html import Element, Markdown, Pieces, add, caption_id, element, shape, spaced, svg
from explainer.records import records
from explainer.records.models import Memory, Model, Variant

CITED = 1
"""Sources named for one thread; the page of the model names all."""
NAMED = 2
"""Licences of one model that are named beside those of other models."""


class Threads(SiteBlock):
    """What each model hangs by, or the one model that is named: licences, a host, hardware."""

    NAME = "threads"
    IT = "Da che cosa dipende ogni modello, o quello nominato: licenze, chi ospita, computer."
    TAKES = Field("the caption", "la didascalia", "What each depends on")
    FIELDS = {
        "model": replace(MODEL, required=False),
    }
    SHEET = "threads"

    def on_create(self, parent: Element) -> Element:
        name = caption_id(self.argument)
        figure = add(parent, "figure", class_="figure threads", aria_labelledby=name, data_weight="0")
        self.frames = self.inside = add(figure, "div", class_="threads__frames")
        add(figure, "figcaption", Markdown(self.argument), id=name)
        chosen = self.options["model"]
        for model in [records().models[chosen]] if chosen else records().models.values():
            self._frame(model)
        return figure

    def _frame(self, model: Model) -> None:
        licences = {v.licence_weights.id: v for v in reversed(model.variants)}
        pages = {v.download.value: v.download for v in model.variants}
        memory, needy = min(self._needs(model), key=lambda need: need[0].gb)
        frame = add(self.frames, "div", class_="thread")
        drawing(frame, hung(len(licences)))
        add(frame, "p", model.name, class_="thread__name")
        host = self.word("thread_pages", count=len(pages)) if len(pages) > 1 else self.word("thread_page")
        needs = [f"{needy}, ", *value("memory", memory, self.lang)]
        facts = add(frame, "dl")
        for key, pieces in (
            ("licence", self._terms(model, [*reversed(licences.values())])),
            ("host", spaced(host, proof(next(iter(pages.values())), self.lang, CITED))),
            ("hardware", spaced(needs, proof(memory, self.lang, CITED))),
        ):
            entry = add(facts, "div", class_=f"thread__{key}")
            add(entry, "dt", self.word(f"thread_{key}"))
            add(entry, "dd", *pieces)

    def _needs(self, model: Model) -> list[tuple[Memory, str]]:
        """Figures of memory with the weights that each is for; among other models only those of the letter's day."""
        variants = [
            v for v in model.variants if self.options["model"] or (v.released.value or "") <= records().letter_day
        ]
        return [(figure, v.name) for v in variants for figure in v.memory if figure.gb]

    def _terms(self, model: Model, by_licence: list[Variant]) -> Pieces:
        """The licences by name; among other models only the number of many, with the way to their names."""
        if self.options["model"] or len(by_licence) <= NAMED:
            return [piece for variant in by_licence for piece in (*self._licence(variant), "; ")][:-1]
        count = self.word("thread_licences", count=len(by_licence))
        return [element("a", count, href=f"alternatives/{model.id}.md#licence")]

    def _licence(self, variant: Variant) -> Pieces:
        """A licence by name; one that is missing by the variant that it is missing for."""
        cell = variant.licence_weights
        if cell.missing:
            name = [f"{variant.name}: ", *value("licence", cell, self.lang)]
        else:
            unread = "" if cell.read_in_full else f" ({self.word('compare_licence_unclear')})"
            name = [*licence_name(cell), unread]
        return spaced(name, proof(cell, self.lang, CITED))


def drawing(frame: Element, lines: list[tuple[str, str]]) -> None:
    """The lines of one frame; the list beside it says the same in words."""
    made = svg(frame, "thread__drawing", 200, 120)
    for kind, path in lines:
        shape(made, "path", f"thread__{kind}", d=path)


def hung(licences: int) -> list[tuple[str, str]]:
    """The lines of one model: a thread for each licence on the left, the host in the middle, hardware on the right."""
    first = 56 - 5 * (licences - 1)
    threads = "".join(f"M{first + 10 * number} 0V62" for number in range(licences))
    return [("box", "M12 62H188V116H12Z"), ("licence", threads), ("host", "M112 0V62"), ("hardware", "M160 0V62")]
