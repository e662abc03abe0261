"""Code of others is, byte for byte, what its package holds."""

import hashlib
from pathlib import Path

import pytest
import yaml

VENDOR = Path(__file__).resolve().parents[2] / "overrides" / "assets" / "vendor"
PACKAGES = yaml.safe_load((VENDOR / "vendor.yml").read_text(encoding="utf-8"))


def test_no_file_is_unlisted():
    listed = {path for package in PACKAGES for path in package["files"]}
    found = {file.relative_to(VENDOR).as_posix() for file in VENDOR.rglob("*") if file.is_file()}
    assert found == listed | {"vendor.yml"}


@pytest.mark.parametrize(
    ("path", "entry"),
    [pair for package in PACKAGES for pair in package["files"].items()],
    ids=lambda value: str(value)[:40],
)
def test_vendored_file_is_untouched(path, entry):
    assert hashlib.sha256((VENDOR / path).read_bytes()).hexdigest() == entry["sha256"], (
        f"{path} is not the package's file"
    )
