"""The whole build: the same bytes anywhere and any day, whole or not at all, under any address, with both engines."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from checkouts import PUBLISHED, ROOT, Checkout, append, contents, edit
from markup import Markup, cited, read, structured

PAGE = "docs/en/incident/index.md"

# Shifts the clock that `time.time` and `date.today` read; started by Python itself from the path of modules.
ANOTHER_DAY = "import time\nreal = time.time\ntime.time = lambda: real() + 400 * 86400\n"


def pages(site: Path) -> dict[str, Markup]:
    """Path below the home page -> what stands there; the 404 page is none of them."""
    return {
        file.relative_to(site).as_posix().removesuffix("index.html"): read(file) for file in site.rglob("index.html")
    }


def links(page: Markup) -> list[str]:
    """The addresses that a page links to or loads, but for the one that it calls its own."""
    return [*page.values("src"), *page.values("href", "a"), *(link for rel, link in heads(page) if rel != "canonical")]


def heads(page: Markup) -> list[tuple[str, str]]:
    return [(given.get("rel", ""), given["href"]) for tag, given in page.elements if tag == "link"]


def test_builds_elsewhere_on_another_day_are_the_same_bytes(site_dir, checkout, tmp_path):
    (clock := tmp_path / "clock").mkdir()
    (clock / "sitecustomize.py").write_text(ANOTHER_DAY)
    (clock / "today.py").write_text("import datetime; print(datetime.date.today())")
    assert checkout.run("today", PYTHONPATH=str(clock)).stdout > f"{date.today()}"
    for open_in_an_editor in ("docs/en/letter/.#index.md", "data/.#facts.yml"):
        (checkout.root / open_in_an_editor).symlink_to("someone@host.1234")
    for left_by_an_editor in ("index.md~", "#index.md#", "index.md.orig"):
        (checkout.root / "docs/en" / left_by_an_editor).write_text("A draft.")
    other = checkout.build(
        tmp_path / "a" / "longer path" / "public",
        cwd=tmp_path,
        PYTHONPATH=str(clock),
        **PUBLISHED,
        SOURCE_DATE_EPOCH="1000000000",
        PYTHONHASHSEED="42",
        TZ="Pacific/Auckland",
        LC_ALL="C",
    )
    one, two = contents(site_dir), contents(other)
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []


FAULTS = {
    "unknown source": (PAGE, "\n## ", "\nA claim [@nobody_at_all].\n\n## ", PAGE + r":\d+: .*`nobody_at_all`"),
    "broken YAML": ("data/facts.yml", "- id:", "- [id:", r"data/facts\.yml:\d+: "),
}


@pytest.mark.parametrize(("file", "old", "new", "message"), FAULTS.values(), ids=FAULTS)
def test_a_fault_stops_the_build_and_leaves_the_old_site(small, file, old, new, message):
    site = small.root / "site"
    site.mkdir()
    (site / "index.html").write_text("the old site")
    edit(small.root, file, old, new)
    done = small.run("mkdocs", "build")
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert re.search(message, said), said
    assert "Traceback" not in said
    assert contents(site) == {"index.html": b"the old site"}
    assert [entry.name for entry in small.root.iterdir() if "site" in entry.name] == ["site"]


TITLE = 'A </script><script>alert(1)</script> & "title" {100%} <b>'
CORRECTION = """
- id: wild
  date: '2026-11-22'
  page: letter/index.md
  was: {en: So., it: Così.}
  now: {en: </script>., it: Ora.}
