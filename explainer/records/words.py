"""Interface words, dates and numbers as readers of an edition write them; the words are those of data/words.yml."""

from collections.abc import Sequence
from typing import Any

from explainer.finding import Finding, Unusable, absent
from explainer.records import records
from explainer.records.story import Correction


def word(key: str, lang: str, **values: object) -> str:
    """The interface word `key` in `lang`, with `{name}` parts filled in; raises Unusable where there is none."""
    words = records().words
    if key not in words:
        raise Unusable(Finding("data/words.yml", 1, *absent(key, words, "word", "words")))
    text = words[key][lang]
    return text.format(**values) if values else text


def words_of(group: str, lang: str) -> dict[str, str]:
    """The words whose keys begin with `group` and a line below, by the rest of their keys."""
    words, begins = records().words.items(), f"{group}_"
    return {key.removeprefix(begins): text[lang] for key, text in words if key.startswith(begins)}


def localized(value: Any, lang: str) -> str:
    """A text that may differ by language: a plain value, a mapping, or a record with a text for each language."""
    if value is None or isinstance(value, (str, int, float)):
        return "" if value is None else str(value)
    return value[lang]


def corrected(record: Correction, lang: str) -> str:
    """What a correction says: what stood on the page, and what stands there now."""
    return word("correction", lang, was=record.was[lang], now=record.now[lang])


def date_in_words(date: str, lang: str) -> str:
    """A date as readers of `lang` write it.

    `date` is an ISO day, month or year (`2024-11-26`, `2024-11`, `2024`), or two of them with a slash between for a
    period (`2024-11-21/2024-11-22`).
    """
    first, _, last = date.partition("/")
    if not last:
        year, *parts = first.split("-")
        days, months = [_day(part, lang) for part in parts[1:]], [word(f"month_{part}", lang) for part in parts[:1]]
        return " ".join([*days, *months, year])
    if first[:8] == last[:8] and len(first) == len(last) == len("2024-11-21"):
        return word("day_range", lang, first=_day(first[8:], lang), last=date_in_words(last, lang))
    return f"{date_in_words(first, lang)} – {date_in_words(last, lang)}"


def _day(digits: str, lang: str) -> str:
    return word("first_day", lang) if digits == "01" else str(int(digits))


def listing(names: Sequence[str], lang: str) -> str:
    """Names one after the other, with “and” before the last."""
    return f" {word('and', lang)} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def number(value: float, lang: str, digits: int = 0) -> str:
    """A number rounded to at most `digits` decimals."""
    whole, _, rest = f"{value:,.{digits}f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", word("thousands_mark", lang)) + (word("decimal_mark", lang) + rest if rest else "")
