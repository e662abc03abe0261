"""Each function of the client, used as the reader's very first act, by mouse, keyboard and touch."""

import re

import pytest
from playwright.sync_api import Page, expect

WIDE = {"width": 1440, "height": 900}
STORY = "incident/"
MODEL = "alternatives/mochi-1/"
# The script of tabs is loaded where there are some.
TABBED = "alternatives/run/"

TABS = "".join(
    f"""<div class="tabbed-set tabbed-alternate" data-tabs="{n}:2"><input checked id="{n}-w" name="{n}" type="radio">
    <input id="{n}-l" name="{n}" type="radio"><div class="tabbed-labels"><label for="{n}-w">Windows</label>
    <label for="{n}-l">Linux</label></div><div class="tabbed-content"><div class="tabbed-block">on Windows</div>
    <div class="tabbed-block">on Linux</div></div></div>"""
    for n in ("one", "two")
)
# What is copied would not run by itself: no line end that starts the last command; and has no prompts and no output of
# the machine, the rest to the letter.
SESSION = """<pre><code><span class="gp">$ </span>make
<span class="go">built
</span><span class="gp">&gt;&gt;&gt; </span>  two  words

</code></pre>"""
ACTS = ("mouse", "keyboard", "touch")


def use(page: Page, selector: str, act: str) -> None:
    """Press what `selector` names, by mouse, keyboard or touch."""
    named = page.locator(selector).first
    {"mouse": named.click, "touch": named.tap, "keyboard": lambda: named.press("Enter")}[act]()


def focus_by_keyboard(page: Page, selector: str) -> None:
    """Focus what `selector` names the way the keyboard does: after a key, so that :focus-visible holds."""
    page.keyboard.press("Shift")
    page.locator(selector).first.focus()


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


def test_the_system_decides_on_colours_until_the_reader_does(visit):
    page = visit(STORY, color_scheme="dark", has_touch=True)
    assert scheme(page) == "slate"
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    for act, shown in zip(ACTS, ("slate", "default", "slate"), strict=True):
        use(page, ".bar__scheme", act)
        assert scheme(page) == shown
        expect(page.locator(".bar__scheme")).to_have_attribute("aria-pressed", str(shown == "slate").lower())
    page.goto(MODEL)
    assert scheme(page) == "slate"
    expect(page.locator(".bar__tabs a[aria-current]")).to_have_count(1)
    # Another window follows the choice, and the system once there is none.
    other = page.context.new_page()
    other.emulate_media(color_scheme="light")
    other.goto(STORY)
    for change, shown in (
        (lambda: other.click(".bar__scheme"), "default"),
        (lambda: other.click(".bar__scheme"), "slate"),
        (lambda: other.evaluate("localStorage.clear()"), "default"),
    ):
        change()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", shown)
        expect(page.locator(".bar__scheme")).to_have_attribute("aria-pressed", str(shown == "slate").lower())


def test_chosen_colours_stand_at_the_first_paint(page_factory, record):
    """The colours are set while the header is read: no script that comes later is needed."""
    record.expect("ERR_FAILED")
    page = page_factory(color_scheme="dark")
    page.route("**/*.js", lambda route: route.abort())
    page.goto(STORY, wait_until="commit")
    page.wait_for_selector("header")
    assert scheme(page) == "slate"


@pytest.mark.parametrize("act", ACTS)
def test_the_drawer_opens_closes_and_leads_on(phone, act):
    page = phone(STORY, has_touch=act == "touch")
    drawer = page.locator("dialog.drawer")

    def opened() -> None:
        use(page, ".bar__menu", act)
        expect(drawer).to_be_visible()

    opened()
    expect(drawer.locator("a[aria-current=page]")).to_be_visible()
    assert page.evaluate("document.querySelector('dialog.drawer').matches(':modal')")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator(".bar__menu")).to_be_focused()
    opened()
    use(page, "dialog.drawer .menu__close", act)
    expect(drawer).to_be_hidden()
    opened()
    (page.touchscreen.tap if act == "touch" else page.mouse.click)(385, 400)
    expect(drawer).to_be_hidden()
    expect(page.locator(".md-sidebar--primary #site-menu")).to_be_attached()
    opened()
    use(page, "dialog.drawer .md-nav--secondary a >> nth=1", act)
    expect(drawer).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/incident/#"))
    opened()
    use(page, "dialog.drawer #site-menu a[href*=mochi]", act)
    expect(page).to_have_url(MODEL)


