"""Every link lands where it can be seen, from outside and inside, with whatever stands behind its #."""

import re

import pytest
from playwright.sync_api import Page, expect

CHOOSER = "alternatives/choose/"
TABS = "alternatives/run/"
LETTER = "letter/"
STORY = "incident/"

# What readers' programs make of an address: cut, doubled, half encoded, of other alphabets, made for another purpose.
ALIEN = """#100% #% #%%% #perch%C3% #%E0%A4%A #%FF%FE #perch%25C3%25A9 #%00 #%20 ##letter #!/letter #constructor
#__proto__ #ünïcödé-標題 #:~:text=%E0%A4 #?utm_source=x&fbclid=%"""
ODD = [*ALIEN.split(), "#a b\"c'd`<script>", "#" + "%F0%9F%92%A9" * 2000]

# Ways to hide something that the pages have or may have.
HIDING = {
    "details": '<details><summary>More</summary><p id="aim">aim</p></details>',
    "details-in-details": "<details><summary>a</summary><details><summary>b</summary>"
    '<p id="aim">aim</p></details></details>',
    "the-details-themselves": '<details id="aim"><summary>More</summary><p>aim</p></details>',
    "hidden": '<div hidden><p id="aim">aim</p></div>',
    "hidden-itself": '<p id="aim" hidden>aim</p>',
    "until-found": '<div hidden="until-found"><p id="aim">aim</p></div>',
    "details-in-hidden": '<div hidden><details><summary>a</summary><p id="aim">aim</p></details></div>',
    "popover": '<div popover><p id="aim">aim</p></div>',
    "never-shown": '<p><span id="aim" style="display:none"></span>aim</p>',
}
PLANTED = "".join(markup.replace('"aim"', f'"{name}"') for name, markup in HIDING.items())
LINKS = "".join(f'<a href="#{name}">to {name}</a> ' for name in HIDING)
PLANTED = f'{{}}<div class="planted">{PLANTED}{LINKS}</div>'
"""What the article has, and far below its text a thing hidden in each of the ways, with a link to it."""

IN_VIEW = """id => {
  let place = document.getElementById(id)
  while (!place.checkVisibility({ visibilityProperty: true })) place = place.parentElement
  const box = place.getBoundingClientRect(), bar = document.querySelector('.bar').getBoundingClientRect()
  return !place.closest('[hidden], [hidden=until-found]') && box.top >= bar.bottom - 1 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth
}"""


def lands(page: Page, target: str) -> None:
    page.wait_for_function(IN_VIEW, arg=target)


def test_no_fragment_stops_the_scripts_of_a_page(page):
    """Faults of the page are recorded: the test fails with the first of them."""
    for fragment in ODD[:5]:
        page.goto("about:blank")
        page.goto(TABS + fragment)
    for fragment in ODD:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
    page.reload()
    expect(page.locator(".copy")).to_have_count(page.locator("pre > code").count())
    page.locator("sup.cite a").first.hover()
    expect(page.locator("#preview")).to_be_visible()


def test_what_hides_the_target_is_opened_on_arrival_and_again_after_folding(visit):
    page = visit(STORY, width=390, height=800, bypass_csp=True, article=PLANTED)
    for name in ("details-in-details", "until-found", "popover"):
        page.goto("about:blank")
        page.goto(STORY + "#" + name)
        lands(page, name)
    for name in HIDING:
        page.evaluate("id => { location.hash = id }", name)
        lands(page, name)
    for name in ("details-in-details", "popover"):
        for _ in range(2):
            page.get_by_text(f"to {name}").click()
            lands(page, name)
            page.evaluate("""() => {
                for (const part of document.querySelectorAll('.planted details')) part.open = false
                document.querySelector('.planted > [popover]').hidePopover()
            }""")


