"""What the templates are told besides the configuration: plain values, the same for every page of an edition."""

from typing import Any

from explainer import paths
from explainer.editions import LANGUAGES
from explainer.opendata.tables import described
from explainer.pages.site import Site
from explainer.pages.translations import older
from explainer.records import records
from explainer.records.words import corrected


def template_values() -> dict[str, dict[str, Any]]:
    """The values for `extra` of each edition's configuration, by language.

    `pages`: the address of every page below the home page, by language; `older`: pages that follow an older state of
    the first edition, with the day of the present one; `corrections`: those of each page, by its source; `tables`:
    those of the open data.
    """
    site = Site(paths.ROOT)
    behind = older(site)
    return {
        language: {
            "pages": {each: sorted(page.address for page in pages.values()) for each, pages in site.pages.items()},
            "older": behind[language],
            "corrections": _corrections(language),
            "tables": [{"name": name, "title": table["title"][language]} for name, table in described().items()],
        }
        for language in LANGUAGES
    }


def _corrections(language: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for record in records().corrections.values():
        found.setdefault(record.page, []).append({"date": record.date, "text": corrected(record, language)})
    return found
