"""The Markdown extension: citations everywhere, one numbering, blocks, and what happens to unknown keys."""

import re
from dataclasses import replace
from html import unescape

import markdown
import pytest
from checkouts import sample
from rendering import rendered

from explainer.records import read, records, using


@pytest.fixture
def render(tmp_path):
    sample("cited", tmp_path)
    with using(read(tmp_path).records):
        yield rendered


EVERYWHERE = """\
Prose first [@beta].

- A list item [@alpha; @beta].

| a | b |
|---|---|
| cell | one [@alpha] |

/// answer
Inside a block [@beta].
///

/// outcomes | A caption [@alpha]

Content.
///
"""


def test_one_numbering_in_reading_order_with_ways_back_to_the_first_marks(render):
    html = render(EVERYWHERE)
    assert re.findall(r'role="doc-noteref"><span>([^<]+)<', html) == ["1", "1", "2", "2", "1", "2"]
    section = html[html.index('<section aria-labelledby="sources"') :]
    assert re.findall(r'<li class="source" id="([^"]+)"', section) == ["source-beta", "source-alpha"]
    assert re.findall(r'id="(ref-[^"]+)"', html) == re.findall(r'href="#(ref-[^"]+)"', section) == ["ref-1", "ref-2"]


def test_each_mark_shows_how_much_of_its_source_was_read_in_the_order_of_numbers(render):
    html = render("Stated. [@beta] Stated. [@alpha; @beta]")
    marks = re.findall(r'aria-label="([^"]+)" class="read-(\w+)" href="#source-(\w+)"', html)
    beta = ("Source 1, read in part", "part", "beta")
    assert marks == [beta, beta, ("Source 2", "whole", "alpha")]


def test_a_source_that_nobody_read_is_known_through_others(render):
    beta = records().sources["beta"].model_copy(update={"read": "address", "via": "The Echo"})
    with using(replace(records(), sources=records().sources | {"beta": beta})):
        html = render("Stated. [@beta]")
    assert 'class="read-through"' in html
    assert 'class="source__via">through The Echo<' in html


def test_a_note_says_who_what_when_how_much_was_read_and_where(render):
    html = render("Stated [@alpha; @beta].")
    alpha, beta = re.findall(r'<li class="source".*?</li>', html, re.S)
    for part in ("First report", "A. Writer, Alpha Press", "27 November 2024", "Read whole.", "Archived copy"):
        assert part in alpha
    for part in ('lang="it"', "Read in part.", "address of the page is not known"):
        assert part in beta
    italian = render("Detto [@alpha].", lang="it")
    for part in ("27 novembre 2024", ">Fonti<", 'lang="en"'):
        assert part in italian


def test_code_keeps_its_brackets_and_an_unknown_source_is_marked(render):
    html = render("Write `[@alpha]` in the text.\n\n    [@alpha]\n\nStated [@alpah].")
    assert html.count("[@alpha]") == 2
    assert "<mark>@alpah?</mark>" in html
    assert "doc-noteref" not in html
    assert 'id="sources"' not in html


def test_timeline_gives_three_zones_from_one_instant_and_says_how_exact(render):
    html = render("/// timeline\n    events: [I03, I04]\n///\n")
    first, second = re.findall(r'<li class="event".*?</li>', html, re.S)
    assert re.findall(r">(\d+:\d\d) ", first) == ["8:30", "13:30", "14:30"]
    assert re.findall(r">(\d\d:\d\d) ", second) == ["12:01", "17:01", "18:01"]
    assert 'data-precision="by"' in second
    assert ">by<" in second
    assert "status--disputed" in second
    assert "status--" not in first
    assert "doc-noteref" in first


