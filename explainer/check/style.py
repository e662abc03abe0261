"""The guide for writers, held against the pages of the story as far as it can be counted; `style.yml` has the limits.

Only its running text is judged: paragraphs, definitions, answers, and list items that are sentences.
"""

import re
from functools import cache
from itertools import groupby

from explainer.check.facts import stands
from explainer.check.prose import QUOTED, Sentence, count_words, even, sentences, unquoted
from explainer.check.rules import Faults, Findings, Page, Reading, Site, excerpt, settings
from explainer.finding import Finding
from explainer.pages.tree import Unit

TOLD = ("paragraph", "item", "definition")
BESIDE = ("unknown", "next", "hero", "claim")
CODE = re.compile(r"\bx{2,}\b")
PARTS = re.compile(r"[;:]| (?:but|yet|ma|però) ")
NEAR = 8  # so many words before and after a name its role may begin


@cache
def kind(name: str, language: str) -> re.Pattern[str]:
    """The turns of phrase of one kind in `style.yml`."""
    return re.compile(settings("style")["kinds"][language][name].replace("\n", ""), re.IGNORECASE)


class Told:
    """The running text of a page, and what is counted in it.

    `sentences` has each with the text that it stands in, `counted` the words of each: in a translation those of
    quotations are not counted, which are in another language. `ease` is the Gulpease index, for Italian: 100 is easy, 0 is
    hard. `turns` are attributions and hedges, `share` is their number in 100 words. `answer` has the words of the longest
    answer: on the home page each paragraph is one, elsewhere the whole box.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        links = {link.text.strip() for link in page.tree.links}
        self.sentences: list[tuple[Unit, Sentence]] = [
            (unit, sentence)
            for unit in page.tree.units
            if unit.kind in TOLD and unit.text.strip() not in links and not any(map(unit.inside, BESIDE))
            for sentence in sentences(unit)
            if unit.kind != "item" or re.search(r"[.!?…:;][”»\"')]*$", sentence.words)
        ]
        ours = [CODE.sub(" ", QUOTED.sub(" ", said.words)) for _, said in self.sentences]
        own = ours if page.language == "it" else [CODE.sub(" ", said.words) for _, said in self.sentences]
        self.counted = [*map(count_words, own)]
        number, self.words = len([*filter(None, self.counted)]), sum(self.counted)
        self.mean = self.words / max(number, 1)
        # Here “l’arte” is two words, as where the index is defined.
        letters, words = sum(map(str.isalpha, " ".join(ours))), len(re.findall(r"\w+", " ".join(ours)))
        self.ease = 89 + (300 * number - 10 * letters) / max(words, 1)
        self.turns = self.found("attribution", "hedge")
        self.share = 100 * len(self.turns) / max(self.words, 1)
        counts = [count_words(unit.text) for unit in page.tree.units if unit.inside("answer")]
        self.answer = (max if page.home else sum)(counts or [0])

    def found(self, *kinds: str) -> list[tuple[Sentence, re.Match[str]]]:
        """Return what is of these kinds, outside quotation marks, with its sentence."""
        patterns = [kind(name, self.page.language) for name in kinds]
        return [(said, match) for _, said in self.sentences for each in patterns for match in each.finditer(said.plain)]


def told(site: Site) -> list[Told]:
    """Return the pages of the story, language by language."""
    return [Told(pages[name]) for pages in site.pages.values() for name in settings("style")["budget"] if name in pages]


def check(site: Site, data: Reading) -> Findings:
    for page in told(site):
        for rule in (_turns, _length, _headings, _again, _people, _voices):
            yield from (Finding(page.page.shown, *fault) for fault in rule(page, data))


def _turns(page: Told, data: Reading) -> Faults:
    """How we know is no part of the story; and only so many attributions and hedges, in all and in the answer."""
    for said, match in page.found("provenance"):
        message = f"“{match[0]}” tells how we know, not what happened: {excerpt(said.words)}"
        remedy = "Leave it out: the mark and its preview show it. What is not known goes into `/// unknown`."
        yield said.line, message, remedy
    most = settings("style")["budget"][page.page.name]
    if page.share > most:
        words = ", ".join(f"“{match[0]}” ({said.line})" for said, match in page.turns)
        message = f"{page.share:.1f} attributions and hedges in 100 words, more than {most}: {words}"
        yield 1, message, "Keep who says it for claims, disputes, opinions and quotations; tell the rest plainly."
    places = {said: unit for unit, said in page.sentences}
    answers = [(said, match) for said, match in page.turns if places[said].inside("answer")]
    for _, each in groupby(answers, lambda pair: places[pair[0]] if page.page.home else None):
        if len(turns := [*each]) > 1:
            words = ", ".join(f"“{match[0]}”" for _, match in turns)
            message = f"{len(turns)} attributions and hedges in the answer: {words}"
            yield turns[1][0].line, message, "Keep one at most; the page has room for the others."


def _length(page: Told, data: Reading) -> Faults:
    limits = settings("style")["limits"][page.page.language]
    for (_, said), count in zip(page.sentences, page.counted, strict=True):
        if count > limits["longest"]:
            message = f"a sentence of {count} words; {limits['longest']} are the most: {excerpt(said.words)}"
            yield said.line, message, "Make two of it."
    if page.mean > limits["mean"]:
        message = f"{page.mean:.1f} words in a sentence on average, more than {limits['mean']}"
        counts = sorted(zip(page.counted, (said.line for _, said in page.sentences), strict=True), reverse=True)
        longest = ", ".join(f"{count} ({line})" for count, line in counts[:5])
        yield 1, message, f"Shorten the longest ones; words (line): {longest}."
    least = limits.get("ease", 0) and limits["ease"] + 2 * page.page.home
    if least and page.ease < least:
        message = f"the Gulpease index is {page.ease:.1f}; {least} is the least"
        yield 1, message, "Write shorter sentences and shorter words."
    if page.answer > limits["answer"]:
        message = f"an answer of {page.answer} words; {limits['answer']} are the most"
        line = next((block.line for block in page.page.tree.blocks if block.name == "answer"), 1)
        yield line, message, "Leave for the page what the reader need not know first."


def _headings(page: Told, data: Reading) -> Faults:
    most, language = settings("style")["limits"][page.page.language]["heading"], page.page.language
    for heading in page.page.tree.headings:
        if count_words(heading.text) > most:
            message = f"a heading of {count_words(heading.text)} words; {most} are the most: “{heading.text}”"
            yield heading.line, message, "Say it in fewer words."
        for name in ("hedge", "provenance", *(["attribution"] if heading.level == 1 and page.page.home else [])):
            if match := kind(name, language).search(unquoted(heading.text)):
                message = f"“{match[0]}” stands in the heading “{heading.text}”"
                yield heading.line, message, "State what holds; the text says how firm it is."
    if "title" in page.page.lines and not re.search(settings("style")["subject"], page.page.front.title):
        message = f"the title does not say what it is about: “{page.page.front.title}”"
        yield page.page.lines["title"], message, "Name Sora or OpenAI in it: it is read alone in a list of results."


def _again(page: Told, data: Reading) -> Faults:
    """Six words in a row outside quotation marks, a doubt, and in Italian «…, dice X» in one text: once each."""
    seen: dict[tuple[str, ...], int] = {}
    for _, said in page.sentences:
        for part in re.split(r"\s{3,}", said.plain):
            words = re.findall(r"\w+(?:[’'-]\w+)*", part.lower())
            runs = [tuple(words[place : place + 6]) for place in range(len(words) - 5)]
            if again := next((run for run in runs if run in seen), None):
                message = f"“{' '.join(again)}” stands on line {seen[again]} already"
                yield said.line, message, "Say it once, or in other words."
            for run in runs:
                seen.setdefault(run, said.line)
    unsure = re.compile(settings("style")["unsure"][page.page.language], re.IGNORECASE)
    found = [(said, match) for _, said in page.sentences if (match := unsure.search(said.plain))]
    for said, match in found[1:]:
        message = f"“{match[0]}” a second time; the first is on line {found[0][0].line}"
        yield said.line, message, "Say each doubt once, where it matters; the rest goes into `/// unknown`."
    for unit in page.page.tree.units if page.page.language == "it" else ():
        tags = [*kind("tag", "it").finditer(unquoted(unit.text))]
        if tags[unit.kind != "heading" :]:
            message = f"“{tags[-1][0].strip(', ')}” behind what is said, more than once here: {excerpt(unit.text)}"
            yield unit.line_at(tags[-1].start()), message, "Begin with “secondo X”, use a colon, or tell it plainly."


def _people(page: Told, data: Reading) -> Faults:
    for name, roles in settings("style")["people"].items():
        for said in [said for _, said in page.sentences if name in said.words][:1]:
            before, _, after = said.words.partition(name)
            near = " ".join([*before.split()[-NEAR:], *after.split()[:NEAR]])
            if not re.search(roles[page.page.language], near, re.IGNORECASE):
                message = f"{name} is named here first, without a role: {excerpt(said.words)}"
                yield said.line, message, f"Say who that is, in six words at most ({roles[page.page.language]})."


def _voices(page: Told, data: Reading) -> Faults:
    """Sentences that tell facts, by a wording and a source of each, and whose word they are."""
    language, told = page.page.language, data.records.facts
    facts = [told[key] for key in page.page.tells if key in told and told[key].forms]
    for _, said in page.sentences:
        here = [fact for fact in facts if said.keys & set(fact.sources)]
        text = even(said.words) if here else ""
        here = [fact for fact in here if any(stands(form, text) for form in fact.forms[language])]
        if not here:
            continue
        told_here = f"({', '.join(f'`{fact.id}`' for fact in here)}): {excerpt(said.words)}"
        attributed, voices = kind("attribution", language).search(said.plain), {fact.voice for fact in here}
        # What a sentence of several parts attributes or doubts may be another one of them.
        whole = not PARTS.search(said.plain)
        if attributed and said.plain == said.words and voices == {"none"} and whole:
            remedy = "Tell it plainly; the mark shows the source. Or correct `voice` in data/facts.yml."
            yield said.line, f"“{attributed[0]}” stands where nobody's word is needed {told_here}", remedy
        spoken = attributed or kind("speaker", language).search(said.plain)
        if not spoken and voices & {"anonymous", "accusation"}:
            remedy = "Say in the sentence who says so. Or correct `voice` in data/facts.yml."
            yield said.line, f"nobody says this {told_here}", remedy
        firm = {fact.status for fact in here} == {"established"} and whole
        if firm and (hedge := kind("hedge", language).search(said.plain)):
            yield said.line, f"“{hedge[0]}” weakens what is established {told_here}", "Leave it out."
