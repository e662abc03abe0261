"""What all tests share: the checkout, copies of it, and the site built from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from checkouts import ROOT, Checkout


@pytest.fixture(scope="session")
def this_checkout() -> Checkout:
    """The project itself, to be read and built elsewhere but not changed."""
    return Checkout(ROOT)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A copy of the project that the test may change."""
    return Checkout.copied_to(tmp_path / "checkout")


@pytest.fixture(scope="session")
def site_dir(this_checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site as a fork named example/explainer would publish it, built once."""
    return this_checkout.build(
        tmp_path_factory.mktemp("built") / "site",
        SITE_URL="https://example.org/explainer/",
        REPOSITORY="example/explainer",
        CONTACT="hello@example.org",
    )
