"""What two figures draw, and the open data repeat: the memory that models need, and what could be done with them once."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from explainer.records import Records
from explainer.records.models import EARNING, VERDICTS, Commercial, Licence, LicenceText, Model, Variant, Verdict
from explainer.records.schema import Text

ASKED = ("publish", "sell", "company", "places", "train")
"""What one may want to do with a model: three purposes of data/licences.yml, places, and to train it further."""


class Span(NamedTuple):
    """Models under one licence: least and most memory that is stated for them, users' reports left out."""

    name: str
    model: str | None
    lane: Commercial
    least: float | None
    most: float | None
    place: Text | None  # the places that its licence leaves out, in words
    sources: list[str]


def spans(data: Records, only: str = "") -> list[Span]:
    """The letter's models and those after it whose licence was read in full, or all versions of one model.

    By lane, then by least memory; what has no figure comes last.
    """
    found = [span for model in data.models.values() if only in ("", model.id) for span in _of_model(model, only, data)]
    later = [each for each in data.later.values() if not only and each.licence.lane != "unclear"]
    found += [_span(each.name, None, each.licence, each.memory, data) for each in later]
    lanes = [*EARNING.values()]
    return sorted(found, key=lambda span: (lanes.index(span.lane), span.least or 1000))


def _of_model(model: Model, only: str, data: Records) -> Iterator[Span]:
    """Versions in a row under one licence and with the same least as one; where one model stands alone, also the most."""

    def alike(variant: Variant) -> tuple[Any, ...]:
        licence, figures = variant.licence_weights, _figures(variant.memory)
        if licence.lane == "unclear" and not only:
            return (True,)
        return (licence.id, min(figures, default=0), *([max(figures, default=0)] if only else []))

    for _, group in groupby(model.variants, key=alike):
        variants = [*group]
        memory = [figure for variant in variants for figure in variant.memory]
        whole = len(variants) == len(model.variants) and not only
        name = model.name if whole else joined([variant.name for variant in variants], model.name)
        yield _span(name, model.id, variants[0].licence_weights, memory, data)


def _figures(memory: Iterable[Any]) -> list[float]:
    return [figure.gb for figure in memory if figure.gb and figure.by != "users"]


def _span(name: str, model: str | None, licence: Licence, memory: list[Any], data: Records) -> Span:
    figures, text = _figures(memory), data.licences.get(licence.id or "")
    least, most = min(figures, default=None), max(figures, default=None)
    place = text.short if text and text.not_in else None
    sources = [source for figure in memory if figure.by != "users" for source in figure.sources]
    return Span(name, model, licence.lane, least, most, place, [*dict.fromkeys([*sources, *licence.sources])])


def joined(names: list[str], family: str) -> str:
    """Names in a row, of the later ones only what is not said already; of many the first and the last."""
    names = [name.split(" (")[0] for name in names]
    if len(names) > 3:
        return f"{family} {names[0].split()[-1]}–{names[-1].split()[-1]}"
    told = names[0].split()
    later = [name.removeprefix(f"{names[0]}-").split() for name in names[1:]]
    return " + ".join([names[0], *(" ".join(part for part in parts if part not in told) for parts in later)])


def licensed(variant: Variant) -> tuple[str | None, Commercial]:
    """The licence of some weights, and what it says of earning money."""
    return variant.licence_weights.id, variant.licence_weights.lane


class Terms(NamedTuple):
    """What could be done with some weights on the day of the letter, as far as their licence was read."""

    name: str
    model: str
    then: Any
    text: LicenceText | None  # the licence, where its text was read and is known to be that of these weights

    def verdict(self, asked: str) -> Verdict:
        """What the licence says of what is asked; of what was not read, that it is not known."""
        if self.text is None:
            return "unknown"
        if asked == "places":
            return "excluded" if self.text.not_in else "allowed"
        if asked == "train":
            return self.text.train or "unknown"
        return self.text.uses[asked].verdict

    def says(self, asked: str) -> Text | None:
        """The sentence for what is asked, or None where no text was read."""
        if self.text is None or not self.text.clip:
            return None
        if asked == "train":
            return self.text.clip.trained
        return (self.text.uses[asked].says if asked in self.text.uses else None) or self.text.clip.line


def terms(data: Records) -> list[Terms]:
    """The weights of the letter's day, those of a model in a row under one licence as one; the freest first."""
    found = []
    for record in data.openness.values():
        model = data.models[record.id]
        variants = [variant for variant in model.variants if variant.id in record.then.weights]
        for (licence, said), group in groupby(variants, key=licensed):
            first, *others = group
            text = data.licences.get(licence or "")
            known = text if text and text.uses and said != "unclear" else None
            names = joined([variant.name for variant in (first, *others)], model.name)
            found.append(Terms(names, model.id, record.then.weights[first.id], known))
    return sorted(found, key=lambda row: VERDICTS.index(row.verdict("sell")))
