"""Markup of blocks that stands as markup: Jinja templates in overrides/blocks, made into elements.

A template is XML: one element holds all, and each is closed. A line break counts for nothing, with the blanks around it.
Words put into it are shown letter by letter; only `Markdown` is read as such, and elements stand in it as they are.
"""

import re
from collections.abc import Iterator
from traceback import extract_tb
from typing import Any
from xml.etree.ElementTree import ParseError, fromstring

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from markupsafe import Markup

from explainer.finding import Finding, Unusable
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Markdown, Piece, coded, element, fill
from explainer.paths import ROOT

FOLDER = "overrides/blocks"
LAYOUT = re.compile(r"\s*\n\s*")
KEPT = {code: 0xE000 + code for code in range(32)}
"""Signs that XML does not know, or takes for blanks, in what is put into a template: another sign on the way."""
BACK = {other: code for code, other in KEPT.items()}
JINJA = re.compile(r"\{([%{#]).*?[%}#]\}", re.DOTALL)


@pass_context
def _put(context: Any, value: Any) -> Any:
    """What is put into a template: pieces that are no mere words are kept for later, with a sign in their place."""
    if isinstance(value, list):
        return Markup("").join(_put(context, each) for each in value)
    if isinstance(value, (Element, Markdown)):
        context["given"].append(value)
        return Markup("<given/>")
    return value.translate(KEPT) if isinstance(value, str) and not isinstance(value, Markup) else value


TEMPLATES = Environment(
    loader=FileSystemLoader(ROOT / FOLDER), autoescape=True, undefined=StrictUndefined, finalize=_put
)
TEMPLATES.globals |= {"coded": coded, "mark": mark}


def draw(box: Element, name: str, /, **values: Any) -> Element | None:
    """Fill `box` with what the template becomes; returns the element in it that is marked `inside`, if there is one.

    Raises Unusable.
    """
    given: list[Piece] = []
    try:
        drawn = fromstring(TEMPLATES.get_template(f"{name}.html").render(values, given=given))
    except Unusable:
        raise
    except Exception as error:
        raise Unusable(_finding(f"{name}.html", error)) from error
    made = _made(drawn, iter(given))
    box.attrib |= made.attrib
    inside = next((each for each in made.iter() if each.attrib.pop("inside", None) is not None), None)
    fill(box, *made)
    return inside


def _made(drawn: Element, given: Iterator[Piece]) -> Element:
    made = element(drawn.tag, _text(drawn.text), **{name: _text(value) for name, value in drawn.attrib.items()})
    for child in drawn:
        fill(made, next(given) if child.tag == "given" else _made(child, given), _text(child.tail))
    return made


def _text(written: str | None) -> str:
    return LAYOUT.sub("", written or "").translate(BACK)


def _finding(name: str, error: Exception) -> Finding:
    """Where in the template the mistake stands; one in its XML is looked for in what it is without its Jinja."""
    path = ROOT / FOLDER / name
    line = next((each.lineno for each in reversed(extract_tb(error.__traceback__)) if each.filename == str(path)), 1)
    if isinstance(error, ParseError):
        try:
            fromstring(JINJA.sub(lambda tag: "\n" * tag[0].count("\n"), path.read_text("utf-8")))
        except ParseError as plain:
            error, line = plain, plain.position[0]
    remedy = "A template is XML: close each element and quote each attribute. It gets what the block's `draw` names."
    return Finding(
        f"{FOLDER}/{name}", line or 1, f"the template cannot be used: {type(error).__name__}: {error}", remedy
    )
