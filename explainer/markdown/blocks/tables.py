"""Tables of many models: ``/// clips``, whose a clip is; ``/// openness``, point by point; ``/// later``, after the letter."""

from collections.abc import Sequence

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import earning, licence_name, note, standing, whole
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Pieces, Table, add, element, fill, folded, prose, spaced
from explainer.records import records
from explainer.records.models import Clip, LicenceText, Points
from explainer.records.models import Later as Record
from explainer.records.schema import stated
from explainer.records.story import letter_day


class Clips(SiteBlock):
    """What each licence says of clips, first those of the day of the letter, then the later ones."""

    IT = "Che cosa dice ogni licenza a proposito delle clip: prima le licenze del giorno della lettera, poi le successive."
    SHEET = "models"
    TAG = "section"
    KIND = "wide"

    def draw(self, section: Element) -> None:
        names = list(Clip.model_fields)
        heads = [self.word(f"clips_{name}") for name in ("licence", *names)]
        table = Table(section, "compare__table", heads, label=self.word("clips_table"))
        for then in (True, False):
            table.group(self.word("clips_then" if then else "clips_since"))
            # Texts of one name that say the same share a row.
            rows: dict[tuple[str, Clip], list[LicenceText]] = {}
            for text in records().licences.values():
                if text.clip and covers(text, then=then):
                    rows.setdefault((text.name, text.clip), []).append(text)
            for (_, clip), alike in rows.items():
                row = table.start("")
                add(row[0], "span", *licence_name(alike[0]))
                add(row[0], "p", ", ".join(name for each in alike for name in covers(each, then=then)))
                for name in names:
                    add(table.cell(row), "p", *prose(getattr(clip, name), self.lang))
                # The sources once a row, behind its last cell.
                fill(row[-1][0], mark([source for each in alike for source in each.sources]))


def covers(text: LicenceText, *, then: bool) -> list[str]:
    """The weights that are known to be under a licence, by name: those of the day of the letter, or those since."""
    day = letter_day(records().sources.values())
    variants = [variant for model in records().models.values() for variant in model.variants]
    found = [(each.name, each.licence_weights, (each.released.value or "") <= day) for each in variants]
    found += [(each.name, each.licence, False) for each in records().later.values()]
    return [
        name
        for name, licence, early in found
        if licence.id == text.id and licence.read_in_full and licence.commercial != "unclear" and early == then
    ]


class Openness(SiteBlock):
    """What is so of each model for each point of the definition, as a table to be opened."""

    IT = "Come si presenta ogni modello rispetto a ciascun punto della definizione, in una tabella da aprire."
    SHEET = "models"
    TAG = "section"
    KIND = "wide"

    def draw(self, section: Element) -> None:
        found, label = records().openness.values(), self.word("open_table_points")
        heads = [self.word("open_point"), *(records().models[record.id].name for record in found)]
        table = Table(folded(section, label), "compare__table", heads, label=label)
        for point in Points.model_fields:
            cells = (whole("value", getattr(record.points, point), self.lang) for record in found)
            table.row(self.word(f"open_point_{point}"), ([element("p", *cell)] for cell in cells))


COLUMNS = ("makes", "memory", "speed", "licence", "region")
FOLDED = ("maker", "parameters", "diffusers")


class Later(SiteBlock):
    """The models with open weights that came after the letter, one row for each family."""

    IT = "I modelli a pesi aperti arrivati dopo la lettera, una riga per ogni famiglia."
    SHEET = "models"
    TAG = "section"
    KIND = "wide"

    def draw(self, section: Element) -> None:
        heads = [self.word(f"later_{column}") for column in ("model", *COLUMNS)]
        table = Table(section, "compare__table", heads, label=self.word("later_table"))
        for record in records().later.values():
            row = table.start(record.name)
            cells = self._cells(record)
            for entries in cells:
                add(table.cell(row), "p", *entries[0])
            # The first is what most need; further figures, and what else is known of the model, open up in one place.
            others = [entry for entries in cells for entry in entries[1:]]
            for name in FOLDED:
                others.append([self.word(f"model_{name}"), ": ", *whole(name, getattr(record, name), self.lang)])
            add(folded(row[-1], self.word("later_more")), "ul", *(element("li", *entry) for entry in others))
        cells = [cell for record in records().later.values() for _, cell in stated(record)]
        add(section, "p", standing(cells, self.lang))

    def _cells(self, record: Record) -> list[Sequence[Pieces]]:
        lang, licence, region = self.lang, record.licence, record.region
        if licence.missing:
            terms = [whole("value", licence, lang)]
        else:
            said = spaced(prose(licence.terms, lang), note(licence, lang), mark(licence.sources))
            terms = [earning(licence, lang), said]
        # Where the regions left out are not known, what a reader does instead.
        left_out = prose(region.note, lang) if region.missing and region.note else whole("region", region, lang)
        return [
            [[*whole("tasks", record.tasks, lang), "; ", *whole("released", record.released, lang)]],
            [whole("memory", figure, lang) for figure in record.memory],
            [whole("speed", figure, lang) for figure in record.speed],
            terms,
            [left_out],
        ]
