"""The source linter: each rule finds the fault that is planted, at its line, and says what to do."""

import os
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import markdown
import pytest
from checkouts import SAMPLES, edit, sample

from explainer.beside import beside
from explainer.check import RULES, run, translations
from explainer.check.__main__ import main
from explainer.finding import Finding
from explainer.pages.site import Page, Site
from explainer.pages.translations import mark, older

STORY, ITALIAN, HOME = "docs/en/story.md", "docs/it/story.md", "docs/en/index.md"
SOURCES, FACTS = "data/sources.yml", "data/facts.yml"

SITE = SAMPLES / "checked"
"""A small site in both languages without findings."""
PLAIN = "The page passed each prompt on and showed what came back, and nobody who used it had to install anything. "

TITLE, DESCRIPTION = (
    "title: The morning\n",
    next(row for row in (SITE / STORY).read_text("utf-8").splitlines(True) if row.startswith("description")),
)
ONLINE = "on 26 November 2024. [@paper]"
LETTER = "“we are not against the use of the tool”. [@hf_app_early]"
AFTER_LETTER = LETTER + "\n\n"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = sample("checked", tmp_path_factory.mktemp("checked") / "whole")
    follow_all(root)
    return root


@pytest.fixture
def site(whole: Path) -> Path:
    """A copy of that, in the same place and with the same times for every test, so that what none changed is read once."""
    shutil.rmtree(whole.with_name("site"), ignore_errors=True)
    return shutil.copytree(whole, whole.with_name("site"))


def content_hash(path: Path) -> str:
    return mark(Page(path, "en", path.name))


def follow_all(root: Path) -> None:
    pages = [str(path) for path in sorted((root / "docs/it").rglob("*.md"))]
    assert main(["--root", str(root), "--follow", *pages]) == 0


def shown(findings: list[Finding]) -> str:
    return "\n".join(str(finding) for finding in findings)


@dataclass(frozen=True)
class Plant:
    """Replace `old` by `new` in `file`: a finding stands where `at` stands, with these words.

    `at` is the start of the text of the faulty line (empty: line 1); `where` is the file of the finding, if another;
    `count` is the number of all findings, for one mistake is said once.
    """

    name: str
    file: str
    old: str
    new: str
    at: str
    message: str
    remedy: str
    where: str = ""
    count: int = 1


