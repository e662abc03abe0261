"""Every script that readers can download, against the source of the library it uses; nothing of it is imported."""

import ast
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from checkouts import ROOT
from library import FOLDER, VERSION, definition, divisors, method, parameters, temporal_factor

from explainer.markdown.blocks.script import moved
from explainer.records import records

SCRIPTS = ROOT / "docs" / "en" / "alternatives" / "scripts"
CLIP = SimpleNamespace(**runpy.run_path(str(SCRIPTS / "clip.py")))
STARTS = [(name, start) for name, model in CLIP.MODELS.items() for start in model.starts]
# Parameters of `generate` and `generate_i2v` in the authors' pyramid_dit_for_video_gen_pipeline.py, as read.
SHARED = {
    *("prompt", "temp", "num_inference_steps", "guidance_scale", "video_guidance_scale", "min_guidance_scale"),
    *("use_linear_guidance", "alpha", "negative_prompt", "num_images_per_prompt", "generator", "output_type"),
    *("save_memory", "cpu_offloading", "inference_multigpu", "callback"),
}
AUTHORS = {
    "generate": SHARED | {"height", "width", "video_num_inference_steps"},
    "generate_i2v": SHARED | {"input_image"},
    "PyramidDiTForVideoGeneration": {"model_name", "model_dtype", "model_variant"},
}
# Models of the script: the weights in the records whose numbers they must have.
WEIGHTS = {name: name for name in ("cogvideox-2b", "cogvideox-5b", "cogvideox1.5-5b")}
WEIGHTS |= {"mochi-1": "mochi-1-preview", "ltx-0.9": "ltx-video-0.9", "ltx-0.9.5": "ltx-video-0.9.5"}


def run(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(SCRIPTS / name), *options], capture_output=True, text=True, timeout=30)


def wish(*options: str):
    return CLIP.wishes(["words", *options])


def refused(*options: str) -> str:
    with pytest.raises(SystemExit) as said:
        wish(*options)
    assert isinstance(said.value.code, str), "the wish is granted"
    return said.value.code


def test_the_script_and_the_records_name_the_library_that_was_read():
    assert VERSION == CLIP.LIBRARY
    assert f"diffusers {VERSION}" in (SCRIPTS / "clip.py").read_text("utf-8").splitlines()[0]
    assert VERSION in records().sources["df-0.42.1"].title


def test_readers_install_the_versions_that_the_slow_tests_ran():
    tested = set(re.findall(r"[\w.-]+==[\d.]+", (ROOT / "tests/models/requirements.txt").read_text("utf-8")))
    for name in ("prepare.sh", "prepare.ps1"):
        installed = set(re.findall(r"[\w.-]+==[\d.]+", (SCRIPTS / name).read_text("utf-8")))
        assert tested - installed == {pin for pin in tested if pin.startswith(("pytest=", "psutil="))}
        assert installed < tested


@pytest.mark.parametrize(("name", "start"), STARTS)
def test_the_library_takes_what_the_script_gives(name: str, start: str):
    model = CLIP.MODELS[name]
    kind = model.starts[start]
    assert definition(kind)
    given = {"image": ["--image", "a.png"], "video": ["--video", "a.mp4"], "text": []}[start]
    asked = CLIP.asked(wish("--model", name, *given), "start" if given else None)
    assert set(asked) <= parameters(method(kind, "__call__"))
    # CogVideoX starts from a picture or video in the names that its classes have.
    assert start == "text" or "start" in asked.get(start, ())
    assert all(side % divisors(kind) == 0 for side in model.size)
    assert model.grid % divisors(kind) == 0
    if model.scheduler:
        assert definition(model.scheduler[0])


def unknown(code: str) -> list[str]:
    """What a script imports from the library, gives to it or asks of its pipeline, and the library does not have."""
    nodes = [*ast.walk(ast.parse(code))]
    imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module.startswith("diffusers.")]
    places = {alias.name: FOLDER.joinpath(*node.module.split(".")[1:]) for node in imports for alias in node.names}
    files = {name: next(iter(place.glob("__init__.py")), place.with_suffix(".py")) for name, place in places.items()}
    found = [name for name, file in files.items() if not re.search(rf"\b{name}\b", file.read_text("utf-8"))]
    for call in (node for node in nodes if isinstance(node, ast.Call)):
        function = definition(call.func.id) if isinstance(call.func, ast.Name) and call.func.id in places else None
        if isinstance(function, ast.FunctionDef):
            found += [word.arg for word in call.keywords if word.arg and word.arg not in parameters(function)]
        if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) == "pipe":
            found += [] if method("MochiPipeline", call.func.attr) else [call.func.attr]
    return found


def test_the_library_has_what_else_the_script_uses_and_a_mistake_is_found():
    code = (SCRIPTS / "clip.py").read_text("utf-8")
    assert unknown(code) == []
    slips = {"export_to_video": "export_to_vid", "fps=": "rate=", "enable_model_cpu_offload": "enable_offload"}
    assert [good for good, bad in slips.items() if not unknown(code.replace(good, bad))] == []


