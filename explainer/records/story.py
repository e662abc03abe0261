"""The records of what happened: sources, facts, the words of the glossary, and what the site weighs."""

import re
from collections.abc import Iterable
from typing import Literal

from explainer.editions import LANGUAGES
from explainer.finding import listed
from explainer.records.schema import (
    Day,
    Filled,
    Https,
    Language,
    PagePath,
    PartialDate,
    Record,
    RecordId,
    Sources,
    Text,
    Wrong,
    calendar,
    refers,
    said,
)

Status = Literal["established", "attributed", "disputed", "not-established"]
Voice = Literal["party", "contested", "anonymous", "accusation", "opinion", "none"]
Access = Literal["invited", "anyone", "paused", "payers", "europe", "bing", "app", "programs", "nobody"]
Read = Literal["original", "copy", "beginning", "excerpt", "quoted", "address"]


class Ours(Record):
    """The Italian of those words about a source that are not its own but ours."""

    title: Filled | None = said("our title for it", "Un resoconto", default=None)
    publisher: Filled | None = said("our words for who published it", "Un sito coreano", default=None)
    author: Filled | None = said("our words for who wrote it", "Una firma anonima", default=None)


class Source(Record):
    """Something that was read."""

    id: RecordId = said("a short name that pages cite it by, as [@ars_briefly]", "ars_briefly")
    publisher: Filled = said("who published it: a paper, a site, an organisation", "Ars Technica")
    author: Filled | None = said("who wrote it, if that is no person or a name not to be taken apart", default=None)
    authors: list[Filled] | None = said("who wrote it, family name first", "['Doe, Jane']", default=None, min_length=1)
    title: Filled = said("its title, as it stands there", "A report")
    titled: Literal["address", "approximate", "ours"] | None = said(
        "where that is not so: the title is taken from the address, approximate, or ours", default=None
    )
    italian: Ours | None = said("in Italian, those of its words that are ours", default=None)
    date: PartialDate | None = said("when it was published, as far as is known", default=None)
    language: Language = said("the language it is written in", "en")
    about: Literal["story", "models"] = said("which list of sources it stands in", default="story")
    url: Https | None = said("its address, if it is known", default=None)
    archive_url: Https | None = said("the address of an archived copy", default=None)
    kind: Literal["primary", "secondary"] = said("whether it speaks of itself, or tells what others said and did")
    via: Filled | Text | None = said("who carried the words that were read, if not the publisher", default=None)
    read: Read = said(
        "how it was read: the whole page itself (original) or a whole copy of it; its beginning, on the publisher's own "
        "page or feed; an excerpt from elsewhere; a passage that others quote; or only its address is known"
    )
    seen: Filled = said("what was read, for reviewers; the open data repeat it", "whole text")
    says: Filled = said(
        "what it states, in our words, for reviewers; not published", "It tells how the morning went.", exclude=True
    )
    derives_from: list[refers("sources")] = said("sources that this one retells", "[ars_briefly]", default=[])
    holds_letter: Literal[True] | None = said("true for a copy of the open letter", default=None)
    kept: Filled | None = said("why it stays although nothing cites it", default=None, exclude=True)
    twin: refers("sources") | None = said("the same text in another language", default=None, exclude=True)

    def wrong(self) -> Wrong:
        if self.author and self.authors:
            yield "has both `author` and `authors`", "Keep one: `authors` for persons, `author` for others."
        for name in self.authors or ():
            if name.count(",") > 1 or " and " in name or not all(part.strip() for part in name.split(",")):
                yield f"`{name}` is not one person", "Write each person as 'Family, Given', or 'Family' alone."
        if self.titled == "ours" and not (self.italian and self.italian.title):
            yield "a title of ours is in both languages", "Write it under `italian: {title: …}` too."

    def told(self, name: Literal["title", "publisher", "author"], language: str) -> str:
        """Its title, publisher or author for the readers of an edition; what is ours in their language."""
        ours = getattr(self.italian, name, None) if language == "it" else None
        return ours or getattr(self, name) or ""

    def carrier(self, language: str) -> str:
        """Who carried the words that were read; empty where that was the publisher."""
        return self.via[language] if isinstance(self.via, Text) else self.via or ""

    def names(self, language: str) -> list[str]:
        """Who wrote it, for the readers of an edition, as each is called: `Jane Doe`."""
        persons = [" ".join(reversed([part.strip() for part in name.split(",")])) for name in self.authors or ()]
        return persons or ([self.told("author", language)] if self.author else [])


