"""The record: disagreements, errors, letter cards and corrections; their data, their checks and their blocks."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from checkouts import ROOT, SAMPLES, append, edit, sample
from rendering import rendered

from explainer.check import blocks, links, quotations, run, verdicts, wording
from explainer.markdown.blocks.moments import MONTH
from explainer.records import read, records, using

COVERAGE = yaml.safe_load((Path(__file__).parent / "record_coverage.yml").read_text(encoding="utf-8"))
SITE = SAMPLES / "weighed"
"""A small site without a fault of its own."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return sample("weighed", tmp_path / "site")


def findings(site: Path) -> list:
    return run(site, (blocks.check, verdicts.check, wording.check, quotations.check, links.check))


DISAGREEMENTS, CORRECTIONS = (
    (SITE / "data" / f"{name}.yml").read_text("utf-8") for name in ("disagreements", "corrections")
)
PLANTS = [
    ("data/disagreements.yml", re.search(r"    - \{who: \{en: The Part.*\n.*\n", DISAGREEMENTS)[0], "", "has one version only", "Add the version that contradicts it"),
    ("data/disagreements.yml", "settled: false", "settled: true", "is settled, but nothing says how and why", "Add `reading:`"),
    ("data/disagreements.yml", "[story.md]", "[stori.md]", "names the page `stori.md`, which does not exist", "Did you mean `story.md`?"),
    ("docs/en/story.md", "[ended](disagreements.md#d-end)", "ended", "the page touches the disagreement `end` and does not link to it", "#d-end"),
    ("data/disagreements.yml", "  pages: [story.md]", "  pages: []", "links to the disagreement `end`, whose record does not name it", "Add `story.md`"),
    ("data/disagreements.yml", "At noon.", "It was hacked.", "nobody broke in", "Say what was done"),
    ("data/myths.yml", "{en: It was filmed in a studio.,", "{en: 'In a studio [@whole].',", "holds a citation or a link", "Name sources under `sources`"),
    ("data/myths.yml", "  disagreement: end", "  disagreement: end\n  outlet: part", "the key `outlet` is not known", "Remove `outlet`"),
    ("data/myths.yml", "it: Fu girato", "it: Fu, dicono, girato", "`dicono` stands here alone, cut off by a comma", "quotation marks"),
    ("data/letter.yml", "  kind: wish\n", "  kind: wish\n  status: disputed\n", "is called a wish and has a `status`", "Remove `status:`"),
    ("data/letter.yml", "  status: established\n", "", "is called an allegation and has no `status`", "Add `status:`"),
    ("data/letter.yml", "[giorni migliori]", "[]", "has 1 quotations and 0 translations", "Give each entry"),
    ("data/letter.yml", "    - {text: {en: So does the letter., it: Anche la lettera.}, sources: [letter]}\n", "",
     "is called established, but it has one source", "Add evidence"),
    ("docs/en/letter.md", "/// passage | hope\nBetter days.\n///\n", "", "passages of the letter have no card: `hope`", "Add `/// passage | ID`"),
    ("docs/en/letter.md", "/// passage | hope\nBetter days.\n///\n\n/// passage | unpaid\nWork.\n///\n", "/// passage | unpaid\nWork.\n///\n\n/// passage | hope\nBetter days.\n///\n",
     "the card `unpaid` stands where the letter has `hope`", "order of data/letter.yml"),
    ("docs/en/letter.md", "Work.\n///\n", "Work.\n///\n\n/// passage | unpaid\nMore.\n///\n", "the card `unpaid` stands where the letter has no more", "each once"),
    ("data/corrections.yml", "page: story.md", "page: stori.md", "names the page `stori.md`, which does not exist", "Did you mean `story.md`?"),
    ("data/corrections.yml", "'2026-11-22'", "'2026-11'", "is not a day that exists", "Write a whole date"),
    ("data/glossary.yml", "- {id: clip,", "- {id: film, term: {en: Clip, it: film}, text: {en: A film., it: Un film.}}\n- {id: clip,",
     "the term “clip” is defined twice", "Keep one of the two"),
    ("docs/en/story.md", "It [ended]", "/// clock | X\n    events: [I03, I06]\n///\n\nIt [ended]", "`I06`", "`I03`"),
    ("docs/en/story.md", "It [ended]", "/// access | X\n    events: [I03]\n///\n\nIt [ended]", "`I03` (option `events`) is not the id of a fact whose event says who", "There is none yet."),
    ("data/facts.yml", "precision: minute,", "precision: minute, access: weeks,", "`weeks` is not one of the choices", "`invited`"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "old", "new", "message", "remedy"), PLANTS, ids=[row[3] for row in PLANTS])
def test_a_mistake_is_found_with_its_line_and_remedy(site, path, old, new, message, remedy):
    edit(site, path, old, new)
    found = [finding for finding in findings(site) if message in finding.message]
    assert found, [str(finding) for finding in findings(site)]
    assert remedy in found[0].remedy
    text = (site / found[0].path).read_text(encoding="utf-8").splitlines()
    assert 1 <= found[0].line <= len(text)


