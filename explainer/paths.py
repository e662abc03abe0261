"""Where things stand, found from the package itself and never from the working directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def docs(language: str, root: Path = ROOT) -> Path:
    """The folder of the pages of an edition."""
    return root / "docs" / language
