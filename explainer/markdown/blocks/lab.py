"""``/// lab``: figures that a reader can run, as markup: their script only adopts what stands in the page."""

from collections.abc import Callable
from typing import NamedTuple

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.frontend import number_field
from explainer.markdown.blocks.pictures import ALTERNATIVE, picture
from explainer.markdown.html import Element, Markdown, add, caption_id, chooser, element, labelled
from explainer.modelfiles import model_file


class Lab(SiteBlock):
    """A figure of the model that a reader can run, with a static picture in its place until then."""

    IT = "Una figura del modello che chi legge può avviare, con un’immagine fissa al suo posto fino ad allora."
    TAKES = Field("the caption", "la didascalia", "What the figure shows")
    FIELDS = {
        "runs": Field("a figure that can be run", "una figura che si può avviare", "noise", choices=lambda: KINDS),
        "alt": ALTERNATIVE,
    }
    SHEET = "frontend"
    SCRIPT = "frontend/start"
    TAG = "figure"
    KIND = "figure lab"

    def draw(self, figure: Element) -> None:
        runs, name = self.options["runs"], caption_id(self.argument)
        kind, drawn = KINDS[runs], settings()
        figure.attrib |= {"data-lab": runs, "data-prompt": drawn["prompts"][self.lang][0]}
        figure.attrib |= {"data-seed": str(drawn["seed"]), "aria-labelledby": name}
        if kind.setting:
            figure.set("data-setting", kind.setting)
        # Where two pictures belong together, the first one's text speaks for both.
        texts = [self.options["alt"], *[""] * len(kind.stills)]
        add(figure, "div", *map(picture, kind.stills, texts), class_="lab__still")
        live = add(figure, "div", class_="lab__live", hidden="")
        stage = add(live, "div", class_=f"lab__stage lab__stage--{kind.layout}")
        for canvas in kind.canvases:
            said = self.word(f"lab_{canvas}")
            drawing = element("canvas", role="img", aria_label=said, width="24", height="24")
            add(stage, "div", drawing, element("p", said))
        kind.controls(self, add(live, "div", class_="lab__fields"), figure)
        bar = add(figure, "div", class_="lab__bar")
        add(bar, "button", self.word("lab_run"), type="button", class_="lab__run", aria_describedby=name)
        if kind.moves:
            play, pause = self.word("frontend_play"), self.word("frontend_pause")
            add(bar, "button", pause, type="button", class_="lab__play", hidden="", data_play=play, data_pause=pause)
        status = add(bar, "p", role="status", class_="lab__status")
        for key, said in (("loading", "loading"), ("failed", "failed"), ("said", f"said_{runs}")):
            status.set(f"data-{key}", self.word(f"lab_{said}"))
        add(figure, "figcaption", Markdown(self.argument), id=name)

    def slider(self, fields: Element, name: str, most: int, value: int) -> None:
        """A field from 1 to `most`."""
        control = element("input", type="range", name=name, min="1", max=str(most), value=str(value))
        labelled(fields, self.word(f"lab_{name}"), control)

    def place(self, fields: Element) -> None:
        """Fields for one piece of a clip."""
        manifest = model_file("manifest")
        (frames, side), cut = manifest["clip"][:2], manifest["model"]
        across = side // cut["patch_side"]
        self.slider(fields, "time", frames // cut["patch_frames"], 1)
        for name, at in zip(("row", "column"), settings()["marked"], strict=True):
            self.slider(fields, name, across, at + 1)

    def swap(self, fields: Element, said: str, values: list[str], preset: str) -> None:
        """One thing to change, and the noise that all clips begin from."""
        labelled(fields, self.word(said), chooser("swap", {value: value for value in values}, preset))
        labelled(fields, self.word("lab_seed"), number_field("seed", settings()["seed"]))

    def noise(self, fields: Element, figure: Element) -> None:
        """Every step from noise to clip."""
        steps = model_file("manifest")["sampling"]["steps"]
        self.slider(fields, "step", steps, steps)

    def patches(self, fields: Element, figure: Element) -> None:
        """The pieces that a clip is cut into."""
        self.place(fields)
        grid = element("input", type="checkbox", name="grid", checked="")
        add(fields, "label", grid, element("span", self.word("lab_grid")))

    def attention(self, fields: Element, figure: Element) -> None:
        """What one piece looks at."""
        self.place(fields)
        depth = model_file("manifest")["model"]["depth"]
        self.slider(fields, "block", depth, min(3, depth))
        self.noise(fields, figure)

    def words(self, fields: Element, figure: Element) -> None:
        """One word of the prompt changed."""
        self.swap(fields, "lab_swap_words", settings()["prompts"][self.lang][1:], "")

    def numbers(self, fields: Element, figure: Element) -> None:
        """From the least of a setting, on the left, to what the model is meant for, or to the most."""
        setting = figure.get("data-setting")
        least, *others = (f"{value:g}" for value in settings()[setting])
        figure.set("data-left", least)
        usual = f"{model_file('manifest')['sampling'][setting]:g}"
        self.swap(fields, f"lab_swap_{setting}", others, usual if usual in others else others[-1])

    def decoder(self, fields: Element, figure: Element) -> None:
        """A draft, the draft smoothly enlarged, and the decoder's picture."""
        prompts = settings()["prompts"][self.lang]
        self.swap(fields, "frontend_prompt", prompts, prompts[0])


def settings() -> dict:
    """Seed, prompts and steps of the static pictures, which the running figures start from too."""
    return model_file("figures/figures")["settings"]


class Kind(NamedTuple):
    """A figure that can be run: its static pictures, its canvases side by side, its controls, and how they are set.

    `moves`: clips play in it; `setting`: what it compares two values of.
    """

    stills: tuple[str, ...]
    canvases: tuple[str, ...]
    controls: Callable[[Lab, Element, Element], None]
    layout: str = "pair"
    moves: bool = True
    setting: str = ""


SIDES = ("left", "right")
KINDS = {
    "noise": Kind(("noisy", "guess"), ("noisy", "guess"), Lab.noise),
    "patches": Kind(("patches",), ("film", "two", "piece"), Lab.patches, "patches", moves=False),
    "attention": Kind(("attention",), ("attention",), Lab.attention, "one", moves=False),
    "words": Kind(("words",), SIDES, Lab.words, setting="prompt"),
    "guidance": Kind(("guidance",), SIDES, Lab.numbers, setting="guidance"),
    "steps": Kind(("steps",), SIDES, Lab.numbers, setting="steps"),
    "decoder": Kind(("decoder",), ("draft", "smooth", "painted"), Lab.decoder, "decoder"),
}
