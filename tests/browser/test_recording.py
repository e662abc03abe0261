"""The recorder notices each kind of trouble; otherwise every test that relies on it would pass in vain."""

import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

# A port that nothing listens on: the request is seen although no network is touched.
ELSEWHERE = "http://127.0.0.1:9/"
WORKER = "<script>new Worker('data:text/javascript,' + `{}`)</script>"
# What stands on the page, and what trouble that is.
PAGES = {
    "console": ("<script>console.error('said so')</script>", "console: said so"),
    "uncaught": ("<script>setTimeout(() => { throw new Error('thrown') })</script>", "uncaught: .*thrown"),
    "missing": ("<img src=missing.png>", "console: .*404.*missing.png"),
    "unreachable": ("<img src=https://nowhere.invalid/picture.png>", "console: .*ERR_.*nowhere.invalid"),
    "fetched": ("<script>fetch('lost.json')</script>", "console: .*404.*lost.json"),
    "other-host": (f"<img src={ELSEWHERE}picture.png>", "other host: .*picture.png"),
    "policy": (
        "<meta http-equiv=Content-Security-Policy content=\"img-src 'none'\"><img src=picture.png>",
        "console: .*picture.png.*img-src",
    ),
    "worker": (WORKER.format(f"fetch('{ELSEWHERE}from-worker')"), "other host: .*from-worker"),
    "worker-error": (WORKER.format("console.error('from the worker')"), "console: from the worker"),
}


@pytest.mark.parametrize(("content", "trouble"), PAGES.values(), ids=PAGES)
def test_trouble_is_recorded_and_may_be_expected(page, record, base_url, content, trouble):
    page.route("**/planted/", lambda route: route.fulfill(body=content, content_type="text/html"))
    page.goto("planted/")
    assert f"{base_url}planted/" in record.requests
    for _ in range(300):
        if any(re.search(trouble, told) for told in record.troubles):
            break
        page.wait_for_timeout(50)
    before = record.unexpected()
    record.expect(trouble)
    assert len(record.unexpected()) < len(before)
    record.expect("")


def test_the_server_answers_as_the_host_of_the_site_does(base_url, site_dir):
    host, lost = HTTPConnection(urlsplit(base_url).netloc, timeout=10), (site_dir / "404.html").read_bytes()
    for path, status, text in (
        ("incident", 301, b""),
        ("nowhere/deep/", 404, lost),
        ("../../../../../../etc/passwd", 404, lost),
    ):
        host.request("GET", f"/explainer/{path}")
        answer = host.getresponse()
        assert (answer.status, answer.read()) == (status, text)
