"""What readers ask of a place (data/search.yml): the page and the section it leads to exist in the editions that have it."""

from explainer.check.rules import Findings, Reading, Site
from explainer.editions import EDITIONS
from explainer.finding import Finding, listed, meant
from explainer.records import yamlfile

FILE = "data/search.yml"


def check(site: Site, _data: Reading) -> Findings:
    path = site.root / FILE
    if not path.is_file():
        return
    try:
        file = yamlfile.read(path)
    except yamlfile.NotYaml as error:
        yield Finding(FILE, *error.args)
        return
    seen: set[str] = set()
    for at, row in enumerate(file.content["asks"]):
        place, line = row["at"], lambda at=at: file.place("asks", at, "at")[0]
        if place in seen:
            yield Finding(FILE, line(), f"`{place}` stands twice", "Write all its questions under one of the two.")
        seen.add(place)
        address, _, anchor = place.partition("#")
        for language in row.keys() & EDITIONS.keys():
            pages = site.pages[language]
            names = [name for name in (f"{address}index.md", f"{address.rstrip('/')}.md") if name in pages]
            if not names:
                known = {name.removesuffix(".md").removesuffix("index").rstrip("/") + "/" for name in pages} - {"/"}
                remedy = meant(address, known, "take these questions away with the page.")
                yield Finding(FILE, line(), f"`{place}`: docs/{language} has no such page", remedy)
            elif anchor and anchor not in pages[names[0]].tree.ids:
                known = pages[names[0]].tree.anchors
                remedy = f"{meant(anchor, known, 'take these questions away.')} Ids of that page: {listed(known)}."
                yield Finding(FILE, line(), f"`{place}`: {pages[names[0]].shown} has no `#{anchor}`", remedy)
