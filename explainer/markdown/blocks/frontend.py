"""``/// frontend``: the form of the front end rebuilt; its script only adopts what stands in the page."""

import json

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.pictures import picture
from explainer.markdown.html import Element, add, choice, chooser, element, folded, letters
from explainer.modelfiles import concepts, model_file
from explainer.records.words import words_of

SECONDS, PRESET_SECONDS = (1, 2, 4), 2
EXAMPLE = {"thing": "boat", "color": "red", "place": "sea", "light": "sunset", "motion": "right"}
"""What the wheels show at first: the prompt of the clip in the frame."""
LIMITS = {"steps": (2, 40), "guidance": (1, 7), "seed": (0, 2**32 - 1)}


class Frontend(SiteBlock):
    """The form of the front end, rebuilt with our small model."""

    NAME = "frontend"
    IT = "Il modulo del front end, ricostruito con il nostro piccolo modello."
    BODY = Field(
        "what stands there for readers without scripts",
        "che cosa vede chi non ha JavaScript",
        "What the page did, in words.",
    )
    SHEET = "frontend"
    SCRIPT = "frontend/start"

    def on_create(self, parent: Element) -> Element:
        words, manifest = words_of("frontend", self.lang), model_file("manifest")
        self.example = model_file("figures/figures")["settings"]["poster"][self.lang]
        root = add(parent, "div", class_="frontend", data_frontend="", data_state="idle", data_weight="0")
        root.attrib |= {
            "data-words": letters(json.dumps(words, ensure_ascii=False)),
            "data-model": manifest["sha256"][:6],
        }
        add(root, "p", words["label"], class_="frontend__label")
        form = add(root, "form", class_="frontend__panel", novalidate="", autocomplete="off")
        prompt = add(form, "textarea", self.example, name="prompt", rows="3", spellcheck="false")
        prompt.attrib |= {"aria-label": words["prompt"], "placeholder": words["prompt"], "enterkeyhint": "go"}
        buttons = add(form, "div", class_="frontend__buttons")
        add(buttons, "button", words["generate"], type="submit", class_="frontend__go")
        add(buttons, "button", words["stop"], type="button", class_="frontend__stop", hidden="")
        wheels = add(form, "div", class_="frontend__wheels", role="group", aria_label=words["knows"])
        for slot, names in concepts(self.lang).items():
            said = words[f"slot_{slot}"]
            chooser(wheels, slot, {"": said, **names}, EXAMPLE.get(slot)).set("aria-label", said)
        add(wheels, "button", words["lot"], type="button", class_="frontend__lot")
        self._stage(form, words, words["idle"].format(kb=round(manifest["bytes"] / 1000)))
        self._choices(form, words)
        plug = folded(form, words["plug"], class_="frontend__plug", hidden="")
        add(plug, "p", words["plug_why"])
        add(plug, "button", words["plug_pull"], type="button")
        gallery = add(form, "section", class_="frontend__gallery", hidden="", aria_label=words["gallery"])
        add(gallery, "p", words["gallery"], class_="frontend__head")
        add(gallery, "p", words["private"])
        add(gallery, "ul", class_="frontend__shelf")
        self.inside = add(root, "div", class_="frontend__still")
        return root

    def _stage(self, form: Element, words: dict, ready: str) -> None:
        """One frame: a finished clip at first, then the reader's, with every step from noise to picture."""
        figure = add(form, "figure", class_="frontend__stage")
        frame = add(figure, "div", class_="frontend__frame")
        poster = picture("poster", words["poster"].format(prompt=self.example))
        poster.attrib |= {"class": "frontend__poster"}
        poster.attrib.pop("loading")
        frame.append(poster)
        add(frame, "canvas", role="img", class_="frontend__canvas", hidden="")
        add(frame, "progress", max="1", value="0", hidden="", aria_label=words["progress"])
        said = {"data_failed": words["error_network"]}
        add(figure, "figcaption", ready, class_="frontend__caption", **said)
        add(figure, "button", type="button", class_="frontend__offer", hidden="")
        bar = add(figure, "div", class_="frontend__bar")
        play = add(bar, "button", words["pause"], type="button", class_="frontend__play")
        play.attrib |= {"data-play": words["play"], "data-pause": words["pause"]}
        slider = add(bar, "label", class_="frontend__steps")
        add(slider, "input", type="range", name="step", min="0", max="1", value="1", aria_label=words["slider"])
        add(slider, "span", words["noise"])
        add(slider, "span", words["picture"])
        add(bar, "button", words["keep"], type="button", class_="frontend__keep", disabled="", aria_expanded="false")
        add(figure, "p", class_="frontend__live", role="status", aria_live="polite", **said)
        ways = add(figure, "div", class_="frontend__ways", hidden="")
        noisy = add(ways, "label")
        add(noisy, "input", type="checkbox", name="noisy")
        add(noisy, "span", words["noisy"])
        for name in ("share", "film", "save", "link"):
            add(ways, "button", words[name], type="button", class_=f"frontend__{name}")
        add(ways, "p", class_="frontend__told")
        tries = add(figure, "div", element("span", words["tries"]), class_="frontend__buttons frontend__tries")
        for text in words["try"].split("; "):
            add(tries, "button", text, value=text)

    def _choices(self, form: Element, words: dict) -> None:
        presets = model_file("manifest")["sampling"] | {"seed": 1}
        details = folded(form, words["choices"])
        box = add(details, "div", class_="frontend__choices")
        for name in LIMITS:
            number_field(add(box, "label", class_="frontend__field"), name, words[name], presets[name])
        lengths = {str(n): words["second"].format(n=n) for n in SECONDS}
        choice(add(box, "label", class_="frontend__field"), "seconds", words["seconds"], lengths, str(PRESET_SECONDS))
        fresh = add(box, "label", class_="frontend__field")
        add(fresh, "span", words["fresh"])
        add(fresh, "input", type="checkbox", name="fresh", checked="")
        add(details, "p", class_="frontend__timing")


def number_field(box: Element, name: str, label: str, value: float) -> None:
    """A field for one number of `LIMITS`, with its label."""
    least, most = map(str, LIMITS[name])
    step = "any" if name == "guidance" else "1"
    add(box, "span", label)
    add(box, "input", type="number", name=name, min=least, max=most, step=step, value=f"{value:g}")
