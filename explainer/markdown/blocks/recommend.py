"""``/// recommend``: for each kind of machine the first and the second choice, with minutes, source and way to the steps."""

from explainer.markdown.blocks.choose import RUN, Choices
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Table, add, element, fill
from explainer.records import records

MACHINES = (
    *("rtx-3060", "rtx-4080", "rtx-4090", "rtx-2060", "rx-7900-xtx", "arc", "mac-48"),
    *("rx-6600", "rtx-3050-laptop", "none"),
)
"""One machine of each kind; those that are sent elsewhere come last."""
PAGE = "choose.md"


class Recommend(Choices):
    """For each kind of machine the first and the second choice."""

    NAME = "recommend"
    IT = "Per ogni tipo di computer la prima e la seconda scelta."

    def on_create(self, parent: Element) -> Element:
        section = add(parent, "section", class_="wide")
        heads = [self._say(name) for name in ("machine_head", "first", "minutes", "second")]
        table = Table(section, "chooser__table", heads, label=self._say("recommended"))
        for machine in (records().machines[name] for name in MACHINES if name in records().machines):
            given = self.answer(machine)
            name = self._say(f"row_{machine.id}")
            row = table.start("")
            add(row[0], "a", name, href=f"{PAGE}?card={machine.id}")
            first, second = (
                [*self.linked(way, f"{RUN}#{way.section}", name), self.asks(way, machine), mark(way.sources[:1])]
                if way
                else ["–"]
                for way in (given.first, given.second)
            )
            minutes = self.minutes(given.first, machine) if given.first else ["–"]
            cells = [add(table.cell(row), "p", *pieces) for pieces in (first, minutes, second)]
            if given.first and machine.kind in given.first.unsure:
                demo = self._say("free_demo")
                link = element("a", demo, href=f"{RUN}#notebooks", aria_label=f"{demo}: {name}")
                fill(cells[0], self._say("if_fails"), link)
        return section
