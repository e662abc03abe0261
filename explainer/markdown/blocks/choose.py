"""The chooser: ``/// choose``, pick a machine and get two choices (without scripts, as tables), and ``/// recommend``."""

from itertools import groupby

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.script import file_link
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Pieces, Table, element
from explainer.records import records
from explainer.records.chooser import PRESETS, Answer, Asked, nearest, recommend, verdict
from explainer.records.models import GROUPS, PURPOSES, REGIONS, STARTS, SYSTEMS, Machine, Way

RUN = "run.md"
MEMORY = ("", "8", "16", "32", "48", "64")
DISK = ("", "20", "50", "100", "160")
"""Amounts of ordinary memory and of free disk that can be chosen, in GB; the first means that it is not known."""
USUAL_RAM = 16
LINUX = ("comfyui", "wangp", "amd")  # sections of the run page whose programs are installed differently on Linux
MACHINES = (
    *("rtx-3060", "rtx-4080", "rtx-4090", "rtx-2060", "rx-7900-xtx", "arc", "mac-48"),
    *("rx-6600", "rtx-3050-laptop", "none"),
)
"""The machines that most readers have, as the table names them; those that are sent elsewhere come last."""


class Choices(SiteBlock, name=""):
    """What the chooser and the table of recommendations share: answers, and ways as links and with their minutes."""

    SHEET = "models"

    def _say(self, key: str, **values: object) -> str:
        return self.word(f"choose_{key}", **values)

    def answer(self, machine: Machine, **asked: object) -> Answer:
        """What is recommended for a machine where nothing else is said."""
        return recommend(records().chooser.values(), records().licences, Asked(machine, **asked))

    def linked(self, way: Way | None, row: str = "") -> Pieces:
        """A way by name, linked to its card; in a row of that name to its steps, and read aloud with it."""
        if not way:
            return ["–"]
        program = f" {self.text(way.program)}"
        said = {"aria_label": f"{way.name}{program}: {row}"} if row else {}
        return [element("a", way.name, href=f"{RUN}#{way.section}" if row else f"#way-{way.id}", **said), program]

    def asks(self, way: Way, machine: Machine) -> str:
        """What few have or want, and a choice needs: typed commands, much RAM, a try that nobody reports."""
        typed = self._say("if_typed") if PRESETS["system"] in way.typing else ""
        ram = self._say("if_ram", gb=way.ram) if (way.ram or 0) > USUAL_RAM else ""
        return typed + ram + (self._say("if_unsure") if machine.kind in way.unsure else "")


class Choose(Choices):
    """Pick a machine by name and get a first and a second choice."""

    BODY = Field("where its name stands", "- **Linux**: type `lspci`.")
    SHEET = "models choose"
    SCRIPT = "choose"
    TAG = "section"
    KIND = "chooser"

    def draw(self, section: Element) -> None:
        every, tables = records().machines.values(), element("div")
        groups = {group: [machine for machine in every if machine.group == group] for group in GROUPS}
        for group, machines in groups.items():
            self._table(tables, group, machines)
        # First, for the last template that is drawn says where the text of the page goes.
        ways = [self._way(way) for way in records().chooser.values()]
        self.fill(
            section,
            say=self._say,
            groups=groups,
            questions=self._questions(),
            presets=PRESETS,
            run=RUN,
            tables=[*tables],
            ways=ways,
        )

    def _questions(self) -> dict[str, dict[str, str]]:
        """The answers to each question, in words."""
        named = {"from": STARTS, "purpose": PURPOSES, "region": REGIONS, "system": SYSTEMS}
        found = {name: {value: self._say(f"{name}_{value}") for value in values} for name, values in named.items()}
        for name, amounts in (("ram", MEMORY), ("disk", DISK)):
            found[name] = {gb: self._say("at_least", gb=gb) if gb else self._say("unsure") for gb in amounts}
        return found | {name: {said: self._say(said) for said in ("no", "yes")} for name in ("typing", "sound")}

    def _way(self, way: Way) -> Element:
        texts = records().licences
        place = "notebook" if way.kinds == ["t4"] else way.place  # the free card of a notebook is nobody's own
        # What it asks of its user's own machine; where another does the work, what one needs there.
        own = place == "own"
        needs = [self._say(f"needs_{way.kinds[0]}", gb=f"{way.gb:g}") if own else self._say(f"needs_{place}")]
        for name in ("ram", "disk") if own else ():
            if gb := getattr(way, name):
                about = f"{self._say('about')} " if name in way.reckoned else ""
                needs.append(about + self._say(f"needs_{name}", gb=f"{gb:g}"))
        verdicts = {purpose: verdict(way, purpose, "elsewhere", texts) for purpose in PURPOSES}
        told = {"way": way, "place": place, "needs": needs, "licence": texts[way.licence], "verdicts": verdicts}
        self.fill(card := element("article"), "way", **told, say=self._say, run=RUN, linux=LINUX, link=file_link)
        return card

    def _table(self, box: Element, group: str, machines: list[Machine]) -> None:
        """The first and second choice for each machine of a group; machines with the same answers share a row."""
        name = self._say(f"group_{group}")
        heads = [name, *(self._say(f"head_{start}") for start in STARTS), self._say("with_sound")]
        table = Table(box, "wide__table", heads, label=self._say("table_of", group=name))
        for answers, alike in groupby(machines, key=self._answers):
            pairs = ([element("li", *self.linked(way), asks) for way, asks in both] for both in answers)
            cells = ([element("ol", *both, class_="chooser__two")] for both in pairs)
            table.row(["; ".join(self.text(machine.name) for machine in alike)], cells)

    def _answers(self, machine: Machine) -> list[list[tuple[Way | None, str]]]:
        """For each start, and with sound, the first and the second choice, each with what it asks on this machine."""
        given = [*(self.answer(machine, start=start) for start in STARTS), self.answer(machine, sound=True)]
        ways = [(answer.first, answer.second) for answer in given]
        return [[(way, self.asks(way, machine) if way else "") for way in both] for both in ways]


class Recommend(Choices):
    """For each kind of machine the first and the second choice."""

    TAG = "section"
    KIND = "wide"

    def draw(self, section: Element) -> None:
        heads = [self._say(name) for name in ("machine_head", "first", "minutes", "second")]
        table = Table(section, "wide__table", heads, label=self._say("recommended"))
        for machine in (records().machines[name] for name in MACHINES if name in records().machines):
            given = self.answer(machine)
            name = self._say(f"row_{machine.id}")
            first, second = (
                [*self.linked(way, name), *([self.asks(way, machine), mark(way.sources[:1])] if way else [])]
                for way in (given.first, given.second)
            )
            minutes: Pieces = ["–"]
            if given.first:
                time = given.first.times[nearest(given.first, machine, records().machines)]
                minutes = [self.text(time.says), ".", mark(time.sources)]
            if given.first and machine.kind in given.first.unsure:
                demo = self._say("free_demo")
                link = element("a", demo, href=f"{RUN}#notebooks", aria_label=f"{demo}: {name}")
                first += [self._say("if_fails"), link]
            link = element("a", name, href=f"choose.md?card={machine.id}")
            table.row([link], ([element("p", *pieces)] for pieces in (first, minutes, second)))
