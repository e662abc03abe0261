"""Finds the Chromium that the browser tests drive, and installs one where none is found.

    python tests/chromium.py

prints the browser's path. The order: the variable CHROMIUM; the headless shell, which is the same engine
without windows and takes a third of the time; another browser on the PATH; the one that Playwright
downloads. Who is root on Debian gets Debian's package of the shell first, and what Playwright's own program
lacks. If no browser can be had, the message names the choices.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import playwright
from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NAMES += tuple(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Google Chrome", "Chromium"))
DRIVER = str(Path(playwright.__file__).parent / "driver" / ("node.exe" if os.name == "nt" else "node"))
RELEASE = Path("/etc/os-release")
# What Playwright's program needs and a bare Debian does not have.
DRIVER_PACKAGES = ("libatomic1", "libstdc++6")
# Without its fonts no text has a width.
BROWSER_PACKAGES = ("chromium-headless-shell", "fonts-liberation")

CHOICES = """No Chromium was found for the browser tests. Do one of these, then run the command again:
  - install Chromium or Google Chrome with your system's package manager, so that it is on the PATH;
  - set CHROMIUM to the path of a Chromium or Chrome, as in: CHROMIUM=/path/to/chrome make test
  - let Playwright download its own: .venv/bin/python -m playwright install --with-deps chromium"""


class NoBrowser(Exception):
    """No browser can be had; the message says what to do."""


def find() -> str | None:
    """Path of a browser that is already here and starts, or None; not to be asked while Playwright runs.

    Raises:
        NoBrowser: CHROMIUM is set and does not start: a wrong choice is not passed over silently.
    """
    chosen = os.environ.get("CHROMIUM")
    if chosen and fault(chosen):
        raise NoBrowser(f"CHROMIUM is {chosen!r}, which does not start. Correct or unset it.")
    return chosen or next((path for path in _places() if not fault(path)), None)


def _places() -> Iterator[str]:
    yield from filter(None, map(shutil.which, NAMES))
    yield downloaded()


def install() -> str:
    """Path of a browser, downloaded or installed if there is none yet.

    Raises:
        NoBrowser: none could be had, or what drives it does not start.
    """
    have(lambda: fault(DRIVER), DRIVER_PACKAGES, "Playwright, which drives the browser of the tests, does not start:")
    path = find()
    if not os.environ.get("CHROMIUM") and Path(path or "").name not in SHELLS and apt(BROWSER_PACKAGES):
        path = find()
    if not path and not run([sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]):
        path = find()
    if not path:
        raise NoBrowser(f"{CHOICES}\nThe last of them does not start: {fault(downloaded())}")
    return path


def have(lacking: Callable[[], str], packages: tuple[str, ...], message: str) -> None:
    """See that nothing is lacking any more: as root on Debian its packages are installed.

    Raises:
        NoBrowser: something is; the message says what, and names the packages.
    """
    if lacking():
        apt(packages)
    if lacking():
        raise NoBrowser(
            f"{message} {lacking()}\nInstall what is missing with your system's package manager (on Debian and Ubuntu, as "
            f"root: apt-get install {' '.join(packages)}), then run the command again."
        )


def apt(packages: tuple[str, ...]) -> bool:
    """Whether Debian's packages could be installed: only root on Debian can."""
    debian = RELEASE.exists() and "ID=debian" in RELEASE.read_text("utf-8").splitlines()
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    return debian and os.geteuid() == 0 and not any(map(run, (["apt-get", "update"], install)))


def fault(path: str) -> str:
    """Why the program does not run at all: a downloaded one may lack system libraries, a stub its browser."""
    return run([path, "--version"], 60, told=False)


def downloaded() -> str:
    with sync_playwright() as driver:
        return driver.chromium.executable_path


def run(command: list[str], seconds: int = 300, told: bool = True) -> str:
    """Run a program and return its last words if it fails, else nothing; `told`, it shows what it does."""
    if told:
        print("Installing a browser for the tests:", *command, file=sys.stderr)
    silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    output = {"stdout": sys.stderr} if told else {"capture_output": True, "text": True}
    try:
        done = subprocess.run(command, env=silent, timeout=seconds, **output)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if done.returncode == 0 else (done.stderr or "").strip() or f"it ends with {done.returncode}"


if __name__ == "__main__":
    try:
        print("Browser for the tests:", install())
    except NoBrowser as error:
        sys.exit(str(error))
