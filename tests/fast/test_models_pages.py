"""The pages about models: scripts that pages name exist, and the blocks show the records in both languages."""

import re
from dataclasses import replace

import pytest
from checkouts import ROOT
from library import VERSION
from rendering import rendered as render

from explainer.check import navigation
from explainer.markdown.blocks import choose
from explainer.markdown.blocks.overview import across
from explainer.markdown.blocks.script import RUN
from explainer.records import overview, read, records


@pytest.fixture(params=["en", "it"])
def lang(request) -> str:
    return request.param


def test_a_way_names_a_script_that_is_there():
    way = next(way for way in records().chooser.values() if way.script)
    chooser = {way.id: way.model_copy(update={"script": "clpi.py"})}
    data = replace(read(ROOT), records=replace(records(), chooser=chooser))
    site = type("Site", (list,), {"root": ROOT})()
    (found,) = [found for found in navigation.scripts(site, data) if found.path == "data/chooser.yml"]
    assert found.message == "there is no script `clpi.py`"
    assert "Did you mean `clip.py`?" in found.remedy


SHOWN = {
    "plane | Memory": (r'<li [^>]*data-name="([^"]+)"', [span.name for span in overview.spans(records())]),
    "choose": (r'<article[^>]* id="way-([\w.-]+)"', [*records().chooser]),
    "recommend": (r'href="choose.md\?card=([\w-]+)"', [*choose.MACHINES]),
    "openness": (r'<td data-label="([^"]+)"', [records().models[name].name for name in records().openness] * 7),
    "later": (r'<th scope="row">([^<]+)', [record.name for record in records().later.values()]),
}


@pytest.mark.parametrize("block", SHOWN)
def test_a_block_shows_every_record_once(lang: str, block: str):
    pattern, expected = SHOWN[block]
    assert re.findall(pattern, render(f"/// {block}\n///\n", lang)) == expected


@pytest.mark.parametrize("block", ["recommend", "openness", "later"])
def test_each_cell_of_a_table_names_its_source_or_says_that_there_is_none(lang: str, block: str):
    cells = re.findall(r"<td[^>]*>(.*?)</td>", render(f"/// {block}\n///\n", lang), re.S)
    allowed = [records().words[f"missing_{kind}"][lang] for kind in ("not-stated", "not-found")]
    regions = [record.region for record in records().later.values()]
    allowed += [region.note[lang] for region in regions if region.missing and region.note]
    assert cells
    assert not [cell for cell in cells if 'class="cite"' not in cell and not any(text in cell for text in allowed)]


def test_a_model_without_a_figure_is_drawn_as_a_gap_that_says_so():
    html = render("/// plane | Memory\n    model: ltx-video\n///\n", "en")
    row = html.split('data-name="LTX-Video 2B 0.9.1"')[1].split("</li>")[0]
    assert records().words["plane_gap"]["en"] in row
    assert "plane__gap" in row
    assert "plane__least" not in row


@pytest.mark.parametrize(("gb", "place"), [(2, "0%"), (3, "0%"), (8, "30%"), (10, "35%"), (96, "100%")])
def test_the_scale_has_the_same_step_from_one_usual_card_to_the_next(gb: float, place: str):
    assert across(gb) == place


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
    rows = re.findall(r"<tr>(.*?)</tr>", render("/// choose\n///\n", lang), re.S)
    rows = [row for row in rows if "chooser__two" in row]
    named = "; ".join(re.search(r'<th scope="row">([^<]*)', row)[1] for row in rows).split("; ")
    assert sorted(named) == sorted("; ".join(each.name[lang] for each in records().machines.values()).split("; "))
    assert {len(re.findall('href="#way-', row)) for row in rows} == {8}


def test_a_first_choice_that_is_in_doubt_comes_with_a_way_out(lang: str):
    rows = re.findall(r'<th scope="row">.*?</tr>', render("/// recommend\n///\n", lang), re.S)
    told = [machine for machine, row in zip(choose.MACHINES, rows, strict=True)
            if records().words["choose_if_fails"][lang] in row]  # fmt: skip
    assert told == [machine for machine in choose.MACHINES if machine in ("rx-7900-xtx", "arc")]


@pytest.mark.parametrize(("name", "key"), [("clip.py", "run"), ("pyramid-flow.py", "authors"), ("prepare.sh", "read")])
def test_a_script_is_offered_with_how_far_it_was_checked(lang: str, name: str, key: str):
    html = render(f"/// script | {name}\n///\n", lang)
    assert f'href="root:alternatives/scripts/{name}">{name}</a>' in html
    assert f'<p class="script__checked">{records().words[f"script_{key}"][lang]}</p>' in html


def test_the_scripts_that_say_they_were_run_are_those_that_the_slow_tests_run():
    source = (ROOT / "tests" / "models" / "test_run.py").read_text("utf-8")
    assert set(re.findall(r'"argv", \["([\w.-]+\.py)"', source)) == set(RUN)
    for pin in (f"diffusers=={VERSION}", "torch=="):
        assert pin in (ROOT / "tests" / "models" / "requirements.txt").read_text("utf-8")


def test_the_figure_of_the_terms_draws_versions_under_one_text_once(lang: str):
    html = render("/// terms | The terms\n    model: ltx-video\n///\n", lang)
    # 0.9; 0.9.1, 0.9.5 and the three under one text that is known from quotations; LTX-2 with 2.3, and 2.5.
    assert re.findall(r"may--(\w+)", html) == ["excluded", *["unknown"] * 3, *["conditions"] * 2]
