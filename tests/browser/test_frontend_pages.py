"""The real pages of the front end, of the seven steps and of the model card, under the site's sub-path."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

CLIP_TIMEOUT = 60_000
TRY = {"en": "incident/try-it/", "it": "it/incident/try-it/"}
STEPS = {"en": "how-it-works/", "it": "it/how-it-works/"}
CARD = {"en": "how-it-works/model-card/", "it": "it/how-it-works/model-card/"}
LABELS = {"en": "reconstruction with our own small model", "it": "ricostruzione con un nostro piccolo modello"}
PROMPTS = {
    "en": ("a red boat floating at sea at night", "Generate"),
    "it": ("una barca rossa che fluttua sul mare, di notte", "Genera"),
}
# For each figure the key that changes its first field from where it stands.
KEYS = {
    "noise": "ArrowLeft",
    "patches": "ArrowRight",
    "attention": "ArrowRight",
    "words": "ArrowDown",
    "guidance": "ArrowUp",
    "steps": "ArrowUp",
    "decoder": "ArrowDown",
}
SHIFTED = """() => new Promise(resolve => {
  let shifted = 0;
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) shifted += entry.value;
  })).observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifted)));
})"""


@pytest.fixture
def phone(page_factory: Callable[..., Page], base_url: str) -> Callable[..., Page]:
    """Opens a page of the site on a phone."""

    def open_page(path: str, **options) -> Page:
        page = page_factory(width=390, height=844, **options)
        page.goto(base_url + path)
        return page

    return open_page


def figure(page: Page, kind: str):
    """A figure of the seven steps."""
    return page.locator(f"[data-lab={kind}]")


def run(page: Page, kind: str):
    """Run a figure with the keyboard alone and wait for its end; returns it."""
    found = figure(page, kind)
    found.locator(".lab__run").focus()
    page.keyboard.press("Enter")
    expect(found).to_have_attribute("data-state", "done", timeout=CLIP_TIMEOUT)
    return found


@pytest.mark.parametrize("language", TRY)
def test_a_clip_is_made_on_the_real_page(phone, record, language: str):
    """Under the sub-path, with the site's policy; both languages load the same copy of the weights."""
    page = phone(TRY[language])
    expect(page.get_by_text(LABELS[language], exact=True)).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    loaded = [address for address in record.requests if "/assets/" in address]
    assert not [address for address in loaded if "widget" in address or "weights" in address]
    prompt, button = PROMPTS[language]
    page.get_by_label("Prompt").fill(prompt)
    page.get_by_role("button", name=button, exact=True).click()
    root = page.locator("[data-frontend]")
    expect(root).to_have_attribute("data-state", "done", timeout=CLIP_TIMEOUT)
    expect(root.get_by_role("status")).to_contain_text(prompt)
    weights = [address for address in record.requests if "weights.bin" in address]
    assert len(weights) == 1
    assert "/explainer/assets/model/" in weights[0]
    assert root.locator(".frontend__canvas").evaluate("c => c.width") == 96
    assert page.evaluate(SHIFTED) < 0.02


def test_pictures_stand_in_without_scripts(phone, base_url):
    page = phone("", java_script_enabled=False)
    for path in (*TRY.values(), *STEPS.values(), *CARD.values()):
        page.goto(base_url + path)
        pictures = page.locator(".made__picture")
        assert pictures.count() > 0
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_be_visible()
        expect(page.locator("[data-frontend] form")).to_have_count(1 if path in TRY.values() else 0)
        for dead in page.locator("[data-frontend] form, .lab__bar").all():
            expect(dead).to_be_hidden()


@pytest.mark.parametrize("language", STEPS)
def test_every_figure_runs_by_keyboard_on_a_narrow_screen(page_factory, base_url: str, record, language: str):
    page = page_factory(width=320, height=640, has_touch=True)
    page.goto(base_url + STEPS[language])
    answers = {}
    for kind, key in KEYS.items():
        found = run(page, kind)
        said = found.get_by_role("status")
        answers[kind] = said.inner_text()
        assert answers[kind], kind
        assert "{" not in answers[kind]
        found.locator(".lab__live").locator("input[type=range], select").first.focus()
        page.keyboard.press(key)
        expect(said).not_to_have_text(answers[kind], timeout=CLIP_TIMEOUT)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
    assert ("Stesso seed" in answers["words"]) == (language == "it")
    # A share well above what looking at everything alike would give.
    assert float(re.search(r"[\d.,]+", answers["attention"])[0].replace(",", ".")) > 100 / 8
    assert all("/explainer/assets/" in address for address in record.requests if "/assets/" in address)


def test_figures_stand_still_where_motion_is_not_wanted(phone):
    page = phone(STEPS["en"], reduced_motion="reduce")
    canvas = run(page, "guidance").locator("canvas").last
    first = canvas.evaluate("c => c.toDataURL()")
    page.wait_for_timeout(500)
    assert canvas.evaluate("c => c.toDataURL()") == first
    expect(figure(page, "guidance").get_by_role("button", name="Play")).to_be_visible()


def test_moving_figures_can_be_stopped_and_print_as_their_picture(phone):
    page = phone(STEPS["en"], reduced_motion="no-preference")
    run(page, "noise")
    assert page.evaluate(SHIFTED) < 0.02
    found = run(page, "guidance")
    found.get_by_role("button", name="Pause").click()
    expect(found.get_by_role("button", name="Play")).to_be_visible()
    canvas = found.locator("canvas").last
    first = canvas.evaluate("c => c.toDataURL()")
    page.wait_for_timeout(500)
    assert canvas.evaluate("c => c.toDataURL()") == first
    expect(found.locator(".lab__still")).to_be_hidden()
    page.emulate_media(media="print")
    expect(found.locator(".lab__still")).to_be_visible()
    expect(found.locator(".lab__live")).to_be_hidden()
