"""``/// blocks``: every block that a page may use, as the blocks themselves say it."""

from pathlib import Path

from explainer.editions import LANGUAGES
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Pieces, add, coded, element, folded
from explainer.records import yamlfile

MANY = 12  # so many allowed values are listed; of more, the first three


class Blocks(SiteBlock):
    """Every block with what it takes, its options and an example."""

    def draw(self, entries: Element) -> None:
        for name, block in sorted(self.config["known"].items()):
            about = self._ours((block.__doc__ or "").partition("\n")[0].replace("``", "`"))
            entry = folded(entries, element("code", name), ": ", *about, id=f"block-{name}")
            add(add(add(entry, "div", lang="en", data_weight="0"), "pre"), "code", block.example())
            parts = [("block_takes", block.TAKES), *block.FIELDS.items(), ("block_body", block.BODY)]
            parts = [(part, field) for part, field in parts if field]
            facts = add(entry, "dl") if parts else entry
            for part, field in parts:
                head = element("code", part) if part in block.FIELDS else self.word(part)
                add(facts, "dt", head, "" if field.required else f" ({self.word('block_optional')})")
                add(facts, "dd", *self._said(field))

    def _ours(self, text: str) -> Pieces:
        """A text of a block; in English, and marked as that, until somebody translates it."""
        told = translations(self.lang).get(text, "")
        return coded(told or text) if told or self.lang == LANGUAGES[0] else [element("span", *coded(text), lang="en")]

    def _said(self, field: Field) -> Pieces:
        said, allowed = self._ours(field.what), field.allowed()
        if not allowed:
            return said
        shown = allowed if len(allowed) <= MANY else allowed[:3]
        values = [piece for value in shown for piece in (element("code", value), ", ")][:-1]
        return [*said, ": ", *values, "" if shown == allowed else ", …"]


def translations(lang: str) -> dict[str, str]:
    """What blocks say of themselves in English, and in `lang`."""
    path = Path(__file__).with_suffix(f".{lang}.yml")
    return yamlfile.read(path).content if path.exists() else {}
