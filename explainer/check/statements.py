"""The statement check: what is told has its source, or says why it needs none.

A mark covers what stands before it, back to the one before it in its paragraph or answer, and the whole of an item, row,
caption, definition or quotation. Pages that tell facts need one in each text (`_Page._unit`), those of the story at the
end of each paragraph; on all pages but those about this site a figure, number word or quotation needs one (`claims`).
"""

import re
from functools import cache, cached_property

from explainer.check.citations import almost
from explainer.check.markup import as_text
from explainer.check.prose import QUOTED, WHOLE, Sentence, count_words, even, keys_of, quoted, sentences
from explainer.check.rules import Faults, Findings, Page, Reading, Site, each_page, excerpt, settings, texts
from explainer.check.structure import BOXES
from explainer.pages.tree import Comment, Unit

ABOUT_ITSELF = ("about.md", "about/accessibility.md", "contribute.md", "sources.md")
TOLD = ("paragraph", "item", "row", "definition", "quote")
LEFT_OUT = ("label", "title", "term", "caption")
LEADERS = ("heading", "header")
NAMED = {("models", "name"), ("models", "letter_name"), ("models", "id"), ("glossary", "term")}
# Signs of what became no block or no code.
NO_TEXT = ("//", "```", "~~~", "*[", "--8<")
CITE = "Cite the source after its full stop or after the next one of its paragraph: `[@key]`."
REMEDY = f"{CITE} If none is needed, say why right after it: `<!-- uncited: reason -->`."


def check(site: Site, data: Reading) -> Findings:
    names = Names(data)
    return each_page(lambda page, _: _Page(page, names).faults())(site, data)


class Names:
    """Names that hold figures or are quoted, such as "Mochi 1", "Apache-2.0" and the titles of sources."""

    def __init__(self, data: Reading) -> None:
        records, self.keys = data.records, data.ids["sources"]
        said = {text for source in records.sources.values() for text in (source.title, source.publisher)}
        said |= {text for kind, _, loc, text in texts(data) if (kind, loc[-1]) in NAMED or (kind, loc[0]) in NAMED}
        self.titles = [f" {even(name)} " for name in said]
        figures = [re.escape(name) for name in said if re.search(r"\d", name) and not re.fullmatch(r"[\d\W]+", name)]
        ours = "|".join(map(re.escape, settings("language")["names"]))
        coined = r"[A-Z][A-Za-z]*-?[A-Z]*\d[\w.]*(?:-[\w.]*\w)?"
        both = "|".join([*sorted(figures, key=len, reverse=True), coined])
        self.pattern = re.compile(rf"(?<!\w)(?:(?i:{ours})|{both})(?!\w)")

    def quoted(self, words: str) -> bool:
        """Is this quotation a name or title, or four words or more out of one?"""
        text = f" {even(words)} "
        return text in self.titles or (count_words(words) > 3 and any(text in title for title in self.titles))


def claims(text: str, language: str, names: Names) -> dict[str, str]:
    """Return what in a sentence needs a source: as written, and as it is compared."""
    found: dict[str, str] = {}
    for match in QUOTED.finditer(text) if "“" in text or '"' in text else ():
        if count_words(quoted(match)) > 1 and not names.quoted(quoted(match)):
            found[quoted(match)] = even(quoted(match))
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    if figures(language).search(text):  # masking the names takes longer
        for match in figures(language).finditer(names.pattern.sub(" ", text)):
            found[match[0]] = value_of(match[0], language)
    return found


@cache
def figures(language: str) -> re.Pattern[str]:
    """What finds the figures and number words of a language."""
    return re.compile(rf"\d(?:[\d.,:]*\d)?|\b(?:{'|'.join(settings('numbers')[language])})\b", re.IGNORECASE)


