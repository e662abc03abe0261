"""The tables of the open data, made from the records; their columns are described in tables.yml.

A row has everything that its record says, by the names that columns can have; a table takes of it what it describes.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from explainer.editions import LANGUAGES, ZONES, clocks
from explainer.records import Records, yamlfile
from explainer.records.overview import ASKED, spans, terms
from explainer.records.schema import Missing, Record, Text, stated
from explainer.records.story import Source

Cell = str | int | float | bool | None
Row = dict[str, Cell]
Object = dict[str, Any]
RIGHTS = "Words of the open letter, quoted for comment and reporting; not under the licence of this data."
# Notes for those who work on the records: who reads the data looks at the source itself, or at what the pages say.
PRIVATE = {"says", "kept", "twin"}


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
    links: dict[str, str]


@cache
def described() -> dict[str, Any]:
    """What tables.yml says of each table."""
    return yamlfile.read(Path(__file__).with_name("tables.yml")).content


@lru_cache(maxsize=1)
def tables(data: Records) -> list[Table]:
    """Return every table, filled from `data`."""
    filled, whole = _rows(data), _objects(data)
    return [
        Table(
            **{"name": name, "links": {}} | about,
            rows=[{column: row[column] for column in about["fields"]} for row in filled[name]],
            objects=[*whole.get(name, filled[name])],
        )
        for name, about in described().items()
    ]


def _row(record: Record, **more: Any) -> Row:
    """The cells of a record: `text` comes with `text_en` and `text_it`, what can be unknown as `frames_most`."""
    row: Row = {}
    for name, part in {**{name: getattr(record, name) for name in type(record).model_fields}, **more}.items():
        row |= _cells(name, part)
    return row


def _cells(name: str, part: Any) -> Row:
    if isinstance(part, Missing):
        inside = {f"{name}_{field}": getattr(part, field) for field in type(part).model_fields if field != "value"}
        return inside | _cells(name, getattr(part, part.content[0]))
    if not isinstance(part, list | Text):
        return dict.fromkeys((name, *(f"{name}_{lang}" for lang in LANGUAGES)), part)
    values = part if isinstance(part, list) else [part]
    texts = {lang: [each[lang] if isinstance(each, Text) else each for each in values] for lang in LANGUAGES}
    told = {
        lang: "; ".join(dict.fromkeys(map(str, each))) or None if isinstance(part, list) else each[0]
        for lang, each in texts.items()
    }
    return {name: told[LANGUAGES[0]]} | {f"{name}_{lang}": each for lang, each in told.items()}


def _cited(record: Record) -> list[str]:
    return [source for _, cell in stated(record) for source in cell.sources]


def _moments(data: Records) -> Iterator[tuple[Any, dict[str, Any]]]:
    for fact in sorted((each for each in data.facts.values() if each.event), key=lambda each: (each.event.at, each.id)):
        clock = clocks(fact.event.at) if "T" in fact.event.at else {}
        yield fact, clock | {"status": fact.event.status or fact.status}


def _versions(data: Records) -> Iterator[tuple[Record, Row]]:
    for record in data.disagreements.values():
        for position, version in enumerate(record.versions, 1):
            yield version, {"disagreement": record.id, "position": position}


def _spans(data: Records) -> Iterator[Row]:
    for span in spans(data):
        yield span._asdict() | {"place": span.place and span.place["en"], "sources": "; ".join(span.sources)}


def _terms(data: Records) -> Iterator[Row]:
    for row in terms(data):
        about = {"weights": row.name, "model": row.model, "licence": row.text.id if row.text else None}
        about |= {"sources": "; ".join((row.text or row.then).sources)}
        for asked in ASKED:
            yield about | {"asked": asked, "verdict": row.verdict(asked)} | _cells("says", row.says(asked))


def _rows(data: Records) -> dict[str, Iterable[Row]]:
    none = dict.fromkeys(ZONES)
    variants = [(model, variant) for model in data.models.values() for variant in model.variants]
    known = {variant.id: [figure for figure in variant.memory if figure.amount is not None] for _, variant in variants}
    return {
        "sources": (_row(each, author=each.names("en")) for each in data.sources.values()),
        "events": (_row(fact) | _row(fact.event, **none | more) for fact, more in _moments(data)),
        "disagreements": map(_row, data.disagreements.values()),
        "disagreement-versions": (_row(version, **place) for version, place in _versions(data)),
        "myths": (_row(each, error=each.claim) for each in data.myths.values()),
        # What is quoted is English, and our translation is a field of its own.
        "letter": (
            _row(each, position=position, quote_rights=RIGHTS if each.quote else None, quote_it=each.translation)
            for position, each in enumerate(data.letter.values(), 1)
        ),
        "models": (
            _row(each, variant=each.id, variant_name=each.name, model=model.id, model_name=model.name)
            | _row(each, licence=each.licence_weights, sources=_cited(each))
            for model, each in variants
        ),
        "model-memory": (
            _row(figure, variant=variant, position=position)
            for variant, figures in known.items()
            for position, figure in enumerate(figures, 1)
        ),
        "model-openness": (
            _row(cell, model=record.id, topic=".".join(map(str, loc)), text=cell.value)
            for record in data.openness.values()
            for loc, cell in stated(record)
            if loc[0] != "now"
        ),
        "memory-by-licence": [*_spans(data)],
        "licences-then": [*_terms(data)],
        "later-models": (_row(each, sources=_cited(each)) for each in data.later.values()),
        "corrections": map(_row, data.corrections.values()),
    }


def _objects(data: Records) -> dict[str, Iterable[Object]]:
    kinds = {kind: kind for kind in ("sources", "disagreements", "myths", "models", "corrections")}
    kinds |= {"model-openness": "openness", "later-models": "later"}
    whole = {name: [_dump(each) for each in getattr(data, kind).values()] for name, kind in kinds.items()}
    return whole | {
        "events": (
            {"id": fact.id, **_dump(fact.event), **more, "confidence": fact.confidence, "sources": fact.sources}
            for fact, more in _moments(data)
        ),
        "disagreement-versions": (place | _dump(version) for version, place in _versions(data)),
        "letter": (_dump(each) | ({"quote_rights": RIGHTS} if each.quote else {}) for each in data.letter.values()),
        "model-memory": (
            {"variant": variant.id} | _dump(figure)
            for model in data.models.values()
            for variant in model.variants
            for figure in variant.memory
        ),
    }


def _dump(record: Record) -> Object:
    return record.model_dump(mode="json", exclude_none=True, exclude=PRIVATE if isinstance(record, Source) else None)
