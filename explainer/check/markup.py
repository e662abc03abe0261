"""Markup that did not become what was meant, and what should not be in a source: HTML, templates, merge marks.

The text that readers get is searched for signs of Markdown, and the source for words that readers do not get.
"""

import re
from collections.abc import Iterable

from explainer.check.rules import Faults, Findings, Page, Reading, Site
from explainer.finding import Finding
from explainer.pages.tree import COMMENT, Unit
from explainer.records.yamlfile import MERGE

BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")
# Signs that nobody sees and that turn text round or hide some of it.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ue000-\uf8ff\ufeff]"
)
# Signs that were read in another encoding, and joined letters out of a PDF.
SPOILT = re.compile("\ufffd|â€.?|[ÃÂ][\x80-\xbf]|[\ufb00-\ufb06]")
HTTP = re.compile(r"(?<![\w/])http://[^\s)\"'>\]]*")
# What a link got on its way to say who passed it on; an archive keeps addresses as they were.
PASSED_ON = re.compile(r"(?<![\w/])https:(?!\S*https?:/)[^\s)\"'>]*?[?&]((?:utm_\w+|fbclid|gclid)=)")
# What looks like a tag, also without its end; addresses between these signs are links.
TAG = re.compile(r"</?([a-zA-Z][\w-]*)(?![\w.@+-]|://|[^<>\s]*@)[^<>\n]*>?")
# In the braces that give a text its id.
ACTIVE = re.compile(r"\{[^{}\n]*?(?<![\w-])(on\w+|style|srcdoc|target|(?:form)?action|ping|background)=")
INSTEAD = {
    "a": "Write a link: `[text](address)`.",
    "img": "Write `![What it shows](file.svg)`.",
    "table": "Write the table with bars: `| cell | cell |`.",
    "span": "Write plain text; for a state write `[disputed](status:disputed)`.",
    "br": "Start a new paragraph or a list.",
    "script": "Remove it: pages hold no scripts.",
    "style": "Remove it: styles belong to overrides/assets/css.",
    "iframe": "Remove it: pages load nothing from elsewhere; link to it.",
}
BLOCK = "use a block such as `/// answer`"
OTHERWISE = f"Write it in Markdown, or {BLOCK}; in code, put it between backticks."