def test_a_drawer_opened_again_at_once_keeps_its_menu_and_a_wider_window_closes_it(phone):
    page = phone(STORY)
    page.click(".bar__menu")
    page.evaluate("document.querySelector('.menu__close').click(); document.querySelector('.bar__menu').click()")
    # The event of the first closing comes as a task of its own: wait until it is over.
    page.evaluate("new Promise((done) => setTimeout(done, 100))")
    expect(page.locator("dialog.drawer #site-menu")).to_be_visible()
    page.set_viewport_size(WIDE)
    expect(page.locator("dialog.drawer")).to_be_hidden()
    expect(page.locator(".md-sidebar--primary #site-menu")).to_be_attached()


def test_menu_without_javascript(phone):
    page = phone(STORY, java_script_enabled=False)
    expect(page.locator("#site-menu")).to_be_hidden()
    page.click(".bar__menu")
    page.locator("#site-menu a[href*=mochi]").click()
    expect(page).to_have_url(MODEL)
    page.click(".bar__menu")
    page.locator(".menu__close").click()
    expect(page.locator("#site-menu")).to_be_hidden()
    # Nothing dead is offered.
    page.set_viewport_size(WIDE)
    expect(page.locator("body button:visible")).to_have_count(0)


def test_preview_by_hover_tells_the_source_can_be_entered_and_dismissed(visit):
    page = visit(STORY)
    mark, box = page.locator("article sup.cite a:nth-child(2)").first, page.locator("#preview")
    marks = mark.locator("xpath=../a")
    mark.hover()
    expect(box).to_be_in_viewport(ratio=1)
    # Every source of the sentence, beginning with who and how; no id stands twice, and no way back to the mark.
    expect(box.locator(".source__first:visible")).to_have_count(marks.count())
    mark = marks.first
    entry = page.locator(mark.get_attribute("href"))
    assert box.inner_text().startswith(entry.locator(".source__publisher").inner_text())
    expect(box).to_contain_text(entry.locator(".source__title").inner_text())
    expect(box.locator("[role=doc-backlink]")).to_have_count(0)
    assert page.evaluate(
        "(ids => ids.length === new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    at = box.bounding_box()
    page.mouse.move(at["x"] + 20, at["y"] + at["height"] / 2, steps=5)
    page.wait_for_timeout(400)
    expect(box).to_be_visible()
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    mark.hover()
    expect(box).to_be_visible()
    page.mouse.move(2, 400)
    expect(box).to_be_hidden()


def test_no_preview_comes_between_while_text_is_selected(visit):
    page = visit(STORY)
    # One within its paragraph.
    mark, box = page.locator("p sup.cite:has(~ sup.cite) a").first, page.locator("#preview")
    mark.scroll_into_view_if_needed()
    place = mark.bounding_box()
    at = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.move(at[0] - 60, at[1])
    page.mouse.down()
    page.mouse.move(*at, steps=5)
    page.wait_for_timeout(300)
    expect(box).to_be_hidden()
    page.mouse.move(at[0] + 30, at[1] + 40, steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    page.mouse.move(*at, steps=5)
    page.wait_for_timeout(300)
    expect(box).to_be_hidden()
    # What is open closes when a selection begins, so that it is not copied.
    page.evaluate("getSelection().removeAllRanges()")
    page.mouse.move(5, 5)
    mark.hover()
    expect(box).to_be_visible()
    page.keyboard.press("Control+a")
    expect(box).to_be_hidden()


def test_the_keyboard_walks_past_a_preview(visit):
    page = visit(STORY)
    mark, box = page.locator("sup.cite a").first, page.locator("#preview")
    focus_by_keyboard(page, "sup.cite a")
    expect(box).to_be_visible()
    # What is told is where Enter leads. Its name says the source; the whole entry is not read out besides.
    expect(box.locator(".source__first")).to_have_count(1)
    expect(mark).to_have_attribute("aria-label", "Source 1")
    assert not mark.get_attribute("aria-describedby")
    page.keyboard.press("Escape")
    expect(box).to_be_hidden()
    expect(mark).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(box).to_be_visible()
    page.keyboard.press("Tab")
    expect(mark.locator("xpath=../a").nth(1)).to_be_focused()
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#source-"))
    expect(box).to_be_hidden()


def test_a_term_is_explained_and_the_list_of_words_is_not_in_the_contents_and_leads_back(visit):
    page = visit("incident/try-it/", has_touch=True)
    term, box, listed = page.locator("a.term").first, page.locator("#preview"), page.locator(".terms")
    meaning = page.locator(term.get_attribute("href")).locator("dd").text_content().strip()[:40]
    for ask in (term.hover, lambda: focus_by_keyboard(page, "a.term"), term.tap):
        ask()
        expect(box).to_contain_text(meaning)
        expect(term).to_have_attribute("aria-describedby", "preview")
        expect(box.locator(".preview__list")).to_have_attribute("href", term.get_attribute("href"))
        page.keyboard.press("Escape")
        page.mouse.move(2, 400)
        term.blur()
    expect(listed).to_be_hidden()
    contents = page.locator(".md-nav--secondary").first
    expect(contents.locator("[href='#first']")).to_have_count(1)
    expect(contents.locator("[href='#terms']")).to_have_count(0)
    term.focus()
    page.keyboard.press("Enter")
    expect(listed).to_be_visible()
    page.locator(".terms :target [role=doc-backlink]").click()
    assert page.evaluate("document.querySelector(':target').matches('a.term')")


def test_touch_shows_the_preview_first_and_then_follows(phone):
    page = phone(STORY, width=320, has_touch=True)
    marks, box = page.locator("sup.cite a"), page.locator("#preview")
    # Also before it rides over the bar.
    under = "scrollBy({ top: preview.getBoundingClientRect().top - 20, behavior: 'instant' })"
    closing = (lambda: page.touchscreen.tap(5, 500), box.get_by_role("button").tap, lambda: page.evaluate(under))
    for at, close in zip((1, 3, 7), closing, strict=True):
        marks.nth(at).tap()
        expect(box).to_be_in_viewport(ratio=1)
        expect(page).to_have_url(STORY)
        close()
        expect(box).to_be_hidden()
    marks.nth(2).tap()
    expect(box).to_be_visible()
    box.locator(".preview__list").tap()
    expect(page).to_have_url(re.compile(f"{marks.nth(2).get_attribute('href')}$"))
    expect(box).to_be_hidden()
    page.goto(STORY)
    marks.nth(0).tap()
    marks.nth(0).tap()
    expect(page).to_have_url(re.compile(r"#source-"))
    # Near the foot of the screen it stands above the whole paragraph, which is still being read.
    page.goto(STORY)
    mark = page.locator("article p", has_text=re.compile(".{200}")).locator("sup.cite a").last
    mark.evaluate("e => scrollBy({ top: e.getBoundingClientRect().bottom - innerHeight + 40, behavior: 'instant' })")
    mark.tap()
    expect(box).to_be_visible()
    place, text = box.bounding_box(), mark.locator("xpath=ancestor::p").bounding_box()
    assert place["y"] + place["height"] <= text["y"]


def test_a_source_leads_back_to_the_mark_that_was_followed(visit):
    page = visit("alternatives/")
    mark = page.locator("article sup.cite a:not([id]):visible").first
    mark.hover()
    expect(page.locator("#preview")).to_be_visible()
    mark.click()
    expect(page).to_have_url(re.compile("#source-"))
    page.locator(".source:target [role=doc-backlink]").click()
    expect(page.locator("#ref-here-1")).to_be_focused()
    # In the history, too.
    first = page.locator("article sup.cite a:visible").first
    first.hover()
    expect(page.locator("#preview")).to_be_visible()
    first.click()
    expect(page).to_have_url(re.compile("#source-"))
    # Away, for a pointer that rests on a mark asks for its preview.
    page.mouse.move(2, 400)
    page.go_back()
    expect(first).to_be_focused()
    expect(page.locator("#preview")).to_be_hidden()


def test_copy(visit):
    allowed = ["clipboard-read", "clipboard-write"]
    page = visit("contribute/", has_touch=True, permissions=allowed, article="{}" + SESSION)
    blocks = page.locator("pre > code")
    copied = [*(blocks.nth(at).text_content().rstrip() for at in range(len(ACTS))), "make\n  two  words"]
    for at, act, text in zip((0, 1, 2, -1), (*ACTS, "mouse"), copied, strict=True):
        use(page, f".copy >> nth={at}", act)
        expect(page.locator(".copy").nth(at)).to_have_text(re.compile("opied"))
        assert page.evaluate("navigator.clipboard.readText()") == text
    # Without permission the code is selected.
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('refused')))")
    page.click(".copy >> nth=0")
    page.wait_for_function("text => String(getSelection()).trim() === text", arg=copied[0])


