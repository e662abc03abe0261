"""How one source is told to readers: who, what, when, and how much of it was read."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.records.words import date_in_words, listing, word


def describe(parent: etree.Element, source, lang: str, *, brief: bool = False) -> etree.Element:
    """Append the description of ``source`` (a Source record) to ``parent`` in the language ``lang``.

    ``brief`` leaves out that no archived copy is known, for lists that say it once for all.
    """
    title = etree.SubElement(parent, "cite", {"class": "source__title"})
    if source.language != lang:
        title.set("lang", source.language)
    if source.url:
        etree.SubElement(title, "a", {"href": source.url}).text = source.title
    else:
        title.text = source.title
    title.tail = ". "
    publisher = _span(parent, "publisher", ", ".join(filter(None, (listing(source.names, lang), source.publisher))))
    publisher.tail = ", "
    if source.date:
        date = etree.SubElement(parent, "time", {"class": "source__date", "datetime": source.date})
        date.text = date_in_words(source.date, lang)
    else:
        date = _span(parent, "date", word("undated", lang))
    date.tail = ". "
    _span(parent, "read", word(f"read_{source.read}", lang)).tail = " "
    if not source.url:
        _span(parent, "address", word("no_address", lang)).tail = " "
    if source.archive_url:
        archive = _span(parent, "archive", "")
        etree.SubElement(archive, "a", {"href": source.archive_url}).text = word("archived_copy", lang)
        archive.tail = " "
    elif not brief:
        _span(parent, "archive", word("no_archive", lang)).tail = " "
    return parent


def _span(parent: etree.Element, part: str, text: str) -> etree.Element:
    span = etree.SubElement(parent, "span", {"class": f"source__{part}"})
    span.text = text or None
    return span
