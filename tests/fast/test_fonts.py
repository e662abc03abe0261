"""The committed fonts are what the recipe beside them makes, light enough, and hold what the pages write."""

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from checkouts import ROOT
from fontTools.ttLib import TTFont

FOLDER = ROOT / "overrides" / "assets" / "fonts"
FILES = sorted(FOLDER.glob("*.woff2"))
RECIPE = (FOLDER / "README.md").read_text(encoding="utf-8")


def asked(option: str) -> list[str]:
    return re.search(rf"--{option}=(\S+)", RECIPE)[1].split(",")


def characters() -> set[int]:
    ends = [[int(end, 16) for end in part.split("-")] for part in asked("unicodes")]
    return {code for span in ends for code in range(span[0], span[-1] + 1)}


def test_the_files_are_those_of_the_recipe_and_light():
    sums = {name: digest for digest, name in re.findall(r"(?m)^([0-9a-f]{64})  (archivo-\w+\.woff2)$", RECIPE)}
    assert {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES} == sums
    assert sorted(f"{name}.woff2" for name in re.findall(r"(?m)^make (\S+)", RECIPE)) == sorted(sums)
    assert sum(file.stat().st_size for file in FILES) <= 18_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_they_hold_what_the_recipe_asks_for(file: Path):
    font = TTFont(file)
    assert set(font.getBestCmap()) == characters()
    features = {r.FeatureTag for t in ("GSUB", "GPOS") for r in font[t].table.FeatureList.FeatureRecord}
    assert {"kern", "tnum"} <= features <= set(asked("layout-features"))
    assert not {"fvar", *asked(r"drop-tables\+")} & set(font.keys())
    assert {str(record.nameID) for record in font["name"].names} <= set(asked("name-IDs"))
    assert "OFL" in font["name"].getDebugName(14)


def test_every_letter_of_the_pages_is_there():
    texts = [*ROOT.glob("docs/*/**/*.md"), *ROOT.glob("data/*.yml")]
    written = set("".join(unicodedata.normalize("NFC", file.read_text(encoding="utf-8")) for file in texts))
    letters = {c for c in written if c.isalpha() and unicodedata.name(c, "").startswith("LATIN")}
    assert texts
    assert sorted(c for c in letters if ord(c) not in characters()) == []


def test_the_styles_name_them():
    css = (ROOT / "overrides/assets/css/type.css").read_text(encoding="utf-8")
    assert sorted(re.findall(r"url\(\"\.\./fonts/([^\"]+)\"\)", css)) == [file.name for file in FILES]
    assert css.count("font-display: swap") == len(FILES)
