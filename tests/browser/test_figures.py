"""Figures and the home page's first screen, as they stand on a phone of 320 px, a usual one, and a desktop."""

from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest
from geometry import faults
from PIL import Image

HEIGHTS = {320: 640, 390: 844, 1440: 900}
FIGURES = (
    "incident/",
    "since/",
    "letter/",
    "letter/signers/",
    "incident/front-end/",
    "alternatives/",
    "alternatives/open/",
)
EDITIONS = ("", "it/")
SCREENS = 7
"""How many screens of a phone the home page may take."""

# Words of a figure that stand over other words of it, or leave it; and drawings shrunk below the size they are told in.
WRONG = """() => [...document.querySelectorAll('.drawn')].flatMap(figure => {
  const frame = figure.getBoundingClientRect(), found = [];
  const words = [...figure.querySelectorAll('p, a, td, label, figcaption span, .bars__kind, .plane span, .matrix th')]
    .filter(e => e.checkVisibility() && !e.querySelector('p, td') && !e.closest('.cite') && e.textContent.trim());
  // The letters only: a mark's place to touch is wider than the mark.
  const letters = e => {
    const range = document.createRange(), walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), found = [];
    while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('.cite')) { range.selectNodeContents(walk.currentNode); found.push(...range.getClientRects()); }
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


@pytest.mark.parametrize("width", HEIGHTS)
def test_words_of_a_figure_neither_collide_nor_leave_it(page_factory, base_url, width):
    page = page_factory(width=width, height=HEIGHTS[width])
    wrong = []
    for edition in EDITIONS:
        for path in FIGURES:
            page.goto(base_url + edition + path)
            assert page.locator(".drawn").count() == 1, path
            wrong += [f"{edition}{path}: {fault}" for fault in page.evaluate(WRONG) + faults(page)]
    assert not wrong, "\n".join(wrong)


def test_a_planted_collision_is_found(page, base_url):
    page.goto(base_url + "incident/")
    assert page.evaluate(WRONG) == []
    page.evaluate("() => { document.querySelectorAll('.line__words')[2].style.translate = '0 2rem' }")
    assert page.evaluate(WRONG)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_first_screen_of_the_home_page_holds_time_headline_and_four_doors(page_factory, base_url, width, edition):
    page = page_factory(width=width, height=HEIGHTS[width])
    page.goto(base_url + edition)
    page.evaluate("() => document.fonts.ready")
    doors = page.locator(".doors li")
    assert doors.count() == 4
    parts = page.locator(
        ".hero__label, .hero__hours, .hero__minutes, .hero__date, h1, .hero__note p, .doors li, .doors__clip"
    )
    for box in parts.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
        assert box["left"] >= 0
        assert box["right"] <= width
        assert box["bottom"] <= HEIGHTS[width]
    for box in doors.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
        assert box["height"] >= 44
    if width == 390:
        assert page.evaluate("() => document.documentElement.scrollHeight / innerHeight") <= SCREENS


def test_a_door_opens_wherever_it_is_touched(page_factory, base_url):
    page = page_factory(width=390, height=844)
    page.goto(base_url)
    box = page.locator(".doors li").nth(2).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    page.wait_for_url("**/since/")


def test_the_clock_of_a_figure_changes_without_a_script(page_factory, base_url):
    page = page_factory(java_script_enabled=False)
    page.goto(base_url + "incident/")
    shown = page.locator("#clock-I04 time:visible")
    assert shown.all_inner_texts() == ["12:01"]
    page.get_by_label("UTC").check()
    assert shown.all_inner_texts() == ["17:01"]


OPENED = """async svg => {
  const image = new Image()
  image.src = 'data:image/svg+xml,' + encodeURIComponent(svg)
  await image.decode()
  return [image.width, image.height]
}"""


@pytest.mark.parametrize("path", [*FIGURES, "it/letter/artwashing/", "it/disagreements/"])
def test_a_figure_is_kept_as_a_picture_with_its_title_its_sources_and_the_site(page, base_url, path):
    page.goto(base_url + path)
    figure = page.locator(".drawn").first
    kept = {}
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            figure.locator(f"button[value={kind}]").click()
        assert download.value.suggested_filename.endswith(f".{kind}")
        kept[kind] = Path(download.value.path()).read_bytes()
    words = " ".join(ElementTree.fromstring(kept["svg"]).itertext())
    for told in (figure.locator("figcaption").inner_text(), page.locator(".bar__name").inner_text(), path):
        assert told in words
    if figure.locator("sup.cite").count():
        source = figure.locator("sup.cite a").first.evaluate("mark => mark.hash.slice(1)")
        assert page.locator(f"#{source} .source__publisher").text_content().split(",")[0] in words
    width, height = page.evaluate(OPENED, kept["svg"].decode())
    picture = Image.open(BytesIO(kept["png"])).convert("RGB")
    assert picture.size == (2 * width, 2 * height)
    # Ink in every tenth of its height, from the title down to the name of the site.
    for tenth in range(10):
        part = picture.crop((0, picture.height * tenth // 10, picture.width, picture.height * (tenth + 1) // 10))
        assert len(part.getcolors(1 << 24)) > 1, f"nothing is drawn in tenth {tenth}"
    assert figure.locator(".drawn__links").is_visible()
