"""The engine and the front end in a real browser, on a bare page with the site's security policy.

PyTorch is not needed: reference tensors, made with exactly the committed weights, lie beside them.
"""

import base64
import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from checkouts import ROOT
from PIL import Image, ImageChops, ImageSequence
from playwright.sync_api import Page, expect
from rendering import rendered
from serving import served
from timing import clock

from lab.noise import gaussian
from lab.vocabulary import read_prompt, vocabulary

ASSETS = ROOT / "overrides" / "assets"
AGREEMENT = 1e-3
CLIP_TIMEOUT = 60_000
FORM = "/// frontend\n///"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; "
    "img-src 'self'; base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="{up}icon.svg">
<title>Front end</title><link rel="stylesheet" href="{up}assets/css/tokens.css">
<link rel="stylesheet" href="{up}assets/css/frontend.css"></head>
<body data-md-color-scheme="default"><h1>Try the front end</h1>
{form}
{script}</body></html>"""
COLOURS = """c => {
  const { data } = c.getContext('2d').getImageData(0, 0, c.width, c.height);
  return new Set(new Uint32Array(data.buffer)).size;
}"""
RUN = """async ({module, plain, prompt, caption, ...job}) => {
  const { Engine } = await import(module + 'engine.js');
  const { readPrompt, encode } = await import(module + 'vocabulary.js');
  const book = await (await fetch(module + '../../model/vocabulary.json')).json();
  window.engines ??= {};
  const engine = window.engines[plain] ??= new Engine({ plain });
  caption ??= encode(readPrompt(prompt, book).chosen, book);
  const done = await engine.generate({ caption, silent: encode({}, book), ...job }, () => {});
  const packed = (values) => {
    let text = '';
    for (const byte of new Uint8Array(values.buffer)) text += String.fromCharCode(byte);
    return btoa(text);
  };
  const { kind, first, decoding, total } = done;
  return { kind, first, decoding, total, draft: packed(done.draft), picture: packed(done.clip) };
}"""


def model_file(name: str) -> dict:
    """A JSON file beside the weights."""
    return json.loads((ASSETS / "model" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a bare site with our assets: en, it/, plain/ (no WebAssembly) and bare/ (no script)."""
    site = tmp_path_factory.mktemp("frontend") / "site"
    shutil.copytree(ASSETS, site / "assets")
    (site / "404.html").write_text("Nothing here.")
    (site / "icon.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    script = '<script type="module" src="{up}assets/js/frontend/start.js"></script>'
    for folder, language, extra, own in (
        ("", "en", "", script),
        ("it", "it", "", script),
        ("plain", "en", "data-plain", script),
        ("bare", "en", "", ""),
    ):
        up = "../" if folder else ""
        (site / folder).mkdir(exist_ok=True)
        form = rendered(FORM, language).replace("data-frontend", f"data-frontend {extra}", 1).replace("root:", up)
        text = PAGE.format(language=language, policy=POLICY, up=up, form=form, script=own.format(up=up))
        (site / folder / "index.html").write_text(text, encoding="utf-8")
    with served(site) as address:
        yield address


@pytest.fixture
def bare(page: Page, base_url: str) -> Callable[..., tuple[np.ndarray, dict]]:
    """Makes clips with the engine alone: `bare(prompt=..., seed=...)` -> draft and what else is known, picture too."""
    page.goto(base_url + "bare/")
    sampling = model_file("manifest.json")["sampling"]

    def make(plain: bool = False, **job) -> tuple[np.ndarray, dict]:
        settings = {"module": f"{base_url}assets/js/frontend/", "plain": plain, **sampling, **job}
        result = page.evaluate(RUN, settings)
        draft, picture = (np.frombuffer(base64.b64decode(result.pop(name)), "<f4") for name in ("draft", "picture"))
        return draft.reshape(model_file("manifest.json")["clip"]), result | {"picture": picture}

    return make


@pytest.fixture
def phone(page_factory: Callable[..., Page], base_url: str) -> Callable[[str], Page]:
    """Opens the front end on a page of phone size."""

    def open_page(path: str = "") -> Page:
        page = page_factory(width=390, height=844, reduced_motion="no-preference")
        page.goto(base_url + path)
        page.set_default_timeout(CLIP_TIMEOUT)
        return page

    return open_page


def state(page: Page, name: str) -> None:
    """Wait for a state of the front end."""
    expect(page.locator("[data-frontend]")).to_have_attribute("data-state", name, timeout=CLIP_TIMEOUT)


def until(page: Page, expression: str) -> None:
    """Wait until a JavaScript expression is true; Playwright's own way needs `unsafe-eval`."""
    end = time.monotonic() + CLIP_TIMEOUT / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(50)


def listen(page: Page) -> None:
    """Note every state and every sentence of the live region in window.states and window.said."""
    page.evaluate(
        """() => {
          const root = document.querySelector('[data-frontend]');
          const live = root.querySelector('[role=status]');
          window.states = [];
          window.said = [];
          const note = () => {
            if (window.states.at(-1) !== root.dataset.state) window.states.push(root.dataset.state);
          };
          new MutationObserver(note).observe(root, { attributeFilter: ['data-state'] });
          new MutationObserver(() => window.said.push(live.textContent)).observe(live, { childList: true });
        }"""
    )


def ask(page: Page, prompt: str, steps: int | None = None) -> None:
    """Write a prompt and press the button; with few steps, the clip is no good and soon there."""
    if steps:
        page.locator("[name=steps]").evaluate("(field, steps) => { field.value = steps }", steps)
    page.get_by_label("Prompt").fill(prompt)
    page.get_by_role("button", name="Generate", exact=True).click()


def references() -> list[dict]:
    """The exported cases with their clips."""
    listed = model_file("reference.json")
    values = np.fromfile(ASSETS / "model" / "reference.bin", "<f4")
    part = listed["values"] // listed["every"]
    length = len(values) // len(listed["cases"])
    for i, case in enumerate(listed["cases"]):
        whole = values[i * length : (i + 1) * length]
        clip, picture = np.split(whole[2 * part :], [listed["values"]])
        case |= {"noise": whole[:part], "clip": clip, "picture": picture}
        case |= {name: listed[name] for name in ("every", "every_of_picture")}
    return listed["cases"]


def test_the_engine_agrees_with_pytorch_and_webassembly_pays(bare):
    """Of the time only the relation is asserted: how fast a clip is depends on the machine."""
    cases, took = references(), {"wasm": [], "plain": []}
    for case, kind in [*((case, "wasm") for case in cases), (cases[0], "plain")]:
        clip, result = bare(plain=kind == "plain", prompt=case["prompt"], seed=case["seed"])
        assert result["kind"] == kind
        assert np.abs(clip.reshape(-1) - case["clip"]).max() < AGREEMENT
        assert np.abs(result["picture"][:: case["every_of_picture"]] - case["picture"]).max() < AGREEMENT
        took[kind].append(result["total"])
    assert min(took["wasm"]) < took["plain"][0] / 2


def test_noise_is_the_same_in_python():
    for case in references():
        assert np.allclose(gaussian(case["seed"], len(case["clip"]))[:: case["every"]], case["noise"], atol=1e-6)


@pytest.mark.every
def test_clips_are_those_that_were_examined(bare):
    """Prompts of the examination with WebAssembly, some also on the plain path, held against PyTorch's clips."""
    evaluation = model_file("evaluation.json")
    sample, every = evaluation["sample"], evaluation["every_of_sample"]
    examined = np.fromfile(ASSETS / "model" / "samples.bin", "<f4").reshape(len(sample), -1)
    assert len(sample) == 40
    for i, (entry, values) in enumerate(zip(sample, examined, strict=True)):
        for plain in (False, True)[: 1 + (i < 4)]:
            clip, _ = bare(plain=plain, prompt=entry["prompt"], seed=entry["seed"])
            assert np.abs(clip.reshape(-1)[::every] - values).max() < AGREEMENT, entry


def test_prompts_are_read_as_in_python(page: Page, base_url: str):
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
    page.goto(base_url + "bare/")
    for prompt in prompts:
        seen = page.evaluate(
            """async ({module, prompt}) => {
              const { readPrompt, encode } = await import(module + 'vocabulary.js');
              const book = await (await fetch(module + '../../model/vocabulary.json')).json();
              const reading = readPrompt(prompt, book);
              return { ...reading, rows: encode(reading.chosen, book) };
            }""",
            {"module": f"{base_url}assets/js/frontend/", "prompt": prompt},
        )
        expected = read_prompt(prompt)
        assert seen["rows"] == vocabulary().encode(expected.chosen)
        assert [tuple(c) for c in seen["conflicts"]] == expected.conflicts
        assert (seen["unknown"], seen["counted"]) == (expected.unknown, expected.counted)


def test_attention_can_be_watched(page: Page, base_url: str):
    page.goto(base_url + "bare/")
    rows = page.evaluate(
        """async ({module, patch}) => {
          const { Engine } = await import(module + 'engine.js');
          const seen = [];
          const job = { caption: [0, 0, 0, 0, 0], silent: [0, 0, 0, 0, 0], seed: 1, steps: 2, guidance: 2, shift: 3, patch };
          await new Engine().generate(job,
            ({ attention }) => attention && seen.push(attention.map(row => [...row])));
          return seen;
        }""",
        {"module": f"{base_url}assets/js/frontend/", "patch": 100},
    )
    attention = np.array(rows)
    assert attention.shape == (2, model_file("manifest.json")["model"]["depth"], 288)
    assert np.allclose(attention.sum(-1), 1, atol=1e-4)


def test_a_first_clip_on_a_phone_goes_from_noise_over_drafts_to_the_picture(phone, record):
    page = phone("")
    state(page, "idle")
    assert not [address for address in record.requests if "weights.bin" in address], "loaded before it was asked for"
    listen(page)
    ask(page, "a red balloon rising")
    state(page, "done")
    assert page.evaluate("window.states") == ["loading", "running", "done"]
    assert page.locator(".frontend__canvas").evaluate(COLOURS) > 20
    assert len([address for address in record.requests if "weights.bin" in address]) == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    slider, canvas = page.get_by_role("slider"), page.locator(".frontend__canvas")
    sides = {}
    for key, words in (("Home", "The noise"), ("ArrowRight", "step 1 of 12"), ("End", "The picture, 96")):
        slider.press(key)
        expect(page.locator(".frontend__caption")).to_contain_text(words)
        expect(slider).to_have_attribute("aria-valuetext", re.compile(words))
        sides[key] = canvas.evaluate("c => c.width"), canvas.evaluate(COLOURS)
    assert [side for side, _ in sides.values()] == [24, 24, 96]
    assert sides["Home"][1] > 300, "noise is many colours"


def test_a_clip_in_the_frame_moves_until_it_is_paused(phone):
    page = phone("")
    moving = "() => getComputedStyle(document.querySelector('.frontend__poster')).animationName"
    assert page.evaluate(moving) == "frontend-film"
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate(moving) == "none"


@pytest.mark.parametrize("language", ["en", "it"])
def test_a_wheel_writes_the_prompt_and_runs_it_and_no_keyboard_opens(phone, language: str):
    page = phone("" if language == "en" else "it/")
    thing, color, said = {
        "en": (
            "thing",
            "colour",
            ("a red rocket moving right at sea at sunset", "a white rocket moving right at sea at sunset"),
        ),
        "it": (
            *("cosa", "colore"),
            (
                "un razzo rosso che va a destra sul mare, al tramonto",
                "un razzo bianco che va a destra sul mare, al tramonto",
            ),
        ),
    }[language]
    prompt, shelf = page.locator("[name=prompt]"), page.locator(".frontend__shelf li")
    # The first turn loads script and model; the second comes while the clip is in the making, and takes its place.
    page.get_by_label(thing).select_option("rocket")
    expect(prompt).to_have_value(said[0])
    page.get_by_label(color).select_option("white")
    expect(prompt).to_have_value(said[1])
    state(page, "done")
    until(page, "document.querySelectorAll('.frontend__shelf li').length === 1")
    expect(page.get_by_role("status")).to_contain_text(said[1])
    assert page.evaluate("document.activeElement.tagName") != "INPUT"
    expect(shelf).to_have_count(1)


def test_wheels_follow_what_is_written_and_a_surprise_turns_them_all(phone):
    page = phone("")
    wheels = page.locator(".frontend__wheels select")
    values = lambda: wheels.evaluate_all("all => all.map(wheel => wheel.value)")  # noqa: E731
    field = page.get_by_label("Prompt")
    assert read_prompt(field.input_value()).chosen == dict(zip(vocabulary().slots, values(), strict=True))
    field.fill("two big green cars at night")
    until(page, "document.querySelector('[name=color]').value === 'green'")
    assert values() == ["car", "green", "", "night", ""]
    page.get_by_role("button", name="Surprise me").click()
    state(page, "done")
    assert all(values())
    assert read_prompt(field.input_value()).chosen == dict(zip(vocabulary().slots, values(), strict=True))


def test_what_wheels_write_is_read_as_it_was_meant(page: Page, base_url: str):
    """Every sentence, in both languages."""
    page.goto(base_url + "bare/")
    sentences = page.evaluate(
        """async ({module}) => {
          const { writePrompt } = await import(module + 'vocabulary.js');
          const book = await (await fetch(module + '../../model/vocabulary.json')).json();
          let all = [{}];
          for (const slot of book.slots) {
            const ids = ['', ...book.concepts.filter(concept => concept.slot === slot).map(({ id }) => id)];
            all = all.flatMap(chosen => ids.map(id => id ? { ...chosen, [slot]: id } : chosen));
          }
          return ['en', 'it'].flatMap(language => all.map(chosen => [writePrompt(chosen, book, language), chosen]));
        }""",
        {"module": f"{base_url}assets/js/frontend/"},
    )
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
    if not page.locator(".frontend__ways").is_visible():
        page.get_by_role("button", name="Save or share").click()
    with page.expect_download(timeout=CLIP_TIMEOUT) as saved:
        page.get_by_role("button", name=way).click()
    saved.value.save_as(folder / saved.value.suggested_filename)
    return folder / saved.value.suggested_filename


FILM, PICTURE = "Save as a video", "Save as an animated picture"
CLIP, WORDS = (30, 30, 510, 510), (0, 511, 540, 676)
"""Where the clip and the words stand on a card."""


def test_a_card_is_filmed_or_drawn_without_a_connection_says_what_it_is_and_can_begin_with_the_noise(phone, tmp_path):
    page = phone("")
    ask(page, "a yellow rocket falling in the city at night")
    state(page, "done")
    seed = page.locator("[name=seed]").input_value()
    page.context.set_offline(True)
    film = save(page, FILM, tmp_path)
    expect(page.get_by_role("status")).to_have_text("Saved as a video.")
    kind = {".mp4": "video/mp4", ".webm": "video/webm"}[film.suffix]
    player = page.context.new_page()
    player.set_content(f'<video src="data:{kind};base64,{base64.b64encode(film.read_bytes()).decode()}"></video>')
    until(player, "document.querySelector('video').readyState >= 2")
    size = "(({ videoWidth, videoHeight }) => [videoWidth, videoHeight])(document.querySelector('video'))"
    assert player.evaluate(size) == [540, 676]
    player.close()
    file = save(page, PICTURE, tmp_path)
    said = "reconstruction-with-our-own-small-model_a-yellow-rocket-falling-in-the-city-at-night"
    assert file.name == f"{said}_{seed}.gif"
    data = file.read_bytes()
    for text in ("reconstruction with our own small model", "not Sora", "a yellow rocket", f'"seed":{seed}'):
        assert text.encode() in data
    first, *others = frames_of(file)
    assert first.size == (540, 676)
    assert len(others) == 15
    assert len(first.crop(WORDS).getcolors()) > 2, "nothing is written under the clip"
    assert all(ImageChops.difference(first.crop(WORDS), other.crop(WORDS)).getbbox() is None for other in others)
    assert ImageChops.difference(first, others[7]).getbbox()
    assert first.crop((0, 597, 540, 604)).getcolors(1), "the prompt runs into the site's name"
    # And one that begins with the noise.
    page.get_by_label("Begin with the noise").check()
    noise, *drawn = frames_of(save(page, PICTURE, tmp_path))
    assert len(drawn) == 12 + 16, "a frame for every step, then the loop"
    assert len(noise.crop(CLIP).getcolors(100_000)) > 100
    assert ImageChops.difference(noise.crop(WORDS), drawn[-1].crop(WORDS)).getbbox() is None
    for i, frame in enumerate(drawn[12:], 13):
        clean = ([first, *others])[i % 16]
        assert ImageChops.difference(frame.crop(CLIP), clean.crop(CLIP)).getbbox() is None, "noise spoils the clip"


@pytest.mark.parametrize("fault", ["delete window.MediaRecorder", "MediaRecorder.prototype.start = () => { throw 0 }"])
def test_where_no_film_can_be_made_there_is_the_animated_picture(
    page_factory, base_url: str, tmp_path: Path, fault: str
):
    page, missing = page_factory(width=390, height=844), "delete" in fault
    page.add_init_script(fault)
    page.goto(base_url)
    ask(page, "a red ball", steps=2)
    state(page, "done")
    page.get_by_role("button", name="Save or share").click()
    expect(page.get_by_role("button", name=PICTURE)).to_be_visible()
    expect(page.get_by_role("button", name=FILM)).to_be_visible(visible=not missing)
    if not missing:
        assert save(page, FILM, tmp_path).suffix == ".gif"
        expect(page.get_by_role("status")).to_have_text("Saved as an animated picture.")


def test_a_link_reproduces_a_clip(phone):
    """Opening it is asking for it, and the address that a clip gives is its link."""
    page = phone("")
    ask(page, "a blue car", steps=4)
    state(page, "done")
    pictures = []
    for again in (False, True):
        if again:
            page.reload()
            state(page, "done")
        expect(page.get_by_label("Prompt")).to_have_value("a blue car")
        expect(page.locator(".frontend__caption")).not_to_contain_text("model has changed")
        pictures.append(page.locator(".frontend__shelf canvas").evaluate("canvas => canvas.toDataURL()"))
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(
    ("path", "prompt", "made"),
    [
        ("", "a light blue triangle pulsing on a dark background", "a blue boat jumping {} at night"),
        ("it/", "un quadrato giallo che sale su sfondo chiaro", "una macchina gialla che sale {}, di giorno"),
    ],
)
def test_a_link_of_the_model_before_makes_the_nearest_clip_and_says_so(phone, path: str, prompt: str, made: str):
    page = phone(f"{path}#prompt={prompt.replace(' ', '+')}&steps=4&guidance=2&seed=77&seconds=1&size=240")
    state(page, "done")
    said = {"": "The model has changed since", "it/": "Il modello è cambiato da"}[path]
    expect(page.locator(".frontend__caption")).to_contain_text(said)
    field = page.locator("[name=prompt]").input_value()
    assert re.fullmatch(made.format(".+"), field)
    assert read_prompt(field).chosen.keys() == set(vocabulary().slots)
    # The clip that it leads to has a link of its own, which is no old one.
    page.reload()
    state(page, "done")
    expect(page.locator(".frontend__caption")).not_to_contain_text(said)


@pytest.mark.parametrize(
    ("path", "prompt", "said"),
    [
        ("", "a cat jumping on the moon", "It never saw a cat on the moon."),
        ("it/", "una barca nel deserto", "Non ha mai visto una barca nel deserto."),
    ],
)
def test_a_pair_that_was_never_trained_on_is_told_and_never_drawn_by_lot(
    phone, base_url: str, path: str, prompt: str, said: str
):
    page = phone(path)
    page.locator("[name=steps]").evaluate("field => { field.value = 2 }")
    page.locator("[name=prompt]").fill(prompt)
    page.locator(".frontend__go").click()
    state(page, "done")
    expect(page.locator(".frontend__caption")).to_contain_text(said)
    drawn = page.evaluate(
        """async (module) => {
          const { complete } = await import(module + 'vocabulary.js');
          const book = await (await fetch(module + '../../model/vocabulary.json')).json();
          return [...Array(500).keys()].map((seed) => [{}, { place: 'moon' }, { thing: 'boat' }]
            .map((chosen) => complete(chosen, seed, book).all)).flat().map(({ thing, place }) => [thing, place]);
        }""",
        f"{base_url}assets/js/frontend/",
    )
    unseen = {tuple(pair) for pair in model_file("vocabulary.json")["unseen"]}
    assert len(unseen) == 4
    assert not unseen & {tuple(pair) for pair in drawn}
    assert {"moon"} < {place for _, place in drawn}


def test_a_link_with_impossible_settings_is_answered(phone):
    page = phone("#prompt=red+ball&seed=-3&steps=1e9&guidance=many&seconds=99")
    state(page, "idle")
    expect(page.get_by_role("status")).to_contain_text("impossible settings")
    expect(page.get_by_label("Steps")).to_have_value("12")
    ask(page, "red ball", steps=2)
    state(page, "done")


def test_hopeless_prompts_get_an_answer_with_the_words_it_knows(phone):
    page = phone("")
    for prompt, answer in (
        ("   ", "Write what should be seen"),
        ("x" * 1000, "1000 characters"),
        ("🎈🎉", "Not among its words: 🎈🎉."),
        ("a dragon at dawn", "Not among its words: dragon."),
        ("a wizard", "Not among its words: wizard."),
    ):
        ask(page, prompt)
        expect(page.get_by_role("status")).to_contain_text(answer)
        state(page, "error")
    assert page.locator(".frontend__wheels select").evaluate_all("all => all.every(wheel => !wheel.value)")
    expect(page.locator(".frontend__caption")).to_be_in_viewport()
    page.get_by_label("thing").select_option("cat")
    state(page, "done")
    expect(page.get_by_label("Prompt")).to_have_value("a cat")


def test_what_the_page_suggests_is_a_tap_away(phone):
    """Before the script is there, too; the wheels follow."""
    page = phone("it/")
    page.locator("[name=steps]").evaluate("field => { field.value = 2 }")
    button = page.locator(".frontend__tries button").first
    said = button.inner_text()
    button.click()
    expect(page.locator("[name=prompt]")).to_have_value(said)
    state(page, "done")
    turned = page.locator(".frontend__wheels select").evaluate_all("all => all.map(({ name, value }) => [name, value])")
    assert {slot: value for slot, value in turned if value} == read_prompt(said).chosen


@pytest.mark.parametrize(
    ("path", "prompt", "left"), [("", "a dragon at night", "dragon"), ("it/", "un drago sul Perù", "drago, Perù")]
)
def test_what_cannot_be_drawn_is_a_tap_away_from_what_can(phone, path: str, prompt: str, left: str):
    page = phone(path)
    page.locator("[name=prompt]").fill(prompt)
    page.locator(".frontend__go").click()
    state(page, "error")
    expect(page.locator(".frontend__caption")).to_contain_text(f": {left}.")
    offer = page.locator(".frontend__offer")
    promised = read_prompt(offer.inner_text().split(":")[1])
    assert not promised.unknown
    assert promised.chosen.items() >= read_prompt(prompt).chosen.items()
    offer.click()
    state(page, "done")
    expect(offer).to_be_hidden()
    assert read_prompt(page.locator("[name=prompt]").input_value()).chosen == promised.chosen


def test_the_clip_and_its_card_say_what_was_made_and_the_clip_what_was_left_out(phone, tmp_path: Path):
    page = phone("")
    ask(page, "two red and blue rokets moving left right", steps=2)
    state(page, "done")
    caption = page.locator(".frontend__caption")
    expect(caption).to_contain_text("Left out: blue, right, two, rokets. Did you mean rockets? Chosen at random:")
    made = re.search(r" s: (.+?)\.", caption.inner_text())[1]
    assert read_prompt(made).chosen.items() > {"color": "red", "motion": "left"}.items()
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('link'), {rel: 'canonical', href: '/x/'}))"
    )
    card = save(page, PICTURE, tmp_path)
    assert f"_{made.replace(' ', '-')}_" in card.name
    assert len(frames_of(card)[0].crop((0, 648, 540, 700)).getcolors(1000)) > 2, "the address is missing"
    expect(page.locator(".frontend__told")).to_have_text("Saved as an animated picture.")
    expect(caption).to_contain_text(made)