# One line for each fault is easier to survey.
# fmt: off
PLANTS = [
    # citations
    Plant("unknown key", STORY, ONLINE, "on 26 November 2024. [@papr]", "The page went online at about 8:30 on", "no source `papr` in data/sources.yml", "Did you mean `paper`?"),
    Plant("unknown key in a caption", STORY, "one line [@paper]", "one line [@papper]", "/// outcomes", "no source `papper`", "Did you mean `paper`?"),
    Plant("unknown key in a figure's title", STORY, AFTER_LETTER, AFTER_LETTER + "/// days | So long [@papper]\n    events: [F1]\n\nTo scale. [@paper]\n///\n\n", "/// days", "no source `papper`", "Did you mean `paper`?"),
    Plant("unknown key in an option", STORY, "Some readers", "Some readers [@papper]", "    speaker", "no source `papper`", "Did you mean `paper`?"),
    Plant("unknown key without a near one", STORY, ONLINE, ONLINE + " More. [@zzzz]", "The page went online at about 8:30 on", "no source `zzzz`", "Add a record `zzzz`"),
    Plant("malformed citation", STORY, ONLINE, ONLINE + " More. [@paper, @archive]", "The page went online at about 8:30 on", "looks like a citation but is not one: `[@paper, @archive]`", "[@key1; @key2]"),
    Plant("citation left open", STORY, ONLINE, ONLINE + " More [@paper.", "The page went online at about 8:30 on", "looks like a citation but is not one", "Write `[@key]`"),
    Plant("source twice", STORY, ONLINE, "on 26 November 2024. [@paper; @paper]", "The page went online at about 8:30 on", "`paper` stands twice in one citation", "Remove one"),
    Plant("undefined footnote", STORY, ONLINE, ONLINE + "[^note]", "The page went online at about 8:30 on", "footnote `[^note]` is not defined", "Cite a source with `[@key]`"),
    Plant("footnote of its own", STORY, ONLINE, ONLINE + "\n\n[^note]: A remark.", "[^note]", "a footnote of its own", "data/sources.yml", count=2),
    # links
    Plant("broken link", STORY, "(index.md)", "(indx.md)", "- [Back", "`indx.md` leads to nothing", "Did you mean `index.md`?"),
    Plant("link to a folder", HOME, "(story.md#ended)", "(story/)", "The page worked", "`story/` leads to nothing", "Did you mean `story.md`?"),
    Plant("absolute link", STORY, "(index.md)", "(/index.md)", "- [Back", "starts at the root of a server", "the way from this file"),
    Plant("link out of the language", STORY, "(index.md)", "(../it/index.md)", "- [Back", "leads out of docs/en", "same language"),
    Plant("broken anchor", HOME, "(story.md#ended)", "(story.md#endd)", "The page worked", "`#endd`, which docs/en/story.md does not have", "Did you mean `ended`?"),
    Plant("broken anchor on the page", STORY, "(#claim-everyone)", "(#claim-every)", "So [some", "`#claim-every`, which docs/en/story.md does not have", "Did you mean `claim-everyone`?"),
    Plant("link without an address", STORY, "(index.md)", "()", "- [Back", "has no address", "between the parentheses"),
    Plant("link without text", STORY, "[Back to the start]", "[]", "- [](index.md)", "has no text", "Write words"),
    Plant("unknown scheme", STORY, "(index.md)", "(ftp://x.example/)", "- [Back", "begins with `ftp:`", "https:"),
    Plant("reference to nowhere", STORY, ONLINE, ONLINE + " See [this][there].", "The page went online at about 8:30 on", "`[this][there]` is a link to nowhere", "in parentheses"),
    Plant("unknown term", STORY, "glossary:weights", "glossary:weigths", "It worked", "no term `weigths`", "Did you mean `weights`?"),
    Plant("unknown status", STORY, "status:disputed)", "status:disputd)", "So [some", "no status `disputd`", "Did you mean `disputed`?"),
    # images
    Plant("missing image", STORY, "(line.svg)", "(lin.svg)", "![A line", "image `lin.svg` does not exist", "docs/en/"),
    Plant("image of another server", STORY, "(line.svg)", "(https://x.example/line.svg)", "![A line", "not a file of this site", "beside the page"),
    Plant("image without text", STORY, ONLINE, ONLINE + "\n\n![](line.svg)", "![](line", "no text alternative", "what it shows"),
    Plant("option that leads to nothing", STORY, AFTER_LETTER, AFTER_LETTER + "/// fits | Which card?\n    chooser: chose.md\n///\n\n", "    chooser:", "`chose.md` leads to nothing", "the way from this file"),
    # what Markdown makes of a slip
    Plant("list without an empty line", STORY, ONLINE, ONLINE + "\n- one\n- two", "- one", "a list that readers see as text", "an empty line above"),
    Plant("numbered list without an empty line", STORY, ONLINE, ONLINE + "\n1. one\n2. two", "1. one", "a list that readers see as text", "an empty line above"),
    Plant("table without an empty line", STORY, ONLINE, ONLINE + "\n| a | b |\n|---|---|\n| c | d |", "| a", "a table that readers see as text", "an empty line above"),
    Plant("table without its rule", STORY, "|---|---|\n", "", "| What", "a table that readers see as text", "|---|"),
    Plant("heading without a blank", STORY, "## The letter gave", "##The letter gave", "##The", "has no blank after its `##`", "Write `## The letter"),
    Plant("heading in a paragraph", STORY, ONLINE, ONLINE + " ## More { #more }", "The page went online at about 8:30 on", "a heading that readers see as text", "an empty line above"),
    Plant("paragraph that became code", STORY, ONLINE, ONLINE + "\n\n    So [they](index.md) say. [@paper]", "    So [they", "has become code", "Take the blanks out"),
    Plant("nested list with two blanks", STORY, AFTER_LETTER, AFTER_LETTER + "- one [@paper]\n  - two [@paper]\n\n", "  - two", "stands in the outer list", "four blanks"),
    Plant("blank in a link", STORY, "(index.md)", " (index.md)", "- [Back", "is no link, for there is a blank in it", "between `]` and `(`"),
    Plant("link that is not closed", STORY, "(index.md)", "(index.md", "- [Back", "starts a link that is never closed", "Put `)`"),
    Plant("mark without a partner", STORY, ONLINE, ONLINE + " It was **early.", "The page went online at about 8:30 on", "`**` has no partner", "on both sides"),
    Plant("word that stands twice", STORY, ONLINE, ONLINE + " And the the end.", "The page went online at about 8:30 on", "a word stands twice: “the the”", "Remove one"),
    Plant("line that readers do not get", STORY, ONLINE, ONLINE + "\n\n[note]: Whatever", "[note]", "readers do not get this line", "where the link stands"),
    Plant("script", STORY, ONLINE, ONLINE + "\n\n<script>alert(1)</script>", "<script>", "raw HTML: `<script>`", "pages hold no scripts"),
    Plant("tag without its end", STORY, ONLINE, ONLINE + " <video controls", "The page went online at about 8:30 on", "raw HTML: `<video controls`", "between backticks"),
    Plant("frame", STORY, ONLINE, ONLINE + '\n\n<iframe src="https://x.example"></iframe>', "<iframe", "raw HTML: `<iframe", "link to it"),
    Plant("HTML that holds Markdown", STORY, ONLINE, ONLINE + '\n\n<div markdown class="x">\nWell. [@paper]\n</div>', "<div", "raw HTML: `<div", "Write it in Markdown"),
    Plant("inline handler", STORY, "## The letter gave the reasons { #letter }", "## The letter gave the reasons { #letter onclick=x }", "## The letter", "the attribute `onclick` makes a text act", "pages hold text"),
    Plant("address that is a script", STORY, "(index.md)", "(javascript:x)", "- [Back", "begins with `javascript:`", "Links begin with https:"),
    Plant("mark with one star", STORY, ONLINE, ONLINE + " It was *early.", "The page went online at about 8:30 on", "`*` has no partner", "on both sides"),
    Plant("code left open", STORY, ONLINE, ONLINE + " They say `so and so'.", "The page went online at about 8:30 on", "has no partner", "on both sides"),
    Plant("definition without a blank", STORY, ONLINE, ONLINE + "\n\nTerm\n:Its meaning. [@paper]", ":Its", "a definition that readers see as text", "a blank after `:`"),
    Plant("unknown entity", STORY, ONLINE, ONLINE + " Tea &bogus; toast.", "The page went online at about 8:30 on", "`&bogus;` is no sign", "Type the sign"),
    Plant("link the wrong way round", STORY, "[Back to the start](index.md)", "(Back to the start)[index.md]", "- (Back", "the wrong way round", "`[text](address)`"),
    Plant("box of another Markdown", STORY, ONLINE, ONLINE + "\n\n!!! note\n    So. [@paper]", "!!! note", "`!!!` is no Markdown of this site", "a block such as"),
    Plant("alert of another Markdown", STORY, ONLINE, ONLINE + "\n\n> [!NOTE]\n> So. [@paper]", "> [!NOTE]", "`[!NOTE]` is no Markdown of this site", "a block such as"),
    Plant("code that goes on to the next", STORY, ONLINE, ONLINE + "\n\n```sh\none\n\nSo. [@paper]\n\n```sh\ntwo\n```", "```sh\none", "the code that starts here is never closed", "under it"),
    Plant("attributes of another Markdown", STORY, ONLINE, ONLINE + " So.{: style='color:red' }", "The page went online at about 8:30 on", "`{:` is no Markdown of this site", "plain words", count=2),
    Plant("class of a paragraph", STORY, ONLINE, ONLINE + "\n{: .big }", "{: .big", "readers do not get this line", "how a page looks"),
    Plant("list with bullets", STORY, ONLINE, ONLINE + "\n\n• one [@paper]\n• two [@paper]", "• one", "a list that readers see as text", "begin items with `- `"),
    Plant("list without blanks", STORY, ONLINE, ONLINE + "\n\n-one [@paper]\n-two [@paper]", "-one", "a list that readers see as text", "begin items with `- `"),
    Plant("text right below a table", STORY, "| Start | 8:30 [@paper] |\n", "| Start | 8:30 [@paper] |\nAnd so on. [@paper]\n", "And so on", "this row of the table has 1 cells, its first row 2", "an empty line below"),
    Plant("cell too many", STORY, "| Start | 8:30 [@paper] |", "| Start | 8:30 | more [@paper] |", "| Start", "this row of the table has 3 cells", "as many cells", count=2),
    Plant("sign that nobody sees", STORY, ONLINE, ONLINE + " So \u202eit was\u202c.", "The page went online at about 8:30 on", "a sign that nobody sees", "anew"),
    Plant("script for an address", STORY, ONLINE, ONLINE + " <javascript:x>", "The page went online at about 8:30 on", "raw HTML: `<javascript:x>`", "in Markdown"),
    Plant("address without its beginning", STORY, "(index.md)", "(www.x.example)", "- [Back", "leads to nothing", "`https://www.x.example`"),
    Plant("address that is not whole", STORY, "(index.md)", "(https:/x.example)", "- [Back", "is not whole", "https://example.org"),
    Plant("citation without brackets", STORY, ONLINE, ONLINE + " So says @paper.", "The page went online at about 8:30 on", "looks like a citation", "Write `[@key]`"),
    Plant("citation with backslashes", STORY, ONLINE, ONLINE + " So it says. \\[@paper\\]", "The page went online at about 8:30 on", "looks like a citation", "Write `[@key]`"),
    Plant("citation without its sign", STORY, ONLINE, ONLINE + " So it says [paper].", "The page went online at about 8:30 on", "looks like a citation", "Write `[@key]`"),
    Plant("address with a blank", STORY, "(index.md)", "(https://x.example/a b)", "- [Back", "is not whole", "https://example.org"),
    Plant("address as text", STORY, ONLINE, ONLINE + " See https://x.example/a (or so) for it.", "The page went online at about 8:30 on", "`https://x.example/a` is text and no link", "`[what it is](address)`"),
    Plant("address that says who passed it on", STORY, "(index.md)", "(https://x.example/a?utm_source=chat)", "- [Back", "`utm_source=` in an address tells who passed it on", "Take out `?`"),
    Plant("bracket left open", STORY, ONLINE, ONLINE + " See [the start(index.md).", "The page went online at about 8:30 on", "`[` is opened and never closed", "behind its last word"),
    Plant("note of a chat program", STORY, ONLINE, ONLINE + "【1†source】", "The page went online at about 8:30 on", "`【1†source】` is no mark of this site", "Cite a source with `[@key]`"),
    Plant("note by number", STORY, ONLINE, "on 26 November 2024.[1] [@paper]", "The page went online at about 8:30 on", "`[1]` is no mark of this site", "Cite a source with `[@key]`"),
    Plant("sign of a chat program", STORY, ONLINE, ONLINE + " \ue200x.", "The page went online at about 8:30 on", "a sign that nobody sees", "anew"),
    Plant("underline without a partner", STORY, ONLINE, ONLINE + " It was _early.", "The page went online at about 8:30 on", "`_` has no partner", "on both sides"),
    Plant("marked words", STORY, ONLINE, ONLINE + " It was ==early==.", "The page went online at about 8:30 on", "`==` is no Markdown of this site", "plain words"),
    Plant("id of two words", STORY, "{ #letter }", "{ #the letter }", "## The letter gave", "has no id of its own", "{ #reasons }"),
    Plant("parenthesis left open", STORY, ONLINE, ONLINE + " So (as they say.", "The page went online at about 8:30 on", "`(` is opened and never closed", "behind its last word"),
    Plant("two backticks", STORY, ONLINE, ONLINE + " So ``they say''.", "The page went online at about 8:30 on", "has no partner", "on both sides"),
    Plant("backslash at the end of a line", STORY, ONLINE, ONLINE + "\\\nSo. [@paper]", "The page went online at about 8:30 on", "a backslash at the end of a line", "Take it out"),
    Plant("signs in another encoding", STORY, ONLINE, ONLINE + " Itâ€™s early. [@paper]", "The page went online at about 8:30 on", "`â€™` is what was left of another sign", "anew"),
    Plant("joined letters", STORY, ONLINE, ONLINE + " The ﬁrst one. [@paper]", "The page went online at about 8:30 on", "`ﬁ` is what was left of another sign", "anew"),
    Plant("long quotation in single marks", STORY, ONLINE, ONLINE + " They say ‘" + "it’s a word " * 9 + "’. [@paper]", "The page went online at about 8:30 on", "a quotation of 27 words", "at most 25 words"),
    Plant("long quotation in straight marks", STORY, ONLINE, ONLINE + " They say '" + "word " * 26 + "'. [@paper]", "The page went online at about 8:30 on", "a quotation of 26 words", "at most 25 words", count=2),
    Plant("long translation", ITALIAN, "«non siamo contro l’uso dello strumento»", "«" + "parola " * 26 + "»", "La lettera dice", "a quotation of 26 words", "at most 25 words", count=2),
    Plant("quotation over two paragraphs", STORY, AFTER_LETTER, "“we are\n\nnot against it”. [@hf_app_early]\n\n", "The letter says", "`“` has no partner in this paragraph", "in the same paragraph", count=3),
    # blocks
    Plant("two blanks before options", STORY, "    events: [F1]", "  events: [F1]", "/// timeline", "lacks its option `events`", "four blanks"),
    Plant("options below an empty line", STORY, "    id: everyone", "\n    id: everyone", "    id: everyone", "the options of `claim` stand below an empty line", "Take out the empty line"),
    Plant("option twice", STORY, "    id: everyone\n", "    id: everyone\n    id: all\n", "    id: all", "the option `id` stands twice", "Remove one"),
    Plant("option cut at a hash", STORY, "Some readers", "Some # readers", "    speaker", "what stands after ` #` is left out", "quotation marks"),
    Plant("empty block", STORY, "- The minute of the end.\n", "", "/// unknown", "the block `unknown` is empty", "Write a list"),
    Plant("text where none goes", STORY, "    events: [F1]\n", "    events: [F1]\n\nSo. [@paper]\n", "/// timeline", "holds text and takes none", "above or below"),
    Plant("two slashes", STORY, AFTER_LETTER, AFTER_LETTER + "// sources\n//\n\n", "// sources", "`// sources` neither starts a block nor ends one", "/// name | text"),
    Plant("dash for a bar", STORY, "/// claim | The", "/// claim - The", "/// claim", "neither starts a block nor ends one", "/// name | text"),
    Plant("text behind the end", STORY, "- The minute of the end.\n///", "- The minute of the end.\n/// So.", "/// So", "neither starts a block nor ends one", "nothing but `///`"),
    Plant("indented end", STORY, "- The minute of the end.\n///", "- The minute of the end.\n    ///", "    ///", "is indented here", "beginning of the line"),
    Plant("id with a blank", STORY, "    id: everyone", "    id: Every one", "/// claim", "`claim-Every one` cannot be an id", "hyphens", count=2),
    Plant("file name for an alternative", STORY, ONLINE, ONLINE + "\n\n![line.svg](line.svg)", "![line", "is a file name: `line.svg`", "what it shows"),
    Plant("citation in an event", FACTS, "The page goes online.", "'Online [@paper].'", "    text: {en: 'Online", "holds a citation or a link", "Name sources under"),
    # data that nobody needs
    Plant("unused source", SOURCES, "  kept: some tests cite it\n", "", "- id: echo", "`echo` stands in the data and nothing cites it", "add `kept:`"),
    Plant("unused fact", FACTS, "- id: F2\n", "- id: F9\n  statement: So.\n  voice: none\n  confidence: low\n  status: disputed\n  sources: [paper]\n\n- id: F2\n", "- id: F9", "nothing tells, shows or weighs it", "Use it on a page"),
    Plant("day that is far ahead", STORY, "compared: 2026-11-22", "compared: 2030-01-01", "compared", "more than a year after the days of all other pages", "the day on which"),
    # front matter
    Plant("unknown key of front matter", STORY, TITLE, TITLE + "titel: x\n", "titel", "`titel` is not known", "Did you mean `title`?"),
    Plant("key that is a number", STORY, TITLE, TITLE + "12: x\n", "12", "the key `12` is not known here", "Remove `12`"),
    Plant("missing key", STORY, "seen_live:\n", "", "", "`seen_live` is missing", "Add `seen_live:`"),
    Plant("key twice", STORY, TITLE, TITLE + TITLE, "title: The morning\ndescription", "`title` stands twice", "Remove one"),
    Plant("wrong type", STORY, "tells: [F1, F2, F3, F4, F5]", "tells: F1", "tells", "`tells` is not a list", "tells: [I03, I04]"),
    Plant("fact named twice", STORY, "tells: [F1, F2,", "tells: [F1, F1, F2,", "tells", "`tells` names `F1` twice", "Remove one"),
    Plant("empty title", STORY, TITLE, "title:\n", "title", "`title` is empty", "one line of text"),
    Plant("seen live in words", STORY, "seen_live:", "seen_live: never", "seen_live", "`seen_live` is not a day: `never`", "leave it empty"),
    Plant("front matter without keys", "docs/en/glossary.md", "title: Glossary\n", "- title\n", "description", "not valid YAML", "indentation"),
    Plant("wrong date", STORY, "compared: 2026-11-22", "compared: 2026-11-31", "compared", "`compared` is not a day: `2026-11-31`", "a whole day that exists"),
    Plant("unknown template", STORY, TITLE, TITLE + "template: story.html\n", "template", "not one of the choices", "home.html"),
    Plant("short description", STORY, DESCRIPTION, "description: The morning.\n", "description", "has 12 characters", "60 to 160"),
    Plant("title twice", STORY, TITLE, "title: The Story of Sora, Explained\n", "title", "the title is the same as in docs/en/index.md", "a title of its own"),
    Plant("front matter broken", STORY, TITLE, "title: one: two\n", "title", "not valid YAML", "needs quotes"),
    Plant("no front matter", "docs/en/glossary.md", "---\ntitle", "title", "", "no front matter", "`---`"),
    Plant("English page that follows", STORY, "seen_live:\n", "seen_live:\nfollows: 000000000000\n", "follows", "the key `follows` is not known here", "Remove `follows`"),
    # headings
    Plant("two h1", STORY, "## The letter gave", "# The letter gave", "# The letter gave", "second heading of level one", "make this one `##`"),
    Plant("no h1", "docs/en/glossary.md", "# Words, explained\n", "", "", "no heading of level one", "# The page's heading"),
    Plant("skipped level", STORY, "## The letter gave", "#### The letter gave", "#### The letter", "skips from level 2 to level 4", "Begin it with `###`"),
    Plant("heading before h1", "docs/en/glossary.md", "# Words, explained\n", "## Before { #before }\n\n# Words, explained\n", "## Before", "stands before the page's `#` heading", "Put the `#` heading first"),
    Plant("reserved id", STORY, "{ #letter }", "{ #sources }", "## The letter", "`sources` stands twice (a list that the page ends with has it)", "another id"),
    Plant("no id", STORY, " { #letter }", "", "## The letter", "has no id", "{ #reasons }"),
    Plant("id twice", STORY, "{ #letter }", "{ #ended }", "## The letter", "`ended` stands twice", "another id"),
    Plant("heading in a list", STORY, ONLINE, ONLINE + "\n\n- ## More { #more }", "- ## More", "stands in a list", "an empty line above"),
    Plant("heading without words", STORY, ONLINE, ONLINE + "\n\n##\n\nSo. [@paper]", "##\n", "a heading without words", "after `#`"),
    Plant("underlined heading", STORY, ONLINE, ONLINE + "\n\nThe end\n-------", "The end", "has no id", "{ #end }"),
    # blocks
    Plant("unknown block", STORY, "/// unknown", "/// unkown", "/// unkown", "no block `unkown`", "Did you mean `unknown`?"),
    Plant("unknown option", STORY, "    speaker: Some", "    speker: Some", "    speker", "no option `speker`", "Did you mean `speaker`?"),
    Plant("option that is a number", STORY, "    events: [F1]", "    events: [F1]\n    12: x", "    12", "no option `12`", "Options of `timeline`"),
    Plant("missing option", STORY, "    status: disputed\n", "", "/// claim", "lacks its option `status`", "Write `status: disputed`"),
    Plant("wrong status", STORY, "    status: disputed\n", "    status: disputable\n", "    status", "`disputable` (option `status`) is not a status", "Did you mean `disputed`?"),
    Plant("missing argument", STORY, "/// claim | The letter was signed by everyone", "/// claim", "/// claim", "lacks what is claimed", "/// claim | What is claimed"),
    Plant("needless argument", STORY, "/// unknown", "/// unknown | Things", "/// unknown", "takes no text after its name", "Write `/// unknown`"),
    Plant("unreadable options", STORY, "    speaker: Some readers", "    speaker: Some: readers", "    speaker", "options of the block `claim` cannot be read", "quotes"),
    Plant("fact without event", STORY, "events: [F1]", "events: [F2]", "    events", "`F2` (option `events`) is not the id of a fact that carries an event", "Write one of `F1`"),
    Plant("event without a clock time", STORY, AFTER_LETTER, AFTER_LETTER + "/// hero | That day\n    start: F1\n    opens: open\n    event: F2\n    closes: gone\n///\n\n", "    event: F2", "`F2` (option `event`) is not the id of a fact whose event has a clock time", "Write one of `F1`"),
    Plant("events that are no list", STORY, "events: [F1]", "events: F1", "    events", "`events` is not a list of ids", "events: [I03, I04]"),
    Plant("option that is no text", STORY, "    speaker: Some readers", "    speaker: [Some, readers]", "    speaker", "`speaker` is not one line of text", "Write `speaker: "),
    Plant("unknown model", STORY, AFTER_LETTER, AFTER_LETTER + "/// model | mochi\n///\n\n", "/// model", "`mochi` is not the id of a model in data/models.yml", "There is none yet"),
    Plant("unclosed block", STORY, "- [Back to the start](index.md)\n///\n", "- [Back to the start](index.md)\n", "/// next", "`next` that starts here is never closed", "Put `///`"),
    Plant("key in another case", STORY, TITLE, "Title: The morning\n", "Title", "`Title` is not known", "Did you mean `title`?"),
    Plant("front matter not closed", "docs/en/glossary.md", "seen_live: 2026-11-23\n---", "seen_live: 2026-11-23\n", "", "no front matter", "another `---` below"),
    Plant("tab in a configuration", "mkdocs.yml", "  - Home", "\t- Home", "\t- Home", "a tab stands here", "with spaces alone"),
    Plant("slip in the navigation", "mkdocs.yml", "Home: index.md", "Home: idnex.md", "  - Home", "`idnex.md`, but docs/en/idnex.md does not exist", "Did you mean `index.md`?"),
    Plant("block in a block", STORY, "stayed where it was.\n///\n", "stayed where it was.\n", "/// outcomes", "starts inside `answer` (line 11)", "Close `answer` with `///`"),
    Plant("end without start", STORY, ONLINE, ONLINE + "\n\n////", "////", "none is open", "Remove the line"),
    Plant("unclosed code", STORY, "## The letter gave", "```text\n\n## The letter gave", "```text", "never closed", "Put a line with ```"),
    # leftovers
    Plant("template braces", STORY, ONLINE, ONLINE + " {{ page.title }}", "The page went online at about 8:30 on", "template braces were left over: `{{`", "no templates"),
    Plant("template statement", STORY, ONLINE, ONLINE + " {% if x %}", "The page went online at about 8:30 on", "template braces", "no templates"),
    Plant("braces in front matter", STORY, "title: The morning\n", "title: '{{ x }}'\n", "title", "template braces", "no templates"),
    Plant("merge marker", STORY, ONLINE, ONLINE + "\n\n<<<<<<< HEAD", "<<<<<<< HEAD", "unfinished merge", "Choose one", count=2),
    Plant("merge marker in data", SOURCES, "  says: What happened that morning.\n", "  says: What happened that morning.\n>>>>>>> other\n", ">>>>>>> other", "unfinished merge", "Choose one"),
    Plant("http", STORY, ONLINE, ONLINE + " See [this](http://x.example/).", "The page went online at about 8:30 on", "`http://x.example/` is not encrypted", "https://"),
    Plant("http in data", SOURCES, "  seen: the page, whole\n", "  seen: the page at http://x.example/\n", "  seen: the page at", "`http://x.example/` is not encrypted", "https://"),
    Plant("raw HTML", STORY, ONLINE, ONLINE + " <div class='x'>y</div>", "The page went online at about 8:30 on", "raw HTML: `<div class='x'>`", "a block such as `/// answer`"),
    Plant("raw image", STORY, ONLINE, ONLINE + ' <img src="line.svg">', "The page went online at about 8:30 on", "raw HTML", "![What it shows](file.svg)"),
    Plant("comment", STORY, ONLINE, ONLINE + " <!-- to do -->", "The page went online at about 8:30 on", "a comment", "uncited: reason"),
    Plant("open comment", STORY, ONLINE, ONLINE + " <!-- to do", "The page went online at about 8:30 on", "never closed", "`-->`"),
    # navigation
    Plant("entry without a file", "mkdocs.yml", "  - Home: index.md\n", "  - Home: index.md\n  - Away: gone.md\n", "  - Away", "`gone.md`, but docs/en/gone.md does not exist", "Add the page", "mkdocs.yml"),
    Plant("page without an entry", "mkdocs.yml", "      - story.md\n", "      - https://x.example\n", "", "not in the navigation", "Add `story.md` to `nav:` in mkdocs.yml", STORY),
    Plant("entry twice", "mkdocs.yml", "  - Home: index.md\n", "  - index.md\n  - Home: index.md\n", "  - Home", "names `index.md` twice", "Remove one", "mkdocs.yml"),
    Plant("broken configuration", "mkdocs.it.yml", "docs_dir: docs/it", "docs_dir: docs: it", "docs_dir", "not valid YAML", "indentation", "mkdocs.it.yml"),
    # both languages
    Plant("other heading id", ITALIAN, "{ #letter }", "{ #lettera }", "## La lettera", "`#lettera` does not exist on the English page", "`#letter`", count=2),
    Plant("other facts", ITALIAN, "tells: [F1, F2, F3, F4, F5]", "tells: [F1, F2, F3, F4]", "tells", "facts (`tells`) differ from those of docs/en/story.md:4; missing here: `F5`", "same facts", count=2),
    Plant("other sources", ITALIAN, "[@paper; @archive]", "[@paper; @echo]", "## L’accesso", "cited sources and states differ from those of docs/en/story.md:19; missing here: `archive`; only here: `echo`", "same sources"),
    Plant("other day", ITALIAN, "26 novembre", "27 novembre", "La pagina comparve verso le 14:30 del", "`27` stands in docs/it/story.md:18 and not in this section of docs/en/story.md", "docs/en/story.md:1", count=2),
    Plant("other month", ITALIAN, "26 novembre", "26 dicembre", "La pagina comparve verso le 14:30 del", "`month 12` stands in docs/it/story.md:18", "docs/en/story.md:1", count=2),
    Plant("figure that is missing", ITALIAN, "novembre 2024", "novembre", "", "`2024` stands in docs/en/story.md:17 and not in this section of docs/it/story.md", "docs/en/story.md:1"),
    Plant("other number word", ITALIAN, "Funzionò per circa tre ore", "Funzionò per circa quattro ore", "Funzionò", "`4` stands in docs/it/story.md:24", "docs/en/story.md:19"),
    Plant("other time", ITALIAN, "14:30 del 26", "15:40 del 26", "La pagina comparve verso le 15:40", "`15:40` stands in docs/it/story.md:18", "docs/en/story.md:1"),
    Plant("other denial", ITALIAN, "La pagina comparve verso le 14:30 del", "La pagina non comparve verso le 14:30 del", "La pagina non comparve", "`non` in docs/it/story.md:18 has nothing that answers it: The page went", "docs/en/story.md:17"),
    Plant("no mark", ITALIAN, "follows: ", "# follows: ", "", "`follows` is missing", "--follow"),
    Plant("wrong mark", ITALIAN, "follows: ", "follows: x", "follows", "is not a mark", "--follow"),
    Plant("other state", ITALIAN, "(status:disputed)", "(status:not-established)", "## La lettera", "missing here: `status:disputed`; only here: `status:not-established`", "make them equal"),
    # facts
    Plant("unknown fact", STORY, "F4, F5]", "F4, F6]", "tells", "there is no fact `F6` in data/facts.yml", "Did you mean `F"),
    Plant("fact not told", STORY, "source code came out", "sources came out", "tells", "claims to tell `F5` and does not: “Neither weights nor source code came out.”", "neither weights nor source code"),
    Plant("fact without wording", FACTS, "  forms: {en: [letter], it: [lettera]}\n", "", "tells", "`F4`, but the fact has no accepted wording in English", "Add `forms:", STORY, count=2),
    # data
    Plant("key in data that is no text", SOURCES, "  seen: a copy of the notes", "  seen: a copy of the notes\n  true: x", "  true", "the key `true` is not known here", "remove `true`"),
    Plant("text cut at a hash", SOURCES, "title: ", "title: Open #sora ", "  title: Open", "what stands from `#sora` on is left out here", "quotation marks"),
    Plant("quotation mark left open", FACTS, "statement: A letter", "statement: 'A letter", "  statement: 'A letter", "a quotation mark is opened here and never closed", "Close it"),
    Plant("text that begins with a sign", FACTS, "statement: A letter", "statement: @paper", "  statement: @paper", "a text cannot begin with such a sign", "needs quotes"),
    Plant("key without a blank", FACTS, "  statement: A letter", "  statement:A letter", "  statement:A", "a key without `: ` behind it", "a blank behind the colon"),
    Plant("blank that is none", FACTS, "  statement: A letter", "\xa0\xa0statement: A letter", "\xa0\xa0statement", "a blank that is none", "spaces alone"),
    # shape of narrative pages
    Plant("no answer", STORY, "/// answer\nThe page went online at about 8:30. It was a front end for a model that stayed where it was.\n///\n", "It was a front end.\n", "", "lacks an answer at its head", "Put `/// answer`", count=2),
    Plant("no unknown", STORY, "/// unknown\n- The minute of the end.\n///\n", "", "", "lacks what is not known", "Put `/// unknown`"),
    Plant("no next", STORY, "/// next\n- [Back to the start](index.md)\n///\n", "", "", "lacks where to go next", "Put `/// next`"),
    Plant("answer too late", STORY, "/// answer", "Well.\n\n/// answer", "/// answer", "does not come first", "right under the `#` heading", count=2),
    Plant("text after unknown", STORY, "/// next", "And so on.\n\n/// next", "And so on", "text after `unknown`", "above them", count=2),
    Plant("second answer", STORY, AFTER_LETTER, AFTER_LETTER + "/// answer\nYes.\n///\n\n", "/// answer\nYes", "a second box `answer`", "Keep one"),
    Plant("too short", STORY, PLAIN * 10, PLAIN, "", "words; narrative pages have 400 to 1000", "Say more"),
    Plant("too long", STORY, PLAIN * 10, PLAIN * 50, "", "words; narrative pages have 400 to 1000", "Cut it"),
    Plant("no figure", STORY, "/// outcomes | The morning in one line [@paper]", "/// unknown", "tells", "tells facts and shows no figure", "or say why", count=4),
    Plant("figure and a reason", STORY, "tells: [F1", "no_figure: So\ntells: [F1", "no_figure: So", "but the page shows a figure", "Remove the key"),
    Plant("too few facts", STORY, "tells: [F1, F2, F3, F4, F5]", "tells: [F1, F2]", "tells", "`tells` names 2 facts", "no more and no fewer"),
    # words
    Plant("hacked", STORY, ONLINE, ONLINE + " So Sora was hacked.", "The page went online at about 8:30 on", "“hacked”: nobody broke in", "front end"),
    Plant("hacked in an option", STORY, "Some readers", "Some hacked readers", "    speaker", "“hacked”", "front end"),
    Plant("hacked in a description", STORY, "description: The morning in order", "description: The hacked morning in order", "description", "“hacked”", "front end"),
    Plant("leaked model", STORY, ONLINE, ONLINE + " The leaked model spread.", "The page went online at about 8:30 on", "“leaked model”: neither weights nor source code", "clips"),
    Plant("source code leak", STORY, ONLINE, ONLINE + " This source code leak spread.", "The page went online at about 8:30 on", "“source code leak”", "clips"),
    Plant("open source", STORY, ONLINE, ONLINE + " Open-source programs exist.", "The page went online at about 8:30 on", "“Open-source”: “open source” does not say", "open weights"),
    Plant("open alone", STORY, ONLINE, ONLINE + " Its makers call it fully open.", "The page went online at about 8:30 on", "“fully open”: “open” stands alone", "open weights"),
    Plant("open model", STORY, ONLINE, ONLINE + " An open model could be used.", "The page went online at about 8:30 on", "“open model”: “open” stands alone", "open weights"),
    Plant("thief", STORY, ONLINE, ONLINE + " They were thieves.", "The page went online at about 8:30 on", "“thieves”", "who says what"),
    Plant("cut at", STORY, ONLINE, ONLINE + " Access was cut at 12:01. [@paper]", "The page went online at about 8:30 on", "“cut at 12:01”", "by 12:01"),
    Plant("present tense", STORY, ONLINE, ONLINE + " Sora makes clips.", "The page went online at about 8:30 on", "“Sora makes”: Sora itself has ended", "past tense"),
    Plant("not a tester", STORY, ONLINE, ONLINE + " Ann Example was not a tester.", "The page went online at about 8:30 on", "“was not a tester”", "own words"),
    Plant("not a tester, says another", STORY, ONLINE, ONLINE + " A source says that they were not testers. [@paper]", "The page went online at about 8:30 on", "“were not testers”", "own words"),
    Plant("outlet wrong in Italian", ITALIAN, "2024. [@paper]", "2024. [@paper] L’ora di The Echo è sbagliata. [@echo]", "La pagina comparve verso le 14:30 del", "calls The Echo wrong", "several news pages", count=2),
    Plant("no access", STORY, ONLINE, ONLINE + " Ann Example never had access.", "The page went online at about 8:30 on", "“never had access”", "own words"),
    Plant("outlet called wrong", STORY, ONLINE, ONLINE + " The Echo is wrong about the hour. [@echo]", "The page went online at about 8:30 on", "calls The Echo wrong, whose page was not read whole", "several news pages"),
    Plant("ascoltatori", ITALIAN, "2024. [@paper]", "2024. [@paper] Gli ascoltatori scrissero.", "La pagina comparve verso le 14:30 del", "“ascoltatori”", "red teamer"),
    Plant("dilavaggio", ITALIAN, "2024. [@paper]", "2024. [@paper] Era dilavaggio artistico.", "La pagina comparve verso le 14:30 del", "“dilavaggio”", "artwashing"),
    Plant("hackeraggio", ITALIAN, "2024. [@paper]", "2024. [@paper] Fu un hackeraggio.", "La pagina comparve verso le 14:30 del", "“hackeraggio”", "front end"),
    Plant("strumenti aperti", ITALIAN, "2024. [@paper]", "2024. [@paper] Servono strumenti aperti.", "La pagina comparve verso le 14:30 del", "“strumenti aperti”", "pesi aperti"),
    # quotations
    Plant("long quotation", STORY, "“we are not against the use of the tool”", "“" + "word " * 26 + "”", "The letter says", "a quotation of 26 words", "at most 25 words", count=2),
    Plant("long quotation of several sentences", STORY, "“we are not against the use of the tool”", "“" + "One two three. " * 9 + "”", "The letter says", "a quotation of 27 words", "at most 25 words"),
    Plant("long block quotation", STORY, AFTER_LETTER, AFTER_LETTER + "> " + "word " * 26 + "[@hf_app_early]\n\n", "> word", "a quotation of 26 words", "at most 25 words", count=2),
    Plant("long quotation in data", FACTS, "statement: A letter gave the reasons.", f"statement: The letter says “{'word ' * 26}”.", "  statement: The letter says", "a quotation of 26 words", "at most 25 words"),
    # evidence
    Plant("one source", FACTS, "sources: [archive, paper]", "sources: [archive]", "  status: established\n  sources: [archive]", "`F5` is called established, but it has one source", "independent"),
    Plant("blame by one source", FACTS, "voice: none\n  confidence: medium", "voice: accusation\n  confidence: medium", "  voice: accusation", "`F2` lays blame on somebody, but it has one source, `paper`", "Add an independent source"),
    Plant("retellings", FACTS, "sources: [archive, paper]", "sources: [echo, paper]", "  status: established\n  sources: [echo", "retell each other or the same report: `echo`, `paper`", "independent"),
    Plant("low confidence", FACTS, "confidence: high", "confidence: low", "  status: established", "its confidence is low", "not-established"),
    Plant("established claim", STORY, "    status: disputed\n", "    status: established\n", "    status", "is called established, but it has one source, `archive`", "another status"),
    Plant("established mark", STORY, "That is [disputed](status:disputed).", "That is [established](status:established). [@paper]", "So [some", "the mark “established” stands here, but it has one source", "another mark"),
]
# fmt: on


