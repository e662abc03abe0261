"""Finds the Chromium that the browser tests drive, and installs one where none is found.

    python tests/browser/chromium.py

prints the browser's path. The order: the variable CHROMIUM; a browser on the PATH; the one that
Playwright downloads; Debian's package, if we are root on Debian. If none of them can be had, the
message names the choices.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
DOWNLOAD_SECONDS = 300
START_SECONDS = 60

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
    playwright_path: Callable[[], str]
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
        NoBrowser: none could be had.
    """
    path = find(machine)
    if path:
        return path
    playwright = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
    if machine.run(playwright, DOWNLOAD_SECONDS) and (path := find(machine)):
        return path
    if machine.is_root_on_debian():
        package = ["apt-get", "install", "--yes", "--no-install-recommends", "chromium"]
        if (
            machine.run(["apt-get", "update"], DOWNLOAD_SECONDS)
            and machine.run(package, DOWNLOAD_SECONDS)
            and (path := find(machine))
        ):
            return path
    raise NoBrowser(CHOICES)


def this_machine() -> Machine:
    """The machine that we run on."""
    return Machine(os.environ, shutil.which, _starts, _playwright_path, _run, _is_root_on_debian)


def _starts(path: str) -> bool:
    """Whether the program runs at all: a downloaded one may lack system libraries, a stub its browser."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=START_SECONDS).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _playwright_path() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _run(command: list[str], seconds: int) -> bool:
    print("Installing a browser for the tests:", *command, file=sys.stderr)
    try:
        return subprocess.run(command, stdout=sys.stderr, timeout=seconds).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _is_root_on_debian() -> bool:
    release = Path("/etc/os-release")
    if not hasattr(os, "geteuid") or os.geteuid() != 0 or not release.exists():
        return False
    return "ID=debian" in release.read_text(encoding="utf-8").splitlines()


def main() -> int:
    """Print the browser's path; 1 and the choices if there is none."""
    try:
        print("Browser for the tests:", install(this_machine()))
    except NoBrowser as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
