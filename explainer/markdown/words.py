"""Interface words and dates in the language of an edition."""

from __future__ import annotations

import datetime

from babel.dates import format_date

from explainer.records import current as records


def word(key: str, lang: str, **values: object) -> str:
    """The interface word ``key`` of data/words.yml in ``lang``, with ``{name}`` parts filled in."""
    text = records().words[key][lang]
    return text.format(**values) if values else text


def localized(value, lang: str) -> str:
    """A text that may differ by language: a plain value, a mapping, or a record with ``en`` and ``it``."""
    if value is None or isinstance(value, (str, int, float)):
        return "" if value is None else str(value)
    return value[lang] if isinstance(value, dict) else getattr(value, lang)


LOCALES = {"en": "en_GB", "it": "it"}


def date_in_words(date: str, lang: str) -> str:
    """A date as readers of ``lang`` write it.

    ``date`` is an ISO day, month or year (``2024-11-26``, ``2024-11``, ``2024``), or two days with a slash
    between them for a period (``2024-11-21/2024-11-22``).
    """
    first, *second = [_day(part) for part in date.split("/")]
    if second:
        last = date_in_words(date.split("/")[1], lang)
        same = (first.year, first.month) == (second[0].year, second[0].month)
        return f"{first.day}–{last}" if same else f"{date_in_words(date.split('/')[0], lang)} – {last}"
    pattern = {0: "y", 1: "MMMM y", 2: "d MMMM y"}[date.count("-")]
    if lang == "it" and first.day == 1:
        pattern = pattern.replace("d ", "d'°' ")
    return format_date(first, pattern, locale=LOCALES[lang])


def _day(text: str) -> datetime.date:
    """The first day of an ISO day, month or year."""
    return datetime.date.fromisoformat(f"{text}-01-01"[:10])
