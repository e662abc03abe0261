"""The vocabulary file, and how prompts are read with it; the page's reading is compared in the browser tests."""

import json

import pytest

from lab.vocabulary import VOCABULARY_FILE, read_prompt, vocabulary

RED_BALL = {"color": "red", "shape": "ball", "motion": "bouncing"}


def test_there_is_enough_to_say():
    concepts = vocabulary().concepts
    assert {slot: len(names) for slot, names in concepts.items()} == {
        "color": 8,
        "shape": 4,
        "motion": 7,
        "size": 3,
        "background": 2,
    }


def test_every_concept_has_words_in_both_languages():
    for concept in json.loads(VOCABULARY_FILE.read_text(encoding="utf-8"))["concepts"]:
        assert concept["en"], concept["id"]
        assert concept["it"], concept["id"]


def test_no_word_is_both_read_and_skipped():
    book = vocabulary()
    assert not set(book.words) & (book.ignored | book.counts)


@pytest.mark.parametrize(
    ("prompt", "chosen"),
    [
        ("a red ball bouncing", RED_BALL),
        ("Bouncing ball, red!", RED_BALL),
        ("red balls that bounce up and down", RED_BALL),
        ("una palla rossa che rimbalza", RED_BALL),
        ("palle rosse: rimbalzano su e giù", RED_BALL),
        ("a scarlet circle hopping", RED_BALL),
        ("a pallina rossa bouncing", RED_BALL),
        ("un cerchio blu in cerchio", {"color": "blue", "shape": "ball", "motion": "circling"}),
        ("light blue star on a light background", {"color": "azure", "shape": "star", "background": "light"}),
        ("una stella che va su su uno sfondo scuro", {"shape": "star", "motion": "up", "background": "dark"}),
        ("stella azzurra su sfondo nero", {"color": "azure", "shape": "star", "background": "dark"}),
        ("l'enorme quadrato verde scende", {"size": "large", "color": "green", "shape": "square", "motion": "down"}),
        (
            "tiny PINK triangle moving to the left",
            {"size": "small", "color": "pink", "shape": "triangle", "motion": "left"},
        ),
        ("a red ball from left to right", {"color": "red", "shape": "ball", "motion": "right"}),
        ("a star falling from top to bottom", {"shape": "star", "motion": "down"}),
        ("una palla rossa da destra a sinistra", {"color": "red", "shape": "ball", "motion": "left"}),
        ("un quadrato dal basso verso l’alto", {"shape": "square", "motion": "up"}),
        ("una stella cadente", {"shape": "star", "motion": "down"}),
        ("a dark green ball on a light background", {"color": "green", "shape": "ball", "background": "light"}),
        ("una palla verde scuro su sfondo chiaro", {"color": "green", "shape": "ball", "background": "light"}),
        ("una palla su di uno sfondo nero", {"shape": "ball", "background": "dark"}),
        ("un triangolo che ruota su se stesso", {"shape": "triangle", "motion": "circling"}),
        ("", {}),
        ("🎈🎈", {}),
    ],
)
def test_prompts_are_understood(prompt: str, chosen: dict[str, str]):
    reading = read_prompt(prompt)
    assert reading.chosen == chosen
    assert not reading.unknown
    assert not reading.conflicts


@pytest.mark.parametrize("prompt", ["un drago su Roma", "un drago che vola su Roma", "a dragon over Rome"])
def test_little_words_alone_are_no_motion(prompt: str):
    assert read_prompt(prompt).chosen == {}


def test_contradictions_keep_the_first_and_name_the_rest():
    reading = read_prompt("a red and blue ball moving left, left, right")
    assert reading.chosen == {"color": "red", "shape": "ball", "motion": "left"}
    assert reading.conflicts == [("color", "red", "blue"), ("motion", "left", "right")]


def test_unknown_words_are_named_once():
    assert read_prompt("a dragon, a dragon and a rocket").unknown == ["dragon", "rocket"]


def test_repeated_words_change_nothing():
    assert read_prompt("bouncing bouncing bouncing red red ball") == read_prompt("bouncing red ball")


def test_counting_is_noticed():
    reading = read_prompt("tre stelle gialle")
    assert reading.counted == ["tre"]
    assert reading.chosen == {"color": "yellow", "shape": "star"}
