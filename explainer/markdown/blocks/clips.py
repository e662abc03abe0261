"""``/// clips``: whose a clip is, and what may be done with it, by each licence that was read in full."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Table, add, fill, prose
from explainer.records import records
from explainer.records.models import Clip, LicenceText


class Clips(SiteBlock):
    """What each licence says of clips, first those of the day of the letter, then the later ones."""

    NAME = "clips"
    IT = "Che cosa dice ogni licenza a proposito delle clip: prima le licenze del giorno della lettera, poi le successive."
    SHEET = "models"

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        names = list(Clip.model_fields)
        heads = [self.word("clips_licence"), *(self.word(f"clips_{name}") for name in names)]
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
        return section


def covers(text: LicenceText, *, then: bool) -> list[str]:
    """The weights that are known to be under a licence, by name: those of the day of the letter, or those since."""
    day = records().letter_day
    variants = [variant for model in records().models.values() for variant in model.variants]
    found = [(each.name, each.licence_weights, (each.released.value or "") <= day) for each in variants]
    found += [(each.name, each.licence, False) for each in records().later.values()]
    return [
        name
        for name, licence, early in found
        if licence.id == text.id and licence.read_in_full and licence.commercial != "unclear" and early == then
    ]
