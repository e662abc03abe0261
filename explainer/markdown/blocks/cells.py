"""One cell of the model records in words: value, note, citations; or in which way it is not known."""

from collections.abc import Iterable

from explainer.markdown.citations import mark
from explainer.markdown.html import Pieces, element, prose
from explainer.records.models import Licence
from explainer.records.words import date_in_words, word

DATES = frozenset({"first_release", "released", "last_commit"})


def whole(name: str, cell, lang: str) -> Pieces:
    """A cell with everything that belongs to it; ``name`` is the key it stands under in the record.

    Of a licence its name and whether it lets one earn: the text of a page says the rest.
    """
    if isinstance(cell, Licence) and not cell.missing:
        says = word(f"compare_licence_{cell.lane}", lang)
        return [*licence_name(cell), ": ", says, mark(cell.sources)]
    return [*value(name, cell, lang), *note(cell, lang), mark(cell.sources)]


def value(name: str, cell, lang: str) -> Pieces:
    """What a cell says, or the words for what is not known."""
    if cell.missing:
        return [word(f"missing_{cell.missing}", lang)]
    known = getattr(cell, cell.content[0])
    if name in DATES:
        return [date_in_words(known, lang)]
    if name in ("memory", "speed"):
        return [element("b", *prose(known, lang), class_="amount"), " ", *prose(cell.mode, lang)]
    if name == "diffusers":
        return [element("code", known), ", ", word("since_version", lang, version=cell.since)]
    if name == "tasks":
        return [", ".join(word(f"task_{task}", lang) for task in known)]
    return [element("code", *prose(known, lang))] if name == "download" else prose(known, lang)


def licence_name(cell) -> Pieces:
    """Name of a licence, linked to its text where the address is known."""
    return [element("a", cell.name, href=cell.link) if cell.link else cell.name]


def note(cell, lang: str) -> Pieces:
    """The note for readers in brackets behind what it notes, or nothing."""
    return [" (", *prose(cell.note, lang), ")"] if cell.note else []


def standing(cells: Iterable, lang: str) -> str:
    """The first and the last day at which the sources of a table's cells stood, or nothing."""
    days = sorted({cell.as_of for cell in cells if cell.as_of})
    return word("as_of", lang, date=date_in_words("/".join(dict.fromkeys([days[0], days[-1]])), lang)) if days else ""