@pytest.mark.parametrize("plant", PLANTS, ids=[plant.name for plant in PLANTS])
def test_planted_fault_is_found(site: Path, plant: Plant) -> None:
    edit(site, plant.file, plant.old, plant.new)
    where = plant.where or plant.file
    text = (site / where).read_text(encoding="utf-8")
    position = text.find("\n" + plant.at) + 1 if plant.at else 0
    assert position or not plant.at or text.startswith(plant.at), f"{plant.at!r} is not in {where}"
    line = text.count("\n", 0, position) + 1
    found = run(site)
    here = [f for f in found if (f.path, f.line) == (where, line)]
    fitting = [f for f in here if plant.message in f.message and plant.remedy in f.remedy]
    assert fitting, f"expected {where}:{line}: … {plant.message} … / {plant.remedy}; found:\n{shown(found)}"
    assert len(found) == plant.count, shown(found)


def test_fact_worded_in_two_ways(site: Path) -> None:
    story = (site / STORY).read_text("utf-8")
    (site / STORY).write_text(story.replace("about three hours", "three hours or so"), encoding="utf-8")
    for language in ("en", "it"):
        edit(site, f"docs/{language}/index.md", "tells: []", "tells: [F2]\nno_figure: its answer is one")
    follow_all(site)
    (finding,) = run(site)
    assert (finding.path, finding.line) == (STORY, 4)
    assert "`F2` is worded “three hours or so” here and “about three hours” in docs/en/index.md" in finding.message
    assert "same wording" in finding.remedy


