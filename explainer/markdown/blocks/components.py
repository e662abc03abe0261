"""The plain components of the design; the styles decide how they look."""

from dataclasses import replace

from explainer.addresses import addresses
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, element, fill, titled
from explainer.markdown.links import STATUSES

ID = Field(
    "a short English name, the same in both languages", "un nome breve in inglese, uguale nelle due lingue", "memory"
)


class Answer(SiteBlock):
    """The two-sentence answer that opens a page."""

    IT = "La risposta in due frasi che apre una pagina."
    BODY = Field("two sentences", "due frasi", "Two sentences that answer the page’s question.")


class Claim(SiteBlock):
    """What somebody says, who says so, and how well it is established."""

    IT = "Che cosa dice qualcuno, chi lo dice e quanto è accertato."
    BODY = Field(
        "what is said, by whom, and who says otherwise",
        "che cosa si dice, chi lo dice e chi dice altro",
        "What is said, and who says otherwise [@key].",
    )
    TAKES = Field("what is claimed, in one line", "che cosa si afferma, in una riga", "What is claimed")
    FIELDS = {
        "id": replace(ID, example="approval"),
        "status": Field("a status", "uno stato", "disputed", choices=STATUSES),
        "speaker": Field("who says so", "chi lo dice", "The letter"),
    }
    TAG = "article"

    def draw(self, card: Element) -> None:
        name = f"claim-{self.options['id']}"
        card.set("aria-labelledby", name)
        title = element("h3", Markdown(self.argument), id=name)
        speaker = element("p", Markdown(self.options["speaker"]), class_="claim__speaker")
        add(card, "header", title, speaker, self.state(self.options["status"]), class_="claim__head")


class Fold(SiteBlock):
    """A line that readers open to read on, as an error and its remedy."""

    IT = "Una riga da aprire per leggere il seguito, come un errore e il suo rimedio."
    BODY = Field("what stands under it", "il testo che si apre", "Close other programs, then try again [@key].")
    TAKES = Field("the line", "la riga", "The card’s memory is full")
    FIELDS = {"id": ID}
    TAG = "details"

    def draw(self, box: Element) -> None:
        box.attrib |= {"id": self.options["id"], "data-weight": "0.8"}
        add(box, "summary", Markdown(self.argument))
        self.inside = add(box, "div")


class Unknown(SiteBlock):
    """What is not known: content, not an apology."""

    IT = "Che cosa non si sa: è un’informazione anche questa, non una scusa."
    BODY = Field("a list", "un elenco", "- What nobody knows yet.")

    def on_create(self, parent: Element) -> Element:
        return titled(parent, "section", "unknown", self.word("unknown"), data_weight="0.5")


class Next(SiteBlock):
    """Where to go from here."""

    IT = "Che cosa leggere dopo."
    BODY = Field("a list of links", "un elenco di link", "- [Where to read on](incident/index.md)")

    def on_create(self, parent: Element) -> Element:
        return titled(parent, "nav", "next", self.word("next"), data_weight="0")


class Contact(SiteBlock):
    """The publisher's contact, or the plain statement that none is set."""

    IT = "Il contatto di chi pubblica, o la semplice nota che non ce n’è uno."
    TAG = "p"

    def draw(self, line: Element) -> None:
        where = addresses()
        link = element("a", where.contact, href=where.contact_href)
        said = [self.word("contact_is"), " ", link] if where.contact else [self.word("contact_unset")]
        fill(line, *said)
