"""How one source is told to readers: who, what, when, and how much of it was read."""

from explainer.markdown.html import Element, add, element, fill
from explainer.records.words import date_in_words, listing, word


def describe(parent: Element, source, lang: str, *, brief: bool = False) -> Element:
    """Append the description of ``source`` (a Source record) to ``parent`` in the language ``lang``.

    ``brief`` leaves out that no archived copy is known, for lists that say it once for all.
    """

    def part(name: str, text: str | Element, after: str) -> None:
        fill(parent, element("span", text, class_=f"source__{name}"), after)

    title = element("a", source.title, href=source.url) if source.url else source.title
    fill(parent, element("cite", title, class_="source__title"), ". ")
    if source.language != lang:
        parent[-1].set("lang", source.language)
    part("publisher", ", ".join(filter(None, (listing(source.names, lang), source.publisher))), ", ")
    if source.date:
        add(parent, "time", date_in_words(source.date, lang), class_="source__date", datetime=source.date)
        fill(parent, ". ")
    else:
        part("date", word("undated", lang), ". ")
    part("read", word(f"read_{source.read}", lang), " ")
    if not source.url:
        part("address", word("no_address", lang), " ")
    if source.archive_url:
        told = word("archived_copy_of", lang, title=source.title)
        copy = element("a", word("archived_copy", lang), href=source.archive_url, aria_label=told)
        part("archive", copy, " ")
    elif not brief:
        part("archive", word("no_archive", lang), " ")
    return parent
