"""The search index: where results lead, what they say, and the words that readers use and pages do not."""

import json
from itertools import permutations

import pytest

from explainer import searchindex
from explainer.editions import EDITIONS, LANGUAGES
from explainer.records.search import Search, document

PAGE = """<html><head><title>The page · The site</title><meta name="description" content="What it tells."></head><body>
<nav><h2 id="menu">Menu</h2></nav>
<article class="md-content__inner md-typeset">
<h1 id="top">The head<a class="headerlink" href="#top">&para;</a></h1><p>First<sup class="cite">1</sup> words.</p>
{}
</article></main><footer>Foot</footer></body></html>"""


def found(body: str) -> dict[str, tuple[str, str]]:
    return {e["location"]: (e["title"], e["text"]) for e in searchindex.entries("a/", PAGE.format(body))}


def test_a_page_is_found_by_its_head_its_description_and_its_first_words():
    assert found("") == {"a/": ("The head", "What it tells.\nFirst words.")}
    assert searchindex.entries("a/", PAGE.format(""))[0]["page"] == "The page"


def test_headings_with_an_id_begin_a_section_and_those_of_their_rank_end_it():
    places = found("""<h2 id="b">B</h2><p>one</p><h3 id="c">C</h3><p>two</p><h2 id="d">D</h2><p>three</p><h3>E</h3>""")
    assert places["a/#b"] == ("B", "one")
    assert places["a/#c"] == ("C", "two")
    assert places["a/#d"] == ("D", "three\nE")


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ('<article aria-labelledby="x"><p>Kind</p><h2 id="x">Name</h2><p>text</p></article>', ("Name", "Kind\ntext")),
        ('<section aria-labelledby="x"><h2 id="x">Name</h2><p>text</p></section>', ("Name", "text")),
        ('<ol><li id="x"><p>5 May</p><p>text</p></li></ol>', ("5 May", "text")),
        ('<ol><li id="x"><p>by <time>5 May</time></p><p>It began</p></li></ol>', ("It began", "by 5 May")),
        ('<ul><li id="x"><p><cite><a href="/">Name</a></cite>. text</p></li></ul>', ("Name", "text")),
        ('<dl><div id="x"><dt>Name</dt><dd>text</dd></div></dl>', ("Name", "text")),
        ('<details class="fold" id="x"><summary>Name</summary><div><p>text</p></div></details>', ("Name", "text")),
        ('<details><summary><h3 id="x">Name</h3></summary><p>text</p></details>', ("Name", "text")),
    ],
)
def test_blocks_are_found_under_their_own_name_and_end_where_they_end(body, place):
    places = found(f'<h2 id="b">B</h2><p>one</p>{body}<p>two</p>')
    assert places["a/#x"] == place
    assert places["a/#b"] == ("B", "one\ntwo")


def test_a_machine_that_a_form_asks_for_is_found_by_each_of_its_names():
    options = '<option value="">Pick</option><option data-kind="" value="a-b">RTX 1 (laptop), 2 Ti or 3, 8 GB</option>'
    page = PAGE.format(f'<form><select name="card"><optgroup>{options}</optgroup></select></form>')
    (entry,) = (entry for entry in searchindex.entries("a/", page) if "?" in entry["location"])
    assert (entry["location"], entry["title"]) == ("a/?card=a-b", "RTX 1 (laptop), 2 Ti or 3, 8 GB")
    assert {*searchindex.names(entry["title"])} == {"RTX 1 8 GB", "RTX 1 (laptop) 8 GB", "2 Ti 8 GB", "3 8 GB"}
    assert searchindex.names("Mac, M1 or newer, 8 GB") == ["Mac 8 GB", "M1 8 GB", "newer 8 GB"]
    assert searchindex.names("T4, the free one") == ["T4", "the free one"]


def test_of_a_long_table_the_rest_is_found_by_its_words():
    rows = "".join(f"<tr><td>row {at}</td><td>the same words again and again</td></tr>" for at in range(100))
    section = searchindex.entries("a/", PAGE.format(f'<h2 id="b">B</h2><table>{rows}</table>'))[1]
    assert section["text"].startswith("row 0 · the same words")
    assert len(section["text"]) < 1300
    assert section["more"].split()[-1] == "99"
    assert "same" not in section["more"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<form><select><option>4 GB</option></select></form>",
        '<p hidden="">lost</p>',
        "<div data-weight='0'><h2 id='x'>X</h2><p>again</p></div>",
        "<svg><text>label</text></svg>",
        "<button>Copy</button>",
    ],
)
def test_what_is_no_text_of_the_page_is_not_found(hidden):
    assert found(hidden) == found("")
    assert found('<p hidden="until-found">folded</p>') != found("")


def test_rows_and_entries_are_lines_and_what_a_list_repeats_is_said_once():
    rows = "<thead><tr><th>Model</th></tr></thead>" + "<tr><th>Name</th><td>4 GB</td></tr>" * 2
    assert found(f"<table>{rows}</table>")["a/"][1].split("\n")[2:] == ["Name · 4 GB"]


def test_a_list_of_works_weighs_less():
    body = '<ul data-weight="0.1"><li id="x"><cite>Name</cite> text</li></ul><h2 id="y">Y</h2><p>z</p>'
    weights = {e["location"]: e.get("weight") for e in searchindex.entries("a/", PAGE.format(body))}
    assert weights == {"a/": None, "a/#x": 0.1, "a/#y": None}


def test_each_edition_has_its_pages_and_its_words(tmp_path):
    for folder in ("", "b/", "it/", "it/b/"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / folder / "index.html").write_text(PAGE.format(""), encoding="utf-8")
    searchindex.write(tmp_path)
    for language, edition in EDITIONS.items():
        index = json.loads((tmp_path / edition.folder / "search.json").read_text(encoding="utf-8"))
        assert [entry["location"] for entry in index["entries"]] == ["b/", ""]
        assert "who" in index["common"].split() or language != "en"


def test_no_word_stands_alone_and_no_question_twice():
    words = Search.model_validate(document().content)
    for language in LANGUAGES:
        common = words.common[language].split()
        assert len(common) == len(set(common))
        assert all(len(group) > 1 for group in words.same[language])
        for asks in (row[language] for row in words.asks):
            asked = [set(ask.split()) for ask in asks]
            # One that another has whole only weighs.
            assert not [one for one, other in permutations(asked, 2) if one <= other], asks