def test_tabs_switch_together_and_are_remembered(visit):
    page = visit(TABBED, has_touch=True, article=TABS)

    def chosen(tab: str) -> None:
        for each in (f"#one-{tab}", f"#two-{tab}"):
            expect(page.locator(each)).to_be_checked()

    use(page, "label[for=one-l]", "mouse")
    chosen("l")
    page.reload()
    chosen("l")
    page.locator("#one-l").focus()
    page.keyboard.press("ArrowLeft")
    chosen("w")
    use(page, "label[for=two-l]", "touch")
    chosen("l")


def test_back_to_top(visit):
    page = visit(STORY, has_touch=True)
    button = page.locator(".md-top")
    for act in ACTS:
        expect(button).to_be_hidden()
        page.evaluate("new Promise(done => { addEventListener('scrollend', done, { once: true }); scrollTo(0, 1500) })")
        expect(button).to_be_hidden()
        page.evaluate("scrollTo(0, 1300)")
        expect(button).to_be_visible()
        use(page, ".md-top", act)
        page.wait_for_function("scrollY === 0")
        expect(page.locator(".bar__name")).to_be_focused()
    page.evaluate("scrollTo({ top: 4000, behavior: 'instant' })")
    page.wait_for_timeout(200)
    page.evaluate("scrollTo({ top: 2000, behavior: 'instant' })")
    page.wait_for_timeout(200)
    expect(button).to_be_hidden()


