"""Headings: one h1, no level skipped, an explicit id on every other heading, no id twice."""

import re
from collections import Counter

from explainer.check.rules import Faults, Page, Reading, each_page


@each_page
def check(page: Page, data: Reading) -> Faults:
    tops = [heading for heading in page.tree.headings if heading.level == 1]
    if not tops and page.start:
        yield 1, "the page has no heading of level one", "Begin the text with one line `# The page's heading`."
    before = 0
    for heading in page.tree.headings:
        line, level, named = heading.line, heading.level, f"the heading “{heading.text}”"
        if re.match(r"\s*#+[^#\s]", page.rows[line - 1]):
            remedy = f"Write `{'#' * level} {heading.text}`, or `\\#` if it is none."
            yield line, f"{named} has no blank after its `{'#' * level}`", remedy
        elif heading in tops[1:]:
            message = f"a second heading of level one: “{heading.text}” (the first is on line {tops[0].line})"
            yield line, message, "A page has one `#` heading; make this one `##`."
        if before and level > before + 1:
            message = f"{named} skips from level {before} to level {level}"
            yield line, message, f"Begin it with `{'#' * (before + 1)}`."
        elif tops and not before and level > 1:
            yield line, f"{named} stands before the page's `#` heading", "Put the `#` heading first."
        if heading.listed:
            yield line, f"{named} stands in a list", "Put an empty line above it, and `#` at the beginning of the line."
        if not heading.own and level > 1:
            word = (re.findall(r"[a-z0-9]+", heading.text.lower()) or ["topic"])[-1]
            remedy = f"Add one after it, short, English and the same in both languages: `{{ #{word} }}`."
            yield line, f"{named} has no id of its own", remedy
        before = level
    for anchor, count in Counter(page.tree.ids).items():
        if count == 1 and not re.search(r"[^\w.-]|[À-ÿ]", anchor):
            continue
        lines = [heading.line for heading in page.tree.headings if heading.id == anchor]
        lines = sorted([*lines, *(block.line for block in page.tree.blocks if anchor in block.ids)]) or [1]
        if count == 1:
            remedy = "Write one short English word or several with hyphens, as in `first-day`."
            yield lines[0], f"`{anchor}` cannot be an id", remedy
        else:
            first = f"first on line {lines[0]}" if len(lines) > 1 else "a list that the page ends with has it"
            yield lines[-1], f"the id `{anchor}` stands twice ({first})", "Give one of the two another id."
