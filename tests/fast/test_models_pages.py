"""The pages about models: scripts that pages name exist, and the blocks show the records in both languages."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from checkouts import ROOT
from library import VERSION
from rendering import rendered as render

from explainer.check import scripts
from explainer.markdown.blocks import plane, recommend
from explainer.markdown.blocks.script import RUN
from explainer.records import overview, records

FOLDER = "docs/en/alternatives/scripts"


@pytest.fixture(params=["en", "it"])
def lang(request) -> str:
    return request.param


@pytest.mark.parametrize(
    ("named", "chosen", "said"),
    [
        (["toy.py"], "toy.py", []),
        (["toy.py"], "tyo.py", [("data/chooser.yml", 3, "there is no script `tyo.py`")]),
        ([], None, [(f"{FOLDER}/toy.py", 1, "no page offers this file")]),
    ],
)
def test_scripts_are_there_and_offered(tmp_path: Path, named: list[str], chosen: str | None, said: list):
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "toy.py").write_text("print()\n")
    (tmp_path / FOLDER / "old.py").write_text('"""Moved: python toy.py"""\n')  # need not be offered
    page = SimpleNamespace(
        tree=SimpleNamespace(blocks=[SimpleNamespace(name="script", argument=name) for name in named])
    )
    ways = {"toy": SimpleNamespace(id="toy", script=chosen)} if chosen else {}
    data = SimpleNamespace(records=SimpleNamespace(chooser=ways), line=lambda *loc: 3)
    site = type("Site", (list,), {"root": tmp_path})([page])
    assert [(found.path, found.line, found.message) for found in scripts.check(site, data)] == said


def test_the_plane_has_every_model_once_and_says_which_fit(lang: str):
    html = render("/// plane | Memory\n    data: memory-by-licence.csv\n///\n", lang)
    found = overview.spans(records())
    assert re.findall(r'<li [^>]*data-name="([^"]+)"', html) == [span.name for span in found]
    fit = [span.name for span in found if span.least and span.least <= plane.CARD]
    said = re.search(r'class="plane__said"[^>]*>([^<]+)<', html)[1]
    assert f"{plane.CARD} GB" in said
    assert said.count(str(len(fit))) >= 1
    assert all(name in said for name in fit)
    assert html.count('data-fits="yes"') == len(fit)
    assert [span.lane for span in found] == sorted((span.lane for span in found), key=overview.LANES.index)
    assert 'href="root:data/memory-by-licence.csv"' in html


@pytest.mark.parametrize("model", [*records().models])
def test_the_plane_of_one_model_has_all_its_versions(lang: str, model: str):
    html = render(f"/// plane | Memory\n    model: {model}\n///\n", lang)
    numbers = [variant.name.split(" (")[0].split(" ")[-1] for variant in records().models[model].variants]
    names = " ".join(re.findall(r'<li [^>]*data-name="([^"]+)"', html))
    assert all(number.split("-")[-1] in names for number in numbers)


def test_a_model_without_a_figure_is_drawn_as_a_gap_that_says_so():
    html = render("/// plane | Memory\n    model: ltx-video\n///\n", "en")
    row = html.split('data-name="LTX-Video 2B 0.9.1"')[1].split("</li>")[0]
    assert records().words["plane_gap"]["en"] in row
    assert "plane__gap" in row
    assert "plane__least" not in row


@pytest.mark.parametrize(("gb", "place"), [(2, "0%"), (3, "0%"), (8, "30%"), (10, "35%"), (96, "100%")])
def test_the_scale_has_the_same_step_from_one_usual_card_to_the_next(gb: float, place: str):
    assert plane.across(gb) == place


def test_every_shape_of_the_letters_day_leads_to_a_sentence_with_its_source(lang: str):
    html = render("/// matrix | That day\n///\n", lang)
    rows = re.findall(r'<tr>\s*<th scope="row">([^<]+)</th>(.*?)</tr>', html, re.S)
    assert [name for name, _ in rows] == [row.name for row in overview.terms(records())]
    entries = dict(re.findall(r'<li id="(says-[\d-]+)">(.*?)</li>', html, re.S))
    for (_, cells), row in zip(rows, overview.terms(records()), strict=True):
        assert re.findall(r"may may--(\w+)", cells) == [row.verdict(asked) for asked in overview.ASKED]
        ways = re.findall(r'href="#(says-[\d-]+)"', cells)
        assert len(ways) == len(overview.ASKED)
        assert all('class="cite"' in entries[way] for way in ways)


def test_what_was_not_read_allows_nothing():
    unread = [row for row in overview.terms(records()) if row.text is None]
    assert unread
    assert {row.verdict(asked) for row in unread for asked in overview.ASKED} == {"unknown"}
    free = [row.name for row in overview.terms(records()) if {row.verdict(a) for a in overview.ASKED} == {"allowed"}]
    assert free == ["CogVideoX-2B", "Mochi 1 preview"]


def test_every_machine_has_a_first_and_a_second_choice_without_scripts(lang: str):
    html = render("/// choose\n///\n", lang)
    rows = re.findall(r'<tr>\s*<th scope="row">([^<]*)</th>(.*?)</tr>', html, re.S)
    answers = [(names, cells) for names, cells in rows if "chooser__two" in cells]
    named = [name for names, _ in answers for name in names.split("; ")]
    known = [name for machine in records().machines.values() for name in machine.name[lang].split("; ")]
    assert sorted(named) == sorted(known)
    for _, cells in answers:
        assert cells.count("<ol") == 4
        links = re.findall(r'href="#way-([\w.-]+)"', cells)
        assert len(links) == 8
        assert set(links) <= set(records().chooser)
        assert "–" not in re.sub(r"<[^>]+>", "", cells)
    labels = re.findall(r'role="region" aria-label="([^"]+)"|aria-label="([^"]+)" [^>]*role="region"', html)
    assert len(labels) == len(set(labels)) >= 5


def test_every_way_of_the_chooser_says_why_and_what_is_the_catch_with_sources(lang: str):
    html = render("/// choose\n///\n", lang)
    cards = dict(re.findall(r'<article[^>]* id="way-([\w.-]+)"(.*?)</article>', html, re.S))
    cards = cards or dict(re.findall(r'id="way-([\w.-]+)"(.*?)</article>', html, re.S))
    assert set(cards) == set(records().chooser)
    for name, card in cards.items():
        way = records().chooser[name]
        assert way.why[lang].split("’")[0][:30] in card
        assert way.catch[lang].split("’")[0][:30] in card
        assert card.count('class="cite"') == len(way.times) + 1
        assert f'href="run.md#{way.section}"' in card


def test_the_recommendation_by_machine_has_minutes_and_sources(lang: str):
    html = render("/// recommend\n///\n", lang)
    rows = re.findall(r'<tr>\s*<th scope="row">.*?</tr>', html, re.S)
    assert len(rows) == len(recommend.MACHINES)
    for machine, row in zip(recommend.MACHINES, rows, strict=True):
        doubtful = machine in ("rx-7900-xtx", "arc")
        assert row.count('class="cite"') == 3
        assert row.count('href="choose.md?card=') == 1
        assert row.count('href="run.md#') == 2 + doubtful
        assert (records().words["choose_if_fails"][lang] in row) == doubtful


def test_a_script_is_offered_with_how_far_it_was_checked(lang: str):
    html = render("/// script | clip.py\n///\n", lang)
    assert 'href="root:alternatives/scripts/clip.py">clip.py</a>' in html
    assert records().words["script_run"][lang] in html


@pytest.mark.parametrize(("name", "key"), [("pyramid-flow.py", "authors"), ("prepare.sh", "read")])
def test_a_script_that_was_not_run_does_not_say_so(name: str, key: str):
    html = render(f"/// script | {name}\n///\n", "en")
    assert records().words[f"script_{key}"]["en"] in html
    assert records().words["script_run"]["en"] not in html


def test_the_scripts_that_say_they_were_run_are_those_that_the_slow_tests_run():
    source = (ROOT / "tests" / "models" / "test_run.py").read_text("utf-8")
    assert set(re.findall(r'"scripts" / "([\w.-]+\.py)"', source)) == set(RUN)
    for pin in (f"diffusers=={VERSION}", "torch=="):
        assert pin in (ROOT / "tests" / "models" / "requirements.txt").read_text("utf-8")


def _missing(cell: str, lang: str) -> bool:
    return any(records().words[f"missing_{kind}"][lang] in cell for kind in ("not-stated", "not-found"))


def test_each_point_of_the_definition_has_an_answer_for_each_model(lang: str):
    html = render("/// openness\n///\n", lang)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html, re.S)
    assert len(cells) == 7 * len(records().models)
    assert all('class="cite"' in cell for cell in cells)


def test_the_figure_of_the_terms_says_what_each_version_allows(lang: str):
    html = render("/// terms | The terms\n    model: ltx-video\n    data: models.csv\n///\n", lang)
    assert "style=" not in html
    assert 'href="root:data/models.csv"' in html
    for variant in records().models["ltx-video"].variants:
        assert re.search(r"[\w.-]+$", variant.name.split(" (")[0].split(" ")[-1])[0] in html
        if not variant.licence_weights.missing:
            assert variant.licence_weights.name in html
    # 0.9; 0.9.1, 0.9.5 and the three under one text that is known from quotations; LTX-2 with 2.3, and 2.5.
    assert re.findall(r"may--(\w+)", html) == ["excluded", *["unknown"] * 3, *["conditions"] * 2]


def test_what_came_after_has_licence_region_and_source(lang: str):
    html = render("/// later\n///\n", lang)
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)[1:]
    assert len(rows) == len(records().later)
    for row, record in zip(rows, records().later.values(), strict=True):
        assert record.name in row
        assert (record.licence.name or records().words["missing_not-found"][lang]) in row
        if record.licence.commercial == "unclear":
            assert records().words["compare_licence_unclear"][lang] in row
        for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S):
            assert 'class="cite"' in cell or _missing(cell, lang) or record.region.missing
        assert row.count("<details") == 1
    for name in ("hunyuanvideo", "hunyuanvideo-1.5"):
        assert ("European Union" if lang == "en" else "Unione europea") in str(records().later[name].region.value)
