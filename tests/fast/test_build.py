"""The whole build: the same bytes anywhere and any day, whole or not at all, under any address, with both engines."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from checkouts import Checkout
from previews import edit_seconds, fetched, preview

PAGE = "docs/en/incident/index.md"

# Shifts the clock that `time.time` and `date.today` read; started by Python itself from the path of modules.
ANOTHER_DAY = "import time\nreal = time.time\ntime.time = lambda: real() + 400 * 86400\n"


class Addresses(HTMLParser):
    """Collects the addresses, the ids and the canonical address of one page."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.canonical = ""
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        if "id" in found:
            self.ids.add(found["id"])
        if tag == "link" and found.get("rel") == "canonical":
            self.canonical = found["href"]
        else:
            self.links += [found[name] for name in ("href", "src") if found.get(name)]


def contents(site: Path) -> dict[str, bytes]:
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def pages(site: Path) -> dict[str, Addresses]:
    """Path below the home page -> what stands there; the 404 page is none of them."""
    found = {file.relative_to(site).as_posix().removesuffix("index.html"): file for file in site.rglob("index.html")}
    return {path: Addresses(file) for path, file in found.items()}


def test_builds_elsewhere_on_another_day_are_the_same_bytes(site_dir, checkout, tmp_path):
    clock = tmp_path / "clock"
    clock.mkdir()
    (clock / "sitecustomize.py").write_text(ANOTHER_DAY)
    other = checkout.build(
        tmp_path / "a" / "longer path" / "public",
        cwd=tmp_path,
        python_path=str(clock),
        SITE_URL="https://example.org/explainer/",
        REPOSITORY="example/explainer",
        CONTACT="hello@example.org",
        SOURCE_DATE_EPOCH="1000000000",
        PYTHONHASHSEED="42",
        TZ="Pacific/Auckland",
        LC_ALL="C",
    )
    one, two = contents(site_dir), contents(other)
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []


def test_the_shifted_clock_is_one(checkout, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(ANOTHER_DAY)
    (tmp_path / "today.py").write_text("import datetime; print(datetime.date.today())")
    shifted = checkout.run("today", python_path=str(tmp_path)).stdout
    (tmp_path / "sitecustomize.py").unlink()
    assert shifted > checkout.run("today", python_path=str(tmp_path)).stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (PAGE, "\n## ", "\nA claim [@nobody_at_all].\n\n## ", PAGE + r":\d+: .*`nobody_at_all`"),
        ("data/sources.yml", "\n  publisher:", "\n  publishr:", r"data/sources\.yml:\d+: "),
        ("data/facts.yml", "- id:", "- [id:", r"data/facts\.yml:\d+: "),
        ("overrides/main.html", "<footer ", '<footer onclick="alert(1)" ', "onclick"),
    ],
    ids=["unknown source", "misspelt field", "broken YAML", "forbidden script"],
)
def test_a_fault_stops_the_build_and_leaves_the_old_site(checkout, file, old, new, message):
    site = checkout.root / "site"
    site.mkdir()
    (site / "index.html").write_text("the old site")
    faulty = checkout.root / file
    text = faulty.read_text(encoding="utf-8")
    assert old in text
    faulty.write_text(text.replace(old, new, 1), encoding="utf-8")

    done = checkout.run("mkdocs", "build")

    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert re.search(message, said), said
    assert "Traceback" not in said
    assert contents(site) == {"index.html": b"the old site"}
    assert sorted(entry.name for entry in checkout.root.iterdir() if "site" in entry.name) == ["site"]


def test_a_built_site_replaces_the_old_one_whole(checkout):
    site = checkout.root / "site"
    site.mkdir()
    (site / "gone.html").write_text("a page that no longer exists")
    checkout.build(site)
    assert "gone.html" not in contents(site)
    assert "index.html" in contents(site)
    assert not list(checkout.root.glob(".site*"))


def test_a_faulty_page_is_built_where_that_is_asked_for(checkout, tmp_path):
    page = checkout.root / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nA claim [@nobody_at_all].\n", encoding="utf-8")
    site = tmp_path / "site"
    done = checkout.run("mkdocs", "build", "-d", str(site), STRICT="false")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{PAGE}:" in done.stdout + done.stderr
    assert "A claim" in (site / "incident" / "index.html").read_text(encoding="utf-8")


