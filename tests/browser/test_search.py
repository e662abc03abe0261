"""The search dialog, as the reader's very first act."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect
from recording import heard

STORY = "incident/"
INDEX = "**/explainer/search.json"
RESULT = ".search__results a"


def opened(page, words="", path=STORY):
    page.goto(path)
    page.click(".bar__search")
    page.locator(".search__field").press_sequentially(words)
    return page.locator("#site-search")


def says(dialog, what):
    """Wait until listeners hear one of the dialog's own sentences, named by its attribute, or a pattern."""
    sentence = dialog.get_attribute(f"data-{what}") if isinstance(what, str) else what
    expect(dialog.get_by_role("status")).to_have_text(sentence)


def test_search_opens(page_factory):
    page = page_factory(has_touch=True)
    button = page.locator(".bar__search")
    keys = (partial(page.keyboard.press, key) for key in ("/", "Control+k", "Control+K"))
    for act in (button.click, button.tap, lambda: button.press("Enter"), *keys):
        page.goto(STORY)
        act()
        dialog = page.get_by_role("dialog", name=page.locator(".search__title").text_content())
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("mochi")
        expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^\d+ "))
        expect(dialog.locator("a").first).to_have_attribute("href", re.compile(r"/explainer/alternatives/mochi-1/"))


def test_results_are_sections_with_their_page_and_marks(page):
    dialog = opened(page, "login data")
    result = dialog.locator("a[href*='/incident/front-end/#login']")
    expect(result).to_be_visible()
    assert "login" in " ".join(result.locator("mark").all_inner_texts()).lower()
    expect(result.locator(".search__page")).to_have_text(re.compile("worked"))
    for key in ("Control", "Meta", "Shift"):
        # Where it opens is the browser's; here only the dialog is looked at.
        result.evaluate("link => addEventListener('click', event => event.preventDefault(), { once: true })")
        result.click(modifiers=[key])
        expect(dialog).to_be_visible()
    result.click()
    expect(dialog).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/incident/front-end/#login$"))
    expect(page.locator("#login")).to_be_in_viewport()


def test_the_count_is_said_once_after_the_last_key(page):
    dialog = opened(page, "sora")
    links, status = dialog.locator(RESULT), dialog.get_by_role("status")
    expect(links.nth(2)).to_be_visible()
    expect(status).to_have_text(f"{links.count()} sections shown")
    said = heard(status)
    dialog.get_by_role("searchbox").press_sequentially(" letter", delay=50)
    expect(status).to_have_text(re.compile("shown"))
    assert len(said()) == 1
    # The parts of a link are heard with a pause between them.
    parts = links.first.evaluate("link => [...link.children].map(part => part.textContent)")
    expect(links.first).to_have_accessible_name(re.sub(r"\s+", " ", ". ".join(parts)))


def test_the_keyboard_moves_among_results_and_what_closes_the_search_gives_the_focus_back(page):
    dialog = opened(page, "sora")
    links, field = dialog.locator(RESULT), dialog.get_by_role("searchbox")
    expect(links.nth(2)).to_be_visible()
    for close in (lambda: page.keyboard.press("Escape"), lambda: dialog.get_by_role("button").click()):
        close()
        expect(dialog).to_be_hidden()
        expect(page.locator(".bar__search")).to_be_focused()
        page.click(".bar__search")
    for key, focused in (("Down", links.nth(0)), ("Down", links.nth(1)), ("Up", links.nth(0)), ("Up", field)):
        page.keyboard.press(f"Arrow{key}")
        expect(focused).to_be_focused()
    page.mouse.click(5, 700)
    expect(dialog).to_be_hidden()
    page.click(".bar__search")
    target = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


