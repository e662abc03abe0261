"""What is wrong with where things stand on a page, asked of the browser: pixels are not compared."""

from playwright.sync_api import Locator, Page, expect

# One page for each template and each kind of content.
TEMPLATES = (
    *("", "incident/", "incident/what-leaked/", "incident/try-it/", "how-it-works/", "how-it-works/model-card/"),
    *("letter/", "timeline/", "alternatives/", "alternatives/mochi-1/", "alternatives/open/", "alternatives/since/"),
    *("sources/", "404.html", "it/", "it/incident/"),
)

# What makes the page wider than its window.
_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? []
  : ['scrolls sideways', ...[...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))]"""

# Every text that a reader meets in one piece. What is only for screen readers is one pixel wide.
_FAULTS = """() => {
  const name = e => `<${e.tagName.toLowerCase()}${e.className ? ` class="${e.className}"` : ''}> ${e.textContent.trim().slice(0, 40)}`;
  const pieces = 'h1, h2, h3, h4, p, dt, dd, td, th, li, caption, figcaption, pre, legend, label, .md-nav__link';
  const seen = e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const boxed = [...document.querySelectorAll('.md-main, .foot')].flatMap(part => [...part.querySelectorAll(pieces)])
    .filter(e => seen(e) && !e.querySelector(pieces) && e.textContent.trim())
    .map(e => ({ e, box: e.getBoundingClientRect() })).filter(({ box }) => box.width > 2 && box.height > 2);
  const found = [];
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

# Words of a figure that stand over other words of it, or leave it; and drawings shrunk below the size they are told in.
_FIGURES = """() => [...document.querySelectorAll('.drawn')].flatMap(figure => {
  const frame = figure.getBoundingClientRect(), found = [];
  const words = [...figure.querySelectorAll('p, a, td, label, figcaption span, .bars__kind, .plane span, .matrix th')]
    .filter(e => e.checkVisibility() && !e.querySelector('p, td') && !e.closest('.cite') && e.textContent.trim());
  // The letters only: a mark's place to touch is wider than the mark.
  const letters = e => {
    const range = document.createRange(), walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('.cite, .figure__alt')) { range.selectNodeContents(walk.currentNode); found.push(...range.getClientRects()); }
    return found.filter(r => r.width > 2);
  };
  const boxes = words.map(letters);
  boxes.forEach((rects, i) => {
    const said = words[i].textContent.trim().slice(0, 40);
    if (rects.some(r => r.left < frame.left - 1 || r.right > frame.right + 1)) found.push(`“${said}” leaves its figure`);
    boxes.slice(i + 1).forEach((others, j) => {
      if (words[i].contains(words[i + 1 + j])) return;
      if (rects.some(a => others.some(b => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4)))
        found.push(`“${said}” lies over “${words[i + 1 + j].textContent.trim().slice(0, 40)}”`);
    });
  });
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  for (const drawing of figure.querySelectorAll('svg[width$="rem"]'))
    if (Math.abs(drawing.getBoundingClientRect().width - parseFloat(drawing.getAttribute('width')) * rem) > 1) found.push('a drawing is not to scale');
  return found;
})"""

# Tables that need to be scrolled sideways.
_TABLES = """() => [...document.querySelectorAll('.compare__frame')]
  .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth).map(e => `“${e.textContent.trim().slice(0, 40)}” scrolls sideways`)"""

# Headings whose words run together.
_BLANKS = """() => [...document.querySelectorAll('.md-typeset :is(h1, h2, h3)')].filter(e => e.checkVisibility() && e.firstChild?.data?.trim().includes(' '))
  .filter(e => {
    const range = document.createRange(), text = e.firstChild, size = parseFloat(getComputedStyle(e).fontSize)
    const wide = [...text.data].map((letter, i) => letter !== ' ' ? 0 : (range.setStart(text, i), range.setEnd(text, i + 1), range.getBoundingClientRect().width))
    return Math.max(...wide) < .15 * size
  }).map(e => `the words of “${e.textContent.trim().slice(0, 40)}” run together`)"""

# Words that are torn without a hyphen, and what is read in one glance but stands on two lines. Addresses, code and other
# scripts than ours break where they must, and so does a word that is longer than a narrow line.
_TORN = r"""() => {
  const found = [], range = document.createRange(), told = e => `<${e.tagName.toLowerCase()}> ${e.textContent.trim().slice(0, 40)}`
  const texts = root => { const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), all = []; while (walk.nextNode()) all.push(walk.currentNode); return all }
  const heights = (text, from, to) => { range.setStart(text, from); range.setEnd(text, to); return [...range.getClientRects()].filter(r => r.width > 1).map(r => r.bottom) }
  const torn = bottoms => Math.max(...bottoms) - Math.min(...bottoms) > 8
  for (const text of texts(document.querySelector('.md-main'))) {
    const e = text.parentElement
    if (e.closest('pre, code, .source, .figure__alt, svg') || !e.checkVisibility({ visibilityProperty: true }) || getComputedStyle(e).hyphens === 'auto') continue
    for (const { 0: word, index } of text.data.matchAll(/[^\s\u00AD\u200B-]+/g)) {
      if (!/^[\p{Script=Latin}\p{N}\p{P}]{2,14}$/u.test(word) || /[/_.]\p{L}/u.test(word) || text.data[index - 1] === '\u00AD') continue
      if (torn(heights(text, index, index + word.length))) found.push(`“${word}” is torn in ${told(e)}`)
    }
  }
  for (const e of document.querySelectorAll('.cite-page > summary, .drawn__pictures, .status'))
    if (e.checkVisibility() && torn(texts(e).flatMap(text => heights(text, 0, text.length)))) found.push(`${told(e)} takes more than one line`)
  return found
}"""

# The bar: its height, what of it cannot be reached or is too small to hit, and whether
# there is a way to the menu.
_BAR = """most => {
  const bar = document.querySelector('.bar').getBoundingClientRect(), { clientWidth } = document.documentElement, found = []
  const tools = [...document.querySelectorAll('.bar :is(a, button)')].filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest('dialog'))
  if (bar.height < 40 || bar.height > most) found.push(`the bar is ${bar.height} px high`)
  if (!tools.some(e => e.matches('.bar__menu, .bar__tabs a'))) found.push('no way to the menu')
  for (const e of tools) {
    const { left, right, top, bottom, width, height } = e.getBoundingClientRect()
    const covered = !e.contains(document.elementFromPoint(left + width / 2, top + height / 2))
    if (covered || left < 0 || right > clientWidth || bottom > bar.bottom) found.push(`${e.className} cannot be reached`)
    if (width < 24 || height < 24) found.push(`${e.className} is small`)
  }
  return found
}"""

# How far things jumped since the page began to load, nobody having touched it.
_SHIFTED = """() => new Promise(resolve => {
  let shifted = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => { if (!entry.hadRecentInput) shifted += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
  document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifted))));
})"""


def wide(page: Page) -> list[str]:
    """That the page scrolls sideways, and what makes it."""
    return page.evaluate(_WIDE)


def faults(page: Page) -> list[str]:
    """What lies over something else, is cut, or leaves its column or the window, in words."""
    return wide(page) + page.evaluate(_FAULTS)


def figures(page: Page) -> list[str]:
    """What is wrong with the words of figures and of headings, and with tables, in words."""
    return [fault for asked in (_FIGURES, _TABLES, _BLANKS) for fault in page.evaluate(asked)]


def torn(page: Page) -> list[str]:
    """Words torn without a hyphen, and what needs one line and takes more."""
    return page.evaluate(_TORN)


def bar(page: Page, most: int) -> list[str]:
    """What is wrong with the bar, which may be so many pixels high, in words."""
    return page.evaluate(_BAR, most)


def shifted(page: Page) -> float:
    """How far things jumped, in the browser's own measure, once its fonts are there."""
    return page.evaluate(_SHIFTED)


def stands_still(figure: Locator, canvas: Locator) -> str:
    """Assert that a picture does not move and can be played; returns it, as an address of data."""
    first = canvas.evaluate("canvas => canvas.toDataURL()")
    figure.page.wait_for_timeout(500)
    assert canvas.evaluate("canvas => canvas.toDataURL()") == first
    expect(figure.get_by_role("button", name="Play")).to_be_visible()
    return first