class _Page:
    """The statements of one page; `used` are the exceptions that excuse something."""

    def __init__(self, page: Page, names: Names) -> None:
        self.page, self.names, self.units = page, names, page.tree.units
        self.links = {link.text.strip() for link in page.tree.links}
        self.used: set[tuple[Unit, Comment]] = set()

    @cached_property
    def cited(self) -> set[str]:
        """What stands in cited sentences or in what blocks show of the data, as it is compared."""
        shown = [*self.page.tree.shown]
        for unit in self.units:
            shown += [sentence.words for sentence in sentences(unit) if sentence.keys]
        shown += [quoted(match) for text in shown for match in QUOTED.finditer(text)]
        return {compared for text in shown for compared in claims(text, self.page.language, self.names).values()}

    def faults(self) -> Faults:
        """Yield what has no source, then exceptions without a reason, or without anything to excuse."""
        if self.page.name not in ABOUT_ITSELF and self.page.start:
            for place, unit in enumerate(self.units):
                yield from self._unit(unit, place)
        for unit in self.units:
            for excuse in self._excuses(unit):
                line = unit.line_at(excuse.place)
                if count_words(excuse.said) < 2:
                    remedy = "Write `<!-- uncited: why none is needed -->`, in two words or more."
                    yield line, "an exception without a reason", remedy
                elif (unit, excuse) not in self.used and not self._amiss(unit):
                    yield line, "an exception that excuses nothing", "Remove it: the text needs none."

    def _amiss(self, unit: Unit) -> bool:
        """Is there another mistake to mend first: did it become no block, code, list, table or citation?"""
        begins, faulty = unit.text.strip().startswith(NO_TEXT), any(block.found for block in unit.blocks)
        return begins or faulty or as_text(unit) or bool(almost(unit, self.names.keys))

    def _unit(self, unit: Unit, place: int) -> Faults:
        text = unit.text.strip()
        if not text or text in self.links or unit.kind in LEFT_OUT or unit.inside("next") or self._amiss(unit):
            return
        bare = self.page.tells and unit.kind in TOLD and not any(map(unit.inside, BOXES)) and not keys_of(text)
        if bare and not self._leads(text, place) and not self._excused(unit, place):
            kind = "block quotation" if unit.kind == "quote" else unit.kind
            yield unit.line, f"this {kind} has no source: {excerpt(text)}", REMEDY
            return
        ends = self.page.name in settings("style")["budget"] and unit.kind == "paragraph" and not unit.inside("unknown")
        for sentence in sentences(unit):
            if not self._covered(unit, sentence, place):
                found = self._figures(unit, sentence)
                # What a link in it leads to may tell it with its source.
                ways = (way for way, link in unit.links if not link.target.startswith("glossary:"))
                loose = ends and not any(sentence.start <= way <= sentence.end for way in ways)
                if (found or loose) and not self._excused(unit, place, sentence):
                    told = ", ".join(f"“{figure}”" for figure in found)
                    missing = f"no source for {told} in" if told else "no mark ends this paragraph"
                    yield sentence.line, f"{missing}: {excerpt(sentence.words)}", REMEDY

    def _leads(self, text: str, place: int) -> bool:
        """Does the text end in a colon, before a list, table or quotation whose first entry cites?"""
        following = next((unit for unit in self.units[place + 1 :] if unit.kind != "header"), None)
        return text.endswith(":") and bool(following and following.kind in WHOLE and keys_of(following.text))

    def _covered(self, unit: Unit, sentence: Sentence, place: int) -> bool:
        if unit.kind == "heading" and unit.inside("claim"):
            return any(unit.blocks[-1] in citation.blocks for citation in self.page.tree.citations)
        boxed = next((block for block in unit.blocks if block.name == "answer"), None)
        rest = (later.text for later in self.units[place + 1 :] if boxed in later.blocks)
        return bool(sentence.keys or any(map(keys_of, rest))) or self._leads(sentence.text, place)

    def _figures(self, unit: Unit, sentence: Sentence) -> list[str]:
        found = claims(sentence.words, self.page.language, self.names)
        if unit.kind in LEADERS:  # which may count their own parts in words
            found = {figure: compared for figure, compared in found.items() if not figure.isalpha()}
        echoes = unit.kind in LEADERS or unit.inside("answer") or unit.inside("unknown")
        return [figure for figure, compared in found.items() if not (echoes and compared in self.cited)]

    @staticmethod
    def _excuses(unit: Unit) -> list[Comment]:
        return [comment for comment in unit.comments if comment.kind == "uncited"]

    def _excused(self, unit: Unit, place: int, sentence: Sentence | None = None) -> bool:
        """Is there an exception for the whole unit, in the line before or at its start, or behind the sentence?"""
        before = self.units[place - 1 : place] if place else []
        excuses = [(each, excuse) for each in before if not each.text.strip() for excuse in self._excuses(each)]
        for excuse in self._excuses(unit):
            whole = not sentence or unit.kind in WHOLE or not unit.text[: excuse.place].strip()
            if whole or sentence.end <= excuse.place < sentence.stop:
                excuses.insert(0, (unit, excuse))
        self.used.update(excuses[:1])
        return bool(excuses)


def value_of(figure: str, language: str) -> str:
    """Return a figure or number word as it is compared: in digits, without marks between thousands."""
    return re.sub(r"[.,](?=\d{3}(?!\d))", "", str(settings("numbers")[language].get(figure.lower(), figure)))
