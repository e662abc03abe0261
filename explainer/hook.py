"""MkDocs hook: starts things and holds none of them.

Both editions are built side by side into a folder of their own while another process checks the sources, published
there, and only then put in place of the old site. A preview prints what is wrong and goes on showing the last good site.
"""

import gc
import logging
import tempfile
from collections.abc import Callable
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from explainer import paths
from explainer.addresses import addresses
from explainer.beside import beside
from explainer.check import report, run
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finding import Finding, Unusable
from explainer.opendata.tables import tables
from explainer.place import place
from explainer.publish import publish
from explainer.records import read, refresh
from explainer.templatevalues import template_values

log = logging.getLogger("mkdocs.explainer")
FIRST, *OTHERS = LANGUAGES
# Pages are trees of many small elements, none of which points back: looking for circles after so few is time lost.
gc.set_threshold(100_000, 50, 50)


class _Run:
    """One command: where the site goes and where it is made, what is under way, and what templates are told."""

    preview = False
    target = Path()
    made: tempfile.TemporaryDirectory[str] | None = None
    check: Callable[[], list[Finding]] | None = None
    editions: dict[str, Callable[[], Path]] = {}
    values: dict[str, dict[str, Any]] = {}
    warnings = CountHandler(level=logging.WARNING)


def on_startup(command: str, dirty: bool) -> None:
    _Run.preview = command == "serve"
    if not _Run.preview:
        gc.disable()  # what a build makes is needed to its end
    logging.getLogger("mkdocs").addHandler(_Run.warnings)


def on_config(config):
    language = config.theme["language"]
    try:
        where = addresses()
        if language == FIRST:
            _start(config)
            if not (where.site_url or _Run.preview):
                log.info("No SITE_URL is set: the page for missing addresses will work at the root of a host only.")
    except Unusable as error:
        raise Abort(str(error)) from error
    config.site_url = where.edition_url(language)
    config.extra.update(_Run.values[language], repository=where.repository, preview=_Run.preview)
    return config


def on_post_build(config) -> None:
    if config.theme["language"] != FIRST:
        return
    made = Path(config.site_dir)
    for folder, built in _Run.editions.items():
        built().rename(made / folder)
    publish(made, addresses().site_url, preview=_Run.preview)
    _judge(strict=config.strict)
    if config.strict and _Run.warnings.get_counts():
        return  # MkDocs is about to stop
    try:
        place(made, _Run.target)
    except OSError as error:
        reason = error.strerror or str(error.args[0][0][-1]).partition(":")[0]  # of the first file that is not copied
        raise Abort(
            f"The site cannot be put into {_Run.target}: {reason}. What was there is as it was. "
            "Make it a folder with room for it that you may write to, or name another one with `-d`."
        ) from error
    config.site_dir = str(_Run.target)


def on_serve(server, config, builder):
    rebuild, bind = server.builder, server.server_bind

    def patient() -> None:
        try:
            rebuild()
        except Exception as error:
            log.error("%s\nThe preview shows the last good state until this is mended.", error)

    def listen() -> None:
        try:
            bind()
        except (OSError, OverflowError) as error:
            raise Abort(f"No preview at {server.url}: {error}; name another port: make serve PORT=8001") from error

    server.builder, server.server_bind = patient, listen
    return server


def on_build_error(error) -> None:
    if parent_process() is None:  # else the first edition waits for it
        _judge(strict=True)


def _start(config) -> None:
    config.strict = config.strict and not _Run.preview
    if not (found := read()).findings:  # both are made here once, so that every process has them
        tables(found.records)
    _Run.check = beside(run)
    refresh()
    _Run.values = template_values()
    _Run.target, _Run.made = Path(config.site_dir), tempfile.TemporaryDirectory(prefix="explainer-")
    config.site_dir = str(Path(_Run.made.name) / FIRST)
    _Run.editions = {EDITIONS[other].folder: beside(partial(_built, other, config.strict)) for other in OTHERS}


def _built(language: str, strict: bool) -> Path:
    made = Path(_Run.made.name) / language
    config = load_config(str(paths.ROOT / EDITIONS[language].config), site_dir=str(made), strict=strict)
    build(config)
    return made


def _judge(*, strict: bool) -> None:
    if _Run.check is None:
        return
    check, _Run.check = _Run.check, None
    findings = check()
    if findings and strict:
        raise Abort(f"{report(findings)}\nNothing was published: the sources have mistakes.")
    if findings:
        log.info("%s", report(findings))
