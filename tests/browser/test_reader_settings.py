"""Readers who set colours of their own; and nothing jumps while a page loads."""

import pytest
from geometry import TEMPLATES, shifted

SHIFT, SHIFT_WITH_LATE_FONTS = 0.01, 0.1

# Whether a mark is seen: its colour is not that of the ground. It may also be an outline: then its edge shows; but an
# outline alone would say of every question that it is open.
SEEN = """mark => {
  const [selector, part] = mark.split('::');
  const { backgroundColor, borderTopWidth } = getComputedStyle(document.querySelector(selector), '::' + part);
  const filled = ![getComputedStyle(document.body).backgroundColor, 'rgba(0, 0, 0, 0)'].includes(backgroundColor);
  return matchMedia('(forced-colors: active)').matches && (filled || borderTopWidth !== '0px' && !mark.includes('established'));
}"""
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
            assert [mark for mark in marks if not page.evaluate(SEEN, mark)] == [], scheme
    page.goto("")
    colours = "() => ['body', '.hero__clock'].map(selector => getComputedStyle(document.querySelector(selector)).color)"
    assert len(set(page.evaluate(colours))) == 1


@pytest.mark.parametrize("late", [False, True], ids=["fonts there", "fonts late"])
@pytest.mark.parametrize(
    ("width", "half"),
    [(390, 0), (1440, 1), *(pytest.param(*rest, marks=pytest.mark.every) for rest in ((390, 1), (1440, 0)))],
)
def test_nothing_jumps_while_a_page_loads(page_factory, width, half, late):
    """Text whose fonts come late is first set in a fallback of the same size; single words may change their line."""
    page, jumped = page_factory(width=width), {}
    if late:
        page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    else:
        page.goto("")
        # The next pages have the fonts at once, however busy the machine is.
        page.evaluate("() => document.fonts.ready")
    for path in TEMPLATES[half::2]:
        page.goto(path)
        if (shift := shifted(page)) > (SHIFT_WITH_LATE_FONTS if late else SHIFT):
            jumped[path or "home"] = shift
    assert jumped == {}


def test_a_jump_is_measured(page):
    page.goto("")
    page.evaluate("() => { document.querySelector('.md-main').style.paddingBlockStart = '200px' }")
    assert shifted(page) > SHIFT
