"""The records in `data/`, read and validated, kept until a file changes; and what is wrong with them.

from explainer.records import records
records().sources["ars_briefly"].publisher
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import ValidationError

from explainer.finding import Finding, Unusable
from explainer.paths import ROOT
from explainer.records import references, yamlfile
from explainer.records.messages import mistakes
from explainer.records.models import Later, LicenceText, Machine, Model, Openness, Way
from explainer.records.references import Reference
from explainer.records.schema import Loc, Record
from explainer.records.story import Correction, Disagreement, Fact, Myth, Passage, Source, Term, Word


@dataclass(frozen=True, eq=False)
class Records:
    """All records of the site by id, in the order of their files; `words` by key. The one list of kinds of records.

    Licences come before models and models before ways, for these take something from those, read before (`_read`).
    `root` is the folder that holds `data` and the pages.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    licences: Mapping[str, LicenceText] = field(default_factory=dict)
    models: Mapping[str, Model] = field(default_factory=dict)
    later: Mapping[str, Later] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    words: Mapping[str, Word] = field(default_factory=dict)
    disagreements: Mapping[str, Disagreement] = field(default_factory=dict)
    myths: Mapping[str, Myth] = field(default_factory=dict)
    letter: Mapping[str, Passage] = field(default_factory=dict)
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    machines: Mapping[str, Machine] = field(default_factory=dict)
    chooser: Mapping[str, Way] = field(default_factory=dict)
    openness: Mapping[str, Openness] = field(default_factory=dict)
    root: Path = ROOT


KINDS: dict[str, type[Record]] = {
    name: get_args(hint)[1] for name, hint in get_type_hints(Records).items() if get_origin(hint) is Mapping
}
WITHIN = {"words": ("extra", "words")}
"""Where the records stand in a file that is more than their list: the words are also a configuration of MkDocs."""


@dataclass(frozen=True, eq=False)
class Reading:
    """What was read under a root: the valid `records`, all mistakes, and for each kind the `ids` also of faulty ones.

    `references` are all that the valid records name: each other, and pages.
    While a file cannot be read as a list of records (`unread`), the findings are about such files alone.
    """

    root: Path
    records: Records
    ids: Mapping[str, frozenset[str]]
    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    unread: frozenset[str] = frozenset()

    def finding(self, kind: str, loc: Loc, message: str, remedy: str) -> Finding:
        """Return what is wrong with a record (`loc` begins with its id) or with something in it."""
        return Finding(f"data/{kind}.yml", self.line(kind, *loc), message, remedy)

    def line(self, kind: str, *loc: int | str) -> int:
        """Return the line of a record (`loc` begins with its id) or of something in it."""
        return _file(self.root, kind).place(*WITHIN.get(kind, ()), *loc)[0]


def records() -> Records:
    """Return the records that pages are rendered with: the repository's own, as the last `refresh()` found them.

    Cheap, for code that asks many times while one page is rendered.
    """
    return _in_use[-1] if _in_use else refresh()


def refresh() -> Records:
    """Read the own records again where a file has changed; whoever starts to render a page calls this.

    Raises Unusable with all findings.
    """
    if len(_in_use) < 2:
        found = read()
        if found.findings:
            raise Unusable(*found.findings)
        _in_use[:] = [found.records]
    return _in_use[-1]


@contextmanager
def using(made: Records) -> Iterator[None]:
    """Render pages with other records than the repository's own, for as long as the context lasts."""
    before = _in_use[:]
    _in_use[:] = [*(before or [made]), made]
    try:
        yield
    finally:
        _in_use[:] = before


_in_use: list[Records] = []  # the own records as last read, and above them those of `using`


def read(root: Path = ROOT) -> Reading:
    """Read `root`/data, again where a file has changed; mistakes are in `findings`, never raised.

    A data file that does not exist counts as empty.
    """
    strays = tuple(sorted(path.name for path in (root / "data").glob("[!.]*.yaml")))
    return _read(root, tuple(yamlfile.state(root / "data" / f"{name}.yml") for name in KINDS), strays)


@lru_cache(maxsize=4)
def _read(root: Path, states: tuple[tuple[int, int] | None, ...], strays: tuple[str, ...]) -> Reading:
    loaded: dict[str, dict[int | str, Any]] = {}
    found: dict[str, dict[Any, Any]] = {name: {} for name in KINDS}
    end = "End its name in `.yml`."
    unread = {name: Finding(f"data/{name}", 1, "nobody reads this file", end) for name in strays}
    findings: set[Finding] = set()
    for (name, kind), state in zip(KINDS.items(), states, strict=True):
        try:
            loaded[name] = _entries(root, name) if state else {}
        except yamlfile.NotYaml as error:
            loaded[name] = {}
            unread[name] = Finding(f"data/{name}.yml", *error.args)
        for place, entry in loaded[name].items():
            try:
                found[name][place] = kind.model_validate(entry, context=found)
            except ValidationError as error:
                for loc, *said in mistakes(error, kind):
                    findings.add(_finding(root, name, (place, *loc), *said))
    words = MappingProxyType(found.pop("words"))
    ids = {name: _ids(loaded[name].values()) for name in found} | {"words": frozenset(loaded["words"])}
    variants = [model.get("variants") for model in loaded["models"].values() if isinstance(model, dict)]
    ids["variants"] = _ids(each for listed in variants if isinstance(listed, list) for each in listed)
    named = tuple(
        each for name, kind in found.items() for record in kind.values() for each in references.references(name, record)
    )
    for mistake in references.check(found, ids, named):
        findings.add(_finding(root, *mistake))
    # Of two with the same id the first one counts.
    twice = {name: [*kind.values(), *reversed(kind.values())] for name, kind in found.items()}
    by_id = {name: MappingProxyType({each.id: each for each in every}) for name, every in twice.items()}
    reported = tuple(sorted(unread.values() if unread else findings))
    return Reading(root, Records(words=words, root=root, **by_id), ids, named, reported, frozenset(unread))


def _file(root: Path, name: str) -> yamlfile.Document:
    return yamlfile.read(root / "data" / f"{name}.yml")


def _entries(root: Path, name: str) -> dict[int | str, Any]:
    """The records of a file by their place in it."""
    content = _file(root, name).content
    for key in WITHIN.get(name, ()):
        content = content.get(key, "") if isinstance(content, dict) else content
    if name in WITHIN and not isinstance(content, dict | None):
        remedy = "Write `extra:`, below it `words:`, and below that each word by its key."
        raise yamlfile.NotYaml(1, "does not hold words by their keys", remedy)
    if name not in WITHIN and not isinstance(content, list | None):
        raise yamlfile.NotYaml(1, "does not hold a list", "Start every record with `- id: …` at the left margin.")
    return content if isinstance(content, dict) else dict(enumerate(content or ()))


def _ids(entries: Any) -> frozenset[str]:
    return frozenset(str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry)


def _finding(root: Path, name: str, loc: Loc, message: str, remedy: str) -> Finding:
    around = WITHIN.get(name, ())
    line, way = _file(root, name).place(*around, *loc)
    return Finding(f"data/{name}.yml", line, f"{' › '.join(way[len(around) :]) or 'the file'}: {message}", remedy)
