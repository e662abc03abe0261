"""Sources as BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable

from explainer.records.story import Source

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}
READ = {
    "original": "Read as original.",
    "copy": "Read as a copy.",
    "excerpt": "Read in part.",
    "address": "Not read; only the address is known.",
}


def bibliography(sources: Iterable[Source]) -> str:
    """Return one entry for each source, in the order given."""
    return "\n".join(map(entry, sources))


def entry(source: Source) -> str:
    """Return one source as an entry of the kind ``misc``, which every style knows."""
    fields = {"title": f"{{{escaped(source.title)}}}", "author": _by(source)}
    if source.names:
        fields["howpublished"] = escaped(source.publisher)
    if source.date:
        fields["year"] = source.date[:4]
    # Nothing in an address is special to BibTeX but its braces, which the schema does not let in.
    if source.url or source.archive_url:
        fields["url"] = re.sub(r"[{}]", "", source.url or source.archive_url or "")
    fields["note"] = escaped(READ[source.read])
    fields["language"] = source.language
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    if source.date and len(source.date) > 4:
        lines.append(f"  month = {MONTHS[int(source.date[5:7]) - 1]},")
    return "\n".join([f"@misc{{{source.id},", *lines, "}"]) + "\n"


def _by(source: Source) -> str:
    """Persons are told apart and turned round by every style; a name in braces stays as it is."""
    if source.authors:
        return " and ".join(map(escaped, source.authors))
    return f"{{{escaped(source.author or source.publisher)}}}"


def escaped(text: str) -> str:
    """Return a text in which no character is special to LaTeX."""
    return "".join(SPECIAL.get(character, character) for character in " ".join(text.split()))
