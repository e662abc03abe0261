"""What is counted on the pages of the story, and held against them."""

from functools import partial
from pathlib import Path

import onepage
import pytest

from explainer.check import run, style
from explainer.check.style import Told
from explainer.pages.site import Site
from explainer.records import read, using

STORY = "since.md"
write = partial(onepage.write, name=STORY, tells="F1, F2")
findings = partial(onepage.findings, style.check, tells="F1, F2")


def told(root: Path, body: str, language: str = "en") -> Told:
    write(root, body, language=language)
    with using(read(root).records):
        page = Told(Site(root).pages[language][STORY])
        assert page.sentences is not None
    return page


def test_sentences_are_counted_without_what_is_no_running_text(root: Path) -> None:
    page = told(
        root,
        "# A heading of words\n\n/// answer\nIt was gone.\n///\n\nThe page opened at noon. [@key] It closed. [@key]\n\n"
        "- A name\n- It stayed open.\n\n| a | b |\n|---|---|\n| c. | d. |\n\n[A way on](since.md)\n\n"
        "/// unknown\n- What was read in a copy.\n///",
    )
    said = ["It was gone.", "The page opened at noon.", "It closed.", "It stayed open."]
    assert [sentence.words for _, sentence in page.sentences] == said
    assert (page.words, page.mean, max(page.counted)) == (13, 3.25, 5)
    assert page.answer == 3
    assert [*page.found("provenance")] == []


def test_italian_is_counted_without_what_it_quotes_from_another_language(root: Path) -> None:
    page = told(root, "L’arte è lunga. Dice “it is a very long day” «è lunga».", language="it")
    assert page.counted == [3, 3]
    assert page.ease == pytest.approx(89 + (300 * 2 - 10 * 21) / 7)


PHRASES = {
    "provenance en": "By a page, read in a copy, it was gone. | It was gone, as other sites retell it. | It was gone, as "
    "quoted by The Paper. | In the part we read it is gone. | The post could not be read. | It ended by OpenAI’s own pages.",
    "provenance it": "Era sparita, in un testo letto in copia. | Era sparita, come altri siti riportano. | Lo scrive The "
    "Paper, ripreso da The Echo. | Nella parte che abbiamo letto non c’è.",
    "attribution en": "OpenAI says no. | It was gone, according to her. | By the group’s own count it took three hours.",
    "attribution it": "OpenAI dice di no. | Secondo il gruppo sono tre ore. | Lo ha scritto lei.",
    "hedge en": "It is gone, as far as is known. | It was probably gone. | When it ended is not known.",
    "hedge it": "Per quanto si sa, è finita. | Forse è finita. | Quando, non si sa.",
}


@pytest.mark.parametrize(
    ("kind", "language", "text"),
    [(*key.split(), text) for key, texts in PHRASES.items() for text in texts.split(" | ")],
)
def test_a_turn_of_phrase_is_found_outside_quotation_marks_alone(root, kind, language, text) -> None:
    assert [*told(root, text, language=language).found(kind)]
    assert [*told(root, f"A “{text.rstrip('.')}” b.", language=language).found(kind)] == []


LONG = "The page opened at noon and closed at one and opened again at two and closed at three " + "and so on " * 5
FACTS = """\
- {id: F1, statement: So., confidence: high, status: established, voice: none, sources: [key],
   forms: {en: [noon], it: [mezzogiorno]}}
- {id: F2, statement: So., confidence: low, status: disputed, voice: anonymous, sources: [key],
   forms: {en: [two clips], it: [due clip]}}
"""

