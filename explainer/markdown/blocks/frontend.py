"""``/// frontend``: the form of the front end rebuilt; its script only adopts what stands in the page."""

import json

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.lab import LIMITS, number_field, picture, settings
from explainer.markdown.html import Element, add, chooser, element, fill, folded, labelled, letters
from explainer.modelfiles import concepts, model_file
from explainer.records.words import words_of

SECONDS, PRESET_SECONDS = (1, 2, 4), 2
EXAMPLE = {"thing": "boat", "color": "red", "place": "sea", "light": "sunset", "motion": "right"}
"""What the wheels show at first: the prompt of the clip in the frame."""


class Frontend(SiteBlock):
    """The form of the front end, rebuilt with our small model."""

    BODY = Field("what is seen without scripts", "What the page did, in words.")
    SHEET = "frontend"
    SCRIPT = "frontend/start"

    def draw(self, root: Element) -> None:
        words, manifest = words_of("frontend", self.lang), model_file("manifest")
        share = round(100 * model_file("card")["scores"]["trained"]["all"])
        words["asked"] = words["asked"].replace("{share}", f"{share}")
        self.example = settings()["poster"][self.lang]
        root.attrib |= {"data-frontend": "", "data-state": "idle", "data-weight": "0"}
        root.set("data-words", letters(json.dumps(words, ensure_ascii=False)))
        root.set("data-model", manifest["sha256"][:6])
        add(root, "p", words["label"], class_="frontend__label")
        form = add(root, "form", class_="frontend__panel", novalidate="", autocomplete="off")
        prompt = add(form, "textarea", self.example, name="prompt", rows="3", spellcheck="false")
        prompt.attrib |= {"aria-label": words["prompt"], "placeholder": words["prompt"], "enterkeyhint": "go"}
        buttons = add(form, "div", class_="frontend__buttons")
        add(buttons, "button", words["generate"], type="submit", class_="frontend__go", aria_label=words["generate"])
        add(buttons, "button", words["stop"], type="button", class_="frontend__stop", hidden="")
        wheels = add(form, "div", class_="frontend__wheels", role="group", aria_label=words["knows"])
        for slot, names in concepts(self.lang).items():
            said = words[f"slot_{slot}"]
            wheels.append(chooser(slot, {"": said, **names}, EXAMPLE.get(slot), aria_label=said))
        add(wheels, "button", words["lot"], type="button", class_="frontend__lot")
        self._stage(form, words, words["idle"].format(kb=round(manifest["bytes"] / 1000)))
        self._choices(form, words)
        plug = folded(form, words["plug"], class_="frontend__plug", hidden="")
        fill(plug, element("p", words["plug_why"]), element("button", words["plug_pull"], type="button"))
        gallery = add(form, "section", class_="frontend__gallery", hidden="", aria_label=words["gallery"])
        add(gallery, "p", words["gallery"], class_="frontend__head")
        add(gallery, "p", words["private"])
        add(gallery, "ul", class_="frontend__shelf")
        self.inside = add(root, "div", class_="frontend__still")

    def _stage(self, form: Element, words: dict, ready: str) -> None:
        """One frame: a finished clip at first, then the reader's, with every step from noise to picture."""
        figure = add(form, "figure", class_="frontend__stage", aria_label=words["clip"])
        poster = picture("poster", words["poster"].format(prompt=self.example), "frontend__poster", lazy=False)
        frame = add(figure, "div", poster, class_="frontend__frame")
        add(frame, "canvas", role="img", class_="frontend__canvas", tabindex="-1", hidden="")
        add(frame, "progress", max="1", value="0", hidden="", aria_label=words["progress"])
        said = {"data_failed": words["error_network"]}
        add(figure, "figcaption", ready, class_="frontend__caption", **said)
        add(figure, "button", type="button", class_="frontend__offer", hidden="")
        bar = add(figure, "div", class_="frontend__bar")
        play = {"data_play": words["play"], "data_pause": words["pause"]}
        add(bar, "button", words["pause"], type="button", class_="frontend__play", **play)
        slider = element("input", type="range", name="step", min="0", max="1", value="1", aria_label=words["slider"])
        slider.set("aria-valuetext", words["whole"])
        ends = (element("span", words[name]) for name in ("noise", "picture"))
        add(bar, "label", slider, *ends, class_="frontend__steps")
        keep = add(
            bar, "button", words["keep"], type="button", class_="frontend__keep", disabled="", aria_expanded="false"
        )
        keep.set("aria-label", f"{words['keep']}: {words['clip']}")
        add(figure, "p", class_="frontend__live", role="status", aria_live="polite", **said)
        ways = add(figure, "div", class_="frontend__ways", hidden="")
        add(ways, "label", element("input", type="checkbox", name="noisy"), element("span", words["noisy"]))
        for name in ("share", "film", "save", "link"):
            add(ways, "button", words[name], type="button", class_=f"frontend__{name}")
        add(ways, "p", class_="frontend__told")
        tries = add(figure, "div", element("span", words["tries"]), class_="frontend__buttons frontend__tries")
        for text in words["try"].split("; "):
            add(tries, "button", text, value=text)

    def _choices(self, form: Element, words: dict) -> None:
        presets = model_file("manifest")["sampling"] | {"seed": 1}
        details = folded(form, words["choices"])
        lengths = {str(n): words["second"].format(n=n) for n in SECONDS}
        fields = {name: number_field(name, presets[name]) for name in LIMITS}
        fields["seconds"] = chooser("seconds", lengths, str(PRESET_SECONDS))
        fields["fresh"] = element("input", type="checkbox", name="fresh", checked="")
        box = add(details, "div", class_="frontend__choices")
        for name, field in fields.items():
            labelled(box, words[name], field, class_="frontend__field")
        add(details, "p", class_="frontend__timing")
