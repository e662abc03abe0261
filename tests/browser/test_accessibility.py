"""axe-core on every page, light and dark, phone and desktop; and no sideways scrolling on a narrow screen."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from geometry import TEMPLATES

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Relative luminance of the page's background, to be sure that the dark scheme really was on.
LUMINANCE = """() => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""

PLANTED = """() => {
  document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button><p id="faint">faint</p>');
  Object.assign(document.querySelector('#faint').style, { color: '#777', background: '#888' });
}"""


def explained(violation: dict) -> str:
    """One finding of axe in a line or two: rule, help, and the first places."""
    places = [
        f"{' '.join(node['target'])} [{node['failureSummary'].splitlines()[1].strip()}]" for node in violation["nodes"]
    ]
    return f"{violation['id']}: {'; '.join(places[:3])}" + (f"; and {len(places) - 3} more" if places[3:] else "")


def axed(page) -> list[str]:
    """What axe finds wrong with the open page, a line for each rule."""
    report = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response
    assert report["passes"]
    return [explained(violation) for violation in report["violations"]]


@pytest.fixture
def judged(page_factory, base_url):
    """What axe finds wrong with pages in one look, a line for each page and rule."""

    def judge(paths, scheme: str, width: int) -> list[str]:
        page, found = page_factory(width=width, color_scheme=scheme, reduced_motion="reduce"), []
        for path in sorted(paths):
            page.goto(base_url + path)
            assert (page.evaluate(LUMINANCE) < 0.25) == (scheme == "dark")
            found += [f"{path or 'home'}: {violation}" for violation in axed(page)]
        return found

    return judge


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 390, "it"), ("light", 390, ""), ("dark", 1440, "")],
)
def test_axe_finds_nothing(judged, site_pages, scheme, width, language):
    """The two editions of a page are made alike: the English one is judged on a desktop in light colours, the
    Italian on a phone in dark ones, and each template in all four together."""
    paths = {path for path in site_pages if language == ("it" if path.startswith("it/") else "en")}
    assert judged(paths.union(TEMPLATES), scheme, width) == []


@pytest.mark.every
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page_in_any_look(judged, site_pages, scheme, width):
    assert judged(site_pages, scheme, width) == []


def test_axe_finds_a_planted_fault(page, base_url):
    page.goto(base_url)
    page.evaluate(PLANTED)
    rules = {finding.partition(":")[0] for finding in axed(page)}
    assert {"image-alt", "button-name", "color-contrast"} <= rules


# Names that other people gave (titles, licences) and marks of sources are told apart by what they lead to.
ALIKE = """() => {
  const named = [...document.querySelectorAll('main a[href], main button, .foot a')].filter(part => part.checkVisibility({ visibilityProperty: true }))
    .map(part => ({ part, name: (part.getAttribute('aria-label') ?? part.textContent).trim().replace(/\\s+/g, ' ') }))
  const found = named.filter(({ name }) => !/\\p{L}{2}/u.test(name)).map(({ part }) => `no words: ${part.outerHTML}`)
  const ours = named.filter(({ part }) => part.matches('button, a[href*="#"], .source__archive a')
    && !part.matches('.cite a, [download]'))
  for (const { part, name } of ours)
    if (ours.some(other => other.name === name && other.part !== part && other.part.href !== part.href
        || part.matches('button:not(.copy)') && other.part !== part && other.name === name))
      found.push(`the same name: ${name}`)
  return [...new Set(found)]
}"""


@pytest.mark.parametrize(
    "path",
    ["", "incident/", "alternatives/", "alternatives/choose/", "alternatives/run/", "it/letter/", "timeline/", "data/"],
)
def test_links_and_buttons_make_sense_alone(page, base_url, path):
    page.goto(base_url + path)
    assert page.evaluate(ALIKE) == []
