"""What is counted on the pages of the story, and held against them."""

from pathlib import Path

import pytest

from explainer.check.__main__ import main
from explainer.check.style import Told
from explainer.pages.site import Site
from explainer.paths import ROOT
from explainer.records import read, using

SETTINGS = "markdown_extensions: {attr_list: {}, def_list: {}, tables: {}, toc: {}, pymdownx.superfences: {}, explainer.markdown: {}}\n"
SOURCES = """\
- {id: key, publisher: The Letter, title: Dear Corporate AI Overlords, language: en, kind: primary, read: original,
   seen: all, says: All.}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/sources.yml").write_text(SOURCES, encoding="utf-8")
    (tmp_path / "data/words.yml").write_text((ROOT / "data/words.yml").read_text(encoding="utf-8"), encoding="utf-8")
    for configuration in ("mkdocs.yml", "mkdocs.it.yml"):
        (tmp_path / configuration).write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def write(root: Path, body: str, name: str = "since.md", language: str = "en") -> None:
    """Write a page of the story whose text, from line 7 on, is `body`."""
    path = root / "docs" / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: Sora\ndescription: B\ntells: []\n---\n\n{body}\n", encoding="utf-8")


def told(root: Path, body: str, name: str = "since.md", language: str = "en") -> Told:
    write(root, body, name, language)
    with using(read(root).records):
        page = Told(Site(root).pages[language][name])
        assert page.sentences is not None
    return page


def test_sentences_are_counted_without_what_is_no_running_text(root: Path) -> None:
    page = told(
        root,
        "# A heading of words\n\n/// answer\nIt was gone.\n///\n\nThe page opened at noon. [@key] It closed. [@key]\n\n"
        "- A name\n- It stayed open.\n\n| a | b |\n|---|---|\n| c. | d. |\n\n[A way on](since.md)\n\n"
        "/// unknown\n- What was read in a copy.\n///",
    )
    assert [said.words for _, said in page.sentences] == [
        "It was gone.",
        "The page opened at noon.",
        "It closed.",
        "It stayed open.",
    ]
    assert (page.words, page.mean, max(page.counted)) == (13, 3.25, 5)
    assert (page.answer, page.marks) == (3, 2)
    assert [*page.found("provenance")] == []


def test_italian_is_counted_without_what_it_quotes_from_another_language(root: Path) -> None:
    page = told(root, "L’arte è lunga. Dice “it is a very long day” «è lunga».", language="it")
    assert page.counted == [3, 3]
    assert page.ease == pytest.approx(89 + (300 * 2 - 10 * 21) / 7)


PHRASES = {
    "provenance": {
        "en": [
            "By a page, read in a copy, it was gone.",
            "It was gone, as other sites retell it.",
            "It was gone, as quoted by The Paper.",
            "In the part we read it is gone.",
            "The post could not be read.",
            "It ended by OpenAI’s own pages.",
        ],
        "it": [
            "Era sparita, in un testo letto in copia.",
            "Era sparita, come altri siti riportano.",
            "Lo scrive The Paper, ripreso da The Echo.",
            "Nella parte che abbiamo letto non c’è.",
        ],
    },
    "attribution": {
        "en": ["OpenAI says no.", "It was gone, according to her.", "By the group’s own count it took three hours."],
        "it": ["OpenAI dice di no.", "Secondo il gruppo sono tre ore.", "Lo ha scritto lei."],
    },
    "hedge": {
        "en": ["It is gone, as far as is known.", "It was probably gone.", "When it ended is not known."],
        "it": ["Per quanto si sa, è finita.", "Forse è finita.", "Quando, non si sa."],
    },
}


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(kind, language, text) for kind, both in PHRASES.items() for language, texts in both.items() for text in texts],
)
def test_a_turn_of_phrase_is_found_outside_quotation_marks_alone(root, kind, language, text) -> None:
    assert [*told(root, text, language=language).found(kind)]
    assert [*told(root, f"A “{text.rstrip('.')}” b.", language=language).found(kind)] == []


def test_the_numbers_of_each_page_are_printed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, "It was gone, says OpenAI. [@key]")
    write(root, "Era finita.", language="it")
    assert main(["--root", str(root), "--numbers"]) == 0
    head, english, italian = capsys.readouterr().out.splitlines()
    assert head.split()[:3] == ["words", "mean", "longest"]
    assert english.split() == ["docs/en/since.md", "5", "5.0", "5", "–", "0", "20.0", "0", "5"]
    assert italian.split()[4] == f"{89 + (300 - 90) / 2:.0f}"
