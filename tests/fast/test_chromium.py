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


SHELL, OTHER, MINE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/mine/chrome"
LACKING = {DRIVER: ["libatomic.so.1"]}
# What is here and can be had; which browser is found, and what was run for it.
FOUND = {
    "the variable comes first": ({"present": [SHELL, MINE], "environment": {"CHROMIUM": MINE}, "debian_root": True}, MINE, []),
    "then the shell": ({"present": [OTHER, SHELL], "debian_root": True}, SHELL, []),
    "then a browser on the path": ({"present": [OTHER, PLAYWRIGHT]}, OTHER, []),
    "then the one that Playwright has": ({"present": [PLAYWRIGHT]}, PLAYWRIGHT, []),
    "then Playwright downloads it": ({"brings": {"playwright": PLAYWRIGHT}}, PLAYWRIGHT, ["playwright"]),
    "root on Debian gets the shell": ({"present": [OTHER], "brings": {"apt-get": SHELL}, "debian_root": True}, SHELL, ["update", "apt-get"]),
    "without a network another will do": ({"present": [OTHER], "debian_root": True}, OTHER, ["update", "apt-get"]),
    "what the driver lacks is installed": ({"present": [SHELL], "brings": {"libatomic1": DRIVER}, "debian_root": True, "lacks": LACKING}, SHELL, ["update", "libatomic1"]),
    "a bare Debian gets driver and browser": ({"brings": {"libatomic1": DRIVER, "apt-get": SHELL}, "debian_root": True, "lacks": LACKING}, SHELL, ["update", "libatomic1", "update", "apt-get"]),
}  # fmt: skip
# Where none can be had: what is said.
REFUSED = {
    "a variable that does not start": ({"present": [OTHER], "environment": {"CHROMIUM": MINE}}, r"/mine/chrome.*Correct or unset"),
    "a download that does not start": ({"brings": {"playwright": "/elsewhere/broken"}}, r"(?s)CHROMIUM=.*playwright install"),
    "nothing": ({}, r"(?s)CHROMIUM=.*playwright install"),
    "the driver lacks something": ({"present": [OTHER], "lacks": LACKING}, r"it lacks libatomic\.so\.1.*apt-get install libatomic1"),
    "root without a network": ({"present": [OTHER], "lacks": LACKING, "debian_root": True}, r"it lacks libatomic\.so\.1.*apt-get install libatomic1"),
    "the downloaded browser lacks something": ({"lacks": {PLAYWRIGHT: ["libnss3.so", "libgbm.so.1"]}}, r"Playwright downloaded lacks libnss3\.so, libgbm\.so\.1"),
}  # fmt: skip


@pytest.mark.parametrize(("machine", "path", "ran"), FOUND.values(), ids=FOUND)
def test_the_best_browser_is_found_or_installed(machine, path, ran):
    fake = Fake(**machine)
    assert chromium.install(fake.machine) == path
    assert fake.ran == ran


@pytest.mark.parametrize(("machine", "said"), REFUSED.values(), ids=REFUSED)
def test_where_none_can_be_had_it_stops_with_what_to_do(machine, said):
    with pytest.raises(chromium.NoBrowser, match=said):
        chromium.install(Fake(**machine).machine)


def test_on_this_machine_a_program_that_runs_lacks_nothing():
    assert chromium.this_machine().lacks(sys.executable) == []