def test_sources_that_were_not_read_establish_nothing(site: Path) -> None:
    edit(site, SOURCES, "  read: original", "  read: excerpt")
    edit(site, SOURCES, "  read: copy\n  seen: a copy of the notes", "  read: address\n  seen: a copy of the notes")
    found = run(site)
    assert [f.message.split(" ", 1)[0] for f in found] == ["`F1`", "`F3`", "`F5`"]
    assert all("none of its sources was read in its own words" in f.message and f.path == FACTS for f in found)


HARMLESS = {
    "citation in code": "Write `[@no_such_key]` or `{{ x }}` or `<div>` or `http://x.example`.",
    "fenced code": "```text\n[@no_such_key] {{ x }} <div> http://x.example [x](gone.md)\n/// nonsense\n# Heading\n12 things on 5 May\n```",
    "hacked, quoted": "A headline said “hacked”. [@paper]",
    "hack, asked": "So was it a hack?",
    "hack, denied": "It was not a hack, as far as is known.",
    "open with its noun": "These are open weights and open code, and an open letter.",
    "own words": "Ann Example writes that she was not a tester. [@paper]",
    "outlet that says so": "The Echo says that the hour is wrong, and calls it false. [@echo]",
    "outlet read whole": "The Daily Paper is wrong about it. [@paper]",
    "address in an address": "See [the copy](https://archive.example/web/http://x.example/) for it.",
    "autolink": "See <https://x.example/a> for it.",
    "address as the text of its link": "See [https://x.example/a](https://x.example/a).",
    "address in an archive": "See [the copy](https://archive.example/web/https://x.example/?utm_source=a) for it.",
    "year put in": "It says “in [2024] so”. [@paper]",
    "link with a title": 'See [the start](index.md "The start").',
    "image in a link": "[![A line](line.svg)](index.md)",
    "nested blocks": "//// outcomes | A line [@paper]\n\n/// timeline\n    events: [F1]\n///\n////",
    "tab before an option": "/// fits | Which card?\n\tchooser: index.md\n///",
    "e-mail": "Write to someone@example.org about it.",
    "translation": "It says «" + "una parola " * 12 + "». [@paper]",
    "stars and times": "It is 5 * 3 and a_b and 2*3 and snake_case; tea & toast &amp; &copy; so. [@paper]",
    "other writing": "They say שלום and 🎬 and naïve café.",
    "bars in cells": "| a | b |\n|---|---|\n| `x|y` \\| z [@paper] | d |",
    "comparison": "So a < b, and b > a. [@paper]",
    "e-mail in signs": "Write to <someone@example.org>.",
    "figure in brackets": "It says “one [sic] thing” and [so on]. [@paper]",
    "anchors that data makes": "See [the word](story.md#term-weights), [the words](story.md#terms), [the notes](story.md#sources), [the source](story.md#source-paper), [the event](story.md#event-F1). [@paper]",
    "table without outer bars": "What | When\n---|---\nStart | 8:30 [@paper]",
}


