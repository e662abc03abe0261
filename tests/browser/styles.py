"""Which rules of our stylesheets are used by some page, in some state that a reader can bring it into."""

import re

from playwright.sync_api import Page

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


# Beside every page as it comes: what readers do, on which page, and what they wait to see.
ACTS = {
    "404.html": [],
    "incident/": [
        *("focus article sup.cite a", "press Shift+Tab", "press Tab", "see .preview"),
        *("press /", "type letter", "see .search__results a"),
        *("press Control+a", "type xetixionx", "see .search__nearest button", "press Escape"),
        *("narrow", "click .bar__menu", "see .drawer"),
    ],
    "incident/front-end/": ["check .route input"],
    "alternatives/choose/": ["select_option [name=card] = rtx-4060", "see .chooser__result .way"],
    "": ["click .bar__scheme"],
    "incident/try-it/": [
        *("fill [name=prompt] = a red ball", "click .frontend__go", "see .frontend__canvas--draft"),
        "see .frontend__shelf button",
        *("fill [name=prompt] = a dragon", "click .frontend__go", "see .frontend__offer"),
    ],
    "how-it-works/": [*(f"click .lab__run >> nth={number}" for number in range(7)), "see .lab[data-state]"],
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


def do(page: Page, act: str) -> None:
    """One of the acts: a function of the page or its keyboard and what it is given."""
    name, _, what = act.partition(" ")
    if name == "see":
        page.locator(what).first.wait_for()
    elif name == "narrow":
        page.set_viewport_size({"width": 390, "height": 844})
    elif name in ("press", "type"):
        getattr(page.keyboard, name)(what)
    else:
        getattr(page, name)(*what.split(" = "))


def note(page: Page, used: dict[str, bool]) -> None:
    used.update(page.evaluate(SELECTORS, used))


def unused(used: dict[str, bool]) -> list[str]:
    missed = (selector for selector, matched in used.items() if not matched and selector not in KEPT)
    return sorted(selector for selector in missed if not WRITERS.search(selector))
