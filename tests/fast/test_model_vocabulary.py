"""The vocabulary file, and how prompts are read with it; the page's reading is compared in the browser tests."""

import json

import pytest

from explainer.records.words import words_of
from lab.vocabulary import VOCABULARY_FILE, fold, read_prompt, vocabulary

BOOK = json.loads(VOCABULARY_FILE.read_text(encoding="utf-8"))


def chosen(said: str) -> dict[str, str]:
    """The words of a row, one for each slot in order; a hyphen where nothing is said."""
    return {slot: word for slot, word in zip(vocabulary().slots, said.split(), strict=True) if word != "-"}


def test_every_concept_has_words_in_both_languages_and_no_word_is_both_read_and_skipped():
    book = vocabulary()
    assert [concept["id"] for concept in BOOK["concepts"] if not (concept["en"] and concept["it"])] == []
    assert not (book.words.keys() | book.weak.keys()) & (book.ignored | book.counts)
    assert not book.words.keys() & book.weak.keys()


@pytest.mark.parametrize(("former", "now"), BOOK["former"].items())
def test_a_word_of_the_model_before_leads_to_a_word_that_is_known(former: str, now: str):
    """An old link is read with its words in place; they must not be words of this model, or they would be lost."""
    assert former == fold(former)
    assert len(read_prompt(now).chosen) == 1
    assert not read_prompt(now).unknown
    assert former not in vocabulary().words


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("a red balloon rising", "balloon red - - rising"),
        ("Rising balloon, red!", "balloon red - - rising"),
        ("una mongolfiera rossa che sale", "balloon red - - rising"),
        ("a mongolfiera rossa going up", "balloon red - - rising"),
        ("an orange cat jumping on the moon at night", "cat orange moon night jumping"),
        ("di notte, sulla luna, un gatto", "cat - moon night -"),
        ("a red boat crossing the sea at sunset", "boat red sea sunset right"),
        ("a boat crossing the sea to the left", "boat - sea - left"),
        ("light blue car by day", "car blue - day -"),
        ("una palla verde scuro va giù e su", "ball green - - jumping"),
        ("a red ball from left to right", "ball red - - right"),
        ("una palla rossa da destra a sinistra", "ball red - - left"),
        ("un razzo dal basso verso l’alto", "rocket - - - rising"),
        ("a snow white cat in the snow", "cat white mountains - -"),
        ("una barca sotto la luna", "boat - - night -"),
        ("", "- - - - -"),
        ("🎈🎈", "- - - - -"),
        ("at night, over the city: a white hot-air balloon, rising", "balloon white city night rising"),
        ("sotto la luna un razzo viola decolla nel deserto", "rocket purple desert night rising"),
    ],
)
def test_prompts_in_both_languages_are_read_in_any_order(prompt: str, said: str):
    reading = read_prompt(prompt)
    assert (reading.chosen, reading.unknown, reading.conflicts) == (chosen(said), [], [])


def test_every_word_is_read_as_what_it_says():
    for word, (slot, concept) in [*vocabulary().weak.items(), *vocabulary().words.items()]:
        reading = read_prompt(word)
        assert (reading.chosen, reading.unknown) == ({slot: concept}, []), word


def test_what_the_page_suggests_means_the_same_in_both_languages():
    suggested = {lang: words_of("frontend", lang)["try"].split("; ") for lang in ("en", "it")}
    for texts in zip(*suggested.values(), strict=True):
        english, italian = map(read_prompt, texts)
        assert english == italian
        assert {"thing", "color"} <= english.chosen.keys()
        assert not english.unknown + english.conflicts


CONFLICTS = [("color", "red", "blue"), ("thing", "cat", "rocket"), ("motion", "left", "right")]
# Little words alone are no motion.
LEFT_OUT = [
    ("un drago su Roma", "- - - - -", ["drago", "roma"], [], []),
    ("a dragon, a dragon and a wizard over Rome", "- - - - -", ["dragon", "wizard", "rome"], [], []),
    ("a red and blue cat and a rocket moving left, right, right", "cat red - - left", [], CONFLICTS, []),
    ("due gatti gialli", "cat yellow - - -", [], [], ["due"]),
    ("jumping jumping jumping red red ball", "ball red - - jumping", [], [], []),
]


@pytest.mark.parametrize(("prompt", "said", "unknown", "conflicts", "counted"), LEFT_OUT)
def test_what_is_left_out_is_named(prompt: str, said: str, unknown: list, conflicts: list, counted: list):
    reading = read_prompt(prompt)
    assert reading.chosen == chosen(said)
    assert (reading.unknown, reading.conflicts, reading.counted) == (unknown, conflicts, counted)
