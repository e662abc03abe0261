"""The search dialog, as the reader's very first act."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

STORY = "incident/"
FETCHED = re.compile(r"search-panel|search-engine|minisearch|search_index\.json")


def opened(page, base_url, words=""):
    page.goto(base_url + STORY)
    page.click(".bar__search")
    page.locator(".search__field").press_sequentially(words)
    return page.locator("#site-search")


@pytest.mark.parametrize("act", ["button", "Enter", "touch", "/", "Control+k"])
def test_search_opens(page_factory, base_url, act):
    page = page_factory(has_touch=act == "touch")
    page.goto(base_url + STORY)
    if act == "button":
        page.click(".bar__search")
    elif act == "touch":
        page.tap(".bar__search")
    elif act == "Enter":
        page.locator(".bar__search").focus()
        page.keyboard.press("Enter")
    else:
        page.keyboard.press(act)
    dialog = page.get_by_role("dialog", name=page.locator(".search__title").text_content())
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("mochi")
    expect(dialog.get_by_role("status")).to_have_text(re.compile(r"^\d+ "))
    expect(dialog.locator("a").first).to_have_attribute("href", re.compile(r"/explainer/alternatives/mochi-1/"))


def test_nothing_is_fetched_before_search_is_opened(page_factory, base_url, record):
    page = page_factory()
    page.goto(base_url + STORY, wait_until="networkidle")
    assert not [url for url in record.requests if FETCHED.search(url)]
    page.click(".bar__search")
    page.keyboard.type("sora")
    expect(page.locator(".search__results a").first).to_be_visible()
    assert len([url for url in record.requests if FETCHED.search(url)]) == 4


def test_results_are_links_with_their_sections_and_marks(page_factory, base_url):
    dialog = opened(page_factory(), base_url, "login data")
    story = dialog.locator("li", has=dialog.page.locator("a.search__page[href$='/incident/']"))
    expect(story).to_have_count(1)
    section = story.locator("a.search__section[href*='/incident/#']").first
    expect(section).to_be_visible()
    assert "login" in " ".join(section.locator("mark").all_inner_texts()).lower()
    section.click()
    expect(dialog).to_be_hidden()
    expect(dialog.page).to_have_url(re.compile(r"/incident/#"))


def test_keyboard_moves_among_results(page_factory, base_url):
    dialog = opened(page_factory(), base_url, "sora")
    page, field = dialog.page, dialog.get_by_role("searchbox")
    links = dialog.locator(".search__results a")
    expect(links.nth(2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    target = links.nth(0).get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(target)


@pytest.mark.parametrize("way", ["Escape", "button", "outside"])
def test_search_closes_and_gives_the_focus_back(page_factory, base_url, way):
    dialog = opened(page_factory(), base_url, "sora")
    page = dialog.page
    if way == "Escape":
        page.keyboard.press("Escape")
    elif way == "button":
        dialog.get_by_role("button").click()
    else:
        page.mouse.click(5, 700)
    expect(dialog).to_be_hidden()
    if way != "outside":
        expect(page.locator(".bar__search")).to_be_focused()


def test_nothing_found_says_so(page_factory, base_url):
    dialog = opened(page_factory(), base_url, "qqxzwy")
    expect(dialog.get_by_role("status")).to_have_text(re.compile("qqxzwy"))
    expect(dialog.locator(".search__results li")).to_have_count(0)


@pytest.mark.parametrize(
    ("path", "words", "language", "target"),
    [("", "scaricare", "it", "/explainer/it/"), ("it/", "undated", "en", "/explainer/")],
)
def test_what_only_the_other_edition_has_is_offered(page_factory, base_url, path, words, language, target):
    page = page_factory()
    page.goto(base_url + path)
    page.keyboard.press("/")
    page.keyboard.type(words)
    dialog = page.locator("#site-search")
    expect(dialog.locator(f".search__results[lang={language}] a").first).to_be_visible()
    told = dialog.get_attribute("data-elsewhere")
    expect(dialog.get_by_role("status")).to_have_text(told)
    address = dialog.locator(".search__results a").first.evaluate("link => link.pathname")
    assert address.startswith(target)
    assert ("/it/" in address) == (language == "it")
    page.keyboard.press("Control+a")
    page.keyboard.type("sora")
    expect(dialog.locator(".search__results:not([lang]) a").first).to_be_visible()


def test_the_other_edition_cannot_be_reached(page_factory, base_url, record):
    record.expect(r"search_index\.json|Failed to load resource")
    page = page_factory()
    page.route("**/it/search/search_index.json", lambda route: route.abort("internetdisconnected"))
    dialog = opened(page, base_url, "scaricare")
    expect(dialog.get_by_role("status")).to_have_text(dialog.get_attribute("data-none").replace("#", "scaricare"))


def test_a_failed_index_is_told_and_tried_again(page_factory, base_url, record):
    record.expect(r"search_index\.json|Failed to load resource")
    page = page_factory()
    page.route("**/search_index.json", lambda route: route.abort("internetdisconnected"))
    dialog = opened(page, base_url, "sora")
    expect(dialog.get_by_role("status")).to_have_text(dialog.get_attribute("data-error"))
    page.unroute("**/search_index.json")
    page.keyboard.type(" letter")
    expect(dialog.locator(".search__results a").first).to_be_visible()


def test_the_slash_can_be_turned_off(page_factory, base_url):
    dialog = opened(page_factory(), base_url)
    page = dialog.page
    dialog.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.keyboard.press("Control+k")
    expect(dialog).to_be_visible()


def test_typing_a_slash_in_the_field_is_typing(page_factory, base_url):
    dialog = opened(page_factory(), base_url, "and/or")
    expect(dialog.get_by_role("searchbox")).to_have_value("and/or")


def test_italian_search_answers_in_italian(page_factory, base_url):
    page = page_factory()
    page.goto(base_url + "it/")
    page.keyboard.press("/")
    page.keyboard.type("lettera")
    first = page.locator(".search__results a").first
    expect(first).to_have_attribute("href", re.compile(r"/explainer/it/"))


def test_dialog_fits_a_small_phone(page_factory, base_url):
    dialog = opened(page_factory(width=320, height=568, has_touch=True), base_url, "sora")
    expect(dialog.locator(".search__results a").first).to_be_visible()
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
    assert box["height"] <= 568
    assert dialog.evaluate("d => d.scrollWidth <= d.clientWidth")