def test_a_preview_shows_a_faulty_page_and_follows_edits(checkout):
    page, sources = checkout.root / PAGE, checkout.root / "data/sources.yml"
    page.write_text(page.read_text(encoding="utf-8") + "\nA claim [@nobody_at_all].\n", encoding="utf-8")
    with preview(checkout.root) as running:
        story = running.address + "incident/"
        assert "A claim" in fetched(story)
        assert f"{PAGE}:" in running.printed()
        assert "nobody_at_all" in running.printed()
        assert edit_seconds(page, "A claim", "Another claim", story) > 0
        assert edit_seconds(sources, "Ars Technica", "Another publisher", story) > 0


@pytest.mark.parametrize(
    ("settings", "address", "edit"),
    [
        (
            {"REPOSITORY": "Name/name.github.io"},
            "https://name.github.io/",
            "https://github.com/Name/name.github.io/edit/",
        ),
        ({"REPOSITORY": "name/Sora"}, "https://name.github.io/Sora/", "https://github.com/name/Sora/edit/"),
        ({"SITE_URL": "https://sora.example"}, "https://sora.example/", ""),
        ({}, "", ""),
    ],
    ids=["user site", "project path", "own domain", "nothing set"],
)
def test_the_site_works_under_each_kind_of_address(this_checkout: Checkout, tmp_path, settings, address, edit):
    site = this_checkout.build(tmp_path / "site", **settings)
    found = pages(site)
    base = address or "https://unknown.invalid/"
    broken = []
    for path, page in found.items():
        assert page.canonical == (address + path if address else "")
        for link in page.links:
            target = urlsplit(urldefrag(urljoin(base + path, link)).url)
            if target.geturl().startswith(base):
                file = site / unquote(target.path.removeprefix(urlsplit(base).path))
                if not (file / "index.html").is_file() and not file.is_file():
                    broken.append(f"{path}: {link}")
            elif not urlsplit(link).scheme:
                broken.append(f"{path}: {link} leads out of the site")
    assert broken == []
    edits = [link for page in found.values() for link in page.links if "/edit/" in link]
    assert all(link.startswith(edit) for link in edits)
    assert bool(edits) == bool(edit)
    # The page for missing addresses is shown at any depth, so its links start at the host.
    lost = Addresses(site / "404.html")
    inside = [link for link in lost.links if not urlsplit(link).scheme and not link.startswith("#")]
    assert len(inside) > 5
    assert [link for link in inside if not link.startswith(urlsplit(base).path)] == []
    sitemap = site / "sitemap.xml"
    assert sitemap.exists() == bool(address)
    if address:
        assert len(re.findall(f"<loc>{address}", sitemap.read_text())) == len(found)


def test_the_other_engine_builds_the_same_pages_with_the_same_ids(checkout, site_dir):
    """Zensical, the successor of the theme, reads the same files."""
    settings = {"SITE_URL": "https://example.org/explainer/", "SITE_URL_IT": "https://example.org/explainer/it/"}
    for configuration in ("mkdocs.yml", "mkdocs.it.yml"):
        done = checkout.run("zensical", "build", "--strict", "-f", configuration, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
    built = checkout.root / "site"
    finished = checkout.run("explainer.finish", str(built))
    assert finished.returncode == 0, finished.stderr
    ours, theirs = pages(site_dir), pages(built)
    assert sorted(ours) == sorted(theirs)
    different = [
        f"{path or 'home'}: {sorted(own(ours[path]) ^ own(theirs[path]))}"
        for path in ours
        if own(ours[path]) != own(theirs[path])
    ]
    assert not different, "\n".join(different)
    for path in ours:
        modules = [set(re.findall(r"assets/js/[\w/-]+\.js", (site / path / "index.html").read_text(encoding="utf-8")))
                   for site in (site_dir, built)]  # fmt: skip
        assert modules[0] == modules[1], path


def own(page: Addresses) -> set[str]:
    """The ids of the page's content; those of the theme's own controls start with two underscores."""
    assert page.ids
    return {name for name in page.ids if not name.startswith("__")}
