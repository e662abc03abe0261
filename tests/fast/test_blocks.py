"""A block says once, in its own file, what it takes; everything else follows from that."""

import re

import pytest
from checkouts import Checkout, append, edit
from rendering import rendered

from explainer.markdown.blocks import BLOCKS
from explainer.markdown.blocks.documentation import translations

ECHO = '''
"""``/// echo``: a block that no other file knows of."""

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Markdown, add


class Echo(SiteBlock):
    """What was said, once more."""

    TAKES = Field("what was said", "Hello")
    FIELDS = {"voice": Field("a voice", "loud", choices=("loud", "soft"))}
    SHEET = "echo"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the paragraph."""
        return add(parent, "p", self.word("echo_again"), " ", Markdown(self.argument), id="echo-1", class_="echo")
'''
WORDS = "    echo_again:\n      en: 'Again:'\n      it: 'Ancora:'\n"


@pytest.fixture
def echoing(small: Checkout) -> Checkout:
    """A project with one more block: its file, its sheet and its words."""
    (small.root / "explainer/markdown/blocks/echo.py").write_text(ECHO.lstrip(), encoding="utf-8")
    (small.root / "overrides/assets/css/echo.css").write_text(".echo { font-weight: 850; }\n", encoding="utf-8")
    append(small.root, "data/words.yml", WORDS)
    return small


def test_a_new_block_needs_its_own_file_its_sheet_and_its_words(echoing: Checkout, tmp_path):
    loud, wrong = "/// echo | Hello *there*\n    voice: soft\n///", "/// echo | x\n    voice: lowd\n///"
    append(echoing.root, "docs/en/incident/index.md", f"\n{loud}\n\n{wrong}\n\n/// blocks\n///\n")
    append(echoing.root, "docs/it/incident/index.md", "\n/// blocks\n///\n")
    built = echoing.run("mkdocs", "build", "-d", str(tmp_path / "site"), STRICT="false")
    said = built.stdout + built.stderr
    assert built.returncode == 0, said
    html = (tmp_path / "site/incident/index.html").read_text(encoding="utf-8")
    assert re.search(r'<p class="echo"[^>]* id="echo-1">Again: Hello <em>there</em></p>', html)
    assert re.search(r'<link rel="stylesheet" href="[./]*assets/css/echo.css">', html)
    assert "font-weight:850" in (tmp_path / "site/assets/css/echo.css").read_text(encoding="utf-8").replace(" ", "")
    assert "`lowd` (option `voice`) is not a voice" in said
    documented = html[html.index('id="block-echo"') :].split("</details>")[0]
    for words in ("What was said, once more.", "what was said", "a voice", "<code>soft</code>", "voice: loud"):
        assert words in documented
    italian = (tmp_path / "site/it/incident/index.html").read_text(encoding="utf-8")
    assert '<code>echo</code>: <span lang="en">What was said, once more.</span>' in italian
    checked = echoing.run("explainer.check")
    assert "`lowd` (option `voice`) is not a voice" in checked.stdout + checked.stderr


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_documented_with_an_example_that_works(name: str):
    block = BLOCKS[name]
    assert block.__doc__.partition("\n")[0].endswith(".")
    html = rendered(block.example().replace("@key", "@ars_briefly"))
    assert "///" not in html or name == "blocks"


def test_no_italian_is_left_of_what_no_block_says_any_more():
    """What has no Italian is shown in English, so that nobody is stopped: who changes a text takes its Italian away."""
    takes = [field for block in BLOCKS.values() for field in (block.TAKES, block.BODY, *block.FIELDS.values()) if field]
    said = {field.what for field in takes} | {block.__doc__.partition("\n")[0] for block in BLOCKS.values()}
    assert {*translations("it")} - {text.replace("``", "`") for text in said} == set()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{{ date }}", "{{ dat }}", "'dat' is undefined"),
        ('<p class="hero__date">', '<p class="hero__date" hidden>', "not well-formed"),
        ("{% set hours", "{% sot hours", "unknown tag 'sot'"),
    ],
)
def test_a_mistake_in_a_template_is_found_at_its_line(small: Checkout, old: str, new: str, message: str):
    text = edit(small.root, "overrides/blocks/hero.html", old, new)
    line = text.count("\n", 0, text.index(new)) + 1
    said = small.run("explainer.check").stdout
    assert re.search(rf"overrides/blocks/hero.html:{line}: the template cannot be used: .*{message}", said), said
