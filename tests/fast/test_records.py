"""Data that is wrong is reported with file, line and remedy, and all of it at once."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import SAMPLES

from explainer.editions import LANGUAGES
from explainer.paths import ROOT
from explainer.records import KINDS, read, records
from explainer.records.messages import choices
from explainer.records.schema import Ref, walk

GOOD = {file.stem: file.read_text(encoding="utf-8") for file in (SAMPLES / "kinds" / "data").glob("*.yml")}
"""Kind of record -> a file without a mistake; each kind has one."""


def write(root: Path, **changes: str | None) -> Path:
    """Write the good data, with whole files replaced by `changes` (None: the file is left out)."""
    data = root / "data"
    data.mkdir(exist_ok=True)
    for name, text in (GOOD | changes).items():
        if text is not None:
            (data / f"{name}.yml").write_text(text, encoding="utf-8")
    return root


def refused(root: Path) -> list[tuple[str, int, str, str]]:
    return [*map(tuple, read(root).findings)]


# name of the file, what stands there, what is planted, words that the line holds, message, remedy
FAULTS = [
    ("sources", "url: https://example.org/letter", "url: http://example.org/letter", "url: http:", "https", "https://"),
    ("sources", "url: https://example.org/letter", "url: https:///letter", "https:///", "not a full https", "https://"),
    ("sources", "url: https://example.org/letter", "url: https://example.org/{x}", "/{x}", "not a full https", "%7B"),
    ("sources", "language: it", "language: English", "language:", "not the code of a language", "`en` for English"),
    ("sources", "title: A report", "title: '=SUM(A1)'", "title:", "a spreadsheet runs what begins so", "Begin with a word"),
    ("sources", "title: A report", "title: '@home'", "title:", "a spreadsheet runs what begins so", "Begin with a word"),
    ("sources", "title: A report", "title: A\n  authors: [A and B]", "press", "not one person", "'Family, Given'"),
    ("sources", "title: A report", "title: A\n  authors: [B]\n  author: C", "press", "both `author` and", "Keep one"),
    ("sources", "  seen: excerpt\n", "", "id: press", "`seen` is missing", "what was read, for reviewers"),
    ("sources", "read: excerpt", "read: exerpt", "read: exerpt", "not one of the choices", "Did you mean `excerpt`?"),
    ("sources", "  kind: secondary\n", "", "id: press", "`kind` is missing", "one of `primary`, `secondary`. For example: `kind: primary`"),
    ("sources", "date: 2024-11-26", "date: 2024-02-30", "2024-02-30", "not a date that exists", "'2024-11'"),
    ("sources", "date: 2024-11-26", "date: 2024", "date: 2024", "`2024` is not text", "quotes"),
    ("sources", "seen: excerpt", "seem: excerpt", "seem: excerpt", "`seem` is not known", "Did you mean `seen`"),
    ("sources", "id: press", "id: letter", "id: letter", "`letter` is used twice", "another id"),
    ("sources", "id: press", "id: the press", "the press", "cannot be an id", "letters, digits"),
    ("sources", "derives_from: [letter]", "derives_from: [leter]", "leter", "there is no `leter` in data/", "mean `letter`"),
    ("sources", "kind: primary", "kind: primary\n  derives_from: [press]", "derives_from: [press]", "in a circle: letter → press → letter", "published first"),
    ("facts", "sources: [letter]", "sources: [zzzz]", "[zzzz]", "there is no `zzzz` in data/", "Add a record `zzzz`"),
    ("facts", "sources: [letter]", "sources: []", "sources: []", "empty list", "at least one"),
    ("facts", "sources: [letter]", "sources: letter", "sources: letter", "not a list", "[a, b]"),
    ("facts", "confidence: high", "confidence: certain", "certain", "not one of the choices", "`high`"),
    ("facts", "en: ['8:30']", "en: []", "en: []", "forms › en: is an empty list", "at least one"),
    ("facts", "    it: ['14:30']\n", "", "forms:", "`it` is missing", "Add `it:`"),
    ("facts", "'2024-11-26T13:30Z'", "'2024-11-26'", "event:", "does not fit `precision: minute`", "UTC instant"),
    ("facts", "'2024-11-26T13:30Z'", "'2024-11-26T13:30'", "event:", "not a moment that exists", "2024-11-26T13:30Z"),
    ("facts", "'2024-11-26T13:30Z'", "'2024-11-31T13:30Z'", "event:", "not a moment that exists", "UTC instant"),
    ("facts", "precision: minute", "precision: hour\n    when: x", "when: x", "`when` is not known", "Remove `when`"),
    ("facts", "precision: minute", "precision: day", "event:", "does not fit `precision: day`", "'2024-11-26'"),
    ("facts", "precision: minute", "precision: month", "event:", "does not fit `precision: month`", "'2024-11'"),
    ("facts", "statement: The page went public.", "statement: ' '", "statement: ' '", "is empty", "Write the text"),
    ("models", "          mode: {en: 'bf16, with offload', it: 'bf16, con offload'}\n", "", "amount:", "lacks `mode`", "`mode`"),
    ("models", "          as_of: 2026-08-23\n", "", "amount: 22 GB", "no `as_of`", "as_of"),
    ("models", "    as_of: 2025-11-13\n  training_code", "  training_code", "licence_code:", "no `as_of`", "as_of"),
    ("models", "sources: [press], as_of: 2025-11-13}\n    succ", "sources: [press]}\n    succ", "last_commit", "no `as_of`", "as_of"),
    ("models", "value: 848 × 480, sources: [press]", "value: 848 × 480", "resolution", "has no `sources`", "sources.yml"),
    ("models", "value: 848 × 480, sources: [press]", "sources: [press]", "resolution", "lacks `value`", "not-stated"),
    ("models", "{missing: not-found}\n  parameters", "{missing: not-found, value: x}\n  parameters", "paper", "both", "Keep one"),
    ("models", "{missing: not-found}\n  parameters", "{missing: unknown}\n  parameters", "paper", "not one of", "`not-found`"),
    ("models", "value: {en: 2 billion, it: 2 miliardi}", "value: {en: 2 billion}", "parameters", "`it` is missing", "Add `it:`"),
    ("models", "id: MIT\n", "id: MIT\n    commercial: unclear\n", "licence_code", "says `commercial` again", "correct it there"),
    ("models", "id: MIT\n", "id: MIT\n    read_in_full: true\n", "licence_code", "says `read_in_full` again", "correct it there"),
    ("models", "id: MIT\n", "id: MIT\n    read_in_full: yes\n", "read_in_full: yes", "`yes` cannot stand here", "true or false"),
    ("models", "most: 163", "most: 162", "frames:", "`most: 162` does not obey the rule 6k+1", "Correct the number"),
    ("models", "tasks: {value: [text-to-video]", "tasks: {value: [text2video]", "text2video", "not one of", "`text-to-video`"),
    ("models", "2024-11-21/2024-11-22", "2024-11-22/2024-11-21", "first_release", "not a date or a period", "first and last"),
    ("glossary", "it: Rumore", "it: ''", "it: ''", "is empty", "Write the text"),
    ("words", "it: Fonti", "fr: Sources", "fr: Sources", "`it` is missing", "Add `it:`"),
    ("words", "next: {en: Where next, it: Dove andare ora}", "next: Next", "next: Next", "not a record", "key: value"),
    ("words", "Pagina {number}", "Pagina", "page:", "has nothing filled in", "the same {parts}"),
    ("licences", "read_in_full: true", "read_in_full: false", "- id: MIT", "not read in full", "Remove `uses`"),
    ("models", "amount: 22 GB", "amount: 24 GB", "amount: 24 GB", "`gb: 22`, which is not the figure “24 GB”", "`amount`"),
    ("models", "rule: 6k+1, step: 6", "rule: 8k+1, step: 6", "rule: 8k+1", "contradict each other", "makers' rule"),
    ("models", "name: ToyPipeline, step: 6", "name: LTXToyPipeline, step: 8", "rule: 6k+1", "contradicts LTXToyPipeline", "steps of 8"),
    ("models", "value: 2025-11-13, sources: [press], as_of: 2025-11-13", "value: 2025-12-01, sources: [press], as_of: 2025-11-13", "last_commit:", "lies after `as_of: 2025-11-13`", "Correct one of the two"),
    ("later", "as_of: 2025-03-17\n  region", "as_of: 2024-12-31\n  region", "licence:", "`date: 2025-01`, which lies after", "Correct one of the two"),
    ("openness", "- id: toy-1\n", "- id: toy-3\n", "- id: toy-3", "no `toy-3` in data/models.yml", "add a record"),
    ("openness", "    toy-1-small: {value: MIT, sources: [press], as", "    toy-1-smal: {value: MIT, sources: [press], as", "toy-1-smal:", "no variant `toy-1-smal` in data/models.yml", "Did you mean `toy-1-small`?"),
    ("openness", "      toy-1-small: {value: MIT, sources: [press]}\n", "      {}\n", "weights:", "was out on the day", "Add `toy-1-small:`"),
    ("chooser", "[text]", "[video]", "[video]", "make no clip from this: video", "tasks"),
    ("chooser", "variants: [toy-1-small]\n  kinds: [rtx]\n  gb: 22\n  roomy: 24\n  starts: [text]", "later: [toy-2]\n  kinds: [rtx]\n  gb: 22\n  roomy: 24\n  starts: [video]", "[video]", "make no clip from this: video", "data/later.yml"),
    ("chooser", "  gb: 22\n", "", "id: toy-text", "does not say on which", "Add `kinds`"),
    ("chooser", "place: own", "place: demo", "id: toy-text", "asks something of one's own machine", "`place: own`"),
    ("chooser", "roomy: 24", "roomy: 12", "id: toy-text", "is roomy from 12 GB and needs 22", "Correct one"),
    ("chooser", "section: toys", "section: toys\n  script: toy.py", "id: toy-text", "commands are typed for it", "`typing`"),
    ("chooser", "[toy-1-small]", "[]", "id: toy-text", "names no weights", "Add `variants:` or `later:`"),
    ("licences", ", says: {en: Ask first., it: Chiedere prima.}", "", "verdict: conditions", "not why", "says"),
    ("licences", "    sell: {verdict: allowed}\n", "", "id: MIT", "does not say what the text means for: sell", "each purpose"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "on_line", "message", "remedy"), FAULTS)
def test_bad_data_is_named_with_line_and_remedy(
    tmp_path: Path, name: str, old: str, new: str, on_line: str, message: str, remedy: str
) -> None:
    assert GOOD[name].count(old) == 1, f"{old!r} must stand once in the good data"
    text = GOOD[name].replace(old, new)
    found = [entry for entry in refused(write(tmp_path, **{name: text})) if message in entry[2]]
    assert found, f"no finding says {message!r}"
    path, line, _, advice = found[0]
    assert path == f"data/{name}.yml"
    assert on_line in text.splitlines()[line - 1]
    assert remedy in advice


def test_what_is_always_the_id_of_another_record_is_known_to_name_it() -> None:
    """So that a wrong one is found: in no field of all records but one, where a licence is called as in data/licences.yml."""
    known = {kind: ids for kind, ids in read(ROOT).ids.items() if kind != "words"}
    said: dict[tuple, set[str]] = {}
    for name in KINDS.keys() - {"words"}:
        for loc, part in (each for record in getattr(records(), name).values() for each in walk(record)):
            if isinstance(part, str) and not isinstance(part, Ref):
                said.setdefault((name, *(step for step in loc if isinstance(step, str))), set()).add(part)
    found = [loc for loc, texts in said.items() for ids in known.values() if texts < ids]
    assert found == [("openness", "then", "licence_code", "value")]


@pytest.mark.parametrize(
    ("name", "old", "new", "path", "message"),
    [
        ("models", "          as_of: 2026-08-23\n", "", "models", "toy-1 › variants › toy-1-small › memory › entry 1: has no"),
        ("facts", "id: I02", "id: I01", "facts", "I01 › id: the id `I01` is used twice"),
        ("sources", "kind: primary", "kind: x", "sources", "letter › kind: `x` is not"),
        ("models", "{value: 2024-10,", "{value: 2024-12-20,", "openness", "came out on 2024-12-20, after the day of the"),
        ("models", "licence_weights: *licence", "licence_weights: {missing: not-found, as_of: 2026-08-23}", "chooser", "not under one"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_once_and_where_it_is_in_words(tmp_path: Path, name, old, new, path, message) -> None:
    """Not also by the rules about other records, as an id that nobody has."""
    (found,) = refused(write(tmp_path, **{name: GOOD[name].replace(old, new)}))
    assert found[0] == f"data/{path}.yml"
    assert message in found[2]


def test_all_mistakes_of_all_files_are_reported_at_once(tmp_path: Path) -> None:
    sources = GOOD["sources"].replace("kind: primary", "kind: x").replace("read: excerpt", "read: x")
    facts = GOOD["facts"].replace("[letter, press]", "[letter, presse]")
    found = refused(write(tmp_path, sources=sources, facts=facts, words="extra: {words: {next: x}}\n"))
    assert [(path, line) for path, line, _, _ in found] == [
        ("data/facts.yml", 21),
        ("data/sources.yml", 7),
        ("data/sources.yml", 17),
        ("data/words.yml", 1),
    ]


def test_no_message_speaks_of_patterns_or_code(tmp_path: Path) -> None:
    """Every kind of mistake at once: whoever reads the messages knows Markdown, not Python."""
    value = re.compile(r": (?!\{|\[|&|\*|\n|$)[^\n{}\[\],]+(?=\n|$)")
    found = refused(write(tmp_path, **{name: value.sub(": [[1]]", text) for name, text in GOOD.items()}))
    assert len(found) > 20
    for path, _, message, remedy in found:
        code = re.search(r"\.py\b|\^|\\\\|[Ii]nput should|valid (string|list|dictionary)", message + remedy)
        assert not code, (path, message, remedy)


@pytest.mark.parametrize(
    ("name", "text", "line", "message", "remedy"),
    [
        ("facts", "- id: I01\n  status: established\n  status: disputed\n", 3, "`status` stands twice", "Remove one"),
        ("words", "extra:\n words:\n  a: {en: a, it: b}\n  a: {en: c, it: d}\n", 4, "`a` stands twice", "Remove one"),
        ("sources", "id: letter\n", 1, "does not hold a list", "- id:"),
        ("words", "next: {en: a, it: b}\n", 1, "does not hold words", "`words:`"),
    ],
)
def test_broken_yaml_is_named_with_line_and_remedy(
    tmp_path: Path, name: str, text: str, line: int, message: str, remedy: str
) -> None:
    (found,) = [entry for entry in refused(write(tmp_path, **{name: text})) if entry[0] == f"data/{name}.yml"]
    assert found[1] == line
    assert message in found[2]
    assert remedy in found[3]


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "data" / "words.yml").write_bytes("next: {en: a, it: perché}\n".encode("latin-1"))
    (found,) = refused(tmp_path)
    assert found[0] == "data/words.yml"
    assert "UTF-8" in found[3]


def test_a_licence_allows_what_its_text_does_and_only_where_that_was_read(tmp_path: Path) -> None:
    since = GOOD["later"].replace("id: MIT\n", "id: MIT\n    read_in_full: false\n")
    texts = GOOD["licences"].replace("sell: {verdict: allowed}", "sell: {verdict: excluded, says: {en: No., it: No.}}")
    found = read(write(tmp_path, later=since, licences=texts)).records
    told = [found.models["toy-1"].licence_code, found.later["toy-2"].licence]
    assert [(each.name, each.date, each.commercial) for each in told] == [
        ("MIT License", "2025-01", "not-allowed"),
        ("MIT License", "2025-01", "unclear"),
    ]


def test_a_missing_file_counts_as_empty(tmp_path: Path) -> None:
    gone = ("models", "chooser", "openness", "glossary", "words")
    found = read(write(tmp_path, **dict.fromkeys(gone))).records
    assert not any(getattr(found, name) for name in gone)


def test_an_edit_is_seen_and_an_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    first = read(write(tmp_path)).records
    assert read(tmp_path).records is first
    words = tmp_path / "data" / "words.yml"
    words.write_text(GOOD["words"].replace("Fonti", "Le fonti"), encoding="utf-8")
    os.utime(words, ns=(1, 1))
    assert read(tmp_path).records.words["sources"]["it"] == "Le fonti"


def test_yaml_keeps_dates_times_and_no_as_they_were_typed(tmp_path: Path) -> None:
    text = GOOD["facts"].replace("en: ['8:30']", "en: [8:30, 2024-11-26, no, 010]")
    forms = read(write(tmp_path, facts=text)).records.facts["I01"].forms
    assert forms is not None
    assert forms["en"] == ["8:30", "2024-11-26", "no", "010"]


def test_reading_takes_little_more_than_the_yaml() -> None:
    """In a fresh process; against what the same machine needs for the same files at the same moment."""
    code = """if True:
        import time, yaml
        from explainer.paths import ROOT
        from explainer.records import records
        plain = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in (ROOT / "data").glob("*.yml")]
        middle = time.process_time()
        plain = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in (ROOT / "data").glob("*.yml")]
        parsed = time.process_time()
        records()
        print((time.process_time() - parsed) / (parsed - middle))"""
    runs = (subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(3))
    assert any(float(run.stdout) < 4 for run in runs)


RARE = {"author", "holds_letter", "twin", "italian", "access"}
"""Keys of a source or an event that its example leaves out."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_contributors_shows_a_whole_source_and_a_whole_fact(tmp_path: Path, language: str) -> None:
    page = (ROOT / "docs" / language / "contribute.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    ars = GOOD["sources"][GOOD["sources"].index("- id: press") :].replace("id: press", "id: ars")
    shown = read(write(tmp_path, sources=GOOD["sources"] + ars + blocks[0], facts=blocks[1])).records
    (fact,) = shown.facts.values()
    for record, block in ((shown.sources["paper_noon"], blocks[0]), (fact, blocks[1]), (fact.event, blocks[1])):
        fields = type(record).model_fields
        assert {name for name in fields if getattr(record, name) is None} <= RARE
        for name in fields.keys() - RARE:
            for choice in choices(fields[name].annotation):
                assert re.search(rf"\b{choice}\b", block), f"{name}: {choice}"


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    ("fault", "said"), [("\t{}", "a tab"), (" {}", "indentation"), ("  it: was: so\n{}", "needs quotes")]
)
def test_a_file_that_cannot_be_read_is_reported_alone(tmp_path: Path, name: str, fault: str, said: str) -> None:
    """Not with all that other files say about what it would have held."""
    lines = GOOD.get(name, "# Records.\n- id: one\n  date: 2026-11-22\n").splitlines(keepends=True)
    place = 3 if name == "words" else 2 if lines[0][0] == "#" else 1
    lines[place] = fault.format(lines[place].lstrip(" ") if fault[0] == "\t" else lines[place])
    found = read(write(tmp_path, **{name: "".join(lines)}))
    (finding,) = found.findings
    assert (finding.path, found.unread) == (f"data/{name}.yml", {name})
    assert abs(finding.line - place - 1) <= 1
    assert said in finding.message + finding.remedy
