"""The committed files of our own small model, read once for each state of a file."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image

from explainer import paths

MODEL = paths.ROOT / "overrides" / "assets" / "model"
FIGURES = MODEL / "figures"


def model_file(name: str) -> dict[str, Any]:
    """A JSON file beside the weights: manifest, evaluation, card or vocabulary."""
    path = MODEL / f"{name}.json"
    return _read(path, path.stat().st_mtime_ns)


def concepts(lang: str) -> dict[str, dict[str, str]]:
    """For every slot of the vocabulary, its concepts and their names in a language."""
    book = model_file("vocabulary")
    return {
        slot: {concept["id"]: concept[lang][0] for concept in book["concepts"] if concept["slot"] == slot}
        for slot in book["slots"]
    }


def picture_size(name: str) -> tuple[int, int]:
    """Width and height of a static figure."""
    return Image.open(FIGURES / f"{name}.png").size


def pictures() -> list[str]:
    """Names of the static figures."""
    return sorted(path.stem for path in FIGURES.glob("*.png"))


@lru_cache(maxsize=16)
def _read(path: Path, _mtime_ns: int) -> dict[str, Any]:
    return json.loads(path.read_text(encoding="utf-8"))
