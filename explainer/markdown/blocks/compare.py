"""``/// compare``: every variant of every model in one folded table; complete and readable without scripts."""

from typing import get_args

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name, proof, whole
from explainer.markdown.html import Element, Table, add, choice, fields, spaced, tick, titled
from explainer.records import records
from explainer.records.models import TASKS, Commercial

COLUMNS = ("released", "tasks", "licence_weights", "memory")
"""The page of a model has all that is known of its variants, each figure and every source; here stands what decides."""
CITED = 1
SORTED = ("released", "memory")


class Compare(SiteBlock):
    """Every variant of every model in one table."""

    NAME = "compare"
    IT = "Ogni variante di ogni modello in una tabella."
    SHEET = "models"
    SCRIPT = "compare"

    def on_create(self, parent: Element) -> Element:
        section = titled(parent, "section", "variants", self._say("title"))
        section.set("class", "compare")
        # Folded: few need it, and links and find-in-page open what they lead into.
        folded = add(section, "details")
        add(folded, "summary", self._say("open"))
        self._tools(folded)
        heads = [self._say("variant"), *map(self._label, COLUMNS)]
        table = Table(folded, "compare__table", heads, label=self._say("frame"))
        for name, head in zip(COLUMNS, table.table.findall("thead/tr/th")[1:], strict=True):
            head.set("data-column", name)
            if name in SORTED:
                head.set("data-sort-label", self._say("sort", column=self._label(name)))
        for model in records().models.values():
            head = table.group(model.name)
            add(head, "a", self._say("page", name=model.name), href=f"{model.id}.md")
            for variant in model.variants:
                row = table.start(variant.name, **facets(variant))
                for place, name in enumerate(COLUMNS):
                    self._cell(table.cell(row, place, data_column=name), name, getattr(variant, name))
        return section

    def _say(self, key: str, **values: object) -> str:
        return self.word(f"compare_{key}", **values)

    def _label(self, name: str) -> str:
        return self.word(f"model_{name}")

    def _cell(self, box: Element, name: str, cell) -> None:
        if isinstance(cell, list):
            # The lowest figure.
            cell = min(cell, key=lambda figure: getattr(figure, "gb", None) or 10_000)
        if name == "licence_weights" and not cell.missing:
            verdict = self._say(f"licence_{cell.commercial}")
            add(box, "p", *spaced([*licence_name(cell), ": ", verdict], proof(cell, self.lang, CITED)))
        else:
            add(box, "p", *whole(name, cell, self.lang, CITED))

    def _tools(self, section: Element) -> None:
        """What the script needs; hidden until it runs."""
        say = self._say
        form = add(section, "form", class_="compare__tools fields", hidden="hidden")
        show = fields(form, say("show"))
        starts = {"": say("any")} | {key: say(f"start_{key}") for key in TASKS}
        choice(add(add(show, "p"), "label"), "from", say("from"), starts)
        licences = {"": say("any")} | {key: say(f"licence_{key}") for key in get_args(Commercial)}
        choice(add(add(show, "p"), "label"), "licence", say("licence"), licences)
        memory = add(add(show, "p"), "label")
        add(memory, "span", say("memory"))
        add(memory, "input", type="number", name="memory", min="1", max="999", step="any")
        tick(show, "then", records().letter_day, say("then"), on=False)
        acts = add(form, "p", class_="compare__acts")
        add(acts, "output", data_text=say("count", shown="#", all="##"))
        add(acts, "button", say("reset"), type="reset")
        add(acts, "button", say("grouped"), type="button", data_group="", hidden="hidden")


def facets(variant) -> dict[str, str]:
    """What a variant is sorted and chosen by, as attributes of its row; what is not known has none."""
    found = {
        "data_from": " ".join(key for key, task in TASKS.items() if task in (variant.tasks.value or [])),
        "data_licence": variant.licence_weights.commercial or "unclear",
        "data_released": (variant.released.value or "").split("/")[0],
        "data_memory": min((figure.gb for figure in variant.memory if figure.gb), default=None),
    }
    return {name: str(value) for name, value in found.items() if value}
