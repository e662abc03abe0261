"""Readers who copy, set colours of their own or want less motion; and nothing jumps while a page loads."""

import pytest
from geometry import TEMPLATES, shifted

PAGES = ("", "incident/", "letter/", "alternatives/", "alternatives/mochi-1/", "404.html")

SHIFT, SHIFT_WITH_LATE_FONTS = 0.01, 0.1

# What a selection of each paragraph copies, and its text without marks and notes, which stand beside it.
COPIED = """() => [...document.querySelectorAll('article p')].filter(p => p.querySelector('.cite')).map(p => {
  getSelection().selectAllChildren(p)
  const plain = p.cloneNode(true)
  for (const mark of plain.querySelectorAll('.cite, .note')) mark.remove()
  return [String(getSelection()), plain.textContent].map(text => text.replace(/\\s+/g, ' ').trim())
})"""

MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e);
  return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 80))"""

# The colour of a mark drawn as a filled area, of the ground on which it stands, and the width of its edge.
MARKS = """mark => {
  const [selector, part] = mark.split('::');
  const e = document.querySelector(selector);
  const { backgroundColor, borderTopWidth } = getComputedStyle(e, '::' + part);
  return [backgroundColor, getComputedStyle(document.body).backgroundColor, borderTopWidth];
}"""


@pytest.mark.parametrize("path", ["letter/replies/", "incident/what-leaked/"])
def test_copied_text_has_no_numbers_of_sources(page, path):
    """ "5 December 2024" with the marks 6, 20, 21 would come as "5 December 202462021"."""
    page.goto(path)
    copied = page.evaluate(COPIED)
    assert len(copied) > 3
    assert [(got, wanted) for got, wanted in copied if got != wanted] == []


MARKED = {
    "": (".hero__colon::before", ".hero__colon::after", ".hero::before", ".home__grid::after"),
    "timeline/": (".event::before",),
    "incident/": (".read-part::before",),
    "letter/": (".status::before",),
    "404.html": (".lost::after",),
    "disagreements/": (".verdict--established::before",),
}


def test_marks_can_be_seen_in_forced_colours(page_factory):
    page = page_factory(forced_colors="active")
    for path, marks in MARKED.items():
        page.goto(path)
        for scheme in ("light", "dark"):
            page.emulate_media(forced_colors="active", color_scheme=scheme)
            assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
            for mark in marks:
                colour, ground, edge = page.evaluate(MARKS, mark)
                # A mark may also be an outline: then its inside is the ground, and the edge shows; but an outline alone
                # would say of every question that it is open.
                filled = colour not in (ground, "rgba(0, 0, 0, 0)")
                assert filled or (edge != "0px" and "established" not in mark), (scheme, mark)
    page.goto("")
    colours = "() => ['body', '.hero__clock'].map(selector => getComputedStyle(document.querySelector(selector)).color)"
    assert len(set(page.evaluate(colours))) == 1


def test_nothing_moves_for_readers_who_want_less_motion(page_factory):
    page = page_factory(reduced_motion="reduce")
    for path in PAGES:
        page.goto(path)
        assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("late", [False, True], ids=["fonts there", "fonts late"])
@pytest.mark.parametrize(
    ("width", "paths"),
    [
        (390, TEMPLATES[::2]),
        (1440, TEMPLATES[1::2]),
        *(pytest.param(width, TEMPLATES, marks=pytest.mark.every) for width in (390, 1440)),
    ],
)
def test_nothing_jumps_while_a_page_loads(page_factory, width, paths, late):
    """Text whose fonts come late is first set in a fallback of the same size; single words may change their line."""
    page, jumped = page_factory(width=width), {}
    if late:
        page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    else:
        page.goto("")
        # The next pages have the fonts at once, however busy the machine is.
        page.evaluate("() => document.fonts.ready")
    for path in paths:
        page.goto(path)
        if (shift := shifted(page)) > (SHIFT_WITH_LATE_FONTS if late else SHIFT):
            jumped[path or "home"] = shift
    assert jumped == {}


def test_a_jump_is_measured(page):
    page.goto("")
    page.evaluate("() => { document.querySelector('.md-main').style.paddingBlockStart = '200px' }")
    assert shifted(page) > SHIFT
