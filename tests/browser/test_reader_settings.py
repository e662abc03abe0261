"""What readers set for themselves: wider text spacing, zoom, forced colours, less motion; and nothing jumps while loading."""

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

# What lies outside the screen: the page if it scrolls sideways, and controls of the bar that cannot be reached.
OUTSIDE = """() => {
  const { clientWidth, scrollWidth } = document.documentElement
  const away = [...document.querySelectorAll('.bar a, .bar button')].filter(e => {
    if (!e.checkVisibility() || e.closest('dialog')) return false
    const { left, top, width, height } = e.getBoundingClientRect()
    return !e.contains(document.elementFromPoint(left + width / 2, top + height / 2)) || left < 0 || left + width > clientWidth
  })
  return [...(scrollWidth > clientWidth ? [`is ${scrollWidth} px wide`] : []), ...away.map(e => e.className)]
}"""
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


@pytest.mark.parametrize("letters", [24, 32])
def test_large_letters_leave_everything_on_a_phones_screen(page_factory, base_url, letters):
    """A reader whose browser shows 16 px as 24 or 32; not the same as zoom, for the screen stays as wide."""
    wrong = []
    for width in (320, 412):
        page = page_factory(width=width, height=740)
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
        for path in [*PAGES, *(template for template in TEMPLATES if template not in PAGES)]:
            page.goto(base_url + path)
            assert page.evaluate("() => getComputedStyle(document.documentElement).fontSize") == f"{letters * 1.25:g}px"
            wrong += [f"{width}: {path or 'home'}: {fault}" for fault in page.evaluate(OUTSIDE)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", ["letter/replies/", "incident/what-leaked/"])
def test_copied_text_has_no_numbers_of_sources(page, base_url, path):
    """ "5 December 2024" with the marks 6, 20, 21 would come as "5 December 202462021"."""
    page.goto(base_url + path)
    copied = page.evaluate(COPIED)
    assert len(copied) > 3
    assert [(got, wanted) for got, wanted in copied if got != wanted] == []


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("", ".hero__colon::before"),
        ("", ".hero__colon::after"),
        ("", ".hero::before"),
        ("", ".home__grid::after"),
        ("timeline/", ".event::before"),
        ("incident/", ".read-part::before"),
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
