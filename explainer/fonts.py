"""Makes the two fixed, subset instances of Archivo that the site ships.

    python -m explainer.fonts PATH/TO/archivo-latin-standard-normal.woff2

The build never runs this: the fonts are committed beside the record of what made them
(`overrides/assets/fonts/fonts.yml`). Run it after a change to `INSTANCES`, `CHARACTERS` or the source;
`README.md` in the fonts' folder says where the source comes from. It needs `fonttools` and `brotli`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "overrides" / "assets" / "fonts"
RECORD = FOLDER / "fonts.yml"

SOURCE_SHA256 = "e3a28eade21a900c7155a247757f4b2834c07bb7ef07ad7efa55cebaac1e8f5e"

# File stem -> position on the axes: width in per cent, weight in CSS units.
INSTANCES = {
    "archivo-display": {"wdth": 66, "wght": 850},
    "archivo-label": {"wdth": 86, "wght": 600},
}

# What English and Italian text needs, with the accents of names from Western Europe. Archivo's Latin file has
# no horizontal arrows: a page that writes → or ← gets them from the fallback face.
CHARACTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "ÀÈÉÌÒÙàèéìòù"
    + "ÁÂÃÄÅÆÇÊËÍÎÏÑÓÔÕÖØÚÛÜÝáâãäåæçêëíîïñóôõöøúûüýÿß"
    + "\u00a0“”‘’–—…·×↑€«»°§©"
)

# Archivo's figures are lining by themselves and have no feature for it.
FEATURES = ["kern", "tnum", "lnum"]

# Copyright, version, licence and its address travel inside the file, as the Open Font License asks.
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 13, 14]


class FontError(Exception):
    """The source is not the recorded one, or lacks a character that the site needs."""


def sha256(data: bytes) -> str:
    """Hexadecimal SHA-256 of `data`."""
    return hashlib.sha256(data).hexdigest()


def instance(source: bytes, location: dict[str, int]) -> bytes:
    """WOFF2 bytes of `source` fixed at `location` and reduced to CHARACTERS and FEATURES.

    The same source and the same fonttools and brotli give the same bytes.
    Raises FontError if the source lacks one of CHARACTERS.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    font = TTFont(BytesIO(source), recalcTimestamp=False)
    missing = [c for c in CHARACTERS if ord(c) not in font.getBestCmap()]
    if missing:
        raise FontError(f"The source font has no {' '.join(missing)}: take them out of CHARACTERS.")
    font = instancer.instantiateVariableFont(font, location, inplace=True, updateFontNames=False)
    options = subset.Options()
    options.layout_features = FEATURES
    options.name_IDs = NAME_IDS
    options.hinting = False
    options.notdef_outline = False
    options.drop_tables += ["DSIG", "STAT", "MVAR", "avar"]
    options.flavor = "woff2"
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=CHARACTERS)
    subsetter.subset(font)
    return _saved(font)


def _saved(font: TTFont) -> bytes:
    font.flavor = "woff2"
    out = BytesIO()
    font.save(out, reorderTables=True)
    return out.getvalue()


def record(source: bytes, fonts: dict[str, bytes]) -> dict[str, Any]:
    """What fonts.yml holds: checksums of the source and of each made file, with the sizes in bytes."""
    import brotli
    import fontTools

    return {
        "source": {
            "package": "@fontsource-variable/archivo",
            "version": "5.3.0",
            "file": "files/archivo-latin-standard-normal.woff2",
            "sha256": sha256(source),
        },
        "made_with": {"fonttools": fontTools.version, "brotli": brotli.__version__},
        "characters": sha256(CHARACTERS.encode()),
        "features": FEATURES,
        "fonts": [
            {
                "file": f"{stem}.woff2",
                "axes": dict(INSTANCES[stem]),
                "bytes": len(data),
                "sha256": sha256(data),
            }
            for stem, data in fonts.items()
        ],
    }


def make(source_path: Path, folder: Path = FOLDER) -> dict[str, Any]:
    """Writes the instances and fonts.yml into `folder`; returns the record.

    Raises FontError if the source is not the one recorded in SOURCE_SHA256.
    """
    source = source_path.read_bytes()
    if sha256(source) != SOURCE_SHA256:
        raise FontError(
            f"{source_path} is not the recorded source (SHA-256 {sha256(source)}, expected {SOURCE_SHA256}). "
            "If the new source is meant, change SOURCE_SHA256 and the version in explainer/fonts.py."
        )
    fonts = {stem: instance(source, location) for stem, location in INSTANCES.items()}
    made = record(source, fonts)
    for stem, data in fonts.items():
        (folder / f"{stem}.woff2").write_bytes(data)
    (folder / RECORD.name).write_text(yaml.safe_dump(made, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return made


def main(argv: list[str] | None = None) -> int:
    """Command line: one argument, the path of the source font; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m explainer.fonts", description=__doc__.splitlines()[0])
    parser.add_argument("source", type=Path, help="archivo-latin-standard-normal.woff2 of the npm package")
    try:
        made = make(parser.parse_args(argv).source)
    except (FontError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    for font in made["fonts"]:
        print(f"{font['file']}: {font['bytes']} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