@pytest.mark.parametrize(("width", "height", "whole"), [(390, 664, True), (320, 568, False)])
def test_a_press_is_seen_at_once_and_brings_the_clip_into_view(
    page_factory, base_url: str, width: int, height: int, whole: bool
):
    """Before anything is loaded; with the words that it is made from where there is room for both."""
    page = page_factory(width=width, height=height, has_touch=True)
    page.context.route(re.compile(r"widget\.js"), lambda route: None)
    page.goto(base_url)
    page.evaluate("document.querySelector('h1').style.height = '30rem'")
    page.locator(".frontend__go").tap()
    expect(page.locator(".frontend__go")).to_have_text("Loading…")
    for part in ("frame", "caption", "bar", *(("go", "wheels") if whole else ())):
        expect(page.locator(f".frontend__{part}")).to_be_in_viewport(ratio=0.99)
    expect(page.locator("progress")).to_be_in_viewport()


def test_an_impossible_setting_is_named(phone):
    page = phone("")
    page.get_by_text("Settings").click()
    page.get_by_label("Steps").fill("0")
    ask(page, "red ball")
    state(page, "error")
    expect(page.get_by_role("status")).to_have_text("Steps: please give a whole number from 2 to 40.")


def test_what_arrives_damaged_or_not_at_all_is_told_and_can_be_loaded_again(phone, record):
    page = phone("")
    body = bytearray((ASSETS / "model" / "weights.bin").read_bytes())
    body[1000] ^= 1
    now = {}

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
        expect(page.get_by_role("status")).to_contain_text(answer)
        state(page, "error")
    page.context.unroute_all()
    ask(page, "red ball", steps=2)
    state(page, "done")


