"""The guide for writers, held against the pages of the story as far as it can be counted; `style.yml` has the limits."""

import re
from collections.abc import Iterator

from explainer.check.facts import evened, stands
from explainer.check.prose import Sentence, count_words
from explainer.check.report import excerpt, on, settings
from explainer.check.style import Told, kind, told, unquoted
from explainer.finding import Finding
from explainer.pages.site import Site
from explainer.records import Reading

Fault = tuple[int, str, str]
PARTS = re.compile(r"[;:]| (?:but|yet|ma|però) ")
NEAR = 8
"""So many words before and after a name its role may begin."""


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield where a page of the story breaks the guide."""
    for page in told(site):
        for rule in (_provenance, _budget, _shape, _headings, _twice, _unsure, _tags, _people):
            for fault in rule(page):
                yield on(page.page, *fault)
        for fault in _voices(page, data):
            yield on(page.page, *fault)


def _provenance(page: Told) -> Iterator[Fault]:
    for said, match in page.found("provenance"):
        message = f"“{match[0]}” tells how we know, not what happened: {excerpt(said.words)}"
        remedy = "Leave it out: the mark and its preview show it. What is not known goes into `/// unknown`."
        yield said.line, message, remedy


def _budget(page: Told) -> Iterator[Fault]:
    most = settings("style")["budget"][page.page.name]
    if page.share > most:
        words = ", ".join(f"“{match[0]}” ({said.line})" for said, match in page.found("attribution", "hedge"))
        message = f"{page.share:.1f} attributions and hedges in 100 words, more than {most}: {words}"
        remedy = "Keep who says it for claims, disputes, opinions and quotations; tell the rest plainly."
        yield 1, message, remedy
    counted: dict[object, list[tuple[Sentence, str]]] = {}
    places = {said: unit for unit, said in page.sentences}
    for said, match in page.found("attribution", "hedge"):
        if (unit := places[said]).inside("answer"):
            counted.setdefault(unit if page.page.home else "", []).append((said, match[0]))
    for found in counted.values():
        if len(found) > 1:
            message = f"{len(found)} attributions and hedges in the answer: {', '.join(f'“{m}”' for _, m in found)}"
            yield found[1][0].line, message, "Keep one at most; the page has room for the others."


def _shape(page: Told) -> Iterator[Fault]:
    limits = settings("style")["limits"][page.page.language]
    for (_, said), count in zip(page.sentences, page.counted, strict=True):
        if count > limits["longest"]:
            message = f"a sentence of {count} words; {limits['longest']} are the most: {excerpt(said.words)}"
            yield said.line, message, "Make two of it."
    if page.mean > limits["mean"]:
        message = f"{page.mean:.1f} words in a sentence on average, more than {limits['mean']}"
        yield 1, message, "Shorten the longest ones; `python -m explainer.check --numbers` counts."
    least = limits.get("ease", 0) and limits["ease"] + 2 * page.page.home
    if least and page.ease < least:
        message = f"the Gulpease index is {page.ease:.1f}; {least} is the least"
        yield 1, message, "Write shorter sentences and shorter words."
    if page.answer > limits["answer"]:
        message = f"an answer of {page.answer} words; {limits['answer']} are the most"
        line = next((block.line for block in page.page.tree.blocks if block.name == "answer"), 1)
        yield line, message, "Leave for the page what the reader need not know first."


def _headings(page: Told) -> Iterator[Fault]:
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


def _twice(page: Told) -> Iterator[Fault]:
    """The same six words in a row, outside quotation marks."""
    seen: dict[tuple[str, ...], int] = {}
    for _, said in page.sentences:
        for part in re.split(r"\s{3,}", unquoted(said.words)):
            words = re.findall(r"\w+(?:[’'-]\w+)*", part.lower())
            runs = [tuple(words[place : place + 6]) for place in range(len(words) - 5)]
            again = next((run for run in runs if seen.get(run, said.line) != said.line), None)
            if again:
                message = f"“{' '.join(again)}” stands on line {seen[again]} already"
                yield said.line, message, "Say it once, or in other words."
            for run in runs:
                seen.setdefault(run, said.line)


def _unsure(page: Told) -> Iterator[Fault]:
    pattern = re.compile(settings("style")["unsure"][page.page.language], re.IGNORECASE)
    found = [(said, match) for _, said in page.sentences if (match := pattern.search(unquoted(said.words)))]
    for said, match in found[1:]:
        message = f"“{match[0]}” a second time; the first is on line {found[0][0].line}"
        yield said.line, message, "Say each doubt once, where it matters; the rest goes into `/// unknown`."


def _tags(page: Told) -> Iterator[Fault]:
    """The Italian edition's «…, dice X»."""
    if "tag" not in settings("style")["kinds"][page.page.language]:
        return
    tag = kind("tag", page.page.language)
    for unit in page.page.tree.prose():
        found = [*tag.finditer(unquoted(unit.text))]
        if found[unit.kind != "heading" :]:
            message = f"“{found[-1][0].strip(', ')}” behind what is said, more than once here: {excerpt(unit.text)}"
            yield unit.line_at(found[-1].start()), message, "Begin with “secondo X”, use a colon, or tell it plainly."


def _people(page: Told) -> Iterator[Fault]:
    for name, roles in settings("style")["people"].items():
        for _, said in page.sentences:
            before, found, after = said.words.partition(name)
            if found:
                near = " ".join([*before.split()[-NEAR:], *after.split()[:NEAR]])
                if not re.search(roles[page.page.language], near, re.IGNORECASE):
                    message = f"{name} is named here first, without a role: {excerpt(said.words)}"
                    yield said.line, message, f"Say who that is, in six words at most ({roles[page.page.language]})."
                break


def _voices(page: Told, data: Reading) -> Iterator[Fault]:
    """Sentences that tell facts, by a wording and a source of each, and whose word they are."""
    language, told = page.page.language, data.records.facts
    facts = [told[key] for key in page.page.tells if key in told and told[key].forms]
    for _, said in page.sentences:
        here = [fact for fact in facts if said.keys & set(fact.sources)]
        text = evened(said.words) if here else ""
        here = [fact for fact in here if any(stands(form, text) for form in fact.forms[language])]
        if not here:
            continue
        plain, names = unquoted(said.words), ", ".join(f"`{fact.id}`" for fact in here)
        attributed, voices = kind("attribution", language).search(plain), {fact.voice for fact in here}
        # What a sentence of several parts attributes may be another one of them.
        if attributed and plain == said.words and voices == {"none"} and not PARTS.search(plain):
            message = f"“{attributed[0]}” stands where nobody's word is needed ({names}): {excerpt(said.words)}"
            yield (
                said.line,
                message,
                "Tell it plainly; the mark shows the source. Or correct `voice` in data/facts.yml.",
            )
        spoken = attributed or kind("speaker", language).search(plain)
        if not spoken and voices & {"anonymous", "accusation"}:
            message = f"nobody says this ({names}): {excerpt(said.words)}"
            yield said.line, message, "Say in the sentence who says so. Or correct `voice` in data/facts.yml."
        firm = {fact.status for fact in here} == {"established"} and not PARTS.search(plain)
        if firm and (hedge := kind("hedge", language).search(plain)):
            message = f"“{hedge[0]}” weakens what is established ({names}): {excerpt(said.words)}"
            yield said.line, message, "Leave it out."
