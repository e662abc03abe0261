"""The trimmed styles show the same as the whole ones, in every state we can bring a page into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from checkouts import Checkout
from playwright.sync_api import Browser, Page
from serving import served

from explainer.finish.html import element, scan

# Makes the build keep every rule, and do all else as always.
UNTRIMMED = """
from explainer.finish import styles

styles.possible = lambda tokens, used: True
styles._without_unused = lambda nodes, used: nodes
"""
# Screens, with the states that a page is looked at in.
VIEWS = {
    "phone": ({"viewport": {"width": 360, "height": 740}}, ("everything open",)),
    "desktop, dark": (
        {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
        ("as it comes", "boxes checked"),
    ),
    "tablet, dark, no scripts": (
        {"viewport": {"width": 1000, "height": 800}, "color_scheme": "dark", "java_script_enabled": False},
        ("print", "forced colours"),
    ),
}
EVERYTHING_OPEN = """() => {
  for (const each of document.querySelectorAll("details")) each.open = true
  for (const each of document.querySelectorAll("[popover]")) each.showPopover()
  for (const each of document.querySelectorAll("dialog")) if (!each.open) each.show()
  for (const each of document.querySelectorAll("[aria-expanded]")) each.ariaExpanded = "true"
  document.querySelector("article a[href]")?.focus()
}"""
CHECKED = """() => {
  for (const each of document.querySelectorAll("input[type=checkbox], input[type=radio]")) each.checked = true
}"""
# What no rule sets, no lost rule can change.
SET_SOMEWHERE = """() => {
  const names = new Set()
  const gather = (rules) => {
    for (const rule of rules) {
      for (const name of rule.style ?? []) names.add(name)
      gather(rule.cssRules ?? [])
    }
  }
  for (const sheet of document.styleSheets) gather(sheet.cssRules)
  return [...getComputedStyle(document.body)].filter(name => names.has(name) && !name.startsWith("--"))
}"""
# A value is compared where it comes to rest, never half-way.
AT_REST = """async () => {
  await document.fonts.ready
  for (const each of document.getAnimations()) {
    if (each.effect.getComputedTiming().endTime === Infinity) each.cancel()
    else each.finish()
  }
}"""
SHOWN_OF_MANY = 12


@pytest.fixture(scope="module")
def untrimmed_dir(this_checkout: Checkout, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site as `site_dir`, with every rule of its styles."""
    patch = tmp_path_factory.mktemp("untrimmed")
    (patch / "sitecustomize.py").write_text(UNTRIMMED, encoding="utf-8")
    return this_checkout.build(
        tmp_path_factory.mktemp("whole") / "site",
        python_path=str(patch),
        SITE_URL="https://example.org/explainer/",
        REPOSITORY="example/explainer",
        CONTACT="hello@example.org",
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the trimmed and the untrimmed site are served."""

    trimmed: str
    whole: str


@pytest.fixture(scope="module")
def addresses(site_dir: Path, untrimmed_dir: Path) -> Iterator[Addresses]:
    """Both sites, served while the tests of this file run."""
    with served(site_dir) as trimmed, served(untrimmed_dir) as whole:
        yield Addresses(trimmed, whole)


def _shown(page: Path) -> set[str]:
    """The elements, classes and attributes of a page, as a selector may name them."""
    parsed = [element(raw) for raw, _, _ in scan(page.read_text(encoding="utf-8"))]
    classes = {name for found in parsed for name in (found.get("class") or "").split()}
    return classes | {found.name for found in parsed} | {f"[{a.name}]" for found in parsed for a in found.attributes}


def _paths(site: Path) -> list[str]:
    """Few pages that together show all there is to style, and the page for a lost address."""
    pages = {p.relative_to(site).as_posix(): _shown(p) for p in sorted(site.rglob("index.html"))}
    missing, chosen = set().union(*pages.values()), []
    while missing:
        best = max(pages, key=lambda path: len(pages[path] & missing))
        chosen.append(best.removesuffix("index.html"))
        missing -= pages.pop(best)
    return [*chosen, "no/such/page"]


def _bring(page: Page, state: str) -> None:
    """Brings an open page into a state."""
    if state == "everything open":
        page.evaluate(EVERYTHING_OPEN)
    elif state == "boxes checked":
        page.evaluate(CHECKED)
    elif state == "print":
        page.emulate_media(media="print")
    elif state == "forced colours":
        page.emulate_media(media="screen", forced_colors="active")


@dataclass(frozen=True, slots=True)
class Box:
    """One box that the browser draws: what it is, its text, its place in CSS pixels, and its computed styles."""

    name: str
    text: str
    place: tuple[float, ...]
    styles: tuple[str, ...]


class Drawing:
    """Reads from an open page what the browser draws, each box with its styles, those of pseudo-elements too.

    Pictures would show less and vary more: a long page is painted with other shades at the edges of its letters.
    """

    def __init__(self, page: Page) -> None:
        self.page, self.base = page, ""
        self.session = page.context.new_cdp_session(page)
        self.properties: list[str] = []

    def open(self, base: str, path: str) -> None:
        """Opens the page at `path` of the site at `base`, which is cut from the addresses in its styles."""
        self.base = base
        self.page.emulate_media(media="screen", forced_colors="none")
        self.page.goto(base + path)

    def learn(self) -> None:
        """From now on, compares the properties that the stylesheets of the open page set."""
        self.properties = self.page.evaluate(SET_SOMEWHERE)

    def states(self, states: tuple[str, ...]) -> dict[str, list[Box]]:
        """What is drawn by state; the states follow one another on the open page."""
        drawn = {}
        for state in states:
            _bring(self.page, state)
            drawn[state] = self.boxes()
        return drawn

    def boxes(self) -> list[Box]:
        """All boxes and lines of text of the open page, in the order of the document."""
        self.page.evaluate(AT_REST)
        snapshot = self.session.send("DOMSnapshot.captureSnapshot", {"computedStyles": self.properties})
        strings = [*(text.replace(self.base, "") for text in snapshot["strings"]), ""]  # the index -1 stands for none
        document = snapshot["documents"][0]
        nodes, layout, lines = document["nodes"], document["layout"], document["textBoxes"]
        pseudo = {
            node: "::" + strings[kind]
            for node, kind in zip(nodes["pseudoType"]["index"], nodes["pseudoType"]["value"], strict=True)
        }

        def name(node: int) -> str:
            if node in pseudo:
                return name(nodes["parentIndex"][node]) + pseudo[node]
            attributes = [strings[each] for each in nodes["attributes"][node]]
            classes = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("class", "")
            return ".".join([strings[nodes["nodeName"][node]].lower(), *classes.split()])

        boxes = [
            Box(name(node), strings[text], tuple(place), tuple(strings[each] for each in styles))
            for node, text, place, styles in zip(
                *(layout[key] for key in ("nodeIndex", "text", "bounds", "styles")), strict=True
            )
        ]
        return boxes + [
            Box(f"a line of {boxes[box].name}", boxes[box].text[start : start + length], tuple(place), ())
            for box, start, length, place in zip(
                *(lines[key] for key in ("layoutIndex", "start", "length", "bounds")), strict=True
            )
        ]

    def differences(self, trimmed: list[Box], whole: list[Box]) -> list[str]:
        """What differs between two drawings of one page, a line each; `trimmed` before `whole`."""
        if len(trimmed) != len(whole):
            return [f"{len(trimmed)} boxes, not {len(whole)}"]
        found = []
        for one, other in zip(trimmed, whole, strict=True):
            if (one.name, one.text) != (other.name, other.text):
                found.append(f"{one.name} {one.text!r}, not {other.name} {other.text!r}")
            if one.place != other.place:
                found.append(f"{one.name} at {one.place}, not {other.place}")
            if one.styles != other.styles:
                found += [
                    f"{one.name}: {name} {value}, not {expected}"
                    for name, value, expected in zip(self.properties, one.styles, other.styles, strict=True)
                    if value != expected
                ]
        return found


def test_the_untrimmed_site_is_another_one(site_dir: Path, untrimmed_dir: Path):
    """Otherwise the comparison below would compare a site with itself."""
    trimmed, whole = (
        sum(sheet.stat().st_size for sheet in site.glob("assets/site*.css")) for site in (site_dir, untrimmed_dir)
    )
    assert 0 < trimmed < 0.6 * whole
    assert _paths(site_dir) == _paths(untrimmed_dir)


@pytest.mark.parametrize("view", VIEWS)
def test_trimming_changes_nothing_that_is_drawn(view: str, browser: Browser, addresses: Addresses, site_dir: Path):
    options, states = VIEWS[view]
    context = browser.new_context(reduced_motion="reduce", **options)
    found = []
    try:
        drawing = Drawing(context.new_page())
        for path in _paths(site_dir):
            drawing.open(addresses.whole, path)
            drawing.learn()
            whole = drawing.states(states)
            drawing.open(addresses.trimmed, path)
            trimmed = drawing.states(states)
            for state in states:
                assert whole[state]
                differences = drawing.differences(trimmed[state], whole[state])
                found += [f"{path or 'home'}, {state}: {each}" for each in differences]
    finally:
        context.close()
    assert not found, "\n".join(found[:SHOWN_OF_MANY])


def test_a_lost_rule_is_named(browser: Browser, addresses: Addresses):
    """Otherwise the comparison above might see nothing at all."""
    page = browser.new_page(reduced_motion="reduce", bypass_csp=True)
    try:
        drawing = Drawing(page)
        drawing.open(addresses.trimmed, "")
        drawing.learn()
        whole = drawing.boxes()
        page.add_style_tag(content="h1 { color: rgb(1, 2, 3) !important }")
        coloured = drawing.boxes()
        page.add_style_tag(content="footer a::before { content: 'planted' }")
        longer = drawing.boxes()
    finally:
        page.close()
    assert drawing.differences(whole, whole) == []
    assert any(each.startswith("h1: color rgb(1, 2, 3), not ") for each in drawing.differences(coloured, whole))
    assert drawing.differences(longer, whole) == [f"{len(longer)} boxes, not {len(whole)}"]