@pytest.mark.parametrize("text", HARMLESS.values(), ids=HARMLESS.keys())
def test_harmless_text_is_left_alone(site: Path, text: str) -> None:
    edit(site, "docs/en/glossary.md", "/// glossary", text + "\n\n/// glossary")
    rules = [rule for rule in RULES if rule is not translations.check]  # the Italian page has no such text
    assert shown(run(site, rules)) == ""


SCRIPTS = "docs/en/alternatives/scripts"
NO_PAGE = "this file is no page, so no reader finds it"
# What a file holds now (nothing: it is gone); the file of the finding, its message, and its remedy.
FILES = {
    "large picture": ("docs/en/line.svg", b"<svg>" + b" " * 200_000 + b"</svg>", STORY, "the image `line.svg` has 200 kB; 150 are the limit", "smaller"),
    "no English page": ("docs/en/glossary.md", b"", "docs/it/glossary.md", "there is no English page docs/en/glossary.md that this one could follow", "Write the English page first"),
    "not UTF-8": (STORY, (SITE / STORY).read_bytes().replace(b"nobody", b"nob\xf6dy", 1), STORY, "the file is not UTF-8 text", ""),
    "UTF-16": ("docs/en/glossary.md", "# Glossary\n".encode("utf-16"), "docs/en/glossary.md", "the file is not UTF-8 text", "Save it as UTF-8"),
    "data under another ending": ("data/facts.yaml", b"[]\n", "data/facts.yaml", "nobody reads this file", "`.yml`"),
    "script that no page offers": (f"{SCRIPTS}/toy.py", b"print()\n", f"{SCRIPTS}/toy.py", "no page offers this file", "Add `/// script | toy.py`"),
    "no configuration": ("mkdocs.it.yml", b"", "mkdocs.it.yml", "the file is missing", ""),
    **{f"no page: {name}": (f"docs/{name}", b"# New\n", f"docs/{name}", NO_PAGE, "") for name in ("en/other.MD", "en/new.markdown", "it/nuovo.txt", "new.md")},
}  # fmt: skip