REFUSED = {
    "no such block": ("/// clam | x\n///", "there is no block `clam`", "Did you mean `claim`?"),
    "not YAML": ("/// lab | x\n    alt: a: b\n///", "the options of the block `lab` cannot be read", "needs quotes"),
    "a number": ("/// lab | x\n    runs: noise\n    alt: 7\n///", "`alt` is not one line of text", "put quotes around a number"),
    "unknown option": ("/// days | x\n    events: []\n    dta: z\n///", "has no option `dta`", "Did you mean `data`?"),
    "runs": ("/// lab | x\n    alt: y\n    runs: nois\n///", "`nois` (option `runs`)", "Did you mean `noise`?"),
    "sources": ("/// sources | stories\n///", "`stories` is not a part of the bibliography", "Write one of `story`, `models`"),
    "card": ("/// model-card | fact\n///", "`fact` is not a part of the card", "Did you mean `facts`?"),
    "terms": ("/// terms | x\n    model: ltx\n///", "`ltx` (option `model`) is not the id of a model", "There is none yet."),
    "picture": ("/// model-picture | x\n    name: seds\n    alt: y\n///", "`seds` (option `name`)", "Did you mean `seeds`?"),
    "script": ("/// script | mochi.py\n///", "`mochi.py` is not the name of a file", "There is none yet."),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message", "remedy"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mistake_in_a_block_stands_in_its_place(render, text, message, remedy):
    html = render("Before.\n\n" + text.replace("\n///", "\n\nInside.\n///") + "\n\nAfter.")
    marked = unescape(re.search(r'<div class="problem">.*?</div>', html, re.S)[0])
    assert message in marked
    assert remedy in marked
    assert "<p>Inside.</p>" in marked
    assert "///" not in html.replace(html[html.index("<mark>") : html.rindex("</mark>")], "")


def test_the_blocks_of_a_page_can_be_asked_in_the_order_of_its_source():
    text = "/// answer\nx\n///\n\n//// outcomes | a\n/// outcome | b\n    kind: out\n///\n////\n\n/// timelin\n///\n"
    md = markdown.Markdown(extensions=["explainer.markdown"])
    for _ in range(2):
        md.reset()
        md.convert(text)
        told = [(block.NAME, block.argument, len(block.found)) for block in md.site_blocks]
        assert told == [("answer", "", 0), ("outcomes", "a", 0), ("outcome", "b", 0), ("timelin", "", 1)]
    assert md.site_blocks[2].options["kind"] == "out"
    assert md.site_blocks[1].root.tag == "figure"


def test_a_page_names_each_sheet_and_script_once():
    text = "/// choose\n///\n\n/// later\n///\n"
    html = markdown.markdown(text, extensions=["explainer.markdown"])
    assert re.findall(r'data-sheet="([^"]*)"', html) == ["models", "choose"]
    assert re.findall(r'data-script="([^"]*)"', html) == ["choose"]


def test_claim_card_names_speaker_and_status(render):
    options = "    id: approval\n    status: disputed\n    speaker: The letter\n"
    html = render(f"/// claim | Approval\n{options}\nText [@alpha].\n///\n")
    assert '<h3 id="claim-approval">Approval</h3>' in html
    assert 'class="status status--disputed">Disputed<' in html
    assert "The letter" in html


def test_unknown_and_next_are_landmarks_named_by_their_heading(render):
    html = render("/// unknown\n- How many.\n///\n\n/// next\n- [On](https://example.org)\n///\n", lang="it")
    assert '<h2 id="unknown">Che cosa non sappiamo</h2>' in html
    assert re.search(r'<nav (?=[^>]*class="next")[^>]*aria-labelledby="next"', html)


@pytest.mark.parametrize(("lang", "called"), [("en", "Link to: A & *B*"), ("it", "Link a: A & *B*")])
def test_a_heading_is_called_what_it_says_and_so_is_the_link_to_it(render, lang, called):
    settings = {"explainer.markdown": {"lang": lang}, "toc": {"permalink": True}}
    text = "## A &amp; \\*B\\* [@alpha] { #a }\n"
    html = markdown.markdown(text, extensions=["attr_list", "toc", "explainer.markdown"], extension_configs=settings)
    names = '<h2 aria-label="([^"]*)" id="a">.*<a aria-label="([^"]*)" class="headerlink" href="#a"></a></h2>'
    assert [*map(unescape, re.search(names, html).groups())] == ["A & *B*", called]


def test_glossary_term_carries_its_explanation(render):
    html = render("The [front end](glossary:front-end) opened.")
    assert '<a class="term" href="#term-front-end" id="use-front-end">' in html
    assert '<a aria-label="Back to the text from “front end”" href="#use-front-end" role="doc-backlink">' in html
    section = html[html.index('aria-labelledby="terms"') :]
    assert re.search(r'<div id="term-front-end">\s*<dt>front end</dt>\s*<dd>The part that people see. <a ', section)
    assert "<mark>front end</mark>" in render("The [front end](glossary:frontend) opened.")
    glossary = render("The [front end](glossary:front-end) opened.\n\n/// glossary\n///\n")
    assert glossary.count('id="term-front-end"') == 1


def test_status_pill_is_text_not_a_link(render):
    html = render("This is [disputed](status:disputed), or [so](status:disputd).")
    assert '<span class="status status--disputed">disputed</span>, or <mark>so</mark>.' in html


HERO = "/// hero | That day\n    start: I03\n    opens: it opens\n    event: I04\n    closes: it is gone\n\nHow long [@beta].\n///\n"


def test_hero_says_what_its_numerals_end_and_tells_each_time_once(render):
    english, italian = render(HERO), render(HERO, lang="it")
    assert "That day" in english
    told = re.findall(r'<time datetime="([^"]+)">(.*?)</time>', english)
    assert told == [("2024-11-26T13:30Z", "8:30"), ("2024-11-26T17:01Z", "12:01")]
    spoken = re.sub(r"<[^>]+>", "", re.sub(r'<p [^>]*aria-hidden="true".*?</p>', "", english, flags=re.S))
    assert (spoken.count("8:30"), spoken.count("12:01")) == (1, 1)
    assert "by 12:01" in spoken
    assert ">18<" in italian


def test_doors_are_links_beside_a_picture_that_says_nothing(render):
    html = render("/// doors\n    clip: guess\n\n- [Why?](letter/index.md) A letter tells. [@beta]\n///\n")
    assert re.search(r'<div class="doors"[^>]*>.*<li><a href="letter/index.md">Why\?</a> A letter tells\.', html, re.S)
    clip = re.search(r'<div class="doors__clip">(<img alt="" [^>]*>)', html)[1]
    assert 'fetchpriority="low"' in clip
    assert 'loading="lazy"' in clip


def test_highlighted_code_can_be_scrolled_by_keyboard():
    extensions = ["pymdownx.highlight", "pymdownx.superfences", "explainer.markdown"]
    html = markdown.markdown("```python\nprint(1)\n```\n", extensions=extensions)
    assert '<code tabindex="0" role="group" aria-label="Code">' in html
