"""The site by keyboard alone: every control is reached, in order, with a visible focus that nothing covers."""

import pytest
from playwright.sync_api import expect

# Every control that a reader sees, in the order of the document; and what is asked of each when it has the focus.
CONTROLS = """() => {
  const all = 'a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const open = document.querySelector('dialog[open]') || document;
  const seen = e => !e.disabled && e.checkVisibility({ visibilityProperty: true }) && e.getBoundingClientRect().width > 1;
  // Of a group of radio buttons the Tab key meets the chosen one.
  const met = e => e.type !== 'radio' || e.checked || ![...document.getElementsByName(e.name)].some(other => other.checked);
  window.controls = [...open.querySelectorAll(all)].filter(e => seen(e) && met(e));
  return window.controls.length;
}"""
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const drawn = [e, ...(e.labels || []), e.closest('.tabbed-set')?.querySelector('.tabbed-labels')].filter(Boolean).some(part => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(part);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor);
  });
  const box = [...e.getClientRects()].find(rect => rect.width > 0) || e.getBoundingClientRect();
  const bar = document.querySelector('.bar').getBoundingClientRect().bottom;
  const tall = box.height > innerHeight - bar;
  const middle = [box.left + box.width / 2, tall ? (Math.max(box.top, bar) + Math.min(box.bottom, innerHeight)) / 2 : box.top + box.height / 2];
  const top = document.elementFromPoint(...middle);
  return {
    number: window.controls.indexOf(e),
    what: e.outerHTML.slice(0, 100),
    drawn,
    free: !!top && (e.contains(top) || top.contains(e)),
    inside: tall || (box.top >= 0 && box.bottom <= innerHeight + 1),
  };
}"""


def walk(page, key: str, most: int) -> list[dict]:
    """What had the focus at each press of `key`, until it left the page or came back to the start."""
    met = []
    for _ in range(most):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused is None or (met and focused["number"] == met[0]["number"]):
            break
        met.append(focused)
    return met


def complaints(met: list[dict]) -> list[str]:
    wrong = {"no visible focus": "drawn", "covered": "free", "outside the window": "inside"}
    return [f"{stop['what']}: {fault}" for stop in met for fault, right in wrong.items() if not stop[right]]


@pytest.mark.parametrize(
    ("path", "width"), [("", 1440), ("incident/", 390), ("404.html", 1440), ("alternatives/open/", 1440)]
)
def test_tab_reaches_every_control_in_order(visit, path, width):
    page = visit(path, width=width, height=700, reduced_motion="reduce")
    page.wait_for_function("() => !document.querySelector('.drawn__pictures[hidden]')")  # their script comes last
    number = page.evaluate(CONTROLS)
    assert number > 10
    # The link that skips to the text shows up late.
    met = walk(page, "Tab", number + 2)
    assert not complaints(met), "\n".join(complaints(met)[:20])
    order = [stop["number"] for stop in met if stop["number"] >= 0]
    assert order == sorted(order)
    left = "met => window.controls.filter((e, i) => !met.includes(i)).map(e => e.outerHTML.slice(0, 100))"
    missed = page.evaluate(left, order)
    assert not missed, "\n".join(missed[:20])
    # Whoever walks up the page meets each control at the upper edge, where the bar stays.
    page.set_viewport_size({"width": width, "height": 500})
    page.locator(".foot a").last.focus()
    assert not complaints(walk(page, "Shift+Tab", 30))


def test_a_focus_under_the_bar_is_noticed(page):
    page.goto("incident/")
    page.evaluate(CONTROLS)
    page.evaluate("""() => {
      const link = document.querySelector('main p a');
      link.focus();
      scrollBy(0, link.getBoundingClientRect().top - 10);
      link.style.outline = 'none';
    }""")
    found = complaints([page.evaluate(FOCUSED)])
    assert [fault.rsplit(": ", 1)[1] for fault in found] == ["no visible focus", "covered"]


@pytest.mark.parametrize("dialog", ["search", "menu"])
def test_a_dialog_is_walked_and_left_by_keyboard(visit, dialog):
    page = visit("incident/", width=390, height=844)
    page.locator(f".bar__{dialog}").focus()
    page.keyboard.press("Enter")
    if dialog == "search":
        page.keyboard.type("letter")
    page.locator("dialog[open] li a").first.wait_for()
    number = page.evaluate(CONTROLS)
    assert number > 10
    met = walk(page, "Tab", number + 2)
    assert not complaints(met), "\n".join(complaints(met))
    # The walk begins at one of the first two.
    assert {stop["number"] for stop in met} >= set(range(2, number))
    page.keyboard.press("Escape")
    expect(page.locator(f".bar__{dialog}")).to_be_focused()
