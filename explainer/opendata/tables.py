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
from explainer.records.schema import Missing, Text, stated

Cell = str | int | float | bool | None
Row = dict[str, Cell]
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


def _texts(name: str, text: Text | None) -> Row:
    return {f"{name}_{language}": text[language] if text else None for language in LANGUAGES}


def _whole(kind: str) -> Callable[[Records], Iterator[dict[str, Any]]]:
    def objects(data: Records) -> Iterator[dict[str, Any]]:
        for record in getattr(data, kind).values():
            yield record.model_dump(mode="json", exclude_none=True, exclude=PRIVATE.get(kind))

    return objects


# Notes for those who work on the records: who reads the data looks at the source itself, or at what the pages say.
PRIVATE = {"sources": {"says", "kept", "twin"}, "facts": {"kept"}, "corrections": {"reported_by"}}


def _sources(data: Records) -> Iterator[Row]:
    for source in data.sources.values():
        lists = {"author": _joined(source.names), "derives_from": _joined(source.derives_from)}
        yield source.model_dump(exclude={"derives_from"}) | lists


def _clock(at: str) -> Row:
    return dict(clocks(at)) if "T" in at else dict.fromkeys(ZONES)


def _moments(data: Records) -> list[Any]:
    return sorted((fact for fact in data.facts.values() if fact.event), key=lambda fact: (fact.event.at, fact.id))


def _events(data: Records) -> Iterator[Row]:
    for fact in _moments(data):
        yield {
            "id": fact.id,
            "at": fact.event.at,
            "precision": fact.event.precision,
            **_clock(fact.event.at),
            "status": fact.event.status or fact.status,
            "confidence": fact.confidence,
            **_texts("text", fact.event.text),
            "sources": _joined(fact.sources),
        }


def _event_objects(data: Records) -> Iterator[dict[str, Any]]:
    for fact, row in zip(_moments(data), _events(data), strict=True):
        event = fact.event.model_dump(mode="json", exclude_none=True)
        clock = {zone: row[zone] for zone in ZONES if row[zone]}
        yield {"id": fact.id, **event, **clock, "status": row["status"], "confidence": fact.confidence} | {
            "sources": fact.sources
        }


def _disagreements(data: Records) -> Iterator[Row]:
    for record in data.disagreements.values():
        yield {
            "id": record.id,
            **_texts("question", record.question),
            "settled": record.settled,
            **_texts("reading", record.reading),
            "facts": _joined(record.facts),
            "pages": _joined(record.pages),
            "sources": _joined(record.sources),
        }


def _versions(data: Records) -> Iterator[Row]:
    for record in data.disagreements.values():
        for position, version in enumerate(record.versions, 1):
            yield {
                "disagreement": record.id,
                "position": position,
                **_texts("who", version.who),
                **_texts("via", version.via),
                **_texts("says", version.says),
                "sources": _joined(version.sources),
            }


def _version_objects(data: Records) -> Iterator[dict[str, Any]]:
    for record in data.disagreements.values():
        for position, version in enumerate(record.versions, 1):
            content = version.model_dump(mode="json", exclude_none=True)
            yield {"disagreement": record.id, "position": position, **content}


def _myths(data: Records) -> Iterator[Row]:
    for record in data.myths.values():
        yield {
            "id": record.id,
            **_texts("error", record.claim),
            **_texts("right", record.right),
            "confidence": record.confidence,
            "disagreement": record.disagreement,
            "sources": _joined(record.sources),
        }


def _letter(data: Records) -> Iterator[Row]:
    for position, record in enumerate(data.letter.values(), 1):
        yield {
            "id": record.id,
            "position": position,
            "kind": record.kind,
            "status": record.status,
            **_texts("title", record.title),
            "quote": _joined(record.quote),
            "quote_it": _joined(record.translation),
            "quote_rights": RIGHTS if record.quote else None,
            "disagreement": record.disagreement,
            "sources": _joined(record.sources),
        }


def _letter_objects(data: Records) -> Iterator[dict[str, Any]]:
    for content in _whole("letter")(data):
        yield content | ({"quote_rights": RIGHTS} if content["quote"] else {})