def test_without_workers_the_reader_is_told(page_factory, base_url: str):
    page = page_factory(width=390)
    page.add_init_script("delete window.Worker")
    page.goto(base_url)
    ask(page, "red ball")
    state(page, "error")
    expect(page.get_by_role("status")).to_contain_text("cannot run the model")


def test_without_webassembly_the_plain_path_runs(phone):
    page = phone("plain/")
    ask(page, "red ball", steps=2)
    state(page, "done")
    expect(page.locator(".frontend__timing")).to_contain_text("plain JavaScript")


def test_ten_clicks_make_a_short_queue(phone):
    page = phone("")
    page.get_by_text("Settings").click()
    page.get_by_label("Steps").fill("2")
    page.evaluate("""window.made = 0;
      document.querySelector('[data-frontend]').addEventListener('frontend:clip', () => window.made++)""")
    # The first clip, for until the script has come all clicks count as one.
    ask(page, "red ball")
    until(page, "window.made === 1")
    state(page, "done")
    listen(page)
    page.evaluate(
        """async () => {
          for (let i = 0; i < 10; i++) {
            document.querySelector('.frontend__go').click();
            await new Promise(resolve => setTimeout(resolve));
          }
        }"""
    )
    until(page, "window.made === 5")
    state(page, "done")
    assert any("queue is full" in text for text in page.evaluate("window.said"))
    expect(page.locator(".frontend__shelf li")).to_have_count(5)


