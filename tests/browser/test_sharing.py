"""What a browser and a social network find: the web manifest, its icons, the favicon and the share card."""

from urllib.parse import urljoin

import pytest
from checkouts import PUBLISHED

SIZE = """address => new Promise((resolve, reject) => {
  const image = new Image();
  image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
  image.onerror = () => reject(new Error(`${address} is no picture`));
  image.src = address;
})"""


@pytest.mark.parametrize("path", ["", "it/incident/"])
def test_the_browser_accepts_manifest_icons_and_card(page, base_url, path):
    page.goto(path)
    answer = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert answer["errors"] == []
    assert answer["url"].startswith(base_url)
    manifest = answer["manifest"]
    assert manifest["startUrl"] == base_url
    assert manifest["scope"] == base_url
    for icon in manifest["icons"]:
        width, height = page.evaluate(SIZE, icon["url"])
        # The browser gives the size "any" of a drawing as 0x0.
        assert icon["sizes"] in ("0x0", f"{width}x{height}")
        assert width == height > 0
    card = page.locator('meta[property="og:image"]').get_attribute("content")
    assert page.evaluate(SIZE, card.replace(PUBLISHED["SITE_URL"], base_url)) == [1200, 630]
    touch = page.locator('link[rel="apple-touch-icon"]').get_attribute("href")
    assert page.evaluate(SIZE, urljoin(page.url, touch)) == [180, 180]
    favicon = page.locator('link[rel="icon"]').get_attribute("href")
    assert page.evaluate(SIZE, urljoin(page.url, favicon))[0] > 0
