"""The chooser: the first and second choice, on made-up ways, and for people as they come."""

import itertools
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from explainer.markdown.blocks.choose import MACHINES
from explainer.records import records
from explainer.records.chooser import Answer, Asked, nearest, recommend
from explainer.records.models import PURPOSES, REGIONS, STARTS, LicenceText, Machine, Way

WORDS = {"en": "So.", "it": "Così."}


def machine(name: str = "card", gb: float = 12, **more) -> Machine:
    return Machine.model_validate({"id": name, "group": "nvidia", "kind": "rtx", "gb": gb, "name": WORDS} | more)


def way(name: str, **more) -> Way:
    """A way on one's own machine that has room in 8 GB; `place` makes it one that runs elsewhere."""
    needs = {} if "place" in more else {"place": "own", "kinds": ["rtx"], "gb": 6, "roomy": 8}
    words = dict.fromkeys(("program", "clip", "why", "catch"), WORDS)
    usual = {"name": name, "family": name, "later": ["free"], "starts": ["text"], "section": "x", "sources": ["press"]}
    times = [{"says": WORDS, "sources": ["press"]}]
    weights = [SimpleNamespace(id=name, licence=SimpleNamespace(id=name)) for name in TEXTS]
    read = {"models": {}, "later": dict(enumerate(weights))}
    return Way.model_validate(usual | needs | words | {"times": times} | more | {"id": name}, context=read)


def text(name: str, **more) -> LicenceText:
    uses = {purpose: {"verdict": "allowed"} for purpose in PURPOSES}
    usual = {"id": name, "name": name, "read_in_full": True, "uses": uses, "sources": ["press"]}
    return LicenceText.model_validate(usual | more)


PAID = {purpose: {"verdict": "allowed"} for purpose in PURPOSES} | {
    "sell": {"verdict": "excluded", "says": WORDS},
    "company": {"verdict": "conditions", "paid": True, "says": WORDS},
}
TEXTS = {
    "free": text("free"),
    "paid": text("paid", uses=PAID),
    "local": text("local", not_in=["eu"]),
    "unread": text("unread", read_in_full=False, uses={}),
}


def ids(answer: Answer) -> tuple[str | None, str | None]:
    return answer.first.id if answer.first else None, answer.second.id if answer.second else None


def ask(*ways: Way, on: Machine | None = None, **asked) -> Answer:
    return recommend(ways, TEXTS, Asked(on or machine(), **asked))


@pytest.mark.parametrize(
    ("ways", "asked", "expected"),
    [
        # in the order of the file; what has room before what is tight
        ([way("a"), way("b")], {}, ("a", "b")),
        ([way("a", gb=10, roomy=24), way("b")], {}, ("b", "a")),
        # too little video memory, memory or disk; another generation; another system; another start
        ([way("a", gb=16, roomy=16), way("b", ram=32), way("c", disk=100)], {"ram": 16, "disk": 50}, (None, None)),
        ([way("b", ram=32), way("c", disk=100)], {}, ("b", "c")),
        ([way("a", kinds=["turing"]), way("b", systems=["linux"]), way("c", starts=["image"])], {}, (None, None)),
        # elsewhere only where nothing runs here; the second choice is here if anything is
        ([way("a", place="demo"), way("b")], {}, ("b", "a")),
        ([way("a", place="demo"), way("b", place="rent"), way("c", typing=["windows"])], {}, ("a", "c")),
        # commands, if wanted
        ([way("a", typing=["windows"]), way("b")], {}, ("b", "a")),
        ([way("a", typing=["windows"]), way("b")], {"typing": True}, ("a", "b")),
        ([way("a", typing=["windows"]), way("b")], {"system": "linux"}, ("a", "b")),
        ([way("a"), way("b", typing=["windows"]), way("c", place="demo")], {}, ("a", "c")),
        # another family before a better one of the same
        ([way("a"), way("b", family="a"), way("c", gb=10, roomy=24)], {}, ("a", "c")),
        ([way("a"), way("b", family="a")], {}, ("a", "b")),
        # licences: unread never, left-out places never, excluded purposes never, paid last
        ([way("a", later=["unread"]), way("b", later=["local"])], {}, (None, None)),
        ([way("a", later=["local"]), way("b")], {"region": "elsewhere"}, ("a", "b")),
        ([way("a", later=["paid"]), way("b", gb=10, roomy=24)], {"purpose": "company"}, ("b", "a")),
        ([way("a", later=["paid"]), way("b")], {"purpose": "sell"}, ("b", None)),
        ([way("a", unclear=["sell"]), way("b")], {"purpose": "sell"}, ("b", None)),
        # sound, if wanted and if anything makes it
        ([way("a"), way("b", sound=True)], {"sound": True}, ("b", None)),
        ([way("a")], {"sound": True}, ("a", None)),
    ],
)  # fmt: skip
def test_the_first_and_the_second_choice(ways: list[Way], asked: dict, expected: tuple):
    assert ids(ask(*ways, **asked)) == expected


def test_what_only_the_licence_rules_out_is_named_apart():
    answer = ask(way("a"), way("b", later=["local"]), way("c", later=["unread"]), way("d"))
    assert [each.id for each in answer.barred] == ["b"]
    assert (ids(answer), answer.others) == (("a", "d"), ())


def test_a_mac_and_a_rented_card_have_their_own_system():
    mac = machine(group="apple", kind="apple")
    assert ids(ask(way("a", kinds=["apple"], systems=["mac"]), on=mac, system="windows")) == ("a", None)
    assert ids(ask(way("a", systems=["linux"]), on=machine(group="rented"), system="windows")) == ("a", None)


