"""The chooser: what fits a machine, what is not known, what a licence text rules out; on four made-up sets of weights."""

from pathlib import Path

import pytest
from test_records import write

from explainer.records import Records, load, records
from explainer.records.chooser import Answer, decide
from explainer.records.models import MACHINES, PURPOSES, STARTS, LicenceText, Way

WORDS = {"en": "So.", "it": "Così."}


def way(name: str, variant: str, **more) -> Way:
    usual = {"machines": ["nvidia"], "starts": ["text"], "route": "makers", "says": WORDS, "sources": ["press"]}
    return Way.model_validate(usual | {"id": name, "variants": [variant]} | more)


@pytest.fixture
def made(tmp_path: Path) -> Records:
    """`open` may be sold, `paid` not and starts from pictures too; `unread` has an unread licence, `bare` no way."""
    found = load(write(tmp_path))
    (toy,) = found.models["toy-1"].variants
    tasks = toy.tasks.model_copy(update={"value": ["text-to-video", "image-to-video"]})
    unread = toy.licence_weights.model_copy(update={"read_in_full": False, "commercial": "unclear"})
    paid = toy.licence_weights.model_copy(update={"id": "paid"})
    uses = {purpose: {"verdict": "allowed"} for purpose in PURPOSES} | {"sell": {"verdict": "excluded", "says": WORDS}}
    text = {"id": "paid", "name": "Paid", "read_in_full": True, "uses": uses, "sources": ["press"]}
    changes = ({"id": "open"}, {"id": "paid", "tasks": tasks, "licence_weights": paid})
    changes += ({"id": "unread", "licence_weights": unread}, {"id": "bare"})
    ways = [
        way("open-small", "open", gb=4, route="comfyui"),
        way("open-large", "open", gb=24),
        way("open-apple", "open", machines=["apple"]),
        way("paid-text", "paid", gb=12),
        way("paid-image", "paid", gb=12, starts=["image"]),
        way("unread-text", "unread", gb=8),
    ]
    model = found.models["toy-1"].model_copy(update={"variants": [toy.model_copy(update=change) for change in changes]})
    return Records(
        models={"toy-1": model},
        chooser={each.id: each for each in ways},
        licences={**found.licences, "paid": LicenceText.model_validate(text)},
    )


def ask(found: Records, machine: str, gb: float | None, purpose: str, start: str) -> dict[str, Answer]:
    variants = [variant for model in found.models.values() for variant in model.variants]
    return decide(
        variants, found.chooser.values(), found.licences, machine=machine, gb=gb, purpose=purpose, start=start
    )


@pytest.mark.parametrize(
    ("machine", "gb", "purpose", "start", "expected"),
    [
        ("nvidia", 4, "experiment", "text", {"open": "fits", "paid": "larger", "unread": "unknown", "bare": "unknown"}),
        ("nvidia", 3, "experiment", "text", {"open": "larger", "paid": "larger", "unread": "unknown", "bare": "unknown"}),
        ("nvidia", 12, "experiment", "text", {"open": "fits", "paid": "fits", "unread": "unknown", "bare": "unknown"}),
        ("nvidia", 12, "sell", "text", {"open": "fits", "paid": "excluded", "unread": "unknown", "bare": "unknown"}),
        ("nvidia", 12, "experiment", "image", {"paid": "fits"}),
        ("nvidia", 12, "experiment", "video", {}),
        ("nvidia", None, "experiment", "image", {"paid": "larger"}),
        ("apple", None, "experiment", "text", {"open": "larger", "paid": "larger", "unread": "unknown", "bare": "unknown"}),
        ("none", None, "sell", "image", {"paid": "excluded"}),
    ],
)  # fmt: skip
def test_each_set_of_weights_gets_its_group(made, machine, gb, purpose, start, expected):
    assert {name: answer.group for name, answer in ask(made, machine, gb, purpose, start).items()} == expected


def test_the_verdict_is_that_of_the_licence_text_for_the_purpose(made):
    verdicts = [{n: a.verdict for n, a in ask(made, "nvidia", 80, p, "text").items()} for p in ("publish", "company")]
    assert verdicts[0] == {"open": "allowed", "paid": "allowed", "unread": "unknown", "bare": "allowed"}
    assert verdicts[1]["open"] == "conditions"


def test_more_memory_opens_more_ways_and_a_figure_as_large_as_the_card_is_called_tight(made):
    small, large = (ask(made, "nvidia", gb, "sell", "text")["open"] for gb in (4, 24.5))
    assert (small.ways, small.tight) == (("open-small",), ("open-small",))
    assert (large.ways, large.tight) == (("open-small", "open-large"), ("open-large",))


def test_a_machine_without_a_figure_is_told_of_its_way_and_promised_nothing(made):
    answer = ask(made, "apple", None, "publish", "text")["open"]
    assert (answer.group, answer.ways) == ("larger", ("open-apple",))


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("start", STARTS)
def test_of_this_sites_weights_only_those_with_a_licence_read_in_full_are_recommended(start: str, purpose: str):
    found = records()
    read = {v.id for model in found.models.values() for v in model.variants if v.licence_weights.read_in_full}
    for machine in MACHINES:
        answers = ask(found, machine, 1000, purpose, start)
        assert {name for name, answer in answers.items() if answer.group == "fits"} <= read
        assert machine == "nvidia" or all(answer.group != "fits" for answer in answers.values())


def test_every_set_of_weights_of_this_site_is_answered_for_some_start():
    everything = {variant.id for model in records().models.values() for variant in model.variants}
    assert set().union(*(ask(records(), "nvidia", 80, "sell", start) for start in STARTS)) == everything


def test_the_easiest_way_comes_first():
    order = ("comfyui", "script", "makers")
    for name in {name for way in records().chooser.values() for name in way.variants}:
        routes = [order.index(way.route) for way in records().chooser.values() if name in way.variants]
        assert routes == sorted(routes), name
