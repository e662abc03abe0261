"""The tables of the open data, made from the records; their columns are described in tables.yml.

A row has everything that its record says, by the names that columns can have; a table takes of it what it describes.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from explainer.editions import LANGUAGES, ZONES, clocks
from explainer.records import Records, yamlfile
from explainer.records.overview import ASKED, Span, spans, terms
from explainer.records.schema import Missing, Record, Text, stated

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Object = dict[str, Any]
RIGHTS = "Words of the open letter, quoted for comment and reporting; not under the licence of this data."


class Table(NamedTuple):
    """One table. `fields` describes the columns: Frictionless type, unit if there is one, meaning by language.

    `key` names the columns that tell rows apart, `links` maps columns to the tables they name. `objects` are the
    records behind the rows, whole and nested, for the JSON file.
    """

    name: str
    title: dict[str, str]
    about: dict[str, str]
    fields: dict[str, dict[str, str]]
    key: list[str]
    rows: list[Row]
    objects: list[Object]
    links: dict[str, str] = {}


@cache
def described() -> dict[str, Any]:
    """What tables.yml says of each table."""
    return yamlfile.read(Path(__file__).with_name("tables.yml")).content


@lru_cache(maxsize=1)
def tables(data: Records) -> list[Table]:
    """Return every table, filled from `data`."""
    filled = {name: (rows, behind) for name, rows, behind in _filled(data)}
    return [
        Table(
            name=name,
            **about,
            rows=[{column: row[column] for column in about["fields"]} for row in filled[name][0]],
            objects=[_dump(each) if isinstance(each, Record) else each for each in filled[name][1]],
        )
        for name, about in described().items()
    ]


def _row(*parts: Record | Mapping[str, Any]) -> Row:
    """The cells of what records say: `text` comes with `text_en` and `text_it`, what can be unknown as `frames_most`."""
    row: Row = {}
    for part in parts:
        for name, value in dict(part).items():
            row |= _cells(name, value)
    return row


def _cells(name: str, part: Any) -> Row:
    if isinstance(part, Missing):
        inside = {f"{name}_{field}": value for field, value in part if field != "value"}
        return inside | _cells(name, part[part.content[0]])
    told = {lang: _told(part, lang) for lang in LANGUAGES}
    return {name: told[LANGUAGES[0]]} | {f"{name}_{lang}": each for lang, each in told.items()}


def _told(part: Any, lang: str) -> Cell:
    """What a cell says in a language; of a list what is new in each entry."""
    if isinstance(part, list):
        return "; ".join(dict.fromkeys(str(_told(each, lang)) for each in part)) or None
    return part[lang] if isinstance(part, Text) else part


def _cited(record: Record) -> list[str]:
    return [source for _, cell in stated(record) for source in cell.sources]


def _filled(data: Records) -> Iterator[tuple[str, Iterable[Row], Iterable[Record | Object]]]:
    """Yield the name of each table, its rows, and what stands behind them, a record or what is written of it."""
    for name in ("disagreements", "corrections"):
        yield name, map(_row, getattr(data, name).values()), getattr(data, name).values()
    sources, myths, later = data.sources.values(), data.myths.values(), data.later.values()
    yield "sources", (_row(each, {"author": each.names("en")}) for each in sources), sources
    yield "myths", (_row(each, {"error": each.claim}) for each in myths), myths
    yield "later-models", (_row(each, {"sources": _cited(each)}) for each in later), later

    told = sorted((each for each in data.facts.values() if each.event), key=lambda each: (each.event.at, each.id))
    dated = [(each, each.event, clocks(each.event.at) | {"status": each.event.status or each.status}) for each in told]
    events = (
        {"id": fact.id, **_dump(event), **more, "confidence": fact.confidence, "sources": fact.sources}
        for fact, event, more in dated
    )
    yield "events", (_row(fact, dict.fromkeys(ZONES), *more) for fact, *more in dated), events

    versions = [
        (version, {"disagreement": record.id, "position": position})
        for record in data.disagreements.values()
        for position, version in enumerate(record.versions, 1)
    ]
    whole = (place | _dump(version) for version, place in versions)
    yield "disagreement-versions", (_row(*version) for version in versions), whole

    # What is quoted is English, and our translation is a field of its own.
    letter = (
        _row(each, {"position": place, "quote_rights": RIGHTS if each.quote else None, "quote_it": each.translation})
        for place, each in enumerate(data.letter.values(), 1)
    )
    passages = (_dump(each) | ({"quote_rights": RIGHTS} if each.quote else {}) for each in data.letter.values())
    yield "letter", letter, passages

    variants = [(model, variant) for model in data.models.values() for variant in model.variants]
    weights = (
        _row(each, {"variant": each.id, "variant_name": each.name, "model": model.id, "model_name": model.name})
        | _row({"licence": each.licence_weights, "sources": _cited(each)})
        for model, each in variants
    )
    yield "models", weights, data.models.values()
    memory = (
        _row(figure, {"variant": variant.id, "position": position})
        for _, variant in variants
        for position, figure in enumerate((each for each in variant.memory if each.amount is not None), 1)
    )
    figures = ({"variant": variant.id} | _dump(figure) for _, variant in variants for figure in variant.memory)
    yield "model-memory", memory, figures
    cells = (
        _row(cell, {"model": record.id, "topic": ".".join(map(str, loc)), "text": cell.value})
        for record in data.openness.values()
        for loc, cell in stated(record)
        if loc[0] != "now"
    )
    yield "model-openness", cells, data.openness.values()

    ranges = [_row(span._asdict()) for span in spans(data)]
    yield "memory-by-licence", ranges, [{name: row[name] for name in Span._fields} for row in ranges]
    verdicts = [*_terms(data)]
    yield "licences-then", verdicts, verdicts


def _terms(data: Records) -> Iterator[Row]:
    for row in terms(data):
        about = {"weights": row.name, "model": row.model, "licence": row.text.id if row.text else None}
        about |= {"sources": "; ".join((row.text or row.then).sources)}
        for asked in ASKED:
            yield about | {"asked": asked, "verdict": row.verdict(asked)} | _cells("says", row.says(asked))


def _dump(record: Record) -> Object:
    return record.model_dump(mode="json", exclude_none=True)
