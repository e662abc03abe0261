"""What holds for the repository itself: its budgets, its pins, its workflows and its papers."""

import json
import re
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from checkouts import ROOT, edit
from mkdocs.utils import yaml_load

ROOT_ENTRIES = 14
CONFIGURATION_LINES = 150
TEMPLATES = 8
MENU_ENTRIES = 5  # beside the home page, to which the site's name leads as well
PAGES_PER_LANGUAGE = 33
REQUIREMENTS = ("requirements.txt", "tests/check.txt", "tests/requirements.txt")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TOOLS = Path(sys.executable).parent


def run(tool: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(TOOLS / tool), *arguments], capture_output=True, text=True, timeout=60)


def audited(*workflows: Path) -> list[subprocess.CompletedProcess[str]]:
    around = str(workflows[0].parent.parent)
    return [
        run("actionlint", "-shellcheck=", "-pyflakes=", "-no-color", *map(str, workflows)),
        run("zizmor", "--offline", "--no-progress", "--color=never", "--persona=auditor", around),
    ]


def test_the_root_stays_small_and_the_readme_explains_all_of_it_and_nothing_else():
    ignored = {path for line in (ROOT / ".gitignore").read_text().splitlines() for path in ROOT.glob(line.rstrip("/"))}
    entries = [path.name for path in ROOT.glob("[!.]*") if path not in ignored]
    assert len(entries) <= ROOT_ENTRIES, entries
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in entries if name != "README.md" and name not in readme] == []
    named = set(re.findall(r"`((?:[\w.-]+/)*[\w.-]+(?:/|\.\w+))`", readme)) - {"site/"}
    assert len(named) > 10
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_few_templates_are_changed_and_each_says_why():
    ours, theirs = ROOT / "overrides", Path(str(files("material"))) / "templates"
    templates = sorted((*ours.rglob("*.html"), *ours.glob("*.xml")))
    assert len([file for file in templates if (theirs / file.relative_to(ours)).exists()]) <= TEMPLATES
    for template in templates:
        said = re.match(r"\{#- \w[^{}]+ -#\}\n", template.read_text(encoding="utf-8"))
        assert said, f"{template.name} does not say first why"


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.it.yml"])
def test_menu_and_configuration_stay_small(name):
    texts = [(ROOT / file).read_text(encoding="utf-8") for file in (name, "docs/mkdocs.base.yml")]
    assert max(len(text.splitlines()) for text in texts) <= CONFIGURATION_LINES
    menu = yaml_load(texts[0])["nav"]
    assert len([entry for entry in menu if "index.md" not in entry.values()]) <= MENU_ENTRIES
    parts = [[below] if isinstance(below, str) else below for entry in menu for below in entry.values()]
    pages = [page if isinstance(page, str) else next(iter(page.values())) for part in parts for page in part]
    assert all(isinstance(page, str) for page in pages), "three levels"
    assert 0 < len(pages) <= PAGES_PER_LANGUAGE


def test_the_lock_agrees_with_the_pins_and_names_no_host():
    """A package has a second pin where an old Python needs an older one, with a marker that says so."""
    locked = re.split(r"\n(?=\S)", (ROOT / ".github/requirements.lock").read_text(encoding="utf-8"))
    assert [entry for entry in locked if "--hash=sha256:" not in entry or "://" in entry] == []
    lines = [
        line.split("#")[0].strip() for name in REQUIREMENTS for line in (ROOT / name).read_text("utf-8").splitlines()
    ]
    for pin in {*lines} - {"", "-e ."}:
        assert re.fullmatch(r"[\w.-]+==[\w.]+(;.*)?", pin), f"{pin} is not pinned exactly"
        wanted = pin.split(";")[0].lower()
        assert [entry for entry in locked if re.match(rf"{re.escape(wanted)}[ \n]", entry)], f"{pin}: run `make lock`"