"""


def test_a_build_fills_a_linked_folder_and_says_which_translations_are_older(small, site_dir, tmp_path):
    """As it is in real surroundings: `site` is a link, somebody edits a page, no address is set."""
    target, site = tmp_path / "www", small.root / "site"
    target.mkdir()
    (target / "gone.html").touch()
    site.symlink_to(target)
    append(small.root, "docs/en/letter/index.md", "\nOne more sentence.\n")
    shutil.copyfile(small.root / "docs/en/letter/index.md", small.root / "docs/en/untranslated.md")
    append(small.root, "data/corrections.yml", CORRECTION)
    edit(small.root, "docs/en/letter/index.md", "title: ", f"title: '{TITLE}'\n# ")
    done = small.run("mkdocs", "build", STRICT="false")
    assert done.returncode == 0, done.stderr
    assert "No SITE_URL is set" in done.stderr
    assert site.is_symlink()
    translations = [file for file in target.rglob("*.html") if 'class="older"' in file.read_text(encoding="utf-8")]
    assert translations == [target / "it/letter/index.html"]
    texts = [(target / page / "index.html").read_text(encoding="utf-8") for page in ("letter", "untranslated")]
    assert [re.search(r'bar__language" href="([^"]*)"', text)[1] for text in texts] == ["../it/letter/", "../it/"]
    assert not (target / "gone.html").exists()
    # No title and no record can end what templates make of it; without an address none is named.
    story = target / "letter/index.html"
    box, entry = cited(story)
    assert structured(story)[0]["headline"] == TITLE
    assert structured(story)[0]["correction"][0]["text"].endswith("It says now: </script>.")
    assert "<script>alert" not in story.read_text("utf-8")
    assert "<b>" not in box
    assert entry.fields_dict["title"].value == r'{A </script><script>alert(1)</script> \& "title" \{100\%\} <b>}'
    assert "url" not in {*structured(story)[0], *entry.fields_dict}
    assert_it_works(target, site_dir)


def test_a_site_can_be_deployed_by_the_engines_own_command(small, site_dir, tmp_path):
    site = tmp_path / "site"
    git = ["git", "-C", str(small.root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "remote")], check=True)
    subprocess.run(["git", "init", "-q", str(small.root)], check=True)
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "Start"], check=True)
    subprocess.run([*git, "remote", "add", "origin", str(tmp_path / "remote")], check=True)
    person = {f"GIT_{role}_{what}": "a" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    settings = {"REPOSITORY": "Name/name.github.io", "STRICT": "false"}
    (small.root / "docs/en/letter/index.md").rename(small.root / "docs/en/letter/perché.md")
    done = small.run("mkdocs", "gh-deploy", "-d", str(site), "-m", "Deploy", **settings, **person)
    assert done.returncode == 0, done.stdout + done.stderr
    shown = ["git", "-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", "gh-pages"]
    listed = subprocess.run(shown, cwd=tmp_path / "remote", check=True, capture_output=True, text=True).stdout
    deployed = listed.splitlines()
    assert set(deployed) >= set(contents(site)) - {".nojekyll"}
    assert "assets/css/site.css" in deployed
    home = "https://name.github.io/"
    assert_it_works(site, site_dir, home, "https://github.com/Name/name.github.io/edit/")
    pair = {"en": f"{home}incident/", "it": f"{home}it/incident/", "x-default": f"{home}incident/"}
    entries = ElementTree.parse(site / "sitemap.xml").getroot()
    links = {entry[0].text: {link.get("hreflang"): link.get("href") for link in entry[1:]} for entry in entries}
    assert links[pair["en"]] == links[pair["it"]] == pair
    assert links[f"{home}letter/perch%C3%A9/"] == links[f"{home}it/letter/"] == {}


WILD = """
- id: wild
  publisher: A <b>Bold</b> & Co
  title: 'How <video> and *args* meet __init__ <script>window.HIT=1</script>'
  language: en
  kind: primary
  read: copy
  seen: whole text
  says: Nothing.
