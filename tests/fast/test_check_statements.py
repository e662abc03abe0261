"""The statement check: what needs a source, where the source may stand, and what is exempt."""

from functools import partial
from pathlib import Path

import onepage
import pytest

from explainer.check.statements import check

FACTS = """\
- id: F1
  statement: It opened.
  voice: none
  confidence: high
  status: attributed
  sources: [key]
  event: {at: '2024-11-26T13:30Z', precision: minute, text: {en: Online at 8:30., it: In rete alle 14:30.}}
"""
findings = partial(onepage.findings, check, facts=FACTS)
STORY = "story.md"

FIGURES = {
    "sentence": ("All went well. It took 12 hours.", 7, "“12”", "It took 12 hours."),
    "second line": ("All went well,\nas far as one knows.\nIt took 12 hours.", 9, "“12”", "It took"),
    "the mark is in the next paragraph": ("It took 12 hours.\n\nThey say so. [@key]", 7, "“12”", "It took"),
    "the mark is below the answer": ("/// answer\nIt took 12 hours.\n///\n\nThey say so. [@key]", 8, "“12”", "It took"),
    "the citation is in the sentence before": ("They say so. [@key] It took 12 hours.", 7, "“12”", "It took"),
    "list item": ("- One tab [@key].\n- It took 12 hours.", 8, "“12”", "It took"),
    "definition": ("Word\n:   Used since 1994.", 8, "“1994”", "Used since"),
    "block quotation": ("> It was “a long day” for all of us.", 7, "“a long day”", "It was"),
    "quotation": ("She calls it “a long day”.", 7, "“a long day”", "She calls"),
    "words that happen to stand in a title": ("They wrote of “corporate AI”.", 7, "“corporate AI”", "They wrote"),
    "straight quotation": ('She calls it "a long day".', 7, "“a long day”", "She calls"),
    "number word": ("Nobody saw three hundred clips.", 7, "“three”, “hundred”", "Nobody saw"),
    "heading": ("## It took 12 hours { #took }\n\nSo they say.", 7, "“12”", "It took 12 hours"),
    "answer with another figure": ("/// answer\nIt took 12 hours.\n///\n\nIt took 13 hours [@key].", 8, "“12”", "It took"),
    "colon before an uncited list": ("It offered 12 settings:\n\n- size\n- length", 7, "“12”", "It offered"),
    "claim without a source": ("/// claim | It took 12 hours\n    id: so\n    status: disputed\n    speaker: They\n\nSo they say.\n///", 7, "“12”", "It took 12 hours"),
    "exception before the mark": ("It took 12 hours. It took long. <!-- uncited: a test of it --> So they say.", 7, "“12”", "It took 12"),
    "exception in another sentence": ("It took long. <!-- uncited: a test of it --> It took 12 hours.", 7, "“12”", "It took 12"),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line", "claim", "text"), FIGURES.values(), ids=FIGURES.keys())
def test_a_figure_or_quotation_without_a_source(root: Path, body: str, line: int, claim: str, text: str) -> None:
    found = [f for f in findings(root, body, STORY) if "excuses nothing" not in f.message]
    assert [(f.path, f.line) for f in found] == [("docs/en/story.md", line)]
    assert f"no source for {claim} in: " in found[0].message
    assert text in found[0].message
    assert "[@key]" in found[0].remedy
    assert "<!-- uncited: reason -->" in found[0].remedy


FINE = {
    "after the next full stop": "It took 12 hours. So they say. [@key]",
    "at the end of an answer": "/// answer\nIt took 12 hours.\n\nSo they say. [@key]\n///",
    "an exception on the way to the mark": "It took 12. It took 13. <!-- uncited: a test of it --> So they say. [@key]",
    "inside": "By their count [@key], it took 12 hours.",
    "row": "| a | b |\n|---|---|\n| 12 GB | they [@key] |",
    "caption": "/// outcomes | All 12 clips\n![12 dots](x.svg)\n///",
    "definition": "Word\n:   Used since 1994. So they say [@key].",
    "block quotation": "> It was “a long day”. Very long. [@key]",
    "quotation of two sentences": "She wrote: “It was long. It was good.” [@key]",
    "list after a colon": "It offered 12 settings:\n\n- size [@key]\n- length [@key]",
    "heading": "## It took 12 hours { #took }\n\nIt took 12 hours [@key].",
    "heading with words": "## Access ended after three hours { #took }\n\nIt took 3 hours [@key].",
    "title of a claim": "/// claim | “It took 12 hours”\n    id: so\n    status: disputed\n    speaker: They\n\nSo [@key].\n///",
    "heading over a timeline": "## It began at 8:30 { #began }\n\n/// timeline\n    events: [F1]\n///",
    "table head": "| 12 GB | 24 GB |\n|---|---|\n| 12 or 24 [@key] | x |",
    "answer": "/// answer\nOn 26 November it took three hours.\n///\n\nOn 26 November 2024 it took 3 hours [@key].",
    "unknown": "It took 12 hours [@key].\n\n/// unknown\n- Whether it took 12 hours.\n///",
    "title of a source": "Read “Dear Corporate AI Overlords” [@key].",
    "licence": "Its licence is Apache-2.0, this text's CC BY 4.0 [@key].",
    "next": "/// next\n- [The 12 hours](story.md)\n///",
    "code": "```python\nframes = 85\n```",
    "one link": "[The 12 hours of it](story.md)",
    "excused after it": "It took 12 hours. <!-- uncited: a test of it --> All went well [@key].",
    "excused at the end": "All went well. It took 12 hours. <!-- uncited: a test of it -->",
    "excused on the line before": "<!-- uncited: a test of it -->\nIt took 12 hours. Later it took 13.",
    "excused by a line of its own": "<!-- uncited: a test of it -->\n\nIt took 12 hours. Later it took 13.",
    "excused item": "- It took 12 hours. <!-- uncited: a test of it -->\n- All went well [@key].",
    "excused row": "| a | b |\n|---|---|\n| 12 GB <!-- uncited: a test of it --> | z |",
}  # fmt: skip


@pytest.mark.parametrize("body", FINE.values(), ids=FINE.keys())
def test_what_has_its_source_or_needs_none(root: Path, body: str) -> None:
    assert [str(finding) for finding in findings(root, body, STORY, tells="F1")] == []


BARE = {
    "paragraph": ("Testers were told nothing.", 7),
    "item": ("- They saw it [@key].\n- Nobody else did.", 8),
    "row": ("| a | b |\n|---|---|\n| x [@key] | y |\n| v | w |", 10),
    "definition": ("Word\n:   What nobody said.", 8),
    "block quotation": ("> What nobody said.", 7),
}  # fmt: skip


@pytest.mark.parametrize(("body", "line"), BARE.values(), ids=BARE.keys())
def test_on_a_page_that_tells_facts_every_text_has_a_source(root: Path, body: str, line: int) -> None:
    (found,) = findings(root, body, STORY, tells="F1")
    assert (found.path, found.line) == ("docs/en/story.md", line)
    assert "has no source: " in found.message
    assert findings(root, body, STORY) == []


@pytest.mark.parametrize("name", ["index.md", "since.md"])
def test_on_pages_of_the_story_every_paragraph_ends_in_a_mark_or_leads_on(root: Path, name: str) -> None:
    (found,) = findings(root, "It opened. [@key] It closed.", name)
    assert "no mark ends this paragraph: It closed." in found.message
    for fine in (
        "It opened. It closed. [@key]",
        "It opened. [@key] When it closed is [told elsewhere](story.md).",
        "It opened. [@key] So it seems to us. <!-- uncited: our own conclusion -->",
        "/// answer\nIt opened.\n\nIt closed. [@key]\n///",
        "/// unknown\n- When it closed.\n\nOr why.\n///",
    ):
        assert findings(root, fine, name) == []


def test_pages_about_the_site_itself_are_left_out(root: Path) -> None:
    assert findings(root, "Quote at most 25 words.", "contribute.md") == []


def test_an_exception_needs_a_reason_and_something_to_excuse(root: Path) -> None:
    (bare,) = findings(root, "It took 12 hours. <!-- uncited: -->", STORY)
    assert (bare.line, bare.message) == (7, "an exception without a reason")
    (idle,) = findings(root, "It took 12 hours [@key]. <!-- uncited: a test of it -->", STORY)
    assert (idle.line, idle.message) == (7, "an exception that excuses nothing")
    assert "Remove it" in idle.remedy


def test_italian(root: Path) -> None:
    fine = {
        "La pagina comparve alle 14:30.": False,
        "La pagina comparve alle 14:30 [@key].": True,
        "## Comparve alle 14:30 { #inizio }\n\n/// timeline\n    events: [F1]\n///": True,
        "/// answer\nCostava 1.500 dollari.\n///\n\nCostava 1500 dollari [@key].": True,
        "I quattro modelli restano.": True,
        "Restano quattro modelli.": False,
        "«una traduzione nostra» di “words from it” [@key].": True,
    }
    assert {text: findings(root, text, STORY, language="it") == [] for text in fine} == fine
