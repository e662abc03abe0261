"""The pages on how open the models are and on what came after, as readers see them: on a phone."""

import pytest

OPEN, SINCE = "alternatives/open/", "alternatives/since/"
PATHS = [OPEN, SINCE, f"it/{OPEN}", f"it/{SINCE}"]
LEGIBLE_PX = 11


@pytest.mark.parametrize("path", PATHS)
def test_a_table_needs_no_sideways_scrolling_on_a_phone(page_factory, base_url: str, path: str):
    page = page_factory(width=320, height=800)
    page.goto(base_url + path)
    frames = page.locator(".compare__frame")
    assert frames.count() > 0
    assert frames.evaluate_all("boxes => boxes.every(box => box.scrollWidth <= box.clientWidth)")


@pytest.mark.parametrize("path", [OPEN, f"it/{OPEN}"])
@pytest.mark.parametrize("width", [320, 1440])
def test_the_drawing_of_the_terms_can_be_read(page_factory, base_url: str, path: str, width: int):
    page = page_factory(width=width, height=800)
    page.goto(base_url + path)
    drawing = page.locator(".terms-chart svg[role=img]")
    sizes = drawing.evaluate(
        """svg => [...svg.querySelectorAll("text")].map(text =>
             parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"""
    )
    assert min(sizes) >= LEGIBLE_PX
    assert max(sizes) <= 2 * LEGIBLE_PX
    # No text runs into another one, or out of the drawing.
    boxes = drawing.evaluate(
        """svg => [...svg.querySelectorAll("text")].map(text => text.getBoundingClientRect())
             .map(box => [box.left, box.top, box.right, box.bottom])"""
    )
    outer = drawing.bounding_box()
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= outer["x"] - 1
        assert right <= outer["x"] + outer["width"] + 1
        for other in boxes[place + 1 :]:
            apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 4 or other[3] <= top + 4
            assert apart


def test_the_data_behind_the_drawing_is_there(page_factory, base_url: str):
    page = page_factory()
    for path in (OPEN, f"it/{OPEN}"):
        page.goto(base_url + path)
        address = page.locator(".terms-chart .figure__data").evaluate("link => link.href")
        assert "ltx-2.5" in page.request.get(address).text()
