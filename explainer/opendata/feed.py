"""The corrections as a feed (Atom), one for each edition."""

from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from explainer.editions import EDITIONS
from explainer.records import Records
from explainer.records.story import Correction, letter_day
from explainer.records.words import corrected, word

NAME = "corrections.xml"
PAGE = "about/#correction"


def path(language: str) -> str:
    """Where the feed of an edition stands, seen from the home page of the first one."""
    return EDITIONS[language].folder + NAME


def newest(data: Records) -> list[Correction]:
    """The corrections, newest first."""
    return sorted(data.corrections.values(), key=lambda record: record.date)[::-1]


def feed(data: Records, language: str, base_url: str) -> str:
    """The corrections, newest first; links are relative where the site's address is not known."""
    home = base_url + EDITIONS[language].folder if base_url else ""
    found, title = newest(data), word("corrections_feed", language)
    root = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": language})
    # A feed must say when it changed last; without a correction that is the day of the story.
    _head(root, language, title, found[0].date if found else letter_day(data.sources.values()), f"{home}{PAGE}s")
    if home:
        SubElement(root, "link", rel="self", href=home + NAME)
    SubElement(SubElement(root, "author"), "name").text = title
    for record in found:
        now, entry = record.now[language], SubElement(root, "entry")
        _head(entry, f"{language}/{record.id}", now[0].upper() + now[1:], record.date, f"{home}{PAGE}-{record.id}")
        SubElement(entry, "content").text = corrected(record, language)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _head(parent: Element, name: str, title: str, date: str, address: str) -> None:
    """What a feed and each of its entries begin with; the id stays when the site moves."""
    SubElement(parent, "id").text = uuid5(NAMESPACE_URL, f"the-sora-leak-explained/corrections/{name}").urn
    SubElement(parent, "title").text = title
    SubElement(parent, "updated").text = f"{date}T00:00:00Z"
    SubElement(parent, "link", href=address)
