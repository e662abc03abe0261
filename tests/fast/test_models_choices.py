"""The chooser as a decision table: what fits, what is not known, what a licence text rules out."""

from __future__ import annotations

import pytest

from explainer.records import records
from explainer.records.chooser import Answer, decide
from explainer.records.models import MACHINES, PURPOSES, STARTS

CARDS = (4, 6, 8, 12, 16, 24, 48, 80)
OPEN = {"cogvideox-2b", "mochi-1-preview"}
NOT_READ = {
    *(
        "cogvideox1.5-5b",
        "cogvideox1.5-5b-i2v",
        "ltx-video-0.9.1",
        "ltx-video-0.9.5",
        "ltxv-2b-0.9.6",
        "ltxv-13b-0.9.7",
    ),
    *("ltxv-0.9.8", "ltx-2.3", "pyramid-flow-sd3-384p", "pyramid-flow-sd3-768p"),
    *("pyramid-flow-miniflux-384p", "pyramid-flow-miniflux-768p"),
}
MONEY = ("sell", "company")
SMALL, MEDIUM = {"cogvideox-2b"}, {"cogvideox-2b", "cogvideox-5b"}
LARGE = MEDIUM | {"mochi-1-preview"}
PICTURE, HUGE = {"cogvideox-5b-i2v"}, {"ltx-2-19b"}
# From what, memory of the card: what fits for money; what may be added where no money is made.
EXPECTED = {
    "text": {4: SMALL, 6: MEDIUM, 8: MEDIUM, 12: MEDIUM, 16: MEDIUM, 24: LARGE, 48: LARGE | HUGE, 80: LARGE | HUGE},
    "image": {
        4: set(),
        6: PICTURE,
        8: PICTURE,
        12: PICTURE,
        16: PICTURE,
        24: PICTURE,
        48: PICTURE | HUGE,
        80: PICTURE | HUGE,
    },
    "video": {4: SMALL, 6: MEDIUM, 8: MEDIUM, 12: MEDIUM, 16: MEDIUM, 24: MEDIUM, 48: MEDIUM | HUGE, 80: MEDIUM | HUGE},
}
RESEARCH_FROM = 12
"""LTX-Video 0.9 from text: about 10 GB, and its licence file excludes commercial use."""


def ask(machine: str, gb: float | None, purpose: str, start: str) -> dict[str, Answer]:
    found = records()
    variants = [variant for model in found.models.values() for variant in model.variants]
    return decide(
        variants, found.chooser.values(), found.licences, machine=machine, gb=gb, purpose=purpose, start=start
    )


def group(answers: dict[str, Answer], name: str) -> set[str]:
    return {variant for variant, answer in answers.items() if answer.group == name}


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("gb", CARDS)
@pytest.mark.parametrize("start", STARTS)
def test_an_nvidia_card(start: str, gb: int, purpose: str):
    answers = ask("nvidia", gb, purpose, start)
    research = {"ltx-video-0.9"} if start == "text" and gb >= RESEARCH_FROM and purpose not in MONEY else set()
    assert group(answers, "fits") == EXPECTED[start][gb] | research
    for name in group(answers, "fits"):
        assert answers[name].verdict == ("allowed" if name in OPEN else "conditions")
        assert answers[name].ways


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("machine", [machine for machine in MACHINES if machine != "nvidia"])
def test_any_other_machine_is_promised_nothing(machine: str, start: str, purpose: str):
    answers = ask(machine, None, purpose, start)
    assert group(answers, "fits") == set()
    if machine == "apple" and start != "video":
        assert answers["pyramid-flow-miniflux-384p"].ways == ("pyramid-apple",)
        assert answers["ltxv-0.9.8"].ways == ("ltxv-0.9.8-apple",)


@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("start", STARTS)
def test_a_licence_that_was_not_read_never_yields_a_recommendation(start: str, purpose: str):
    answers = ask("nvidia", 1000, purpose, start)
    assert group(answers, "unknown") >= NOT_READ & answers.keys()
    assert all(answers[name].verdict == "unknown" for name in NOT_READ & answers.keys())


@pytest.mark.parametrize("start", ["text", "image"])
@pytest.mark.parametrize("gb", CARDS)
def test_ltx_of_november_2024_is_ruled_out_for_money(gb: int, start: str):
    for purpose in MONEY:
        answer = ask("nvidia", gb, purpose, start)["ltx-video-0.9"]
        assert (answer.group, answer.verdict) == ("excluded", "excluded")


def test_weights_without_any_figure_are_not_known():
    answers = ask("nvidia", 80, "experiment", "text")
    assert answers["ltx-2.5"].group == "unknown"
    assert answers["ltx-2.5"].ways == ()


def test_what_cannot_start_from_a_picture_is_left_out():
    assert "mochi-1-preview" not in ask("nvidia", 80, "sell", "image")
    assert "cogvideox-5b-i2v" not in ask("nvidia", 80, "sell", "text")


def test_a_figure_as_large_as_the_card_is_called_tight():
    assert ask("nvidia", 4, "sell", "text")["cogvideox-2b"].tight == ("cogvideox-2b-text",)
    assert ask("nvidia", 6, "sell", "text")["cogvideox-2b"].tight == ()


def test_more_memory_opens_more_ways():
    assert ask("nvidia", 24, "sell", "text")["mochi-1-preview"].ways == ("mochi-comfyui", "mochi-bf16")
    assert len(ask("nvidia", 80, "sell", "text")["mochi-1-preview"].ways) == 4


def test_every_weight_of_the_records_is_answered_for_some_start():
    everything = {variant.id for model in records().models.values() for variant in model.variants}
    assert set().union(*(ask("nvidia", 80, "sell", start) for start in STARTS)) == everything
    assert len(everything) == 19


def test_the_easiest_way_comes_first():
    order = ("comfyui", "script", "makers")
    for name in {name for way in records().chooser.values() for name in way.variants}:
        routes = [order.index(way.route) for way in records().chooser.values() if name in way.variants]
        assert routes == sorted(routes), name