def test_code_stands_in_scripts_that_are_tested_and_not_on_pages():
    pages = (ROOT / "docs/en/alternatives").glob("*.md")
    assert [page.name for page in pages if "```python" in page.read_text("utf-8")] == []


def test_the_script_for_the_authors_code_uses_their_names():
    called = set()
    tree = ast.parse((SCRIPTS / "pyramid-flow.py").read_text("utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in AUTHORS:
                called.add(name)
                assert {word.arg for word in call.keywords if word.arg} <= AUTHORS[name]
    assert called == set(AUTHORS)
    shared = [node for node in ast.walk(tree) if isinstance(node, ast.Dict)]
    names = {key.value for node in shared for key in node.keys if isinstance(key, ast.Constant)}
    assert names - {"384p", "768p"} <= SHARED


@pytest.mark.parametrize(("name", "weights"), WEIGHTS.items())
def test_a_model_has_the_numbers_of_its_weights(name: str, weights: str):
    model = CLIP.MODELS[name]
    recorded = next(each for one in records().models.values() for each in one.variants if each.id == weights)
    assert model.step == recorded.frames.step
    assert model.frames <= model.most == (recorded.frames.most or 257)
    size = recorded.resolution.value
    if isinstance(size, str) and "×" in size:
        assert size.replace(" ", "") == "{}×{}".format(*model.size)
    assert model.fps == int(recorded.fps.value)


@pytest.mark.parametrize("name", CLIP.MODELS)
def test_a_length_or_size_that_does_not_work_is_refused_with_one_that_does(name: str):
    model = CLIP.MODELS[name]
    assert wish("--model", name).frames == model.frames
    said = refused("--model", name, "--frames", str(model.frames - 1))
    near = re.search(r"try (\d+)", said).group(1)
    assert wish("--model", name, "--frames", near)
    assert refused("--model", name, "--frames", str(model.most + model.step))
    assert refused("--model", name, "--frames", "1")
    assert refused("--model", name, "--width", str(model.size[0] + model.grid // 2))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--image", "a.png", "--model", "mochi-1"], "takes no --image; these do: wan2.2-5b"),
        (["--video", "a.mp4"], "takes no --video; these do: cogvideox-2b, cogvideox-5b, ltx-0.9.5"),
        (["--video", "a.mp4", "--model", "cogvideox-5b", "--width", "704"], "only 720 x 480"),
        (["--video", "a.mp4", "--model", "ltx-0.9.5", "--frames", "25"], "more than 25"),
        (["--model", "cogvideox1.5-5b", "--width", "1376"], "768 to 1360"),
        (["--full"], "for mochi-1"),
        (["--eight-bit", "--mode", "sequential"], "--mode stream"),
        (["--model", "ltx-2.5", "--steps", "20"], "leave --steps away"),
        (["--strength", "2"], "between 0 and 1"),
    ],
)
def test_an_impossible_wish_is_answered_in_a_sentence(options: list[str], said: str):
    assert said in refused(*options)


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(CLIP.packages.__globals__, "find_spec", lambda name: None if name == "av" else name)
    with pytest.raises(SystemExit, match=r"^av missing: run prepare"):
        CLIP.packages()


@pytest.mark.parametrize("path", sorted(path for path in SCRIPTS.iterdir() if moved(path)), ids=lambda path: path.name)
def test_an_old_address_says_what_does_it_now(path: Path):
    done = run(path.name)
    assert done.returncode != 0
    words = shlex.split(done.stderr.strip().partition("python clip.py ")[2])
    assert CLIP.wishes(words)


def test_the_steps_in_the_records_are_those_of_the_library():
    classes = [cell for model in records().models.values() for cell in model.run.diffusers if cell.step]
    assert classes
    assert {cell.name: cell.step for cell in classes} == {cell.name: temporal_factor(cell.name) for cell in classes}


def test_every_class_in_the_records_exists_and_every_way_has_its_file():
    classes = [pipeline for model in records().models.values() for pipeline in model.run.diffusers]
    assert all(divisors(pipeline.name) for pipeline in classes if not pipeline.missing)
    for way in records().chooser.values():
        if way.script:
            given = {"image": ["--image", "a.png"], "video": ["--video", "a.mp4"]}
            for options in {way.options, *(way.options + " " + " ".join(given.get(s, [])) for s in way.starts)}:
                done = run(way.script, "words", *shlex.split(options), "--check")
                assert done.returncode == 0, done.stderr


COMMANDS = re.findall(
    r"(?m)^ *(?:\.\\video\\Scripts\\python\.exe|video/bin/python|python) ([\w.-]+\.py) (.*)$",
    (ROOT / "docs/en/alternatives/run.md").read_text("utf-8"),
)


def test_every_model_stands_in_a_command_on_the_page_and_each_is_accepted():
    commands = [run(name, *shlex.split(rest), "--check") for name, rest in COMMANDS if name != "inference.py"]
    assert [done.stderr for done in commands if done.returncode] == []
    named = {rest.partition("--model ")[2].split(" ")[0] or "wan2.2-5b" for _, rest in COMMANDS}
    assert CLIP.MODELS.keys() - named == {"ltx-0.9"}  # the page leads to the version after it
