"""``/// model-card | part``: what is known of our own small model, every number from the files beside its weights."""

from explainer.markdown.blocks.base import Field, SiteBlock
from explainer.markdown.blocks.lab import picture
from explainer.markdown.html import Element, Piece, Table, add, element, folded
from explainer.modelfiles import concepts, model_file
from explainer.records.words import number, words_of

PARTS = ("summary", "facts", "scores", "by", "failures", "variety", "decoder", "energy", "worst")
"""Of the card; each is a sentence or is drawn by the method of its name."""
SETS = ("trained", "held_out")
READ = ("all", "thing", "color", "place", "light", "motion", "ceiling")


class ModelCard(SiteBlock):
    """One part of what is known of our own small model."""

    TAKES = Field("a part of the card", "facts", choices=PARTS)
    SHEET = "frontend"

    def draw(self, box: Element) -> None:
        if said := self.sentences().get(self.argument):
            add(box, "p", said)
        else:
            getattr(self, self.argument)(box)

    def say(self, key: str, **values: object) -> str:
        """Words of the card, with numbers as readers of the edition write them."""
        written = {k: number(v, self.lang, 2) if isinstance(v, (int, float)) else v for k, v in values.items()}
        return self.word(f"card_{key}", **written)

    def percent(self, share: float) -> str:
        """A share with one decimal."""
        return number(100 * share, self.lang, 1) + self.word("percent_sign")

    def table(self, box: Element, head: list[str], rows: list[list[Piece]]) -> None:
        """A table whose first column names the rows."""
        table = Table(box, "card__scores" if head else "facts card__table", head)
        for name, *cells in rows:
            table.row([name], ([cell] for cell in cells))

    def sentences(self) -> dict[str, str]:
        """The parts that are one sentence each."""
        card = model_file("card")
        trained, held = (card["scores"][name] for name in SETS)
        shares = {"all": self.percent(trained["all"]), "held": self.percent(held["all"])}
        differ, energy = card["variety"], card["energy"]
        hours, share = energy["inputs"]["seconds"] / 3600, self.percent(differ["share"])
        return {
            "summary": self.say("summary", prompts=trained["prompts"], held_prompts=held["prompts"], **shares),
            "variety": self.say("variety", pixels=differ["pixels"], data=differ["data_pixels"], share=share),
            "decoder": self.say("decoder_adds", **card["decoder"]),
            "energy": self.say("energy", result=energy["watt_hours"], hours=hours, **energy["inputs"]),
        }

    def facts(self, box: Element) -> None:
        """What it is: size, clip, network, training."""
        manifest, card = model_file("manifest"), model_file("card")
        shape, made, sampling = manifest["model"], manifest["made"], manifest["sampling"]
        frames, side, _, colors = manifest["clip"]
        thick, wide = shape["patch_frames"], shape["patch_side"]
        patches = {"n": frames // thick * (side // wide) ** 2, "frames": thick, "side": wide}
        steps, shift = sampling["steps"], sampling["shift"]
        times = (i / (i + shift * (steps - i)) for i in range(steps))  # as lab/sampler.py sets them
        first = next(step for step, time in enumerate(times, 1) if time >= sampling["guide_from"])
        painted = {"side": side * manifest["decoder"]["scale"], "n": round(card["decoder_seconds"] / 60, 1)}
        computer = {"processor": card["processor"], "cores": card["energy"]["inputs"]["cores"]}
        rows = {
            "values": number(manifest["values"], self.lang),
            "bytes": self.say("kilobytes", n=round(manifest["bytes"] / 1000)),
            "clip": self.say("clip_is", frames=frames, side=side),
            "patches": self.say("patches_are", **patches, values=thick * wide**2 * colors),
            "network": self.say("network_is", **shape),
            "seen": self.say("seen_are", clips=card["clips_seen"], whole=card["whole"], steps=made["steps"]),
            "time": self.say("minutes", n=round(card["training_seconds"] / 60), **computer),
            "decoder": self.say("decoder_is", values=manifest["decoder_values"], **manifest["decoder"], **painted),
            "sampling": self.say("sampling_is", first=first, **sampling),
            "torch": f"PyTorch {made['torch']}",
            "command": element("code", made["command"]),
            "checksum": element("code", f"{manifest['sha256'][:16]}…"),
        }
        self.table(box, [], [[self.say(name), text] for name, text in rows.items()])

    def scores(self, box: Element) -> None:
        """How often every word of a sentence is right, on both sets of prompts."""
        scores, slots = [model_file("card")["scores"][name] for name in SETS], words_of("frontend_slot", self.lang)
        names = [slots[key].capitalize() if key in slots else self.say(f"read_{key}") for key in READ]
        rows = [[self.say("prompts"), *(number(found["prompts"], self.lang) for found in scores)]]
        rows += [[name, *(self.percent(each[key]) for each in scores)] for name, key in zip(names, READ, strict=True)]
        self.table(box, [self.say("read"), *(self.say(f"set_{name}") for name in SETS)], rows)

    def by(self, box: Element) -> None:
        """The same for every thing, colour, place, light and motion."""
        slots, names = words_of("frontend_slot", self.lang), concepts(self.lang)
        for slot, found in model_file("card")["by"].items():
            rows = [
                [names[slot][key], number(row["prompts"], self.lang), self.percent(row[slot]), self.percent(row["all"])]
                for key, row in found.items()
            ]
            head = [slots[slot], self.say("prompts"), self.say("own", slot=slots[slot]), self.say("read_all")]
            self.table(box, head, rows)

    def failures(self, box: Element) -> None:
        """How many clips went wrong, and which most often."""
        card, unseen = model_file("card"), model_file("evaluation")["held_out"]["by"]
        scores = [card["scores"][name] for name in SETS]
        wrong = sum(round(found["prompts"] * (1 - found["all"])) for found in scores)
        every = sum(found["prompts"] for found in scores)
        add(box, "p", self.say("failures", wrong=wrong, all=every, worst=len(card["worst"])))
        weak = {name: card["by"]["thing"][name]["thing"] for name in ("ball", "cat")}
        weak |= {"jumping": card["by"]["motion"]["jumping"]["motion"], "white": unseen["color"]["white"]["all"]}
        add(box, "p", self.say("weak", **{name: self.percent(share) for name, share in weak.items()}))

    def worst(self, box: Element) -> None:
        """The worst clips, as a picture and a list."""
        found = model_file("card")["worst"]
        figure = add(box, "figure", class_="figure made")
        add(figure, "div", picture("worst", self.say("worst_alt", n=len(found))), class_="figure__picture")
        add(figure, "figcaption", self.say("worst_caption", n=len(found)))
        entries = add(folded(box, self.say("worst_list")), "ol")
        slots = words_of("frontend_slot", self.lang)
        names = {key: name for slot in concepts(self.lang).values() for key, name in slot.items()}
        for clip in found:
            seen = ", ".join(names[part] for part in clip["seen"].split())
            wrong = ", ".join(slots[slot] for slot in clip["wrong"])
            verdict = self.say("wrong_in", slots=wrong) if wrong else self.say("right")
            prompt = element("q", clip["prompt"], lang="en")  # they were drawn in English
            add(entries, "li", prompt, ": ", self.say("worst_row", seen=seen, verdict=verdict))
