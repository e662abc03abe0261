"""What the tests of the training side share; `make test-lab` installs PyTorch for them."""

from pathlib import Path

import pytest

from lab.pool import ClipPool, draw_shard


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClipPool:
    """Four clips."""
    monkeypatch.setattr("lab.pool.SHARD", 4)
    (tmp_path / "pool").mkdir()
    draw_shard((tmp_path / "pool", 0))
    return ClipPool(tmp_path / "pool")
