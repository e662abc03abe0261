"""The shape of what the site weighs: disagreements, errors in circulation, passages of the letter, corrections.

Like `schema.py`, each class is one kind of record, and what needs other records to judge is in `crosschecks.py`.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from explainer.records.schema import Day, Filled, Https, Record, RecordId, Sources, Text, problem

PagePath = Annotated[str, Field(pattern=r"^[a-z0-9-]+(/[a-z0-9-]+)*\.md$")]
"""A page below docs/en, as `incident/index.md`."""

Status = Literal["established", "attributed", "disputed", "not-established"]


class Version(Record):
    """One answer to a question. `who` gives it, `via` says from whom they have it, where that is known."""

    who: Text
    says: Text
    via: Text | None = None
    sources: Sources


class Disagreement(Record):
    """A question that sources answer differently.

    `reading` is how this site reads the versions, and why; a question that is not `settled` may do without.
    `facts` are the facts that the question is about, `pages` the pages that touch it and link here.
    """

    id: RecordId
    question: Text
    versions: list[Version]
    settled: bool
    reading: Text | None = None
    sources: list[RecordId] = []
    facts: list[RecordId] = []
    pages: list[PagePath] = []

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if len(self.versions) < 2:
            raise problem(
                "has one version only, so nobody disagrees",
                "Add the version that contradicts it with who says so, or make it a fact in data/facts.yml.",
            )
        if self.settled and self.reading is None:
            raise problem("is settled, but nothing says how and why", "Add `reading:`, or write `settled: false`.")
        return self


class Myth(Record):
    """An error in circulation and what is right instead.

    `facts` names the facts it is about. `outlet` is a source whose own page is named as wrong; only a page that was
    read whole may be named. Without one the error is told of no page in particular.
    """

    id: RecordId
    claim: Text
    right: Text
    sources: Sources
    confidence: Literal["high", "medium"]
    facts: list[RecordId] = []
    outlet: RecordId | None = None
    disagreement: RecordId | None = None


class Evidence(Record):
    """Something that speaks for or against a passage."""

    text: Text
    sources: Sources


class Passage(Record):
    """One passage of the letter, in the letter's order.

    `quote` holds short pieces in the letter's own words, which are not ours to license, `translation` our Italian for
    each. The plain words for it stand on the page that shows the passage. An opinion, a wish or a call has no
    `status`, for nothing outside its writers could settle it.
    """

    id: RecordId
    title: Text
    kind: Literal["fact", "allegation", "opinion", "wish", "call"]
    status: Status | None = None
    quote: list[Filled] = []
    translation: list[Filled] = []
    sources: Sources
    evidence_for: list[Evidence] = []
    evidence_against: list[Evidence] = []
    replies: list[Evidence] = []
    disagreement: RecordId | None = None

    @model_validator(mode="after")
    def _status_fits(self) -> Self:
        if self.kind in ("fact", "allegation") and self.status is None:
            raise problem(f"is called a{'n' * (self.kind[0] == 'a')} {self.kind} and has no `status`", "Add `status:`.")
        if self.kind not in ("fact", "allegation") and self.status is not None:
            raise problem(
                f"is called a{'n' * (self.kind[0] == 'o')} {self.kind} and has a `status`",
                "Remove `status:`; an opinion, a wish or a call cannot be established or disputed.",
            )
        if len(self.quote) != len(self.translation):
            raise problem(
                f"has {len(self.quote)} quotations and {len(self.translation)} translations",
                "Give each entry of `quote` its Italian in `translation`, in the same order.",
            )
        return self


class Correction(Record):
    """A mistake that stood on a page and was mended, newest last. `was` and `now` say it in one sentence each."""

    id: RecordId
    date: Day
    page: PagePath
    was: Text
    now: Text
    reported_by: Filled | None = None
    link: Https | None = None
