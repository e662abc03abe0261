"""``/// model-picture``: a picture made with our own small model."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, element
from explainer.modelfiles import picture_size, pictures

ALTERNATIVE = Field("what the picture shows", "che cosa mostra l’immagine", "Eight frames of noise that clear up.")


class ModelPicture(SiteBlock):
    """A picture made with our small model, alone or as the content of ``frontend``."""

    IT = "Un’immagine fatta con il nostro piccolo modello, da sola o come contenuto di ``frontend``."
    TAKES = Field("the caption", "la didascalia", "Made with the model of this page")
    FIELDS = {
        "name": Field("a picture made with the model", "un’immagine fatta con il modello", "seeds", choices=pictures),
        "alt": ALTERNATIVE,
    }
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
