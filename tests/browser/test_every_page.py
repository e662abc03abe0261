"""Every page, reached from the home page by links alone and met once: as the first of a visit, on a phone, with an
empty cache; then on a narrow screen, on a desktop or a phone, by keyboard, and by axe. What pages may weigh is a promise.
"""

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from checkouts import PUBLISHED
from geometry import TEMPLATES, torn, wide
from judging import LUMINANCE, axed
from playwright.sync_api import Browser
from recording import Record
from styles import ACTS, KEPT, UNSCRIPTED, do, note, unused
from weighing import weighed

FIRST_VIEW = 50_000
LISTS = 57_000
"""What the first view of a page may weigh that is a list: of all sources or disputes, of all variants and their
licences, of every answer as a table, of all scripts, of all that happened since."""
LISTING = (
    *("sources/", "disagreements/", "alternatives/sources/", "alternatives/ltx-video/", "alternatives/choose/"),
    *("alternatives/since/", "alternatives/open/", "alternatives/run/", "timeline/", "since/"),
)
REQUESTS = 8
SECOND_PAGE = 18_000
PARTS = {"html": 25_000, "css": 14_000, "js": 10_000, "fonts": 19_000, "other": 500}
STYLES = 21_000
EVERY_PAGE_SCRIPTS = 4_000
HAND_WRITTEN_SCRIPTS = 19_500

FIRST, NARROW, DESKTOP, PHONE = (
    {"width": width, "height": height} for width, height in ((412, 823), (320, 640), (1500, 900), (390, 844))
)
PAPER = {"width": 680, "height": 1000}
"""An A4 sheet within its margins."""
# The two editions of a page are made alike: one is judged on a desktop in light colours, the other on a phone in dark.
LOOKS = {"en": ("light", DESKTOP), "it": ("dark", PHONE)}

