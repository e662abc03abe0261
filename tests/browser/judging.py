"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ("color-contrast", "link-in-text-block")
"""The rules that ask for colours, which take as long as all others together."""

# Relative luminance of the page's background, to be sure that the dark scheme really was on.
LUMINANCE = """() => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def explained(violation: dict) -> str:
    """One finding of axe in a line or two: rule, help, and the first places."""
    places = [
        f"{' '.join(node['target'])} [{node['failureSummary'].splitlines()[1].strip()}]" for node in violation["nodes"]
    ]
    return f"{violation['id']}: {'; '.join(places[:3])}" + (f"; and {len(places) - 3} more" if places[3:] else "")


def axed(page: Page, *, colours: bool = True) -> list[str]:
    """What axe finds wrong with the open page, a line for each rule."""
    rules = {} if colours else {rule: {"enabled": False} for rule in COLOURS}
    options = {"runOnly": RULES, "rules": rules, "resultTypes": ["violations"], "preload": False}
    report = Axe().run(page, options=options).response
    assert report["passes"]
    return [explained(violation) for violation in report["violations"]]