BLOCKED = """Object.defineProperty(window, 'localStorage', {
  get() { throw new DOMException('blocked', 'SecurityError') }
})"""


@pytest.mark.parametrize("script", ["", BLOCKED], ids=["others' words", "blocked"])
def test_a_storage_that_is_blocked_or_holds_what_others_left_stops_nothing(visit, script):
    page = visit(TABBED, color_scheme="dark", article=TABS, script=script)
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    kept = "kept => { for (const key of ['scheme', 'tabs', 'slash']) localStorage.setItem('explainer.' + key, kept) }"
    others = ("", "null", "7", '"Linux"', "{}", '{"length":3}', "[1, null, {}]", "[[", "constructor", "dark")
    for left in ("nothing",) if script else others:
        if not script:
            page.evaluate(kept, left)
            page.reload()
        assert scheme(page) == "default", left
        page.click("label[for=one-l]")
        expect(page.locator("#two-l")).to_be_checked()
        page.click(".bar__scheme")
        assert scheme(page) == "slate", left
        page.keyboard.press("/")
        expect(page.locator("#site-search")).to_be_visible()
        page.keyboard.press("Escape")


@pytest.mark.parametrize("dialog", ["menu", "search"])
def test_a_press_beside_closes_a_dialog_without_closedby(visit, phone, dialog):
    page = (phone if dialog == "menu" else visit)(STORY, script="delete HTMLDialogElement.prototype.closedBy")
    page.click(f".bar__{dialog}")
    box = page.locator("dialog[open]")
    page.evaluate("""() => {
        const dialog = document.querySelector('dialog[open]')
        const { matches } = dialog
        dialog.setAttribute('closedby', 'closerequest')
        dialog.matches = selector => selector === "dialog[closedby='any']" || matches.call(dialog, selector)
    }""")
    place = box.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + 5)
    expect(box).to_be_visible()
    # A press that began inside, as when text is selected, is none beside it.
    page.mouse.move(place["x"] + 30, place["y"] + 30)
    page.mouse.down()
    page.mouse.move(388, 830)
    page.mouse.up()
    expect(box).to_be_visible()
    page.mouse.click(388, 830)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_without_popovers_a_mark_is_a_plain_link(visit):
    page = visit(STORY, script="delete HTMLElement.prototype.popover")
    page.locator("sup.cite a").first.click()
    expect(page).to_have_url(re.compile("#source-"))
    expect(page.locator("#preview")).to_have_count(0)
