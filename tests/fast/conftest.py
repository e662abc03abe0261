"""What the fast tests share."""

import shutil
from pathlib import Path

import pytest
from checkouts import ROOT


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site of one page, the same for all tests, so that the words of the site are read once."""
    folder = tmp_path_factory.getbasetemp() / "onepage"
    shutil.rmtree(folder / "docs", ignore_errors=True)
    (folder / "data").mkdir(parents=True, exist_ok=True)
    if not (folder / "data/words.yml").exists():
        shutil.copyfile(ROOT / "data/words.yml", folder / "data/words.yml")
    return folder