def test_a_time_is_that_of_the_machine_or_of_the_nearest_of_its_make():
    known = {
        name: machine(name, group=group)
        for name, group in {"a": "nvidia", "b": "nvidia", "c": "nvidia", "d": "rented", "e": "amd"}.items()
    }
    times = [{"machine": name, "says": WORDS, "sources": ["press"]} for name in ("e", "a", "d")]
    here = way("x", times=times)
    assert [nearest(here, known[name], known) for name in known] == [1, 1, 2, 2, 0]


# People: who they are and what they have, then the first and the second choice.
PEOPLE = [
    ("a MacBook with 16 GB", "mac-16", {}, "demo-wan", "cogvideox-notebook"),
    ("a GTX 1660", "gtx-1660", {}, "wan21-1.3b-wangp", "cogvideox-notebook"),
    ("an RTX 4090, from a picture, to sell", "rtx-4090", {"start": "image", "purpose": "sell"}, "wan22-14b-comfyui", "ltx25-desktop"),
    ("an RX 7900 XTX", "rx-7900-xtx", {}, "wan22-5b-amd", "cogvideox-notebook"),
    ("Colab's T4", "t4", {}, "cogvideox-colab", "demo-wan"),
    ("a company of 12 million", "rtx-4090", {"purpose": "company"}, "wan22-14b-comfyui", "mochi-comfyui"),
    ("an RTX 3060, to sell", "rtx-3060", {"purpose": "sell"}, "wan22-5b-comfyui", "ltx23-wangp"),
    ("16 GB and sound", "rtx-4080", {"sound": True}, "ltx25-desktop", "ltx23-wangp"),
    ("a video to change, 24 GB", "rtx-4090", {"start": "video"}, "vace-14b-comfyui", "ltx23-retake"),
    ("an RTX 3060 laptop, Brazil, from a picture", "rtx-3060-laptop", {"start": "image", "region": "elsewhere"}, "framepack", "demo-wan"),
    ("24 GB, Seoul", "rtx-3090", {"region": "kr"}, "wan22-14b-comfyui", "ltx25-desktop"),
    ("12 GB, sound, little memory", "rtx-3060", {"sound": True, "ram": 16}, "cloud-ltx", "ltx-api"),
    ("an RX 6600 on Linux", "rx-6600", {"system": "linux", "typing": True}, "wan22-5b-rdna2", "cogvideox-notebook"),
    ("an RTX 3060, a video to change", "rtx-3060", {"start": "video"}, "vace-1.3b-wangp", "ltx23-wangp"),
    ("an RX 6600 on Windows", "rx-6600", {}, "demo-wan", "wan22-5b-rdna2"),
    ("a Mac with 24 GB", "mac-24", {}, "ltx25-desktop-mac", "demo-wan"),
    ("an RTX 2070, from a picture", "rtx-2070", {"start": "image"}, "wan22-5b-turing", "cogvideox-notebook"),
    ("an RX 7800 XT on Linux, who does not type", "rx-7800-xt", {"system": "linux"}, "demo-wan", "wan22-5b-amd"),
    ("an Intel Arc", "arc", {}, "wan22-5b-arc", "cogvideox-notebook"),
    ("a Mac with 48 GB, a video to change", "mac-48", {"start": "video"}, "ltx23-retake-mac", "cogvideox-notebook"),
    ("somebody who does not know", "unknown", {"start": "video"}, "cogvideox-notebook", "cloud-vace"),
]  # fmt: skip


def answered(name: str, **asked) -> Answer:
    found = records()
    return recommend(found.chooser.values(), found.licences, Asked(found.machines[name], **asked))


@pytest.mark.parametrize(("name", "asked", "first", "second"), [p[1:] for p in PEOPLE], ids=[p[0] for p in PEOPLE])
def test_people_get_an_answer_with_its_source(name: str, asked: dict, first: str, second: str):
    answer = answered(name, **asked)
    assert ids(answer) == (first, second)
    for choice in (answer.first, answer.second):
        assert choice
        assert set(choice.sources) <= set(records().sources)
        assert all(time.sources for time in choice.times)


def test_the_rows_of_the_comparison_are_the_answers_that_somebody_at_home_gets_each_once():
    at_home = [name for name, each in records().machines.items() if each.group != "rented"]
    rows = [ids(answered(row)) for row in MACHINES]
    assert sorted(rows) == sorted({ids(answered(name)) for name in at_home})


def everybody() -> Iterator[tuple[Asked, Answer]]:
    found = records()
    little = ((None, None), (8, 20))
    wishes = itertools.product(STARTS, (False, True), PURPOSES, REGIONS, (False, True), ("windows", "linux"), little)
    for start, sound, purpose, region, typing, system, (ram, disk) in wishes:
        for machine in found.machines.values():
            asked = Asked(machine, start, sound, purpose, region, typing, system, ram, disk)
            yield asked, recommend(found.chooser.values(), found.licences, asked)


def test_nobody_leaves_without_two_choices_that_fit_and_are_allowed_and_every_way_is_somebodys():
    texts, chosen = records().licences, set()
    for asked, answer in everybody():
        chosen |= {way.id for way in (answer.first, answer.second, *answer.others) if way}
        assert answer.first, asked
        assert answer.second, asked
        for choice in (answer.first, answer.second):
            text = texts[choice.licence]
            assert text.read_in_full, asked
            assert asked.region not in text.not_in, asked
            assert text.uses[asked.purpose].verdict != "excluded", asked
            assert asked.start in choice.starts, asked
            assert choice.gb is None or choice.gb <= asked.machine.gb, asked
    assert chosen == set(records().chooser)
