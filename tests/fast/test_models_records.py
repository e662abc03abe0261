"""Contradictions in what is recorded of models: each stops the check with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_records import GOOD, refused, write

MISTAKES = [
    ("models", "id: MIT\n", "id: MTI\n", "there is no `MTI` in data/", "Did you mean `MIT`?"),
    ("licences", "read_in_full: true", "read_in_full: false", "not read in full", "Remove `uses`"),
    ("models", "amount: 22 GB", "amount: 24 GB", "`gb: 22`, which is not the figure “24 GB”", "`amount`"),
    ("models", "          mode: {en: 'bf16, with offload', it: 'bf16, con offload'}\n", "", "lacks `mode`", "`mode`"),
    ("models", "rule: 6k+1, step: 6", "rule: 8k+1, step: 6", "contradict each other", "makers' rule"),
    ("models", "name: ToyPipeline", "name: MochiToyPipeline, step: 6", None, None),
    ("models", "name: ToyPipeline", "name: LTXToyPipeline, step: 8", "contradicts LTXToyPipeline", "steps of 8"),
    ("models", "last_commit: {value: 2025-11-13, sources: [press], as_of: 2025-11-13}", "last_commit: {value: 2025-12-01, sources: [press], as_of: 2025-11-13}", "lies after `as_of: 2025-11-13`", "Correct one of the two"),
    ("models", "value: toy/one, link: 'https://example.org/toy', sources: [press]", "value: toy/one, sources: [pres]", "there is no `pres` in data/", "`press`"),
    ("later", "id: MIT\n", "id: MTI\n", "there is no `MTI` in data/", "Did you mean `MIT`?"),
    ("later", "date: 2025-01\n", "date: 2025-04\n", "lies after `as_of: 2025-03-17`", "Correct one of the two"),
    ("later", "read_in_full: true", "read_in_full: false", "not read in full", "commercial: unclear"),
    ("later", "mode: {en: bf16, it: bf16}, ", "", "lacks `mode`", "`mode`"),
    ("later", "[text-to-video], sources: [press]", "[text-to-video], sources: [pres]", "there is no `pres` in data/", "`press`"),
    ("openness", "- id: toy-1\n", "- id: toy-3\n", "no `toy-3` in data/models.yml", "add a record"),
    ("openness", "    toy-1-small: {value: MIT, sources: [press], as", "    toy-1-smal: {value: MIT, sources: [press], as", "no variant `toy-1-smal` in data/models.yml", "Did you mean `toy-1-small`?"),
    ("openness", "      toy-1-small: {value: MIT, sources: [press]}\n", "      {}\n", "was out on the day", "Add `toy-1-small:`"),
    ("openness", "licence_code: {value: MIT, sources: [press]}", "licence_code: {value: MIT, sources: [pres]}", "there is no `pres` in data/", "`press`"),
    ("chooser", "gb: 22", "gb: 12", "no figure of 12 GB", "use one of: `22`"),
    ("chooser", "[toy-1-small]", "[toy-1-smal]", "no variant `toy-1-smal` in data/models.yml", "Did you mean `toy-1-small`?"),
    ("chooser", "[text]", "[video]", "makes no clip from this: video", "tasks"),
    ("chooser", "  gb: 22\n", "", "has no `gb`", "Add `gb`"),
    ("chooser", "route: makers", "route: script", "do not go together", "Name the file"),
    ("licences", ", says: {en: Ask first., it: Chiedere prima.}", "", "not why", "says"),
    ("licences", "    sell: {verdict: allowed}\n", "", "does not say what the text means for: sell", "each purpose"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "good", "bad", "said", "remedy"), MISTAKES, ids=lambda value: str(value)[:30])
def test_a_contradiction_is_found(tmp_path: Path, name: str, good: str, bad: str, said: str | None, remedy: str | None):
    assert good in GOOD[name]
    root = write(tmp_path, **{name: GOOD[name].replace(good, bad)})
    if said is None:
        from explainer.records import load

        assert load(root).models
        return
    found = refused(root)
    hit = [finding for finding in found if said in finding[2]]
    assert hit, found
    path, line, _, words = hit[0]
    assert path == f"data/{name}.yml"
    assert line > 1
    assert remedy in words


def test_weights_that_came_later_have_no_terms_on_the_day_of_the_letter(tmp_path: Path):
    text = GOOD["models"].replace("released: {value: 2024-10,", "released: {value: 2024-12-20,")
    (found,) = refused(write(tmp_path, models=text))
    assert found[0] == "data/openness.yml"
    assert "came out on 2024-12-20, after the day of the letter" in found[2]
