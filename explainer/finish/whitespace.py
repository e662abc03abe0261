"""Takes out the indentation of the templates, which readers pay for and never see."""

from __future__ import annotations

import re

from explainer.finish.tree import Tree

# In these elements white space means something, or is not ours to judge.
_KEPT = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.S | re.I)
_INDENT = re.compile(r"\n\s+")


def collapse(tree: Tree) -> None:
    """Leaves one line end where line ends and indentation stood, in every page and outside preformatted text."""
    for path in tree.html():
        file = tree.file(path)
        source = file.read_bytes().decode("utf-8")
        parts = _KEPT.split(source)
        # Three parts at a time: text, kept element, its name.
        parts[::3] = [_INDENT.sub("\n", part) for part in parts[::3]]
        del parts[2::3]
        result = "".join(parts)
        if result != source:
            file.write_bytes(result.encode("utf-8"))