def test_the_workflows_are_clean_and_end_in_time():
    for done in audited(*WORKFLOWS):
        assert done.returncode == 0, done.stdout + done.stderr
    for path in WORKFLOWS:
        workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, job in workflow["jobs"].items():
            assert "uses" in job or job["timeout-minutes"] <= 30, f"{path.name}, {name}"


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-never", "label .*unknown"),
        ("run: make test LOCKED=1", "run: echo ${{ github.event.pull_request.title }}", "template-injection"),
    ],
)
def test_both_checkers_find_a_careless_workflow(tmp_path, old, new, finding):
    shutil.copytree(ROOT / ".github/workflows", tmp_path / ".github/workflows")
    edit(tmp_path, ".github/workflows/check.yml", old, new)
    said = [done.stdout for done in audited(tmp_path / ".github/workflows/check.yml") if done.returncode != 0]
    assert re.search(finding, "".join(said)), said


def test_a_slip_of_spelling_stands_at_its_line_in_a_pull_request(tmp_path):
    (matcher,) = json.loads((ROOT / ".github/spelling.json").read_text(encoding="utf-8"))["problemMatcher"]
    (pattern,) = matcher["pattern"]
    (tmp_path / "page.md").write_text("Fine.\nA seperate word.\n", encoding="utf-8")
    said = re.search(pattern["regexp"], run("codespell", str(tmp_path / "page.md")).stdout, re.MULTILINE)
    found = [said[pattern[part]] for part in ("file", "line", "message")]
    assert found == [str(tmp_path / "page.md"), "2", "seperate ==> separate"]
    assert "::add-matcher::.github/spelling.json" in (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")


def test_git_keeps_unix_line_ends_and_the_bytes_of_others(tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copyfile(ROOT / ".gitattributes", tmp_path / ".gitattributes")
    asked = ["git", "check-attr", "text", "eol", "--", ".ci/run", "overrides/assets/fonts/archivo-label.woff2"]
    said = subprocess.run(asked, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert re.findall(r": (\w+)$", said, re.MULTILINE) == ["auto", "lf", "unset", "lf"]


def test_the_papers_are_whole():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert "MIT License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    for folder in ("docs", "data"):
        licence = (ROOT / folder / "LICENSE").read_text(encoding="utf-8")
        assert "licenses/by/4.0" in licence
        assert "quotations" in licence
    # A correction asks for its source and for ties.
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8"))
    fields = {field["id"]: field for field in form["body"] if "id" in field}
    assert len(fields) == sum(field["type"] != "markdown" for field in form["body"])
    assert fields["source"]["validations"]["required"]
    assert fields["interests"]["validations"]["required"]
    assert "Where do you stand?" in (ROOT / ".github/pull_request_template.md").read_text(encoding="utf-8")


def test_make_alone_lists_the_commands():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"serve", "build", "check", "test", "bench"} <= {*re.findall(r"^make (\S+) +\S", listed, re.MULTILINE)}


# What Python does there; what is said, and whether an environment is left.
LACKING = {
    "too old": ("exit 1", r"make \S+ready PYTHON=", False),
    "no pip": ('case "$2" in venv) mkdir -p "$4/bin"; touch "$4/bin/python"; exit 1; esac', "Error 1", False),
    "no network": ('case "$2" in venv) mkdir -p "$4/bin"; cp "$0" "$4/bin/python";; pip) exit 1; esac', "again", True),
}


@pytest.mark.parametrize(("python", "remedy", "left"), LACKING.values(), ids=LACKING)
def test_make_names_the_remedy_and_leaves_no_half_environment(tmp_path, python, remedy, left):
    given, environment = tmp_path / "python", tmp_path / "venv"
    given.write_text(f"#!/bin/sh\n{python}\n")
    given.chmod(0o755)
    makes = ["make", f"PYTHON={given}", f"VENV={environment}", f"{environment}/.build-ready"]
    done = subprocess.run(makes, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode != 0
    assert re.search(remedy, done.stderr), done.stderr
    assert environment.exists() == left
