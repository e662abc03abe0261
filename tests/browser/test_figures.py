"""The home page's first screen, what figures do without a script, and the pictures that readers keep of them
or that others see: icons and cards."""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from checkouts import PUBLISHED
from PIL import Image
from playwright.sync_api import expect

HEIGHTS = {390: 844, 1440: 900}
FIGURES = ("incident/", "incident/front-end/", "letter/", "alternatives/")
OTHERS = ("since/", "letter/signers/", "alternatives/open/", "it/letter/artwashing/", "it/disagreements/")
SCREENS = 7
"""How many screens of a phone the home page may take."""


@pytest.mark.parametrize("width", HEIGHTS)
@pytest.mark.parametrize("edition", ["", "it/"])
def test_the_first_screen_of_the_home_page_holds_time_headline_and_four_doors(visit, width, edition):
    page = visit(edition, width=width, height=HEIGHTS[width])
    page.evaluate("() => document.fonts.ready")
    doors = page.locator(".doors li")
    assert doors.count() == 4
    hero = ".hero__label, .hero__hours, .hero__minutes, .hero__date, h1, .hero__note p, .doors li, .doors__clip"
    for part in page.locator(hero).all():
        expect(part).to_be_in_viewport(ratio=1)
    assert min(door.bounding_box()["height"] for door in doors.all()) >= 44
    if width == 390:
        assert page.evaluate("() => document.documentElement.scrollHeight / innerHeight") <= SCREENS


def test_a_door_opens_wherever_it_is_touched(visit):
    page = visit(width=390, height=844)
    box = page.locator(".doors li").nth(2).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    page.wait_for_url("**/since/")


def test_the_clock_of_a_figure_changes_without_a_script(visit):
    page = visit("incident/", java_script_enabled=False)
    shown = page.locator("#clock-I04 time:visible")
    assert shown.all_inner_texts() == ["12:01"]
    page.get_by_label("UTC").check()
    assert shown.all_inner_texts() == ["17:01"]


SIZE = """address => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
  image.onerror = () => reject(new Error(`${address} is no picture`));
  image.src = address;
})"""


@pytest.mark.parametrize("path", [*FIGURES, *(pytest.param(path, marks=pytest.mark.every) for path in OTHERS)])
def test_a_figure_is_kept_as_a_picture_with_its_title_its_sources_and_the_site(page, path):
    page.goto(path)
    figure = page.locator(".drawn").first
    kept = {}
    for kind in ("svg", "png"):
        button = figure.locator(f"button[value={kind}]")
        expect(button).to_be_visible()  # its script comes once the page is shown
        button.focus()
        with page.expect_download() as download:
            button.press("Enter") if kind == "svg" else button.click()
        expect(button).to_be_focused()
        assert download.value.suggested_filename.endswith(f".{kind}")
        kept[kind] = Path(download.value.path()).read_bytes()
    words = " ".join(" ".join(ElementTree.fromstring(kept["svg"]).itertext()).split())
    for told in (figure.locator("figcaption").inner_text(), page.locator(".bar__name").inner_text(), path):
        assert " ".join(told.split()) in words
    if figure.locator("sup.cite").count():
        source = figure.locator("sup.cite a").first.evaluate("mark => mark.hash.slice(1)")
        assert page.locator(f"#{source} .source__publisher").text_content().split(",")[0] in words
    width, height = page.evaluate(SIZE, "data:image/svg+xml," + quote(kept["svg"]))
    picture = Image.open(BytesIO(kept["png"])).convert("RGB")
    assert picture.size == (2 * width, 2 * height)
    # Ink in every tenth of its height, from the title down to the name of the site.
    for tenth in range(10):
        part = picture.crop((0, picture.height * tenth // 10, picture.width, picture.height * (tenth + 1) // 10))
        assert len(part.getcolors(1 << 24)) > 1, f"nothing is drawn in tenth {tenth}"
    assert figure.locator(".drawn__links").is_visible()


def test_the_switch_stops_the_prompt_without_a_script(visit):
    page = visit("incident/front-end/", java_script_enabled=False, reduced_motion="reduce")
    dot, stations = page.locator(".route__way--server .route__dot"), page.locator(".route__way--server .route__station")
    expect(page.locator(".route__said--off")).to_be_hidden()
    started = dot.bounding_box()["x"]
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(page.locator(".route__said--on")).to_be_hidden()
    expect(page.locator(".route__said--off")).to_be_visible()
    assert started < dot.bounding_box()["x"] < stations.nth(2).bounding_box()["x"]


TOLD = {
    "incident/front-end/": (".route__switch input", "a clip came back", "no clip came back"),
    "incident/": (".zones [value=rome]", "Times now in New York", "Times now in Rome"),
}


def test_what_a_switch_changes_is_told_to_listeners(page):
    for path, (control, before, after) in TOLD.items():
        page.goto(path)
        told = page.locator("figure", has=page.locator(control)).get_by_role("status")
        expect(told).to_contain_text(before, use_inner_text=True)
        page.locator(control).check()
        expect(told).to_contain_text(after, use_inner_text=True)


@pytest.mark.parametrize("path", ["", "it/incident/"])
def test_the_browser_accepts_manifest_icons_and_card(page, base_url, path):
    page.goto(path)
    answer = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert answer["errors"] == []
    manifest = answer["manifest"]
    assert manifest["startUrl"] == manifest["scope"] == base_url
    for icon in manifest["icons"]:
        width, height = page.evaluate(SIZE, icon["url"])
        # The browser gives the size "any" of a drawing as 0x0.
        assert icon["sizes"] in ("0x0", f"{width}x{height}")
    card = page.locator('meta[property="og:image"]').get_attribute("content")
    assert page.evaluate(SIZE, card.replace(PUBLISHED["SITE_URL"], base_url)) == [1200, 630]
    touch = page.locator('link[rel="apple-touch-icon"]').evaluate("link => link.href")
    assert page.evaluate(SIZE, touch) == [180, 180]
    favicon = page.locator('link[rel="icon"]').evaluate("link => link.href")
    assert page.evaluate(SIZE, favicon)[0] > 0
