"""The front end rebuilt and the running figures, as markup: their scripts only adopt what stands in the page."""

from __future__ import annotations

import html
import json
import xml.etree.ElementTree as etree

from markdown.extensions.toc import slugify
from markdown.util import AtomicString

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.modelfiles import concepts, model_file, picture_size, pictures
from explainer.records.words import word, words_of

SIZES, PRESET_SIZE = (240, 360, 480), 360
SECONDS, PRESET_SECONDS = (1, 2, 4), 2
LIMITS = {"steps": (2, 40), "guidance": (1, 7), "seed": (0, 2**32 - 1)}
SEED = 12
"""Seed of the figures; lab/figures.py draws the static ones with the same."""

STILLS = {
    "noise": ("noisy", "guess"),
    "patches": ("patches",),
    "attention": ("attention",),
    "words": ("words",),
    "guidance": ("guidance",),
    "steps": ("steps",),
}
PROMPT = {"en": "a red ball bouncing on a dark background", "it": "una palla rossa che rimbalza su sfondo scuro"}
SWAPS = {
    "en": (
        "a blue ball bouncing on a dark background",
        "a red star bouncing on a dark background",
        "a red ball circling on a dark background",
        "a red ball bouncing on a light background",
    ),
    "it": (
        "una palla blu che rimbalza su sfondo scuro",
        "una stella rossa che rimbalza su sfondo scuro",
        "una palla rossa che gira su sfondo scuro",
        "una palla rossa che rimbalza su sfondo chiaro",
    ),
}
CHOICES = {"guidance": ("2", "4", "7"), "steps": ("4", "8", "12", "24")}
LEFT = {"guidance": "1", "steps": "2"}
RIGHT = {"guidance": "7", "steps": "12"}
MOVING = ("noise", "words", "guidance", "steps")


ALTERNATIVE = Field("what the picture shows", "che cosa mostra l’immagine", "Eight frames of noise that clear up.")


def add(parent: etree.Element, tag: str, text: str = "", **attributes: str) -> etree.Element:
    """A child element; `_` in the name of an attribute becomes `-`, a `_` at its end is left out."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    element = etree.SubElement(parent, tag, named)
    if text:
        element.text = AtomicString(text)
    return element


def number_field(parent: etree.Element, name: str, label: str, value: float) -> None:
    """A labelled field for one number of `LIMITS`."""
    least, most = LIMITS[name]
    box = add(parent, "label", class_="frontend__field")
    add(box, "span", label)
    step = "any" if name == "guidance" else "1"
    add(box, "input", type="number", name=name, min=str(least), max=str(most), step=step, value=f"{value:g}")


def select_field(parent: etree.Element, name: str, label: str, choices: dict[str, str], preset: str) -> None:
    """A labelled list to choose from: value to words."""
    box = add(parent, "label", class_="frontend__field")
    add(box, "span", label)
    select = add(box, "select", name=name)
    for value, text in choices.items():
        option = add(select, "option", text, value=value)
        if value == preset:
            option.set("selected", "")


class Frontend(SiteBlock):
    """The form of the front end; option ``letter``: the page with the letter. Content: what stands there for readers without scripts."""

    NAME = "frontend"
    FIELDS = {
        "letter": Field(
            "the way to the page with the letter",
            "la via alla pagina con la lettera",
            "../letter/index.md",
            required=False,
            link=True,
        )
    }
    SHEET = "frontend"
    SCRIPT = "frontend/start"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the box for the content, which shows only where no script runs."""
        words, kilobytes = words_of("frontend", self.lang), round(model_file("manifest")["bytes"] / 1000)
        root = add(parent, "div", class_="frontend", data_frontend="", data_state="idle", data_search_exclude="")
        root.set("data-words", json.dumps(words, ensure_ascii=False))
        add(root, "p", words["label"], class_="frontend__label")
        if self.options["letter"]:
            tabs = add(root, "nav", class_="frontend__tabs", aria_label=words["tabs"])
            add(tabs, "span", words["generate_tab"], aria_current="true")
            add(tabs, "a", words["letter_tab"], href=self.options["letter"])
        form = add(root, "form", class_="frontend__panel", novalidate="")
        box = add(form, "label", class_="frontend__field")
        add(box, "span", words["prompt"])
        add(
            box,
            "input",
            type="text",
            name="prompt",
            autocomplete="off",
            spellcheck="false",
            placeholder=words["example"],
        )
        buttons = add(form, "div", class_="frontend__buttons")
        add(buttons, "button", words["generate"], type="submit", class_="frontend__go")
        add(buttons, "button", words["stop"], type="button", class_="frontend__stop", hidden="")
        add(form, "progress", max="1", value="0", hidden="", aria_label=words["noisy"])
        failed = words["error_network"]
        ready = words["idle"].format(kb=kilobytes)
        add(form, "p", ready, class_="frontend__status", aria_hidden="true", data_failed=failed)
        add(form, "p", ready, class_="frontend__live", role="status", aria_live="polite", data_failed=failed)
        stage = add(form, "div", class_="frontend__stage")
        for name in ("noisy", "guess"):
            figure = add(stage, "figure")
            add(figure, "canvas", role="img", aria_label=words[name], width="24", height="24")
            add(figure, "figcaption", words[name])
        add(form, "canvas", role="img", class_="frontend__strip", aria_label=words["frames"], hidden="")
        add(form, "div", class_="frontend__result", hidden="")
        add(form, "ul", class_="frontend__notes", aria_live="polite")
        chips = add(form, "div", class_="frontend__chips", role="group", aria_label=words["suggestions"])
        for text in words_of("frontend_suggested", self.lang).values():
            add(chips, "button", text, type="button")
        self._choices(form, words)
        known = add(form, "details")
        add(known, "summary", words["knows"])
        listed = add(known, "dl", class_="frontend__words")
        for slot, names in concepts(self.lang).items():
            add(listed, "dt", words[f"slot_{slot}"])
            add(listed, "dd", ", ".join(names.values()))
        gallery = add(form, "section", class_="frontend__gallery", hidden="", aria_label=words["gallery"])
        add(gallery, "p", words["gallery"], class_="frontend__head")
        add(gallery, "p", words["private"])
        add(gallery, "ul", class_="frontend__shelf")
        return add(root, "div", class_="frontend__still")

    def _choices(self, form: etree.Element, words: dict) -> None:
        sampling = model_file("manifest")["sampling"]
        details = add(form, "details")
        add(details, "summary", words["choices"])
        box = add(details, "div", class_="frontend__choices")
        number_field(box, "steps", words["steps"], sampling["steps"])
        number_field(box, "guidance", words["guidance"], sampling["guidance"])
        number_field(box, "seed", words["seed"], 1)
        lengths = {str(n): words["second"].format(n=n) for n in SECONDS}
        select_field(box, "seconds", words["seconds"], lengths, str(PRESET_SECONDS))
        sizes = {str(n): words["pixels"].format(n=n) for n in SIZES}
        select_field(box, "size", words["size"], sizes, str(PRESET_SIZE))
        fresh = add(box, "label", class_="frontend__field")
        add(fresh, "span", words["fresh"])
        add(fresh, "input", type="checkbox", name="fresh", checked="")


