"""One cell of the model records as Markdown: value, note, citations, day; or in which way it is not known."""

from __future__ import annotations

from explainer.records.words import date_in_words, localized, word

DATES = frozenset({"first_release", "released", "last_commit", "page_seen"})


def cell_text(name: str, cell, lang: str, most: int | None = None) -> str:
    """A cell with everything that belongs to it; ``name`` is the key it stands under in the record.

    ``most``: so many of its sources are cited (all of them unless given).
    """
    return " ".join(filter(None, (value_text(name, cell, lang), note_text(cell, lang), proof(cell, lang, most))))


def value_text(name: str, cell, lang: str) -> str:
    """What a cell says, or the words for what is not known."""
    if cell.missing:
        return word(f"missing_{cell.missing}", lang)
    if name in DATES:
        return date_in_words(cell.value, lang)
    if name.startswith("licence"):
        return f"{licence_name(cell)}: {localized(cell.terms, lang)}"
    if name == "memory":
        return f"{localized(cell.amount, lang)}: {localized(cell.mode, lang)}"
    if name == "speed":
        return f"{localized(cell.time, lang)}: {localized(cell.mode, lang)}"
    if name == "diffusers":
        return f"`{cell.name}`, {word('since_version', lang, version=cell.since)}"
    if name == "tasks":
        return ", ".join(word(f"task_{task}", lang) for task in cell.value)
    values = cell.value if isinstance(cell.value, list) else [cell.value]
    text = ", ".join(localized(value, lang) for value in values)
    return f"`{text}`" if name == "download" else text


def licence_name(cell) -> str:
    """Name of a licence, linked to its text where the address is known."""
    return f"[{cell.name}]({cell.link})" if cell.link else cell.name


def note_text(cell, lang: str) -> str:
    """The note for readers in brackets, or nothing."""
    return f"({localized(cell.note, lang)})" if cell.note else ""


def proof(cell, lang: str, most: int | None = None) -> str:
    """Citations, ``most`` of them if given, and the day of the source's state."""
    day = word("as_of", lang, date=date_in_words(cell.as_of, lang)) if cell.as_of else ""
    cites = f"[{'; '.join(f'@{source}' for source in cell.sources[:most])}]" if cell.sources else ""
    return " ".join(filter(None, (cites, day)))
