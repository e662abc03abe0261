"""The files of the built site and the addresses that lead to them."""

from __future__ import annotations

import posixpath
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from explainer.editions import EDITIONS
from explainer.finish.errors import FinishError

LANGUAGES = {edition.language: edition.folder for edition in EDITIONS.values()}

_OTHER = ("data:", "mailto:", "tel:", "javascript:", "blob:", "#")


class Tree:
    """A built site: which files it has, and which file an address means.

    Paths are relative to the site's folder, with forward slashes. `base_url` is the address of the English home
    page or None; without it, a root-relative address is looked up by dropping leading folders until a file
    is found (the 404 page carries such addresses).
    """

    def __init__(self, root: Path, base_url: str | None) -> None:
        if not (root / "index.html").is_file():
            raise FinishError(str(root), "holds no built site (no index.html).", "Build the site first.")
        self.root = root
        self.base_url = f"{base_url.rstrip('/')}/" if base_url else None
        self.files = {p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file()}
        self._digests: dict[str, str] = {}

    def html(self) -> list[str]:
        """The paths of all HTML files, sorted."""
        return sorted(path for path in self.files if path.endswith(".html"))

    def file(self, path: str) -> Path:
        """Where the file stands on disk."""
        return self.root / path

    def text(self, path: str) -> str:
        """A file's text. Raises FinishError if it is not UTF-8."""
        try:
            return self.file(path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FinishError(path, f"is not UTF-8 text ({error.reason}).", "Save it as UTF-8.") from None

    def write(self, path: str, data: str) -> None:
        """Writes a text file, unless it stands there already with the same text."""
        encoded, file = data.encode("utf-8"), self.file(path)
        if path not in self.files or file.read_bytes() != encoded:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(encoded)
        self.files.add(path)
        self._digests.pop(path, None)

    def remove(self, path: str) -> int:
        """Removes a file; returns its size in bytes."""
        size = self.file(path).stat().st_size
        self.file(path).unlink()
        self.files.discard(path)
        return size

    def digest(self, path: str) -> str:
        """SHA-256 of a file, in hexadecimal."""
        if path not in self._digests:
            self._digests[path] = sha256(self.file(path).read_bytes()).hexdigest()
        return self._digests[path]

    def is_remote(self, address: str) -> bool:
        """True if the address leads to another host."""
        address = address.strip()
        if self.base_url and address.startswith(self.base_url):
            return False
        return address.startswith("//") or urlsplit(address).scheme in ("http", "https", "ws", "wss", "ftp")

    def resolve(self, folder: str, address: str) -> str | None:
        """The path that `address` means on a page or in a file in `folder`, or None if no such file is there."""
        address = address.strip()
        if not address or address.lower().startswith(_OTHER):
            return None
        if self.base_url and address.startswith(self.base_url):
            folder, address = "", address[len(self.base_url) :]
        elif self.is_remote(address):
            return None
        address = unquote(address.partition("#")[0].partition("?")[0])
        if address.startswith("/"):
            return self._resolve_rooted(address)
        path = posixpath.normpath(posixpath.join(folder, address))
        return path if path in self.files else None

    def _resolve_rooted(self, address: str) -> str | None:
        if self.base_url:
            base = urlsplit(self.base_url).path
            path = address.removeprefix(base) if address.startswith(base) else None
            return path if path in self.files else None
        parts = address.strip("/").split("/")
        return next((p for i in range(len(parts)) if (p := "/".join(parts[i:])) in self.files), None)

    def address(self, folder: str, target: str, like: str, old: str) -> str:
        """The address of `target` for a page in `folder`, in the manner of the address `like` of the file `old`.

        A root-relative or absolute address stays one; a query or fragment is kept.
        """
        plain = like.strip().partition("#")[0].partition("?")[0]
        rest = like.strip()[len(plain) :]
        if plain.startswith("/") or (self.base_url and plain.startswith(self.base_url)):
            return plain[: len(plain) - len(old)] + target + rest
        return posixpath.relpath(target, folder or ".") + rest
