"""The committed fonts are the recorded ones, light enough, and hold what the pages write."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
import yaml
from fontTools.ttLib import TTFont

from explainer import fonts

ROOT = Path(__file__).resolve().parents[2]
MADE = yaml.safe_load(fonts.RECORD.read_text(encoding="utf-8"))
FILES = [fonts.FOLDER / f["file"] for f in MADE["fonts"]]


def test_the_record_names_every_font_and_no_other():
    assert sorted(fonts.FOLDER.glob("*.woff2")) == sorted(FILES)
    assert [f["file"].removesuffix(".woff2") for f in MADE["fonts"]] == list(fonts.INSTANCES)


@pytest.mark.parametrize("made", MADE["fonts"], ids=lambda made: made["file"])
def test_the_files_are_the_recorded_ones(made: dict):
    data = (fonts.FOLDER / made["file"]).read_bytes()
    assert {"bytes": len(data), "sha256": fonts.sha256(data)} == {"bytes": made["bytes"], "sha256": made["sha256"]}


def test_the_record_is_of_what_the_script_says():
    assert MADE["source"]["sha256"] == fonts.SOURCE_SHA256
    assert MADE["characters"] == fonts.sha256(fonts.CHARACTERS.encode())
    assert MADE["features"] == fonts.FEATURES
    assert {f["file"].removesuffix(".woff2"): f["axes"] for f in MADE["fonts"]} == fonts.INSTANCES


def test_they_are_light():
    assert sum(file.stat().st_size for file in FILES) <= 18_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_they_hold_the_characters_and_features(file: Path):
    font = TTFont(file)
    assert {ord(c) for c in fonts.CHARACTERS} <= set(font.getBestCmap())
    features = {r.FeatureTag for t in ("GSUB", "GPOS") for r in font[t].table.FeatureList.FeatureRecord}
    assert features >= {"kern", "tnum"}
    assert "fvar" not in font
    assert "OFL" in font["name"].getDebugName(14)


def test_every_letter_of_the_pages_is_there():
    texts = [*ROOT.glob("docs/*/**/*.md"), *ROOT.glob("data/*.yml")]
    written = set("".join(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")) for file in texts))
    letters = {c for c in written if c.isalpha() and unicodedata.name(c, "").startswith("LATIN")}
    assert texts
    assert sorted(letters - set(fonts.CHARACTERS)) == []


def test_the_styles_name_them():
    css = (ROOT / "overrides/assets/css/type.css").read_text(encoding="utf-8")
    assert sorted(re.findall(r"url\(\"\.\./fonts/([^\"]+)\"\)", css)) == sorted(file.name for file in FILES)
    assert css.count("font-display: swap") == len(FILES)


def test_another_source_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source = tmp_path / "archivo.woff2"
    source.write_bytes(b"another")
    assert fonts.main([str(source)]) == 1
    assert "is not the recorded source" in capsys.readouterr().err
