"""Interface words: every one that code asks for is there, and every one that is there is asked for."""

import re

import pytest
from checkouts import ROOT, Checkout, edit

from explainer.records import records
from explainer.records.words import date_in_words, listing, number

CODE = [*(ROOT / "explainer").rglob("*.py"), *(ROOT / "overrides").rglob("*.html")]
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in CODE)


def test_every_word_that_is_asked_for_is_there():
    asked = set(re.findall(r"\bwords\.([\w-]+)\[", SOURCE)) | set(re.findall(r"\bword\(\"([\w-]+)\"(?! ~)", SOURCE))
    assert len(asked) > 50
    assert asked - records().words.keys() == set()


@pytest.mark.parametrize("key", ["unknown", "menu"], ids=["a block", "a template"])
def test_a_word_that_somebody_asks_for_under_another_name_is_found(small: Checkout, key: str):
    edit(small.root, "data/words.yml", f"\n    {key}:", f"\n    {key}s:")
    said = small.run("explainer.check").stdout
    assert f"data/words.yml:1: there is no word `{key}` in data/words.yml" in said
    assert f"Did you mean `{key}s`?" in said


def test_every_word_is_asked_for():
    """By its own name, or with others by the beginning of their names: `status_{…}`."""
    whole = set(re.findall(r"[\"'.]([\w-]+)[\"'\[]", SOURCE))
    starts = tuple(
        set(re.findall(r"[\"']([a-z_-]+[_-])(?:\{|[\"'] [~+])", SOURCE))
        | {f"{name}_" for name in re.findall(r"words_of\(\"(\w+)\"", SOURCE)}
    )
    assert [key for key in records().words if key not in whole and not key.startswith(starts)] == []


def test_numbers_as_readers_write_them():
    written = {(1234567, 0): "1,234,567 1.234.567", (3.14, 2): "3.14 3,14", (2.0, 2): "2 2", (0.05, 1): "0.1 0,1"}
    assert {said: f"{number(said[0], 'en', said[1])} {number(said[0], 'it', said[1])}" for said in written} == written


def test_lists_as_readers_write_them():
    said = ["", "A", "A e B", "A, B e C"]
    assert [listing(names, "it") for names in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == said


def test_dates_in_words():
    written = {
        "2024": ("2024", "2024"),
        "2024-11": ("November 2024", "novembre 2024"),
        "2024-11-26": ("26 November 2024", "26 novembre 2024"),
        "2024-12-01": ("1 December 2024", "1° dicembre 2024"),
        "2024-11-21/2024-11-22": ("21–22 November 2024", "21-22 novembre 2024"),
        "2024-11-30/2024-12-01": ("30 November 2024 – 1 December 2024", "30 novembre 2024 – 1° dicembre 2024"),
    }
    assert {date: (date_in_words(date, "en"), date_in_words(date, "it")) for date in written} == written
