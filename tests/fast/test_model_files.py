"""The committed model: what it weighs, that nothing altered it, and that it is as good as promised."""

import ast
import gzip
import hashlib
import json
import math
import re

import pytest
from checkouts import ROOT
from rendering import rendered

from explainer.markdown.blocks.modelcard import PARTS
from explainer.records.words import words_of
from lab.clips import HELD_OUT
from lab.settings import decoder_digest, transformer_digest
from lab.vocabulary import vocabulary

MODEL = ROOT / "overrides" / "assets" / "model"
FRONTEND = ROOT / "overrides" / "assets" / "js" / "frontend"
WEIGHTS_BYTES = 1_500_000
SCRIPTS_BYTES = 38_000
SHARES = {"place": 0.95, "light": 0.95, "color": 0.90, "motion": 0.80, "thing": 0.75}
READER, VARIETY_SHARE = 0.98, 0.80
BETTER_THAN_SMOOTH, FLICKER = 2.5, 2.0
"""Decibels that the decoder gains over smooth enlargement, and the change of the still stage between frames, of 255."""


def read(name: str) -> dict:
    return json.loads((MODEL / name).read_text(encoding="utf-8"))


def test_weights_are_the_listed_ones():
    blob, manifest = (MODEL / "weights.bin").read_bytes(), read("manifest.json")
    assert hashlib.sha256(blob).hexdigest() == manifest["sha256"]
    assert len(blob) == manifest["bytes"] <= WEIGHTS_BYTES
    assert {part["name"]: part["shape"][0] for part in manifest["tensors"]}["words"] == vocabulary().rows


def test_the_recipes_are_those_that_made_the_weights():
    made = read("manifest.json")["made"]
    assert transformer_digest() == made["code"], "train and export again: lab/README.md"
    assert decoder_digest() == made["decoder"]["code"], "train the decoder and export again: lab/README.md"


def test_what_was_made_with_the_weights_was_made_with_these():
    """Numbers that are shown, and pictures that stand in for the running model, must not be those of another one."""
    for name, command in {"evaluation": "evaluate", "card": "card", "figures/figures": "figures"}.items():
        made = read(f"{name}.json")
        told = made.get("sha256", made.get("weights"))
        assert told == read("manifest.json")["sha256"], f"again: python -m lab.{command}"


def test_clips_and_decoder_are_as_good_as_promised_and_the_card_says_how_good():
    evaluation, card = read("evaluation.json"), read("card.json")
    for name in ("trained", "held_out"):
        assert {slot: evaluation[name][slot] for slot, share in SHARES.items() if evaluation[name][slot] < share} == {}
        assert evaluation[f"{name}_ceiling"]["all"] >= READER, "who reads true clips wrong judges nobody"
        assert card["scores"][name]["all"] == evaluation[name]["all"]
    assert evaluation["variety"]["share"] >= VARIETY_SHARE
    decoder = evaluation["decoder"]
    assert decoder["likeness"] >= decoder["likeness_smooth"] + BETTER_THAN_SMOOTH
    assert decoder["flicker"] <= FLICKER


def test_the_sample_of_clips_is_whole():
    """What the page's engine is compared with, forty clips, is listed in the evaluation."""
    evaluation, manifest = read("evaluation.json"), read("manifest.json")
    values = math.ceil(math.prod(manifest["clip"]) / evaluation["every_of_sample"])
    assert (MODEL / "samples.bin").stat().st_size == 4 * values * len(evaluation["sample"])


def test_the_pairs_held_out_of_training_are_named_and_said_to_be_never_seen():
    for named in (read("card.json")["held_out"], read("vocabulary.json")["unseen"]):
        assert [tuple(pair) for pair in named] == list(HELD_OUT)


def test_the_scripts_of_the_model_are_small():
    assert sum(len(gzip.compress(module.read_bytes(), 6)) for module in FRONTEND.glob("*.js")) <= SCRIPTS_BYTES


def test_the_widget_asks_for_words_that_exist():
    known = words_of("frontend", "en")
    source = (FRONTEND / "widget.js").read_text(encoding="utf-8")
    asked = set(re.findall(r"(?<!\")\bwords\.(\w+)|(?:say|fail|complaint|field)\(\"(\w+)\"", source))
    assert {name for pair in asked for name in pair if name} <= known.keys()


def test_the_static_figures_are_the_listed_ones():
    pictures = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (MODEL / "figures").glob("*.png")}
    assert pictures == read("figures/figures.json")["pictures"]


def test_the_figures_start_from_the_settings_of_the_pictures():
    """The pages read them from the list; whoever changes them draws the pictures again."""
    source = ast.parse((ROOT / "lab" / "figures.py").read_text(encoding="utf-8")).body
    typed = {ast.unparse(node.targets[0]): node.value for node in source if isinstance(node, ast.Assign)}
    names = {"guidance": "GUIDANCES", "steps": "STEP_COUNTS"}
    settings = read("figures/figures.json")["settings"]
    made = {key: ast.literal_eval(typed[names.get(key, key.upper())]) for key in settings}
    assert {"seed", "prompts", "guidance", "steps", "marked", "poster"} <= settings.keys()
    assert settings == json.loads(json.dumps(made)), "draw the figures again: python -m lab.figures"


def test_attention_is_shown_because_the_model_uses_it():
    """0 is an even look at everything, 1 a look at one patch only; the page shows the middle layer."""
    use = read("figures/figures.json")["attention"]
    assert sum(use[len(use) // 2]) / len(use[0]) > 0.1


def test_what_the_card_says_in_words_holds_for_these_weights():
    """Words of `card_weak`, and on the page the clips that a person reads and the second network does not."""
    card, unseen = read("card.json"), read("evaluation.json")["held_out"]["by"]

    def worst_first(found: dict[str, dict], share: str) -> list[str]:
        return sorted(found, key=lambda word: found[word][share])

    assert worst_first(card["by"]["thing"], "thing")[:2] == ["ball", "cat"]
    assert worst_first(card["by"]["motion"], "motion")[0] == "jumping"
    words = {word: row for found in unseen.values() for word, row in found.items()}
    assert worst_first(words, "all")[0] == "white"
    for row in (8, 12):
        assert " balloon " in card["worst"][row - 1]["prompt"]
        assert card["worst"][row - 1]["seen"].startswith("cat ")
    balls = [clip["seen"].split()[0] for clip in read("evaluation.json")["sample"] if " ball " in clip["prompt"]]
    assert balls.count("rocket") > len(balls) / 3


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_page_shows_the_numbers_of_the_card(language: str):
    text = "\n\n".join(f"/// model-card | {part}\n///" for part in PARTS)
    page = rendered(text, language)
    card = read("card.json")
    shown = [card["scores"][name][slot] for name in ("trained", "held_out") for slot in ("all", *SHARES)]
    for share in (*shown, card["variety"]["share"]):
        assert f"{100 * share:.1f}".rstrip("0").rstrip(".").replace(".", "," if language == "it" else ".") in page
    assert card["worst"][0]["prompt"] in page
    assert "{" not in page
