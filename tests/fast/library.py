"""Reads the installed release of diffusers as text: which classes, methods and parameters it has.

The library is installed without what it needs (see tests/library.txt) and never imported.
"""

import ast
import re
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

VERSION = distribution("diffusers").version
FOLDER = Path(str(distribution("diffusers").locate_file("diffusers")))


@cache
def _places() -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    for path in sorted(FOLDER.rglob("*.py")):
        for name in re.findall(r"(?m)^(?:class|def) (\w+)", path.read_text("utf-8")):
            if "dummy_" not in path.name and "deprecated" not in path.parts:
                found.setdefault(name, []).append(path)
    return found


@cache
def definition(name: str) -> ast.ClassDef | ast.FunctionDef | None:
    for path in _places().get(name, []):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name:
                return node
    return None


def method(owner: str, name: str) -> ast.FunctionDef | None:
    node = definition(owner)
    if not isinstance(node, ast.ClassDef):
        return None
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == name:
            return part
    for base in node.bases:
        found = method(base.id, name) if isinstance(base, ast.Name) else None
        if found:
            return found
    return None


def parameters(function: ast.FunctionDef) -> set[str]:
    """What a function may be called with."""
    arguments = function.args
    return {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)} - {"self", "cls"}


def divisors(pipeline: str) -> int | None:
    """What the pipeline's own check wants height and width to be multiples of."""
    check = method(pipeline, "check_inputs")
    for node in ast.walk(check) if check else ():
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and getattr(node.left, "id", "") == "height":
            return ast.literal_eval(node.right)
    return None


def temporal_factor(pipeline: str) -> int | None:
    """How many frames one latent frame stands for, as the pipeline's `__init__` or its packer's class has it."""
    start = method(pipeline, "__init__")
    for node in ast.walk(start) if start else ():
        if isinstance(node, ast.Assign) and "temporal" in ast.unparse(node.targets[0]):
            for number in ast.walk(node.value):
                if isinstance(number, ast.Constant) and isinstance(number.value, int) and number.value > 1:
                    return number.value
    return None
