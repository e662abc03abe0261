"""``/// frontend``: the form of the front end rebuilt; its script only adopts what stands in the page."""

import json

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.lab import LIMITS, picture, settings
from explainer.markdown.html import Element
from explainer.modelfiles import concepts, model_file
from explainer.records.words import words_of

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
        prompt = settings()["poster"][self.lang]
        self.fill(
            root,
            words=words,
            data=json.dumps(words, ensure_ascii=False),
            model=manifest["sha256"][:6],
            kilobytes=round(manifest["bytes"] / 1000),
            prompt=prompt,
            poster=picture("poster", words["poster"].format(prompt=prompt), "frontend__poster", lazy=False),
            wheels={slot: {"": words[f"slot_{slot}"]} | names for slot, names in concepts(self.lang).items()},
            example=EXAMPLE,
            limits=LIMITS,
            presets=manifest["sampling"] | {"seed": 1},
            lengths={f"{n}": words["second"].format(n=n) for n in (1, 2, 4)},
        )