def test_the_letter_is_quoted_with_at_most_200_words(site):
    """By the site and its data together; what is quoted again counts once."""
    said = [" ".join(f"w{passage}x{word}" for word in range(20)) for passage in range(10)]
    edit(site, "data/letter.yml", "[better days]", f"[{', '.join(said[:5])}]")
    edit(site, "data/letter.yml", "[giorni migliori]", str(["parole"] * 5))
    again = said[4].rpartition(" ")[0]
    quoted = "".join(f"\n\nIt says: “{passage}”. [@letter]" for passage in (again, *said[5:9]))
    append(site, "docs/en/story.md", quoted)
    edit(site, "data/facts.yml", "It opened.\n", f"It opened, “{said[9]}”.\n")
    edit(site, "data/facts.yml", "sources: [whole]", "sources: [letter]")
    assert findings(site) == []
    edit(site, "data/facts.yml", "It was gone.\n", f"It was gone, “{said[0].replace('x', 'y')} more”.\n")
    edit(site, "data/facts.yml", "sources: [part]", "sources: [letter]")
    (found,) = findings(site)
    assert "quote 221 words of the letter; 200 are the limit, passed here" in found.message
    assert (found.path, found.remedy) == ("docs/en/story.md", "Tell this passage, or another one, in words of our own.")


@pytest.fixture
def render(site):
    with using(read(site).records):
        yield rendered


def test_a_disagreement_has_a_row_with_every_version_its_source_and_where_it_is_told(render):
    html = render("/// disagreements\n///")
    assert '<h3 id="d-end">When did it end?</h3>' in html
    assert 'href="#d-end"' in re.search(r'<a[^>]*class="verdict verdict--disputed"[^>]*>', html)[0]
    assert re.findall(r"<dt>(.*?)</dt>", html) == [
        "The Whole",
        'The Part, <span class="version__via">from The Whole</span>',
    ]
    assert re.findall(r"<dd>(\w+ noon\.)<sup", html) == ["At noon.", "By noon."]
    closed = re.search(r"<summary [^>]*aria-label.*?</summary>", html, re.S)[0]
    assert ">Not settled</span>" in closed
    # The answer is read out, and is no part of the name.
    assert 'aria-label="When did it end? Not settled."' in closed
    assert re.search(r'aria-describedby="([^"]+)".*<span class="upshot" id="\1">', closed, re.S)
    assert "Noon, at the latest." in html
    assert '<a href="story.md">S</a>' in html
    assert '<h2 id="sources">' in html
    italian = render("/// disagreements\n///", "it")
    assert "Quando finì?" in italian
    assert ">Non chiarita</span>" in italian
    assert "story.md" not in italian, "no such page in Italian"


def test_an_error_is_never_a_heading_by_itself(render):
    html = render("/// myths\n///")
    heading = re.search(r'<h2 id="m-moon">(.*?)</h2>', html)[1]
    assert re.sub("<.*?>", "", heading) == "Not so: It was filmed on the moon."
    assert "It was filmed in a studio.<sup" in html
    assert '<a href="disagreements.md#d-end">When did it end?</a>' in html


def test_a_card_has_quotation_kind_state_plain_words_evidence_and_address(render):
    html = render("/// passage | unpaid\nThey *work*.\n///")
    assert '<h2 id="p-unpaid">Unpaid</h2>' in html
    assert re.search('class="passage__kind"><svg.*</svg>Allegation</p>', html)
    assert '<span class="status status--established">Established</span>' in html
    assert "<em>work</em>" in html
    assert re.findall(r"<dt>(.*?)</dt>", html) == ["What speaks for it"]
    assert len(re.findall(r"<dd>.*?<sup", html)) == 2


def test_the_letters_words_are_marked_and_ours_stand_beside_them(render):
    english, italian = (render("/// passage | hope\nx\n///", lang) for lang in ("en", "it"))
    assert '<p lang="en">“better days”<sup' in english
    assert "giorni migliori" not in english
    assert '<p lang="en">“better days”<sup' in italian
    assert '<p class="passage__translation">«giorni migliori»</p>' in italian


def test_corrections_are_listed_newest_first_with_their_page(render, site):
    later = CORRECTIONS.replace("hour", "day").replace("2026-11-22", "2026-11-23").replace("story.md", "gone.md")
    (site / "data/corrections.yml").write_text(CORRECTIONS + later, encoding="utf-8")
    with using(read(site).records):
        html = render("/// corrections\n///")
    assert re.findall(r'id="correction-(\w+)"', html) == ["day", "hour"]
    assert '<a href="story.md">S</a>. It said: It ended at noon. It says now: It ended by noon.' in html
    assert ">23 November 2026</time>. It said:" in html
    with using(replace(records(), corrections={})):
        assert "No correction so far." in render("/// corrections\n///")


