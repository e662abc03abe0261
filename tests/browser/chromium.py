"""Finds the Chromium that the browser tests drive, and installs one where none is found.

    python tests/browser/chromium.py

prints the browser's path. The order: the variable CHROMIUM; the headless shell, which is the same engine
without windows and takes a third of the time; another browser on the PATH; the one that Playwright
downloads. Who is root on Debian gets Debian's package of the shell first. If none of them can be had, the
message names the choices. A library that Playwright's own program lacks is installed if we are root
on Debian, and named otherwise.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import playwright
from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DOWNLOAD_SECONDS = 300
START_SECONDS = 60

# What Playwright's program needs and a bare Debian does not have.
DRIVER_PACKAGES = ("libatomic1", "libstdc++6")
# Without its fonts no text has a width.
BROWSER_PACKAGES = ("chromium-headless-shell", "fonts-liberation")

DRIVER = """Playwright, which drives the browser of the tests, does not start{why}. Install what it needs with your \
system's package manager (on Debian and Ubuntu, as root: apt-get install {packages}), then run the command again."""
CHOICES = """No Chromium was found for the browser tests. Do one of these, then run the command again:
  - install Chromium or Google Chrome with your system's package manager, so that it is on the PATH;
  - set CHROMIUM to the path of a Chromium or Chrome, as in: CHROMIUM=/path/to/chrome make test
  - let Playwright download its own: .venv/bin/python -m playwright install --with-deps chromium"""


class NoBrowser(Exception):
    """No browser can be had; the message says what to do."""


@dataclass(frozen=True)
class Machine:
    """What the search asks of the machine; tests hand in another one."""

    environment: Mapping[str, str]
    which: Callable[[str], str | None]
    starts: Callable[[str], bool]
    driver: str
    playwright_path: Callable[[], str]
    lacks: Callable[[str], list[str]]
    run: Callable[[list[str], int], bool]
    is_root_on_debian: Callable[[], bool]


def find(machine: Machine) -> str | None:
    """Path of a browser that is already here and starts, or None.

    Raises:
        NoBrowser: CHROMIUM is set and does not start: a wrong choice is not passed over silently.
    """
    chosen = machine.environment.get("CHROMIUM")
    if chosen:
        if not machine.starts(chosen):
            raise NoBrowser(f"CHROMIUM is {chosen!r}, which does not start. Correct or unset it.")
        return chosen
    on_path = [path for name in NAMES if (path := machine.which(name))]
    here = next((path for path in (*on_path, *MACOS) if machine.starts(path)), None)
    if here:
        return here
    playwrights = machine.playwright_path()
    return playwrights if machine.starts(playwrights) else None


def install(machine: Machine) -> str:
    """Path of a browser, downloaded or installed if there is none yet.

    Raises:
        NoBrowser: none could be had, or what drives it does not start.
    """
    _prepare_driver(machine)
    path = find(machine)
    chosen = machine.environment.get("CHROMIUM")
    if not chosen and Path(path or "").name not in SHELLS and _apt(machine, BROWSER_PACKAGES):
        path = find(machine)
    if path:
        return path
    download = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    if machine.run(download, DOWNLOAD_SECONDS) and (path := find(machine)):
        return path
    lacking = machine.lacks(machine.playwright_path())
    raise NoBrowser(CHOICES + (f"\nThe one that Playwright downloaded lacks {', '.join(lacking)}." if lacking else ""))


def _prepare_driver(machine: Machine) -> None:
    if machine.starts(machine.driver):
        return
    lacking = machine.lacks(machine.driver)
    if not (_apt(machine, DRIVER_PACKAGES) and machine.starts(machine.driver)):
        why = f": it lacks {', '.join(lacking)}" if lacking else ""
        raise NoBrowser(DRIVER.format(why=why, packages=" ".join(DRIVER_PACKAGES)))


def _apt(machine: Machine, packages: tuple[str, ...]) -> bool:
    """Whether Debian's packages could be installed: only root on Debian can."""
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return machine.is_root_on_debian() and all(
        machine.run(command, DOWNLOAD_SECONDS) for command in (["apt-get", "update"], install)
    )


def this_machine() -> Machine:
    driver = Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node")
    return Machine(os.environ, shutil.which, _starts, str(driver), _playwright_path, _lacks, _run, _is_root_on_debian)


def _starts(path: str) -> bool:
    """Whether the program runs at all: a downloaded one may lack system libraries, a stub its browser."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=START_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwright_path() -> str:
    with sync_playwright() as driver:
        return driver.chromium.executable_path


def _lacks(path: str) -> list[str]:
    try:
        said = subprocess.run(["ldd", path], capture_output=True, text=True, timeout=START_SECONDS).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.split()[0] for line in said.splitlines() if line.endswith("not found")]


def _run(command: list[str], seconds: int) -> bool:
    print("Installing a browser for the tests:", *command, file=sys.stderr)
    try:
        silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        return subprocess.run(command, stdout=sys.stderr, env=silent, timeout=seconds).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _is_root_on_debian() -> bool:
    release = Path("/etc/os-release")
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not release.exists():
        return False
    return "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def main() -> int:
    try:
        print("Browser for the tests:", install(this_machine()))
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
