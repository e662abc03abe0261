"""The record as readers use it: the filter of the letter's passages, by mouse, keyboard and touch, and without scripts."""

LETTER = "letter/"
PATH = "incident/front-end/"
CARDS = ".passage:visible"


def test_the_switch_stops_the_prompt_without_a_script(page_factory, base_url):
    page = page_factory(java_script_enabled=False, reduced_motion="reduce")
    page.goto(base_url + PATH)
    dot, stations = page.locator(".route__way--server .route__dot"), page.locator(".route__way--server .route__station")
    on, off = page.locator(".route__said--on"), page.locator(".route__said--off")
    assert (on.is_visible(), off.is_visible()) == (True, False)
    started = dot.bounding_box()["x"]
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    assert (on.is_visible(), off.is_visible()) == (False, True)
    before, beyond = (stations.nth(place).bounding_box()["x"] for place in (1, 2))
    assert started < dot.bounding_box()["x"] < beyond
    assert abs(dot.bounding_box()["x"] - before) < 12
    assert page.locator(".route ol > li").count() == 4


def test_every_file_of_the_data_can_be_fetched(page, base_url):
    for language in ("", "it/"):
        if page.goto(f"{base_url}{language}data/").status == 404:
            continue
        links = page.locator(".open-data a:not(.headerlink)").evaluate_all("all => all.map(link => link.href)")
        assert len(links) == len(set(links)) == 24
        assert all("/data/" in link and "/it/" not in link for link in links)
        assert [link for link in links if page.request.get(link).status != 200] == []


def test_a_drawing_has_a_name_and_leads_to_its_data(page, base_url):
    page.goto(f"{base_url}incident/")
    figure = page.locator("figure.clock")
    name = figure.get_attribute("aria-labelledby")
    assert figure.locator(f"figcaption [id='{name}']").inner_text()
    data = figure.locator(".figure__data").evaluate("link => link.href")
    assert data.endswith("/data/events.csv")
    assert page.request.get(data).status == 200
