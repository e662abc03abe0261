"""What every block of the site shares: it says once what it takes, and what is wrong is said instead of published.

A new block is a subclass of `SiteBlock` in a module of this folder, called as pages call it: `LetterMap` is `letter-map`.
The first line of its docstring says what it is for; argument (`TAKES`), options (`FIELDS`), content (`BODY`), sheet and
script are declared there, and `draw` fills it, from a template where the markup is long (`fill`). Check and documentation
need nothing else; who knows Italian adds it to `documentation.it.yml`. What several blocks share is a class with `name=""`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from pymdownx.blocks.block import Block

from explainer.editions import EDITIONS, clocks
from explainer.finding import listed, nearest
from explainer.markdown import template
from explainer.markdown.html import Element, add, element
from explainer.records.words import date_in_words, localized, word


@dataclass(frozen=True)
class Problem:
    """What is wrong with one use of a block; `field` is its option, else it stands so many lines `below` the first one."""

    field: str
    message: str
    remedy: str
    below: int = 0


@dataclass(frozen=True)
class Field:
    """What may stand as a block's argument or in one of its options; `what` says it."""

    what: str
    example: str
    required: bool = True
    many: bool = False
    choices: Callable[[], Collection[str]] | Collection[str] | None = None

    def allowed(self) -> tuple[str, ...] | None:
        """The allowed values, or None where any text will do."""
        choices = self.choices() if callable(self.choices) else self.choices
        return None if choices is None else tuple(choices)

    def line(self, name: str) -> str:
        """The option `name` with the example, as it is written on a page."""
        return f"{name}: [{self.example}]" if self.many else f"{name}: {self.example}"

    def problems(self, name: str, value: Any) -> Iterator[Problem]:
        """What is wrong with `value`, which stands in the option `name`, or after the bar if that is empty."""
        values = value if self.many else [value]
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            form = "a list of ids" if self.many else "one line of text"
            quotes = "" if self.many else "; put quotes around a number, a date, yes or no"
            yield Problem(name, f"`{name}` is not {form}", f"Write `{self.line(name)}`{quotes}.")
            return
        allowed = self.allowed()
        for item in values if allowed is not None else ():
            if item not in allowed:
                option = f" (option `{name}`)" if name else ""
                choices = f"Write one of {listed(allowed)}." if allowed else "There is none yet."
                yield Problem(name, f"`{item}`{option} is not {self.what}", nearest(item, allowed) + choices)