@pytest.mark.parametrize(("path", "width"), [(TABS, 390), ("it/" + CHOOSER, 1280)])
def test_back_to_the_text_comes_where_the_mark_is_seen(visit, path, width):
    page = visit(path, width=width, height=800)
    hidden = page.evaluate("""() => [...document.querySelectorAll('.sources [role=doc-backlink]')]
        .filter(link => getComputedStyle(link).display !== 'none').map(link => link.hash.slice(1))
        .filter(id => !document.getElementById(id).checkVisibility())""")
    for target in {hidden[0], hidden[len(hidden) // 2], hidden[-1]}:
        # What is cited in folds alone stands in a fold of the list.
        page.evaluate("() => { for (const fold of document.querySelectorAll('.sources details')) fold.open = true }")
        page.locator(f"a[role=doc-backlink][href='#{target}']").first.click()
        lands(page, target)
        page.goto("about:blank")
        page.goto(path + "#" + target)
        lands(page, target)


def test_other_tabs_can_be_found_in_the_page_and_are_printed(page):
    """Find-in-page asks by `beforematch`, which a script can raise too, and a text fragment finds what it finds."""
    page.goto(TABS)
    tabs = page.locator(".tabbed-set").first
    second, panels = tabs.locator(":scope > input").nth(1), tabs.locator(".tabbed-block")
    closed = page.locator(".tabbed-block[hidden=until-found]")
    words = closed.locator("code").first.text_content().strip().split("\n")[0]
    expect(closed.locator("code").first).to_be_hidden()
    assert closed.first.evaluate("panel => panel.dispatchEvent(new Event('beforematch', { bubbles: true }))")
    expect(second).to_be_checked()
    expect(panels.nth(1)).to_be_visible()
    tabs.locator("label").first.click()
    expect(panels.nth(0)).to_be_visible()
    page.emulate_media(media="print")
    for panel in page.locator(".tabbed-block").all():
        expect(panel.locator("code").first).to_be_visible()
    page.emulate_media(media="screen")
    page.evaluate("localStorage.clear()")
    page.goto("about:blank")
    page.goto(TABS + "#:~:text=" + words.replace("-", "%2D").replace(" ", "%20"))
    expect(second).to_be_checked()


@pytest.mark.parametrize(
    ("path", "address", "act"),
    [
        (LETTER, "#p-role", "mouse"),
        ("it/" + LETTER, "#p-role", "keyboard"),
        (LETTER, "#p-role", "new tab"),
        (CHOOSER, "?card=none&purpose=sell", "mouse"),
        (CHOOSER, "?card=rtx-4060&purpose=sell&from=image#table", "mouse"),
        ("incident/try-it/", "#prompt=a+red+balloon%2C+rising&steps=4", "mouse"),
        (STORY, "?from=a%20friend&x=%E0%A4%A", "mouse"),
    ],
)
def test_the_other_language_opens_at_the_same_place(visit, path, address, act):
    page = visit(path + address)
    if act == "new tab":
        with page.context.expect_page() as opened:
            page.click(".bar__language", modifiers=["ControlOrMeta"])
        page = opened.value
    elif act == "keyboard":
        page.focus(".bar__language")
        page.keyboard.press("Enter")
    else:
        page.click(".bar__language")
    twin = path.removeprefix("it/") if path.startswith("it/") else "it/" + path
    expect(page).to_have_url(twin + address)
    if "#p-role" in address:
        lands(page, "p-role")
    if "card=none" in address:
        expect(page.locator(".chooser__result")).to_be_visible()


def test_contents_follow_the_reader_and_the_switch_of_language_the_section_being_read(page):
    page.goto(STORY)
    contents = page.locator(".md-nav--secondary a")
    for at in (0, 3, 1):
        page.evaluate("id => document.querySelector(id).scrollIntoView()", contents.nth(at).get_attribute("href"))
        expect(contents.nth(at)).to_have_attribute("aria-current", "location")
        expect(page.locator(".md-nav--secondary [aria-current]")).to_have_count(1)
    # So high a window that the last sections never come to its upper quarter.
    page.set_viewport_size({"width": 1440, "height": 2000})
    for link in contents.all():
        link.click()
        expect(link).to_have_attribute("aria-current", "location")
    # No place is kept that was left long ago.
    first, third = (contents.nth(at).get_attribute("href") for at in (0, 2))
    for address, scroll, kept in (
        ("", f"document.querySelector('{third}').scrollIntoView()", third),
        (first, "scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })", f"(?!{first})#.+"),
    ):
        page.goto(STORY + address)
        page.evaluate(scroll)
        expect(page.locator(".md-nav--secondary a[aria-current]")).to_have_attribute("href", re.compile(f"^{kept}$"))
        # Pressed by script: the driver scrolls before it presses what stands in a bar that stays.
        page.locator(".bar__language").dispatch_event("click")
        expect(page).to_have_url(re.compile(f"/it/incident/{kept}$"))
        lands(page, page.evaluate("location.hash.slice(1)"))


def test_going_back_restores_the_answers_and_what_they_leave_out_opens_by_link(page):
    page.goto(CHOOSER)
    page.select_option("[name=card]", "mac-48")
    first = page.locator("[data-choice=first] .way").get_attribute("id")
    page.goto(STORY)
    page.go_back()
    expect(page.locator("[name=card]")).to_have_value("mac-48")
    expect(page.locator(f"[data-choice=first] #{first}")).to_be_visible()
    # Within the page: the address of before a link has the answers of before it.
    page.evaluate("location.hash = 'table'")
    page.select_option("[name=card]", "none")
    page.go_back()
    expect(page).to_have_url(re.compile("card=mac-48"))
    expect(page.locator("[name=card]")).to_have_value("mac-48")
    page.goto(CHOOSER + "?card=none&from=video")
    page.evaluate("() => { location.hash = 'way-mochi-comfyui' }")
    lands(page, "way-mochi-comfyui")
    expect(page.locator(".chooser__result")).to_be_visible()


@pytest.mark.parametrize(("address", "links"), [(CHOOSER + "#table", ".wide__table a"), (STORY + "#came-out", "sup a")])
def test_going_back_within_a_page_comes_where_the_reader_was(visit, address, links):
    page = visit(address, width=390, height=800)
    target = page.evaluate("scrollY")
    page.evaluate("scrollBy({ top: 1000, behavior: 'instant' })")
    before = page.evaluate("scrollY")
    link = page.locator(links).and_(page.locator("a[href^='#']:visible"))
    seen = "all => all.findIndex(link => link.getBoundingClientRect().top > 200)"
    link.nth(link.evaluate_all(seen)).dispatch_event("click")
    page.wait_for_function("before => Math.abs(scrollY - before) > 800", arg=before)
    page.go_back()
    page.wait_for_function("before => Math.abs(scrollY - before) < 50", arg=before)
    assert before > target > 0


def test_a_fault_in_one_script_leaves_the_others(visit, record):
    record.expect("planted fault")
    script = """
        window.IntersectionObserver = class { constructor() { throw new Error('planted fault') } }
        HTMLElement.prototype.showPopover = () => { throw new Error('planted fault') }
    """
    page = visit(STORY + "#details", color_scheme="light", bypass_csp=True, script=script, article=PLANTED)
    lands(page, "details")
    page.click(".bar__scheme")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_visible()
    page.keyboard.press("Escape")
    page.evaluate("new Promise(done => { addEventListener('scrollend', done, { once: true }); scrollTo(0, 1500) })")
    page.evaluate("scrollTo(0, 1300)")
    expect(page.locator(".md-top")).to_be_visible()
