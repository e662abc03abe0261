"""A block says once, in its own file, what it takes; everything else follows from that."""

import re

import pytest
from checkouts import Checkout, append
from rendering import rendered

from explainer.markdown.blocks import BLOCKS

ECHO = '''
"""``/// echo``: a block that no other file knows of."""

import xml.etree.ElementTree as etree

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Markdown, add


class Echo(SiteBlock):
    """What was said, once more."""

    IT = "Ciò che è stato detto, ancora una volta."
    TAKES = Field("what was said", "che cosa è stato detto", "Hello")
    FIELDS = {"voice": Field("a voice", "una voce", "loud", choices=("loud", "soft"))}
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
    checked = echoing.run("explainer.check")
    assert "`lowd` (option `voice`) is not a voice" in checked.stdout + checked.stderr


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_is_documented_in_both_languages_with_an_example_that_works(name: str):
    block = BLOCKS[name]
    assert block.about("en").endswith(".")
    assert block.about("it").endswith(".")
    assert block.about("it") != block.about("en")
    fields = [field for field in (block.TAKES, block.BODY, *block.FIELDS.values()) if field]
    assert all(field.what and field.it != field.what for field in fields)
    html = rendered(block.example().replace("@key", "@ars_briefly"))
    assert "///" not in html or name == "blocks"
