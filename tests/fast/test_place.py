"""A finished folder takes the place of the old one: whole or not at all, whatever kind of folder that is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.place import place

PAGES = {"index.html": "new", "about/index.html": "about", ".well-known/x": "x"}


def written(folder: Path, texts: dict[str, str]) -> Path:
    for path, text in texts.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def texts(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): file.read_text() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return written(tmp_path / "made", PAGES)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return written(tmp_path / "old", {"index.html": "old", "gone/index.html": "gone", ".git/config": "kept"})


def test_the_old_contents_are_replaced_whole_and_hidden_ones_stay(made, old):
    place(made, old)
    assert texts(old) == PAGES | {".git/config": "kept"}


def test_the_folder_itself_is_filled_so_that_it_may_be_mounted_or_linked(made, old, tmp_path):
    (tmp_path / "site").symlink_to(old)
    before = old.stat().st_ino
    place(made, tmp_path / "site")
    assert (tmp_path / "site").is_symlink()
    assert old.stat().st_ino == before
    assert texts(old)["index.html"] == "new"


def test_a_new_folder_is_made(made, tmp_path):
    place(made, tmp_path / "a" / "site")
    assert texts(tmp_path / "a" / "site") == PAGES


def test_a_fault_leaves_the_old_contents(made, old):
    before = texts(old)
    (made / "broken").symlink_to("nowhere")
    with pytest.raises(OSError, match="broken"):
        place(made, old)
    assert texts(old) == before
    assert sorted(entry.name for entry in old.iterdir()) == [".git", "gone", "index.html"]


def test_a_file_in_its_place_is_refused(made, tmp_path):
    (tmp_path / "site").write_text("a file")
    with pytest.raises(OSError, match="site"):
        place(made, tmp_path / "site")
    assert (tmp_path / "site").read_text() == "a file"


def test_what_a_killed_build_left_is_removed(made, old):
    written(old / ".explainer-new-x", {"index.html": "half"})
    place(made, old)
    assert not list(old.glob(".explainer*"))


def test_everyone_may_read_what_is_published(made, tmp_path):
    before = os.umask(0o077)
    try:
        place(made, tmp_path / "site")
    finally:
        os.umask(before)
    modes = {path: path.stat().st_mode & 0o777 for path in (tmp_path / "site", *(tmp_path / "site").rglob("*"))}
    assert {mode for path, mode in modes.items() if path.is_dir()} == {0o755}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}


def test_of_builds_at_once_one_wins_whole(tmp_path):
    names = [f"{number}/index.html" for number in range(30)]
    command = "import sys, pathlib, explainer.place as p; [p.place(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])) for _ in range(8)]"
    running = []
    for which in ("one", "two"):
        made = written(tmp_path / which, dict.fromkeys(names, which))
        running.append(subprocess.Popen([sys.executable, "-c", command, str(made), str(tmp_path / "site")]))
    assert [process.wait(60) for process in running] == [0, 0]
    assert set(texts(tmp_path / "site")) == set(names)
    assert len(set(texts(tmp_path / "site").values())) == 1