def test_after_a_stop_the_clip_before_is_back_whole(phone):
    page = phone("")
    ask(page, "a red ball")
    state(page, "done")
    stage, link = page.locator(".frontend__stage"), page.url
    expect(stage).to_contain_text("Made here in")
    page.get_by_text("Settings").click()
    page.get_by_label("Steps").fill("40")
    ask(page, "a blue car")
    state(page, "running")
    expect(stage).to_contain_text("The draft")
    expect(page.get_by_role("button", name="Save or share")).to_be_disabled()
    page.get_by_role("button", name="Stop").focus()
    page.keyboard.press("Enter")
    state(page, "idle")
    expect(page.get_by_role("status")).to_have_text("Stopped.")
    expect(page.get_by_role("button", name="Generate", exact=True)).to_be_focused()
    expect(page.get_by_role("button", name="Save or share")).to_be_enabled()
    assert page.locator(".frontend__canvas").evaluate("canvas => canvas.width") == 96
    assert page.url == link


def test_a_clip_from_the_gallery_comes_with_its_words_and_settings(phone):
    page = phone("")
    page.get_by_text("Settings").click()
    for steps, prompt in (("3", "a red ball"), ("4", "a blue car")):
        page.get_by_label("Steps").fill(steps)
        ask(page, prompt)
        expect(page.get_by_role("button", name=f"Show: {prompt}")).to_be_visible(timeout=CLIP_TIMEOUT)
    page.get_by_role("button", name="Show: a red ball").click()
    expect(page.get_by_label("Prompt")).to_have_value("a red ball")
    expect(page.get_by_label("Steps")).to_have_value("3")
    expect(page.get_by_label("New seed for every clip")).not_to_be_checked()
    expect(page.get_by_role("status")).to_contain_text("a red ball")


