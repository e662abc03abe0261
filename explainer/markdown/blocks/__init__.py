"""The blocks that contributors may use between ``///`` lines: every one that a module of this folder declares."""

from importlib import import_module
from pkgutil import iter_modules

from explainer.markdown.blocks.base import SiteBlock

MODULES = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
BLOCKS: dict[str, type[SiteBlock]] = {
    value.NAME: value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, type) and issubclass(value, SiteBlock) and value.IT
}
"""Every block by its name."""
