"""Facts that a page claims to tell are told, in an accepted wording, and in the same wording everywhere."""

from collections.abc import Iterator
from functools import cache, lru_cache

from explainer.check.prose import CITATION
from explainer.check.report import on
from explainer.editions import EDITIONS
from explainer.finding import Finding, meant
from explainer.pages.page import Page
from explainer.pages.site import Site
from explainer.records import Reading

EVEN = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x202F: " ", 0x2011: "-"}


def check(site: Site, data: Reading) -> Iterator[Finding]:
    """Yield facts that do not exist, have no accepted wording, are not told, or are told nowhere."""
    for pages in site.pages.values():
        first: dict[str, tuple[Page, set[str]]] = {}
        for page in pages.values():
            text = plain(page) if page.tells else ""
            for key in page.tells:
                if key not in data.ids["facts"]:
                    message = f"`tells` names `{key}`, which is not in data/facts.yml"
                    remedy = meant(key, data.ids["facts"], "add the fact to data/facts.yml.")
                    yield on(page, page.lines["tells"], message, remedy)
                elif key in data.records.facts:
                    yield from _told(page, text, key, data, first)


def _told(page: Page, text: str, key: str, data: Reading, first: dict[str, tuple[Page, set[str]]]) -> Iterator[Finding]:
    fact, line = data.records.facts[key], page.lines["tells"]
    forms = fact.forms[page.language] if fact.forms else []
    used = {form for form in forms if stands(form, text)}
    if not forms:
        message = f"`tells` names `{key}`, but the fact has no accepted wording in {EDITIONS[page.language].english}"
        remedy = f"Add `forms: {{{page.language}: ['…']}}` to `{key}` in data/facts.yml: pieces that prove it is told."
        yield on(page, line, message, remedy)
    elif not used:
        message = f"the page claims to tell `{key}` and does not: “{fact.statement}”"
        remedy = f"Tell it in the text with one of these wordings: {'; '.join(forms)}. Or take `{key}` out of `tells`."
        yield on(page, line, message, remedy)
    else:
        there, wording = first.setdefault(key, (page, used))
        if not wording & used:
            message = f"the fact `{key}` is worded “{min(used)}” here and “{min(wording)}” in {there.shown}"
            remedy = f"Use the same wording on both pages, or give `{key}` in data/facts.yml one that both have."
            yield on(page, line, message, remedy)


def stands(form: str, text: str) -> bool:
    """Does the wording stand in the text, not in the middle of a longer word or number?

    A wording that ends in `*` is the beginning of a word: `paus*` stands in "paused".
    """
    wanted, place = _wanted(form), -1
    while (place := text.find(wanted, place + 1)) >= 0:
        around = text[place - 1 : place] if place else "", text[place + len(wanted) :][:1]
        begins, ends = wanted[0].isalnum(), wanted[-1].isalnum() and not form.endswith("*")
        if not (begins and _letter(around[0])) and not (ends and _letter(around[1])):
            return True
    return False


def _letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


@cache
def _wanted(form: str) -> str:
    return evened(form.removesuffix("*"))


@lru_cache(maxsize=128)
def plain(page: Page) -> str:
    """Return the words of a page in lower case, without citations."""
    return evened(" ".join(unit.text for unit in page.tree.units))


def evened(text: str) -> str:
    """Return a text as wordings are compared: in lower case, with plain marks, without citations."""
    return " ".join(CITATION.sub(" ", text).translate(EVEN).lower().split())
