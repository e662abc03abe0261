"""What time does to the site: links that no longer answer, and pages and figures that have grown old.

    python .github/report.py SITE TODAY

checks the links of the built SITE and writes report.md, empty if there is nothing to look at. Only the
weekly workflow runs it: the build and its tests know no clock and no network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from explainer import frontmatter
from explainer.check.translations import differences
from explainer.pages import translations
from explainer.pages.site import Site
from explainer.records import read, using, yamlfile
from explainer.records.schema import walk

ROOT = Path(__file__).resolve().parent.parent
OLD = timedelta(days=180)
THEME_ENDS = date(2027, 5, 5)
WARN_BEFORE = timedelta(days=120)


def dead_links(answer: dict[str, Any]) -> list[str]:
    """Lines of Markdown from lychee's JSON: each address that did not answer, why, and where it stands."""
    pages: dict[tuple[str, str], set[str]] = {}
    for part in ("error_map", "timeout_map"):
        for page, links in answer[part].items():
            for link in links:
                reason = link["status"].get("details") or link["status"]["text"]
                pages.setdefault((link["url"], reason), set()).add(page)
    return [f"- <{url}>: {why} ({', '.join(sorted(on))})" for (url, why), on in sorted(pages.items())]


def old_pages(root: Path, today: date) -> list[str]:
    """Lines for the pages last compared with their sources, or seen live, too long ago."""
    lines = []
    for page in sorted((root / "docs").rglob("[!.]*.md")):
        name = page.relative_to(root).as_posix()
        meta = frontmatter.read(page.read_text(encoding="utf-8")).meta
        if meta.compared and meta.compared < str(today - OLD):
            lines.append(f"- {name}: compared with our sources on {meta.compared}")
        if meta.seen_live and meta.seen_live < str(today - OLD):
            lines.append(f"- {name}: linked pages seen live on {meta.seen_live}")
    return lines


def old_translations(root: Path) -> list[str]:
    """Lines for the translations that follow an older English page, with what differs by now."""
    site, data, lines = Site(root), read(root), []
    with using(data.records):
        for original, page in site.translations:
            if not translations.current(original, page):
                day = original.front.compared
                lines.append(f"- {page.shown} follows an older state of {original.shown}, which was compared on {day}")
                found = sorted(differences(original, page, data.records))
                lines += [f"    - line {finding.line}: {finding.message}" for finding in found]
    first, *others = site.pages.values()
    lines += [
        f"- {page.shown} has no translation" for pages in others for name, page in first.items() if name not in pages
    ]
    return lines


def old_figures(root: Path, today: date) -> list[str]:
    """Lines for the values in data/ whose "as of" date is too long ago."""
    lines = []
    for file in sorted((root / "data").glob("[!.]*.yml")):
        document = yamlfile.read(file)
        for (*around, key), day in (each for each in walk(document.content) if each[0]):
            if key == "as_of" and str(day) < str(today - OLD):
                place = ", ".join([file.relative_to(root).as_posix(), *document.place(*around)[1]])
                lines.append(f"- {place}: as of {day}")
    return lines


def theme(today: date) -> list[str]:
    """A line when the end of Material for MkDocs comes near."""
    if today < THEME_ENDS - WARN_BEFORE:
        return []
    return [f"- Material for MkDocs is maintained until {THEME_ENDS}. The README says what to do."]


def report(answer: dict[str, Any], root: Path, today: date) -> str:
    """The whole report in Markdown; empty if there is nothing to look at."""
    parts = {
        "Links that did not answer": dead_links(answer),
        "Pages to compare again": old_pages(root, today),
        "Pages to translate again": old_translations(root),
        "Figures to look up again": old_figures(root, today),
        "Tools": theme(today),
    }
    return "\n\n".join(f"## {title}\n\n" + "\n".join(lines) for title, lines in parts.items() if lines)


def main(site: str, today: str) -> int:
    """Look at everything and write report.md; links that do not answer are no failure of the command."""
    lychee = Path(sys.executable).with_name("lychee")
    pages = sorted(str(page) for page in Path(site).rglob("*.html"))
    command = [str(lychee), "--config", str(ROOT / ".github/lychee.toml"), "--format", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 2):  # 2: some links did not answer
        print(done.stderr, file=sys.stderr)
        return 1
    text = report(json.loads(done.stdout), ROOT, date.fromisoformat(today))
    Path("report.md").write_text(text, encoding="utf-8")
    print(text or "Nothing to look at.")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
