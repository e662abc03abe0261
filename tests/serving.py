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

TYPES = {f".{kind}": f"text/{kind}; charset=utf-8" for kind in ("css", "csv", "html")}
TYPES |= dict.fromkeys((".js", ".mjs"), "application/javascript; charset=utf-8")
TYPES |= {f".{kind}": f"application/{kind}; charset=utf-8" for kind in ("json", "xml")}
TYPES |= {".svg": "image/svg+xml", ".txt": "text/plain; charset=utf-8", ".wasm": "application/wasm"}
TYPES |= {".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}
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
        if path + "/" == self.prefix:
            return self._redirect(self.prefix)
        if not path.startswith(self.prefix):
            return self._send(404, b"Nothing is served here.", ".txt")
        target = (self.site / path.removeprefix(self.prefix)).resolve()
        if not target.is_relative_to(self.site):
            return self._send(404, b"Nothing is served here.", ".txt")
        if target.is_dir() and not path.endswith("/"):
            return self._redirect(path + "/")
        file = self._file(target, path)
        if file:
            return self._send(200, file.read_bytes(), file.suffix)
        return self._send(404, (self.site / "404.html").read_bytes(), ".html")

    def _file(self, target: Path, path: str) -> Path | None:
        beside = [target, target.with_name(target.name + ".html")]
        candidates = [target / "index.html"] if path.endswith("/") else beside
        return next((candidate for candidate in candidates if candidate.is_file()), None)

    def _redirect(self, path: str) -> None:
        self.send_response(301)
        self.send_header("Location", path)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, body: bytes, suffix: str) -> None:
        compressed = suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        if compressed:
            body = _compressed(body)
        self.send_response(status)
        kind = TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if compressed:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the tests record what the browser sees."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a browser that closes a page drops its connections."""


@contextmanager
def served(site: Path, prefix: str = "/explainer/") -> Iterator[str]:
    """Serve `site` under `prefix` on a free local port; yields the address, which ends in a slash."""
    handler = type("Handler", (_Handler,), {"site": site.resolve(), "prefix": prefix})
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