@pytest.mark.parametrize(("file", "content", "where", "message", "remedy"), FILES.values(), ids=FILES)
def test_a_file_that_is_missing_or_none_of_a_site(site: Path, file, content, where, message, remedy) -> None:
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    (site / file).write_bytes(content) if content else (site / file).unlink()
    alone = content or file != "docs/en/glossary.md"  # for without it more is missing
    found = [finding for finding in run(site) if alone or finding.path == where]
    assert [(finding.path, finding.message) for finding in found] == [(where, message)]
    assert remedy in found[0].remedy


def test_a_section_that_one_language_has_alone(site: Path) -> None:
    edit(site, ITALIAN, "/// unknown", "## In Italia { #italy }\n\nIn Italia uscì il 27. [@echo]\n\n/// unknown")
    assert any("`#italy` does not exist on the English page" in finding.message for finding in run(site))
    edit(site, ITALIAN, "{ #italy }\n", "{ #italy }\n\n<!-- only: it, no English paper wrote of it -->\n")
    assert shown(run(site)) == ""


def test_a_source_is_the_same_as_its_twin(site: Path) -> None:
    paper, rest = (SITE / SOURCES).read_text("utf-8").split("\n\n", 1)
    twins = [paper.replace("id: paper", "id: giornale") + "\n  twin: paper", paper]
    (site / SOURCES).write_text("\n\n".join([*twins, rest]), encoding="utf-8")
    edit(site, ITALIAN, "2024. [@paper]", "2024. [@giornale]")
    assert shown(run(site)) == ""