def test_frames_hold_lists_with_their_sources_and_stand_before_the_caption(render):
    frame = "/// outcome | A\n    kind: {}\n\n- {}\n///\n\n".format
    both = frame("out", "Clips [@part]") + frame("in", "Weights")
    html = render(f"//// outcomes | What came out [@whole]\n{both}////")
    assert re.findall(r'class="outcome (outcome--\w+)"', html) == ["outcome--out", "outcome--in"]
    assert html.index("Weights") < html.index("<figcaption")
    assert html.count('role="doc-noteref"') == 2


def test_the_path_of_a_prompt_is_a_numbered_list_and_its_drawing_repeats_it(render):
    html = render("/// prompt-path | It passed on\n1. Words.\n2. Sent.\n///")
    assert re.findall(r"<li>(\w+)\.</li>", html) == ["Words", "Sent"]
    assert len(re.findall(r'<div aria-hidden="true" class="route__way', html)) == 2
    assert re.findall(r"route__station--(\w+)", html) == ["visitor", "page", "server", "visitor", "home"]
    assert html.count('<input type="checkbox"') == 1


def test_every_conflict_is_told_and_every_event_on_the_timeline_or_left_out_for_a_reason():
    weighed = (*records().disagreements.values(), *records().myths.values())
    told = {fact for record in weighed for fact in record.facts}
    firm = [fact for fact in records().facts.values() if fact.confidence != "low"]
    page = (ROOT / "docs/en/timeline.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\b[A-Z]\d\d\b", " ".join(re.findall(r"events: \[(.*?)\]", page))))
    assert {fact.id for fact in firm if fact.conflict} - told == set(COVERAGE["conflicts"])
    assert {fact.id for fact in firm if fact.event} - shown == set(COVERAGE["events"])
    assert all(len(reason) > 20 for left_out in COVERAGE.values() for reason in left_out.values())


CLOCK = "/// clock | When\n    events: [I04, I03]\n    undated: [P02]\n    data: events.csv\n\nHow to read it.\n///"
ACCESS = "/// access | Who could\n    events: [P02, I03]\n\nHow to read it.\n///"


@pytest.mark.parametrize(("lang", "home"), [("en", ["8:30", "12:01"]), ("it", ["14:30", "18:01"])])
def test_clock_is_open_up_to_an_end_and_has_every_clock(lang, home):
    html = rendered(CLOCK, lang)
    assert re.findall(r'<li data-state="(\w+)"', html) == ["open", "end", "undated"]
    assert re.findall(r'class="line__time"><span>[^<]+</span><time class="zone zone--\w+"[^>]*>([\d:]+)', html) == home
    zones = {"en": ["eastern", "utc", "rome"], "it": ["rome", "eastern", "utc"]}[lang]
    assert re.findall(r'name="clock"[^>]* value="(\w+)"', html) == zones
    assert html.count('checked="checked"') == 1
    heights = [float(height) for height in re.findall(r'class="line__span" height="([\d.]+)rem"', html)]
    assert heights[0] == pytest.approx(3.6 * (3 + 31 / 60), abs=0.01)
    assert 'href="root:data/events.csv"' in html


def test_access_is_as_long_as_it_lasted_and_says_who():
    html = rendered(ACCESS)
    assert re.findall(r'<li data-state="(\w+)"', html) == ["invited", "anyone"]
    assert "invited testers only" in html
    first, last = (float(height) for height in re.findall(r'class="line__span" height="([\d.]+)rem"', html))
    assert (first, last) == (pytest.approx(285 / 30.4 * MONTH, abs=0.01), 0)


def test_the_letters_bars_are_as_long_as_its_passages_and_say_what_they_lack(site):
    edit(site, "data/letter.yml", "  kind: wish\n", "  kind: wish\n  words: 25\n")
    with using(read(site).records):
        html = rendered("/// letter-map | Bars\n    data: letter.csv\n\nHow to read it.\n///")
    first, second = re.findall(r"<li>.*?</li>", html, re.S)
    assert 'href="#p-hope"' in first
    assert "25 words, wish" in first
    assert float(re.search(r'width="([\d.]+)rem"', first)[1]) == pytest.approx((25 * 2.8 + 2) / 20, abs=0.01)
    assert "length not known, allegation" in second
    assert "<svg" not in second


def test_counts_draw_a_mark_for_each_and_show_what_others_counted():
    table = "| List | Who |\n|---|---|\n| 2 entries | a |\n| 3 entries | b |\n| none | c |"
    html = rendered(f"/// counts | It grew\n    told: ['3']\n    more: ['2']\n\n{table}\n///")
    marks = [re.findall(r'class="counts__(\w+)"', row)[1:] for row in re.findall(r"<tr>.*?</tr>", html, re.S)]
    assert marks == [[], ["seen", "seen", "more"], ["told", "told", "told"], []]