class SiteBlock(Block):
    """A block that declares itself, and knows its language.

    The parser of the page asks for `problems` first and draws what is right only, so `on_create` can rely on it.
    """

    TAKES: ClassVar[Field | None] = None  # the text after the bar
    FIELDS: ClassVar[Mapping[str, Field]] = {}  # the options by name
    BODY: ClassVar[Field | None] = None  # what stands between its first and last line, if anything
    SHEET: ClassVar[str] = ""
    """Names of the stylesheets that pages with this block load, as `record` for assets/css/record.css."""
    SCRIPT: ClassVar[str] = ""  # likewise of its scripts, as `choose` for assets/js/choose.js
    DRAWS: ClassVar[bool] = False  # is it a figure, or does it begin with one?
    TAG: ClassVar[str] = "div"  # the element that it becomes
    KIND: ClassVar[str] = ""  # its name in the styles, where that is not the block's

    inside: Element | None = None  # where its content goes, if not into the element that it becomes
    root: Element  # the outermost element that it became on the page
    made: Mapping[Element, str | None]
    """Every element that it made before text of the page came into it; of its title "", of another option its name."""
    found: tuple[Problem, ...] = ()  # what is wrong with it

    def __init_subclass__(cls, name: str | None = None) -> None:
        cls.NAME = re.sub(r"(?<=.)(?=[A-Z])", "-", cls.__name__).lower() if name is None else name

    @classmethod
    def problems(cls, argument: str | None, options: Mapping[str, Any], body: str = "") -> Iterator[Problem]:
        """What is wrong with this argument and these options; `body` is the text below them."""
        named = f"the block `{cls.NAME}`"
        if argument and not cls.TAKES:
            message = f"{named} takes no text after its name: “{argument}”"
            yield Problem("", message, f"Write `/// {cls.NAME}` and put the text below it.")
        elif cls.TAKES and argument:
            yield from cls.TAKES.problems("", argument)
        elif cls.TAKES and cls.TAKES.required:
            remedy = f"Write it as in `/// {cls.NAME} | {cls.TAKES.example}`."
            yield Problem("", f"{named} lacks {cls.TAKES.what} after a bar", remedy)
        near = {nearest(name, cls.FIELDS) for name in options if name not in cls.FIELDS}
        for name, value in options.items():
            if name not in cls.FIELDS:
                known = f"Options of `{cls.NAME}`: {listed(cls.FIELDS)}." if cls.FIELDS else "It has none; remove it."
                yield Problem(name, f"{named} has no option `{name}`", nearest(name, cls.FIELDS) + known)
            elif value is not None and value != "":
                yield from cls.FIELDS[name].problems(name, value)
        for name, field in cls.FIELDS.items():
            if field.required and options.get(name) in (None, "", []) and f"Did you mean `{name}`? " not in near:
                remedy = f"Write `{field.line(name)}` under its first line, after four blanks."
                below = any(line.strip().startswith(f"{name}:") for line in body.split("\n\n")[0].splitlines())
                if below:
                    remedy = "It stands below, but options need four blanks before them and no empty line above."
                yield Problem(name, f"{named} lacks its option `{name}`, {field.what}", remedy)
                if below:  # and so do the others
                    return

    @classmethod
    def example(cls) -> str:
        """The block as it is written on a page, with an example of everything that it takes."""
        head = f"/// {cls.NAME}" + (f" | {cls.TAKES.example}" if cls.TAKES else "")
        options = [f"    {field.line(name)}" for name, field in cls.FIELDS.items()]
        body = ["", cls.BODY.example] if cls.BODY else []
        slashes = "////" if cls.BODY and cls.BODY.example.startswith("///") else "///"
        return "\n".join((slashes + head[3:], *options, *body, slashes))

    @property
    def lang(self) -> str:
        """Language of the edition, ``en`` or ``it``."""
        return self.config["lang"]

    def word(self, key: str, **values: object) -> str:
        """The interface word `key` in the language of the edition."""
        return word(key, self.lang, **values)

    def text(self, value: Any) -> str:
        """What a record says in the language of the edition."""
        return localized(value, self.lang)

    def state(self, status: str, said: str = "") -> Element:
        """The mark of a status, in its own words unless others are `said`."""
        return element("span", said or self.word(f"status_{status}"), class_=f"status status--{status}")

    def day(self, when: str) -> Element:
        """A day or a month as readers of the edition write it."""
        return element("time", date_in_words(when, self.lang), datetime=when)

    def clocks(self, at: str) -> dict[str, str]:
        """The moment on every clock as readers write it, as `8:30`; that of the edition's own first."""
        return {zone: clock.removeprefix("0") for zone, clock in clocks(at, EDITIONS[self.lang].zone).items()}

    def _validate(self, parent: Element, arg: str | None, **options: Any) -> bool:
        """Let everything through: what is wrong is said by `problems`, where pymdownx would publish the raw text."""
        self.argument, self.given = arg or "", options
        self.options = {name: [] if field.many else "" for name, field in self.FIELDS.items()} | {"attrs": {}}
        self.options |= {name: value for name, value in options.items() if value is not None}
        return True

    def on_create(self, parent: Element) -> Element:
        """What pymdownx asks for: the element that the block becomes, in its place on the page."""
        box = add(parent, self.TAG, class_=self.KIND or self.NAME)
        self.draw(box)
        return box

    def draw(self, box: Element) -> None:
        """Fill the element that it becomes."""

    def fill(self, box: Element, name: str = "", /, **values: Any) -> None:
        """Fill an element from the template `name` in overrides/blocks, else from that with the block's name."""
        self.inside = template.draw(box, name or self.NAME, word=self.word, text=self.text, **values)

    def _create(self, parent: Element) -> Element:
        # What is wrong stands in the block's place, its content below.
        wrong = [element("p", element("mark", f"{each.message}. {each.remedy}")) for each in self.found]
        self.root = add(parent, "div", *wrong, class_="problem") if wrong else self.on_create(parent)
        heads = {value: name for name, value in self.options.items() if isinstance(value, str)} | {self.argument: ""}
        self.made = {
            each: heads.get(text) if (text := (each.text or "").strip()) else None for each in self.root.iter()
        }
        # The template loads what elements name; each is named once.
        for kind in () if wrong else ("sheet", "script"):
            needed = [n for n in getattr(self, kind.upper()).split() if (kind, n) not in self.md.site_needs]
            self.md.site_needs.update((kind, name) for name in needed)
            for part, name in zip(self.root.iter(), needed, strict=False):
                part.set(f"data-{kind}", name)
        self.md.site_blocks.append(self)
        return self.root

    def on_add(self, block: Element) -> Element:
        return block if self.inside is None else self.inside
