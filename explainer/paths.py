"""Where things stand, found from the package itself and never from the working directory."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
DOCS = ROOT / "docs"
SITE = ROOT / "site"

LANGUAGES = ("en", "it")
"""The editions; the first one stands at the root of the site, the others under their own code."""

CONFIGS = {"en": ROOT / "mkdocs.yml", "it": ROOT / "mkdocs.it.yml"}
"""The MkDocs configuration of each edition."""
