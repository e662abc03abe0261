"""The files of the open data: CSV, JSON, the description of the package, BibTeX, and the feeds of corrections."""

import csv
import io
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from explainer.editions import LANGUAGES
from explainer.opendata import feed
from explainer.opendata.bibtex import entry
from explainer.opendata.tables import Table, tables
from explainer.records import Records

FOLDER = "data"
PACKAGE = "datapackage.json"
BIBLIOGRAPHY = "sources.bib"
# Grows with the form of the files, not with what stands in them; the page data.md says what changed.
VERSION = "2.0.0"
TITLE = "The Sora Leak, Explained: open data"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International, except quotations",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}


def write(site: Path, base_url: str, data: Records) -> None:
    """Write every file of the open data below `site`.

    `base_url` is the address of the English home page, or nothing where it is not known. The same records give the
    same bytes.
    """
    made = tables(data)
    files: dict[str, str] = {}
    for table in made:
        files[f"{FOLDER}/{table.name}.csv"] = as_csv(table)
        files[f"{FOLDER}/{table.name}.json"] = _as_json(table.objects)
    files[f"{FOLDER}/{BIBLIOGRAPHY}"] = "\n".join(map(entry, data.sources.values()))
    files[f"{FOLDER}/{PACKAGE}"] = _as_json(package(made, base_url))
    files |= {feed.path(language): feed.feed(data, language, base_url) for language in LANGUAGES}
    for path, text in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(text.encode())


def as_csv(table: Table) -> str:
    """The rows as comma-separated text with a head, in UTF-8 with plain line ends."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.fields)
    for row in table.rows:
        writer.writerow(str(cell).lower() if isinstance(cell, bool) else cell for cell in row.values())
    return text.getvalue()


def _as_json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def package(made: list[Table], base_url: str) -> dict[str, Any]:
    """The description of all CSV files, as a Frictionless tabular data package."""
    return {
        "profile": "tabular-data-package",
        "name": "the-sora-leak-explained",
        "version": VERSION,
        "title": TITLE,
        "description": "Sources, events, disagreements, errors in circulation, passages of the letter and video models. "
        "Each table is also a JSON file of the same name with the whole records. Quotations belong to those who wrote "
        "them and are not under the licence.",
        **({"homepage": f"{base_url}{FOLDER}/"} if base_url else {}),
        "licenses": [LICENCE],
        "resources": [_resource(table) for table in made],
    }


def _resource(table: Table) -> dict[str, Any]:
    encoded = as_csv(table).encode()
    links = [
        {"fields": column, "reference": {"resource": target, "fields": "variant" if target == "models" else "id"}}
        for column, target in table.links.items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title["en"],
        "description": table.about["en"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(encoded),
        "hash": f"sha256:{sha256(encoded).hexdigest()}",
        "schema": {
            "fields": [
                {"name": name, "type": about["type"], "description": about["en"]}
                | ({"unit": about["unit"]} if "unit" in about else {})
                for name, about in table.fields.items()
            ],
            "primaryKey": table.key,
            "missingValues": [""],
        }
        | ({"foreignKeys": links} if links else {}),
    }
