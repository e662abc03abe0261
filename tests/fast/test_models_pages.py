"""The pages about models: scripts that pages name exist, and the blocks show the records in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import markdown
import pytest
from checkouts import ROOT
from library import VERSION

from explainer.check import scripts
from explainer.markdown.blocks.run import RUN
from explainer.markdown.mistakes import PageError
from explainer.records import records
from explainer.records.chooser import decide
from explainer.records.models import PURPOSES, STARTS

FOLDER = "docs/en/alternatives/scripts"


def findings(root: Path, named: list[str], chosen: str | None = None) -> list[tuple[str, int, str, str]]:
    """What the rule says of a site whose one page names these scripts and whose chooser names `chosen`."""
    blocks = [SimpleNamespace(name="script", argument=name) for name in named]

    class Site(list):
        def __init__(self) -> None:
            super().__init__([SimpleNamespace(tree=SimpleNamespace(blocks=blocks))])
            self.root = root

    ways = {"toy": SimpleNamespace(id="toy", script=chosen)} if chosen else {}
    data = SimpleNamespace(records=SimpleNamespace(chooser=ways), line=lambda *loc: 3)
    return [(found.path, found.line, found.message, found.remedy) for found in scripts.check(Site(), data)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site with one script, which its page offers."""
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "toy.py").write_text("print()\n")
    return tmp_path


def test_scripts_that_exist_are_fine(folder: Path):
    assert findings(folder, ["toy.py"], "toy.py") == []


def test_a_way_that_names_no_file_is_reported(folder: Path):
    (found,) = findings(folder, ["toy.py"], "tyo.py")
    assert found[:3] == ("data/chooser.yml", 3, "there is no script `tyo.py`")


def test_a_file_that_no_page_offers_is_reported(folder: Path):
    (found,) = findings(folder, [])
    assert found[:3] == (f"{FOLDER}/toy.py", 1, "no page offers this file")


def render(text: str, lang: str) -> str:
    return markdown.markdown(
        text,
        extensions=["attr_list", "toc", "explainer.markdown"],
        extension_configs={"explainer.markdown": {"lang": lang, "strict": True}},
    )


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_table_shows_every_variant_with_mode_and_source(lang: str):
    html = render("/// compare\n///\n", lang)
    rows = re.findall(r"<tr data-[^>]*>.*?</tr>", html, re.S)
    variants = [variant for model in records().models.values() for variant in model.variants]
    assert len(rows) == len(variants)
    for row, variant in zip(rows, variants, strict=True):
        assert f">{variant.name}<" in row
        for figure in variant.memory:
            if figure.mode:
                assert figure.mode[lang].replace("`", "").split("cpu_offloading")[0] in re.sub(r"<[^>]+>", "", row)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_tables_without_scripts_say_what_the_rules_say(lang: str):
    html = render("/// choose\n///\n", lang)
    variants = [variant for model in records().models.values() for variant in model.variants]
    names = {variant.id: variant.name for variant in variants}
    first = html[html.index("<table") : html.index("</table>")]
    for gb in (4, 12, 80):
        wanted = []
        for start in STARTS:
            fits, tight, maybe = set(), set(), set()
            for purpose in PURPOSES:
                answers = decide(
                    variants,
                    records().chooser.values(),
                    records().licences,
                    machine="nvidia",
                    gb=gb,
                    purpose=purpose,
                    start=start,
                )
                fits |= {name for name, answer in answers.items() if answer.group == "fits"}
                tight |= {name for name, answer in answers.items() if set(answer.ways) == set(answer.tight)}
                maybe |= {name for name, answer in answers.items() if answer.group == "unknown" and answer.ways}
            words = records().words
            shown = [
                words["choose_tight_name"][lang].format(name=names[name]) if name in tight else names[name]
                for name in names
                if name in fits
            ]
            wanted.append(", ".join(shown) or words["choose_none"][lang])
            also = [name for name in names if name in maybe]
            bracket = words["choose_maybe"][lang].split("{")[0]
            told = next(row for row in first.split("<tr>") if _covers(row, gb))
            cell = re.findall(r"<td[^>]*>(.*?)</td>", told)[len(wanted) - 1]
            assert (bracket in cell) == bool(also)
            for name in also:
                assert names[name] in cell or _model(name) in cell
        cells = [
            re.findall(r"<td[^>]*>(.*?)(?: \([^()]*:[^<]*)?</td>", row)
            for row in first.split("<tr>")
            if _covers(row, gb)
        ]
        assert cells == [wanted], gb


def _model(name: str) -> str:
    return next(model.name for model in records().models.values() if name in {variant.id for variant in model.variants})


def _covers(row: str, gb: int) -> bool:
    """Is this the row of the table that a card of `gb` belongs to?"""
    head = re.search(r'<th scope="row">(.*?)</th>', row)
    amounts = [int(amount) for amount in re.findall(r"(\d+) GB", head[1])] if head else []
    return bool(amounts) and amounts[0] <= gb <= amounts[-1]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_nothing_is_allowed_in_words_by_a_text_that_was_not_read(lang: str):
    html = render("/// choose\n///\n", lang)
    allowed = records().words["choose_verdict_allowed"][lang]
    for card in re.findall(r"<article.*?</article>", html, re.S):
        name = re.search(r'data-variant="([^"]+)"', card)[1]
        variant = next(v for model in records().models.values() for v in model.variants if v.id == name)
        read = bool(variant.licence_weights.read_in_full) and variant.licence_weights.commercial == "allowed"
        assert (allowed in card) == read, name


