"""``/// open-data``: every table of the open data with its files and columns."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, add, coded, defined, element, folded, rooted, titled
from explainer.opendata.files import BIBLIOGRAPHY, FOLDER, PACKAGE
from explainer.opendata.tables import described, tables
from explainer.records import records

DATA = Field(
    "the name of a file of the open data",
    "events.csv",
    required=False,
    choices=lambda: [f"{name}.{kind}" for name in described() for kind in ("csv", "json")],
)


def data_link(name: str, text: str, **attributes: str) -> Element:
    """The link to a file of the open data."""
    return rooted(f"{FOLDER}/{name}", text, **attributes)


class OpenData(SiteBlock):
    """Every table of the open data with its files and columns."""

    SHEET = "record"

    def draw(self, box: Element) -> None:
        box.set("data-weight", "0.2")
        for table in tables(records()):
            section = titled(box, "section", f"table-{table.name}", table.title[self.lang], "h3")
            del section.attrib["class"]
            rows = self.word("data_rows", rows=len(table.rows))
            csv, json = (data_link(name, name) for name in (f"{table.name}.csv", f"{table.name}.json"))
            add(section, "p", *coded(table.about[self.lang]), f" {rows} ", csv, ", ", json)
            columns = add(folded(section, self.word("data_columns", columns=len(table.fields))), "dl", data_weight="0")
            for name, column in table.fields.items():
                kind = self.word(f"type_{column['type']}")
                defined(columns, [element("code", name)], [*coded(column[self.lang]), " (", kind, ")"])
        package = [self.word("data_package"), " ", data_link(PACKAGE, PACKAGE), ". "]
        add(box, "p", *package, self.word("data_bibliography"), " ", data_link(BIBLIOGRAPHY, BIBLIOGRAPHY), ".")