def test_only_what_was_likely_meant_is_suggested(phone):
    page = phone("")
    caption = page.locator(".frontend__caption")
    meant = {
        "juumping": "jumping",
        "yeloww": "yelow",
        "not": None,
        "dragon": None,
        "sinister": None,
        "doom": None,
    }
    for word, known in meant.items():
        ask(page, f"{word} balloon", steps=2)
        expect(caption).to_contain_text(f"Left out: {word}.", timeout=CLIP_TIMEOUT)
        expect(caption).to_have_text(re.compile(f"Did you mean {known}" if known else "^(?!.*Did you mean)"))


def test_the_page_stays_responsive_while_generating(phone):
    """Its own thread does little while the worker makes a clip."""
    page = phone("")
    ask(page, "red ball")
    state(page, "done")
    worked = clock(page)
    before, start = worked(), time.monotonic()
    ask(page, "a yellow car floating")
    until(page, "document.querySelectorAll('.frontend__shelf li').length === 2")
    spent, took = worked() - before, 1000 * (time.monotonic() - start)
    print(f"{spent:.0f} ms of the page's thread in a clip of {took:.0f} ms")
    assert spent < took / 2


def test_reduced_motion_stands_still_until_asked(page_factory, base_url: str):
    page = page_factory(width=390, height=844, reduced_motion="reduce")
    page.goto(base_url)
    ask(page, "a red ball moving left", steps=2)
    state(page, "done")
    canvas = page.locator(".frontend__canvas")
    first = canvas.evaluate("c => c.toDataURL()")
    page.wait_for_timeout(500)
    assert canvas.evaluate("c => c.toDataURL()") == first
    page.get_by_role("button", name="Play").click()
    until(page, f"document.querySelector('.frontend__canvas').toDataURL() !== {first!r}")


