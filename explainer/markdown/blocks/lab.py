"""``/// lab``: figures that a reader can run, as markup: their script only adopts what stands in the page."""

from collections.abc import Callable
from typing import NamedTuple

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.frontend import number_field
from explainer.markdown.blocks.pictures import ALTERNATIVE, picture
from explainer.markdown.html import Element, Markdown, add, caption_id, choice
from explainer.modelfiles import model_file


class LabFigure(SiteBlock):
    """A figure of the model that a reader can run, with a static picture in its place until then."""

    NAME = "lab"
    IT = "Una figura del modello che chi legge può avviare, con un’immagine fissa al suo posto fino ad allora."
    TAKES = Field("the caption", "la didascalia", "What the figure shows")
    FIELDS = {
        "runs": Field("a figure that can be run", "una figura che si può avviare", "noise", choices=lambda: KINDS),
        "alt": ALTERNATIVE,
    }
    SHEET = "frontend"
    SCRIPT = "frontend/start"

    def on_create(self, parent: Element) -> Element:
        runs, name = self.options["runs"], caption_id(self.argument)
        kind, drawn = KINDS[runs], settings()
        figure = add(parent, "figure", class_="figure lab", data_lab=runs, data_prompt=drawn["prompts"][self.lang][0])
        figure.attrib |= {"data-seed": str(drawn["seed"]), "aria-labelledby": name}
        if kind.setting:
            figure.set("data-setting", kind.setting)
        # Where two pictures belong together, the first one's text speaks for both.
        texts = [self.options["alt"], *[""] * len(kind.stills)]
        add(figure, "div", *map(picture, kind.stills, texts), class_="lab__still")
        live = add(figure, "div", class_="lab__live", hidden="")
        kind.controls(self, live, figure)
        bar = add(figure, "div", class_="lab__bar")
        add(bar, "button", self.word("lab_run"), type="button", class_="lab__run", aria_describedby=name)
        if kind.moves:
            play, pause = self.word("frontend_play"), self.word("frontend_pause")
            add(bar, "button", pause, type="button", class_="lab__play", hidden="", data_play=play, data_pause=pause)
        status = add(bar, "p", role="status", class_="lab__status")
        for key, said in (("loading", "loading"), ("failed", "failed"), ("said", f"said_{runs}")):
            status.set(f"data-{key}", self.word(f"lab_{said}"))
        add(figure, "figcaption", Markdown(self.argument), id=name)
        return figure

    def canvases(self, live: Element, *names: str, layout: str = "pair") -> Element:
        """Canvases side by side under their names; returns the box for the fields below them."""
        stage = add(live, "div", class_=f"lab__stage lab__stage--{layout}")
        for name in names:
            box = add(stage, "div")
            add(box, "canvas", role="img", aria_label=self.word(f"lab_{name}"), width="24", height="24")
            add(box, "p", self.word(f"lab_{name}"))
        return add(live, "div", class_="lab__fields")

    def slider(self, fields: Element, name: str, most: int, value: int) -> None:
        """A field from 1 to `most`."""
        box = add(fields, "label")
        add(box, "span", self.word(f"lab_{name}"))
        add(box, "input", type="range", name=name, min="1", max=str(most), value=str(value))

    def place(self, fields: Element) -> None:
        """Fields for one piece of a clip."""
        manifest = model_file("manifest")
        (frames, side), cut = manifest["clip"][:2], manifest["model"]
        across = side // cut["patch_side"]
        self.slider(fields, "time", frames // cut["patch_frames"], 1)
        for name, at in zip(("row", "column"), settings()["marked"], strict=True):
            self.slider(fields, name, across, at + 1)

    def noise(self, live: Element, figure: Element) -> None:
        """Every step from noise to clip."""
        steps = model_file("manifest")["sampling"]["steps"]
        self.slider(self.canvases(live, "noisy", "guess"), "step", steps, steps)

    def patches(self, live: Element, figure: Element) -> None:
        """The pieces that a clip is cut into."""
        fields = self.canvases(live, "film", "two", "piece", layout="patches")
        self.place(fields)
        box = add(fields, "label")
        add(box, "input", type="checkbox", name="grid", checked="")
        add(box, "span", self.word("lab_grid"))

    def attention(self, live: Element, figure: Element) -> None:
        """What one piece looks at."""
        manifest = model_file("manifest")
        depth, steps = manifest["model"]["depth"], manifest["sampling"]["steps"]
        fields = self.canvases(live, "attention", layout="one")
        self.place(fields)
        self.slider(fields, "block", depth, min(3, depth))
        self.slider(fields, "step", steps, steps)

    def compare(self, live: Element, swaps: list[str], label: str, preset: str) -> None:
        """Two clips from the same noise, one thing changed."""
        fields = self.canvases(live, "left", "right")
        choice(add(fields, "label"), "swap", self.word(label), {swap: swap for swap in swaps}, preset)
        number_field(add(fields, "label"), "seed", self.word("lab_seed"), settings()["seed"])

    def words(self, live: Element, figure: Element) -> None:
        """One word of the prompt changed."""
        self.compare(live, settings()["prompts"][self.lang][1:], "lab_swap_words", "")

    def guidance(self, live: Element, figure: Element) -> None:
        """From no guidance to the strongest."""
        least, *others = (f"{value:g}" for value in settings()["guidance"])
        figure.set("data-left", least)
        self.compare(live, others, "lab_swap_guidance", others[-1])

    def steps(self, live: Element, figure: Element) -> None:
        """From few steps to those that the model is meant for."""
        least, *others = map(str, settings()["steps"])
        figure.set("data-left", least)
        self.compare(live, others, "lab_swap_steps", str(model_file("manifest")["sampling"]["steps"]))

    def decoder(self, live: Element, figure: Element) -> None:
        """A draft, the draft smoothly enlarged, and the decoder's picture."""
        fields = self.canvases(live, "draft", "smooth", "painted", layout="decoder")
        prompts = settings()["prompts"][self.lang]
        choice(add(fields, "label"), "swap", self.word("frontend_prompt"), {text: text for text in prompts}, prompts[0])
        number_field(add(fields, "label"), "seed", self.word("lab_seed"), settings()["seed"])


def settings() -> dict:
    """Seed, prompts and steps of the static pictures, which the running figures start from too."""
    return model_file("figures/figures")["settings"]


class Kind(NamedTuple):
    """A figure that can be run: its static pictures, its controls, whether it moves, and the setting it compares."""

    stills: tuple[str, ...]
    controls: Callable[[LabFigure, Element, Element], None]
    moves: bool = True
    setting: str = ""


KINDS = {
    "noise": Kind(("noisy", "guess"), LabFigure.noise),
    "patches": Kind(("patches",), LabFigure.patches, moves=False),
    "attention": Kind(("attention",), LabFigure.attention, moves=False),
    "words": Kind(("words",), LabFigure.words, setting="prompt"),
    "guidance": Kind(("guidance",), LabFigure.guidance, setting="guidance"),
    "steps": Kind(("steps",), LabFigure.steps, setting="steps"),
    "decoder": Kind(("decoder",), LabFigure.decoder),
}
