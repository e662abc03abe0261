"""What is wrong with where things stand on a page, asked of the browser: pixels are not compared."""

from playwright.sync_api import Page

# One page for each template and each kind of content.
TEMPLATES = (
    "",
    "incident/",
    "incident/what-leaked/",
    "incident/try-it/",
    "how-it-works/",
    "how-it-works/model-card/",
    "letter/",
    "timeline/",
    "alternatives/",
    "alternatives/mochi-1/",
    "alternatives/open/",
    "alternatives/since/",
    "sources/",
    "404.html",
    "it/",
    "it/incident/",
)

# Every text that a reader meets in one piece. What is only for screen readers is one pixel wide.
_FAULTS = """() => {
  const name = e => `<${e.tagName.toLowerCase()}${e.className ? ` class="${e.className}"` : ''}> ${e.textContent.trim().slice(0, 40)}`;
  const pieces = 'h1, h2, h3, h4, p, dt, dd, td, th, li, caption, figcaption, pre, legend, label, .md-nav__link';
  const seen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const boxed = [...document.querySelectorAll('.md-main, .foot')].flatMap(part => [...part.querySelectorAll(pieces)])
    .filter(e => seen(e) && !e.querySelector(pieces) && e.textContent.trim())
    .map(e => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 2 && box.height > 2);
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`scrolls sideways: ${document.documentElement.scrollWidth} px`);
  boxed.forEach(({ e, box }, i) => {
    for (const other of boxed.slice(i + 1)) {
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
      if (wide > 2 && high > 2) found.push(`${name(e)} lies over ${name(other.e)}`);
    }
  });
  const scrolling = e => { for (; e; e = e.parentElement) if (/auto|scroll/.test(getComputedStyle(e).overflowX)) return true; };
  for (const { e, box } of boxed)
    if ((box.left < -1 || box.right > innerWidth + 1) && !scrolling(e)) found.push(`${name(e)} leaves the window`);
  for (const e of document.querySelectorAll('.md-main *, .bar *'))
    if (seen(e) && /hidden|clip/.test(getComputedStyle(e).overflowX) && e.clientWidth > 2 && e.scrollWidth > e.clientWidth + 1)
      found.push(`${name(e)} is cut`);
  const column = document.querySelector('.md-content__inner').getBoundingClientRect();
  for (const figure of document.querySelectorAll('.md-content figure, .md-content svg[role=img]')) {
    if (!seen(figure)) continue;
    const { left, right } = figure.getBoundingClientRect();
    if (left < column.left - 1 || right > column.right + 1) found.push(`${name(figure)} leaves its column`);
  }
  return found;
}"""

_CHARACTERS = """() => [...document.querySelectorAll('.md-content__inner > p')]
  .map(p => ({ p, lines: Math.round(p.getBoundingClientRect().height / parseFloat(getComputedStyle(p).lineHeight)) }))
  .filter(({ p, lines }) => lines >= 3 && !p.className)
  .map(({ p, lines }) => {
    const text = p.cloneNode(true);
    text.querySelectorAll('.cite, .note').forEach(mark => mark.remove());
    return text.textContent.length / (lines - 0.5);
  })"""


def faults(page: Page) -> list[str]:
    """What lies over something else, is cut, or leaves its column or the window, in words."""
    return page.evaluate(_FAULTS)


def characters_a_line(page: Page) -> list[float]:
    """How many characters stand in a line, for each paragraph of three lines or more; a last line counts half."""
    return page.evaluate(_CHARACTERS)
