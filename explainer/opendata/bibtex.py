"""Sources as BibTeX."""

import re

from explainer.records.story import Source
from explainer.records.words import word

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
TILDE, CIRCUMFLEX = r"\textasciitilde{}", r"\textasciicircum{}"
SPECIAL = {sign: f"\\{sign}" for sign in "{}&%$#_"} | {"\\": r"\textbackslash{}", "~": TILDE, "^": CIRCUMFLEX}


def entry(source: Source) -> str:
    """Return one source as an entry: ``online`` if it has an address, else ``misc``.

    The date stands twice, since each reader knows one form: ``date`` to the day, and ``year`` with ``month``. The day
    of access is known only where a copy in the Wayback Machine says it.
    """
    address = source.url or source.archive_url or ""
    archived = re.match(r"https://web\.archive\.org/web/(\d{4})(\d\d)(\d\d)", source.archive_url or "")
    date = source.date or ""
    fields = {
        "title": f"{{{escaped(source.title)}}}",
        # Persons are told apart and turned round by every style; a name in braces stays as it is.
        "author": " and ".join(map(escaped, source.authors or ()))
        or f"{{{escaped(source.author or source.publisher)}}}",
        "organization": escaped(source.publisher) if source.author or source.authors else "",
        "date": date,
        "year": date[:4],
        "url": address,  # in which nothing is special to BibTeX but braces, which the schema does not let in
        "urldate": "-".join(archived.groups()) if archived else "",
        "note": escaped(word(f"read_{source.read}", "en")),
        "language": source.language,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if len(date) > 4:
        lines.append(f"  month = {MONTHS[int(date[5:7]) - 1]},")
    return "\n".join([f"@{'online' if address else 'misc'}{{{source.id},", *lines, "}"]) + "\n"


def escaped(text: str) -> str:
    """Return a text in which no character is special to LaTeX."""
    return " ".join(text.split()).translate(str.maketrans(SPECIAL))
