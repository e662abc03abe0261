"""The built site in Firefox and WebKit; what goes wrong in a page is recorded by a script put before all others."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import chromium
import driving
import pytest
from serving import served

PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
LACKING = "Firefox and WebKit are tested with Debian's packages; these are missing:"

RECORDER = """<script>{
  const note = text => { sessionStorage.troubles = (sessionStorage.troubles ?? "") + `${location.pathname}: ${text}\\n` }
  addEventListener("error", event => note(event.message ?? `not loaded: ${event.target.src ?? event.target.href}`), true)
  addEventListener("unhandledrejection", event => note(String(event.reason)))
  addEventListener("securitypolicyviolation", event => note(`${event.effectiveDirective} ${event.blockedURI}`))
  const { error } = console
  console.error = (...words) => { note(words.join(" ")); error(...words) }
}</script>"""


@pytest.fixture(scope="session")
def base_url(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the served site, each page with the recorder; ends in a slash."""
    site = shutil.copytree(site_dir, tmp_path_factory.mktemp("recorded") / "site")
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<head>", "<head>" + RECORDER, 1), "utf-8")
    with served(site) as address:
        yield address


@pytest.fixture(scope="session", params=driving.BROWSERS)
def window(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[driving.Reader]:
    def lacking() -> str:
        return " ".join(package for program, package in PACKAGES.items() if not shutil.which(program))

    try:
        chromium.have(lacking, tuple(PACKAGES.values()), LACKING)
    except chromium.NoBrowser as error:
        pytest.exit(str(error), returncode=1)
    window = driving.BROWSERS[request.param](tmp_path_factory.mktemp(request.param))
    yield window
    window.quit()


@pytest.fixture
def browser(window: driving.Reader, base_url: str) -> Iterator[driving.Reader]:
    """The browser on a desktop's screen, with nothing remembered; afterwards, no page may have had a trouble."""
    window.set_window_size(1280, 900)
    window.open(base_url + "robots.txt")
    window.run("() => { sessionStorage.clear(); localStorage.clear() }")
    yield window
    assert window.run("() => sessionStorage.troubles ?? ''") == ""
