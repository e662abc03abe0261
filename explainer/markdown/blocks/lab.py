"""Pictures made with our small model: ``/// model-picture``, and ``/// lab``, figures of it that a reader can run.

Of those this is the markup: their script only adopts what stands in the page.
"""

from typing import NamedTuple

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, chooser, element, labelled
from explainer.modelfiles import model_file, picture_size, pictures

PICTURE = Field("a picture made with the model", "seeds", choices=pictures)
ALTERNATIVE = Field("what the picture shows", "Eight frames of noise that clear up.")
LIMITS = {"steps": (2, 40), "guidance": (1, 7), "seed": (0, 2**32 - 1)}


class ModelPicture(SiteBlock):
    """A picture made with our small model, alone or as the content of ``frontend``."""

    TAKES = Field("the caption", "Made with the model of this page")
    FIELDS = {"name": PICTURE, "alt": ALTERNATIVE}
    SHEET = "frontend"
    TAG = "figure"
    KIND = "figure made"

    def draw(self, figure: Element) -> None:
        add(figure, "div", picture(self.options["name"], self.options["alt"]), class_="figure__picture")
        add(figure, "figcaption", Markdown(self.argument))


def picture(name: str, alternative: str, kind: str = "made__picture", *, lazy: bool = True) -> Element:
    """The picture; the template puts the way to the root of the site in the place of `root:`."""
    width, height = map(str, picture_size(name))
    loading = {"loading": "lazy"} if lazy else {}
    source = f"root:assets/model/figures/{name}.png"
    return element("img", class_=kind, src=source, alt=alternative, **loading, width=width, height=height)


def number_field(name: str, value: float) -> Element:
    """A field for one number of `LIMITS`."""
    least, most = map(str, LIMITS[name])
    step = "any" if name == "guidance" else "1"
    return element("input", type="number", name=name, min=least, max=most, step=step, value=f"{value:g}")


class Kind(NamedTuple):
    """A figure that can be run: its static pictures, its canvases side by side, its sliders, and how all is laid out.

    `setting`: what it compares two values of; `moves`: clips play in it. What has no sliders lets a clip be chosen.
    """

    stills: tuple[str, ...]
    canvases: tuple[str, ...]
    sliders: tuple[str, ...] = ()
    layout: str = "pair"
    setting: str = ""
    moves: bool = True


PLACE, SIDES = ("time", "row", "column"), ("left", "right")
KINDS = {
    "noise": Kind(("noisy", "guess"), ("noisy", "guess"), ("step",)),
    "patches": Kind(("patches",), ("film", "two", "piece"), PLACE, "patches", moves=False),
    "attention": Kind(("attention",), ("attention",), (*PLACE, "block", "step"), "one", moves=False),
    "words": Kind(("words",), SIDES, setting="prompt"),
    "guidance": Kind(("guidance",), SIDES, setting="guidance"),
    "steps": Kind(("steps",), SIDES, setting="steps"),
    "decoder": Kind(("decoder",), ("draft", "smooth", "painted"), layout="decoder"),
}


class Lab(SiteBlock):
    """A figure of the model that a reader can run, with a static picture in its place until then."""

    TAKES = Field("the caption", "What the figure shows")
    FIELDS = {
        "runs": Field("a figure that can be run", "noise", choices=KINDS),
        "alt": ALTERNATIVE,
    }
    SHEET = "frontend"
    SCRIPT = "frontend/start"
    TAG = "figure"
    KIND = "figure lab"

    def draw(self, figure: Element) -> None:
        runs = self.options["runs"]
        name = self.word(f"lab_name_{runs}")
        kind, drawn = KINDS[runs], settings()
        figure.attrib |= {"data-lab": runs, "data-prompt": drawn["prompts"][self.lang][0]}
        figure.attrib |= {"data-seed": str(drawn["seed"]), "aria-label": name}
        # Where two pictures belong together, the first one's text speaks for both.
        texts = [self.options["alt"], *[""] * len(kind.stills)]
        add(figure, "div", *map(picture, kind.stills, texts), class_="lab__still")
        live = add(figure, "div", class_="lab__live", hidden="")
        stage = add(live, "div", class_=f"lab__stage lab__stage--{kind.layout}")
        for canvas in kind.canvases:
            said = self.word(f"lab_{canvas}")
            drawing = element("canvas", role="img", aria_label=said, width="24", height="24")
            add(stage, "div", drawing, element("p", said))
        fields = add(live, "div", class_="lab__fields")
        for slider in kind.sliders:
            most, value = map(str, sliders()[slider])
            said = self.word("lab_of", value=value, most=most)
            control = element("input", type="range", name=slider, min="1", max=most, value=value, aria_valuetext=said)
            labelled(fields, self.word(f"lab_{slider}"), control)
        if runs == "patches":
            grid = element("input", type="checkbox", name="grid", checked="")
            add(fields, "label", grid, element("span", self.word("lab_grid")))
        if not kind.sliders:
            self._choice(figure, fields, kind.setting)
        bar = add(figure, "div", class_="lab__bar")
        run = self.word("lab_run")
        add(bar, "button", run, type="button", class_="lab__run", aria_label=f"{run}: {name}")
        if kind.moves:
            play, pause = self.word("frontend_play"), self.word("frontend_pause")
            add(bar, "button", pause, type="button", class_="lab__play", hidden="", data_play=play, data_pause=pause)
        status = add(bar, "p", role="status", class_="lab__status")
        for key in ("loading", "failed", "running"):
            status.set(f"data-{key}", self.word(f"lab_{key}"))
        status.set("data-said", self.word(f"lab_said_{runs}"))
        if "step" in kind.sliders:
            status.set("data-done", self.word("lab_done", steps=sliders()["step"][0]))
        add(figure, "figcaption", Markdown(self.argument))

    def _choice(self, figure: Element, fields: Element, setting: str) -> None:
        """What clip to make: its prompt, or the value of a setting, of which the least stands on the left; its noise."""
        label, preset, drawn = f"lab_swap_{setting}" if setting else "frontend_prompt", None, settings()
        if setting:
            figure.set("data-setting", setting)
        if setting in LIMITS:
            least, *values = (f"{value:g}" for value in drawn[setting])
            figure.set("data-left", least)
            usual = f"{model_file('manifest')['sampling'][setting]:g}"
            preset = usual if usual in values else values[-1]
        else:
            values = drawn["prompts"][self.lang][1 if setting else 0 :]
        labelled(fields, self.word(label), chooser("swap", {value: value for value in values}, preset))
        labelled(fields, self.word("lab_seed"), number_field("seed", drawn["seed"]))


def sliders() -> dict[str, tuple[int, int]]:
    """The most of every slider, all beginning at 1, and where it stands at first."""
    manifest = model_file("manifest")
    (frames, side), model, steps = manifest["clip"][:2], manifest["model"], manifest["sampling"]["steps"]
    rows, (row, column) = side // model["patch_side"], settings()["marked"]
    place = {"time": (frames // model["patch_frames"], 1), "row": (rows, row + 1), "column": (rows, column + 1)}
    return place | {"block": (model["depth"], min(3, model["depth"])), "step": (steps, steps)}


def settings() -> dict:
    """Seed, prompts and steps of the static pictures, which the running figures start from too."""
    return model_file("figures/figures")["settings"]
