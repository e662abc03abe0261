"""A site of one page, for the rules that judge texts."""

from collections.abc import Callable
from pathlib import Path

from explainer.check import run
from explainer.editions import EDITIONS
from explainer.finding import Finding

SETTINGS = "markdown_extensions: {{attr_list: {{}}, def_list: {{}}, tables: {{}}, toc: {{}}, pymdownx.superfences: {{}}, explainer.markdown: {{lang: {}}}}}\n"
SOURCES = """\
- {id: key, publisher: The Letter, title: Dear Corporate AI Overlords, language: en, kind: primary, read: original,
   seen: all, says: All.}
"""


def write(root: Path, body: str, name: str, *, language: str = "en", tells: str = "", facts: str = "") -> Path:
    """Write a site whose one page, `name`, has the text `body` from line 7 on."""
    (root / "data/sources.yml").write_text(SOURCES, encoding="utf-8")
    (root / "data/facts.yml").write_text(facts, encoding="utf-8")
    for each, edition in EDITIONS.items():
        (root / edition.config).write_text(SETTINGS.format(each), encoding="utf-8")
    path = root / "docs" / language / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: Sora\ndescription: B\ntells: [{tells}]\n---\n\n{body}\n", encoding="utf-8")
    return path


def findings(rule: Callable, root: Path, body: str, name: str, **more: str) -> list[Finding]:
    write(root, body, name, **more)
    return run(root, (rule,))
