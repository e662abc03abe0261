"""The pages on how open the models are and on what came after, as readers see them: on a phone."""

import pytest

OPEN, SINCE = "alternatives/open/", "alternatives/since/"
PATHS = [OPEN, SINCE, f"it/{OPEN}", f"it/{SINCE}"]


@pytest.mark.parametrize("path", PATHS)
def test_a_table_needs_no_sideways_scrolling_on_a_phone(page_factory, base_url: str, path: str):
    page = page_factory(width=320, height=800)
    page.goto(base_url + path)
    frames = page.locator(".compare__frame")
    assert frames.count() > 0
    assert frames.evaluate_all("boxes => boxes.every(box => box.scrollWidth <= box.clientWidth)")


def test_the_data_behind_the_drawing_is_there(page_factory, base_url: str):
    page = page_factory()
    for path in (OPEN, f"it/{OPEN}"):
        page.goto(base_url + path)
        address = page.locator(".terms-chart .figure__data").evaluate("link => link.href")
        assert "ltx-2.5" in page.request.get(address).text()
