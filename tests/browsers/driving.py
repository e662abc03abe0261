"""Debian's Firefox and WebKit, driven by Selenium.

WebKit has a driver; that of Firefox is not among Debian's packages, so that what Selenium says goes to Marionette, which
stands in the browser itself and takes the same commands.
"""

import itertools
import json
import os
import socket
import subprocess
from pathlib import Path

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains, FirefoxOptions, Keys, WebKitGTK, WebKitGTKService
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

START_SECONDS = 60
ANSWER_SECONDS = 120
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
# What Marionette calls the commands of Selenium that the tests need.
COMMANDS = {
    Command.NEW_SESSION: "NewSession",
    Command.GET: "Navigate",
    Command.GO_BACK: "Back",
    Command.W3C_EXECUTE_SCRIPT: "ExecuteScript",
    Command.W3C_ACTIONS: "PerformActions",
    Command.FIND_ELEMENT: "FindElement",
    Command.SET_WINDOW_RECT: "SetWindowRect",
}
IN_THE_MIDDLE = """selector => {
  const element = document.querySelector(selector)
  if (!element.closest('.bar, dialog')) element.scrollIntoView({ block: 'center', behavior: 'instant' })
}"""
# What about:reader does, which the protocol does not let in.
READER_VIEW = """async address => {
  const { ReaderMode } = ChromeUtils.importESModule("moz-src:///toolkit/components/reader/ReaderMode.sys.mjs")
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html")
  page.head.prepend(Object.assign(page.createElement("base"), { href: address }))
  return (await ReaderMode.parseDocument(page)).content
}"""


class Reader(WebDriver):
    """One window of a browser, with what a reader does in it."""

    def open(self, address: str) -> None:
        """Go to an address and wait until it is loaded; a new one, not a place on the present page."""
        self.get("about:blank")
        self.get(address)

    def run(self, script: str, *arguments):
        return self.execute_script(f"return ({script})(...arguments)", *arguments)

    def wait(self, script: str, *arguments, seconds: float = 15) -> None:
        # A page that is left meanwhile gives no answer.
        waiting = WebDriverWait(self, seconds, 0.1, [WebDriverException])
        waiting.until(lambda _: self.run(script, *arguments), f"never true: {script} {arguments}")

    def found(self, selector: str) -> WebElement:
        """An element as soon as it is there, scrolled into view."""
        self.wait("selector => document.querySelector(selector)?.getClientRects().length", selector)
        self.run(IN_THE_MIDDLE, selector)
        return self.find_element("css selector", selector)

    def hover(self, selector: str) -> None:
        ActionChains(self, duration=50).move_to_element(self.found(selector)).perform()

    def click(self, selector: str) -> None:
        ActionChains(self, duration=50).click(self.found(selector)).perform()

    def press(self, x: int, y: int) -> None:
        """Press the mouse at a point of the window."""
        actions = ActionChains(self, duration=50)
        actions.w3c_actions.pointer_action.move_to_location(x, y).click()
        actions.perform()

    def type(self, text: str) -> None:
        ActionChains(self).send_keys(getattr(Keys, text.upper(), text)).perform()


class Marionette:
    """Takes what Selenium says to the port of a Firefox."""

    def __init__(self, port: int) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS)
        self.answers = self.line.makefile("rb")
        self.numbers = itertools.count(1)
        self._answer()

    def execute(self, command: str, parameters: dict) -> dict:
        """A command of Selenium and its answer. Raises WebDriverException with what Firefox finds wrong."""
        return {"value": self.send(f"WebDriver:{COMMANDS[command]}", parameters | {"sandbox": None})}

    def send(self, name: str, parameters: dict):
        message = json.dumps([0, next(self.numbers), name, parameters]).encode()
        self.line.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._answer()
        if error:
            raise WebDriverException(f"{name}: {error['message']}")
        return result.get("value", result)

    def _answer(self) -> list:
        """One message: its length in bytes, a colon, JSON."""
        length = b"".join(iter(lambda: self.answers.read(1), b":"))
        return json.loads(self.answers.read(int(length)))


class Firefox(Reader):
    def __init__(self, folder: Path) -> None:
        (folder / "user.js").write_text('user_pref("marionette.port", 0);\n', "utf-8")
        said, found = folder / "MarionetteActivePort", lambda _: said.exists() and said.read_text("utf-8")
        arguments = ["--headless", "--no-remote", "--marionette", "--remote-allow-system-access", "--profile", folder]
        self.program = subprocess.Popen(["firefox-esr", *arguments], **QUIET)
        port = int(WebDriverWait(None, START_SECONDS).until(found))
        super().__init__(Marionette(port), options=FirefoxOptions())

    def reader_view(self, address: str) -> str:
        self.command_executor.send("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.run(READER_VIEW, address)
        finally:
            self.command_executor.send("Marionette:SetContext", {"value": "content"})

    def quit(self) -> None:
        self.program.terminate()
        self.program.wait()


class WebKit(Reader, WebKitGTK):
    def __init__(self, folder: Path) -> None:
        read, write = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
        self.screen = subprocess.Popen(screen, pass_fds=[write], **QUIET)
        os.close(write)
        with os.fdopen(read) as said:
            mine = {"DISPLAY": f":{said.readline().strip()}", "GDK_BACKEND": "x11", "XDG_DATA_HOME": str(folder)}
        super().__init__(service=WebKitGTKService(env=os.environ | mine))

    def quit(self) -> None:
        super().quit()
        self.screen.terminate()
        self.screen.wait()


BROWSERS = {"Firefox": Firefox, "WebKit": WebKit}
