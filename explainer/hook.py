"""MkDocs hook: starts things and holds none of them.

``mkdocs build`` checks the sources, builds both editions into a staging folder beside ``site/``,
finishes them there, and only then puts the result in place of the old site: a build that fails
leaves the published folder as it was. ``mkdocs serve`` builds both editions without finishing,
because live reload needs inline scripts, and prints the findings instead of stopping at them.
"""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from explainer import check, opendata, paths
from explainer.addresses import addresses
from explainer.editions import EDITIONS, LANGUAGES
from explainer.finish import FinishError, finish, pages
from explainer.records import records

log = logging.getLogger("mkdocs.explainer")
_state: dict[str, object] = {"command": "build", "target": None}


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a build or a preview."""
    _state["command"] = "serve" if command == "serve" else "build"


def on_config(config):
    """Give each edition its address; send a build of the whole site to a staging folder."""
    where = addresses()
    language = config.theme["language"]
    config.site_url = where.edition_url(language)
    config.extra["repository"] = where.repository
    if language != LANGUAGES[0]:
        return config
    _report(config)
    if _state["command"] == "build":
        target = Path(config.site_dir)
        _state["target"] = target
        config.site_dir = str(target.with_name(f".{target.name}.staging"))
    return config


def on_post_build(config) -> None:
    """Build the other editions; finish and publish the whole site, unless a warning forbids it."""
    if config.theme["language"] != LANGUAGES[0]:
        return
    staging = Path(config.site_dir)
    for language in LANGUAGES[1:]:
        edition = str(paths.ROOT / EDITIONS[language].config)
        build(load_config(edition, site_dir=str(staging / language), strict=config.strict))
    try:
        opendata.write(staging, addresses().site_url or None, records())
        pages.write(staging, addresses().site_url or None, records())
        if _state["command"] != "build" or _has_warnings():
            return
        finish(staging, base_url=addresses().site_url or None)
    except FinishError as error:
        raise Abort(str(error)) from error
    target = Path(str(_state["target"]))
    shutil.rmtree(target, ignore_errors=True)
    staging.rename(target)


def on_build_error(error) -> None:
    """Leave nothing half-built behind."""
    target = _state["target"]
    if target is not None:
        shutil.rmtree(Path(str(target)).with_name(f".{Path(str(target)).name}.staging"), ignore_errors=True)


def _report(config) -> None:
    """Check the sources: a build stops at the findings, a preview shows them and goes on."""
    findings = check.run(paths.ROOT)
    for finding in findings:
        log.warning("%s", finding) if config.strict else log.info("%s", finding)
    if findings and config.strict:
        raise Abort(f"{len(findings)} finding(s) in the sources; nothing was built.")


def _has_warnings() -> bool:
    """Whether MkDocs is about to stop because of warnings counted in strict mode."""
    handlers = logging.getLogger("mkdocs").handlers
    return any(isinstance(handler, utils.CountHandler) and handler.get_counts() for handler in handlers)
