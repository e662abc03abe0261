"""Read YAML that belongs to a page or to MkDocs: safely, with lines, and with every scalar as it was typed."""

from __future__ import annotations

import re
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # PyYAML without libyaml: the same result, only slower
    from yaml import SafeLoader as _Base  # type: ignore[assignment]


class SafeText(_Base):
    """Composes nodes only, so that tags such as `!ENV` or `!!python/name:` are never acted on."""

    @staticmethod
    def values(node: yaml.Node | None) -> Any:
        """Return plain dicts, lists, strings and None; unknown tags are ignored, numbers and dates stay text."""
        if node is None:
            return None
        if isinstance(node, yaml.MappingNode):
            return {SafeText.values(key): SafeText.values(value) for key, value in node.value}
        if isinstance(node, yaml.SequenceNode):
            return [SafeText.values(item) for item in node.value]
        if not node.style and re.fullmatch(r"~|null|Null|NULL|", node.value):
            return None
        return node.value
