"""Headings that are called what they say, with a link of its own name, and code that can be reached by keyboard."""

from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor

from explainer.markdown.html import HEADINGS, Element
from explainer.records.words import word

LONG = 15  # A title with more letters fills no more than two lines of a wide screen only in a smaller size


class HeadingTreeprocessor(Treeprocessor):
    """Runs after the table of contents, which puts the links in; their sign is drawn by the styles."""

    def run(self, root: Element) -> None:
        # What opens a fold is one thing to press; a second one inside it would not be reached by every reader.
        for folded in root.iterfind(".//summary/*"):
            for link in folded.findall("a[@class='headerlink']"):
                folded.remove(link)
        for heading in filter(lambda each: each.tag in HEADINGS, root.iter()):
            link, name = heading.find("a[@class='headerlink']"), " ".join("".join(words(heading)).split())
            if heading.tag == "h1" and len(name) > LONG:
                heading.set("class", "long")
            if link is not None:
                link.text = None
                heading.set("aria-label", name)
                link.set("aria-label", word("link_to", self.md.lang, heading=name))
                link.attrib.pop("title", None)


class TableTreeprocessor(Treeprocessor):
    """Tables of a page's text: the heading above names the table, the first cell a row, and a wide table's heads its cells."""

    def run(self, root: Element) -> None:
        above = None
        for each in root.iter():
            if each.tag in HEADINGS:
                above = each.get("id") or above
            if each.tag != "table" or each.get("class") not in (None, "counts__table"):
                continue
            if above:
                each.set("aria-labelledby", above)
            heads = [] if each.get("class") else ["".join(words(head)) for head in each.iterfind("thead/tr/th")]
            for row in each.iterfind("tbody/tr"):
                row[0].tag = "th"
                row[0].set("scope", "row")
                for cell, head in zip(row[1:], heads[1:] if len(heads) > 2 else (), strict=False):
                    cell.set("data-label", head)


def words(element: Element):
    """What an element says, without the numbers of its sources and the sign of its link."""
    if element.get("class") not in ("cite", "headerlink"):
        yield element.text or ""
        for child in element:
            yield from words(child)
            yield child.tail or ""


class CodePostprocessor(Postprocessor):
    """Code that is wider than the page scrolls, so it can be focused and says what it is."""

    def run(self, text: str) -> str:
        opening = f'<code tabindex="0" role="group" aria-label="{word("code", self.md.lang)}">'
        return text.replace("<pre><span></span><code>", f"<pre><span></span>{opening}")
