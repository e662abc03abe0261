"""The open data: the records as CSV, JSON, a described package and BibTeX."""

from explainer.opendata.files import write
from explainer.opendata.tables import Table, tables

__all__ = ["Table", "tables", "write"]
