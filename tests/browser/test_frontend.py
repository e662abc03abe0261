"""The front end of our small model on its own page, in both languages, and the engine by itself.

PyTorch is not needed: reference tensors, made with exactly the committed weights, lie beside them.
"""

import base64
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from checkouts import ROOT
from geometry import shifted, stands_still, wide
from PIL import Image, ImageChops, ImageSequence
from playwright.sync_api import Locator, Page, expect
from recording import heard
from timing import clock

from explainer.records.words import words_of
from lab.noise import gaussian
from lab.vocabulary import read_prompt, vocabulary

MODEL = ROOT / "overrides" / "assets" / "model"
AGREEMENT = 1e-3
TRY = {"en": "incident/try-it/", "it": "it/incident/try-it/"}
COLOURS = """c => {
  const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
# What follows sees the modules, the vocabulary and what it is given.
MODULES = """async ({ modules, ...given }) => {
  const [{ Engine }, words] = await Promise.all(['engine', 'vocabulary'].map(name => import(`${modules}${name}.js`)));
  const book = await (await fetch(modules + '../../model/vocabulary.json')).json();
"""
RUN = """
  const { plain, prompt, ...job } = given, caption = words.encode(words.readPrompt(prompt, book).chosen, book);
  const engine = (window.engines ??= {})[plain] ??= new Engine({ plain });
  const { kind, total, ...made } = await engine.generate({ caption, silent: words.encode({}, book), ...job }, () => {});
  const [draft, picture] = [made.draft, made.clip].map(values => new Uint8Array(values.buffer).toBase64());
  return { kind, total, draft, picture };
"""


def model_file(name: str) -> dict:
    """A JSON file beside the weights."""
    return json.loads((MODEL / name).read_text(encoding="utf-8"))


@pytest.fixture
def modules(page: Page, base_url: str) -> Callable[..., Any]:
    """Runs a piece of script on the modules of the front end, without its page."""
    page.goto("404.html")
    address = f"{base_url}assets/js/frontend/"
    return lambda script, **given: page.evaluate(f"{MODULES}{script}}}", {"modules": address, **given})


@pytest.fixture
def make(modules: Callable[..., Any]) -> Callable[..., dict]:
    """Makes clips with the engine alone: `make(prompt=..., seed=...)` -> draft, picture and what else is known."""
    sampling = model_file("manifest.json")["sampling"]

    def made(plain: bool = False, **job) -> dict:
        result = modules(RUN, plain=plain, **sampling | job)
        return result | {name: np.frombuffer(base64.b64decode(result[name]), "<f4") for name in ("draft", "picture")}

    return made


@pytest.fixture
def front(phone: Callable[..., Page]) -> Callable[..., Page]:
    """Opens the front end on a phone; with a prompt, a clip has been made of it."""

    def opened(prompt: str = "", steps: int = 2, *, language: str = "en", link: str = "", **options) -> Page:
        page = phone(TRY[language] + link, **{"reduced_motion": "no-preference"} | options)
        if prompt:
            ask(page, prompt, steps)
            state(page, "done")
        return page

    return opened


def field(page: Page, name: str) -> Locator:
    return page.locator(f".frontend [name={name}]")


def part(page: Page, name: str) -> Locator:
    return page.locator(f".frontend__{name}")


def button(page: Page, name: str) -> Locator:
    return page.locator(".frontend").get_by_role("button", name=name)


def wheels(page: Page) -> dict[str, str]:
    """What the wheels say, without those that say nothing."""
    turned = part(page, "wheels").locator("select").evaluate_all("all => all.map(({ name, value }) => [name, value])")
    return {slot: value for slot, value in turned if value}


def state(page: Page, name: str) -> None:
    """Wait for a state of the front end."""
    expect(page.locator("[data-frontend]")).to_have_attribute("data-state", name)


def ask(page: Page, prompt: str, steps: int | None = None) -> None:
    """Write a prompt and press the button; with few steps, the clip is no good and soon there."""
    if steps is not None:
        field(page, "steps").evaluate("(field, steps) => { field.value = steps }", steps)
    field(page, "prompt").fill(prompt)
    part(page, "go").click()


def references() -> list[dict]:
    """The exported cases with their clips."""
    listed = model_file("reference.json")
    parts = listed["values"] // listed["every"]
    rows = np.fromfile(MODEL / "reference.bin", "<f4").reshape(len(listed["cases"]), -1)
    for case, row in zip(listed["cases"], rows, strict=True):
        clip, picture = np.split(row[2 * parts :], [listed["values"]])
        case |= {"noise": row[:parts], "clip": clip, "picture": picture}
        case |= {name: listed[name] for name in ("every", "every_of_picture")}
    return listed["cases"]


def test_the_engine_agrees_with_pytorch_and_webassembly_pays(make):
    """Of the time only the relation is asserted: how fast a clip is depends on the machine."""
    cases, took = references(), {"wasm": [], "plain": []}
    for case, kind in [*((case, "wasm") for case in cases), (cases[0], "plain")]:
        result = make(plain=kind == "plain", prompt=case["prompt"], seed=case["seed"])
        assert result["kind"] == kind
        assert np.abs(result["draft"] - case["clip"]).max() < AGREEMENT
        assert np.abs(result["picture"][:: case["every_of_picture"]] - case["picture"]).max() < AGREEMENT
        took[kind].append(result["total"])
    assert min(took["wasm"]) < took["plain"][0] / 2


def test_noise_is_the_same_in_python():
    for case in references():
        assert np.allclose(gaussian(case["seed"], len(case["clip"]))[:: case["every"]], case["noise"], atol=1e-6)


@pytest.mark.every
def test_clips_are_those_that_were_examined(make):
    """Prompts of the examination with WebAssembly, some also on the plain path, held against PyTorch's clips."""
    evaluation = model_file("evaluation.json")
    sample, every = evaluation["sample"], evaluation["every_of_sample"]
    examined = np.fromfile(MODEL / "samples.bin", "<f4").reshape(len(sample), -1)
    assert len(sample) == 40
    for i, (entry, values) in enumerate(zip(sample, examined, strict=True)):
        for plain in (False, True)[: 1 + (i < 4)]:
            draft = make(plain=plain, prompt=entry["prompt"], seed=entry["seed"])["draft"]
            assert np.abs(draft[::every] - values).max() < AGREEMENT, entry


def test_prompts_are_read_as_in_python(modules):
    prompts = [
        "an orange cat jumping on the moon at night",
        "palle rosse: rimbalzano su e giù",
        "a red and blue boat moving left, right",
        "tre gatti azzurri sotto le stelle",
        "un dragone l'enorme 🎈 mongolfiera",
        "light blue rocket by moonlight on the moon",
        "a boat crossing the sea, passing to the left",
        "una palla verde scuro da sinistra a destra, al tramonto",
        "",
        "x" * 1000,
    ]
    script = "const read = given.prompts.map(prompt => words.readPrompt(prompt, book));"
    script += "return read.map(reading => ({ ...reading, rows: words.encode(reading.chosen, book) }))"
    for prompt, seen in zip(prompts, modules(script, prompts=prompts), strict=True):
        expected = read_prompt(prompt)
        assert seen["rows"] == vocabulary().encode(expected.chosen)
        assert [tuple(c) for c in seen["conflicts"]] == expected.conflicts
        assert (seen["unknown"], seen["counted"]) == (expected.unknown, expected.counted)


@pytest.mark.parametrize(
    ("language", "prompt"),
    [("en", "a red boat floating at sea at night"), ("it", "una barca rossa che fluttua sul mare, di notte")],
)
def test_a_first_clip_goes_from_noise_over_drafts_to_the_picture(front, record, language, prompt):
    """Under the sub-path, with the site's policy; both languages load the same copy of the weights."""
    page, words = front(language=language), words_of("frontend", language)
    expect(page.get_by_text(words["label"], exact=True)).to_be_in_viewport(ratio=1)
    state(page, "idle")
    assert not re.search(r"weights\.bin|widget", " ".join(record.requests)), "not yet asked for"
    page.evaluate("""() => {
      const root = document.querySelector('[data-frontend]'), states = window.states = [];
      const note = () => states.at(-1) === root.dataset.state || states.push(root.dataset.state);
      new MutationObserver(note).observe(root, { attributeFilter: ['data-state'] });
    }""")
    ask(page, prompt)
    state(page, "done")
    expect(part(page, "live")).to_contain_text(prompt)
    # What was asked for, and that the clip may show something else.
    expect(part(page, "canvas")).to_have_attribute("aria-label", re.compile(rf"{prompt}\. .* 76 \w+ 100"))
    assert page.evaluate("window.states") == ["loading", "running", "done"]
    (weights,) = [address for address in record.requests if "weights.bin" in address]
    assert "/explainer/assets/model/" in weights
    canvas, slider, sides = part(page, "canvas"), page.get_by_role("slider"), {}
    assert canvas.evaluate(COLOURS) > 20
    assert wide(page) == []
    assert shifted(page) < 0.02
    for key, said in (("Home", words["noise"]), ("ArrowRight", r"\b1 \w+ 12"), ("End", f"{words['picture']}.* 96")):
        slider.press(key)
        expect(part(page, "caption")).to_have_text(re.compile(said, re.IGNORECASE))
        heard = words["whole"] if key == "End" else said
        expect(slider).to_have_attribute("aria-valuetext", re.compile(heard, re.IGNORECASE))
        sides[key] = canvas.evaluate("c => c.width"), canvas.evaluate(COLOURS)
    assert [side for side, _ in sides.values()] == [24, 24, 96]
    assert sides["Home"][1] > 300, "noise is many colours"


@pytest.mark.parametrize(
    ("language", "said", "colours"),
    [
        ("en", "a {} rocket moving right at sea at sunset", ("red", "white")),
        ("it", "un razzo {} che va a destra sul mare, al tramonto", ("rosso", "bianco")),
    ],
)
def test_a_wheel_writes_the_prompt_and_runs_it_and_no_keyboard_opens(front, language, said, colours):
    page, (red, white) = front(language=language), map(said.format, colours)
    # The first turn loads script and model; the second comes while the clip is in the making, and takes its place.
    field(page, "thing").select_option("rocket")
    expect(field(page, "prompt")).to_have_value(red)
    field(page, "color").select_option("white")
    expect(field(page, "prompt")).to_have_value(white)
    state(page, "done")
    expect(part(page, "shelf").locator("li")).to_have_count(1)
    expect(part(page, "live")).to_contain_text(white)
    assert page.evaluate("document.activeElement.tagName") != "INPUT"


def test_before_a_clip_the_picture_moves_until_it_is_paused_and_wheels_follow_what_is_written(front):
    page = front()
    expect(part(page, "poster")).to_have_css("animation-name", "frontend-film")
    button(page, "Pause").click()
    expect(part(page, "poster")).to_have_css("animation-name", "none")
    prompt = field(page, "prompt")
    assert read_prompt(prompt.input_value()).chosen == wheels(page)
    prompt.fill("two big green cars at night")
    expect(field(page, "color")).to_have_value("green")
    assert wheels(page) == {"thing": "car", "color": "green", "light": "night"}
    button(page, "Surprise me").click()
    state(page, "done")
    assert read_prompt(prompt.input_value()).chosen == wheels(page)
    assert list(wheels(page)) == list(vocabulary().slots)


def test_what_wheels_write_is_read_as_it_was_meant(modules):
    """Every sentence, in both languages."""
    sentences = modules("""
      let all = [{}];
      for (const slot of book.slots) {
        const ids = ['', ...book.concepts.filter(concept => concept.slot === slot).map(({ id }) => id)];
        all = all.flatMap(chosen => ids.map(id => id ? { ...chosen, [slot]: id } : chosen));
      }
      return ['en', 'it'].flatMap(language => all.map(chosen => [words.writePrompt(chosen, book, language), chosen]));""")
    assert len(sentences) > 2 * 6 * 8 * 6 * 3 * 6
    for text, chosen in sentences:
        reading = read_prompt(text)
        assert (reading.chosen, reading.unknown, reading.conflicts) == (chosen, [], []), text


def frames_of(path: Path) -> list[Image.Image]:
    """The frames of an animated picture, as a reader sees them."""
    with Image.open(path) as film:
        return [frame.convert("RGB") for frame in ImageSequence.Iterator(film)]


def save(page: Page, way: str, folder: Path) -> Path:
    """Save the clip in one of the ways; returns the file."""
    if not part(page, "ways").is_visible():
        button(page, "Save or share").click()
    with page.expect_download() as saved:
        button(page, way).click()
    saved.value.save_as(folder / saved.value.suggested_filename)
    return folder / saved.value.suggested_filename


def same(one: Image.Image, other: Image.Image, box: tuple[int, int, int, int]) -> bool:
    return ImageChops.difference(one.crop(box), other.crop(box)).getbbox() is None


FILM, PICTURE = "Save as a video", "Save as an animated picture"
CLIP, WORDS = (30, 30, 510, 510), (0, 511, 540, 700)
"""Where the clip and the words stand on a card."""


def test_a_card_is_filmed_or_drawn_without_a_connection_says_what_it_is_and_can_begin_with_the_noise(front, tmp_path):
    page = front("a yellow rocket falling in the city at night", steps=12)
    seed = field(page, "seed").input_value()
    page.context.set_offline(True)
    film = save(page, FILM, tmp_path)
    expect(part(page, "live")).to_have_text("Saved as a video.")
    kind = {".mp4": "video/mp4", ".webm": "video/webm"}[film.suffix]
    player = page.context.new_page()
    player.set_content(f'<video src="data:{kind};base64,{base64.b64encode(film.read_bytes()).decode()}"></video>')
    player.wait_for_function("document.querySelector('video').readyState >= 2")
    assert player.locator("video").evaluate("film => [film.videoWidth, film.videoHeight]") == [540, 700]
    player.close()
    file = save(page, PICTURE, tmp_path)
    said = "reconstruction-with-our-own-small-model_a-yellow-rocket-falling-in-the-city-at-night"
    assert file.name == f"{said}_{seed}.gif"
    for text in ("reconstruction with our own small model", "not Sora", "a yellow rocket", f'"seed":{seed}'):
        assert text.encode() in file.read_bytes()
    first, *others = frames_of(file)
    assert (first.size, len(others)) == ((540, 700), 15)
    assert len(first.crop(WORDS).getcolors(1000)) > 2, "nothing is written under the clip"
    assert all(same(first, other, WORDS) for other in others)
    assert not same(first, others[7], CLIP)
    # And one that begins with the noise.
    field(page, "noisy").check()
    noise, *drawn = frames_of(save(page, PICTURE, tmp_path))
    assert len(drawn) == 12 + 16, "a frame for every step, then the loop"
    assert len(noise.crop(CLIP).getcolors(100_000)) > 100
    assert same(noise, drawn[-1], WORDS)
    for i, frame in enumerate(drawn[12:], 13):
        assert same(frame, ([first, *others])[i % 16], CLIP), "noise spoils the clip"


@pytest.mark.parametrize("fault", ["delete window.MediaRecorder", "MediaRecorder.prototype.start = () => { throw 0 }"])
def test_where_no_film_can_be_made_there_is_the_animated_picture(front, tmp_path, fault):
    page, missing = front("a red ball", script=fault), "delete" in fault
    assert save(page, PICTURE if missing else FILM, tmp_path).suffix == ".gif"
    expect(button(page, FILM)).to_be_visible(visible=not missing)
    expect(part(page, "live")).to_have_text("Saved as an animated picture.")


def test_a_link_reproduces_a_clip(front):
    """Opening it is asking for it, and the address that a clip gives is its link."""
    page, pictures = front("a blue car", steps=4), []
    for again in (False, True):
        if again:
            page.reload()
            state(page, "done")
        expect(field(page, "prompt")).to_have_value("a blue car")
        expect(part(page, "caption")).not_to_contain_text("model has changed")
        pictures.append(part(page, "shelf").locator("canvas").evaluate("canvas => canvas.toDataURL()"))
    assert pictures[0] == pictures[1]


def test_a_link_of_the_model_before_makes_the_nearest_clip_and_says_so(front):
    link, said = "a+light+blue+triangle+pulsing+on+a+dark+background&steps=4&guidance=2", "The model has changed since"
    page = front(link=f"#prompt={link}&seed=77&seconds=1&size=240")
    state(page, "done")
    expect(part(page, "caption")).to_contain_text(said)
    expect(field(page, "prompt")).to_have_value(re.compile("^a blue boat jumping .+ at night$"))
    assert read_prompt(field(page, "prompt").input_value()).chosen.keys() == set(vocabulary().slots)
    # The clip that it leads to has a link of its own, which is no old one.
    page.reload()
    state(page, "done")
    expect(part(page, "caption")).not_to_contain_text(said)


def test_a_pair_that_was_never_trained_on_is_never_drawn_by_lot(modules):
    drawn = modules("""
      return [...Array(500).keys()].flatMap(seed => [{}, { place: 'moon' }, { thing: 'boat' }]
        .map(chosen => words.complete(chosen, seed, book).all)).map(({ thing, place }) => [thing, place]);""")
    unseen = {tuple(pair) for pair in model_file("vocabulary.json")["unseen"]}
    assert len(unseen) == 4
    assert not unseen & {tuple(pair) for pair in drawn}
    assert {"moon"} < {place for _, place in drawn}


NOTHING = "The link asks for nothing that the model knows"
# What stands in a link, what is said of it, and a field that it leaves.
LINKS = {
    **dict.fromkeys(("%E0%A4%A", "%", "a+dragon"), (NOTHING, "thing", "")),
    "a+red+balloon&steps=%": ("impossible settings", "thing", "balloon"),
    "&seed=constructor": ("Made earlier by this model", "thing", "boat"),
    "red+ball&seed=-3&steps=1e9&guidance=many&seconds=99": ("impossible settings", "steps", "12"),
}


def test_a_link_that_asks_for_nothing_or_for_the_impossible_is_answered(front):
    page = front()
    for asked, (said, name, value) in LINKS.items():
        page.goto("about:blank")
        page.goto(f"{TRY['en']}#prompt={asked}")
        expect(part(page, "caption")).to_contain_text(said)
        state(page, "idle")
        expect(part(page, "poster")).to_be_visible()
        expect(field(page, name)).to_have_value(value)
    expect(part(page, "live")).to_contain_text(said)
    ask(page, "red ball", steps=2)
    state(page, "done")


# What is asked, how it ends, and what is said then.
ANSWERS = {
    "a cat jumping on the moon": ("done", r"It never saw a cat on the moon\."),
    "juumping balloon": ("done", r"Left out: juumping\. Did you mean jumping\?"),
    "yeloww balloon": ("done", r"Left out: yeloww\. Did you mean yelow\?"),
    **{f"{word} balloon": ("done", rf"Left out: {word}\.(?!.*mean)") for word in ("not", "dragon", "sinister", "doom")},
    "   ": ("error", "Write what should be seen"),
    "x" * 1000: ("error", "1000 characters"),
    "🎈🎉": ("error", r"Not among its words: 🎈🎉\."),
    "a dragon at dawn": ("error", r"Not among its words: dragon\."),
    "a wizard": ("error", r"Not among its words: wizard\."),
}


def test_a_prompt_is_answered_by_a_clip_or_by_why_there_is_none(front):
    page = front()
    for prompt, (end, said) in ANSWERS.items():
        ask(page, prompt, steps=2)
        for where in ("live", "caption"):
            expect(part(page, where)).to_have_text(re.compile(said))
        state(page, end)
        expect(part(page, "caption")).to_be_in_viewport()
        assert wheels(page) == read_prompt(prompt).chosen
    field(page, "thing").select_option("cat")
    state(page, "done")
    expect(field(page, "prompt")).to_have_value("a cat")
    ask(page, "red ball", steps=0)
    expect(part(page, "live")).to_contain_text("Steps: please give a whole number from 2 to 40.")
    state(page, "error")


@pytest.mark.parametrize(
    ("language", "prompt", "left"), [("en", "a dragon at night", "dragon"), ("it", "un drago sul Perù", "drago, Perù")]
)
def test_what_the_page_suggests_and_what_comes_near_is_a_tap_away(front, language, prompt, left):
    """Before the script is there, too; the wheels follow."""
    page = front(language=language)
    said = part(page, "tries").locator("button").first
    said.click()
    expect(field(page, "prompt")).to_have_value(said.inner_text())
    state(page, "done")
    assert wheels(page) == read_prompt(said.inner_text()).chosen
    ask(page, prompt, steps=2)
    state(page, "error")
    expect(part(page, "caption")).to_contain_text(f": {left}.")
    offer = part(page, "offer")
    promised = read_prompt(offer.inner_text().split(":")[1])
    assert not promised.unknown
    assert promised.chosen.items() >= read_prompt(prompt).chosen.items()
    offer.click()
    state(page, "done")
    expect(offer).to_be_hidden()
    assert read_prompt(field(page, "prompt").input_value()).chosen == promised.chosen


def test_the_clip_and_its_card_say_what_was_made_and_the_clip_what_was_left_out(front, tmp_path):
    page = front("two red and blue rokets moving left right")
    caption = part(page, "caption")
    expect(caption).to_contain_text("Left out: blue, right, two, rokets. Did you mean rockets? Chosen at random:")
    made = re.search(r" s: (.+?)\.", caption.inner_text())[1]
    assert read_prompt(made).chosen.items() > {"color": "red", "motion": "left"}.items()
    assert f"_{made.replace(' ', '-')}_" in save(page, PICTURE, tmp_path).name
    expect(part(page, "told")).to_have_text("Saved as an animated picture.")
    expect(caption).to_contain_text(made)


@pytest.mark.parametrize(("height", "width", "whole"), [(664, 390, True), (568, 320, False)])
def test_a_press_is_seen_at_once_brings_the_clip_into_view_and_is_done_in_the_end(page_factory, width, height, whole):
    """Before anything is loaded; with the words that it is made from where there is room for both."""
    page, waiting = page_factory(width=width, height=height, has_touch=True), []
    page.context.route(re.compile(r"widget\.js"), lambda route: waiting.append(route))
    page.goto(TRY["en"])
    field(page, "steps").evaluate("field => { field.value = 2 }")
    part(page, "go").tap()
    expect(part(page, "go")).to_have_text("Loading…")
    for name in ("frame", "caption", "bar", *(("go", "wheels") if whole else ())):
        expect(part(page, name)).to_be_in_viewport(ratio=0.99)
    expect(page.locator("progress")).to_be_in_viewport()
    waiting.pop().continue_()
    state(page, "done")


PLAIN = "addEventListener('DOMContentLoaded', () => { document.querySelector('[data-frontend]').dataset.plain = '' })"
LACKING = {
    "no workers": ("delete window.Worker", "error", "live", "This browser cannot run the model"),
    "no WebAssembly": (PLAIN, "done", "timing", "plain JavaScript"),
}


@pytest.mark.parametrize(("script", "end", "where", "said"), LACKING.values(), ids=LACKING)
def test_where_a_browser_lacks_something_the_clip_is_made_without_or_it_is_told(front, script, end, where, said):
    page = front(script=script)
    ask(page, "red ball", steps=2)
    state(page, end)
    expect(part(page, where)).to_contain_text(said)


def test_what_arrives_damaged_or_not_at_all_is_told_and_can_be_loaded_again(front, record):
    page, now = front(), {}
    body = bytearray((MODEL / "weights.bin").read_bytes())
    body[1000] ^= 1

    def arrive(route) -> None:
        route.fulfill(**now["arrives"]) if now["file"] in route.request.url else route.continue_()

    page.context.route("**/model/*", arrive)
    for file, arrives, answer in (
        ("vocabulary.json", {"status": 404}, "could not be loaded"),
        ("manifest.json", {"json": model_file("manifest.json") | {"format": 1}}, "reload the page"),
        ("weights.bin", {"body": bytes(body)}, "checksum"),
        ("weights.bin", {"status": 404}, "could not be loaded"),
        ("weights.bin", {"body": bytes(body[:5000])}, "checksum"),
    ):
        now |= {"file": file, "arrives": arrives}
        record.expect(f"{file}|404")
        ask(page, "red ball", steps=2)
        expect(part(page, "live")).to_contain_text(answer)
        state(page, "error")
    page.context.unroute_all()
    ask(page, "red ball", steps=2)
    state(page, "done")


def test_ten_clicks_make_a_short_queue(front):
    # After a first clip, for until the script has come all clicks count as one; of steps that outlast the clicks.
    page = front("red ball", 12)
    said = heard(part(page, "live"))
    page.evaluate("""async () => {
      for (let i = 0; i < 10; i++) {
        document.querySelector('.frontend__go').click();
        await new Promise(resolve => setTimeout(resolve));
      }
    }""")
    expect(part(page, "shelf").locator("li")).to_have_count(5)
    state(page, "done")
    assert any("queue is full" in text for text in said())


def test_after_a_stop_the_clip_before_is_back_whole_and_the_gallery_has_each_with_its_settings(front):
    page = front("a red ball", steps=3)
    stage, link = part(page, "stage"), page.url
    expect(stage).to_contain_text("Made here in")
    ask(page, "a blue car", steps=40)
    state(page, "running")
    expect(stage).to_contain_text("The draft")
    expect(button(page, "Save or share")).to_be_disabled()
    button(page, "Stop").focus()
    page.keyboard.press("Enter")
    state(page, "idle")
    expect(part(page, "live")).to_have_text("Stopped.")
    expect(button(page, "Generate")).to_be_focused()
    expect(button(page, "Save or share")).to_be_enabled()
    assert part(page, "canvas").evaluate("canvas => canvas.width") == 96
    assert page.url == link
    ask(page, "a blue car", steps=4)
    current = part(page, "shelf").locator("[aria-current=true]")
    expect(current).to_have_accessible_name(re.compile("^Show: a blue car"))
    button(page, "Show: a red ball").click()
    expect(current).to_have_accessible_name(re.compile("^Show: a red ball"))
    for name, value in (("prompt", "a red ball"), ("steps", "3")):
        expect(field(page, name)).to_have_value(value)
    expect(field(page, "fresh")).not_to_be_checked()
    expect(part(page, "live")).to_contain_text("a red ball")


def test_the_page_stays_responsive_while_generating(front):
    """Its own thread does little while the worker makes a clip."""
    page = front("red ball")
    worked = clock(page)
    before, start = worked(), time.monotonic()
    ask(page, "a yellow car floating", steps=12)
    expect(part(page, "shelf").locator("li")).to_have_count(2)
    spent, took = worked() - before, 1000 * (time.monotonic() - start)
    print(f"{spent:.0f} ms of the page's thread in a clip of {took:.0f} ms")
    assert spent < took / 2


def test_reduced_motion_stands_still_until_asked(front):
    page = front("a red ball moving left", reduced_motion="reduce")
    first = stands_still(page.locator(".frontend"), part(page, "canvas"))
    button(page, "Play").click()
    page.wait_for_function("first => document.querySelector('.frontend__canvas').toDataURL() !== first", arg=first)


def test_with_the_plug_pulled_a_clip_is_made_and_nothing_is_asked_for(front, record):
    record.expect("anything|Content Security Policy|connect-src")
    page = front("a red ball")
    part(page, "plug").locator("summary").click()
    asked = []
    network = page.context.new_cdp_session(page)
    network.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    network.send("Network.enable")
    field(page, "prompt").fill("a dragon, which it cannot draw")
    button(page, "Cut it off").click()
    cut = part(page, "cut")
    expect(part(page, "canvas")).to_be_focused()
    expect(cut).to_contain_text("made since the cut: 1. Requests sent: 0; refused: 1,")
    expect(part(page, "live")).to_contain_text("Made without the network.")
    ask(page, "a blue car")
    expect(cut).to_contain_text("made since the cut: 2. Requests sent: 0; refused: 1,")
    button(page, "Save or share").click()
    with page.expect_download():
        button(page, PICTURE).click()
    assert not [address for address in asked if not address.startswith("blob:") and address != page.url.split("#")[0]]
    assert page.evaluate("fetch('?anything').then(() => 'sent', () => 'refused')") == "refused"
    expect(cut).to_contain_text("Requests sent: 0; refused: 2,")