def _variants(data: Records) -> Iterator[tuple[Model, Variant]]:
    for model in data.models.values():
        for variant in model.variants:
            yield model, variant


def _value(cell: Missing) -> str | None:
    """A cell's value in English, or None where it is not known."""
    value = getattr(cell, "value", None)
    values = value if isinstance(value, list) else [] if value is None else [value]
    return _joined(part.en if isinstance(part, Text) else part for part in values)


def _models(data: Records) -> Iterator[Row]:
    for model, variant in _variants(data):
        licence, frames = variant.licence_weights, variant.frames
        yield {
            "variant": variant.id,
            "model": model.id,
            "model_name": model.name,
            "variant_name": variant.name,
            "released": _value(variant.released),
            "parameters": _value(variant.parameters),
            "resolution": _value(variant.resolution),
            "fps": _value(variant.fps),
            "frames_usual": frames.usual,
            "frames_most": frames.most,
            "licence_id": licence.id,
            "licence_date": licence.date,
            "licence_read_in_full": licence.read_in_full,
            "licence_commercial": licence.commercial,
            "licence_as_of": licence.as_of,
            "sources": _joined(source for _, cell in stated(variant) for source in cell.sources),
        }


def _memory(data: Records) -> Iterator[Row]:
    for _, variant in _variants(data):
        known = [figure for figure in variant.memory if figure.amount is not None]
        for position, figure in enumerate(known, 1):
            amount = figure.amount
            yield {
                "variant": variant.id,
                "position": position,
                "gb": figure.gb,
                "amount": amount.en if isinstance(amount, Text) else _joined([amount]),
                **_texts("mode", figure.mode),
                "by": figure.by,
                "as_of": figure.as_of,
                "sources": _joined(figure.sources),
            }


def _memory_objects(data: Records) -> Iterator[dict[str, Any]]:
    for _, variant in _variants(data):
        for figure in variant.memory:
            yield {"variant": variant.id, **figure.model_dump(mode="json", exclude_none=True)}


def _openness(data: Records) -> Iterator[Row]:
    for record in data.openness.values():
        for loc, cell in stated(record):
            if loc[0] == "now":
                continue
            value = cell.value
            yield {
                "model": record.id,
                "topic": ".".join(str(part) for part in loc),
                "text_en": value.en if isinstance(value, Text) else value,
                "text_it": value.it if isinstance(value, Text) else value,
                "missing": cell.missing,
                "sources": _joined(cell.sources),
            }


def _later(data: Records) -> Iterator[Row]:
    for record in data.later.values():
        licence, region = record.licence, record.region.value
        yield {
            **{name: _value(getattr(record, name)) for name in ("maker", "released", "parameters", "tasks")},
            "id": record.id,
            "name": record.name,
            "licence_id": licence.id,
            "licence_date": licence.date,
            "licence_read_in_full": licence.read_in_full,
            "licence_commercial": licence.commercial,
            "licence_as_of": licence.as_of,
            "region_en": region.en if isinstance(region, Text) else region,
            "region_it": region.it if isinstance(region, Text) else region,
            "diffusers": record.diffusers.name,
            "diffusers_since": record.diffusers.since,
            "sources": _joined(source for _, cell in stated(record) for source in cell.sources),
        }


def _corrections(data: Records) -> Iterator[Row]:
    for record in data.corrections.values():
        texts = {**_texts("was", record.was), **_texts("now", record.now)}
        yield {"id": record.id, "date": record.date, "page": record.page, **texts}


CONTENT: dict[str, tuple[Callable[[Records], Iterator[Row]], Callable[[Records], Iterator[dict[str, Any]]]]] = {
    "sources": (_sources, _whole("sources")),
    "events": (_events, _event_objects),
    "disagreements": (_disagreements, _whole("disagreements")),
    "disagreement-versions": (_versions, _version_objects),
    "myths": (_myths, _whole("myths")),
    "letter": (_letter, _letter_objects),
    "models": (_models, _whole("models")),
    "model-memory": (_memory, _memory_objects),
    "model-openness": (_openness, _whole("openness")),
    "later-models": (_later, _whole("later")),
    "corrections": (_corrections, _whole("corrections")),
}
