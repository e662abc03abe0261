"""Every address and anchor that readers may have linked to still lands."""

from pathlib import Path
from urllib.parse import urlsplit

from markup import read

from explainer.editions import EDITIONS

KEPT = [line.split() for line in (Path(__file__).parent / "addresses.txt").read_text("utf-8").splitlines()]
KEPT = [line for line in KEPT if line and line[0] != "#"]


def landing(site: Path, path: str) -> Path | None:
    page = site / path / "index.html"
    if not page.is_file():
        return None
    for _, given in read(page).elements:
        if given.get("http-equiv", "").lower() == "refresh":
            there = urlsplit(given["content"].partition("url=")[2]).path
            return landing(page.parent, there)
    return page


def lost(site: Path, kept: list[list[str]]) -> list[str]:
    found = []
    for first, *names in kept:
        if first == "files":
            found += [name for name in names if not (site / name).is_file()]
            continue
        for edition in EDITIONS.values():
            path = (edition.folder + first.lstrip("/")).strip("/")
            page = landing(site, path)
            found += [path] if page is None else [f"{path}/#{name}" for name in names if name not in read(page).ids]
    return found


def test_every_kept_address_lands(site_dir: Path):
    assert len(KEPT) > 30
    assert lost(site_dir, KEPT) == []


def test_a_lost_page_section_or_file_is_named_and_one_that_sends_on_is_not(tmp_path: Path):
    for folder in ("story", "it/story", "it/moved"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "index.html").write_text('<p id="here">')
    (tmp_path / "moved").mkdir()
    (tmp_path / "moved/index.html").write_text('<meta http-equiv="refresh" content="0; url=../story/">')
    kept = [["/story/", "here", "gone"], ["/moved/", "here"], ["/nowhere/"], ["files", "data.csv"]]
    assert lost(tmp_path, kept) == ["story/#gone", "it/story/#gone", "nowhere", "it/nowhere", "data.csv"]
