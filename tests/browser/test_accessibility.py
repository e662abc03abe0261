"""axe-core on every page in every look (in `make test`, test_every_page.py judges each page once), and that it sees."""

import pytest
from judging import LUMINANCE, axed

PLANTED = """() => {
  document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button><p id="faint">faint</p>');
  Object.assign(document.querySelector('#faint').style, { color: '#777', background: '#888' });
}"""


@pytest.mark.every
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page_in_any_look(page_factory, base_url, site_pages, scheme, width):
    page, found = page_factory(width=width, color_scheme=scheme, reduced_motion="reduce"), []
    for path in [*site_pages, "404.html"]:
        page.goto(base_url + path)
        assert (page.evaluate(LUMINANCE) < 0.25) == (scheme == "dark")
        found += [f"{path or 'home'}: {violation}" for violation in axed(page)]
    assert found == []


def test_axe_finds_a_planted_fault(page, base_url):
    page.goto(base_url)
    page.evaluate(PLANTED)
    rules = {finding.partition(":")[0] for finding in axed(page)}
    assert {"image-alt", "button-name", "color-contrast"} <= rules
