"""A checkout of the project, this one or a copy, and builds in it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "tests" / "fast" / "samples"
"""Small made-up sites and records, each without a mistake, into which tests plant one."""
FEW = ("index.md", "incident/index.md", "letter/index.md")
"""The pages of a small copy: the home page, a story, and one in a folder beside it."""
PUBLISHED = {
    "SITE_URL": "https://example.org/explainer/",
    "REPOSITORY": "example/explainer",
    "CONTACT": "hello@example.org",
}
"""The settings of the site that the tests read."""
SETTINGS = ("SITE_URL", "SITE_URL_IT", "REPOSITORY", "CONTACT", "STRICT")


def sample(name: str, target: Path) -> Path:
    """One of the samples, with the interface words of this site, copied to `target`."""
    shutil.copytree(SAMPLES / name, target, dirs_exist_ok=True)
    shutil.copyfile(ROOT / "data" / "words.yml", target / "data" / "words.yml")
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def edit(root: Path, file: str, old: str, new: str) -> str:
    """Replace the first `old` in a file, and return the file's new text."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text := text.replace(old, new, 1), encoding="utf-8")
    return text


def append(root: Path, file: str, text: str) -> None:
    """Let a file end in `text`."""
    with (root / file).open("a", encoding="utf-8") as whole:
        whole.write(text)


class Checkout:
    """A checkout of the project that a test may change and build."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @classmethod
    def copied_to(cls, root: Path) -> Self:
        """What the build reads, copied to a new folder `root`."""
        others = shutil.ignore_patterns(".*", "__pycache__", "lab", "site", "tests")
        # New time stamps on purpose: nothing built may depend on them.
        return cls(shutil.copytree(ROOT, root, ignore=others, copy_function=shutil.copyfile))

    @classmethod
    def with_few_pages(cls, root: Path) -> Self:
        """A copy of a few pages with all data: built in a fraction of the time, with `STRICT=false`.

        Its links to the other pages lead nowhere.
        """
        small = cls.copied_to(root)
        for page in {*root.glob("docs/*/**/*.md")} - {page for few in FEW for page in root.glob(f"docs/*/{few}")}:
            page.unlink()
        nav = f"nav: [{FEW[0]}, {{More: [{', '.join(FEW[1:])}]}}]\n"
        for name in ("mkdocs.yml", "mkdocs.it.yml"):
            text, count = re.subn(r"(?m)^nav:\n(?:[ ].*\n)+", nav, (root / name).read_text(encoding="utf-8"))
            assert count == 1, f"{name} has no navigation"
            (root / name).write_text(text, encoding="utf-8")
        return small

    def environment(self, **variables: str) -> dict[str, str]:
        """The variables of a run with this checkout's package, and only the `variables` given as settings."""
        kept = {name: value for name, value in os.environ.items() if name not in SETTINGS} | variables
        path = os.pathsep.join(filter(None, [str(self.root), variables.get("PYTHONPATH")]))
        return kept | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": path}

    def run(self, *arguments: str, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `python -m ARGUMENTS` in that environment."""
        command, environment = [sys.executable, "-m", *arguments], self.environment(**variables)
        options = {"capture_output": True, "text": True, "timeout": 300}
        return subprocess.run(command, cwd=cwd or self.root, env=environment, **options)

    def build(self, site: Path, cwd: Path | None = None, **variables: str) -> Path:
        """Build the finished site into `site` and return it; a failed build fails the test."""
        configuration = str(self.root / "mkdocs.yml")
        done = self.run("mkdocs", "build", "-f", configuration, "-d", str(site), cwd=cwd, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        return site