"""


SERVE = ("serve", "--no-strict")


@contextmanager
def preview(project: Checkout, log: Path) -> Iterator[str]:
    """Run `mkdocs serve`, as `make serve` does, until it answers: its address. What it prints goes to `log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", *SERVE, "--dev-addr", address]
    options = {"cwd": project.root, "env": project.environment(), "stderr": subprocess.STDOUT}
    with log.open("w") as output, subprocess.Popen(command, stdout=output, **options) as server:
        try:
            wait_for(lambda: fetched(f"http://{address}/") or server.poll() is not None)
            assert server.poll() is None, log.read_text("utf-8")
            yield f"http://{address}/"
        finally:
            server.terminate()


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(happened: Callable[[], object], seconds: float = 120) -> bool:
    """Whether `happened` became true within `seconds`; asks every 20 ms."""
    end = time.perf_counter() + seconds
    while not happened():
        if time.perf_counter() > end:
            return False
        time.sleep(0.02)
    return True


def test_a_preview_shows_a_faulty_page_and_follows_edits(small, tmp_path):
    log = tmp_path / "log"
    append(small.root, PAGE, "\nA claim [@nobody_at_all]. Another [@wild].\n")
    append(small.root, "data/sources.yml", WILD)
    with preview(small, log) as address:

        def shown(file: str, old: str, new: str) -> bool:
            edit(small.root, file, old, new)
            return wait_for(lambda: new in fetched(address + "incident/"))

        text = fetched(address + "incident/")
        assert "A claim" in text
        assert re.search(PAGE + ":.*nobody_at_all", log.read_text("utf-8"))
        # Words of a record are text everywhere.
        assert "<script>window" not in text
        assert "How &lt;video&gt; and *args* meet __init__ &lt;script&gt;window.HIT=1&lt;/script&gt;" in text
        assert shown(PAGE, "A claim", "Another claim")
        assert shown("data/sources.yml", "Ars Technica", "Another publisher")
        # What cannot be read is named, and the last good state goes on being shown; then it follows again.
        edit(small.root, "data/sources.yml", "- id:", "- [id:")
        assert wait_for(lambda: "shows the last good state" in log.read_text("utf-8"))
        assert re.search(r"data/sources\.yml:\d+: ", log.read_text("utf-8"))
        assert "Traceback" not in log.read_text("utf-8")
        assert "Another claim" in fetched(address + "incident/")
        edit(small.root, "data/sources.yml", "- [id:", "- id:")
        assert shown(PAGE, "Another claim", "A third claim")
        second = small.run("mkdocs", *SERVE, "--dev-addr", urlsplit(address).netloc)
        assert "make serve PORT=" in second.stdout
        assert "Traceback" not in second.stderr


def test_the_site_works_under_a_path(site_dir):
    """At the root of an address, and under none that is known, it is seen above."""
    assert_it_works(site_dir, site_dir, PUBLISHED["SITE_URL"], f"https://github.com/{PUBLISHED['REPOSITORY']}/edit/")


def assert_it_works(site: Path, site_dir: Path, address: str = "", edit: str = "") -> None:
    """All links lead to what the whole site has, and each page knows its address and where it can be edited."""
    found = pages(site)
    whole = contents(site_dir).keys() | contents(site).keys()
    base = address or "https://unknown.invalid/"
    broken = []
    for path, page in found.items():
        assert unquote(dict(heads(page)).get("canonical", "")) == (address + path if address else "")
        for link in links(page):
            target = urlsplit(urldefrag(urljoin(base + path, link)).url)
            if target.geturl().startswith(base):
                file = unquote(target.path.removeprefix(urlsplit(base).path))
                if file.endswith(".md"):
                    continue  # left as written, for the small copy lacks the page
                if file not in whole and f"{file.rstrip('/')}/index.html".lstrip("/") not in whole:
                    broken.append(f"{path}: {link}")
            elif not urlsplit(link).scheme:
                broken.append(f"{path}: {link} leads out of the site")
    assert broken == []
    edits = [link for page in found.values() for link in page.values("href", "a") if "/edit/" in link]
    assert all(link.startswith(edit) for link in edits)
    assert bool(edits) == bool(edit)
    # The page for missing addresses is shown at any depth, so its links start at the host.
    inside = [link for link in links(read(site / "404.html")) if not urlsplit(link).scheme and not link.startswith("#")]
    assert len(inside) > 5
    assert [link for link in inside if not link.startswith(urlsplit(base).path)] == []
    sitemap = site / "sitemap.xml"
    assert sitemap.exists() == bool(address)
    if address:
        assert len(re.findall(f"<loc>{address}", sitemap.read_text())) == len(found)


def test_the_other_engine_builds_the_same_pages_with_the_same_ids(checkout, site_dir):
    """Zensical, the successor of the theme, reads the same files."""
    settings = {"SITE_URL": "https://example.org/explainer/", "SITE_URL_IT": "https://example.org/explainer/it/"}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = re.search(r"To move.*?```sh\n(.*?)```", readme, re.DOTALL)[1].splitlines()
    for command in commands:
        done = checkout.run(*command.removeprefix("python -m ").split(), **settings)
        assert done.returncode == 0, done.stdout + done.stderr
    built = checkout.root / "site"
    ours, theirs = pages(site_dir), pages(built)
    assert sorted(ours) == sorted(theirs)
    for edition in ("", "it/"):
        assert menu(built / edition) == menu(site_dir / edition)
        indexes = (json.loads((site / edition / "search.json").read_text("utf-8")) for site in (site_dir, built))
        one, two = ([(entry["location"], entry["title"]) for entry in index["entries"]] for index in indexes)
        assert one == two
    for path in ours:
        assert own(ours[path]) == own(theirs[path]), path
        files = [site / path / "index.html" for site in (site_dir, built)]
        one, two = ({*re.findall(r"assets/js/[\w/-]+\.js", file.read_text("utf-8"))} for file in files)
        assert one == two, path
        # What templates write is the same in both, but for what the hook adds.
        one, two = map(structured, files)
        given = [part for part in one if part["@type"] != "Dataset"]
        assert two == [{name: value for name, value in part.items() if name != "correction"} for part in given], path
    # The engines leave different blanks between tags.
    one, other = ("".join((site / "sitemap.xml").read_text().split()) for site in (built, site_dir))
    assert one == other


def menu(folder: Path) -> list[str]:
    text = (folder / "index.html").read_text(encoding="utf-8").partition('<nav class="menu"')[2].partition("</nav>")[0]
    return re.findall(r">\s*([^<>]+?)\s*</a>", text)


def own(page: Markup) -> set[str]:
    """The ids of the page's content; those of the theme's own controls start with two underscores."""
    assert page.ids
    return {name for name in page.ids if not name.startswith("__")}


STOCK = """\
site_name: Stock
theme: {name: material, font: false}
markdown_extensions: [attr_list, def_list, tables, {toc: {permalink: true}}, pymdownx.highlight,
  pymdownx.superfences, {pymdownx.tabbed: {alternate_style: true}}]
"""


@pytest.mark.every
def test_a_build_takes_a_small_multiple_of_what_the_engine_takes_for_the_same_pages(checkout, tmp_path):
    """Against MkDocs with its theme as it comes, to which our marks and blocks are text; in seconds of a processor."""
    stock = Checkout(tmp_path / "stock")
    shutil.copytree(checkout.root / "docs", stock.root / "docs")
    (stock.root / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    for language in ("en", "it"):
        edit(stock.root, f"docs/{language}/index.md", "template: home.html\n", "")

    def seconds(project: Checkout) -> float:
        before = os.times()
        project.build(project.root / "site")
        return sum(os.times()[2:4]) - sum(before[2:4])  # of the processes below this one

    ours, theirs = (min(seconds(project) for _ in range(3)) for project in (checkout, stock))
    print(f"{ours:.1f} s, without us {theirs:.1f} s")
    assert ours < 6 * theirs
