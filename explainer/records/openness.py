"""How open the models of the letter are, then and now, and what came after them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from explainer.records.schema import (
    AgingCell,
    Cell,
    Filled,
    Licence,
    Memory,
    Period,
    Pipeline,
    Record,
    RecordId,
    Tasks,
    Value,
)

LETTER_DAY = "2024-11-26"


class Then(Record):
    """What there was of a model on the day of the letter; `weights` by the id of the variant."""

    licence_code: Cell[Value]
    training_code: Cell[Value]
    training_data: Cell[Value]
    weights: dict[RecordId, Cell[Value]]


class Points(Record):
    """Plain facts on each point of the Open Source AI Definition 1.0: four freedoms, three parts."""

    use: Cell[Value]
    study: Cell[Value]
    modify: Cell[Value]
    share: Cell[Value]
    data: Cell[Value]
    code: Cell[Value]
    parameters: Cell[Value]


class Openness(Record):
    """How open the model of the same id is. `now` overrides what models.yml says of the licence of some weights."""

    id: RecordId
    then: Then
    now: dict[RecordId, AgingCell[Value]] = {}
    points: Points


class Later(Record):
    """A family of models with open weights that came out after the letter."""

    id: RecordId
    name: Filled
    maker: Cell[Value]
    released: Cell[Period]
    parameters: Cell[Value]
    tasks: Cell[Tasks]
    licence: Licence
    region: Cell[Value]
    memory: Annotated[list[Memory], Field(min_length=1)]
    diffusers: Pipeline