FAULTS = {
    "provenance": ("en", "It was gone.\n\nIt ended, as quoted by The Paper.", 9, "tells how we know", "mark"),
    "too many attributions": ("en", "It ended, says OpenAI. It is over, says she.", 1, "in 100 words, more than 3", "plainly"),
    "two in an answer": ("en", "/// answer\nIt ended, says OpenAI. She says no.\n///\n" + "\nIt was gone." * 40, 8, "2 attributions and hedges in the answer", "one at most"),
    "long sentence": ("en", LONG + ".", 7, "a sentence of 33 words", "Make two"),
    "long sentences": ("en", (LONG[:100] + "so. ") * 3, 1, "words in a sentence on average, more than 18", "words (line): "),
    "long answer": ("en", "/// answer\n" + "It was gone. " * 12 + "\n///", 7, "an answer of 36 words", "need not know"),
    "hard Italian": ("it", "Straordinariamente incomprensibile burocratizzazione. " * 4, 1, "Gulpease", "shorter words"),
    "long heading": ("en", "## One two three four five six seven eight nine ten { #ten }", 7, "a heading of 10 words", "fewer"),
    "doubt in a heading": ("en", "## It was probably gone { #gone }", 7, "“probably” stands in the heading", "how firm"),
    "six words twice in one paragraph": ("en", "It was open for about three hours. They say it was open for about three hours.", 7, "“it was open for about three” stands on line 7", "Say it once"),
    "six words twice": ("en", "It was open for about three hours.\n\nThey say it was open for about three hours.", 9, "“it was open for about three” stands on line 7", "Say it once"),
    "as far as is known twice": ("en", "It ended, as far as is known.\n\nIt began, as far as we know.", 9, "a second time; the first is on line 7", "each doubt once"),
    "nobody's role": ("en", "Federico Bomba was there.", 7, "Federico Bomba is named here first, without a role", "six words"),
    "dice twice": ("it", "Era finita, dice OpenAI. Era chiusa, dice lei.", 7, "more than once here", "secondo X"),
    "needless attribution": ("en", "OpenAI says it opened at noon. [@key]", 7, "nobody's word is needed (`F1`)", "plainly"),
    "nobody says it": ("en", "They made two clips. [@key]", 7, "nobody says this (`F2`)", "who says so"),
    "hedge on what is established": ("en", "It probably opened at noon. [@key]", 7, "weakens what is established", "Leave it out"),
}  # fmt: skip


@pytest.mark.parametrize(("language", "body", "line", "message", "remedy"), FAULTS.values(), ids=FAULTS.keys())
def test_what_breaks_the_guide_is_found(root, language, body, line, message, remedy) -> None:
    found = findings(root, body, STORY, language=language, facts=FACTS)
    fitting = [f for f in found if f.line == line and message in f.message and remedy in f.remedy]
    assert fitting, "\n".join(map(str, found))


FINE = {
    "unknown": ("en", "/// unknown\n- What stood in the post, which could not be read, as far as is known.\n///"),
    "quoted": ("en", "She wrote: “It was probably gone, as far as is known”, “I say, he said”. " + "It was so. " * 9),
    "role before": ("en", "The president of Sineglossa, Federico Bomba, was there. Later Federico Bomba left."),
    "one dice": ("it", "Era finita, dice OpenAI. {0}\n\nEra chiusa, dice lei. {0}".format("Era così. " * 20)),
    "another part": ("en", "It opened at noon; OpenAI says no. [@key] " + "It was so. " * 15),
    "anonymous": ("en", "An anonymous user made two clips. [@key]"),
}


@pytest.mark.parametrize(("language", "body"), FINE.values(), ids=FINE.keys())
def test_what_the_guide_allows(root, language, body) -> None:
    assert "\n".join(map(str, findings(root, body, STORY, language=language, facts=FACTS))) == ""


def test_other_pages_are_left_alone(root: Path) -> None:
    assert findings(root, LONG + ", as quoted by The Paper.", "about.md") == []


def test_a_title_names_what_it_is_about(root: Path) -> None:
    page = write(root, "It was gone.")
    page.write_text(page.read_text("utf-8").replace("title: Sora", "title: What became of it"), encoding="utf-8")
    (found,) = run(root, (style.check,))
    assert (found.line, "does not say what it is about" in found.message) == (2, True)
