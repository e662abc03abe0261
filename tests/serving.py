"""Serves a built site the way GitHub Pages does, under a sub-path, so that tests meet what readers meet."""

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

mimetypes.add_type("font/woff2", ".woff2")
COMPRESSED = {".css", ".csv", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".webmanifest", ".xml"}
GZIP_LEVEL = 6


@cache
def _compressed(body: bytes) -> bytes:
    return gzip.compress(body, GZIP_LEVEL, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Path
    prefix: str

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        known, target = path.startswith(self.prefix), (self.site / path.removeprefix(self.prefix).lstrip("/")).resolve()
        known = known and target.is_relative_to(self.site)
        if path + "/" == self.prefix or (known and target.is_dir() and not path.endswith("/")):
            return self._send(301, b"", {"Location": path + "/"})
        files = [target / "index.html"] if path.endswith("/") else [target, target.with_name(target.name + ".html")]
        found = [file for file in files if known and file.is_file()]
        file = found[0] if found else self.site / "404.html"
        kind = mimetypes.guess_type(file)[0] or "application/octet-stream"
        body, headers = file.read_bytes(), {"Content-Type": kind, "Cache-Control": "max-age=600"}
        if file.suffix in COMPRESSED:
            headers["Content-Type"] += "; charset=utf-8"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body, headers = _compressed(body), headers | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        return self._send(200 if found else 404, body, headers)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests record what the browser sees."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that closes a page drops its connections."""


@contextmanager
def served(site: Path, prefix: str = "/explainer/") -> Iterator[str]:
    """Serve `site` under `prefix` on a free local port; yields the address, which ends in a slash."""
    handler = type("Handler", (_Handler,), {"site": site.resolve(), "prefix": prefix})
    with _Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
