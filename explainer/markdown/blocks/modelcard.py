"""``/// model-card | part``: what is known of our own small model, every number from the files beside its weights."""

from __future__ import annotations

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.pictures import picture
from explainer.markdown.html import Element, Piece, Table, add, element
from explainer.modelfiles import concepts, model_file
from explainer.records.words import number, percent, words_of

SETS = ("trained", "held_out")
READ = ("all", "color", "shape", "motion", "background", "ceiling")


class ModelCard(SiteBlock):
    """One part of what is known of our own small model."""

    NAME = "model-card"
    IT = "Una parte di ciò che si sa del nostro piccolo modello."
    TAKES = Field("a part of the card", "una parte della scheda", "facts", choices=lambda: PARTS)
    SHEET = "frontend"

    def on_create(self, parent: Element) -> Element:
        box = add(parent, "div", class_="model-card")
        PARTS[self.argument](self, box)
        return box

    def say(self, key: str, **values: object) -> str:
        """Words of the card in the language of the edition."""
        return self.word(f"card_{key}", **values)

    def number(self, value: float, digits: int = 0) -> str:
        """A number as readers of the edition write it."""
        return number(value, self.lang, digits)

    def percent(self, share: float) -> str:
        """A share with one decimal."""
        return percent(share, self.lang)

    def table(self, box: Element, head: list[str], rows: list[list[Piece]]) -> None:
        """A table whose first column names the rows."""
        table = Table(box, "card__scores" if head else "facts card__table", head)
        for name, *cells in rows:
            table.row(name, [[[cell]] for cell in cells], alone="")

    def summary(self, box: Element) -> None:
        """The result in one sentence."""
        card = model_file("card")
        trained, held = (card["scores"][name] for name in SETS)
        text = self.say(
            "summary",
            prompts=self.number(trained["prompts"]),
            all=self.percent(trained["all"]),
            held_prompts=self.number(held["prompts"]),
            held=self.percent(held["all"]),
        )
        add(box, "p", text)

    def facts(self, box: Element) -> None:
        """What it is: size, clip, network, training."""
        manifest, card = model_file("manifest"), model_file("card")
        shape, made, sampling = manifest["model"], manifest["made"], manifest["sampling"]
        frames, side, _, colors = manifest["clip"]
        across, along = side // shape["patch_side"], frames // shape["patch_frames"]
        values = shape["patch_frames"] * shape["patch_side"] ** 2 * colors
        rows = {
            "values": self.number(manifest["values"]),
            "bytes": self.say("kilobytes", n=self.number(manifest["bytes"] / 1000)),
            "clip": self.say("clip_is", frames=frames, side=side),
            "patches": self.say(
                "patches_are",
                n=along * across**2,
                frames=shape["patch_frames"],
                side=shape["patch_side"],
                values=values,
            ),
            "network": self.say("network_is", **{k: shape[k] for k in ("depth", "width", "heads", "hidden")}),
            "seen": self.say("seen_are", clips=self.number(card["clips_seen"]), steps=self.number(made["steps"])),
            "time": self.say(
                "minutes",
                n=self.number(card["training_seconds"] / 60),
                processor=card["processor"],
                cores=card["energy"]["inputs"]["cores"],
            ),
            "sampling": self.say(
                "sampling_is",
                steps=sampling["steps"],
                guidance=self.number(sampling["guidance"], 2),
                first=first_guided(**{k: sampling[k] for k in ("steps", "shift", "guide_from")}),
                guide_from=self.number(sampling["guide_from"], 2),
            ),
            "torch": f"PyTorch {made['torch']}",
            "command": element("code", made["command"]),
            "checksum": element("code", f"{manifest['sha256'][:16]}…"),
        }
        self.table(box, [], [[self.say(name), text] for name, text in rows.items()])

    def scores(self, box: Element) -> None:
        """How often colour, shape and motion are right, on both sets of prompts."""
        card = model_file("card")
        rows = [[self.say(f"read_{key}"), *(self.percent(card["scores"][name][key]) for name in SETS)] for key in READ]
        rows.insert(0, [self.say("prompts"), *(self.number(card["scores"][name]["prompts"]) for name in SETS)])
        self.table(box, [self.say("read"), *(self.say(f"set_{name}") for name in SETS)], rows)

    def by(self, box: Element) -> None:
        """The same for every colour, shape and motion."""
        slots, names = words_of("frontend_slot", self.lang), concepts(self.lang)
        for slot, found in model_file("card")["by"].items():
            rows = [
                [names[slot][key], self.number(row["prompts"]), self.percent(row[slot]), self.percent(row["all"])]
                for key, row in found.items()
            ]
            head = [slots[slot], self.say("prompts"), self.say("own", slot=slots[slot]), self.say("read_all")]
            self.table(box, head, rows)

    def failures(self, box: Element) -> None:
        """How many clips went wrong."""
        scores = [model_file("card")["scores"][name] for name in SETS]
        wrong = sum(round(found["prompts"] * (1 - found["all"])) for found in scores)
        every = sum(found["prompts"] for found in scores)
        add(box, "p", self.say("failures", wrong=wrong, all=every))

    def variety(self, box: Element) -> None:
        """How far clips of one prompt differ."""
        found = model_file("card")["variety"]
        text = self.say(
            "variety",
            pixels=self.number(found["pixels"], 2),
            data=self.number(found["data_pixels"], 2),
            share=self.percent(found["share"]),
        )
        add(box, "p", text)

    def energy(self, box: Element) -> None:
        """The estimate with its formula and inputs."""
        found = model_file("card")["energy"]
        given = found["inputs"]
        text = self.say(
            "energy",
            hours=self.number(given["seconds"] / 3600, 2),
            cores=given["cores"],
            watts=self.number(given["watts"], 1),
            overhead=self.number(given["overhead"], 2),
            result=self.number(found["watt_hours"], 1),
        )
        add(box, "p", text)

    def worst(self, box: Element) -> None:
        """The worst clips, as a picture and a list."""
        found = model_file("card")["worst"]
        figure = add(box, "figure", class_="figure made")
        add(figure, "div", picture("worst", self.say("worst_alt", n=len(found))), class_="figure__picture")
        add(figure, "figcaption", self.say("worst_caption", n=len(found)))
        details = add(box, "details")
        add(details, "summary", self.say("worst_list"))
        entries = add(details, "ol")
        for clip in found:
            verdict = self.say("right" if clip["right"] else "wrong")
            # The prompts were drawn in English.
            prompt = element("q", clip["prompt"], **({} if self.lang == "en" else {"lang": "en"}))
            add(entries, "li", prompt, ": ", self.say("worst_row", seen=self._seen(clip["seen"]), verdict=verdict))

    def _seen(self, text: str) -> str:
        names = {key: name for found in concepts(self.lang).values() for key, name in found.items()}
        return ", ".join(self.say("nothing") if part == "None" else names.get(part, part) for part in text.split())


def first_guided(steps: int, shift: float, guide_from: float) -> int:
    """The first of so many steps that guidance is on in, counted from 1; times as lab/sampler.py sets them."""
    return next(i + 1 for i in range(steps) if i / (i + shift * (steps - i)) >= guide_from)


PARTS = {
    name: getattr(ModelCard, name)
    for name in ("summary", "facts", "scores", "by", "failures", "variety", "energy", "worst")
}
