"""The plain components of the design; the styles decide how they look."""

from dataclasses import replace

from explainer.addresses import addresses
from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.html import Element, Markdown, add, element, fill, titled
from explainer.markdown.links import STATUSES

ID = Field("a short English name, the same in both languages", "memory")


class Answer(SiteBlock):
    """The two-sentence answer that opens a page."""

    BODY = Field("two sentences", "Two sentences that answer the page’s question.")


class Claim(SiteBlock):
    """What somebody says, who says so, and how well it is established."""

    BODY = Field("what is said, by whom, and who says otherwise", "What is said, and who says otherwise [@key].")
    TAKES = Field("what is claimed, in one line", "What is claimed")
    FIELDS = {
        "id": replace(ID, example="approval"),
        "status": Field("a status", "disputed", choices=STATUSES),
        "speaker": Field("who says so", "The letter"),
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

    BODY = Field("what stands under it", "Close other programs, then try again [@key].")
    TAKES = Field("the line", "The card’s memory is full")
    FIELDS = {"id": ID}
    TAG = "details"

    def draw(self, box: Element) -> None:
        box.attrib |= {"id": self.options["id"], "data-weight": "0.8"}
        add(box, "summary", Markdown(self.argument))
        self.inside = add(box, "div")


class Unknown(SiteBlock):
    """What is not known: content, not an apology."""

    BODY = Field("a list", "- What nobody knows yet.")

    def on_create(self, parent: Element) -> Element:
        return titled(parent, "section", "unknown", self.word("unknown"), data_weight="0.5")


class Next(SiteBlock):
    """Where to go from here."""

    BODY = Field("a list of links", "- [Where to read on](incident/index.md)")

    def on_create(self, parent: Element) -> Element:
        return titled(parent, "nav", "next", self.word("next"), data_weight="0")


class Contact(SiteBlock):
    """The publisher's contact, or the plain statement that none is set."""

    TAG = "p"

    def draw(self, line: Element) -> None:
        where = addresses()
        link = element("a", where.contact, href=where.contact_href)
        said = [self.word("contact_is"), " ", link] if where.contact else [self.word("contact_unset")]
        fill(line, *said)
