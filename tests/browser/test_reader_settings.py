"""What readers set for themselves: wider text spacing, zoom, forced colours, less motion; and nothing jumps while loading."""

from __future__ import annotations

import pytest
from geometry import TEMPLATES, faults

PAGES = ("", "incident/", "letter/", "alternatives/", "alternatives/mochi-1/", "404.html")

# The values of WCAG 2.2, success criterion 1.4.12.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-block-end: 2em !important; }
"""

SHIFTS = """() => new Promise(resolve => {
  const shifts = [];
  new PerformanceObserver(list => shifts.push(...list.getEntries())).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts.map(shift => [
    shift.value, shift.sources.map(source => source.node?.outerHTML?.slice(0, 80)),
  ]))));
})"""
SHIFT, SHIFT_WITH_LATE_FONTS = 0.01, 0.1
BAR = 72

MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e);
  return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 80))"""

# The colour of a mark drawn as a filled area, and of the ground on which it stands.
MARKS = """mark => {
  const [selector, part] = mark.split('::');
  const e = document.querySelector(selector);
  return [getComputedStyle(e, '::' + part).backgroundColor, getComputedStyle(document.body).backgroundColor];
}"""


@pytest.mark.parametrize("width", [390, 1440])
def test_wider_text_spacing_loses_nothing(page_factory, base_url, width):
    page = page_factory(width=width, bypass_csp=True)
    wrong = []
    for path in PAGES:
        page.goto(base_url + path)
        before = page.evaluate("() => document.documentElement.scrollHeight")
        page.add_style_tag(content=SPACING)
        assert page.evaluate("() => document.documentElement.scrollHeight") > before
        # The numerals fill a phone's screen, so that wider ones lose their edges; the note repeats them in words.
        found = [fault for fault in faults(page) if not (path == "" and width == 390 and 'class="home"' in fault)]
        wrong += [f"{path or 'home'}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong[:40])


def test_at_four_times_the_size_the_bar_leaves_room_to_read(page_factory, base_url):
    """A window of 1280 x 1024 pixels at 400 % is one of 320 x 256."""
    page = page_factory(width=320, height=256)
    for path in PAGES:
        page.goto(base_url + path)
        assert faults(page) == []
        assert page.locator(".bar").bounding_box()["height"] <= BAR


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("", ".hero__colon::before"),
        ("", ".hero__colon::after"),
        ("", ".hero::before"),
        ("", ".home__grid::after"),
        ("incident/", ".event::before"),
        ("letter/", ".status::before"),
        ("404.html", ".lost::after"),
    ],
)
def test_marks_can_be_seen_in_forced_colours(page_factory, base_url, path, mark):
    for scheme in ("light", "dark"):
        page = page_factory(forced_colors="active", color_scheme=scheme)
        page.goto(base_url + path)
        assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")
        colour, ground = page.evaluate(MARKS, mark)
        # A mark may also be an outline: then its inside is the ground, and the edge shows.
        edge = page.evaluate(
            "mark => getComputedStyle(document.querySelector(mark.split('::')[0]), '::' + mark.split('::')[1]).borderTopWidth",
            mark,
        )
        assert colour not in (ground, "rgba(0, 0, 0, 0)") or edge != "0px"


def test_nothing_moves_for_readers_who_want_less_motion(page_factory, base_url):
    page = page_factory(reduced_motion="reduce")
    for path in PAGES:
        page.goto(base_url + path)
        assert page.evaluate(MOVING) == []


def shifts(page, base_url) -> dict[str, float]:
    """How far the parts of each page moved while it loaded, as browsers count it."""
    found = {}
    for path in TEMPLATES:
        page.goto(base_url + path)
        page.evaluate("() => document.fonts.ready")
        found[path or "home"] = sum(value for value, _ in page.evaluate(SHIFTS))
    return found


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_jumps_while_a_page_loads(page_factory, base_url, width):
    page = page_factory(width=width)
    page.goto(base_url)
    page.evaluate("() => document.fonts.ready")  # the next pages have the fonts at once, however busy the machine is
    assert {path: shift for path, shift in shifts(page, base_url).items() if shift > SHIFT} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_fonts_that_come_late_move_little(page_factory, base_url, width):
    """Text is first set in a fallback of the same size; single words may change their line."""
    page = page_factory(width=width)
    page.route("**/*.woff2", lambda route: (page.wait_for_timeout(300), route.continue_()))
    assert {path: shift for path, shift in shifts(page, base_url).items() if shift > SHIFT_WITH_LATE_FONTS} == {}


def test_a_jump_is_measured(page, base_url):
    page.goto(base_url)
    page.evaluate("() => { document.querySelector('.md-main').style.paddingBlockStart = '200px' }")
    assert sum(value for value, _ in page.evaluate(SHIFTS)) > SHIFT