COLLECT = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  return {
    lang: document.documentElement.lang,
    canonical: document.querySelector('link[rel=canonical]')?.href ?? null,
    headings: all('h1').map(h => h.textContent.trim()),
    ids: all('[id]').map(e => e.id),
    links: all('a[href]').map(a => a.href),
    switches: all('header a[hreflang]').map(a => [a.hreflang, a.href]),
    mains: all('main').length,
    structured: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent),
  };
}"""
# Whether the focus is on a link to a place on the page, and in view.
FIRST_FOCUS = """() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  return link.matches('a[href^="#"]') && box.width > 0 && box.top >= 0 && getComputedStyle(link).opacity === '1';
}"""
SKIPPED = "() => document.querySelector('main').contains(document.querySelector(':target'))"
# Paragraphs and entries in the face of text, of two lines or more, that are wider than eyes find back, or narrower than
# one reads; notes are small.
LONG_LINES = """() => [...document.querySelectorAll('main :is(p, li):not(.source, .source *)')]
  .filter(e => e.checkVisibility() && getComputedStyle(e).fontFamily.startsWith('"Source Serif'))
  .map(e => [e, e.getBoundingClientRect(), parseFloat(getComputedStyle(e).fontSize)])
  .filter(([e, box, size]) => box.height > 2.2 * size && (box.width > 40 * size || e.matches('.md-content__inner > p') && box.width < .7 * Math.min(innerWidth, 34 * size)))
  .map(([e, box, size]) => `${Math.round(box.width / size)} em: ${e.textContent.trim().slice(0, 40)}`)"""
# What scripts add for themselves (buttons, forms, dialogs, previews) is no content; all other words are.
VISIBLE_WORDS = """() => {
  // The notes beside the text repeat the list of sources.
  const own = 'button, form, label, dialog, [popover], [role=status], small[aria-hidden], .drawn__pictures';
  const words = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(own) && parent.checkVisibility({ visibilityProperty: true }))
      words.push(...walker.currentNode.data.split(/\\s+/).filter(Boolean));
  }
  return words;
}"""
# What a selection of each paragraph copies, and its text without marks and notes, which stand beside it: "5 December 2024"
# with the marks 6, 20, 21 would come as "5 December 202462021".
COPIED = """() => [...document.querySelectorAll('article p')].filter(p => p.querySelector('.cite') && p.checkVisibility()).map(p => {
  getSelection().selectAllChildren(p)
  const plain = p.cloneNode(true)
  for (const mark of plain.querySelectorAll('.cite, .note')) mark.remove()
  return [String(getSelection()), plain.textContent].map(text => text.replace(/\\s+/g, ' ').trim())
})"""
MOVING = """() => [...document.querySelectorAll('*')].filter(e => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(e);
  return /[1-9]/.test(transitionDuration) || animationName !== 'none' || scrollBehavior === 'smooth';
}).map(e => e.outerHTML.slice(0, 80))"""
# Names that other people gave (titles, licences) and marks of sources are told apart by what they lead to; a button that
# each figure has, by its figure.
ALIKE = """() => {
  const named = [...document.querySelectorAll('main a[href], main button, .foot a')].filter(part => part.checkVisibility({ visibilityProperty: true }))
    .map(part => ({ part, name: (part.getAttribute('aria-label') ?? part.textContent).trim().replace(/\\s+/g, ' '), told: part.closest('figure') }))
  const found = named.filter(({ name }) => !/\\p{L}{2}|\\d\\p{L}/u.test(name)).map(({ part }) => `no words: ${part.outerHTML}`)
  const ours = named.filter(({ part }) => part.matches('button, a[href*="#"], .source__archive a')
    && !part.matches('.cite a, [download]'))
  for (const { part, name, told } of ours)
    if (ours.some(other => other.part !== part && other.name === name && (other.part.href !== part.href
        || part.matches('button:not(.copy)') && other.told === told)))
      found.push(`the same name: ${name}`)
  return [...new Set(found)]
}"""
# What axe must find.
PLANTED = """() => {
  document.querySelector('main').insertAdjacentHTML('beforeend', '<img src="data:,"><button></button><p id="faint" class="faint">faint</p>');
  Object.assign(document.querySelector('#faint').style, { color: '#777', background: '#888' });
}"""


@dataclass
class Walk:
    """What was met: `pages` by their path below the home page, `files` linked to, the rules of style that something
    matched, and all troubles."""

    base: str
    record: Record
    pages: dict[str, dict] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    used: dict[str, bool] = field(default_factory=dict)
    judged: dict[str, set[int]] = field(default_factory=lambda: {"light": set(), "dark": set()})

    def inside(self, address: str) -> bool:
        return address.startswith(self.base)

    def path(self, address: str) -> str:
        return address.removeprefix(self.base).partition("#")[0].partition("?")[0]

    def meet(self, browser: Browser, address: str) -> dict:
        scheme, size = LOOKS["it" if self.path(address).startswith("it/") else "en"]
        # Without motion there is no fading in to wait for.
        context = browser.new_context(viewport=FIRST, color_scheme=scheme, reduced_motion="reduce")
        self.record.attach(context)
        page = context.new_page()
        weight, requests = weighed(page, address)
        page.set_viewport_size(NARROW)
        sideways, words = wide(page), torn(page)
        page.emulate_media(media="print")
        page.set_viewport_size(PAPER)
        words += [f"on paper {fault}" for fault in torn(page)]
        page.emulate_media(media="screen")
        page.set_viewport_size(size)
        met = page.evaluate(COLLECT) | {"weight": weight, "requests": requests, "wide": sideways, "torn": words}
        met |= {"alike": page.evaluate(ALIKE), "copied": page.evaluate(COPIED), "moving": page.evaluate(MOVING)}
        page.keyboard.press("Tab")
        met["first"] = page.evaluate(FIRST_FOCUS)
        page.keyboard.press("Enter")
        met["skipped"] = page.evaluate(SKIPPED)
        page.evaluate("() => { for (const fold of document.querySelectorAll('main details')) fold.open = true }")
        note(page, self.used)
        met["long"] = page.evaluate(LONG_LINES)
        met["dark"] = page.evaluate(LUMINANCE) < 0.25
        met["axe"] = axed(page, self.judged[scheme])
        context.close()
        return met


@pytest.fixture(scope="module")
def walk(browser: Browser, base_url: str) -> Walk:
    walk = Walk(base_url, Record(urlsplit(base_url).netloc))
    reader = browser.new_context()
    waiting, seen = [base_url], {base_url}
    while waiting:
        address = waiting.pop(0)
        path = walk.path(address)
        if urlsplit(address).path.rsplit("/", 1)[-1]:
            walk.files[path] = reader.request.get(address).status
            continue
        walk.pages[path] = walk.meet(browser, address)
        for link in walk.pages[path]["links"]:
            target = base_url + walk.path(link)
            if walk.inside(link) and target not in seen:
                seen.add(target)
                waiting.append(target)
    reader.close()
    return walk


def language(path: str) -> str:
    return "it" if path.startswith("it/") else "en"


def switched(path: str, met: dict, walk: Walk) -> list | None:
    """Where the language switch leads, if not to the same page, or home where the other edition has no such page."""
    other, twin = ("en", path.removeprefix("it/")) if language(path) == "it" else ("it", "it/" + path)
    home = "it/" if other == "it" else ""
    right = [[other, walk.base + (twin if twin in walk.pages else home)]]
    return met["switches"] if met["switches"] != right else None


def broken(path: str, met: dict, walk: Walk) -> list[str]:
    """Links that lead nowhere, or to a place that is not there, or are not secure."""
    found = []
    for link in met["links"]:
        fragment = unquote(urlsplit(link).fragment)
        there = walk.pages.get(walk.path(link), {"ids": [fragment]})
        lost = walk.files.get(walk.path(link), 200) != 200 or (fragment and fragment not in there["ids"])
        if lost if walk.inside(link) else urlsplit(link).scheme not in ("https", "mailto"):
            found.append(link)
    return found


def named(path: str, met: dict, walk: Walk) -> list | None:
    data = met["structured"]["@graph"][0]
    said = [met["lang"], met["canonical"], data["inLanguage"], data["url"]]
    return said if said != [language(path), PUBLISHED["SITE_URL"] + path] * 2 else None


def heavy(path: str, met: dict, walk: Walk) -> str | None:
    view, most = met["weight"], LISTS if path.removeprefix("it/") in LISTING else FIRST_VIEW
    told = f"{view.total()} bytes in {met['requests']} requests {dict(view)}"
    least = min(view[part] for part in ("html", "css", "fonts"))
    return told if view.total() > most or met["requests"] > REQUESTS or least < 1_000 else None


def numbered(path: str, met: dict, walk: Walk) -> list | bool:
    wrong = [(got, wanted) for got, wanted in met["copied"] if got != wanted]
    return wrong or (path == "incident/" and not met["copied"])


QUESTIONS = {
    "has one heading and one main part": lambda _, met, __: (len(met["headings"]), met["mains"]) != (1, 1),
    "says its language and its address": named,
    "leads to itself in the other language": switched,
    "has no broken link": broken,
    "offers first to skip to the text": lambda _, met, __: not (met["first"] and met["skipped"]),
    "fits a narrow screen": lambda _, met, __: met["wide"],
    "has lines that eyes find back": lambda _, met, __: met["long"],
    "tears no word on a narrow screen or on paper": lambda _, met, __: met["torn"],
    "has links and buttons that make sense alone": lambda _, met, __: met["alike"],
    "is copied without the numbers of its sources": numbered,
    "has nothing that moves for who wants less motion": lambda _, met, __: met["moving"],
    "is light": heavy,
    "has its colours": lambda path, met, _: met["dark"] != (language(path) == "it"),
    "pleases axe with everything unfolded": lambda _, met, __: met["axe"],
}


@pytest.mark.parametrize("wrong", QUESTIONS.values(), ids=QUESTIONS)
def test_every_page(walk, wrong):
    assert {path or "home": said for path, met in walk.pages.items() if (said := wrong(path, met, walk))} == {}


def test_no_page_has_any_trouble(walk):
    assert walk.record.unexpected() == []


def test_links_alone_reach_every_page_and_the_sitemap_lists_it(walk, site_dir, site_pages):
    assert sorted(walk.pages) == site_pages
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [unquote(found.text) for found in ElementTree.parse(site_dir / "sitemap.xml").iter(f"{space}loc")]
    assert sorted(listed) == [PUBLISHED["SITE_URL"] + path for path in site_pages]


@pytest.mark.parametrize("some", [True, pytest.param(False, marks=pytest.mark.every)], ids=["templates", "all"])
def test_without_scripts_the_same_words_are_read(page_factory, site_pages, some):
    scripted, plain, lost = page_factory(reduced_motion="reduce"), page_factory(java_script_enabled=False), {}
    for path in TEMPLATES if some else site_pages:
        words, read = (page.goto(path) and page.evaluate(VISIBLE_WORDS) for page in (scripted, plain))
        assert words
        if missing := set(words) - set(read):
            lost[path or "home"] = sorted(missing)
    assert lost == {}


@pytest.mark.parametrize("missing", ["nowhere", "it/nowhere/deep/", "incident/nowhere"])
def test_a_missing_page_helps_in_both_languages_and_loads_what_it_needs(page, record, walk, missing):
    record.expect(rf"status of 404.*{missing}$")
    response = page.goto(missing)
    assert response.status == 404
    links = page.locator("main a[href]").evaluate_all("links => links.map(link => link.href)")
    reached = {walk.path(link) for link in links if walk.inside(link)}
    assert {"", "it/"} <= reached <= set(walk.pages)
    assert page.locator("h1").count() == 1
    assert page.locator("main [lang=it]").count() >= 1
    assert page.evaluate("() => document.styleSheets.length") >= 1


def test_the_second_page_costs_little(page_factory):
    """What every page loads is there already."""
    page = page_factory(width=412, height=823)
    first, second = (weighed(page, path)[0] for path in ("", "incident/"))
    assert first.total() > SECOND_PAGE >= second.total() > 0, dict(second)


@pytest.mark.parametrize("part", PARTS)
def test_each_part_keeps_to_its_own_budget(walk, part):
    most, path = max((met["weight"][part], path) for path, met in walk.pages.items())
    assert most <= PARTS[part], f"{path or 'home'}: {most} bytes of {part}"


def test_scripts_and_styles_stay_small(walk, site_dir):
    """Those of every page; all scripts outside the model's pages and the libraries; all styles, and no theme's beside."""

    def compressed(files: list[Path]) -> int:
        return sum(len(gzip.compress(file.read_bytes(), 6, mtime=0)) for file in files)

    assert 0 < compressed([site_dir / "assets/js/site.js"]) <= EVERY_PAGE_SCRIPTS
    scripts, sheets = (sorted(site_dir.rglob(f"*.{kind}")) for kind in ("js", "css"))
    ours = [path for path in scripts if not {"frontend", "it"} & set(path.relative_to(site_dir).parts)]
    assert 0 < compressed(ours) <= HAND_WRITTEN_SCRIPTS
    assert {sheet.parent for sheet in sheets} == {site_dir / "assets/css"}
    assert 0 < compressed(sheets) <= STYLES


def test_no_rule_of_style_is_without_use(walk, new_context):
    used = dict(walk.used)
    for path, acts in [*ACTS.items(), *((path, None) for path in UNSCRIPTED)]:
        page = new_context(viewport=DESKTOP, java_script_enabled=acts is not None).new_page()
        page.goto(path)
        note(page, used)
        for act in acts or ():
            do(page, act)
            note(page, used)
        page.close()
    assert len(used) > 300
    assert not unused(used), "\n".join(unused(used))
    assert [selector for selector in KEPT if used.get(selector, True)] == [], "needs no reason any more, or is gone"


def test_a_rule_without_use_is_named(page):
    used: dict[str, bool] = {}
    page.set_content(
        "<style>p:hover, .gone > p::before { color: red } @media print { i { color: red } li:is(:focus, .x) { color: red } }"
        "</style><p>A word</p><ul><li>One</li></ul>"
    )
    note(page, used)
    assert unused(used) == [".gone > p::before", "i"]


@pytest.mark.every
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_axe_finds_nothing_on_any_page_in_any_look(page_factory, site_pages, scheme, width):
    page, found = page_factory(width=width, color_scheme=scheme, reduced_motion="reduce"), []
    judged: set[int] = set()
    for path in [*site_pages, "404.html"]:
        page.goto(path)
        assert (page.evaluate(LUMINANCE) < 0.25) == (scheme == "dark")
        found += [f"{path or 'home'}: {violation}" for violation in axed(page, judged)]
    assert found == []


def test_axe_finds_a_planted_fault(page):
    """Even where all that the page itself has was judged before."""
    page.goto("")
    judged: set[int] = set()
    assert axed(page, judged) == []
    page.evaluate(PLANTED)
    rules = {finding.partition(":")[0] for finding in axed(page, judged)}
    assert {"image-alt", "button-name", "color-contrast"} <= rules
