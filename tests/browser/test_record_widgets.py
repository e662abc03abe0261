"""The record as readers use it: the filter of the letter's passages, by mouse, keyboard and touch, and without scripts."""

import pytest

LETTER = "letter/"
PATH = "incident/front-end/"
CARDS = ".passage:visible"


@pytest.mark.parametrize("act", ["mouse", "keyboard", "touch"])
def test_the_filter_leaves_out_the_other_groups_and_keeps_the_order(page_factory, base_url, act):
    page = page_factory(has_touch=act == "touch")
    page.goto(base_url + LETTER)
    whole = page.locator(CARDS).evaluate_all("cards => cards.map(card => card.getAttribute('aria-labelledby'))")
    button = page.get_by_role("group", name="Show passages by how firm they are").get_by_role(
        "button", name="As reported"
    )
    if act == "keyboard":
        button.focus()
        page.keyboard.press("Space")
    elif act == "touch":
        button.tap()
    else:
        button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="All passages").get_attribute("aria-pressed") == "false"
    shown = page.locator(CARDS).evaluate_all("cards => cards.map(card => card.getAttribute('aria-labelledby'))")
    assert 0 < len(shown) < len(whole)
    assert shown == [name for name in whole if name in shown]
    assert set(page.locator(CARDS).evaluate_all("cards => cards.map(card => card.dataset.group)")) == {"attributed"}
    page.get_by_role("button", name="All passages").click()
    assert page.locator(CARDS).count() == len(whole)


def test_a_link_to_a_passage_that_is_left_out_brings_it_back(page, base_url):
    page.goto(base_url + LETTER)
    page.get_by_role("button", name="Disputed").click()
    assert not page.locator("#p-hope").is_visible()
    page.evaluate("location.hash = 'p-hope'")
    page.locator("#p-hope").wait_for(state="visible")
    assert page.get_by_role("button", name="All passages").get_attribute("aria-pressed") == "true"
    assert 0 <= page.locator("#p-hope").bounding_box()["y"] < 900


def test_without_javascript_every_passage_is_shown_and_no_dead_button(page_factory, base_url):
    page = page_factory(java_script_enabled=False)
    page.goto(base_url + LETTER)
    assert page.locator(CARDS).count() == page.locator(".passage").count() > 5
    assert not page.locator(".filter").is_visible()


def test_the_address_of_a_passage_leads_to_it(page, base_url):
    page.goto(base_url + LETTER + "#p-approval")
    assert 0 <= page.locator("#p-approval").bounding_box()["y"] < 900
    page.goto(base_url + "disagreements/#d-approval")
    assert 0 <= page.locator("#d-approval").bounding_box()["y"] < 900


@pytest.mark.parametrize("act", ["mouse", "keyboard", "touch"])
def test_the_steps_of_a_prompt(page_factory, base_url, act):
    page = page_factory(has_touch=act == "touch")
    page.goto(base_url + PATH)
    stepper = page.locator(".stepper")
    steps = stepper.locator("li")
    count = steps.count()
    bar = page.get_by_role("group", name="Go through the steps")
    back, on = bar.get_by_role("button", name="Back"), bar.get_by_role("button", name="Next step")

    def press(button):
        if act == "keyboard":
            button.focus()
            page.keyboard.press("Enter")
        elif act == "touch":
            button.tap(force=True)
        else:
            button.click(force=True)

    assert back.get_attribute("aria-disabled") == "true"
    for step in range(1, count + 1):
        press(on)
        assert steps.evaluate_all("all => all.map(item => item.getAttribute('aria-current'))").index("step") == step - 1
        assert page.get_by_role("status").filter(has_text="Step").inner_text() == f"Step {step} of {count}"
        assert stepper.locator(".path__line.now").count() > 0
    press(on)
    assert on.get_attribute("aria-disabled") == "true"
    if act == "keyboard":
        assert on.evaluate("button => button === document.activeElement")
    press(back)
    assert page.get_by_role("status").filter(has_text="Step").inner_text() == f"Step {count - 1} of {count}"


def test_without_javascript_the_steps_are_a_plain_list(page_factory, base_url):
    page = page_factory(java_script_enabled=False)
    page.goto(base_url + PATH)
    items = page.locator(".stepper ol > li")
    assert items.count() == 4
    assert all(item.is_visible() for item in items.all())
    assert not page.locator(".stepper__bar").is_visible()


def test_every_file_of_the_data_can_be_fetched(page, base_url):
    for language in ("", "it/"):
        if page.goto(f"{base_url}{language}data/").status == 404:
            continue
        links = page.locator(".open-data a:not(.headerlink)").evaluate_all("all => all.map(link => link.href)")
        assert len(links) == len(set(links)) == 24
        assert all("/data/" in link and "/it/" not in link for link in links)
        assert [link for link in links if page.request.get(link).status != 200] == []


@pytest.mark.parametrize("path", ["timeline/", "incident/"])
def test_a_drawing_has_a_name_and_leads_to_its_data(page, base_url, path):
    page.goto(base_url + path)
    drawing = page.get_by_role("img").and_(page.locator(".chart__drawing"))
    assert drawing.count() == 1
    caption = page.locator(".chart figcaption")
    assert drawing.get_attribute("aria-labelledby") == caption.get_attribute("id")
    data = caption.locator("a").evaluate("link => link.href")
    assert data.endswith("/data/events.csv")
    assert page.request.get(data).status == 200