class ModelPicture(SiteBlock):
    """A static picture made with the model; argument: the caption. It stands alone or as the content of ``frontend``."""

    NAME = "model-picture"
    TAKES = Field("the caption", "la didascalia", "Made with the model of this page")
    FIELDS = {
        "name": Field("a picture made with the model", "un’immagine fatta con il modello", "seeds", choices=pictures),
        "alt": ALTERNATIVE,
    }
    SHEET = "frontend"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure."""
        figure = add(parent, "figure", class_="figure made")
        picture = add(figure, "div", class_="figure__picture")
        picture.text = still(self.md, self.options["name"], self.options["alt"])
        add(figure, "figcaption").text = self.argument
        return figure


def still(md, name: str, alternative: str) -> str:
    """Markdown text that becomes the picture; stashed, because the engine looks for pictures beside the pages only.

    The template puts the way to the root in the place of ``root:``, for each engine changes relative ways of its own.
    """
    width, height = picture_size(name)
    return md.htmlStash.store(
        f'<img class="made__picture" src="root:assets/model/figures/{name}.png" width="{width}" height="{height}"'
        f' alt="{html.escape(alternative)}" loading="lazy">'
    )


class LabFigure(SiteBlock):
    """A figure of the model that a reader can run; argument: the caption, ``alt``: what the static picture shows."""

    NAME = "lab"
    TAKES = Field("the caption", "la didascalia", "What the figure shows")
    FIELDS = {
        "runs": Field("a figure that can be run", "una figura che si può avviare", "noise", choices=STILLS),
        "alt": ALTERNATIVE,
    }
    SHEET = "frontend"
    SCRIPT = "frontend/start"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the figure: picture, hidden controls, button, caption."""
        kind = self.options["runs"]
        name = f"figure-{slugify(self.argument, '-')[:40].strip('-')}"
        figure = add(parent, "figure", class_="figure lab", data_lab=kind, data_prompt=PROMPT[self.lang])
        figure.set("data-seed", str(SEED))
        figure.set("aria-labelledby", name)
        first, *others = STILLS[kind]
        pictures = add(figure, "div", class_="lab__still")
        # Where two pictures belong together, the first one's text speaks for both.
        pictures.text = still(self.md, first, self.options["alt"]) + "".join(
            still(self.md, other, "") for other in others
        )
        live = add(figure, "div", class_="lab__live", hidden="")
        getattr(self, f"_{kind}")(live, figure)
        bar = add(figure, "div", class_="lab__bar")
        add(bar, "button", word("lab_run", self.lang), type="button", class_="lab__run")
        if kind in MOVING:
            play, pause = word("frontend_play", self.lang), word("frontend_pause", self.lang)
            add(bar, "button", pause, type="button", class_="lab__play", hidden="", data_play=play, data_pause=pause)
        status = add(bar, "p", role="status", class_="lab__status")
        for key in ("loading", "failed"):
            status.set(f"data-{key}", word(f"lab_{key}", self.lang))
        status.set("data-said", word(f"lab_said_{kind}", self.lang))
        add(figure, "figcaption", id=name).text = self.argument
        return figure

    def _canvases(self, live: etree.Element, names: tuple[str, ...], kind: str = "pair") -> None:
        stage = add(live, "div", class_=f"lab__stage lab__stage--{kind}")
        for name in names:
            box = add(stage, "div")
            add(box, "canvas", role="img", aria_label=word(f"lab_{name}", self.lang), width="24", height="24")
            add(box, "p", word(f"lab_{name}", self.lang))

    def _range(self, fields: etree.Element, name: str, most: int, value: int) -> None:
        box = add(fields, "label")
        add(box, "span", word(f"lab_{name}", self.lang))
        add(box, "input", type="range", name=name, min="1", max=str(most), value=str(value))

    def _fields(self, live: etree.Element) -> etree.Element:
        return add(live, "div", class_="lab__fields")

    def _noise(self, live: etree.Element, figure: etree.Element) -> None:
        self._canvases(live, ("noisy", "guess"))
        steps = model_file("manifest")["sampling"]["steps"]
        self._range(self._fields(live), "step", steps, steps)

    def _place(self, fields: etree.Element) -> None:
        time, height, width = _grid()
        self._range(fields, "time", time, 1)
        self._range(fields, "row", height, height - 1)
        self._range(fields, "column", width, 3)

    def _patches(self, live: etree.Element, figure: etree.Element) -> None:
        self._canvases(live, ("film", "two", "piece"), "patches")
        fields = self._fields(live)
        self._place(fields)
        box = add(fields, "label")
        add(box, "input", type="checkbox", name="grid", checked="")
        add(box, "span", word("lab_grid", self.lang))

    def _attention(self, live: etree.Element, figure: etree.Element) -> None:
        self._canvases(live, ("attention",), "one")
        manifest = model_file("manifest")
        fields = self._fields(live)
        self._place(fields)
        self._range(fields, "block", manifest["model"]["depth"], min(3, manifest["model"]["depth"]))
        self._range(fields, "step", manifest["sampling"]["steps"], manifest["sampling"]["steps"])

    def _compare(self, live: etree.Element, choices: dict[str, str], label: str, preset: str = "") -> None:
        self._canvases(live, ("left", "right"))
        fields = self._fields(live)
        box = add(fields, "label")
        add(box, "span", label)
        select = add(box, "select", name="swap")
        for value, text in choices.items():
            option = add(select, "option", text, value=value)
            if value == preset:
                option.set("selected", "")
        box = add(fields, "label")
        add(box, "span", word("lab_seed", self.lang))
        least, most = LIMITS["seed"]
        add(box, "input", type="number", name="seed", min=str(least), max=str(most), step="1", value=str(SEED))

    def _words(self, live: etree.Element, figure: etree.Element) -> None:
        figure.set("data-setting", "prompt")
        self._compare(live, {text: text for text in SWAPS[self.lang]}, word("lab_swap_words", self.lang))

    def _guidance(self, live: etree.Element, figure: etree.Element) -> None:
        self._setting(live, figure, "guidance")

    def _steps(self, live: etree.Element, figure: etree.Element) -> None:
        self._setting(live, figure, "steps")

    def _setting(self, live: etree.Element, figure: etree.Element, name: str) -> None:
        figure.set("data-setting", name)
        figure.set("data-left", LEFT[name])
        self._compare(live, {value: value for value in CHOICES[name]}, word(f"lab_swap_{name}", self.lang), RIGHT[name])


def _grid() -> tuple[int, int, int]:
    """Patches along time, height and width."""
    manifest = model_file("manifest")
    frames, side = manifest["clip"][:2]
    cut = manifest["model"]
    return frames // cut["patch_frames"], side // cut["patch_side"], side // cut["patch_side"]
