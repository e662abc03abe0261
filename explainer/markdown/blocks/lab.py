"""Pictures made with our small model: ``/// model-picture``, and ``/// lab``, figures of it that a reader can run."""

from typing import NamedTuple

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, element
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
    FIELDS = {"runs": Field("a figure that can be run", "noise", choices=KINDS), "alt": ALTERNATIVE}
    SHEET = "frontend"
    SCRIPT = "frontend/start"
    TAG = "figure"
    KIND = "figure lab"

    def draw(self, figure: Element) -> None:
        runs, drawn = self.options["runs"], settings()
        kind, (prompt, *others) = KINDS[runs], drawn["prompts"][self.lang]
        # Where two pictures belong together, the first one's text speaks for both.
        texts, least, preset = [self.options["alt"], *[""] * len(kind.stills)], "", ""
        values = [] if kind.sliders else others if kind.setting else [prompt, *others]
        if kind.setting in LIMITS:
            least, *values = (f"{value:g}" for value in drawn[kind.setting])
            usual = f"{model_file('manifest')['sampling'][kind.setting]:g}"
            preset = usual if usual in values else values[-1]
        self.fill(
            figure,
            runs=runs,
            kind=kind,
            name=self.word(f"lab_name_{runs}"),
            prompt=prompt,
            seed=drawn["seed"],
            stills=[*map(picture, kind.stills, texts)],
            compared={"data-setting": kind.setting or None, "data-left": least or None},
            values={value: value for value in values},
            preset=preset,
            sliders=sliders(),
            limits=LIMITS,
            caption=Markdown(self.argument),
        )


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
