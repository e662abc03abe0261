"""Words of a record are shown letter by letter, whatever stands in them and wherever they are shown."""

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import html5lib
import markdown
import pytest
import yaml
from checkouts import ROOT

from explainer.markdown.blocks import BLOCKS
from explainer.markdown.html import element, prose
from explainer.records import KINDS, Records, records, using, yamlfile
from explainer.records.references import references
from explainer.records.schema import Text

NASTY = (
    'Wild <video> *a* __b__ _c_ **d** [e](f.md) [g][h] [@i] ![j](k.png) &lt;l&gt; &copy; & A&B; <script>hit()</script> '
    "``m`` <b>n</b> {: #o } { .p } \\*q\\* \\` <https://r.example> <s@t.example> ~~u~~ \x07 ///"
)  # fmt: skip
CODE = NASTY.replace("``m``", "# m #")
"""For our own words in both languages, where two of the signs mark code: an odd number of them marks nothing."""
UNCITED = (CODE + "  ").replace("[@i]", "[i]")
"""For the text of an event, where the schema refuses a citation."""
PLAIN = "W" * (len(NASTY) - 4) + " ///"
ALL = (NASTY, CODE, UNCITED)


def leaves(value: Any, loc: tuple = ()) -> Iterator[tuple[tuple, str]]:
    if isinstance(value, str):
        yield loc, value
    elif isinstance(value, (dict, list)):
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(item, (*loc, key))


def put(whole: Any, loc: tuple, text: str) -> Any:
    if not loc:
        return text
    if isinstance(whole, list):
        return [put(item, loc[1:], text) if place == loc[0] else item for place, item in enumerate(whole)]
    return whole | {loc[0]: put(whole[loc[0]], loc[1:], text)}


@cache
def spoiled(*texts: str) -> Records:
    """The site's records with one of `texts` wherever any text may stand; ids and references are as they were."""
    own, made, free = records(), {}, {}
    for name, kind in KINDS.items():
        made[name], content = {}, yamlfile.read(ROOT / "data" / f"{name}.yml").content
        written = {entry["id"]: entry for entry in content} if name != "words" else own.words
        for key, record in getattr(own, name).items():
            named = {reference.loc for reference in references(name, record)}
            whole = written[key]
            for loc, _ in leaves(whole) if name != "words" else ():
                if loc in named or "id" in loc:
                    continue
                pattern = (name, *("#" if isinstance(step, int) else step for step in loc))
                own_words = loc[-1] in ("en", "it")
                for text in texts[own_words and len(texts) > 1 :] if pattern not in free else ():
                    try:
                        kind.model_validate(put(whole, loc, text), context=made)
                        free[pattern] = text
                        break
                    except ValueError:
                        free[pattern] = None
                if free[pattern]:
                    whole = put(whole, loc, free[pattern])
            made[name][key] = kind.model_validate(whole, context=made) if name != "words" else record
    assert sum(map(bool, free.values())) > 60
    return replace(own, **made)


def pages(language: str) -> Iterator[str]:
    """Every block with everything that it may be asked for, and prose that names every source and term."""
    for name, block in BLOCKS.items():
        options = "".join(f"    {field.line(key)}\n" for key, field in block.FIELDS.items() if not field.choices)
        for key, field in block.FIELDS.items():
            if field.choices:
                allowed = ", ".join(field.allowed()[:8] if field.many else field.allowed()[-1:])
                options += f"    {key}: [{allowed}]\n" if field.many else f"    {key}: {allowed}\n"
        takes = block.TAKES
        for argument in (takes.allowed() or [takes.example]) if takes else [""]:
            yield f"/// {name}{f' | {argument}' if argument else ''}\n{options}\nContent.\n///\n"
    yield "Said [@" + "; @".join(records().sources) + "].\n"
    yield "".join(f"[x](glossary:{key}) " for key in records().glossary)


def rendered(made: Records, language: str) -> list[list[tuple]]:
    """The elements of all of them as a browser reads them: name, attributes, what stands in it and behind it."""
    settings = yaml.unsafe_load((ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV", ""))
    extensions = settings["markdown_extensions"] | {"explainer.markdown": {"lang": language}}
    with using(made):
        htmls = [
            markdown.markdown(text, extensions=[*extensions], extension_configs=extensions) for text in pages(language)
        ]
    trees = [html5lib.parseFragment(html, namespaceHTMLElements=False) for html in htmls]
    return [[(part.tag, *part.items(), part.text or "", part.tail or "") for part in tree.iter()] for tree in trees]


@pytest.mark.parametrize("language", ["en", "it"])
def test_no_word_of_a_record_becomes_an_element(language: str):
    def cut(event: Any) -> Any:
        if isinstance(event, tuple):
            return tuple(cut(part) for part in event)
        for text in (PLAIN, *ALL):
            event = event.replace(text, "W")
        return event

    plain, nasty = rendered(spoiled(PLAIN), language), rendered(spoiled(*ALL), language)
    shown = 0
    for text, clean, wild in zip(pages(language), plain, nasty, strict=True):
        assert [*map(cut, wild)] == [*map(cut, clean)], text
        shown += "Wild" in str(wild)
    assert shown > 20


def test_code_in_our_own_words_stands_between_backticks():
    own = Text(en="Give `a<b` and `*c*`.", it="Scrivere `a<b` e `*c*`.")
    html = etree.tostring(element("p", *prose(own, "en")), encoding="unicode")
    assert html == "<p>Give <code>a&lt;b</code> and <code>*c*</code>.</p>"
    assert prose("`names` are not ours", "en") == ["`names` are not ours"]
