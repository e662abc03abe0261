"""``/// compare``: every variant of every model in one table; complete and readable without scripts."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import cell_text, licence_name, note_text, proof
from explainer.records import records
from explainer.records.words import localized, word

COLUMNS = (
    *("released", "tasks", "resolution", "licence_weights", "memory", "parameters", "fps", "frames", "seconds"),
    *("speed", "download"),
)
FIRST_SHOWN = 5
"""So many columns stand in the table at first; the others can be called up. Without scripts all of them stand."""
CITED = 1
"""Sources named in one cell; the page of the model names all."""
SORTED = ("released", "memory", "fps")
TASKS = {"text": "text-to-video", "image": "image-to-video", "video": "video-to-video"}
LICENCES = ("allowed", "conditions", "not-allowed", "unclear")


class Compare(SiteBlock):
    """One row for each variant, grouped by model; ``compare.js`` adds sorting, filters and a choice of columns."""

    NAME = "compare"
    SHEET = "models"
    SCRIPT = "compare"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section, filled from the records."""
        section = etree.SubElement(parent, "section", {"class": "compare", "aria-labelledby": "variants"})
        etree.SubElement(section, "h2", {"id": "variants"}).text = word("compare_title", self.lang)
        self._tools(section)
        frame = etree.SubElement(
            section,
            "div",
            {
                "class": "compare__frame",
                "role": "region",
                "aria-label": word("compare_frame", self.lang),
                "tabindex": "0",
            },
        )
        table = etree.SubElement(frame, "table", {"class": "compare__table"})
        row = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        etree.SubElement(row, "th", {"scope": "col"}).text = word("compare_variant", self.lang)
        for name in COLUMNS:
            head = etree.SubElement(row, "th", {"scope": "col", "data-column": name})
            head.text = self._label(name)
            if name in SORTED:
                head.set("data-sort-label", word("compare_sort", self.lang, column=self._label(name)))
        for model in records().models.values():
            self._model(table, model)
        return section

    def _label(self, name: str) -> str:
        return word(f"model_{name}", self.lang)

    def _model(self, table: etree.Element, model) -> None:
        group = etree.SubElement(table, "tbody")
        row = etree.SubElement(group, "tr", {"class": "compare__model"})
        head = etree.SubElement(row, "th", {"scope": "rowgroup", "colspan": str(len(COLUMNS) + 1)})
        etree.SubElement(head, "span").text = model.name
        page = f"{model.id}.md"
        etree.SubElement(head, "a", {"href": page}).text = word("compare_page", self.lang, name=model.name)
        for variant in model.variants:
            self._variant(group, variant)

    def _variant(self, group: etree.Element, variant) -> None:
        row = etree.SubElement(group, "tr", facets(variant))
        etree.SubElement(row, "th", {"scope": "row"}).text = variant.name
        for name in COLUMNS:
            box = etree.SubElement(row, "td", {"data-column": name, "data-label": self._label(name)})
            cell = getattr(variant, name)
            if isinstance(cell, list):
                self._figures(box, name, cell)
            elif name == "licence_weights" and not cell.missing:
                self._licence(box, cell)
            else:
                box.append(paragraph(cell_text(name, cell, self.lang, CITED)))

    def _licence(self, box: etree.Element, licence) -> None:
        first = etree.SubElement(box, "p")
        first.text = f"{licence_name(licence)} {proof(licence, self.lang, CITED)}"
        says = etree.SubElement(etree.SubElement(box, "details"), "summary")
        says.text = word(f"compare_licence_{licence.commercial}", self.lang)
        box[-1].append(paragraph(f"{localized(licence.terms, self.lang)} {note_text(licence, self.lang)}"))

    def _figures(self, box: etree.Element, name: str, cells: list) -> None:
        """The lowest figure, and the others folded under it."""
        first, *others = sorted(cells, key=lambda cell: getattr(cell, "gb", None) or 10_000)
        box.append(paragraph(cell_text(name, first, self.lang, CITED)))
        if others:
            more = etree.SubElement(box, "details")
            one = len(others) == 1
            label = word("compare_more_one", self.lang) if one else word("compare_more", self.lang, count=len(others))
            etree.SubElement(more, "summary").text = label
            entries = etree.SubElement(more, "ul")
            for cell in others:
                etree.SubElement(entries, "li").text = cell_text(name, cell, self.lang, CITED)

    def _tools(self, section: etree.Element) -> None:
        """What the script needs; hidden until it runs."""
        form = etree.SubElement(section, "form", {"class": "compare__tools fields", "hidden": "hidden"})

        def say(key: str) -> str:
            return word(f"compare_{key}", self.lang)

        show = fieldset(form, say("show"))
        choice(show, "from", say("from"), {"": say("any")} | {key: say(f"start_{key}") for key in TASKS})
        licences = {"": say("any")} | {key: say(f"licence_{key}") for key in LICENCES}
        choice(show, "licence", say("licence"), licences)
        memory = etree.SubElement(etree.SubElement(show, "p"), "label")
        etree.SubElement(memory, "span").text = say("memory")
        etree.SubElement(memory, "input", {"type": "number", "name": "memory", "min": "1", "max": "999", "step": "any"})
        tick(show, "then", records().letter_day, say("then"), on=False)
        columns = fieldset(form, say("columns"))
        for place, name in enumerate(COLUMNS):
            tick(columns, "column", name, self._label(name), on=place < FIRST_SHOWN)
        acts = etree.SubElement(form, "p", {"class": "compare__acts"})
        etree.SubElement(acts, "output", {"data-text": word("compare_count", self.lang, shown="#", all="##")})
        etree.SubElement(acts, "button", {"type": "reset"}).text = say("reset")
        etree.SubElement(acts, "button", {"type": "button", "data-group": "", "hidden": "hidden"}).text = say("grouped")


def facets(variant) -> dict[str, str]:
    """What a variant is sorted and chosen by, as attributes of its row; what is not known has none."""
    licence = variant.licence_weights
    found = {
        "data-from": " ".join(key for key, task in TASKS.items() if task in (variant.tasks.value or [])),
        "data-licence": licence.commercial or "unclear",
        "data-released": (variant.released.value or "").split("/")[0],
        "data-fps": variant.fps.value,
        "data-memory": min((figure.gb for figure in variant.memory if figure.gb), default=None),
    }
    return {name: str(value) for name, value in found.items() if value}


def paragraph(text: str) -> etree.Element:
    """A paragraph of Markdown."""
    element = etree.Element("p")
    element.text = text.strip()
    return element


def fieldset(form: etree.Element, name: str) -> etree.Element:
    """A named group of fields."""
    group = etree.SubElement(form, "fieldset")
    etree.SubElement(group, "legend").text = name
    return group


def choice(parent: etree.Element, name: str, label: str, options: dict[str, str]) -> etree.Element:
    """A labelled list to choose one of ``options`` (value to words) from; returns the list."""
    box = etree.SubElement(etree.SubElement(parent, "p"), "label")
    etree.SubElement(box, "span").text = label
    select = etree.SubElement(box, "select", {"name": name})
    for value, text in options.items():
        etree.SubElement(select, "option", {"value": value}).text = text
    return select


def tick(parent: etree.Element, name: str, value: str, label: str, *, on: bool) -> None:
    """A labelled box to tick."""
    box = etree.SubElement(etree.SubElement(parent, "p"), "label")
    field = etree.SubElement(box, "input", {"type": "checkbox", "name": name, "value": value})
    if on:
        field.set("checked", "checked")
    field.tail = " " + label