def test_nothing_found_says_so_and_offers_the_nearest_words(page):
    dialog = opened(page, "qqxzwy")
    field, nearest = dialog.get_by_role("searchbox"), dialog.locator(".search__nearest")
    expect(dialog.get_by_role("status")).to_have_text(re.compile("qqxzwy"))
    expect(dialog.locator(".search__results li")).to_have_count(0)
    expect(nearest).to_be_hidden()
    field.fill("xetixionx")
    word = dialog.get_by_role("button", name="petition", exact=True)
    expect(word).to_be_visible()
    word.click()
    expect(field).to_have_value("petition")
    expect(field).to_be_focused()
    expect(dialog.locator(RESULT).first).to_be_visible()
    expect(nearest).to_be_hidden()
    # On a small phone all this fits.
    page.set_viewport_size({"width": 320, "height": 568})
    expect(dialog).to_be_in_viewport(ratio=1)
    assert dialog.evaluate("d => d.scrollWidth <= d.clientWidth")


def test_a_fault_is_told_and_leaves_nothing_standing(page, record):
    record.expect("Invalid URL")
    lost = {"location": "https://[", "title": "Broken", "page": "Broken", "text": "It leads nowhere."}
    broken = {**ELSEWHERE, "entries": [*ELSEWHERE["entries"], lost], "asks": ["", ""]}
    page.route(INDEX, lambda route: route.fulfill(json=broken))
    dialog = opened(page, "xylophone")
    expect(dialog.locator(RESULT)).to_have_count(1)
    dialog.get_by_role("searchbox").fill("broken")
    says(dialog, "error")
    expect(dialog.locator(RESULT)).to_have_count(0)


@pytest.mark.parametrize("path", ["", "it/"])
def test_what_was_found_before_does_not_stand_under_another_question(page, path):
    dialog = opened(page, "mochi", path)
    field, first = dialog.get_by_role("searchbox"), dialog.locator(RESULT).first
    expect(first).to_have_attribute("href", re.compile(rf"/explainer/{path}alternatives/"))
    field.fill("x" * 100_000)
    expect(dialog.locator(RESULT)).to_have_count(0)
    says(dialog, re.compile("x{20,60}…"))
    field.fill("mochi")
    expect(first).to_be_visible()


# An edition with one page, on a thing that no other page names.
ELSEWHERE = {
    "entries": [{"location": "a/", "title": "Xylophones", "page": "Music", "text": "A xylophone has bars."}],
    "asks": [""],
    "common": "a",
    "asked": [],
    "same": [],
}


@pytest.mark.parametrize(
    ("path", "index", "language", "target"),
    [("", "**/it/search.json", "it", "/explainer/it/a/"), ("it/", INDEX, "en", "/explainer/a/")],
)
def test_what_only_the_other_edition_has_is_offered(page, path, index, language, target):
    page.route(index, lambda route: route.fulfill(json=ELSEWHERE))
    dialog = opened(page, "xylophone", path)
    expect(dialog.locator(f"[lang={language}] a")).to_have_attribute("href", re.compile(f"{target}$"))
    says(dialog, "elsewhere")
    dialog.get_by_role("searchbox").fill("sora")
    expect(dialog.locator(".search__results:not([lang]) a").first).to_be_visible()


def test_an_index_that_does_not_come_or_is_none_is_told_and_asked_for_again(page, record):
    record.expect(r"search\.json|Failed to load resource")
    bodies = ("", "{", "{}", "<!doctype html><title>404</title>")
    answers, waiting = [None, {"status": 404}, *({"body": body} for body in bodies)], []
    page.route(INDEX, lambda route: route.fulfill(**answers[0]) if answers[0] else route.abort())
    while answers:
        dialog = opened(page)
        says(dialog, "error")
        expect(dialog.locator(RESULT)).to_have_count(0)
        answers.pop(0)
    # A slow one answers the question that stands when it comes.
    page.unroute(INDEX)
    page.route(INDEX, lambda route: waiting.append(route))
    for question in ("mochi", "petition"):
        dialog.get_by_role("searchbox").fill(question)
        says(dialog, "loading")
    waiting.pop().continue_()
    expect(dialog.locator(f"{RESULT}[href*='petition']").first).to_be_visible()
    # Nor may the other edition be out of reach.
    page.route("**/it/search.json", lambda route: route.abort())
    dialog.get_by_role("searchbox").fill("xylophone")
    says(dialog, re.compile(r"xylophone"))


def test_the_slash_can_be_turned_off(page):
    dialog = opened(page, "and/or")
    expect(dialog.get_by_role("searchbox")).to_have_value("and/or")
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()
