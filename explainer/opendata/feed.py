"""The corrections as a feed (Atom), one for each edition."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from explainer.editions import EDITIONS
from explainer.records import Records
from explainer.records.words import word

NAME = "corrections.xml"
PAGE = "about/#corrections"
# A feed must say when it changed last; without a correction that is the day of the story.
NEVER = "2024-11-26"


def path(language: str) -> str:
    """Where the feed of an edition stands, seen from the home page of the first one."""
    return EDITIONS[language].folder + NAME


def feed(data: Records, language: str, base_url: str | None) -> str:
    """The corrections, newest first; links are relative where the site's address is not known."""
    home = base_url + EDITIONS[language].folder if base_url else ""
    corrections = sorted(data.corrections.values(), key=lambda record: record.date, reverse=True)
    lines = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language}
    root, title = Element("feed", lines), word("corrections_feed", language)
    _head(root, language, title, corrections[0].date if corrections else NEVER, home + PAGE)
    if home:
        SubElement(root, "link", rel="self", href=home + NAME)
    SubElement(SubElement(root, "author"), "name").text = title
    for record in corrections:
        entry = SubElement(root, "entry")
        _head(
            entry, f"{language}/{record.id}", record.now[language], record.date, f"{home}about/#correction-{record.id}"
        )
        text = word("correction", language).format(was=record.was[language], now=record.now[language])
        SubElement(entry, "content").text = text
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _head(parent: Element, name: str, title: str, date: str, address: str) -> None:
    """What a feed and each of its entries begin with; the id stays when the site moves."""
    SubElement(parent, "id").text = uuid5(NAMESPACE_URL, f"the-sora-leak-explained/corrections/{name}").urn
    SubElement(parent, "title").text = title
    SubElement(parent, "updated").text = f"{date}T00:00:00Z"
    SubElement(parent, "link", href=address)
