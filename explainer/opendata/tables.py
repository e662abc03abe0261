"""The tables of the open data, made from the records; their columns are described in tables.yml."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from explainer.editions import LANGUAGES, ZONES, clocks
from explainer.records import Records, records, yamlfile
from explainer.records.models import Model, Variant
from explainer.records.schema import Missing, Record, Text, stated

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Fill = Callable[[Records], Iterable[Row]]
RIGHTS = "Words of the open letter, quoted for comment and reporting; not under the licence of this data."


@dataclass(frozen=True)
class Column:
    """One column: its Frictionless type, its unit if it has one, and its description by language."""

    name: str
    type: str
    about: dict[str, str]
    unit: str | None = None


@dataclass(frozen=True)
class Table:
    """One table. `key` names the columns that tell rows apart, `links` maps columns to the tables they name.

    `objects` are the records behind the rows, whole and nested, for the JSON file.
    """

    name: str
    title: dict[str, str]
    about: dict[str, str]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: dict[str, str]
    rows: list[Row]
    objects: list[dict[str, Any]]


def tables(data: Records | None = None) -> list[Table]:
    """Return every table, filled from `data` (by default the site's own records)."""
    own = data or records()
    return [_table(name, described, own) for name, described in _described().items()]


@cache
def _described() -> dict[str, Any]:
    return yamlfile.load(Path(__file__).with_name("tables.yml"))


def _table(name: str, described: dict[str, Any], data: Records) -> Table:
    fill, whole = CONTENT[name]
    columns = tuple(
        Column(column, field["type"], {"en": field["en"], "it": field["it"]}, field.get("unit"))
        for column, field in described["fields"].items()
    )
    names = [column.name for column in columns]
    rows = [{column: row[column] for column in names} for row in fill(data)]
    return Table(
        name,
        described["title"],
        described["about"],
        columns,
        tuple(described["key"]),
        described.get("links", {}),
        rows,
        list(whole(data)),
    )


def _joined(values: Iterable[Any]) -> str | None:
    return "; ".join(dict.fromkeys(str(value) for value in values)) or None


def _row(record: Record, **more: Any) -> Row:
    """What a record says, by the names that columns can have: `text` with `text_en` and `text_it`, `frames_most`."""
    row: Row = {}
    for name, part in {**{name: getattr(record, name) for name in type(record).model_fields}, **more}.items():
        row |= _cells(name, part)
    return row


def _cells(name: str, part: Any) -> Row:
    if isinstance(part, Missing):
        inside = {field: getattr(part, field) for field in type(part).model_fields if field != "value"}
        cells = {f"{name}_{field}": each for field, each in inside.items()}
        return cells | _cells(name, getattr(part, "value", None))
    values = part if isinstance(part, list) else [part]
    texts = {lang: [each[lang] if isinstance(each, Text) else each for each in values] for lang in LANGUAGES}
    told = {lang: _joined(each) if isinstance(part, list) else each[0] for lang, each in texts.items()}
    return {name: told[LANGUAGES[0]]} | {f"{name}_{lang}": each for lang, each in told.items()}


def _rows(kind: str) -> Fill:
    return lambda data: (_row(record) for record in getattr(data, kind).values())


def _whole(kind: str) -> Callable[[Records], Iterable[dict[str, Any]]]:
    return lambda data: (_dump(record, exclude=PRIVATE.get(kind)) for record in getattr(data, kind).values())


def _dump(record: Record, **options: Any) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True, **options)


# Notes for those who work on the records: who reads the data looks at the source itself, or at what the pages say.
PRIVATE = {"sources": {"says", "kept", "twin"}, "facts": {"kept"}, "corrections": {"reported_by"}}


def _sources(data: Records) -> Iterator[Row]:
    for source in data.sources.values():
        yield _row(source, author=source.names)


def _moments(data: Records) -> list[Any]:
    return sorted((fact for fact in data.facts.values() if fact.event), key=lambda fact: (fact.event.at, fact.id))


def _clock(at: str) -> dict[str, str]:
    return clocks(at) if "T" in at else {}


def _events(data: Records) -> Iterator[Row]:
    for fact in _moments(data):
        clock = dict.fromkeys(ZONES) | _clock(fact.event.at)
        yield _row(fact) | _row(fact.event, status=fact.event.status or fact.status, **clock)


def _event_objects(data: Records) -> Iterator[dict[str, Any]]:
    for fact in _moments(data):
        event = _dump(fact.event) | _clock(fact.event.at) | {"status": fact.event.status or fact.status}
        yield {"id": fact.id, **event, "confidence": fact.confidence, "sources": fact.sources}


def _versions(data: Records) -> Iterator[tuple[Record, Row]]:
    for record in data.disagreements.values():
        for position, version in enumerate(record.versions, 1):
            yield version, {"disagreement": record.id, "position": position}


def _letter(data: Records) -> Iterator[Row]:
    for position, record in enumerate(data.letter.values(), 1):
        rights = RIGHTS if record.quote else None
        # After the row: what is quoted is English, and our translation is a field of its own.
        yield _row(record, position=position, quote_rights=rights) | {"quote_it": _joined(record.translation)}


def _letter_objects(data: Records) -> Iterator[dict[str, Any]]:
    for record in data.letter.values():
        yield _dump(record) | ({"quote_rights": RIGHTS} if record.quote else {})


def _variants(data: Records) -> Iterator[tuple[Model, Variant]]:
    return ((model, variant) for model in data.models.values() for variant in model.variants)


def _cited(record: Record) -> list[str]:
    return [source for _, cell in stated(record) for source in cell.sources]


def _models(data: Records) -> Iterator[Row]:
    for model, variant in _variants(data):
        names = {"variant": variant.id, "variant_name": variant.name, "model": model.id, "model_name": model.name}
        yield _row(variant, licence=variant.licence_weights, sources=_cited(variant), **names)


def _memory(data: Records) -> Iterator[Row]:
    for _, variant in _variants(data):
        known = [figure for figure in variant.memory if figure.amount is not None]
        for position, figure in enumerate(known, 1):
            yield _row(figure, variant=variant.id, position=position)


def _memory_objects(data: Records) -> Iterator[dict[str, Any]]:
    for _, variant in _variants(data):
        for figure in variant.memory:
            yield {"variant": variant.id} | _dump(figure)


def _openness(data: Records) -> Iterator[Row]:
    for record in data.openness.values():
        for loc, cell in stated(record):
            if loc[0] != "now":
                yield _row(cell, model=record.id, topic=".".join(map(str, loc)), text=cell.value)


def _later(data: Records) -> Iterator[Row]:
    for record in data.later.values():
        yield _row(record, sources=_cited(record)) | {"diffusers": record.diffusers.name}


CONTENT: dict[str, tuple[Fill, Callable[[Records], Iterable[dict[str, Any]]]]] = {
    "sources": (_sources, _whole("sources")),
    "events": (_events, _event_objects),
    "disagreements": (_rows("disagreements"), _whole("disagreements")),
    "disagreement-versions": (
        lambda data: (_row(version, **place) for version, place in _versions(data)),
        lambda data: (place | _dump(version) for version, place in _versions(data)),
    ),
    "myths": (
        lambda data: (_row(record, error=record.claim) for record in data.myths.values()),
        _whole("myths"),
    ),
    "letter": (_letter, _letter_objects),
    "models": (_models, _whole("models")),
    "model-memory": (_memory, _memory_objects),
    "model-openness": (_openness, _whole("openness")),
    "later-models": (_later, _whole("later")),
    "corrections": (_rows("corrections"), _whole("corrections")),
}
