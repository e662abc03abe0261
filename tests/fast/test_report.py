"""The weekly report names what no longer answers and what has grown old, and nothing else."""

import importlib.util
from datetime import date

import pytest
from checkouts import ROOT, sample

specification = importlib.util.spec_from_file_location("report", ROOT / ".github" / "report.py")
report = importlib.util.module_from_spec(specification)
specification.loader.exec_module(report)

TODAY = date(2026, 12, 1)
GONE = {"url": "https://example.org/gone", "status": {"text": "404 Not Found", "details": "Not Found"}}
SLOW = {"url": "https://example.org/slow", "status": {"text": "Timeout"}}
FINE = {"error_map": {}, "timeout_map": {}}


@pytest.fixture
def project(tmp_path):
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "docs" / "en" / "new.md").write_text("---\ncompared: 2026-11-22\nseen_live:\n---\n# New\n")
    fresh = "- id: mochi-1\n  licence: {value: Apache-2.0, as_of: '2026-11-01'}\n"
    (tmp_path / "data" / "models.yml").write_text(fresh)
    return tmp_path


def test_nothing_to_look_at_is_an_empty_report(project):
    assert report.report(FINE, project, TODAY) == ""


def test_a_dead_link_is_named_once_with_its_pages():
    answer = {"error_map": {"b.html": [GONE], "a.html": [GONE]}, "timeout_map": {"a.html": [SLOW]}}
    assert report.dead_links(answer) == [
        "- <https://example.org/gone>: Not Found (a.html, b.html)",
        "- <https://example.org/slow>: Timeout (a.html)",
    ]


def test_an_old_page_is_named(project):
    (project / "docs" / "en" / "old.md").write_text("---\ncompared: 2026-01-05\nseen_live: 2026-02-03\n---\n# Old\n")
    assert report.old_pages(project, TODAY) == [
        "- docs/en/old.md: compared with our sources on 2026-01-05",
        "- docs/en/old.md: linked pages seen live on 2026-02-03",
    ]


@pytest.mark.parametrize("day", ["2026-01-05", "'2026-01'", "2025"])
def test_an_old_figure_is_named_with_its_place(project, day):
    (project / "data" / "models.yml").write_text(f"- id: mochi-1\n  memory:\n    - {{value: 1, as_of: {day}}}\n")
    (line,) = report.old_figures(project, TODAY)
    assert line.startswith("- data/models.yml, mochi-1, memory, entry 1: as of ")


def test_the_theme_is_named_when_its_end_comes_near():
    assert report.theme(date(2026, 12, 1)) == []
    assert "2027-05-05" in report.theme(date(2027, 2, 1))[0]


def test_the_projects_own_pages_and_data_can_be_read():
    report.report(FINE, ROOT, TODAY)
    assert report.old_pages(ROOT, date(2036, 1, 1))


def test_translations_that_wait_are_named_with_what_differs(tmp_path):
    sample("checked", tmp_path)  # its Italian pages follow no state yet
    story = tmp_path / "docs" / "it" / "story.md"
    story.write_text(story.read_text(encoding="utf-8").replace("26 novembre", "27 novembre"), encoding="utf-8")
    (tmp_path / "docs" / "en" / "more.md").write_text("# More\n", encoding="utf-8")
    lines = report.old_translations(tmp_path)
    older = "- docs/it/story.md follows an older state of docs/en/story.md, which was compared on 2026-11-22"
    where = lines.index(older)
    assert any("`27` stands in docs/it/story.md" in line for line in lines[where:])
    assert lines[-1] == "- docs/en/more.md has no translation"
