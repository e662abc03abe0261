"""A finished folder takes the place of the old one: whole or not at all, whatever kind of folder that is."""

import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import contents

from explainer.place import place

PAGES = {"index.html": b"new", "about/index.html": b"about", ".well-known/x": b"x"}
AT_ONCE = "import os, sys, explainer.place as p; from pathlib import Path; os.umask(0o77); " + (
    "[p.place(Path(sys.argv[1]), Path(sys.argv[2])) for _ in range(8)]"
)


def written(folder: Path, pages: dict[str, bytes]) -> Path:
    for path, text in pages.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text)
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return written(tmp_path / "made", PAGES)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old", {"index.html": b"old", "gone/index.html": b"gone", ".git/config": b"kept"})


def test_a_linked_folder_stays_itself_and_has_new_contents_but_for_hidden_ones(made, old, tmp_path):
    """It may be a mounted volume, too. What a build that was killed has left goes."""
    (tmp_path / "site").symlink_to(old)
    written(old / ".explainer-new-x", {"index.html": b"half"})
    before = old.stat().st_ino
    place(made, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert old.stat().st_ino == before
    assert contents(old) == PAGES | {".git/config": b"kept"}
    assert not list(old.glob(".explainer*"))


def test_a_fault_leaves_the_old_contents(made, old, monkeypatch):
    """While the new ones are copied, and when some of them stand already where the old ones stood."""
    before, rename = contents(old), Path.rename

    def failing(entry: Path, there: Path) -> Path:
        if entry.parent.name.startswith(".explainer-new") and entry.name == "index.html":
            raise OSError("the disk is full")
        return rename(entry, there)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", failing)
        with pytest.raises(OSError, match="full"):
            place(made, old)
    (made / "broken").symlink_to("nowhere")
    with pytest.raises(OSError, match="broken"):
        place(made, old)
    assert contents(old) == before
    assert sorted(entry.name for entry in old.iterdir()) == [".git", "gone", "index.html"]


def test_a_file_in_its_place_is_refused(made, tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OSError, match="site"):
        place(made, tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def test_of_builds_at_once_one_fills_a_new_folder_whole_and_everyone_may_read_it(tmp_path):
    names, site, running = [f"{number}/index.html" for number in range(30)], tmp_path / "a" / "site", []
    for which in ("one", "two"):
        made = written(tmp_path / which, dict.fromkeys(names, which.encode()))
        running.append(subprocess.Popen([sys.executable, "-c", AT_ONCE, str(made), str(site)]))
    assert [process.wait(60) for process in running] == [0, 0]
    assert contents(site) in (dict.fromkeys(names, b"one"), dict.fromkeys(names, b"two"))
    assert {path.stat().st_mode & 0o777 for path in (site, *site.rglob("*")) if path.is_dir()} == {0o755}
    assert {path.stat().st_mode & 0o777 for path in site.rglob("*.html")} == {0o644}
