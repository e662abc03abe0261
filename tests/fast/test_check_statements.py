"""The statement check: what needs a source, where the source may stand, what is exempt, and how well it is done."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from explainer.check.data import Data
from explainer.check.page import Page
from explainer.check.site import Site
from explainer.check.statements import EXCEPTIONS, Names, check, claims
from explainer.finding import Finding

SENTENCES = Path(__file__).parent / "statements"
DATA = {
    "sources": {"key": {"id": "key", "title": "Dear Corporate AI Overlords", "publisher": "The Letter"}},
    "facts": {
        "F1": {
            "id": "F1",
            "event": {"at": "2024-11-26T13:30Z", "text": {"en": "Online at 8:30.", "it": "In rete alle 14:30."}},
            "forms": {"en": ["8:30"], "it": ["14:30"]},
        }
    },
    "models": {
        "mochi-1": {"id": "mochi-1", "name": "Mochi 1", "variants": [{"name": "Mochi 1 preview", "gb": "60 GB"}]}
    },
}


def measure(language: str) -> dict[str, int | float]:
    file = yaml.safe_load((SENTENCES / f"{language}.yml").read_text(encoding="utf-8"))
    names = Names(file["names"])
    reported = {
        kind: sum(bool(claims(sentence, file["language"], names)) for sentence in file[kind])
        for kind in ("needs", "does_not")
    }
    found, false_alarms = reported["needs"], reported["does_not"]
    return {
        "sentences": len(file["needs"]) + len(file["does_not"]),
        "found": found,
        "missed": len(file["needs"]) - found,
        "false_alarms": false_alarms,
        "precision": round(found / (found + false_alarms), 2),
        "recall": round(found / len(file["needs"]), 2),
    }


@pytest.mark.parametrize("language", ["english", "italian"])
def test_precision_and_recall_are_those_that_are_stated(language: str) -> None:
    stated = yaml.safe_load((SENTENCES / "measured.yml").read_text(encoding="utf-8"))
    assert measure(language) == stated[language], (
        "put the new figures into tests/fast/statements/measured.yml and on the page"
    )


def test_the_labelled_sentences_are_a_hundred_and_twenty_different_ones() -> None:
    files = [yaml.safe_load((SENTENCES / f"{name}.yml").read_text(encoding="utf-8")) for name in ("english", "italian")]
    assert [(len(file["needs"]), len(file["does_not"])) for file in files] == [(50, 50), (10, 10)]
    assert len({sentence for file in files for kind in ("needs", "does_not") for sentence in file[kind]}) == 120


def findings(root: Path, body: str, name: str = "story.md", language: str = "en") -> list[Finding]:
    """Run the check over one page whose text, from line 7 on, is `body`."""
    path = root / "docs" / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: A\ndescription: B\ntells: []\n---\n\n{body}\n", encoding="utf-8")
    site = Site(root)
    site.pages[language][name] = Page(path, f"docs/{language}/{name}", language, name)
    return list(check(site, Data(root, **DATA)))


NEEDS = {
    "sentence": ("All went well. It took 12 hours.", 7, "“12”", "It took 12 hours."),
    "second line": ("All went well,\nas far as one knows.\nIt took 12 hours.", 9, "“12”", "It took"),
    "the citation is in the next sentence": ("It took 12 hours. They say so [@key].", 7, "“12”", "It took"),
    "the citation is in the sentence before": ("They say so. [@key] It took 12 hours.", 7, "“12”", "It took"),
    "list item": ("- One tab [@key].\n- It took 12 hours.", 8, "“12”", "It took"),
    "table row": ("| a | b |\n|---|---|\n| x [@key] | y |\n| 12 GB | z |", 10, "“12”", "12 GB"),
    "caption": ("/// figure | All 12 clips\n    alt: Twelve dots.\n\n![x](x.svg)\n///", 7, "“12”", "All 12 clips"),
    "definition": ("Word\n:   Used since 1994.", 8, "“1994”", "Used since"),
    "block quotation": ("> It was “a long day” for all of us.", 7, "“a long day”", "It was"),
    "quotation": ("She calls it “a long day”.", 7, "“a long day”", "She calls"),
    "words that happen to stand in a title": ("They wrote of “corporate AI”.", 7, "“corporate AI”", "They wrote"),
    "straight quotation": ('She calls it "a long day".', 7, "“a long day”", "She calls"),
    "abbreviation": ("It ended by 12:01 p.m. Eastern, they say.", 7, "“12:01 p.m.”", "Eastern, they say"),
    "all that is uncited is named": (
        "On 26 November 2024 three hundred people saw 87 clips.",
        7,
        "“26 November 2024”, “three hundred people”, “87”",
        "On 26",
    ),
    "heading": ("## It took 12 hours { #took }\n\nSo they say.", 7, "“12”", "It took 12 hours"),
    "heading cited above only": ("It took 12 hours [@key].\n\n## It took 12 hours { #took }", 9, "“12”", "It took"),
    "answer": ("/// answer\nIt took 12 hours.\n///\n\nIt took long [@key].", 8, "“12”", "It took"),
    "answer with another figure": (
        "/// answer\nIt took 12 hours.\n///\n\nIt took 13 hours [@key].",
        8,
        "“12”",
        "It took",
    ),
    "unknown": ("/// unknown\n- Whether it took 12 hours.\n///", 8, "“12”", "Whether"),
    "a figure after an article that is nowhere cited": ("The 12 clips are gone.", 7, "“12”", "The 12 clips"),
    "colon before an uncited list": ("It offered 12 settings:\n\n- size\n- length", 7, "“12”", "It offered"),
    "claim without a source in its title": (
        "/// claim | It took 12 hours\n    id: so\n    status: disputed\n    speaker: They\n\nSo they say.\n///",
        7,
        "“12”",
        "It took 12 hours",
    ),
    "claim": (
        "/// claim | It was so\n    id: so\n    status: disputed\n    speaker: They\n\nIt took 12 hours.\n///",
        12,
        "“12”",
        "It took",
    ),
    "exception in another sentence": (
        "It took long. <!-- uncited: a test of it --> It took 12 hours.",
        7,
        "“12”",
        "It took 12",
    ),
}


@pytest.mark.parametrize(("body", "line", "claim", "text"), NEEDS.values(), ids=NEEDS.keys())
def test_statement_without_a_source(tmp_path: Path, body: str, line: int, claim: str, text: str) -> None:
    found = [f for f in findings(tmp_path, body) if "excuses nothing" not in f.message]
    assert [(f.path, f.line) for f in found] == [("docs/en/story.md", line)]
    assert f"no source for {claim} in: " in found[0].message
    assert text in found[0].message
    assert "[@key]" in found[0].remedy
    assert "<!-- uncited: reason -->" in found[0].remedy


FINE = {
    "after the full stop": "It took 12 hours. [@key] So they say.",
    "inside": "It took 12 hours [@key].",
    "before the end": "By their count [@key], it took 12 hours.",
    "item": "- It took 12 hours. That is long [@key].",
    "row": "| a | b |\n|---|---|\n| 12 GB | they [@key] |",
    "caption": "/// figure | All 12 clips [@key]\n    alt: 12 dots.\n\n![x](x.svg)\n///",
    "definition": "Word\n:   Used since 1994. So they say [@key].",
    "block quotation": "> It was “a long day”. Very long. [@key]",
    "quotation of two sentences": "She wrote: “It was long. It was good.” [@key] All agree.",
    "list after a colon": "It offered 12 settings:\n\n- size [@key]\n- length [@key]",
    "table after a colon": "It offered 12 settings:\n\n| a |\n|---|\n| size [@key] |",
    "heading": "## It took 12 hours { #took }\n\nIt took 12 hours [@key].",
    "heading with words": "## Access ended after three hours { #took }\n\nIt took 3 hours [@key].",
    "title of a claim": "/// claim | “It took 12 hours”\n    id: so\n    status: disputed\n    speaker: They\n\nSo they say [@key].\n///",
    "heading from a quotation": "## Hundreds helped { #helped }\n\nIt says: “Hundreds of artists helped” [@key].",
    "heading that counts its own parts": "## Two points are open { #open }",
    "heading over a timeline": "## It began at 8:30 { #began }\n\n/// timeline\n    events: [F1]\n///",
    "heading over a model": "## It needs 60 GB { #memory }\n\n/// model | mochi-1\n///",
    "table head": "| 12 GB | 24 GB |\n|---|---|\n| 12 or 24 [@key] | x |",
    "answer": "/// answer\nOn 26 November it took three hours.\n///\n\nOn 26 November 2024 it took 3 hours [@key].",
    "unknown": "It took 12 hours [@key].\n\n/// unknown\n- Whether it took 12 hours.\n///",
    "reminder": "They count 217 clips [@key]. Nobody can check the 217.",
    "name of a model": "Mochi 1 is large, and Mochi 1 preview too.",
    "title of a source": "The letter is called “Dear Corporate AI Overlords”.",
    "licence": "Its licence is Apache-2.0, this text's CC BY 4.0.",
    "one word in quotation marks": "They call it “Running”.",
    "small count after an article": "The four models were named, and all three tabs.",
    "small count after an article and an adjective": "Where the first seven names were added is unknown.",
    "own list": "Two traps wait: a wrong rate and a wrong name.",
    "next": "/// next\n- [The 12 hours](story.md)\n///",
    "code": "Write `num_frames=85` and:\n\n```python\nframes = 85\n```",
    "step": "Take the program of step 2.",
    "address": "See [the copy](https://x.example/2024/11/26/).",
    "options": "/// claim | So it was\n    id: so-2024\n    status: disputed\n    speaker: They, in 2024\n\nSo they say [@key].\n///",
    "excused after it": "It took 12 hours. <!-- uncited: a test of it --> All went well.",
    "excused at the end": "All went well. It took 12 hours. <!-- uncited: a test of it -->",
    "excused on the line before": "<!-- uncited: a test of it -->\nIt took 12 hours. Later it took 13.",
    "excused item": "- It took 12 hours. <!-- uncited: a test of it -->\n- All went well.",
    "excused row": "| a | b |\n|---|---|\n| 12 GB <!-- uncited: a test of it --> | z |",
}


@pytest.mark.parametrize("body", FINE.values(), ids=FINE.keys())
def test_statement_that_has_its_source_or_needs_none(tmp_path: Path, body: str) -> None:
    assert [str(finding) for finding in findings(tmp_path, body)] == []


def test_home_page_may_repeat_what_it_cites(tmp_path: Path) -> None:
    body = "## How long? { #long }\n\nIt took 12 hours.\n\n## Who says so? { #who }\n\nThey count 12 hours [@key]."
    assert findings(tmp_path, body, "index.md") == []
    assert len(findings(tmp_path, body.replace("count 12", "count 13"), "index.md")) == 1
    (tmp_path / "docs/en/index.md").unlink()
    assert len(findings(tmp_path, body)) == 1


def test_pages_about_the_site_itself_are_left_out(tmp_path: Path) -> None:
    assert findings(tmp_path, "Quote at most 25 words.", "contribute.md") == []


def test_exception_needs_a_reason_and_something_to_excuse(tmp_path: Path) -> None:
    (bare,) = findings(tmp_path, "It took 12 hours. <!-- uncited: -->")
    assert (bare.line, bare.message) == (7, "an exception without a reason")
    (idle,) = findings(tmp_path, "It took 12 hours [@key]. <!-- uncited: a test of it -->")
    assert (idle.line, idle.message) == (7, "an exception that excuses nothing")
    assert "Remove it" in idle.remedy


def test_the_whole_site_has_at_most_twenty_exceptions(tmp_path: Path) -> None:
    body = "\n\n".join(f"It took {n} hours. <!-- uncited: a test of it -->" for n in range(10, 10 + EXCEPTIONS))
    assert findings(tmp_path, body) == []
    found = findings(tmp_path, "So it took 5 hours. <!-- uncited: a test of it -->", "other.md")
    assert [f.message for f in found] == [f"more than {EXCEPTIONS} exceptions in the whole site ({EXCEPTIONS + 1})"]


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("La pagina comparve alle 14:30.", False),
        ("La pagina comparve alle 14:30 [@key].", True),
        ("## Comparve alle 14:30 { #inizio }\n\n/// timeline\n    events: [F1]\n///", True),
        ("Costava 1.500 dollari.", False),
        ("/// answer\nCostava 1.500 dollari.\n///\n\nCostava 1500 dollari [@key].", True),
        ("I quattro modelli restano.", True),
        ("Restano quattro modelli.", False),
        ("«una traduzione nostra» di “words from it” [@key].", True),
    ],
)
def test_italian(tmp_path: Path, text: str, fine: bool) -> None:
    assert (findings(tmp_path, text, language="it") == []) is fine
