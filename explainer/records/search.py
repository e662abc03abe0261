"""The form of data/search.yml: what readers type and pages put otherwise, and what they ask of each place."""

from pathlib import Path
from typing import Generic, TypeVar

from explainer.paths import ROOT
from explainer.records import yamlfile
from explainer.records.schema import Record, said

FILE = "data/search.yml"
T = TypeVar("T")


class Both(Record, Generic[T]):
    """What differs by language."""

    en: T
    it: T


class Otherwise(Record):
    """Words of readers, and words of pages for the same."""

    asked: list[str] = said("words that readers use", "[hacked]", min_length=1)
    found: list[str] = said("words that pages have for it", "[break-in]", min_length=1)


class Asks(Record):
    """What readers ask of a place."""

    at: str = said("the address below that of the language", "glossary/#term-prompt")
    en: list[str] = said("the questions in English", "[what is a prompt]", default=[])
    it: list[str] = said("the questions in Italian", "[cos’è un prompt]", default=[])


class Search(Record):
    """What readers type and pages put otherwise."""

    common: Both[str] = said("words that no answer hangs on")
    asked: list[Both[Otherwise]] = said("words that readers use for those of the pages")
    same: Both[list[list[str]]] = said("groups of words that stand for each other")
    asks: list[Asks] = said("what readers ask of each place")


def document(root: Path = ROOT) -> yamlfile.Document:
    """The file under `root`, in which all are words, "no" and 4090 too; raises NotYaml."""
    return yamlfile.read(root / FILE, yamlfile.Words)
