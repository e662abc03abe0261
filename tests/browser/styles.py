"""Which rules of our stylesheets are used by some page, in some state that a reader can bring it into."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

# Selectors of the open page's sheets, one line each, with those that something on the page can match now. What depends
# on the pointer, the focus or the address, and pseudo-elements, count as given.
SELECTORS = r"""used => {
  const given = /:not\(:has\(:target\)\)|::?(before|after|marker|backdrop|placeholder|details-content|-webkit-[\w-]+)/g
  const passing = /:(hover|focus-within|focus-visible|focus|active|target|checked|disabled)\b/g
  const apart = list => {
    const parts = [""]
    let depth = 0
    for (const letter of list) {
      depth += { "(": 1, ")": -1 }[letter] ?? 0
      if (letter === "," && !depth) parts.push("")
      else parts[parts.length - 1] += letter
    }
    return parts.map(part => part.trim())
  }
  const asked = selector => selector.replace(given, "").replace(passing, ":not(_)").replace(/(^|[\s>+~])$/, "$1*")
  const gather = rules => {
    for (const rule of rules) {
      for (const selector of apart(rule.selectorText ?? "").filter(Boolean))
        if (!used[selector]) used[selector] = Boolean(document.querySelector(asked(selector)))
      gather(rule.cssRules ?? [])
    }
  }
  for (const sheet of document.styleSheets) gather(sheet.cssRules)
  return used
}"""


def preview(page: Page) -> None:
    page.locator("article sup.cite a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".preview")).to_be_visible()


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.locator(".search__field").fill("letter")
    page.locator(".search__results a").first.wait_for()


def search_in_vain(page: Page) -> None:
    page.locator(".search__field").fill("xetixionx")
    page.locator(".search__nearest button").first.wait_for()
    page.keyboard.press("Escape")


def open_drawer(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(".bar__menu").click()
    expect(page.locator(".drawer")).to_be_visible()


def step(page: Page) -> None:
    page.locator(".route input").check()


def choose(page: Page) -> None:
    page.select_option("[name=card]", "rtx-4060")
    page.locator(".chooser__result .way").first.wait_for()


def make_dark(page: Page) -> None:
    page.locator(".bar__scheme").click()


def ask_for_clip(page: Page) -> None:
    page.locator("[name=prompt]").fill("a red ball")
    page.locator(".frontend__go").click()
    page.locator(".frontend__canvas--draft").wait_for(timeout=60_000)


def get_clip(page: Page) -> None:
    page.locator(".frontend__shelf button").first.wait_for(timeout=60_000)


def ask_for_a_dragon(page: Page) -> None:
    page.locator("[name=prompt]").fill("a dragon")
    page.locator(".frontend__go").click()
    page.locator(".frontend__offer").wait_for()


def run_figure(page: Page) -> None:
    for button in page.locator(".lab__run").all():
        button.click()
    page.locator(".lab[data-state]").first.wait_for()


# Beside every page as it comes: what readers do, and on which page.
ACTS: dict[str, tuple[Callable[[Page], None], ...]] = {
    "404.html": (),
    "incident/": (preview, search, search_in_vain, open_drawer),
    "incident/front-end/": (step,),
    "alternatives/choose/": (choose,),
    "": (make_dark,),
    "incident/try-it/": (ask_for_clip, get_clip, ask_for_a_dragon),
    "how-it-works/": (run_figure,),
}
# Pages whose look differs without scripts.
UNSCRIPTED = ("", "404.html", "alternatives/", "alternatives/choose/", "alternatives/run/")
# What no test brings about, with the reason.
KEPT = {
    ".scripted :is(.chooser:not([data-ready]) > *, .chooser:not([data-ready]) ~ *)": "a chooser whose script is on its way",
    '.lab[data-state="error"] .lab__live': "a figure whose script does not arrive",
    ".md-typeset .older": "a page that follows an older state of its twin",
    ".md-typeset h4": "a heading that pages may have",
}
WRITERS = re.compile(r"\.tabbed-.*:nth-child\([34]\)")
"""A set of tabs has up to four, whatever the pages of today have."""


def note(page: Page, used: dict[str, bool]) -> None:
    used.update(page.evaluate(SELECTORS, used))


def unused(used: dict[str, bool]) -> list[str]:
    missed = (selector for selector, matched in used.items() if not matched and selector not in KEPT)
    return sorted(selector for selector in missed if not WRITERS.search(selector))
