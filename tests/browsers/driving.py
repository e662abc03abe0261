"""Drives Debian's Firefox and WebKit by their own remote protocols, which take the same commands of WebDriver.

Firefox is spoken to by Marionette, which stands in the browser itself; WebKit by its driver, over HTTP.
"""

import itertools
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

PACKAGES = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}
START_SECONDS = 60
ANSWER_SECONDS = 120
# The same command by each way of speaking.
COMMANDS = {
    "go": ("url", "Navigate"),
    "run": ("execute/async", "ExecuteAsyncScript"),
    "act": ("actions", "PerformActions"),
    "resize": ("window/rect", "SetWindowRect"),
    "back": ("back", "Back"),
}
# What about:reader does, which the protocol does not let in.
READER_VIEW = """async address => {
  const { ReaderMode } = ChromeUtils.importESModule("moz-src:///toolkit/components/reader/ReaderMode.sys.mjs")
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html")
  page.head.prepend(Object.assign(page.createElement("base"), { href: address }))
  return (await ReaderMode.parseDocument(page)).content
}"""
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}


class Lacking(Exception):
    """A browser, or what drives it, cannot be had; the message names the packages."""


def prepare() -> None:
    """See that the programs are here: as root on Debian they are installed, else what lacks is named."""
    if not _lacking():
        return
    release = Path("/etc/os-release")
    if os.geteuid() == 0 and release.is_file() and "ID=debian" in release.read_text("utf-8").splitlines():
        silent = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *_lacking()]):
            subprocess.run(["apt-get", "--quiet", *command], env=silent, check=False)
    if lacking := _lacking():
        raise Lacking(
            f"Firefox and WebKit are tested with Debian's packages; these are missing: {' '.join(lacking)}. "
            f"Install them (apt-get install {' '.join(lacking)}) and run the command again."
        )


def _lacking() -> list[str]:
    return [package for program, package in PACKAGES.items() if not shutil.which(program)]


class Browser:
    """One window of a browser; what follows is said in the words of a reader."""

    def command(self, name: str, **parameters):
        raise NotImplementedError

    def close(self) -> None:
        raise NotImplementedError

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded; a new one, not a place on the present page."""
        self.command("go", url="about:blank")
        self.command("go", url=address)

    def back(self) -> None:
        self.command("back")

    def resize(self, width: int, height: int) -> None:
        self.command("resize", width=width, height=height)

    def run(self, script: str, *arguments):
        text = (
            "const done = arguments[arguments.length - 1];"
            f"Promise.resolve(({script})(...[...arguments].slice(0, -1))).then(value => done({{ value }}), "
            "error => done({ error: String(error) }))"
        )
        # Nothing comes back from a page that is left meanwhile.
        answer = self.command("run", script=text, args=list(arguments)) or {}
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer.get("value")

    def wait(self, script: str, *arguments, seconds: float = 15) -> None:
        end = time.monotonic() + seconds
        while not self.run(script, *arguments):
            assert time.monotonic() < end, f"never true: {script} {arguments}"
            time.sleep(0.1)

    def place(self, selector: str) -> tuple[int, int]:
        """The middle of an element, scrolled into view, as soon as there is one."""
        self.wait("selector => document.querySelector(selector)?.getClientRects().length", selector)
        return tuple(
            self.run(
                """selector => {
                    const element = document.querySelector(selector)
                    if (!element.closest('.bar, dialog')) element.scrollIntoView({ block: 'center', behavior: 'instant' })
                    const box = element.getClientRects()[0]
                    return [Math.round(box.left + box.width / 2), Math.round(box.top + box.height / 2)]
                }""",
                selector,
            )
        )

    def point(self, x: int, y: int, *, press: bool = False) -> None:
        """Move the mouse to a point of the window, and press there."""
        steps = [{"type": "pointerMove", "x": x, "y": y, "duration": 50, "origin": "viewport"}]
        if press:
            steps += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.command("act", actions=[{"type": "pointer", "id": "mouse", "actions": steps}])

    def click(self, selector: str) -> None:
        self.point(*self.place(selector), press=True)

    def hover(self, selector: str) -> None:
        x, y = self.place(selector)
        self.point(x, y + 120)
        self.point(x, y)

    def type(self, text: str) -> None:
        keys = [KEYS[text]] if text in KEYS else list(text)
        steps = [{"type": kind, "value": key} for key in keys for kind in ("keyDown", "keyUp")]
        self.command("act", actions=[{"type": "key", "id": "keys", "actions": steps}])


class Firefox(Browser):
    def __init__(self, folder: Path) -> None:
        profile = folder / "profile"
        profile.mkdir()
        (profile / "user.js").write_text('user_pref("marionette.port", 0);\n', "utf-8")
        arguments = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile"]
        self.program = subprocess.Popen(
            ["firefox-esr", *arguments, str(profile)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        port = int(_waited(lambda: (profile / "MarionetteActivePort").read_text("utf-8")))
        self.line = _waited(lambda: socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS))
        self.numbers = itertools.count(1)
        self._answer()
        self._send("WebDriver:NewSession", {})

    def command(self, name: str, **parameters):
        return self._send(f"WebDriver:{COMMANDS[name][1]}", parameters | ({"sandbox": None} if name == "run" else {}))

    def reader_view(self, address: str) -> str:
        self._send("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.run(READER_VIEW, address)
        finally:
            self._send("Marionette:SetContext", {"value": "content"})

    def _send(self, name: str, parameters: dict):
        message = json.dumps([0, next(self.numbers), name, parameters]).encode()
        self.line.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._answer()
        if error:
            raise AssertionError(f"{name}: {error['message']}")
        return result.get("value", result)

    def _answer(self):
        """One message: its length in bytes, a colon, JSON."""
        head = b""
        while not head.endswith(b":"):
            head += self.line.recv(1)
        text = b""
        while len(text) < int(head[:-1]):
            text += self.line.recv(int(head[:-1]) - len(text))
        return json.loads(text)

    def close(self) -> None:
        self.line.close()
        _end(self.program)


class WebKit(Browser):
    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        self.screen = subprocess.Popen(screen, pass_fds=[write], **quiet)
        os.close(write)
        with os.fdopen(read) as said:
            display = f":{said.readline().strip()}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        mine = os.environ | {"DISPLAY": display, "GDK_BACKEND": "x11", "XDG_DATA_HOME": str(folder)}
        self.program = subprocess.Popen(["WebKitWebDriver", f"--port={port}"], env=mine, **quiet)
        self.address = f"http://127.0.0.1:{port}/session"
        self.address += "/" + _waited(lambda: self._ask(self.address, {"capabilities": {}}))["sessionId"]

    def command(self, name: str, **parameters):
        return self._ask(f"{self.address}/{COMMANDS[name][0]}", parameters)

    def _ask(self, address: str, parameters: dict, method: str = "POST"):
        content = json.dumps(parameters).encode()
        request = urllib.request.Request(address, content, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            message = json.load(error)["value"]["message"]
            if "before the unload event" in message:
                return None  # the page was left meanwhile
            raise AssertionError(message) from error

    def close(self) -> None:
        self._ask(self.address, {}, "DELETE")
        _end(self.program)
        _end(self.screen)


BROWSERS = {"Firefox": Firefox, "WebKit": WebKit}


def _waited(action):
    """What `action` returns as soon as it succeeds."""
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            return action()
        except (OSError, ValueError):
            assert time.monotonic() < end, "the browser does not answer"
            time.sleep(0.1)


def _end(program: subprocess.Popen) -> None:
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()
