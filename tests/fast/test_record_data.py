"""The open data: complete, loadable without options, valid by its own description, and free of what it must not hold."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import bibtexparser
import frictionless
import pytest

from explainer.opendata import files
from explainer.opendata.bibtex import entry
from explainer.opendata.files import write
from explainer.opendata.tables import described, tables
from explainer.records import Records, records
from explainer.records.story import Correction, Source

NAMES = tuple(described())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    write(site, "https://example.org/explainer/", records())
    return site / "data"


def test_every_column_is_described_in_both_languages():
    for column in (column for table in tables(records()) for column in table.fields.values()):
        assert column["type"] in {"string", "integer", "number", "boolean"}
        assert column["en"][-1] == column["it"][-1] == "."
        assert column["en"] != column["it"]


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, read as any program reads CSV that is told nothing about it."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True, restkey="too much"))


def test_the_package_is_valid_and_so_is_every_file_in_it(folder):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "note"])
    assert [task.name for task in report.tasks] == list(NAMES)


def test_the_package_names_licence_home_and_the_rights_of_quotations(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["homepage"] == "https://example.org/explainer/data/"
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "Quotations" in package["description"]
    memory = next(resource for resource in package["resources"] if resource["name"] == "model-memory")
    assert next(field for field in memory["schema"]["fields"] if field["name"] == "gb")["unit"] == "gigabyte"
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert "homepage" not in files.package(tables(records()), "")


def test_the_json_holds_every_record_whole(folder):
    own = records()
    for name in ("sources", "disagreements", "myths", "letter", "models", "corrections"):
        content = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        assert [record["id"] for record in content] == list(getattr(own, name))
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))
    assert {event["id"] for event in events} == {fact.id for fact in own.facts.values() if fact.event}
    assert [event["at"] for event in events] == sorted(event["at"] for event in events)


def test_one_instant_stands_on_three_clocks(folder):
    events = {row["id"]: [row["utc"], row["eastern"], row["rome"]] for row in rows(folder, "events")}
    assert events["I03"] == ["13:30", "08:30", "14:30"]
    assert events["Z01"] == ["", "", ""]


def test_quotations_carry_their_own_rights(folder):
    for row in rows(folder, "letter"):
        assert bool(row["quote"]) == ("not under the licence" in row["quote_rights"]) == bool(row["quote_rights"])
    passages = json.loads((folder / "letter.json").read_text(encoding="utf-8"))
    marked = {(bool(passage["quote"]), "quote_rights" in passage) for passage in passages}
    assert marked == {(True, True), (False, False)}


def test_no_cell_is_a_formula_to_a_spreadsheet(folder):
    cells = (cell for name in NAMES for row in rows(folder, name) for cell in row.values())
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))] == []


def test_there_is_no_table_of_people_and_no_note_for_reviewers(folder):
    assert not {"people", "persons", "signers", "testers"} & {path.stem for path in folder.glob("*.csv")}
    whole = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    assert not any("says" in source for source in (*rows(folder, "sources"), *whole))


def test_the_bibliography_can_be_read_and_holds_every_source(folder):
    library = bibtexparser.parse_string((folder / "sources.bib").read_text(encoding="utf-8"))
    assert library.failed_blocks == []
    assert [found.key for found in library.entries] == list(records().sources)
    assert all({"title", "author", "note"} <= found.fields_dict.keys() for found in library.entries)


def source(**values: object) -> Source:
    usual = {"id": "x", "publisher": "The Paper", "title": "T", "language": "en", "kind": "primary", "read": "copy"}
    return Source(**usual | {"seen": "all", "says": "So.", "url": "https://example.org/"} | values)


def test_nothing_in_an_entry_is_left_special():
    wild = {"publisher": "R&D {Press}", "title": "100% of #1 \\ $5 _x_ ~ ^", "url": "https://example.org/a_b%20c#d"}
    text = entry(source(id="a.b_c", date="2024-11-26", **wild))
    assert r"title = {{100\% of \#1 \textbackslash{} \$5 \_x\_ \textasciitilde{} \textasciicircum{}}}" in text
    assert r"author = {{R\&D \{Press\}}}" in text
    for field in ("url = {https://example.org/a_b%20c#d}", "date = {2024-11-26}", "month = nov,"):
        assert field in text
    (parsed,) = bibtexparser.parse_string(text).entries
    assert parsed.key == "a.b_c"


def test_persons_can_be_sorted_and_institutions_stay_whole():
    (persons,) = bibtexparser.parse_string(entry(source(authors=["Doe, Jane", "Roe"]))).entries
    assert (persons.entry_type, persons.fields_dict["author"].value) == ("online", "Doe, Jane and Roe")
    assert persons.fields_dict["organization"].value == "The Paper"
    (institution,) = bibtexparser.parse_string(entry(source(author="A & Co", url=None))).entries
    assert (institution.entry_type, institution.fields_dict["author"].value) == ("misc", r"{A \& Co}")


def test_the_day_of_access_is_said_where_a_copy_says_it():
    archived = entry(source(archive_url="https://web.archive.org/web/20260919081042/https://example.org/"))
    assert "urldate = {2026-09-19}" in archived
    assert "urldate" not in entry(source())


def test_corrections_can_be_followed_and_no_text_of_theirs_is_markup(tmp_path):
    usual = {"page": "about.md", "was": {"en": "A", "it": "B"}}
    told = (("old", "2026-11-22", "Then"), ("new", "2026-11-23", "<b>Now</b> & then"))
    fixed = {name: Correction(id=name, date=day, now={"en": now, "it": "Ora"}, **usual) for name, day, now in told}
    made = replace(records(), corrections=fixed)
    space = "{http://www.w3.org/2005/Atom}"
    for base, link in (("https://example.org/x/", "https://example.org/x/it/about/#correction-new"), ("", "")):
        write(tmp_path, base, made)
        english = ElementTree.parse(tmp_path / "corrections.xml").getroot()
        titles = [entry.findtext(f"{space}title") for entry in english.iter(f"{space}entry")]
        assert titles == ["<b>Now</b> & then", "Then"]
        assert english.findtext(f"{space}updated") == "2026-11-23T00:00:00Z"
        italian = ElementTree.parse(tmp_path / "it/corrections.xml").getroot()
        assert italian.find(f"{space}entry/{space}link").get("href") == (link or "about/#correction-new")
        identities = {each.text for root in (english, italian) for each in root.iter(f"{space}id")}
        assert len(identities) == 6
    write(tmp_path, "", replace(records(), corrections={}))
    assert "<updated>2024-11-26T00:00:00Z</updated>" in (tmp_path / "corrections.xml").read_text("utf-8")


def test_empty_records_make_empty_tables_with_heads(tmp_path):
    write(tmp_path, "", Records())
    for path in (tmp_path / "data").glob("*.csv"):
        assert len(path.read_text(encoding="utf-8").splitlines()) == 1
    assert frictionless.validate(str(tmp_path / "data" / "datapackage.json")).valid
