"""The committed model: what it weighs, that nothing altered it, and that it is as good as promised."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import string
from pathlib import Path

import pytest
from checkouts import ROOT

MODEL = ROOT / "overrides" / "assets" / "model"
FRONTEND = ROOT / "overrides" / "assets" / "js" / "frontend"
pytestmark = pytest.mark.skipif(
    not (MODEL / "evaluation.json").exists(), reason="no trained weights are committed yet; make model trains them"
)
WEIGHTS_BYTES = 700_000
ENGINE_BYTES = 12_000
TRAINED_SHARE, HELD_OUT_SHARE, VARIETY_SHARE = 0.98, 0.96, 0.80
RECIPE = ("settings.py", "clips.py", "model.py", "train.py", "vocabulary.py")


def read(name: str) -> dict:
    """A JSON file beside the weights."""
    return json.loads((MODEL / name).read_text(encoding="utf-8"))


def modules_from(start: str) -> set[Path]:
    """A module and everything it imports, directly or not."""
    found, ahead = set(), {FRONTEND / start}
    while ahead:
        module = ahead.pop()
        found.add(module)
        ahead |= {FRONTEND / name for name in re.findall(r'from "\./([\w.]+)"', module.read_text())} - found
    return found


def placeholders(text: str) -> set[str]:
    """Names in braces."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def flat(words: dict) -> dict[str, str]:
    """Interface words with nested groups laid out, lists by position."""
    found = {}
    for key, value in words.items():
        inner = dict(enumerate(value)) if isinstance(value, list) else value
        found |= {f"{key}.{k}": v for k, v in inner.items()} if isinstance(inner, dict) else {key: inner}
    return found


def test_weights_are_the_listed_ones():
    blob, manifest = (MODEL / "weights.bin").read_bytes(), read("manifest.json")
    assert hashlib.sha256(blob).hexdigest() == manifest["sha256"]
    assert len(blob) == manifest["bytes"] <= WEIGHTS_BYTES


def test_the_recipe_is_the_one_that_made_the_weights():
    """A change to data, model or training without new weights is noticed here."""
    digest = hashlib.sha256()
    for name in RECIPE:
        digest.update((ROOT / "lab" / name).read_bytes())
    assert digest.hexdigest() == read("manifest.json")["made"]["code"], "train and export again: lab/README.md"


def test_the_evaluation_belongs_to_the_weights():
    assert read("evaluation.json")["sha256"] == read("manifest.json")["sha256"]


@pytest.mark.parametrize(("name", "share"), [("trained", TRAINED_SHARE), ("held_out", HELD_OUT_SHARE)])
def test_clips_are_as_good_as_promised(name: str, share: float):
    evaluation = read("evaluation.json")
    assert evaluation[name]["all"] >= share * evaluation[f"{name}_ceiling"]


def test_clips_are_as_varied_as_promised():
    assert read("evaluation.json")["variety"]["share"] >= VARIETY_SHARE


def test_the_engine_is_small():
    packed = sum(len(gzip.compress(module.read_bytes(), 6)) for module in modules_from("worker.js"))
    assert packed <= ENGINE_BYTES


def test_both_languages_have_the_same_words():
    english, italian = (
        flat(json.loads((FRONTEND / f"words.{language}.json").read_text(encoding="utf-8"))) for language in ("en", "it")
    )
    assert english.keys() == italian.keys()
    for key, text in english.items():
        assert placeholders(text) == placeholders(italian[key]), key
        assert italian[key].strip(), key


def test_the_widget_asks_for_words_that_exist():
    words = flat(json.loads((FRONTEND / "words.en.json").read_text(encoding="utf-8")))
    known = {key.split(".")[0] for key in words}
    source = (FRONTEND / "widget.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"\bwords\.(\w+)|(?:say|fail|complaint|field)\(\"(\w+)\"", source))
    assert {name for pair in asked for name in pair if name} <= known