@pytest.mark.parametrize(
    ("lang", "way"), [("en", "../../alternatives/scripts/"), ("it", "../../../alternatives/scripts/")]
)
def test_a_script_is_offered_with_how_far_it_was_checked(lang: str, way: str):
    html = render("/// script | mochi-1-from-text.py\n///\n", lang)
    assert 'href="root:alternatives/scripts/mochi-1-from-text.py">mochi-1-from-text.py</a>' in html
    assert records().words["script_run"][lang] in html


@pytest.mark.parametrize(
    ("name", "key"), [("ltx-video-0.9.py", "checked"), ("pyramid-flow.py", "authors"), ("prepare.sh", "read")]
)
def test_a_script_that_was_not_run_does_not_say_so(name: str, key: str):
    html = render(f"/// script | {name}\n///\n", "en")
    assert records().words[f"script_{key}"]["en"] in html
    assert "and run with it" not in html


def test_the_scripts_that_say_they_were_run_are_those_that_the_slow_tests_run():
    source = (ROOT / "tests" / "models" / "test_run.py").read_text("utf-8")
    assert set(re.findall(r'"([\w.-]+\.py)", weights', source)) == set(RUN)
    for pin in (f"diffusers=={VERSION}", "torch=="):
        assert pin in (ROOT / "tests" / "models" / "requirements.txt").read_text("utf-8")


@pytest.mark.parametrize("lang", ["en", "it"])
def test_every_weight_stands_in_the_table_of_then_and_now(lang: str):
    html = render("/// openness | then\n///\n", lang)
    heads = " ".join(re.findall(r'<th scope="row">(.*?)</th>', html))
    for model in records().models.values():
        for variant in model.variants:
            assert variant.name in heads
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html, re.S)
    assert all('class="cite"' in cell or _missing(cell, lang) for cell in cells)
    not_yet = records().words["open_not_yet"][lang]
    rows = dict(re.findall(r'<th scope="row">([^<]*)</th>\s*<td[^>]*>(.*?)</td>', html, re.S))
    for head, then in rows.items():
        assert (not_yet in then) == bool(re.search(r"0\.9\.\d|LTX-2", head)), head


def _missing(cell: str, lang: str) -> bool:
    return any(records().words[f"missing_{kind}"][lang] in cell for kind in ("not-stated", "not-found"))


@pytest.mark.parametrize("lang", ["en", "it"])
def test_each_point_of_the_definition_has_an_answer_for_each_model(lang: str):
    html = render("/// openness | points\n///\n", lang)
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html, re.S)
    assert len(cells) == 7 * len(records().models)
    assert all('class="cite"' in cell for cell in cells)


@pytest.mark.parametrize("lang", ["en", "it"])
def test_the_drawing_of_the_terms_says_in_words_what_it_shows(lang: str):
    html = render("/// terms | The terms\n    model: ltx-video\n    data: models.csv\n///\n", lang)
    assert "style=" not in html
    assert 'href="root:data/models.csv"' in html
    told = re.search(r"<desc>(.*?)</desc>", html)[1]
    for variant in records().models["ltx-video"].variants:
        assert re.search(r"[\w.-]+$", variant.name.split(" (")[0].split(" ")[-1])[0] in told
        if not variant.licence_weights.missing:
            assert variant.licence_weights.name in told
    marks = re.findall(r'class="terms__mark terms__mark--([\w-]+)" cx="[\d.]+" cy="\d+" r="8"', html)
    assert marks == ["read", *["unread"] * 3, "read", "unread", "read"]


@pytest.mark.parametrize("lang", ["en", "it"])
def test_what_came_after_has_licence_region_and_source(lang: str):
    html = render("/// later\n///\n", lang)
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)[1:]
    assert len(rows) == len(records().later)
    for row, record in zip(rows, records().later.values(), strict=True):
        assert record.name in row
        assert record.licence.name in row
        if record.licence.commercial == "unclear":
            assert records().words["compare_licence_unclear"][lang] in row
        for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S):
            assert 'class="cite"' in cell or _missing(cell, lang)
    for name in ("hunyuanvideo", "hunyuanvideo-1.5"):
        assert ("European Union" if lang == "en" else "Unione europea") in str(records().later[name].region.value)


def test_the_blocks_refuse_what_they_do_not_know():
    for text in ("/// openness | today\n///\n", "/// terms | x\n    model: ltx\n///\n"):
        with pytest.raises(PageError):
            render(text, "en")


def test_a_model_hangs_by_as_many_threads_as_its_weights_have_licences():
    for model in records().models.values():
        html = markdown.markdown(
            f"/// threads | What it depends on\n    model: {model.id}\n///",
            extensions=["explainer.markdown"],
            extension_configs={"explainer.markdown": {"lang": "en"}},
        )
        drawn = re.search(r'class="thread__licence" d="([^"]+)"', html)
        assert drawn
        assert drawn[1].count("M") == len({variant.licence_weights.id for variant in model.variants})
        assert "thread--cut" not in html
