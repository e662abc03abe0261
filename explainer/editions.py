"""The editions of the site, and the clocks it tells times by.

Templates read the same from `extra.languages` of docs/mkdocs.base.yml; a test keeps the two equal. `en` and `it`
elsewhere are the language of a text or of a rule about it, not an edition.
"""

from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

ZONES = {"eastern": ZoneInfo("America/New_York"), "utc": ZoneInfo("UTC"), "rome": ZoneInfo("Europe/Rome")}
"""Every clock that a moment is shown on, in order; its name for readers is the word `zone_…` of
data/words.yml, `at_…` after a time."""


class Edition(NamedTuple):
    """One language of the site.

    `folder` is where its pages stand in the built site, `english` what messages call the language; `zone` is the clock of
    its readers, `config` the MkDocs configuration that builds it.
    """

    folder: str
    english: str
    zone: str
    config: str


EDITIONS = {
    "en": Edition("", "English", "eastern", "mkdocs.yml"),
    "it": Edition("it/", "Italian", "rome", "mkdocs.it.yml"),
}
"""By language. The first one stands at the root of the site, is what the others are translated from, and keeps the
files that all share."""
LANGUAGES = tuple(EDITIONS)


def clocks(at: str, home: str = "") -> dict[str, str]:
    """The moment `2024-11-26T13:30Z` on every clock, as `08:30`, on that of `home` first; a day alone is on none."""
    zones = sorted(ZONES, key=lambda zone: zone != home) if "T" in at else ()
    return {zone: f"{datetime.fromisoformat(at).astimezone(ZONES[zone]):%H:%M}" for zone in zones}
