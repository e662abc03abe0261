"""How one source is told to readers: who, what, when, and how much of it was read."""

from explainer.markdown.html import Element, add, element, fill
from explainer.records.story import Source
from explainer.records.words import date_in_words, listing, word

SHAPES = {"whole": ("original", "copy"), "part": ("beginning", "excerpt", "quoted"), "through": ("address",)}
"""How much of a source was read, as its mark shows it."""


def shape(source: Source) -> str:
    """The shape of the mark of a source."""
    return next(name for name, ways in SHAPES.items() if source.read in ways)


def describe(parent: Element, source: Source, lang: str) -> None:
    """Append the description of ``source`` to ``parent``: who says it, through whom, how much was read; then what it is."""

    def part(name: str, text: str | Element, after: str, into: Element = parent, **more: str) -> None:
        fill(into, element("span", text, class_=f"source__{name}", **more), after)

    first = add(parent, "span", class_=f"source__first read-{shape(source)}")
    through = source.carrier(lang)
    who = ", ".join(filter(None, (listing(source.names(lang), lang), source.told("publisher", lang))))
    ours = source.language == lang or source.told("publisher", lang) != source.publisher
    part("publisher", who, ", " if through else ". ", first, **({} if ours else {"lang": source.language}))
    if through:
        part("via", word("through", lang, carrier=through), ". ", first)
    part("read", word(f"read_{source.read}", lang), "", first)
    fill(parent, " ")
    title = source.told("title", lang)
    shown = f"[{title}]" if source.titled else title
    cite = add(parent, "cite", element("a", shown, href=source.url) if source.url else shown, class_="source__title")
    written = lang if source.titled == "ours" or title != source.title else source.language
    if written != lang:
        cite.set("lang", written)
    if source.titled:
        part("titled", f" ({word(f'titled_{source.titled}', lang)})", "")
    if source.date:
        fill(parent, ", ")
        part("date", date_in_words(source.date, lang), "")
    fill(parent, ". ")
    if not source.url:
        part("address", word("no_address", lang), " ")
    if source.archive_url:
        told = word("archived_copy_of", lang, title=title)
        copy = element("a", word("archived_copy", lang), href=source.archive_url, aria_label=told)
        part("archive", copy, " ")