def test_link_to_a_page_that_is_not_translated(site: Path) -> None:
    text = (SITE / "docs/en/glossary.md").read_text("utf-8").replace("(#term", "(glossary.md#term")
    text = text.replace("Glossary", "More").replace("The words", "All words")
    (site / "docs/en/more.md").write_text(text, encoding="utf-8")
    edit(site, "mkdocs.yml", "  - Glossary: glossary.md", "  - Glossary: glossary.md\n  - More: more.md")
    (site / "mkdocs.it.yml").write_text("INHERIT: mkdocs.yml\nnav: [index.md, story.md, glossary.md]\n", "utf-8")
    assert shown(run(site)) == ""
    edit(site, ITALIAN, "(index.md)", "(more.md)")
    found = run(site)
    assert [f.message for f in found] == ["the link `more.md` leads to nothing"]
    assert "exists only in English" in found[0].remedy


ASKS = "common: {en: a, it: il}\nasked: []\nsame: {en: [], it: []}\nasks:\n- at: story/\n  en: [what was it]\n- at: 'story/#letter'\n  en: [who wrote]\n  it: [chi ha scritto]\n"
# What stands below these questions, and the line, message and remedy of its finding.
QUESTIONS = [
    ("", 0, "", ""),
    ("- at: 'story/#leter'\n  it: [chi]\n", 10, "`story/#leter`: docs/it/story.md has no `#leter`", "Did you mean `letter`?"),
    ("- at: storys/\n  en: [who]\n", 10, "`storys/`: docs/en has no such page", "Did you mean `story/`?"),
    ("- at: story/\n  en: [who]\n", 10, "`story/` stands twice", "under one of the two"),
    ("- at: [story/\n", 11, "not valid YAML", ""),
    ("- ad: index/\n  en: [who]\n", 10, "the key `ad` is not known here", "Did you mean `at`?"),
]  # fmt: skip