# What readers would see of Markdown that did not become anything.
SPACED = r"\[[^\[\]]*\] \((?:\.\.?/|https?:|[\w/-]+\.(?:md|html))[^()]*\)"
HEADING = r"(?:^|\n)\s*#{1,6}(?:\s|\w)|(?<=\s)#{2,6} "
ALONE = r"\*\*|(?<!\w)__?(?=\w)|(?<=\w)__(?!\w)|(?<!`)`{1,2}(?!`)|(?<!\w)\*(?=\w)|(?<=[\w.,;:!?])\*(?!\w)"
FOREIGN = (
    r"(?:^|\n)(?:!!!|\?{3}|:{3}|={3} |[’‘“”]{3}|\*\[|--8<|\[[ xX]\] |\[![A-Z]+\])|(?<!~)~~(?!~)|(?<![=\w])==(?=\w)|\[\["
    r"|(?<![\w:]):[a-z_]+:(?![\w:])|\$\$|\{:"
)
TABLE = r"\|[ :]*-{2,}|(?:^|\n)\|"
ROWS = "Put an empty line above its first row, and a row of `|---|` below that."
REMARK = "Put the source into data/sources.yml and cite it with `[@key]`; a remark belongs in the text."
NOTE = "Cite a source with `[@key]`; the page's notes are made from data/sources.yml."
# Notes as encyclopedias and chat programs write them.
PASTED = r"【[^】\n]*】?|\[\d\d?\]|\[citation needed\]|\((?i:sources?|font[ei]): |\bciteturn\w+|:contentReference\S*"
# The sign, what is wrong, what to do.
LEFT = {
    r"`{3,}|~{3,}": ("the code that starts here with {} is never closed", "Put a line with {} under its last line."),
    r"<!--": ("a comment that is never closed", "Put `-->` at its end, before the next empty line."),
    r"\]\([^\s)]*(?!\))": ("`{}` starts a link that is never closed", "Put `)` after its address."),
    SPACED: ("`{}` is no link, for there is a blank in it", "Take out the blank between `]` and `(`."),
    r"\[[^\[\]@^\n]+\]\[[^\[\]\n]*\]": ("`{}` is a link to nowhere", "Put an address in parentheses: `[a](b.md)`."),
    HEADING: ("a heading that readers see as text", "Put an empty line above it, and a blank after `#`."),
    ALONE: ("`{}` has no partner", "Put `{}` on both sides of the words."),
    r"\n:(?=\w)": ("a definition that readers see as text", "Put a blank after `:`."),
    r"&[a-zA-Z]\w*;": ("`{}` is no sign that browsers know", "Type the sign itself."),
    r"\([^()\n]+\)\[[^\[\]@^\s]+\]": ("`{}` is a link the wrong way round", "Write `[text](address)`."),
    FOREIGN: ("`{}` is no Markdown of this site, so readers see it as text", f"Say it in plain words, or {BLOCK}."),
    TABLE: ("a table that readers see as text", ROWS),
    PASTED: ("`{}` is no mark of this site, so readers see it as text", NOTE),
    r"(?<!\])\[(?=[^@\[\]][^\[\]]*(?:\[|\Z))|(?<![\]\w:;(])\((?=[^()]*\Z)": (
        "`{}` is opened and never closed",
        "Put its other half behind its last word.",
    ),
    r"\\(?=\n|\Z)": ("a backslash at the end of a line, which readers see", "Take it out."),
    r"\[\^[^\]\s]+\]:": ("a footnote of its own: `{}`", REMARK),
    r"\[\^[^\]\s]+\](?!:)": ("the footnote `{}` is not defined", NOTE),
}
CUT = re.compile(r"""[ ]*[\w-]+: +(?!['"|>&#\[{])\S.*? #""")
# In a data file what is left out as a remark; one of ours has a blank behind its sign.
HASHED = re.compile(r"(?m)^[ -]*[\w-]+: (?!['\"|>&{\[#])[^\n#]* (#\w+)")
ANYWHERE = {
    HASHED: ("what stands from `{}` on is left out here", "Put the whole text between quotation marks: `'…'`."),
    MERGE: ("a marker of an unfinished merge: `{}`", "Choose one of the two versions and remove the marker lines."),
    HTTP: ("the address `{}` is not encrypted", "Write https://, or link to an archived copy."),
    ACTIVE: ("the attribute `{}` makes a text act or load", "Remove it: pages hold text."),
    PASSED_ON: ("`{}` in an address tells who passed it on", "Take out `?` and all behind it, or what is not needed."),
    UNSEEN: ("a sign that nobody sees: {!a}", "Delete it, and type the words on both sides of it anew."),
    SPOILT: ("`{}` is what was left of another sign", "Type that sign anew, and save the file as UTF-8."),
    BRACES: ("template braces were left over: `{}`", "There are no templates here: write the text, code in backticks."),
}
TWICE = re.compile(r"\b([^\W\d]+)[ \n]+\1\b", re.IGNORECASE)
MEANT_TWICE = {"that", "had", "via", "man", "poco", "così", "piano", "bye", "no", "sì", "ha"}
UNREAD = {
    "[": "Write the address where the link stands: `[text](page.md)`; cite a source with `[@key]`.",
    "{:": "Remove it: how a page looks is not said in its text.",
    "": "Compare the page in the preview; mostly an empty line is missing above it, or a sign is not closed.",
}
# A line under a paragraph or an item that keeps an old address alive.
NAMED = re.compile(r"\{ #[a-zA-Z][\w-]* \}")
LISTED = re.compile(r"\n(?:[-*+]|\d+\.) |(?:^|\n)(?:• |\d+\) |\d+\.(?=[A-ZÀ-Þ])|[-+*•][^\W\d]+ )")


def check(site: Site, data: Reading) -> Findings:
    for page in site:
        text = _without_code(page)
        faults = (*_anywhere(text, ANYWHERE.keys() - {HASHED}), *_html(page, text), *_rendered(page, text))
        yield from (Finding(page.shown, *fault) for fault in faults)
    for path in (*sorted((site.root / "data").glob("[!.]*.yml")), *sorted(site.root.glob("mkdocs*.yml"))):
        shown, text = path.relative_to(site.root).as_posix(), path.read_text(encoding="utf-8", errors="replace")
        # A configuration may hold templates.
        patterns = ANYWHERE if shown.startswith("data/") else (MERGE, HTTP)
        yield from (Finding(shown, *fault) for fault in _anywhere(text, patterns))


