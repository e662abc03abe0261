"""The figures of the seven steps, which run the model, and the pictures that stand in where nothing runs."""

import re

import pytest
from geometry import shifted, stands_still
from playwright.sync_api import Locator, Page, expect
from recording import heard

STEPS = "how-it-works/"
PICTURED = ("incident/try-it/", STEPS, "how-it-works/model-card/")
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


def run(page: Page, kind: str) -> Locator:
    """Run a figure with the keyboard alone and wait for its end; returns it."""
    found = page.locator(f"[data-lab={kind}]")
    found.locator(".lab__run").focus()
    page.keyboard.press("Enter")
    expect(found).to_have_attribute("data-state", "done")
    return found


def test_pictures_stand_in_without_scripts(phone):
    page = phone(java_script_enabled=False)
    for path in (edition + path for edition in ("", "it/") for path in PICTURED):
        page.goto(path)
        pictures = page.locator(".made__picture")
        assert pictures.count() > 0
        for picture in pictures.all():
            picture.scroll_into_view_if_needed()
            expect(picture).to_be_visible()
        expect(page.locator("[data-frontend] form")).to_have_count(int("try-it" in path))
        for dead in page.locator("[data-frontend] form, .lab__bar").all():
            expect(dead).to_be_hidden()


@pytest.mark.parametrize("edition", ["", "it/"])
def test_every_figure_runs_by_keyboard_on_a_narrow_screen(visit, record, edition):
    page = visit(edition + STEPS, width=320, height=640, has_touch=True)
    answers = {}
    for kind, key in KEYS.items():
        found = run(page, kind)
        said = found.get_by_role("status")
        pictured = found.locator("canvas").first.get_attribute("aria-label")
        assert {"": "red balloon", "it/": "mongolfiera"}[edition] in pictured, kind
        for slider in found.get_by_role("slider").all():
            expect(slider).to_have_attribute("aria-valuetext", re.compile(rf"^{slider.input_value()} \w+ \d+$"))
        answers[kind] = said.inner_text()
        assert answers[kind], kind
        assert "{" not in answers[kind]
        found.locator(".lab__live").locator("input[type=range], select").first.focus()
        page.keyboard.press(key)
        expect(said).not_to_have_text(answers[kind])
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, kind
    assert ("Stesso seed" in answers["words"]) == (edition == "it/")
    # A share well above what looking at everything alike would give.
    assert 100 / 8 < float(re.search(r"[\d.,]+(?=%)", answers["attention"])[0].replace(",", ".")) < 100
    assert all("/explainer/assets/" in address for address in record.requests if "/assets/" in address)


def test_a_run_is_said_once_and_its_end(visit):
    page = visit(STEPS)
    said = heard(page.locator("[data-lab=noise] [role=status]"))
    found = run(page, "noise")
    *_, running, done = said()
    assert running == "Running…"
    assert done.startswith("Done: 12 steps; use the slider. Step 12 of 12")
    assert len(said()) <= 3
    expect(found.get_by_role("button", name="Run it here: noise")).to_be_visible()
    found.get_by_role("slider").press("ArrowLeft")
    expect(found.locator("canvas").first).to_have_attribute("aria-label", re.compile("red balloon.*, 11 of 12$"))


def test_moving_figures_can_be_stopped_stand_still_where_motion_is_not_wanted_and_print_as_their_picture(phone):
    found = run(phone(STEPS, reduced_motion="reduce"), "guidance")
    stands_still(found, found.locator("canvas").last)
    page = phone(STEPS, reduced_motion="no-preference")
    run(page, "noise")
    assert shifted(page) < 0.02
    found = run(page, "guidance")
    found.get_by_role("button", name="Pause").click()
    stands_still(found, found.locator("canvas").last)
    expect(found.locator(".lab__still")).to_be_hidden()
    page.emulate_media(media="print")
    expect(found.locator(".lab__still")).to_be_visible()
    expect(found.locator(".lab__live")).to_be_hidden()
