"""The records of models as tables: ``/// model``, ``/// brief``, ``/// clips``, ``/// openness``, ``/// later``."""

from collections.abc import Sequence

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.cells import licence_name, note, standing, whole
from explainer.markdown.blocks.opendata import data_link
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Pieces, Table, add, defined, element, folded, prose
from explainer.records import records
from explainer.records.models import Card, Clip, LicenceText, Points
from explainer.records.models import Later as Record
from explainer.records.schema import stated
from explainer.records.story import letter_day

MODEL_ROWS = ("maker", "first_release", "paper", "parameters", "licence_code", "training_code", "training_data")
VARIANT_ROWS = (
    *("released", "download", "resolution", "fps", "frames", "seconds", "tasks", "licence_weights", "memory", "speed"),
)
MODEL = Field("the id of a model in data/models.yml", "ltx-video", choices=lambda: records().models)


class Model(SiteBlock):
    """The facts of one model and of each of its variants, as tables to be opened."""

    TAKES = MODEL
    TAG = "section"
    KIND = "model-facts"

    def draw(self, section: Element) -> None:
        model = records().models[self.argument]
        rows = [(name, getattr(model, name)) for name in MODEL_ROWS]
        rows[4:4] = [("architecture", model.architecture.plain)]
        rows += [("diffusers", model.run.diffusers), ("comfyui", model.run.comfyui)]
        rows += [("last_commit", model.status.last_commit), ("successor", model.status.successor)]
        self._table(section, model.name, rows)
        for before, variant in zip([None, *model.variants], model.variants, strict=False):
            rows = [(name, getattr(variant, name)) for name in VARIANT_ROWS]
            told = [(name, known) for name, known in rows if before is None or getattr(before, name) != known]
            self._table(section, variant.name, told, as_above=before.name if len(told) < len(rows) else "")
        # What users report stands in the text of the page, and whole in the data.
        add(section, "p", self.word("model_data"), " ", data_link("models.json", "models.json"), ".")

    def _table(self, section: Element, caption: str, rows: list[tuple[str, object]], as_above: str = "") -> None:
        # Folded: find-in-page and links open what they lead into, and print shows all of it.
        details = folded(section, caption)
        table, told = Table(details, "facts"), []
        for name, known in rows:
            cells = known if isinstance(known, list) else [known]
            entries = [whole(name, cell, self.lang) for cell in cells]
            said = entries[0] if len(entries) == 1 else [element("ul", *(element("li", *entry) for entry in entries))]
            table.row([self.word(f"model_{name}")], [said])
            told += cells
        if day := standing(told, self.lang):
            add(details, "p", day)
        if as_above:
            add(details, "p", self.word("model_as", name=as_above), ".")


class Brief(SiteBlock):
    """A model in five lines: what for, needs, minutes a clip, licence, a way without typing."""

    TAKES = MODEL
    FIELDS = {"page": Field("the page of the model", "mochi-1.md", required=False)}
    SHEET = "models"
    TAG = "dl"

    def draw(self, box: Element) -> None:
        model = records().models[self.argument]
        for name in Card.model_fields:
            cell = getattr(model.card, name)
            defined(box, [self.word(f"brief_{name}")], whole("value", cell, self.lang))
        if self.options["page"]:
            more = element("a", self.word("compare_page", name=model.name), href=self.options["page"])
            defined(box, [self.word("brief_more")], [more])


class Compared(SiteBlock, name=""):
    """What blocks share that are one wide table of models or licences."""

    SHEET = "models"
    TAG = "section"
    KIND = "wide"


class Clips(Compared):
    """What each licence says of clips, first those of the day of the letter, then the later ones."""

    def draw(self, section: Element) -> None:
        names = list(Clip.model_fields)
        heads = [self.word(f"clips_{name}") for name in ("licence", *names)]
        table = Table(section, "wide__table compare__table", heads, label=self.word("clips_table"))
        for then in (True, False):
            table.group(self.word("clips_then" if then else "clips_since"))
            # Texts of one name that say the same share a row.
            rows: dict[tuple[str, Clip], list[LicenceText]] = {}
            for text in records().licences.values():
                if text.clip and covers(text, then=then):
                    rows.setdefault((text.name, text.clip), []).append(text)
            for (_, clip), alike in rows.items():
                covered = ", ".join(name for each in alike for name in covers(each, then=then))
                said = [prose(getattr(clip, name), self.lang) for name in names]
                # The sources once a row, behind its last cell.
                said[-1] += [mark(list(dict.fromkeys(source for each in alike for source in each.sources)))]
                name = [element("span", *licence_name(alike[0])), element("p", covered)]
                table.row(name, ([element("p", *pieces)] for pieces in said))


def covers(text: LicenceText, *, then: bool) -> list[str]:
    """The weights that are known to be under a licence, by name: those of the day of the letter, or those since."""
    day = letter_day(records().sources.values())
    variants = [variant for model in records().models.values() for variant in model.variants]
    found = [(each.name, each.licence_weights, (each.released.value or "") <= day) for each in variants]
    found += [(each.name, each.licence, False) for each in records().later.values()]
    return [
        name for name, licence, early in found if licence.id == text.id and licence.lane != "unclear" and early == then
    ]


class Openness(Compared):
    """What is so of each model for each point of the definition, as a table to be opened."""

    def draw(self, section: Element) -> None:
        found, label = records().openness.values(), self.word("open_table_points")
        heads = [self.word("open_point"), *(records().models[record.id].name for record in found)]
        table = Table(folded(section, label), "wide__table compare__table", heads, label=label)
        for point in Points.model_fields:
            cells = (whole("value", getattr(record.points, point), self.lang) for record in found)
            table.row([self.word(f"open_point_{point}")], ([element("p", *cell)] for cell in cells))


COLUMNS = ("makes", "memory", "speed", "licence", "region")
FOLDED = ("maker", "parameters", "diffusers")


class Later(Compared):
    """The models with open weights that came after the letter, one row for each family."""

    def draw(self, section: Element) -> None:
        heads = [self.word(f"later_{column}") for column in ("model", *COLUMNS)]
        table = Table(section, "wide__table compare__table", heads, label=self.word("later_table"))
        for record in records().later.values():
            cells = self._cells(record)
            # The first is what most need; further figures, and what else is known of the model, open up in one place.
            others = [entry for entries in cells for entry in entries[1:]]
            for name in FOLDED:
                others.append([self.word(f"model_{name}"), ": ", *whole(name, getattr(record, name), self.lang)])
            shown = [[element("p", *entries[0])] for entries in cells]
            entries = element("ul", *(element("li", *entry) for entry in others))
            shown[-1].append(element("details", element("summary", self.word("brief_more")), entries))
            table.row([record.name], shown)
        cells = [cell for record in records().later.values() for _, cell in stated(record)]
        add(section, "p", standing(cells, self.lang))

    def _cells(self, record: Record) -> list[Sequence[Pieces]]:
        lang, licence, region = self.lang, record.licence, record.region
        terms = [whole("value", licence, lang)]
        if not licence.missing:
            terms.append([*prose(licence.terms, lang), *note(licence, lang), mark(licence.sources)])
        # Where the regions left out are not known, what a reader does instead.
        left_out = prose(region.note, lang) if region.missing and region.note else whole("region", region, lang)
        return [
            [[*whole("tasks", record.tasks, lang), "; ", *whole("released", record.released, lang)]],
            [whole("memory", figure, lang) for figure in record.memory],
            [whole("speed", figure, lang) for figure in record.speed],
            terms,
            [left_out],
        ]
