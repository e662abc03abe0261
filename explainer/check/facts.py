"""Facts that a page claims to tell are told, in an accepted wording, and in the same wording everywhere."""

from functools import lru_cache

from explainer.check.prose import CITATION, even
from explainer.check.rules import Faults, Findings, Page, Reading, Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, absent


def check(site: Site, data: Reading) -> Findings:
    for pages in site.pages.values():
        first: dict[str, tuple[Page, set[str]]] = {}
        for page in pages.values():
            for key in page.tells:
                yield from (Finding(page.shown, *fault) for fault in _told(page, key, data, first))


def _told(page: Page, key: str, data: Reading, first: dict[str, tuple[Page, set[str]]]) -> Faults:
    fact, line = data.records.facts.get(key), page.lines["tells"]
    forms = fact.forms[page.language] if fact and fact.forms else []
    used = {form for form in forms if stands(form, plain(page))}
    there, wording = first.setdefault(key, (page, used)) if used else (page, used)
    if key not in data.ids["facts"]:
        yield line, *absent(key, data.ids["facts"], "fact", "facts")
    elif fact and not forms:
        message = f"`tells` names `{key}`, but the fact has no accepted wording in {EDITIONS[page.language].english}"
        remedy = f"Add `forms: {{{page.language}: ['…']}}` to `{key}` in data/facts.yml: pieces that prove it is told."
        yield line, message, remedy
    elif fact and not used and not page.amiss:
        message = f"the page claims to tell `{key}` and does not: “{fact.statement}”"
        remedy = f"Tell it in the text with one of these wordings: {'; '.join(forms)}. Or take `{key}` out of `tells`."
        yield line, message, remedy
    elif not wording & used and used:
        message = f"the fact `{key}` is worded “{min(used)}” here and “{min(wording)}” in {there.shown}"
        remedy = f"Use the same wording on both pages, or give `{key}` in data/facts.yml one that both have."
        yield line, message, remedy


def stands(form: str, text: str) -> bool:
    """Does the wording stand in the text, evened like it, not in the middle of a longer word or number?

    A wording that ends in `*` is the beginning of a word: `paus*` stands in "paused".
    """
    return f" {even(form)}{'' if form.endswith('*') else ' '}" in f" {text} "


@lru_cache(maxsize=128)
def plain(page: Page) -> str:
    """Return the words of a page as wordings are compared, without citations."""
    return even(CITATION.sub(" ", " ".join(unit.text for unit in page.tree.units)))
