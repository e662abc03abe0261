"""The comparison with a research ledger notices what is absent, what has changed and what is unknown."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from explainer import ledger
from explainer.records import Records, records
from explainer.records.schema import Fact, Model

ENTRY = {"id": "I01", "statement": "It went public.", "section": "incident"}
UPDATED = ENTRY | {"update": "At 8:30."}
CHECKED = UPDATED | {"check": {"verdict": "confirmed in part", "correction": "Say about 8:30."}}


def data(**follows: str) -> Records:
    facts = {
        fact_id: Fact(id=fact_id, statement="x", confidence="high", status="established", sources=["a"], follows=digits)
        for fact_id, digits in follows.items()
    }
    return Records(sources={}, facts=facts, models={}, glossary={}, words={})


def test_the_mark_changes_with_statement_update_and_check_only() -> None:
    marks = {ledger.mark(ENTRY), ledger.mark(UPDATED), ledger.mark(CHECKED), ledger.mark(ENTRY | {"statement": "y"})}
    assert len(marks) == 4
    assert ledger.mark(ENTRY | {"section": "other"}) == ledger.mark(ENTRY)
    # sha256 of ["It went public.", null, null], written out so that the rule cannot drift
    assert ledger.mark(ENTRY) == "4d9fab6a"


def test_facts_that_follow_the_ledger_pass() -> None:
    assert ledger.compare_facts([CHECKED], data(I01=ledger.mark(CHECKED))) == []


def test_a_missing_fact_is_named_with_its_mark() -> None:
    (line,) = ledger.compare_facts([ENTRY], data())
    assert line.startswith("I01: missing in data/facts.yml")
    assert ledger.mark(ENTRY) in line


@pytest.mark.parametrize(
    ("before", "now", "what"),
    [(ENTRY, UPDATED, "update"), (UPDATED, CHECKED, "update and check"), (CHECKED, ENTRY, "statement")],
)
def test_an_update_or_check_that_was_not_applied_is_named(before: dict, now: dict, what: str) -> None:
    (line,) = ledger.compare_facts([now], data(I01=ledger.mark(before)))
    assert line.startswith(f"I01: does not follow the ledger; apply its {what},")
    assert ledger.mark(now) in line


def test_a_fact_unknown_to_the_ledger_is_named() -> None:
    (line,) = ledger.compare_facts([ENTRY], data(I01=ledger.mark(ENTRY), Z99="00000000"))
    assert line.startswith("Z99: in data/facts.yml but not in the ledger")


@pytest.fixture
def two_models() -> Records:
    """Two models that differ in the checks applied to them."""
    applied = {"mochi-1": ["M-lic-mochi", "M-frames"], "cogvideox": ["M-frames"]}
    models = {name: Model.model_construct(id=name, checks=checks) for name, checks in applied.items()}
    return Records(sources={}, facts={}, models=models, glossary={}, words={})


def test_checks_that_are_applied_pass(two_models: Records) -> None:
    assert ledger.compare_checks([{"id": "M-lic-mochi"}, {"id": "M-frames"}], two_models) == []


def test_a_check_of_one_model_is_asked_of_that_model_only(two_models: Records) -> None:
    lines = ledger.compare_checks([{"id": "M-lic-mochi"}, {"id": "M-frames"}, {"id": "M-vram-mochi"}], two_models)
    assert [line.split(";")[0] for line in lines] == ["M-vram-mochi: not applied to mochi-1"]


def test_a_check_that_names_no_model_is_asked_of_all(two_models: Records) -> None:
    lines = ledger.compare_checks([{"id": "M-lic-mochi"}, {"id": "M-frames"}, {"id": "M-size"}], two_models)
    assert [line.split(";")[0] for line in lines] == [
        "M-size: not applied to mochi-1",
        "M-size: not applied to cogvideox",
    ]


def test_a_check_unknown_to_the_ledger_is_named(two_models: Records) -> None:
    (line,) = ledger.compare_checks([{"id": "M-frames"}], two_models)
    assert line.startswith("M-lic-mochi: named by mochi-1")


def write(tmp_path: Path, content: object) -> str:
    path = tmp_path / "ledger.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return str(path)


def test_the_command_fails_and_counts_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.main([write(tmp_path, {"facts": [ENTRY | {"id": "nowhere"}]})]) == 1
    out = capsys.readouterr().out
    assert "nowhere: missing in data/facts.yml" in out
    assert f"{len(records().facts) + 1} left" in out


def test_the_command_passes_when_all_is_carried_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    applied = {check for model in records().models.values() for check in model.checks}
    assert ledger.main([write(tmp_path, {"checks": [{"id": check} for check in sorted(applied)]})]) == 0
    assert "everything is carried over" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"models": []}, "a ledger holds a list"),
        ({"facts": [{"id": "I01"}]}, "entry 1 lacks"),
        ({"checks": ["M-frames"]}, "entry 1 lacks"),
    ],
)
def test_what_is_not_a_ledger_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: object, message: str
) -> None:
    assert ledger.main([write(tmp_path, content)]) == 2
    assert message in capsys.readouterr().err


def test_without_a_ledger_the_command_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert ledger.main([]) == 2
    assert "LEDGER.yaml" in capsys.readouterr().err
    assert ledger.main(["no-such-file.yaml"]) == 2
    assert "cannot be read" in capsys.readouterr().err
