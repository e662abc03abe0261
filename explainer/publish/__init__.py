"""What is published beside the pages and for machines: open data, structured data, and how to cite a page."""

from __future__ import annotations

from pathlib import Path

from explainer.publish import files, pages
from explainer.publish.tables import Table, tables
from explainer.records import Records, records

__all__ = ["Table", "publish", "tables"]


def publish(site: Path, base_url: str | None, data: Records | None = None) -> list[str]:
    """Write the open data into the built site, and into its pages what machines read; return the files of the data.

    `base_url` is the address of the English home page, or None where it is not known. The same input gives the same
    bytes, and publishing twice changes nothing.
    """
    own = data or records()
    written = files.write(site, base_url, own)
    pages.write(site, base_url, own)
    return written