MOMENTS = {17: "a UTC instant ('2024-11-26T13:30Z')", 10: "a day ('2024-11-26')", 7: "a month ('2024-11')"}
LENGTHS = {"minute": [17], "hour": [17], "day": [10], "month": [7], "by": [17, 10, 7]}  # of a moment, by precision


class Event(Record):
    """A moment on a timeline."""

    at: str = said("the moment: a UTC instant, a day or a month, as exact as `precision` says", "'2024-11-26T13:30Z'")
    precision: Literal["minute", "hour", "day", "month", "by"] = said("how exactly the moment is known")
    text: Text = said("what happened, in one sentence without a citation")
    status: Status | None = said("how firm the moment is, where that differs from its fact", default=None)
    access: Access | None = said("who could use Sora from then on", default=None, exclude=True)
    label: Text | None = said("two or three words for it, for whoever draws the data", default=None)

    def wrong(self) -> Wrong:
        instant = re.fullmatch(r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\dZ", self.at)
        fitting = LENGTHS[self.precision]
        remedy = f"Write {' or '.join(MOMENTS[length] for length in fitting)}."
        if not calendar(instant[1] if instant else self.at):
            yield f"`{self.at}` is not a moment that exists", remedy
        elif len(self.at) not in fitting:
            yield f"`at: {self.at}` does not fit `precision: {self.precision}`", remedy


class Forms(Record):
    """Wordings of which a page that tells the fact holds one; compared in lower case."""

    en: list[Filled] = said("the English wordings", "['8:30']", min_length=1)
    it: list[Filled] = said("the Italian wordings", "['14:30']", min_length=1)


class Fact(Record):
    """One resolved statement."""

    id: RecordId = said("a letter and two digits that no other fact has", "I40")
    statement: Filled = said("what is known, with who says so", "According to Ars Technica, it was over by noon.")
    voice: Voice = said(
        "why a sentence that tells it names the speaker: a `party` speaks of itself or its opponent, it is `contested`, "
        "rests on an `anonymous` source, lays blame on somebody (`accusation`), is an `opinion` or a quotation; or `none`",
        "none",
    )
    confidence: Literal["high", "medium", "low"] = said("how sure we are that the sources say this")
    status: Status = said("how firm it is")
    sources: Sources = said("ids from data/sources.yml that say so", "[ars_briefly]")
    conflict: Filled | None = said("where sources contradict it", default=None)
    caution: Filled | None = said("what a page must not make of it", default=None)
    event: Event | None = said("its moment on the timeline", default=None)
    forms: Forms | None = said("wordings of which a page that tells it holds one", default=None)
    kept: Filled | None = said("why it stays although no page tells it", default=None)


class Term(Record):
    """A word of the glossary, explained in one or two sentences."""

    id: RecordId = said("a short name that pages link to, as glossary:prompt", "prompt")
    term: Text = said("the word")
    text: Text = said("what it means")
    sources: list[refers("sources")] = said("ids from data/sources.yml", "[ars_briefly]", default=[])


class Word(Text):
    """A word of the interface."""

    def wrong(self) -> Wrong:
        english, *others = (sorted(re.findall(r"\{\w+\}|#+", self[language])) for language in LANGUAGES)
        for parts in others:
            if parts != english:
                here, there = listed(parts) or "nothing", listed(english) or "nothing"
                message = f"has {here} filled in, and the English words have {there}"
                yield message, "Write the same {parts} and # in every language."


class Version(Record):
    """One answer to a question."""

    who: Text = said("who gives this answer")
    says: Text = said("what they say")
    via: Text | None = said("from whom they have it, where that is known", default=None)
    sources: Sources


class Disagreement(Record):
    """A question that sources answer differently."""

    id: RecordId
    group: Literal["letter", "day", "after"] = said("the part of the story it belongs to", "letter")
    question: Text = said("the question")
    upshot: Text = said("what is known and who says what, in at most 25 words")
    versions: list[Version] = said("the answers, at least two")
    settled: bool = said("whether it is known which answer is right")
    reading: Text | None = said("how this site reads the versions, where the upshot does not say it", default=None)
    sources: list[refers("sources")] = said("ids from data/sources.yml for that reading", "[ars_briefly]", default=[])
    facts: list[refers("facts")] = said("the facts that the question is about", "[I03]", default=[])
    pages: list[PagePath] = said("the pages that touch it and link here", "[incident/index.md]", default=[])

    def wrong(self) -> Wrong:
        if len(self.versions) < 2:
            remedy = "Add the version that contradicts it with who says so, or make it a fact in data/facts.yml."
            yield "has one version only, so nobody disagrees", remedy
        if self.settled and self.reading is None:
            yield "is settled, but nothing says how and why", "Add `reading:`, or write `settled: false`."


class Myth(Record):
    """An error in circulation and what is right instead."""

    id: RecordId
    claim: Text = said("the error, as it is told")
    right: Text = said("what is right instead")
    sources: Sources
    confidence: Literal["high", "medium"] = said("how sure we are of what is right")
    facts: list[refers("facts")] = said("the facts it is about", "[I03]", default=[])
    formerly: list[RecordId] = said("ids of errors that stood on the page and are told here now", "[gone]", default=[])
    disagreement: refers("disagreements") | None = said("the disagreement it belongs to", default=None)


class Evidence(Record):
    """Something that speaks for or against a passage."""

    text: Text = said("what speaks for or against it")
    sources: Sources


class Passage(Record):
    """One passage of the letter, in the letter's order. The plain words for it stand on the page that shows it.

    An opinion, a wish or a call has no `status`, for nothing outside its writers could settle it.
    """

    id: RecordId
    title: Text = said("what it says, in a few words")
    kind: Literal["fact", "allegation", "opinion", "wish", "call"] = said("what kind of statement it is")
    status: Status | None = said("how firm a fact or allegation is", default=None)
    words: int | None = said("how many words it has in the letter", "24", default=None, gt=0)
    quote: list[Filled] = said("short pieces in the letter's own words, which are not ours to license", default=[])
    translation: list[Filled] = said("our Italian for each quotation, in the same order", default=[])
    sources: Sources
    evidence_for: list[Evidence] = said("what speaks for it", default=[])
    evidence_against: list[Evidence] = said("what speaks against it", default=[])
    replies: list[Evidence] = said("what those who are meant answered", default=[])
    disagreement: refers("disagreements") | None = said("the disagreement it belongs to", default=None)

    def wrong(self) -> Wrong:
        judged = self.kind in ("fact", "allegation")
        called = f"is called {'an' if self.kind[0] in 'ao' else 'a'} {self.kind}"
        if judged and not self.status:
            yield f"{called} and has no `status`", "Add `status:`."
        if self.status and not judged:
            remedy = "Remove `status:`; an opinion, a wish or a call cannot be established or disputed."
            yield f"{called} and has a `status`", remedy
        if len(self.quote) != len(self.translation):
            message = f"has {len(self.quote)} quotations and {len(self.translation)} translations"
            yield message, "Give each entry of `quote` its Italian in `translation`, in the same order."


class Correction(Record):
    """A mistake that stood on a page and was mended, newest last."""

    id: RecordId
    date: Day = said("when it was mended", "'2026-11-22'")
    page: PagePath = said("the page on which it stood", "incident/index.md")
    was: Text = said("what stood there, in one sentence")
    now: Text = said("what stands there now, in one sentence")


def letter_day(sources: Iterable[Source]) -> str:
    """The day of the open letter, as `2024-11-26`: that of its earliest copy, or nothing where none is known."""
    return min((source.date for source in sources if source.holds_letter and source.date), default="")
