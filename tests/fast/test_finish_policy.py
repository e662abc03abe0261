"""The Content-Security-Policy: on every page, by hash, and a clear message for what it would block."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from finishing import INLINE, PAGES, files, html, policy, write

from explainer.finish import FinishError, finish


def _hash(code: str) -> str:
    return f"'sha256-{b64encode(sha256(code.encode()).digest()).decode()}'"


def test_every_page_has_the_policy_right_after_the_charset(tmp_path: Path):
    site = write(tmp_path, files(*PAGES))
    finish(site, base_url=None)
    for path in PAGES[:-1]:
        page = (site / path).read_text()
        assert '<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"' in page
        assert "unsafe-" not in policy(page)
        assert page.index("charset") < 1024
    assert policy(page) == (
        f"default-src 'none'; script-src 'self' {_hash(INLINE)}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; manifest-src 'self'; media-src 'self'; base-uri 'none'; form-action 'self'"
    )


def test_a_page_is_granted_its_own_scripts_only(tmp_path: Path):
    site = write(tmp_path, files("index.html") | {"a/index.html": html("a/index.html", "<script>own()</script>")})
    finish(site, base_url=None)
    assert _hash("own()") in policy((site / "a/index.html").read_text())
    assert _hash("own()") not in policy((site / "index.html").read_text())


def test_data_blocks_need_no_grant_and_line_ends_do_not_matter(tmp_path: Path):
    body = '<script type="application/ld+json">{}</script><script>a()\r\nb()</script>'
    site = write(tmp_path, files())
    (site / "index.html").write_bytes(html("index.html", body).encode())
    finish(site, base_url=None)
    granted = policy((site / "index.html").read_text())
    assert granted.count("sha256-") == 2
    assert _hash("a()\nb()") in granted


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ('<p style="color:red">', "has an inline style"),
        ('<svg><path style="fill:red"/></svg>', "has an inline style"),
        ('<button onclick="go()">', r"has an inline handler \(onclick\)"),
        ('<a href=" javascript:go()">', "has a javascript: address"),
        ("<style>p{}</style>", "has an inline stylesheet"),
        ('<base href="/">', "has a base element"),
        ('<iframe src="x.html"></iframe>', "holds an iframe element"),
        ('<img src="https://example.com/a.png" alt="">', "loads from another host"),
        ('<script src="//example.com/a.js"></script>', "loads from another host"),
        ('<link rel="preconnect" href="https://example.com">', "loads from another host"),
        ('<form action="https://example.com/"></form>', "sends a form to another host"),
    ],
)
def test_names_what_the_policy_would_block(tmp_path: Path, body: str, message: str):
    site = write(tmp_path, files("index.html") | {"a/index.html": html("a/index.html", "\n" + body)})
    with pytest.raises(FinishError, match=rf"^a/index\.html:16: {message}") as caught:
        finish(site, base_url=None)
    assert "Remedy: " in str(caught.value)
    assert re.search(r"^ *(<\w+[^>]*>)$", str(caught.value), re.M)[1] in body


def test_links_to_other_hosts_are_fine(tmp_path: Path):
    site = write(tmp_path, files() | {"index.html": html("index.html", '<a href="https://example.com/a.png">x</a>')})
    assert finish(site, base_url=None).pages == 1


def test_a_page_without_charset_is_named(tmp_path: Path):
    site = write(tmp_path, files("index.html") | {"a/index.html": "<p>"})
    with pytest.raises(FinishError, match=r"a/index\.html: declares no charset"):
        finish(site, base_url=None)