def _anywhere(text: str, patterns: Iterable[re.Pattern[str]]) -> Faults:
    for pattern in patterns:
        message, remedy = ANYWHERE[pattern]
        # Of several on one line the first is enough.
        for line, match in {text.count("\n", 0, m.start()) + 1: m for m in [*pattern.finditer(text)][::-1]}.items():
            yield line, message.format(match[match.lastindex or 0]), remedy


def _html(page: Page, text: str) -> Faults:
    opened: set[str | int] = set()
    for match in TAG.finditer(text):
        name = match[1].lower()
        line = text.count("\n", 0, match.start()) + 1
        # An end tag adds nothing to what was said at its start, and a second tag nothing to the first of its line.
        if not {line, name if match[0].startswith("</") else line} & opened:
            yield line, f"raw HTML: `{match[0].strip()}`", INSTEAD.get(name, OTHERWISE)
        opened |= {line, name}
    for line in page.tree.lost if not opened else ():
        row = page.rows[line - 1].strip()
        if not NAMED.fullmatch(row):
            remedy = next(remedy for sign, remedy in UNREAD.items() if row.startswith(sign))
            yield line, f"readers do not get this line: “{row}”", remedy


def _without_code(page: Page) -> str:
    rows = ["" if number in page.tree.code else row for number, row in enumerate(page.rows, 1)]
    text = re.sub(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)", lambda match: "x" * len(match[0]), "\n".join(rows))
    return COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def _rendered(page: Page, text: str) -> Faults:
    for line in (*page.lines.values(), *(line for block in page.tree.blocks for line in block.lines.values())):
        if CUT.match(page.rows[line - 1]):
            remedy = "Put the whole text between quotation marks: `'…'`."
            yield line, "what stands after ` #` is left out here", remedy
    for line in page.tree.indented:
        remedy = "Take the blanks out; put code between two lines of ```."
        yield line, "a text that is indented by four blanks has become code", remedy
    rows, cells = text.split("\n"), 0
    for line, row in enumerate(rows, 1):
        if re.fullmatch(r"#{1,6} *(?:\{.*)?", row) and line > page.source.count("\n", 0, page.start):
            yield line, "a heading without words", "Write the heading after `#`, or remove the line."
    for unit in page.tree.units:
        yield from _left(unit)
        if unit.kind in ("header", "row"):
            bars = re.sub(r"\\\|", "", rows[unit.line - 1]).strip().strip("|").count("|")
            cells = bars if unit.kind == "header" else cells
            if bars != cells:
                message = f"this row of the table has {bars + 1} cells, its first row {cells + 1}"
                yield unit.line, message, "Give each row as many cells, and put an empty line below the table."
        if unit.kind == "item" and re.match(r" {1,3}(?:[-*+]|\d+[.)]) ", page.rows[unit.line - 1]):
            message = "this item stands in the outer list, for it is indented by less than four blanks"
            yield unit.line, message, "Put four blanks before an item that belongs to the one above, else none."
        for comment in (each for each in unit.comments if not each.kind):
            remedy = "Remove it; a page may hold `<!-- uncited: reason -->` and `<!-- only: it, reason -->` alone."
            yield unit.line_at(comment.place), "a comment that readers of the page's source would get", remedy


def as_text(unit: Unit) -> bool:
    """Is this a list or a table that readers see as text?"""
    return unit.kind in ("paragraph", "item") and bool(LISTED.search(unit.text) or re.search(TABLE, unit.text))


def _left(unit: Unit) -> Faults:
    text = unit.text
    for pattern, (message, remedy) in LEFT.items():
        if match := re.search(pattern, text):
            line = unit.line_after(match.end()) if "\n" in match[0] else unit.line_at(match.start())
            yield line, message.format(match[0].strip()), remedy.format(match[0].strip())
    links = {place for place, _ in unit.links}
    for match in re.finditer(r"(?<![^\s(])(?<!\]\()https://[^\s)]+", text):
        if match.start() not in links:
            yield unit.line_at(match.start()), f"`{match[0]}` is text and no link", "Write `[what it is](address)`."
    for match in TWICE.finditer(text):
        if match[1].lower() not in MEANT_TWICE and set(match[1]) != {"x"}:
            yield unit.line_at(match.end()), f"a word stands twice: “{match[0]}”", "Remove one of the two."
    if unit.kind in ("paragraph", "item") and (match := LISTED.search(text)):
        remedy = "Put an empty line above its first item; begin items with `- ` or `1. `."
        yield unit.line_at(match.end()), "a list that readers see as text", remedy
