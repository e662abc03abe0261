"""What axe-core finds wrong with a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# How things look is judged, which takes long, of what looks as nothing judged before, and as no three before it on the
# page. A look is what an element is, by its class and state, and all that it stands in.
JUDGE = """async ([judged, rules]) => {
  const before = new Set(judged), met = new Map(), looks = new Map();
  const state = /^(class|type|open|data-.*|aria-(current|pressed|checked|disabled))$/;
  for (const e of document.querySelectorAll('body, body *')) {
    const own = [...e.attributes].filter(({ name }) => state.test(name)).map(({ name, value }) => name + value);
    let look = looks.get(e.parentElement) ?? 0;
    for (const letter of `${e.tagName} ${own}`) look = (Math.imul(look, 31) + letter.codePointAt(0)) | 0;
    looks.set(e, look);
    met.set(look, (met.get(look) ?? 0) + 1);
    e.toggleAttribute('judged', !before.has(look) && met.get(look) <= 3);
  }
  axe.configure({ rules: [{ id: 'color-contrast', selector: '[judged]' }, { id: 'link-in-text-block', selector: 'a[judged]' }] });
  const { passes, violations } = await axe.run({ runOnly: rules, resultTypes: ['violations'], preload: false });
  return { looks: [...met.keys()], passes: passes.length, violations };
}"""

# Relative luminance of the page's background, to be sure that the dark scheme really was on.
LUMINANCE = """() => {
  const canvas = document.createElement('canvas').getContext('2d');
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def explained(violation: dict) -> str:
    places = [
        f"{' '.join(node['target'])} [{node['failureSummary'].splitlines()[1].strip()}]" for node in violation["nodes"]
    ]
    return f"{violation['id']}: {len(places)} times: {'; '.join(places[:3])}"


def axed(page: Page, judged: set[int] | None = None) -> list[str]:
    """What axe finds wrong with the open page, a line for each rule; looks in `judged` are passed over, new ones added."""
    page.evaluate(Axe().axe_script)
    report = page.evaluate(JUDGE, [list(judged or ()), RULES])
    assert report["passes"]
    if judged is not None:
        judged.update(report["looks"])
    return [explained(violation) for violation in report["violations"]]
