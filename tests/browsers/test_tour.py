"""A short tour of the site in browsers other than Chromium: each thing that scripts do, done once."""

import pytest

KINDS = (
    *("", "incident/", "incident/what-leaked/", "incident/try-it/", "how-it-works/", "letter/", "timeline/"),
    *("disagreements/", "alternatives/", "alternatives/choose/", "alternatives/run/", "alternatives/mochi-1/"),
    *("alternatives/open/", "sources/", "glossary/", "data/", "it/", "it/letter/", "404.html"),
)
STORY = "incident/"

IN_VIEW = """id => {
  const place = document.getElementById(id), box = place.getBoundingClientRect()
  return place.checkVisibility() && box.top >= document.querySelector('.bar').getBoundingClientRect().bottom - 1
    && box.top < innerHeight && box.right > 0 && box.left < innerWidth
}"""
ENDS = "end => location.href.endsWith(end)"
SHOWN = "selector => !!document.querySelector(selector)?.checkVisibility()"
HIDDEN = "selector => !document.querySelector(selector)?.checkVisibility()"


@pytest.mark.parametrize("path", KINDS)
def test_each_kind_of_page_opens(browser, base_url, path):
    browser.open(base_url + path)
    assert browser.run("() => document.querySelector('h1').textContent.length") > 5
    assert browser.run("() => getComputedStyle(document.querySelector('h1')).fontFamily.includes('Archivo')")
    assert browser.run("() => document.documentElement.scrollWidth <= innerWidth")
    browser.set_window_size(500, 900)
    assert browser.run("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("way", ["beside", "Escape", "button"])
def test_the_menu_opens_and_closes(browser, base_url, way):
    browser.set_window_size(500, 900)
    browser.open(base_url + STORY)
    browser.click(".bar__menu")
    browser.wait(SHOWN, "dialog.drawer #site-menu")
    if way == "beside":
        browser.press(browser.run("() => document.documentElement.clientWidth") - 60, 400)
    elif way == "Escape":
        browser.type("Escape")
    else:
        browser.click("dialog.drawer .menu__close")
    browser.wait(HIDDEN, "dialog.drawer")


def test_the_search_answers_and_closes(browser, base_url):
    browser.open(base_url + STORY)
    browser.click(".bar__search")
    browser.wait(SHOWN, "#site-search")
    browser.type("mochi")
    browser.wait("() => document.querySelector('.search__results a')?.href.includes('/alternatives/mochi-1/')")
    browser.press(10, 800)
    browser.wait(HIDDEN, "#site-search")
    browser.type("/")
    browser.wait(SHOWN, "#site-search")
    browser.type("Enter")
    browser.wait("() => location.pathname.endsWith('/alternatives/mochi-1/')")


def test_a_mark_shows_its_source(browser, base_url):
    browser.open(base_url + STORY)
    browser.hover("p sup.cite a")
    if browser.run("() => 'popover' in HTMLElement.prototype"):
        browser.wait(SHOWN, "#preview")
        browser.type("Escape")
        browser.wait(HIDDEN, "#preview")
    target = browser.run("() => document.querySelector('p sup.cite a').hash.slice(1)")
    browser.click("p sup.cite a")
    browser.wait(ENDS, "#" + target)
    browser.wait(IN_VIEW, target)
    browser.click(f"#{target} [role=doc-backlink]")
    browser.wait("() => location.hash.startsWith('#ref-')")
    browser.wait(IN_VIEW, browser.run("() => location.hash.slice(1)"))


def test_the_language_changes_in_place(browser, base_url):
    browser.open(base_url + "letter/#p-role")
    browser.wait(IN_VIEW, "p-role")
    browser.click(".bar__language")
    browser.wait(ENDS, "/it/letter/#p-role")
    browser.wait(IN_VIEW, "p-role")


def test_the_colours_change_and_stay(browser, base_url):
    browser.open(base_url + STORY)
    scheme = "() => document.body.dataset.mdColorScheme"
    before = browser.run(scheme)
    browser.click(".bar__scheme")
    assert browser.run(scheme) != before
    browser.open(base_url + "letter/")
    assert browser.run(scheme) != before


def test_the_chooser_answers_and_remembers(browser, base_url):
    browser.open(base_url + "alternatives/choose/?card=mac-48")
    browser.wait(SHOWN, ".chooser__result .way")
    first = "() => document.querySelector('[data-choice=first] .way').id"
    before = browser.run(first)
    browser.get(base_url + STORY)
    browser.back()
    browser.wait("() => document.querySelector('[name=card]')?.value === 'mac-48'")
    assert browser.run(first) == before


def test_a_link_opens_what_hides_its_target(browser, base_url):
    page = base_url + "alternatives/ltx-video/"
    browser.open(page)
    target = browser.run(
        "() => [...document.querySelectorAll('details [id^=ref-]')].filter(e => !e.checkVisibility()).at(-1).id"
    )
    browser.open(page + "#" + target)
    browser.wait(IN_VIEW, target)
    browser.open(page)
    browser.run("id => { location.hash = id }", target)
    browser.wait(IN_VIEW, target)


def test_odd_fragments_stop_nothing(browser, base_url):
    for fragment in ("#100%", "#perch%C3%", "#%E0%A4%A", "#__proto__"):
        browser.open(base_url + "alternatives/run/" + fragment)
        browser.wait("() => document.querySelectorAll('.copy').length === document.querySelectorAll('pre').length")


def test_tabs_change(browser, base_url):
    browser.open(base_url + "alternatives/run/")
    browser.click(".tabbed-labels label:nth-child(2)")
    browser.wait(SHOWN, ".tabbed-block:nth-child(2) pre")
    browser.wait(HIDDEN, ".tabbed-block:nth-child(1) pre")
    browser.click(".tabbed-labels label:nth-child(1)")
    browser.wait(SHOWN, ".tabbed-block:nth-child(1) pre")
    browser.run("() => { document.querySelector('.tabbed-block:nth-child(2) pre').id = location.hash = 'inside' }")
    browser.wait(IN_VIEW, "inside")


def test_a_figure_is_kept_as_a_picture(browser, base_url):
    browser.open(base_url + STORY)
    shades = browser.run("""async () => {
        const { png } = await import(document.querySelector('script[src$="site.js"]').src.replace('site.js', 'snapshot.js'))
        const image = await createImageBitmap(await png(document.querySelector('.drawn')))
        const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height })
        const pen = canvas.getContext('2d')
        pen.drawImage(image, 0, 0)
        return new Set(new Uint32Array(pen.getImageData(0, 0, canvas.width, canvas.height).data.buffer)).size
    }""")
    assert shades > 20


def test_a_clip_is_made(browser, base_url):
    browser.open(base_url + "incident/try-it/#prompt=a+red+balloon+rising&steps=4")
    browser.wait("() => document.querySelector('.frontend [name=prompt]').value === 'a red balloon rising'")
    browser.click(".frontend__go")
    browser.wait("() => document.querySelector('.frontend').dataset.state === 'done'", seconds=60)
    shades = browser.run("""() => {
        const canvas = document.querySelector('.frontend__canvas')
        return new Set(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data).size
    }""")
    assert shades > 10
    assert browser.run("() => document.querySelector('.frontend__canvas').checkVisibility()")


# WebKitGTK's small browser has no reader view.
@pytest.mark.parametrize("window", ["Firefox"], indirect=True)
@pytest.mark.parametrize("path", ["incident/", "myths/", "disagreements/", "letter/", "alternatives/mochi-1/"])
def test_the_reader_view_keeps_the_sources(browser, base_url, site_dir, path):
    kept = browser.reader_view(base_url + path)
    whole = (site_dir / path / "index.html").read_text("utf-8")
    assert kept.count('id="source-') == whole.count('id="source-') > 5
    assert "¶" not in kept
