"""At least sixty queries a language, as readers type them: the right page stands among the first three results."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
FIRST = 3
SHARE = 0.95
AT_LEAST = 25

# The dialog's own engine; answers with the paths of the best pages of each query.
ASK = """async queries => {
  const { root, index, engine } = document.getElementById("site-search").dataset
  const absolute = path => new URL(path, document.baseURI).href
  const { build } = await import(absolute(engine))
  const search = build(await (await fetch(index)).json(), absolute(root), document.documentElement.lang)
  return queries.map(query => search(query).map(page => page.path))
}"""


@pytest.mark.parametrize(("language", "folder"), [("en", ""), ("it", "it/")])
def test_queries_find_their_page(site_dir, base_url, browser, language, folder):
    queries = yaml.safe_load((HERE / f"queries.{language}.yml").read_text(encoding="utf-8"))
    assert len(queries) >= 60
    assert len({query["ask"] for query in queries}) == len(queries), "a query stands twice"

    page = browser.new_page()
    page.goto(f"{base_url}{folder}")
    answers = page.evaluate(ASK, [query["ask"] for query in queries])
    page.close()

    def exists(path: str) -> bool:
        return (site_dir / folder / path / "index.html").is_file()

    waiting, counted, missed = [], 0, []
    for query, found in zip(queries, answers, strict=True):
        if not any(map(exists, query["pages"])):
            waiting.append(query["ask"])
            continue
        counted += 1
        if not set(found[:FIRST]) & set(query["pages"]):
            missed.append(f"{query['ask']!r}: wanted {query['pages']}, found {found[:FIRST]}")
    print(f"{language}: {counted - len(missed)} of {counted} found; {len(waiting)} wait for their page: {waiting}")
    assert counted >= AT_LEAST, f"only {counted} queries have a page that exists"
    assert len(missed) <= counted * (1 - SHARE), "\n".join(missed)
