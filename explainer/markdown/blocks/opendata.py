"""``/// open-data``: every table of the open data with its files and columns."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from explainer.editions import EDITIONS
from explainer.markdown.blocks.base import SiteBlock
from explainer.opendata.files import BIBLIOGRAPHY, FOLDER, PACKAGE
from explainer.opendata.tables import Table, tables
from explainer.records.words import word

# The data is published once, in the folder of the page in the first language.
PREFIX = {language: f"../{edition.up}{FOLDER}/" for language, edition in EDITIONS.items()}


class OpenData(SiteBlock):
    """The list of tables; it stands on the page ``data.md``, for its links start there."""

    NAME = "open-data"

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
        """A link, stashed: the files are made after the pages, and the engine would miss them among the sources."""
        return self.md.htmlStash.store(f'<a href="{PREFIX[self.lang]}{name}">{name}</a>')
