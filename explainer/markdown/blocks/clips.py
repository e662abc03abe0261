"""``/// clips``: whose a clip is, and what may be done with it, by each licence that was read in full."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Table, add, prose, spaced
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
        texts = [text for text in records().licences.values() if text.clip]
        for then in (True, False):
            table.group(self.word("clips_then" if then else "clips_since"))
            found = [text for text in texts if covers(text, then=then)]
            for text in found:
                # Texts of one name that say the same share a row.
                alike = [each for each in found if (each.name, each.clip) == (text.name, text.clip)]
                if text is not alike[0]:
                    continue
                row = table.start("")
                head = row.find("th")
                head.text = None
                add(head, "span", *licence_name(text))
                add(head, "p", ", ".join(name for each in alike for name in covers(each, then=then)))
                for name in names:
                    cell = prose(getattr(text.clip, name), self.lang)
                    # The sources once a row, behind its last cell.
                    cited = mark([source for each in alike for source in each.sources]) if name == names[-1] else None
                    add(table.cell(row), "p", *spaced(cell, cited))
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
