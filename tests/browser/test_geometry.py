"""Where things stand, at five widths: nothing lies over anything, is cut, or leaves the window; lines can be read."""

from statistics import median

import pytest
from geometry import TEMPLATES, characters_a_line, faults

WIDTHS = (320, 768, 1440, *(pytest.param(width, marks=pytest.mark.every) for width in (390, 1024)))
HEADER = 72
"""Pixels that the bar may take, at any width."""
MEASURE = {320: (27, 45), 390: (35, 55), 768: (52, 78), 1024: (52, 78), 1440: (52, 78)}
"""Characters in a line, at least and at most; a phone's screen holds fewer than one would choose."""
NARRATIVE = ("incident/", "alternatives/mochi-1/")

BAR = """() => {
  const bar = document.querySelector('.bar').getBoundingClientRect();
  const tools = [...document.querySelectorAll('.bar__inner :is(a, button)')].filter(e => e.checkVisibility({ visibilityProperty: true }));
  return {
    height: bar.height,
    out: tools.filter(e => { const b = e.getBoundingClientRect(); return b.left < 0 || b.right > innerWidth || b.bottom > bar.bottom; }).map(e => e.className),
    small: tools.filter(e => { const b = e.getBoundingClientRect(); return b.width < 24 || b.height < 24; }).map(e => e.className),
    menu: tools.some(e => e.matches('.bar__menu, .bar__tabs a')),
  };
}"""

PLANTED = {
    "lies over": "main.querySelector('p').style.marginBlockEnd = '-60px'",
    "leaves the window": "main.querySelector('p').style.marginInlineStart = '-400px'",
    "scrolls sideways": "main.insertAdjacentHTML('beforeend', '<div class=wide>x</div>'); main.lastChild.style.inlineSize = '3000px'",
    "is cut": "main.querySelector('h2').style.overflow = 'clip'; main.querySelector('h2').style.inlineSize = '40px'; main.querySelector('h2').style.overflowWrap = 'normal'",
    "leaves its column": "main.querySelector('figure').style.marginInlineEnd = '-900px'; main.querySelector('figure').style.maxInlineSize = 'none'; main.querySelector('figure').style.inlineSize = '1500px'",
}


@pytest.mark.parametrize("width", WIDTHS)
def test_everything_has_its_place(page_factory, base_url, width):
    page = page_factory(width=width)
    wrong = []
    for path in TEMPLATES:
        page.goto(base_url + path)
        wrong += [f"{path or 'home'}: {fault}" for fault in faults(page)]
    assert not wrong, "\n".join(wrong[:40])


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_found(page, base_url, fault):
    page.goto(base_url + "incident/")
    assert faults(page) == []
    page.evaluate(f"() => {{ const main = document.querySelector('.md-content__inner'); {PLANTED[fault]} }}")
    assert any(fault in found for found in faults(page))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bar_holds_its_controls_and_a_way_to_the_menu(page_factory, base_url, width):
    page = page_factory(width=width)
    for path in ("", "it/incident/"):
        page.goto(base_url + path)
        bar = page.evaluate(BAR)
        assert 40 <= bar["height"] <= HEADER
        assert (bar["out"], bar["small"], bar["menu"]) == ([], [], True)


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_have_a_readable_length(page_factory, base_url, width):
    page = page_factory(width=width)
    least, most = MEASURE[width]
    for path in NARRATIVE:
        page.goto(base_url + path)
        lengths = characters_a_line(page)
        assert lengths
        assert least <= median(lengths) <= most, f"{path}: {median(lengths):.0f} characters"
