"""The order in which a browser for the tests is sought, on machines made up here."""

import os
import subprocess
import sys

import chromium
import pytest
from checkouts import ROOT

PLAYWRIGHT, DRIVER = "/cache/playwright/chrome", "/packages/playwright/driver/node"
SHELL, OTHER, MINE = "/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/mine/chrome"


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Makes a machine on which some programs start, and what is run brings others; returns the list of what was run."""

    def make(present=(), brings=(), chosen="", root=False, driver=True) -> list[str]:
        here, ran = {*present, *([DRIVER] if driver else [])}, []

        def run(command: list[str], seconds: int = 300, told: bool = True) -> str:
            if command[1:] == ["--version"]:
                return "" if command[0] in here else f"{command[0]}: libatomic.so.1 is missing"
            tool = next(tool for tool in ("playwright", "update", "libatomic1", "apt-get") if tool in command)
            ran.append(tool)
            here.add(dict(brings).get(tool, ""))
            return "" if tool in ("update", *dict(brings)) else "no network"

        def downloaded() -> str:
            assert DRIVER in here, "the driver was asked although it does not start"
            return PLAYWRIGHT

        (release := tmp_path / "release").write_text("ID=debian\n")
        fakes = {"run": run, "downloaded": downloaded, "DRIVER": DRIVER, "RELEASE": release}
        fakes |= {"os.geteuid": lambda: 0 if root else 1000}
        fakes |= {"shutil.which": lambda name: next((path for path in here if path.endswith(f"/{name}")), None)}
        for name, fake in fakes.items():
            monkeypatch.setattr(f"chromium.{name}", fake)
        monkeypatch.setenv("CHROMIUM", chosen)
        return ran

    return make


# What is here and can be had; which browser is found, and what was run for it.
FOUND = {
    "the variable comes first": ({"present": [SHELL, MINE], "chosen": MINE, "root": True}, MINE, []),
    "then the shell": ({"present": [OTHER, SHELL], "root": True}, SHELL, []),
    "then a browser on the path": ({"present": [OTHER, PLAYWRIGHT]}, OTHER, []),
    "then the one that Playwright has": ({"present": [PLAYWRIGHT]}, PLAYWRIGHT, []),
    "then Playwright downloads it": ({"brings": {"playwright": PLAYWRIGHT}}, PLAYWRIGHT, ["playwright"]),
    "root on Debian gets the shell": ({"present": [OTHER], "brings": {"apt-get": SHELL}, "root": True}, SHELL, ["update", "apt-get"]),
    "without a network another will do": ({"present": [OTHER], "root": True}, OTHER, ["update", "apt-get"]),
    "what the driver lacks is installed": ({"present": [SHELL], "brings": {"libatomic1": DRIVER}, "root": True, "driver": False}, SHELL, ["update", "libatomic1"]),
    "a bare Debian gets driver and browser": ({"brings": {"libatomic1": DRIVER, "apt-get": SHELL}, "root": True, "driver": False}, SHELL, ["update", "libatomic1", "update", "apt-get"]),
}  # fmt: skip
# Where none can be had: what is said.
REFUSED = {
    "a variable that does not start": ({"present": [OTHER], "chosen": MINE}, r"/mine/chrome.*Correct or unset"),
    "a download that does not start": ({"brings": {"playwright": "/broken"}}, r"(?s)CHROMIUM=.*playwright install.*libatomic"),
    "the driver lacks something": ({"present": [OTHER], "driver": False}, r"(?s)node: libatomic\.so\.1.*apt-get install libatomic1"),
    "packages that do not help": ({"brings": {"libatomic1": OTHER}, "driver": False, "root": True}, r"apt-get install libatomic1"),
}  # fmt: skip


@pytest.mark.parametrize(("here", "path", "ran"), FOUND.values(), ids=FOUND)
def test_the_best_browser_is_found_or_installed(machine, here, path, ran):
    assert (machine(**here), chromium.install()) == (ran, path)


@pytest.mark.parametrize(("here", "said"), REFUSED.values(), ids=REFUSED)
def test_where_none_can_be_had_it_stops_with_what_to_do(machine, here, said):
    machine(**here)
    with pytest.raises(chromium.NoBrowser, match=said):
        chromium.install()


def test_a_program_that_does_not_start_says_why(tmp_path):
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'libnss3.so is missing' >&2; exit 127\n")
    broken.chmod(0o755)
    faults = [chromium.fault(program) for program in (sys.executable, str(broken), str(tmp_path / "none"))]
    assert faults[:2] == ["", "libnss3.so is missing"]
    assert "none" in faults[2]


def test_where_there_is_none_the_tests_that_need_one_say_what_to_do(tmp_path):
    away = {"PATH": "", "CHROMIUM": "", "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    asked = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "tests/browser/test_recording.py"]
    done = subprocess.run(asked, cwd=ROOT, env=os.environ | away, capture_output=True, text=True, timeout=120)
    assert chromium.CHOICES in done.stdout
