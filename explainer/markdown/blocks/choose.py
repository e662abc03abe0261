"""``/// choose``: three questions that lead to what fits; without scripts, the same answers as tables."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from markdown.util import AtomicString

from explainer.markdown.blocks.base import SiteBlock
from explainer.markdown.blocks.cells import cell_text, licence_name, note_text, proof
from explainer.markdown.blocks.compare import paragraph
from explainer.markdown.blocks.run import checked_words, file_link
from explainer.records import records
from explainer.records.chooser import GROUPS, Answer, decide, verdict
from explainer.records.models import MACHINES, PURPOSES, STARTS, TASKS, Variant, Way
from explainer.records.words import localized, word

CARDS = (4, 6, 8, 10, 11, 12, 16, 20, 24, 32, 40, 48, 80)
"""Amounts of video memory in GB that can be chosen."""
PROMPT = '"A paper boat drifts down a rainy street"'


class Choose(SiteBlock):
    """The questions, a card for each set of weights, and the decision tables; ``choose.js`` puts them together."""

    NAME = "choose"
    SHEET = "models choose"
    SCRIPT = "choose"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the section, filled from the records."""
        self.variants = [variant for model in records().models.values() for variant in model.variants]
        section = etree.SubElement(parent, "section", {"class": "chooser"})
        self._questions(section)
        etree.SubElement(
            section, "p", {"class": "chooser__notice", "role": "status", "hidden": "hidden"}
        ).text = self._say("notice")
        self._results(section)
        self._tables(section)
        cards = etree.SubElement(section, "div", {"class": "chooser__all"})
        heading(cards, 3, self._say("each"))
        for variant in self.variants:
            self._card(cards, variant)
        return section

    def _say(self, key: str, **values: object) -> str:
        return word(f"choose_{key}", self.lang, **values)

    def _questions(self, section: etree.Element) -> None:
        form = etree.SubElement(section, "form", {"class": "chooser__form fields", "hidden": "hidden"})
        for name, choices in (("machine", MACHINES), ("purpose", PURPOSES), ("from", STARTS)):
            group = etree.SubElement(form, "fieldset")
            etree.SubElement(group, "legend").text = self._say(name)
            for value in choices:
                box = etree.SubElement(group, "label")
                field = etree.SubElement(box, "input", {"type": "radio", "name": name, "value": value})
                field.tail = " " + self._say(f"{name}_{value}")
            if name == "machine":
                box = etree.SubElement(group, "label", {"class": "chooser__gb"})
                etree.SubElement(box, "span").text = self._say("gb")
                select = etree.SubElement(box, "select", {"name": "gb"})
                for amount in CARDS:
                    etree.SubElement(select, "option", {"value": str(amount)}).text = f"{amount} GB"

    def _results(self, section: etree.Element) -> None:
        result = etree.SubElement(section, "div", {"class": "chooser__result", "hidden": "hidden"})
        heading(result, 2, self._say("answer"))
        etree.SubElement(result, "p", {"data-machine": "unknown"}).text = self._say("lookup")
        etree.SubElement(result, "p", {"class": "chooser__nothing", "hidden": "hidden"}).text = self._say("nothing")
        for group in GROUPS:
            part = etree.SubElement(result, "section", {"class": "chooser__group", "data-group": group})
            heading(part, 3, self._say(f"group_{group}"))
            etree.SubElement(part, "p").text = self._say(f"group_{group}_text")

    def _card(self, parent: etree.Element, variant: Variant) -> None:
        licence = variant.licence_weights
        card = etree.SubElement(
            parent, "article", {"class": "choice", "data-variant": variant.id, **self._facets(variant)}
        )
        heading(card, 4, variant.name)
        if licence.missing:
            label = word("model_licence_weights", self.lang)
            card.append(paragraph(f"{label}: {cell_text('licence_weights', licence, self.lang, 1)}"))
        else:
            card.append(paragraph(f"{licence_name(licence)} {proof(licence, self.lang, 2)}"))
            self._uses(card, variant)
            terms = etree.SubElement(card, "details")
            known = verdict(variant, "experiment", records().licences) != "unknown"
            etree.SubElement(terms, "summary").text = self._say("terms" if known else "reported")
            terms.append(paragraph(f"{localized(licence.terms, self.lang)} {note_text(licence, self.lang)}"))
        ways = [way for way in records().chooser.values() if variant.id in way.variants]
        if ways:
            entries = etree.SubElement(card, "ul", {"class": "choice__ways"})
            for way in ways:
                self._way(entries, variant, way)
        else:
            card.append(paragraph(self._say("no_way")))

    def _uses(self, card: etree.Element, variant: Variant) -> None:
        """What the text says for each purpose, equal sentences once."""
        said: dict[str, list[str]] = {}
        for purpose in PURPOSES:
            judged = verdict(variant, purpose, records().licences)
            text = self._say(f"verdict_{judged}")
            if judged in ("conditions", "excluded"):
                use = records().licences[variant.licence_weights.id].uses[purpose]
                text = f"{text} {localized(use.says, self.lang)}"
            said.setdefault(text, []).append(purpose)
        for text, purposes in said.items():
            line = etree.SubElement(card, "p", {"class": "choice__use", "data-purposes": " ".join(purposes)})
            if len(said) > 1:
                names = ", ".join(self._say(f"purpose_{purpose}") for purpose in purposes)
                etree.SubElement(line, "span", {"class": "choice__for"}).text = f"{names}: "
                line[-1].tail = text
            else:
                line.text = text

    def _way(self, entries: etree.Element, variant: Variant, way: Way) -> None:
        facets = {"data-way": way.id, "data-machines": " ".join(way.machines), "data-from": " ".join(way.starts)}
        entry = etree.SubElement(entries, "li", facets | ({"data-gb": f"{way.gb:g}"} if way.gb is not None else {}))
        head = etree.SubElement(entry, "p")
        etree.SubElement(head, "strong").text = self._say(f"route_{way.route}")
        head[-1].tail = ". "
        if way.gb is not None:
            figure = next(figure for figure in variant.memory if figure.gb == way.gb)
            head[-1].tail = ", " + cell_text("memory", figure, self.lang, 1) + "."
            if way.ram:
                head[-1].tail += " " + self._say("ram", gb=way.ram)
        cites = "; ".join(f"@{source}" for source in way.sources)
        entry.append(paragraph(f"{localized(way.says, self.lang)} [{cites}]"))
        etree.SubElement(entry, "p", {"class": "choice__tight", "hidden": "hidden"}).text = self._say("tight")
        if way.script:
            file = etree.SubElement(entry, "p")
            file.text = file_link(self.md, way.script)
            file.text += f" ({word(checked_words(way.script), self.lang)})"
            line = f"python {way.script} {sample_arguments(way)} {way.options or ''}".strip()
            etree.SubElement(etree.SubElement(entry, "pre"), "code").text = AtomicString(line)
        elif way.link:
            etree.SubElement(entry, "p").text = f"[{self._say(f'link_{way.route}')}]({way.link})"

    def _facets(self, variant: Variant) -> dict[str, str]:
        found = {}
        if not variant.tasks.missing:
            found["data-from"] = " ".join(start for start, task in TASKS.items() if task in variant.tasks.value)
        for purpose in PURPOSES:
            found[f"data-{purpose}"] = verdict(variant, purpose, records().licences)
        return found

    def _tables(self, section: etree.Element) -> None:
        """Which weights fit which machine, and what their licence texts say for which purpose."""
        box = etree.SubElement(section, "div", {"class": "chooser__tables"})
        etree.SubElement(box, "h2", {"id": "table"}).text = self._say("table")
        box.append(paragraph(self._say("table_text")))
        machines = [*((name, None) for name in MACHINES if name != "nvidia"), *(("nvidia", gb) for gb in CARDS)]
        starts = [self._say(f"from_{start}") for start in STARTS]
        table = self._table(box, self._say("machine"), starts)
        rows: list[tuple[list[str], list[str]]] = []
        for machine, gb in machines:
            cells = [self._names(machine, gb, start) for start in STARTS]
            name = f"{gb} GB" if gb else self._say(f"machine_{machine}")
            # Amounts that change nothing share a row.
            if gb and rows and rows[-1][1] == cells and rows[-1][0][0].endswith("GB"):
                rows[-1][0].append(name)
            else:
                rows.append(([name], cells))
        for names, cells in rows:
            self._row(
                table, names[0] if len(names) == 1 else self._say("to", least=names[0], most=names[-1]), starts, cells
            )
        judged = [v for v in self.variants if verdict(v, "sell", records().licences) != "unknown"]
        purposes = [self._say(f"purpose_{purpose}") for purpose in PURPOSES]
        table = self._table(box, self._say("weights"), purposes)
        for variant in judged:
            self._row(table, variant.name, purposes, [self._short(variant, purpose) for purpose in PURPOSES])
        figures = {name for way in records().chooser.values() if way.gb is not None for name in way.variants}
        lists = {
            "unknown_list": [variant.name for variant in self.variants if variant not in judged],
            "no_figure_list": [variant.name for variant in judged if variant.id not in figures],
        }
        for key, names in lists.items():
            if names:
                box.append(paragraph(self._say(key, names=", ".join(names))))

    def _short(self, variant: Variant, purpose: str) -> str:
        """What the licence text says for a purpose, in one or two words."""
        said = verdict(variant, purpose, records().licences)
        if said == "conditions" and records().licences[variant.licence_weights.id].uses[purpose].paid:
            return self._say("short_paid")
        return self._say(f"short_{said}")

    def _names(self, machine: str, gb: float | None, start: str) -> str:
        """The weights that fit, whatever the purpose; the second table has the purposes."""
        fits: dict[str, bool] = {}
        maybe: list[str] = []
        by_id = {variant.id: variant for variant in self.variants}
        figures = {way.id for way in records().chooser.values() if way.gb is not None}
        for purpose in PURPOSES:
            answers: dict[str, Answer] = decide(
                self.variants,
                records().chooser.values(),
                records().licences,
                machine=machine,
                gb=gb,
                purpose=purpose,
                start=start,
            )
            for variant, answer in answers.items():
                if answer.group == "fits":
                    fits[variant] = not figures.intersection(answer.ways) - set(answer.tight)
                elif answer.group == "unknown" and answer.ways and variant not in maybe:
                    maybe.append(variant)
        names = [
            self._say("tight_name", name=by_id[name].name) if fits[name] else by_id[name].name
            for name in by_id
            if name in fits
        ]
        also = ", ".join(self._together(maybe, fits))
        none = f"none_{machine}" if machine in ("amd", "unknown") else "none"
        text = ", ".join(names) if names else self._say(none)
        if not also:
            return text
        return f"{text} {self._say('maybe_apple' if machine == 'apple' else 'maybe', names=also)}"

    def _together(self, maybe: list[str], fits: Iterable[str]) -> list[str]:
        """The names of weights; several of one model go by its name, unless others of it fit."""
        names: list[str] = []
        for model in records().models.values():
            own = [variant for variant in model.variants if variant.id in maybe]
            alone = len(own) == 1 or any(variant.id in fits for variant in model.variants)
            names += [variant.name for variant in own] if alone else [model.name] if own else []
        return names

    def _table(self, parent: etree.Element, corner: str, heads: list[str]) -> etree.Element:
        frame = etree.SubElement(
            parent, "div", {"class": "chooser__frame", "role": "region", "aria-label": corner, "tabindex": "0"}
        )
        table = etree.SubElement(frame, "table", {"class": "chooser__table"})
        row = etree.SubElement(etree.SubElement(table, "thead"), "tr")
        for text in (corner, *heads):
            etree.SubElement(row, "th", {"scope": "col"}).text = text
        return etree.SubElement(table, "tbody")

    def _row(self, table: etree.Element, name: str, heads: list[str], cells: list[str]) -> None:
        row = etree.SubElement(table, "tr")
        etree.SubElement(row, "th", {"scope": "row"}).text = name
        for label, text in zip(heads, cells, strict=True):
            etree.SubElement(row, "td", {"data-label": label}).text = text


def heading(parent: etree.Element, level: int, text: str) -> None:
    """A heading that stays out of the page's contents: it moves, or is not always there."""
    attributes = {"class": f"chooser__h{level}", "role": "heading", "aria-level": str(level)}
    etree.SubElement(parent, "p", attributes).text = text


def sample_arguments(way: Way) -> str:
    """What the script of a way is called with, options apart."""
    script = way.script or ""
    if "from-image" in script:
        return f"start.png {PROMPT}"
    return f"start.mp4 {PROMPT}" if "from-video" in script else PROMPT
