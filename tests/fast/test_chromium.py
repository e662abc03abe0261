"""The order in which a browser for the tests is sought, on machines made up here."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "browser"))
import chromium

PLAYWRIGHT = "/cache/playwright/chrome"
DRIVER = "/packages/playwright/driver/node"


class Fake:
    """A machine on which `present` browsers start and installing brings the ones in `brings`."""

    def __init__(self, present=(), environment=None, brings=None, debian_root=False, lacks=None):
        self.lacks = lacks or {}
        self.present = {*present, DRIVER} - set(self.lacks)
        self.brings = brings or {}
        self.ran = []
        self.machine = chromium.Machine(
            environment=environment or {},
            which=lambda name: next((p for p in self.present if Path(p).name == name), None),
            starts=lambda path: path in self.present,
            driver=DRIVER,
            playwright_path=self.playwright_path,
            lacks=lambda path: self.lacks.get(path, []),
            run=self.run,
            is_root_on_debian=lambda: debian_root,
        )

    def playwright_path(self):
        assert DRIVER in self.present, "the driver was asked although it does not start"
        return PLAYWRIGHT

    def run(self, command, seconds):
        assert seconds > 0
        tool = next(tool for tool in ("playwright", "update", "libatomic1", "apt-get") if tool in command)
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


def test_what_the_driver_lacks_is_installed_by_root_on_debian():
    fake = Fake(
        ["/usr/bin/chromium"], brings={"libatomic1": DRIVER}, debian_root=True, lacks={DRIVER: ["libatomic.so.1"]}
    )
    assert chromium.install(fake.machine) == "/usr/bin/chromium"
    assert fake.ran == ["update", "libatomic1"]


def test_a_bare_debian_gets_driver_and_browser():
    brings = {"libatomic1": DRIVER, "apt-get": "/usr/bin/chromium"}
    fake = Fake(brings=brings, debian_root=True, lacks={DRIVER: ["libatomic.so.1"]})
    assert chromium.install(fake.machine) == "/usr/bin/chromium"
    assert fake.ran == ["update", "libatomic1", "playwright", "update", "apt-get"]


@pytest.mark.parametrize("debian_root", [False, True], ids=["not root", "root without a network"])
def test_what_the_driver_lacks_is_named_where_it_cannot_be_installed(debian_root):
    fake = Fake(["/usr/bin/chromium"], debian_root=debian_root, lacks={DRIVER: ["libatomic.so.1"]})
    with pytest.raises(chromium.NoBrowser, match=r"it lacks libatomic\.so\.1.*apt-get install libatomic1"):
        chromium.install(fake.machine)


def test_what_the_downloaded_browser_lacks_is_named():
    fake = Fake(lacks={PLAYWRIGHT: ["libnss3.so", "libgbm.so.1"]})
    with pytest.raises(chromium.NoBrowser, match=r"Playwright downloaded lacks libnss3\.so, libgbm\.so\.1"):
        chromium.install(fake.machine)


def test_on_this_machine_a_program_that_runs_lacks_nothing():
    assert chromium.this_machine().lacks(sys.executable) == []
