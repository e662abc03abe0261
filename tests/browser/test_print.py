"""Printed pages, as Chromium prints them on A4: the whole text, no control, no empty page, and each source's address once."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

PAGES = {"": 5, "incident/": 7, "letter/": 8, "alternatives/": 20, "alternatives/mochi-1/": 8, "it/incident/": 8}
"""Each template, and the sheets it may take."""
FULL = 0.5
"""The share of a sheet's height that text or figures reach down to, on every sheet but the last."""

# Links of sources, controls of the screen, and the words of the first and the last part of the text.
PRINTED = """() => ({
  addresses: [...document.querySelectorAll('.sources .source__title a')].map(a => a.href),
  name: document.querySelector('.bar__name').textContent.trim(),
  heading: document.querySelector('h1').firstChild.textContent.trim(),
  hidden: [...document.querySelectorAll('.bar__tool, .bar__tabs, .next, .md-sidebar, [role=doc-backlink], .headerlink, .foot, .md-top')].map(e => getComputedStyle(e).display),
  colours: [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.querySelector('article')).color],
})"""


def printed(page, **options) -> tuple[str, list[float]]:
    """The text of the printed page, and how far down the last line of each sheet stands: 0 at the top, 1 at the bottom."""
    texts, lowest = [], []
    for sheet in PdfReader(BytesIO(page.pdf(format="A4", **options))).pages:
        heights: list[float] = []

        def visit(text, transformation, matrix, font, size, heights=heights):
            if text.strip():
                heights.append(transformation[1] * matrix[4] + transformation[3] * matrix[5] + transformation[5])

        texts.append(sheet.extract_text(visitor_text=visit))
        lowest.append(1 - min(heights) / float(sheet.mediabox.height) if heights else 0)
    return "\n".join(texts), lowest


@pytest.mark.parametrize("path", PAGES)
def test_a_printed_page_is_a_handout(visit, path):
    """Also for readers who have it dark."""
    page = visit(path, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    asked = page.evaluate(PRINTED)
    text, filled = printed(page, print_background=False)
    letters = re.sub(r"\s", "", text)
    assert len(filled) <= PAGES[path]
    assert min(filled[:-1], default=1) >= FULL, f"{path}: sheets are filled down to {[round(f, 2) for f in filled]}"
    assert filled[-1] > 0
    assert set(asked["hidden"]) == {"none"}
    assert asked["colours"] == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    assert re.sub(r"\s", "", asked["heading"]) in letters
    assert letters.startswith(re.sub(r"\s", "", asked["name"]))
    assert asked["addresses"]
    written = [letters.count(f"<{address}>".replace(" ", "")) for address in asked["addresses"]]
    # An address that two sources share is written beside each of them.
    assert written == [asked["addresses"].count(address) for address in asked["addresses"]]


def test_an_empty_sheet_is_noticed(page):
    page.goto("incident/")
    page.evaluate("() => { document.querySelector('.md-content__inner > h2').style.marginBlockStart = '1700px' }")
    assert min(printed(page)[1][:-1]) < FULL
