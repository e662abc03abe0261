"""What every block of the site shares."""

from __future__ import annotations

import logging
import xml.etree.ElementTree as etree

from pymdownx.blocks.block import Block

from explainer.markdown.citations import unknown_key

log = logging.getLogger("mkdocs.explainer")


class SiteBlock(Block):
    """A block that knows its language and how strict the build is."""

    @property
    def lang(self) -> str:
        """Language of the edition, ``en`` or ``it``."""
        return self.config["lang"]

    def find(self, kind: str, key: str, known: dict):
        """The record ``key`` of ``known``, or None after a warning where the build is not strict.

        Raises:
            UnknownKeyError: there is no such record, and the edition is built strictly.
        """
        if key in known:
            return known[key]
        error = unknown_key(kind, key, known)
        if self.config["strict"]:
            raise error
        log.warning("%s", error)
        return None


def titled(parent: etree.Element, tag: str, name: str, title: str, level: str = "h2") -> etree.Element:
    """A landmark named after ``name`` with a visible heading of the same id."""
    element = etree.SubElement(parent, tag, {"class": name, "aria-labelledby": name})
    etree.SubElement(element, level, {"id": name}).text = title
    return element


def type_ids(value) -> list[str]:
    """Option type: a list of record ids."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("expected a list of ids, as in [I03, I04]")
    return value
