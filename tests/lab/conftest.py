"""The training side's tests run where PyTorch is installed (`make test-lab` installs it)."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from lab.pool import ClipPool, draw_shard

collect_ignore_glob = [] if find_spec("torch") else ["test_*.py"]


@pytest.fixture
def pool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ClipPool:
    """Four clips."""
    monkeypatch.setattr("lab.pool.SHARD", 4)
    (tmp_path / "pool").mkdir()
    draw_shard((tmp_path / "pool", 0))
    return ClipPool(tmp_path / "pool")
