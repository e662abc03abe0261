"""Puts a finished folder in the place of an old one: whole, or not at all.

Only its contents, so that it may be a mounted volume or a symbolic link; names with a dot (`.git`) stay.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has other locks; there two builds at once are told apart by their folders only
    fcntl = None  # type: ignore[assignment]

MARK = ".explainer-"


def place(made: Path, target: Path) -> None:
    """Let `target` hold what `made` holds, readable for everyone; raises OSError and leaves the old contents if not."""
    target = target.resolve()  # a link may lead to what is made only now
    new = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    if new:
        target.chmod(0o755)
    with _alone(target):
        for left in target.glob(f"{MARK}*"):  # from a build that was killed
            shutil.rmtree(left)
        with (
            tempfile.TemporaryDirectory(prefix=f"{MARK}new-", dir=target) as coming,
            tempfile.TemporaryDirectory(prefix=f"{MARK}old-", dir=target) as going,
        ):
            # Copied first: all that is likely to fail, a full disk above all, fails here.
            shutil.copytree(made, coming, copy_function=shutil.copyfile, dirs_exist_ok=True)
            for entry in Path(coming).rglob("*"):
                entry.chmod(0o755 if entry.is_dir() else 0o644)
            _exchange(target, Path(coming), Path(going))


def _exchange(target: Path, coming: Path, going: Path) -> None:
    """Move the old entries out and the new ones in; on a fault, all back."""
    moved: list[tuple[Path, Path]] = []
    new = {entry.name for entry in coming.iterdir()}
    try:
        for entry in sorted(target.iterdir()):
            if entry.name in new or not entry.name.startswith("."):
                moved.append((entry, entry.rename(going / entry.name)))
        for entry in sorted(coming.iterdir()):
            moved.append((entry, entry.rename(target / entry.name)))
    except OSError:
        for before, after in reversed(moved):
            after.rename(before)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    if fcntl is None:
        yield
        return
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
