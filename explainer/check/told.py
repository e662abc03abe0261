"""Facts that a page claims to tell are told, in an accepted wording, and in the same wording everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from explainer.check.data import Data
from explainer.check.page import CITATION, LINK, Page
from explainer.check.report import on
from explainer.check.site import Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, meant


def check(site: Site, data: Data) -> Iterator[Finding]:
    """Yield facts that do not exist, have no accepted wording, or are not told."""
    for language, pages in site.pages.items():
        first: dict[str, tuple[Page, set[str]]] = {}
        for page in pages.values():
            if not page.tells:
                continue
            text = plain(page)
            line = page.front_lines["tells"]
            for key in page.tells:
                if not data.has("facts", key):
                    yield on(
                        page,
                        line,
                        f"`tells` names `{key}`, which is not in data/facts.yml",
                        meant(key, data.facts, "add the fact to data/facts.yml."),
                    )
                    continue
                if key not in data.facts:
                    continue
                forms = accepted(data, key, language)
                used = {form for form in forms if stands(form, text)}
                if not forms:
                    yield on(
                        page,
                        line,
                        f"`tells` names `{key}`, but the fact has no accepted wording in {EDITIONS[language].english}",
                        f"Add `forms: {{{language}: ['…']}}` to `{key}` in data/facts.yml: short pieces that prove it is told.",
                    )
                elif not used:
                    yield on(
                        page,
                        line,
                        f"the page claims to tell `{key}` and does not: “{data.facts[key].get('statement')}”",
                        f"Tell it in the text with one of these wordings: {'; '.join(forms)}. Or take `{key}` out of `tells`.",
                    )
                else:
                    there, wording = first.setdefault(key, (page, used))
                    if not wording & used:
                        yield on(
                            page,
                            line,
                            f"the fact `{key}` is worded “{sorted(used)[0]}” here and “{sorted(wording)[0]}” in {there.shown}",
                            f"Use the same wording on both pages, so that readers see that it is the same fact; or give `{key}` in data/facts.yml a wording that both have.",
                        )


def accepted(data: Data, key: str, language: str) -> list[str]:
    """Return the accepted wordings of a fact in a language; empty where it has none."""
    forms = data.facts[key].get("forms")
    found = forms.get(language) if isinstance(forms, dict) else None
    return [form for form in found if isinstance(form, str) and form.strip()] if isinstance(found, list) else []


def stands(form: str, text: str) -> bool:
    """Does the wording stand in the text, not in the middle of a longer word or number?

    A wording that ends in `*` is the beginning of a word: `paus*` stands in "paused".
    """
    wanted = _even(form.removesuffix("*"))
    before = r"(?<![\w])" if wanted[0].isalnum() else ""
    after = r"(?![\w])" if wanted[-1].isalnum() and not form.endswith("*") else ""
    return re.search(before + re.escape(wanted) + after, text) is not None


def plain(page: Page) -> str:
    """Return the words of a page in lower case, without headings' ids, citations and addresses."""
    return _even(" ".join(unit.text for unit in page.units))


def _even(text: str) -> str:
    text = CITATION.sub(" ", text)
    while (bare := LINK.sub(lambda m: m[2], text)) != text:
        text = bare
    text = re.sub(r"[*_]+(?=\w)|(?<=[\w.,!?;:)])[*_]+", "", text)
    text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xA0: " ", 0x202F: " ", 0x2011: "-"})
    return " ".join(text.lower().split())