def test_with_the_plug_pulled_a_clip_is_made_and_nothing_is_asked_for(phone, record):
    record.expect("anything|Content Security Policy|connect-src")
    page = phone("")
    ask(page, "a red ball", steps=2)
    state(page, "done")
    page.get_by_text("Pull the plug").click()
    asked = []
    network = page.context.new_cdp_session(page)
    network.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    network.send("Network.enable")
    page.get_by_label("Prompt").fill("a dragon, which it cannot draw")
    page.get_by_role("button", name="Cut it off").click()
    cut = page.locator(".frontend__cut")
    expect(cut).to_contain_text("made since the cut: 1. Requests sent: 0; refused: 1,", timeout=CLIP_TIMEOUT)
    ask(page, "a blue car")
    expect(cut).to_contain_text("made since the cut: 2. Requests sent: 0; refused: 1,", timeout=CLIP_TIMEOUT)
    page.get_by_role("button", name="Save or share").click()
    with page.expect_download():
        page.get_by_role("button", name=PICTURE).click()
    assert not [address for address in asked if not address.startswith("blob:") and address != page.url.split("#")[0]]
    refused = page.evaluate("fetch('?anything').then(() => 'sent', () => 'refused')")
    assert refused == "refused"
    expect(cut).to_contain_text("Requests sent: 0; refused: 2,")


def test_guidance_waits_for_its_time(bare):
    """Guidance that never begins is no guidance; what begins at once is what it was without a time."""
    job = {"prompt": "a red ball jumping", "seed": 5, "steps": 3, "guidance": 4}
    never, _ = bare(**job, guide_from=1.01)
    plain, _ = bare(**job | {"guidance": 1}, guide_from=0)
    late, _ = bare(**job, guide_from=0.2)
    always, _ = bare(**job, guide_from=0)
    assert np.array_equal(never, plain)
    assert not np.array_equal(late, plain)
    assert not np.array_equal(late, always)


def test_what_is_pressed_while_the_script_is_on_its_way_is_done(page_factory, base_url: str):
    page, waiting = page_factory(width=390), []
    page.context.route(re.compile(r"widget\.js"), lambda route: waiting.append(route))
    page.goto(base_url)
    ask(page, "a red ball jumping", steps=2)
    end = time.monotonic() + CLIP_TIMEOUT / 1000
    while not waiting:
        assert time.monotonic() < end, "the script was never asked for"
        page.wait_for_timeout(20)
    waiting.pop().continue_()
    state(page, "done")
