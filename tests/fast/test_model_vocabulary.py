"""The vocabulary file, and how prompts are read with it; the page's reading is compared in the browser tests."""

import json

import pytest

from explainer.records.words import words_of
from lab.clips import HELD_OUT
from lab.vocabulary import VOCABULARY_FILE, fold, read_prompt, vocabulary

RED_BALLOON = {"thing": "balloon", "color": "red", "motion": "rising"}
BOOK = json.loads(VOCABULARY_FILE.read_text(encoding="utf-8"))


def test_there_is_enough_to_say():
    concepts = vocabulary().concepts
    sizes = {"thing": 6, "color": 8, "place": 6, "light": 3, "motion": 6}
    assert {slot: len(names) for slot, names in concepts.items()} == sizes


def test_every_concept_has_words_in_both_languages():
    for concept in BOOK["concepts"]:
        assert concept["en"], concept["id"]
        assert concept["it"], concept["id"]


def test_no_word_is_both_read_and_skipped():
    book = vocabulary()
    assert not (book.words.keys() | book.weak.keys()) & (book.ignored | book.counts)
    assert not book.words.keys() & book.weak.keys()


def test_what_the_page_says_was_never_seen_was_held_out_of_training():
    assert [tuple(pair) for pair in BOOK["unseen"]] == list(HELD_OUT)


@pytest.mark.parametrize(("former", "now"), BOOK["former"].items())
def test_a_word_of_the_model_before_leads_to_a_word_that_is_known(former: str, now: str):
    """An old link is read with its words in place; they must not be words of this model, or they would be lost."""
    assert former == fold(former)
    assert len(read_prompt(now).chosen) == 1
    assert not read_prompt(now).unknown
    assert former not in vocabulary().words


@pytest.mark.parametrize(
    ("prompt", "chosen"),
    [
        ("a red balloon rising", RED_BALLOON),
        ("Rising balloon, red!", RED_BALLOON),
        ("red balloons that go up", RED_BALLOON),
        ("una mongolfiera rossa che sale", RED_BALLOON),
        ("mongolfiere rosse: salgono", RED_BALLOON),
        ("a scarlet airship taking off", RED_BALLOON),
        ("a mongolfiera rossa going up", RED_BALLOON),
        (
            "an orange cat jumping on the moon at night",
            {"thing": "cat", "color": "orange", "place": "moon", "light": "night", "motion": "jumping"},
        ),
        ("di notte, sulla luna, un gatto", {"thing": "cat", "place": "moon", "light": "night"}),
        (
            "a red boat crossing the sea at sunset",
            {"thing": "boat", "color": "red", "place": "sea", "light": "sunset", "motion": "right"},
        ),
        ("a boat crossing the sea to the left", {"thing": "boat", "place": "sea", "motion": "left"}),
        ("una barca rossa attraversa il mare", {"thing": "boat", "color": "red", "place": "sea", "motion": "right"}),
        ("light blue car by day", {"thing": "car", "color": "blue", "light": "day"}),
        ("una palla verde scuro va giù e su", {"thing": "ball", "color": "green", "motion": "jumping"}),
        ("tiny PINK rocket moving to the left", {"thing": "rocket", "color": "pink", "motion": "left"}),
        ("a red ball from left to right", {"thing": "ball", "color": "red", "motion": "right"}),
        ("una palla rossa da destra a sinistra", {"thing": "ball", "color": "red", "motion": "left"}),
        ("un razzo dal basso verso l’alto", {"thing": "rocket", "motion": "rising"}),
        ("a snow white cat in the snow", {"thing": "cat", "color": "white", "place": "mountains"}),
        ("una barca sotto la luna", {"thing": "boat", "light": "night"}),
        ("", {}),
        ("🎈🎈", {}),
    ],
)
def test_prompts_are_understood(prompt: str, chosen: dict[str, str]):
    reading = read_prompt(prompt)
    assert reading.chosen == chosen
    assert not reading.unknown
    assert not reading.conflicts


def test_what_the_page_suggests_means_the_same_in_both_languages():
    suggested = {lang: words_of("frontend", lang)["try"].split("; ") for lang in ("en", "it")}
    for texts in zip(*suggested.values(), strict=True):
        english, italian = map(read_prompt, texts)
        assert english == italian
        assert {"thing", "color"} <= english.chosen.keys()
        assert not english.unknown + english.conflicts


@pytest.mark.parametrize("prompt", ["un drago su Roma", "un drago sopra Roma", "a dragon over Rome"])
def test_little_words_alone_are_no_motion(prompt: str):
    assert read_prompt(prompt).chosen == {}


def test_contradictions_keep_the_first_and_name_the_rest():
    reading = read_prompt("a red and blue cat and a rocket moving left, left, right")
    assert reading.chosen == {"thing": "cat", "color": "red", "motion": "left"}
    assert reading.conflicts == [("color", "red", "blue"), ("thing", "cat", "rocket"), ("motion", "left", "right")]


def test_unknown_words_are_named_once():
    assert read_prompt("a dragon, a dragon and a wizard").unknown == ["dragon", "wizard"]


def test_repeated_words_change_nothing():
    assert read_prompt("jumping jumping jumping red red ball") == read_prompt("jumping red ball")


def test_counting_is_noticed():
    reading = read_prompt("due gatti gialli")
    assert reading.counted == ["due"]
    assert reading.chosen == {"color": "yellow", "thing": "cat"}
