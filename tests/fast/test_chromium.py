"""The order in which a browser for the tests is sought, on machines made up here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import chromium

PLAYWRIGHT = "/cache/playwright/chrome"


class Fake:
    """A machine on which `present` browsers start and installing brings the ones in `brings`."""

    def __init__(self, present=(), environment=None, brings=None, debian_root=False):
        self.present = set(present)
        self.brings = brings or {}
        self.ran = []
        self.machine = chromium.Machine(
            environment=environment or {},
            which=lambda name: next((p for p in self.present if Path(p).name == name), None),
            starts=lambda path: path in self.present,
            playwright_path=lambda: PLAYWRIGHT,
            run=self.run,
            is_root_on_debian=lambda: debian_root,
        )

    def run(self, command, seconds):
        assert seconds > 0
        tool = next(tool for tool in ("playwright", "update", "apt-get") if tool in command)
        self.ran.append(tool)
        if tool == "update":
            return True
        self.present |= {self.brings[tool]} if tool in self.brings else set()
        return tool in self.brings


def test_the_variable_comes_first():
    fake = Fake(["/usr/bin/chromium", "/mine/chrome"], {"CHROMIUM": "/mine/chrome"})
    assert chromium.install(fake.machine) == "/mine/chrome"


def test_a_variable_that_does_not_start_is_not_passed_over():
    fake = Fake(["/usr/bin/chromium"], {"CHROMIUM": "/mine/chrome"})
    with pytest.raises(chromium.NoBrowser, match=r"/mine/chrome.*Correct or unset"):
        chromium.install(fake.machine)


def test_then_a_browser_on_the_path():
    assert chromium.install(Fake(["/usr/bin/google-chrome", PLAYWRIGHT]).machine) == "/usr/bin/google-chrome"


def test_then_the_one_that_playwright_has():
    fake = Fake([PLAYWRIGHT])
    assert chromium.install(fake.machine) == PLAYWRIGHT
    assert fake.ran == []


def test_then_playwright_downloads_it():
    fake = Fake(brings={"playwright": PLAYWRIGHT}, debian_root=True)
    assert chromium.install(fake.machine) == PLAYWRIGHT
    assert fake.ran == ["playwright"]


def test_then_root_on_debian_installs_the_package():
    fake = Fake(brings={"apt-get": "/usr/bin/chromium"}, debian_root=True)
    assert chromium.install(fake.machine) == "/usr/bin/chromium"
    assert fake.ran == ["playwright", "update", "apt-get"]


def test_a_download_that_cannot_start_is_passed_over():
    fake = Fake(brings={"playwright": "/elsewhere/broken", "apt-get": "/usr/bin/chromium"}, debian_root=True)
    assert chromium.install(fake.machine) == "/usr/bin/chromium"


def test_else_it_stops_with_the_choices():
    fake = Fake()
    with pytest.raises(chromium.NoBrowser, match="CHROMIUM=") as stopped:
        chromium.install(fake.machine)
    assert "playwright install" in str(stopped.value)
    assert fake.ran == ["playwright"]
