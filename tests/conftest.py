"""What all tests share: the checkout, copies of it, and the site built from it."""

import fcntl
import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from checkouts import PUBLISHED, ROOT, Checkout

# These run where their libraries are installed.
collect_ignore = [folder for folder, needed in (("lab", "torch"), ("models", "transformers")) if not find_spec(needed)]
LONGEST = ("test_every_page", "test_check", "test_frontend", "test_build")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files, the second of which needs no site, so that no process waits for another."""
    items.sort(key=lambda item: LONGEST.index(item.path.stem) if item.path.stem in LONGEST else len(LONGEST))


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A copy of the project that the test may change."""
    return Checkout.copied_to(tmp_path / "checkout")


@pytest.fixture
def small(tmp_path: Path) -> Checkout:
    """A copy of a few of its pages that the test may change."""
    return Checkout.with_few_pages(tmp_path / "small")


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site as a fork named example/explainer would publish it, built once for all processes of a run."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    site = folder / "finished" / "site"
    with (folder / "building").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return site if site.exists() else Checkout(ROOT).build(site, **PUBLISHED)
