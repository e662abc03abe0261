"""``/// choose``: three questions that lead to what fits; without scripts, the same answers as tables."""

from collections.abc import Iterable
from itertools import groupby

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import licence_name, note, proof, whole
from explainer.markdown.blocks.script import checked_words, file_link
from explainer.markdown.citations import mark
from explainer.markdown.html import Element, Markdown, Table, add, choice, element, fields, prose, spaced
from explainer.records import records
from explainer.records.chooser import GROUPS, decide, verdict
from explainer.records.models import MACHINES, PURPOSES, STARTS, TASKS, Variant, Way

CARDS = (4, 6, 8, 10, 11, 12, 16, 20, 24, 32, 40, 48, 80)
"""Amounts of video memory in GB that can be chosen."""
PROMPT = '"A paper boat drifts down a rainy street"'


class Choose(SiteBlock):
    """Three questions that lead to what fits, and the same answers as tables."""

    NAME = "choose"
    IT = "Tre domande che portano a ciò che va bene, e le stesse risposte in tabelle."
    SHEET = "models"
    SCRIPT = "choose"

    def on_create(self, parent: Element) -> Element:
        self.variants = [variant for model in records().models.values() for variant in model.variants]
        section = add(parent, "section", class_="chooser")
        self._questions(section)
        add(section, "p", self._say("notice"), class_="chooser__notice", role="status", hidden="hidden")
        self._results(section)
        box = add(section, "div", class_="chooser__tables")
        add(box, "h2", self._say("table"), id="table")
        add(box, "p", self._say("table_text"))
        self._machines(box)
        self._purposes(box)
        cards = add(section, "div", class_="chooser__all", data_weight="0")
        heading(cards, 3, self._say("each"))
        for variant in self.variants:
            self._card(cards, variant)
        return section

    def _say(self, key: str, **values: object) -> str:
        return self.word(f"choose_{key}", **values)

    def _questions(self, section: Element) -> None:
        form = add(section, "form", class_="chooser__form fields", hidden="hidden")
        for name, choices in (("machine", MACHINES), ("purpose", PURPOSES), ("from", STARTS)):
            group = fields(form, self._say(name))
            for value in choices:
                radio = element("input", type="radio", name=name, value=value)
                add(group, "label", radio, " " + self._say(f"{name}_{value}"))
            if name == "machine":
                amounts = {str(amount): f"{amount} GB" for amount in CARDS}
                choice(add(group, "label", class_="chooser__gb"), "gb", self._say("gb"), amounts)

    def _results(self, section: Element) -> None:
        result = add(section, "div", class_="chooser__result", hidden="hidden")
        heading(result, 2, self._say("answer"))
        add(result, "p", Markdown(self._say("lookup")), data_machine="unknown")
        add(result, "p", self._say("nothing"), class_="chooser__nothing", hidden="hidden")
        for group in GROUPS:
            part = add(result, "section", class_="chooser__group", data_group=group)
            heading(part, 3, self._say(f"group_{group}"))
            add(part, "p", self._say(f"group_{group}_text"))

    def _card(self, parent: Element, variant: Variant) -> None:
        licence = variant.licence_weights
        card = add(parent, "article", class_="choice", data_variant=variant.id)
        if not variant.tasks.missing:
            card.set("data-from", " ".join(start for start, task in TASKS.items() if task in variant.tasks.value))
        for purpose in PURPOSES:
            card.set(f"data-{purpose}", verdict(variant, purpose, records().licences))
        heading(card, 4, variant.name)
        if licence.missing:
            add(card, "p", self.word("model_licence_weights"), ": ", *whole("licence", licence, self.lang, 1))
        else:
            add(card, "p", *spaced(licence_name(licence), proof(licence, self.lang, 2)))
            self._uses(card, variant)
            terms = add(card, "details")
            known = verdict(variant, "experiment", records().licences) != "unknown"
            add(terms, "summary", self._say("terms" if known else "reported"))
            add(terms, "p", *spaced(prose(licence.terms, self.lang), note(licence, self.lang)))
        ways = [way for way in records().chooser.values() if variant.id in way.variants]
        if not ways:
            add(card, "p", Markdown(self._say("no_way")))
            return
        entries = add(card, "ul", class_="choice__ways")
        for way in ways:
            self._way(entries, variant, way)

    def _uses(self, card: Element, variant: Variant) -> None:
        """What the text says for each purpose, equal sentences once."""
        said: dict[str, list[str]] = {}
        for purpose in PURPOSES:
            judged = verdict(variant, purpose, records().licences)
            text = self._say(f"verdict_{judged}")
            if judged in ("conditions", "excluded"):
                use = records().licences[variant.licence_weights.id].uses[purpose]
                text = f"{text} {self.text(use.says)}"
            said.setdefault(text, []).append(purpose)
        for text, purposes in said.items():
            names = ", ".join(self._say(f"purpose_{purpose}") for purpose in purposes)
            who = element("span", f"{names}: ", class_="choice__for") if len(said) > 1 else None
            add(card, "p", who, text, class_="choice__use", data_purposes=" ".join(purposes))

    def _way(self, entries: Element, variant: Variant, way: Way) -> None:
        entry = add(
            entries, "li", data_way=way.id, data_machines=" ".join(way.machines), data_from=" ".join(way.starts)
        )
        route = element("strong", self._say(f"route_{way.route}"))
        if way.gb is None:
            add(entry, "p", route, ". ")
        else:
            entry.set("data-gb", f"{way.gb:g}")
            figure = next(figure for figure in variant.memory if figure.gb == way.gb)
            ram = f". {self._say('ram', gb=way.ram)}" if way.ram else "."
            add(entry, "p", route, ", ", *whole("memory", figure, self.lang, 1), ram)
        add(entry, "p", *prose(way.says, self.lang), mark(way.sources))
        add(entry, "p", self._say("tight"), class_="choice__tight", hidden="hidden")
        if way.script:
            add(entry, "p", file_link(way.script), f" ({self.word(checked_words(way.script))})")
            line = f"python {way.script} {sample_arguments(way)} {way.options or ''}".strip()
            add(entry, "pre", element("code", line))
        elif way.link:
            add(entry, "p", element("a", self._say(f"link_{way.route}", name=variant.name), href=way.link))

    def _machines(self, box: Element) -> None:
        """Which weights fit which machine."""
        machines = [*((name, None) for name in MACHINES if name != "nvidia"), *(("nvidia", gb) for gb in CARDS)]
        heads = [self._say(f"from_{start}") for start in STARTS]
        table = Table(box, "chooser__table", [self._say("machine"), *heads], label=self._say("machine"))
        rows = [(gb, [self._names(machine, gb, start) for start in STARTS], machine) for machine, gb in machines]
        # Amounts that change nothing share a row.
        for _, alike in groupby(rows, key=lambda row: (row[2], row[1])):
            (gb, cells, machine), *others = alike
            name = f"{gb} GB" if gb else self._say(f"machine_{machine}")
            if others:
                name = self._say("to", least=name, most=f"{others[-1][0]} GB")
            table.row(name, [[[cell]] for cell in cells], alone="")

    def _purposes(self, box: Element) -> None:
        """What the licence texts say for which purpose."""
        judged = [v for v in self.variants if verdict(v, "sell", records().licences) != "unknown"]
        heads = [self._say(f"purpose_{purpose}") for purpose in PURPOSES]
        table = Table(box, "chooser__table", [self._say("weights"), *heads], label=self._say("weights"))
        for variant in judged:
            table.row(variant.name, [[[self._short(variant, purpose)]] for purpose in PURPOSES], alone="")
        figures = {name for way in records().chooser.values() if way.gb is not None for name in way.variants}
        lists = {
            "unknown_list": [variant.name for variant in self.variants if variant not in judged],
            "no_figure_list": [variant.name for variant in judged if variant.id not in figures],
        }
        for key, names in lists.items():
            if names:
                add(box, "p", self._say(key, names=", ".join(names)))

    def _short(self, variant: Variant, purpose: str) -> str:
        """What the licence text says for a purpose, in one or two words."""
        said = verdict(variant, purpose, records().licences)
        if said == "conditions" and records().licences[variant.licence_weights.id].uses[purpose].paid:
            return self._say("short_paid")
        return self._say(f"short_{said}")

    def _names(self, machine: str, gb: float | None, start: str) -> str:
        """The weights that fit, whatever the purpose; the second table has the purposes."""
        ways, licences = records().chooser.values(), records().licences
        figures = {way.id for way in ways if way.gb is not None}
        fits: dict[str, bool] = {}
        maybe: dict[str, None] = {}
        for purpose in PURPOSES:
            answers = decide(self.variants, ways, licences, machine=machine, gb=gb, purpose=purpose, start=start)
            for variant, answer in answers.items():
                if answer.group == "fits":
                    fits[variant] = not figures.intersection(answer.ways) - set(answer.tight)
                elif answer.group == "unknown" and answer.ways:
                    maybe[variant] = None
        names = [
            self._say("tight_name", name=variant.name) if fits[variant.id] else variant.name
            for variant in self.variants
            if variant.id in fits
        ]
        none = f"none_{machine}" if machine in ("amd", "unknown") else "none"
        text = ", ".join(names) if names else self._say(none)
        also = ", ".join(self._together(maybe, fits))
        if not also:
            return text
        return f"{text} {self._say('maybe_apple' if machine == 'apple' else 'maybe', names=also)}"

    def _together(self, maybe: Iterable[str], fits: Iterable[str]) -> list[str]:
        """The names of weights; several of one model go by its name, unless others of it fit."""
        names: list[str] = []
        for model in records().models.values():
            own = [variant for variant in model.variants if variant.id in maybe]
            alone = len(own) == 1 or any(variant.id in fits for variant in model.variants)
            names += [variant.name for variant in own] if alone else [model.name] if own else []
        return names


def heading(parent: Element, level: int, text: str) -> None:
    """A heading that stays out of the page's contents: it moves, or is not always there."""
    add(parent, "p", text, class_=f"chooser__h{level}", role="heading", aria_level=str(level))


def sample_arguments(way: Way) -> str:
    """What the script of a way is called with, options apart."""
    script = way.script or ""
    if "from-image" in script:
        return f"start.png {PROMPT}"
    return f"start.mp4 {PROMPT}" if "from-video" in script else PROMPT