@pytest.mark.parametrize(("added", "line", "message", "remedy"), QUESTIONS)
def test_questions_lead_to_sections_that_exist(site: Path, added: str, line: int, message: str, remedy: str) -> None:
    (site / "data/search.yml").write_text(ASKS + added, encoding="utf-8")
    found = run(site)
    assert [(f.path, f.line) for f in found] == ([("data/search.yml", line)] if added else [])
    assert message in shown(found)
    assert remedy in shown(found)


def test_a_changed_english_page_stops_nobody(site: Path) -> None:
    old = content_hash(site / STORY)
    edit(site, STORY, "Neither [weights]", "Exactly 7 people saw it. [@echo] Neither [weights]")
    assert content_hash(site / STORY) != old
    assert shown(run(site)) == ""
    assert older(Site(site)) == {"en": {}, "it": {"story.md": "2026-11-22"}}
    follow_all(site)
    assert any("`echo`" in finding.message for finding in run(site) if finding.path == ITALIAN)
    assert older(Site(site)) == {"en": {}, "it": {}}


@pytest.mark.parametrize(
    ("old", "new", "counts"),
    [
        ("anything. The page passed", "anything.\nThe page passed", False),
        ("\n\n## The letter gave", "\n\n\n\n## The letter gave  ", False),
        (ONLINE, ONLINE + " <!-- uncited: for whatever reason -->", False),
        ("compared: 2026-11-22", "compared: 2026-11-23", False),
        ("tells: [F1, F2", "tells: [F2, F1", False),
        ("title: The morning", "title: That morning", True),
        ("tells: [F1, ", "tells: [", True),
        ("The page passed", "A page passed", True),
        ("[@paper; @archive]", "[@archive; @paper]", True),
    ],
)
def test_what_counts_for_the_mark(site: Path, old: str, new: str, counts: bool) -> None:
    before = content_hash(site / STORY)
    assert re.fullmatch(r"[0-9a-f]{12}", before)
    edit(site, STORY, old, new)
    assert (content_hash(site / STORY) != before) is counts


def test_follow_writes_a_missing_mark_and_refuses_other_pages(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (site / ITALIAN).read_text(encoding="utf-8")
    (site / ITALIAN).write_text(re.sub(r"follows: .*\n", "", text), encoding="utf-8")
    assert main(["--root", str(site), "--follow", str(site / ITALIAN)]) == 0
    assert run(site) == []
    assert main(["--root", str(site), "--follow", str(site / STORY)]) == 1
    (site / "docs/it/alone.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    assert main(["--root", str(site), "--follow", str(site / "docs/it/alone.md")]) == 1
    assert "has no English page to follow: docs/en/alone.md does not exist" in capsys.readouterr().err


def test_all_findings_are_told_at_once_and_in_a_pull_request_each_at_its_line(site: Path, capsys, monkeypatch) -> None:
    assert main(["--root", str(site)]) == 0
    assert capsys.readouterr().out.endswith("No findings.\n")
    story = edit(site, STORY, ONLINE, "on 26 November 2024. [@papr]")
    edit(site, STORY, "(index.md)", "(gone.md)")
    edit(site, SOURCES, "kind: primary", "kind: first")
    follow_all(site)
    edit(site, HOME, "[@paper]", "[@papr]")
    capsys.readouterr()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["--root", str(site)]) == 1
    out = capsys.readouterr().out
    places = [(match[1], int(match[2])) for match in re.finditer(r"(?m)^(\S+?):(\d+): ", out)]
    assert places == sorted(places)
    assert {path for path, _ in places} >= {SOURCES, HOME, STORY}
    assert out.count("    Remedy: ") == out.count("::error file=") == len(places)
    assert out.endswith(f"\n{len(places)} findings.\n")
    line = story[: story.index("[@papr]")].count("\n") + 1
    assert re.search(rf"(?m)^::error file={STORY},line={line}::.*`papr`.*%0ARemedy: Did you mean `paper`\?", out), out


def test_a_check_takes_little_more_than_rendering(site: Path) -> None:
    """Against what rendering the same pages takes, in this process, so that whatever else the machine does has no say."""
    texts = []
    for language, page in (("en", STORY), ("it", ITALIAN)):
        for number in range(30):
            text = re.sub(r"(?m)^(title|description): ", rf"\1: {number} ", (SITE / page).read_text("utf-8"))
            (site / f"docs/{language}/story-{number}.md").write_text(text, encoding="utf-8")
            texts.append(text)
    follow_all(site)

    def seconds(work: Callable[[], object]) -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    plain = seconds(lambda: [markdown.markdown(text, extensions=["attr_list", "tables", "toc"]) for text in texts])
    checked = seconds(lambda: run(site))
    print(f"{checked / plain:.1f} times plain Markdown")
    assert checked < 15 * plain


def test_what_a_second_process_fails_at_is_done_here() -> None:
    here = os.getpid()
    assert beside(lambda: os.getpid() if os.getpid() == here else [][0])() == here
