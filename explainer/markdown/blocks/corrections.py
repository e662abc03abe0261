"""``/// corrections``: every correction of the site, newest first."""

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.html import Element, add, element, rooted
from explainer.markdown.titles import page_title
from explainer.opendata.feed import newest, path
from explainer.records import records


class Corrections(SiteBlock):
    """All corrections, newest first; on a page at the root of its language."""

    NAME = "corrections"
    IT = "Tutte le correzioni, dalla più recente; su una pagina alla radice della sua lingua."

    def on_create(self, parent: Element) -> Element:
        box = add(parent, "div")
        corrections = newest(records())
        if not corrections:
            add(box, "p", self.word("corrections_none"), class_="corrections")
        entries = add(box, "ul", class_="corrections") if corrections else box
        for correction in corrections:
            day = element("time", self.date(correction.date), datetime=correction.date)
            title = page_title(self.lang, correction.page)
            page = [", ", element("a", self.word("in_marks", text=title), href=correction.page)] if title else []
            text = self.word("correction", was=self.text(correction.was), now=self.text(correction.now))
            add(entries, "li", day, *page, ". ", text, id=f"correction-{correction.id}")
        add(box, "p", rooted(path(self.lang), self.word("corrections_follow")))
        return box
