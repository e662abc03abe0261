"""The trimmed styles show the same as the whole ones, in every state we can bring a page into."""

from __future__ import annotations

from collections.abc import Iterator
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
# A very long page is sometimes painted with other shades at the edges of letters, whatever its styles.
TRIES = 3
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


@pytest.fixture(scope="module")
def addresses(site_dir: Path, untrimmed_dir: Path) -> Iterator[tuple[str, str]]:
    """Where the trimmed and the untrimmed site are served."""
    with served(site_dir) as trimmed, served(untrimmed_dir) as whole:
        yield trimmed, whole


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


def _pictures(page: Page, address: str, states: tuple[str, ...]) -> dict[str, bytes]:
    """Pictures of one page by state; the states follow one another on the open page."""
    page.emulate_media(media="screen", forced_colors="none")
    page.goto(address)
    taken = {}
    for state in states:
        _bring(page, state)
        taken[state] = page.screenshot(full_page=True, animations="disabled", type="jpeg", quality=100)
    return taken


def test_the_untrimmed_site_is_another_one(site_dir: Path, untrimmed_dir: Path):
    """Otherwise the comparison below would compare a site with itself."""
    trimmed, whole = (
        sum(sheet.stat().st_size for sheet in site.glob("assets/site*.css")) for site in (site_dir, untrimmed_dir)
    )
    assert 0 < trimmed < 0.6 * whole
    assert _paths(site_dir) == _paths(untrimmed_dir)


@pytest.mark.parametrize("view", VIEWS)
def test_trimming_changes_no_picture(
    view: str, browser: Browser, addresses: tuple[str, str], site_dir: Path, tmp_path: Path
):
    options, states = VIEWS[view]
    # Without motion, or a picture may catch a transition half-way.
    context = browser.new_context(reduced_motion="reduce", **options)
    different = []
    try:
        page = context.new_page()
        for path in _paths(site_dir):
            for _ in range(TRIES):
                trimmed, whole = (_pictures(page, base + path, states) for base in addresses)
                if trimmed == whole:
                    break
            for state in states:
                if trimmed[state] != whole[state]:
                    name = f"{path.strip('/').replace('/', '-') or 'home'}, {state}"
                    (tmp_path / f"{name}, trimmed.jpg").write_bytes(trimmed[state])
                    (tmp_path / f"{name}, whole.jpg").write_bytes(whole[state])
                    different.append(name)
    finally:
        context.close()
    assert different == [], f"pictures in {tmp_path}"
