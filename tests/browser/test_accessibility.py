"""axe-core on every page in every look (in `make test`, test_every_page.py judges each page once), and that it sees."""

import pytest
from judging import LUMINANCE, axed

PLANTED = """() => {
  document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button><p id="faint" class="faint">faint</p>');
  Object.assign(document.querySelector('#faint').style, { color: '#777', background: '#888' });
}"""


@pytest.mark.every
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page_in_any_look(page_factory, site_pages, scheme, width):
    page, found = page_factory(width=width, color_scheme=scheme, reduced_motion="reduce"), []
    judged: set[int] = set()
    for path in [*site_pages, "404.html"]:
        page.goto(path)
        assert (page.evaluate(LUMINANCE) < 0.25) == (scheme == "dark")
        found += [f"{path or 'home'}: {violation}" for violation in axed(page, judged)]
    assert found == []


def test_axe_finds_a_planted_fault(page):
    """Even where all that the page itself has was judged before."""
    page.goto("")
    judged: set[int] = set()
    assert axed(page, judged) == []
    page.evaluate(PLANTED)
    rules = {finding.partition(":")[0] for finding in axed(page, judged)}
    assert {"image-alt", "button-name", "color-contrast"} <= rules
