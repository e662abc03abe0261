"""The whole site as a reader meets it, crawled from the home page by links alone."""

from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from recording import Record

PUBLISHED = "https://example.org/explainer/"

COLLECT = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const content = (selector, name) => document.querySelector(selector)?.getAttribute(name) ?? null;
  return {
    lang: document.documentElement.lang,
    title: document.title,
    description: content('meta[name=description]', 'content'),
    canonical: content('link[rel=canonical]', 'href'),
    headings: all('h1').map(h => h.textContent.trim()),
    ids: all('[id]').map(e => e.id),
    links: all('a[href]').map(a => a.href),
    switches: all('header a[hreflang]').map(a => [a.hreflang, a.href]),
    mains: all('main').length,
    structured: JSON.parse(document.querySelector('script[type="application/ld+json"]').textContent),
  };
}"""

DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
# Whether the focus is on a link to a place on the page, and in view.
FIRST_FOCUS = """() => {
  const link = document.activeElement, box = link.getBoundingClientRect();
  return link.matches('a[href^="#"]') && box.width > 0 && box.top >= 0 && getComputedStyle(link).opacity === '1';
}"""
# What makes the page wider than its window.
WIDER = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""

# What scripts add for themselves (buttons, forms, dialogs, previews) is no content; all other words are.
VISIBLE_WORDS = """() => {
  // The notes beside the text repeat the list of sources.
  const own = 'button, form, dialog, [popover], [role=status], small[aria-hidden]';
  const words = [];
  const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!parent.closest(own) && parent.checkVisibility({ visibilityProperty: true }))
      words.push(...walker.currentNode.data.split(/\\s+/).filter(Boolean));
  }
  return words;
}"""


@dataclass
class Crawl:
    """What was met: `pages` by their path below the home page, `files` linked to, and all troubles."""

    base: str
    record: Record
    pages: dict[str, dict] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)

    def inside(self, address: str) -> bool:
        return address.startswith(self.base)

    def path(self, address: str) -> str:
        return address.removeprefix(self.base)


@pytest.fixture(scope="session")
def crawl(browser, base_url) -> Crawl:
    crawl = Crawl(base_url, Record(urlsplit(base_url).netloc))
    # Without motion there is no fading in to wait for.
    context = browser.new_context(viewport=DESKTOP, reduced_motion="reduce")
    crawl.record.attach(context)
    page = context.new_page()
    waiting, seen = [base_url], {base_url}
    while waiting:
        address = waiting.pop(0)
        if urlsplit(address).path.rsplit("/", 1)[-1]:
            crawl.files[crawl.path(address)] = context.request.get(address).status
            continue
        page.goto(address, wait_until="load")
        met = page.evaluate(COLLECT)
        crawl.pages[crawl.path(address)] = met
        crawl.words[crawl.path(address)] = page.evaluate(VISIBLE_WORDS)
        page.keyboard.press("Tab")
        met["first"] = page.evaluate(FIRST_FOCUS)
        page.keyboard.press("Enter")
        met["skipped"] = page.evaluate(
            "() => document.querySelector('main').contains(document.querySelector(':target'))"
        )
        page.set_viewport_size(PHONE)
        met["wide"] = page.evaluate(WIDER)
        page.set_viewport_size(DESKTOP)
        for link in met["links"]:
            target = urldefrag(link).url
            if crawl.inside(target) and target not in seen:
                seen.add(target)
                waiting.append(target)
    context.close()
    return crawl


def editions(crawl: Crawl) -> dict[str, dict[str, dict]]:
    """Language -> path within the edition -> page."""
    found: dict[str, dict[str, dict]] = defaultdict(dict)
    for path, met in crawl.pages.items():
        language, rest = ("it", path.removeprefix("it/")) if path.startswith("it/") else ("en", path)
        found[language][rest] = met
    return found


def test_no_page_has_any_trouble(crawl):
    assert crawl.pages
    assert crawl.record.unexpected() == []


def test_links_alone_reach_every_page(crawl, site_pages):
    assert sorted(crawl.pages) == site_pages


def test_the_sitemap_lists_every_page(site_dir, site_pages):
    namespace = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    tree = ElementTree.parse(site_dir / "sitemap.xml")
    listed = [unquote(element.text) for element in tree.iterfind("s:url/s:loc", namespace)]
    assert sorted(listed) == [PUBLISHED + path for path in site_pages]


def test_every_page_has_one_heading_and_one_main_part(crawl):
    assert [(path, met["headings"]) for path, met in crawl.pages.items() if len(met["headings"]) != 1] == []
    assert [path for path, met in crawl.pages.items() if met["mains"] != 1] == []


def test_titles_and_descriptions_are_unique_in_their_language(crawl):
    for pages in editions(crawl).values():
        for name in ("title", "description"):
            values = [met[name] for met in pages.values()]
            assert all(values)
            assert sorted(values) == sorted(set(values))


def test_every_page_states_its_language_and_address(crawl):
    wrong = {
        path: (met["lang"], met["canonical"])
        for path, met in crawl.pages.items()
        if met["lang"] != ("it" if path.startswith("it/") else "en") or met["canonical"] != PUBLISHED + path
    }
    assert wrong == {}


def test_the_structured_data_of_every_page_names_it(crawl):
    wrong = []
    for path, met in crawl.pages.items():
        first = met["structured"]["@graph"][0]
        if not first["url"].endswith("/explainer/" + path) or first["inLanguage"] != met["lang"]:
            wrong.append((path, first["url"], first["inLanguage"]))
    assert wrong == []


def test_the_language_switch_stays_on_the_page(crawl):
    found = editions(crawl)
    wrong = []
    for language, other, folder in (("en", "it", "it/"), ("it", "en", "")):
        for path, met in found[language].items():
            # A page that has no translation yet leads to the other language's home page.
            there = path if path in found[other] else ""
            if met["switches"] != [[other, crawl.base + folder + there]]:
                wrong.append((language, path, met["switches"]))
    assert wrong == []


def test_every_internal_link_leads_somewhere(crawl):
    broken = [f"{path} ({status})" for path, status in crawl.files.items() if status != 200]
    for path, met in crawl.pages.items():
        for link in met["links"]:
            target, fragment = urldefrag(link)
            if not crawl.inside(target):
                continue
            there = crawl.pages.get(crawl.path(target))
            if there and fragment and unquote(fragment) not in there["ids"]:
                broken.append(f"{path or 'home'} -> {crawl.path(link)}")
    assert not broken, "\n".join(broken)


def test_every_other_link_is_secure(crawl):
    allowed = ("https", "mailto")
    outside = {link for met in crawl.pages.values() for link in met["links"] if not crawl.inside(link)}
    assert outside
    assert [link for link in outside if urlsplit(link).scheme not in allowed] == []


def test_without_scripts_the_same_words_are_read(crawl, page_factory):
    page = page_factory(java_script_enabled=False)
    lost = []
    for path, words in crawl.words.items():
        assert words
        page.goto(crawl.base + path)
        missing = set(words) - set(page.evaluate(VISIBLE_WORDS))
        if missing:
            lost.append(f"{path or 'home'}: {' '.join(sorted(missing))}")
    assert not lost, "\n".join(lost)


def test_the_first_tab_offers_to_skip_to_the_text(crawl):
    wrong = [path or "home" for path, met in crawl.pages.items() if not (met["first"] and met["skipped"])]
    assert wrong == []


def test_nothing_scrolls_sideways_on_a_narrow_screen(crawl):
    assert {path or "home": met["wide"] for path, met in crawl.pages.items() if met["wide"]} == {}


@pytest.mark.parametrize("missing", ["nowhere", "it/nowhere/deep/", "incident/nowhere"])
def test_a_missing_page_helps_in_both_languages(page_factory, record, base_url, crawl, missing):
    record.expect("404")
    page = page_factory(java_script_enabled=False)
    response = page.goto(base_url + missing)
    assert response.status == 404
    links = page.evaluate("() => [...document.querySelectorAll('main a[href]')].map(a => a.href)")
    reached = {crawl.path(urldefrag(urljoin(page.url, link)).url) for link in links if crawl.inside(link)}
    assert {"", "it/"} <= reached
    assert reached <= set(crawl.pages)
    assert page.locator("h1").count() == 1
    assert page.locator("main [lang=it]").count() >= 1


def test_a_missing_page_loads_its_styles_and_scripts(page_factory, record, base_url):
    record.expect(r"it/nowhere/deep/ .404|status of 404")
    page = page_factory()
    page.goto(base_url + "it/nowhere/deep/")
    assert page.evaluate("() => document.styleSheets.length") >= 1
    assert [
        trouble for trouble in record.troubles if "refused" in trouble and "nowhere/deep/ (404)" not in trouble
    ] == []
