"""Reads the installed release of diffusers as text: which classes, methods and parameters it has.

The library is installed without what it needs (see tests/library.txt) and never imported.
"""

import ast
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

VERSION = distribution("diffusers").version
FOLDER = Path(str(distribution("diffusers").locate_file("diffusers")))
# What pipelines are given without naming it in their own signature.
LOADERS = {"from_pretrained", "from_single_file"}


@dataclass
class Parameters:
    """Names that a call may give; `any` where the function takes whatever it is given."""

    names: set[str] = field(default_factory=set)
    any: bool = False


@lru_cache(maxsize=1)
def _places() -> dict[str, list[Path]]:
    """Every class and top-level function by name, with the files that define it."""
    found: dict[str, list[Path]] = {}
    for path in sorted(FOLDER.rglob("*.py")):
        for name in re.findall(r"(?m)^(?:class|def) (\w+)", path.read_text("utf-8")):
            if "dummy_" not in path.name:
                found.setdefault(name, []).append(path)
    return found


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def definition(name: str) -> ast.ClassDef | ast.FunctionDef | None:
    """The class or function of this name; deprecated copies do not count."""
    for path in _places().get(name, []):
        if "deprecated" in path.parts:
            continue
        for node in _tree(path).body:
            if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name == name:
                return node
    return None


def method(owner: str, name: str) -> ast.FunctionDef | None:
    """The method `name` of the class `owner` or of one of the classes it is made from."""
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


def parameters(function: ast.FunctionDef) -> Parameters:
    """What a function may be called with; for loaders also what they take out of `kwargs`."""
    arguments = function.args
    names = {a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)} - {"self", "cls"}
    taken = arguments.kwarg is not None
    if taken and function.name in LOADERS:
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("pop", "get")
                and getattr(node.func.value, "id", "") == "kwargs"
                and isinstance(node.args[0], ast.Constant)
            ):
                names.add(node.args[0].value)
        taken = False
    return Parameters(names, taken)


def part_of(pipeline: str, name: str) -> str | None:
    """The class of a pipeline's part (`vae`, `transformer`), from the types in its `__init__`."""
    start = method(pipeline, "__init__")
    for argument in start.args.args if start else ():
        if argument.arg == name and argument.annotation is not None:
            return next((n.id for n in ast.walk(argument.annotation) if isinstance(n, ast.Name)), None)
    return None


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


def complaints(code: str) -> list[str]:
    """What the library would not accept in `code`, in words."""
    return [*_Reader(ast.parse(code)).complaints()]


class _Reader:
    """Follows names from the imports of a script to the calls it makes."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.imported: set[str] = set()
        self.kinds: dict[str, str] = {}

    def complaints(self):
        yield from self._imports()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                call = node.value.func
                loads = isinstance(call, ast.Attribute) and call.attr in LOADERS and isinstance(call.value, ast.Name)
                if loads and isinstance(node.targets[0], ast.Name):
                    self.kinds[node.targets[0].id] = call.value.id
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield from self._call(node)

    def _imports(self):
        public = (FOLDER / "__init__.py").read_text("utf-8")
        for node in ast.walk(self.tree):
            if not (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "diffusers"):
                continue
            for alias in node.names:
                if node.module == "diffusers":
                    there = f'"{alias.name}"' in public and definition(alias.name)
                else:
                    place = FOLDER.joinpath(*node.module.split(".")[1:])
                    file = place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py"
                    there = file.exists() and re.search(rf"\b{alias.name}\b", file.read_text("utf-8"))
                if not there:
                    yield f"{node.module} has no `{alias.name}`"
                self.imported.add(alias.name)

    def _call(self, call: ast.Call):
        given = {word.arg for word in call.keywords if word.arg}
        func = call.func
        if isinstance(func, ast.Name):
            if func.id in self.kinds:
                yield from self._compare(self.kinds[func.id], method(self.kinds[func.id], "__call__"), given)
            elif func.id in self.imported:
                node = definition(func.id)
                if isinstance(node, ast.FunctionDef):
                    yield from self._compare(func.id, node, given)
                elif isinstance(node, ast.ClassDef):
                    fields = {n.target.id for n in node.body if isinstance(n, ast.AnnAssign)}
                    yield from (f"{func.id} takes no `{name}`" for name in sorted(given - fields))
        elif isinstance(func, ast.Attribute):
            owner = self._kind(func.value)
            if owner and owner in self.imported | {self._kind(func.value)}:
                function = method(owner, func.attr)
                if function is None:
                    if definition(owner):
                        yield f"{owner} has no `{func.attr}`"
                    return
                extra = set()
                start = method(owner, "__init__")
                if func.attr in LOADERS and start:
                    extra = parameters(start).names
                yield from self._compare(f"{owner}.{func.attr}", function, given - extra)

    def _kind(self, value: ast.expr) -> str | None:
        """The library's class that an expression stands for."""
        if isinstance(value, ast.Name):
            return self.kinds.get(value.id) or (value.id if value.id in self.imported else None)
        if isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name) and value.value.id in self.kinds:
            return part_of(self.kinds[value.value.id], value.attr)
        return None

    def _compare(self, name: str, function: ast.FunctionDef | None, given: set[str]):
        if function is None:
            yield f"{name} cannot be called"
            return
        if "torch_dtype" in given:
            yield f"{name}: `torch_dtype` is deprecated, `dtype` has taken its place"
        accepted = parameters(function)
        if not accepted.any:
            yield from (f"{name} takes no `{word}`" for word in sorted(given - accepted.names))
