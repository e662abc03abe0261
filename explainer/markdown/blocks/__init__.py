"""The blocks that contributors may use between ``///`` lines: every one that a module of this folder declares."""

from importlib import import_module
from pkgutil import iter_modules

from explainer.markdown.blocks.base import SiteBlock

BLOCKS: dict[str, type[SiteBlock]] = {
    value.NAME: value
    for module in iter_modules(__path__)
    for value in vars(import_module(f"{__name__}.{module.name}")).values()
    if isinstance(value, type) and issubclass(value, SiteBlock) and value.NAME
}
"""Every block by its name."""
