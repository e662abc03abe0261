"""A running preview of a project, and how long an edit takes to be seen in it."""

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from checkouts import Checkout


@contextmanager
def preview(project: Path) -> Iterator[tuple[str, Callable[[], str]]]:
    """Run `mkdocs serve` in `project`, as `make serve` does, and wait until it answers: its address, and what it printed.

    Raises RuntimeError, with what the command printed, if it ends or does not answer within two minutes.
    """
    environment = Checkout(project).environment(STRICT="false")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with log.open("w") as output:
            server = subprocess.Popen(command, cwd=project, env=environment, stdout=output, stderr=output)
        address = f"http://127.0.0.1:{port}/"
        try:
            if not wait_for(lambda: fetched(address) or server.poll() is not None) or server.poll() is not None:
                raise RuntimeError("The preview did not start:\n" + log.read_text(encoding="utf-8")[-2000:])
            yield address, lambda: log.read_text(encoding="utf-8")
        finally:
            server.terminate()
            server.wait(30)


def fetched(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return ""


def wait_for(happened: Callable[[], object], seconds: float = 120) -> bool:
    """Whether `happened` became true within `seconds`; asks every 20 ms."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        if happened():
            return True
        time.sleep(0.02)
    return False


def edit_seconds(file: Path, old: str, new: str, page: str) -> float:
    """Replace `old` in `file` by `new` and wait until `page` shows it."""
    text = file.read_text(encoding="utf-8")
    if old not in text:
        raise RuntimeError(f"{file} does not hold {old!r}.")
    start = time.perf_counter()
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    if not wait_for(lambda: new in fetched(page)):
        raise RuntimeError(f"An edit of {file.name} was not served within two minutes.")
    return time.perf_counter() - start
