"""What the site weighs: the cards of the letter, and the links between disagreements and the pages that touch them."""

from explainer.check.rules import Findings, Page, Reading, Site
from explainer.check.sources import lacking
from explainer.editions import LANGUAGES
from explainer.finding import Finding, listed, nearest
from explainer.pages.site import resolve

HOME = "disagreements.md"


def check(site: Site, data: Reading) -> Findings:
    for key, passage in data.records.letter.items():
        problem = lacking([source for evidence in passage.evidence_for for source in evidence.sources], data)
        if passage.status == "established" and problem:
            remedy = "Add evidence for it that is independent and was read, or choose another status."
            yield data.finding("letter", (key, "status"), f"`{key}` is called established, but {problem}", remedy)
    pages = site.pages[LANGUAGES[0]]
    for name, record, loc, kind, target in data.references:
        if kind == "pages" and target not in pages:
            message = f"`{record}` names the page `{target}`, which does not exist"
            remedy = f"{nearest(target, pages)}Name a page below docs/{LANGUAGES[0]}."
            yield data.finding(name, (record, *loc), message, remedy)
    for pages in site.pages.values():
        yield from _order(pages, data)
        yield from _links(pages, data)


def _order(pages: dict[str, Page], data: Reading) -> Findings:
    """Each passage has one card, and the cards stand in the letter's order."""
    cards = [(page, block) for page in pages.values() for block in page.tree.blocks if block.name == "passage"]
    shown = [block.argument for page, block in cards if not (page.amiss or data.findings)]
    wanted = [*data.records.letter]
    if shown and (lacking := [key for key in wanted if key not in shown]):
        remedy, (page, block) = "Add `/// passage | ID` for each, in the order of data/letter.yml.", cards[0]
        yield Finding(page.shown, block.line, f"passages of the letter have no card: {listed(lacking)}", remedy)
    elif shown and shown != wanted:
        place = next(n for n, key in enumerate(shown) if [key] != wanted[n : n + 1])
        page, block = cards[place]
        there = f"`{wanted[place]}`" if place < len(wanted) else "no more"
        message = f"the card `{block.argument}` stands where the letter has {there}"
        remedy = "Put the cards into the order of data/letter.yml, each once."
        yield Finding(page.shown, block.line, message, remedy)


def _links(pages: dict[str, Page], data: Reading) -> Findings:
    """Pages that a disagreement names link to its row, themselves or in cards they show, and the other way round."""
    for name, page in pages.items() if HOME in pages else ():
        linked: dict[str, int] = {}
        for link in page.tree.links if name != HOME else ():
            target, _, anchor = link.target.partition("#")
            if anchor.startswith("d-") and ":" not in target and resolve(page, target) == HOME:
                linked.setdefault(anchor[2:], link.line)
        for key, record in data.records.disagreements.items():
            # A link that stands in a block with a mistake, or leads to no row, may be meant for this one.
            whole = linked.keys() <= data.records.disagreements.keys() and not page.amiss
            if name in record.pages and key not in linked and whole:
                message = f"the page touches the disagreement `{key}` and does not link to it"
                way = f"Say it in one sentence and link to `{HOME}#d-{key}`"
                yield Finding(page.shown, 1, message, f"{way}, or take the page out of `pages` of `{key}`.")
            elif key in linked and name not in record.pages and not page.home and name != "myths.md":
                message = f"the page links to the disagreement `{key}`, whose record does not name it"
                remedy = f"Add `{name}` to `pages` of `{key}` in data/disagreements.yml, so that its row links back."
                yield Finding(page.shown, linked[key], message, remedy)
