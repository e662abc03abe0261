"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SEEN = ("color-contrast", "link-in-text-block", "target-size")
"""The rules that ask how everything looks and where it stands, which take four times as long as all others together."""
LIKE_OTHERS = ":is(li, tr, dd, article):nth-of-type(n + 13)"
"""What looks as twelve before it do."""

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


def axed(page: Page, *, seen: bool = True) -> list[str]:
    """What axe finds wrong with the open page, a line for each rule; `seen`: also with how it looks."""
    found = _run(page, {}, {"runOnly": RULES, "rules": {rule: {"enabled": False} for rule in SEEN}})
    return found + (_run(page, {"exclude": [[LIKE_OTHERS]]}, {"runOnly": SEEN}) if seen else [])


def _run(page: Page, context: dict, options: dict) -> list[str]:
    report = Axe().run(page, context or None, options | {"resultTypes": ["violations"], "preload": False}).response
    assert report["passes"]
    return [explained(violation) for violation in report["violations"]]
