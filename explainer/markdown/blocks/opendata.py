"""``/// open-data``: every table of the open data with its files and columns."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from html import escape

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.opendata.files import BIBLIOGRAPHY, FOLDER, PACKAGE
from explainer.opendata.tables import CONTENT, Table, tables
from explainer.records.words import word


def data_files() -> list[str]:
    """Names of the published files that a figure may be made from."""
    return [f"{name}.{kind}" for name in CONTENT for kind in ("csv", "json")]


DATA = Field(
    "the name of a file of the open data",
    "il nome di un file dei dati aperti",
    "events.csv",
    required=False,
    choices=data_files,
)


def data_link(md, name: str, lang: str) -> str:
    """Markdown text that becomes the link from a figure to its data."""
    return stored(md, f"{FOLDER}/{name}", word("figure_data", lang), 'class="figure__data" ')


def stored(md, path: str, text: str, attributes: str = "") -> str:
    """Markdown text that becomes a link to a file that stands once, seen from the root of the site.

    Stashed, for it may be made after the pages and the engine would look for it among the sources; the template puts
    the way to the root in the place of `root:`.
    """
    return md.htmlStash.store(f'<a {attributes}href="root:{escape(path)}">{escape(text)}</a>')


class OpenData(SiteBlock):
    """The list of tables; it stands on the page ``data.md``, for its links start there."""

    NAME = "open-data"
    SHEET = "record"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the list, filled from the tables themselves."""
        box = etree.SubElement(parent, "div", {"class": "open-data"})
        for table in tables():
            self._table(box, table)
        whole = etree.SubElement(box, "p")
        whole.text = f"{word('data_package', self.lang)} {self._link(PACKAGE)}. "
        whole.text += f"{word('data_bibliography', self.lang)} {self._link(BIBLIOGRAPHY)}."
        return box

    def _table(self, box: etree.Element, table: Table) -> None:
        name = f"table-{table.name}"
        section = etree.SubElement(box, "section", {"aria-labelledby": name})
        etree.SubElement(section, "h3", {"id": name}).text = table.title[self.lang]
        files = etree.SubElement(section, "p")
        rows = word("data_rows", self.lang, rows=len(table.rows))
        links = ", ".join(self._link(f"{table.name}.{kind}") for kind in ("csv", "json"))
        files.text = f"{table.about[self.lang]} {rows} {links}"
        details = etree.SubElement(section, "details")
        etree.SubElement(details, "summary").text = word("data_columns", self.lang, columns=len(table.columns))
        columns = etree.SubElement(details, "dl")
        for column in table.columns:
            entry = etree.SubElement(columns, "div")
            etree.SubElement(etree.SubElement(entry, "dt"), "code").text = column.name
            about = etree.SubElement(entry, "dd")
            about.text = f"{column.about[self.lang]} ({word(f'type_{column.type}', self.lang)})"

    def _link(self, name: str) -> str:
        return stored(self.md, f"{FOLDER}/{name}", name)
