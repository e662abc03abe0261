"""The recorder notices each kind of trouble; otherwise every test that relies on it would pass in vain."""

from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from recording import Record
from serving import served

# A port that nothing listens on: the request is seen although no network is touched.
ELSEWHERE = "http://127.0.0.1:9/"
POLICY = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'self'; img-src 'none'\">"
PAGE = "<script src=page.js></script>"
# What the page has in its head, what its script does, and what trouble that is.
PAGES = {
    "clean": ("", "", ""),
    "console": (PAGE, "console.error('said so')", "console: said so"),
    "uncaught": (PAGE, "setTimeout(() => { throw new Error('thrown') })", "uncaught: .*thrown"),
    "missing": ("<img src=missing.png>", "", "console: .*404.*missing.png"),
    "unreachable": ("<img src=https://nowhere.invalid/picture.png>", "", "console: .*ERR_.*nowhere.invalid"),
    "fetched": (PAGE, "fetch('lost.json')", "console: .*404.*lost.json"),
    "other-host": (f"<img src={ELSEWHERE}picture.png>", "", "other host: .*picture.png"),
    "policy": (POLICY + PAGE, "document.write('<img src=picture.png>')", "console: .*picture.png.*img-src"),
    "worker": (PAGE, "new Worker('worker.js')", "other host: .*from-worker"),
    "worker-error": (PAGE, "new Worker('noisy.js')", "console: from the worker"),
}


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    root = tmp_path_factory.mktemp("planted")
    for name, (head, script, _) in PAGES.items():
        folder = root / name
        folder.mkdir()
        icon = "<link rel=icon href=data:,>"
        (folder / "index.html").write_text(f"<!doctype html><html lang=en><title>x</title>{icon}{head}<p>x")
        (folder / "page.js").write_text(script)
        (folder / "worker.js").write_text(f"fetch('{ELSEWHERE}from-worker').catch(() => {{}})")
        (folder / "noisy.js").write_text("console.error('from the worker')")
    (root / "404.html").write_text("not here")
    with served(root) as address:
        yield address


def visited(browser: Browser, address: str, name: str) -> Record:
    record = Record(address.split("/")[2])
    context = browser.new_context()
    record.attach(context)
    page = context.new_page()
    page.goto(f"{address}{name}/", wait_until="networkidle")
    for _ in range(300):
        if record.troubles or name == "clean":
            break
        page.wait_for_timeout(50)
    context.close()
    return record


@pytest.mark.parametrize("name", PAGES)
def test_trouble_is_recorded_and_may_be_expected(browser, planted, name):
    trouble = PAGES[name][2]
    record = visited(browser, planted, name)
    assert f"{planted}{name}/" in record.requests
    assert bool(record.unexpected()) == bool(trouble)
    record.expect(trouble)
    assert len(record.unexpected()) < max(len(record.troubles), 1), record.troubles


def test_the_server_answers_as_the_host_of_the_site_does(planted):
    host = HTTPConnection(urlsplit(planted).netloc, timeout=10)
    for path, status, text in (
        ("clean", 301, b""),
        ("nowhere/deep/", 404, b"not here"),
        ("../../../../../../etc/passwd", 404, b"not here"),
    ):
        host.request("GET", f"/explainer/{path}")
        answer = host.getresponse()
        assert (answer.status, answer.read()) == (status, text)
