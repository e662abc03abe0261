"""Every script that readers can download, against the source of the library it uses; nothing of it is imported."""

import ast
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from checkouts import ROOT
from library import VERSION, complaints, divisors, temporal_factor

from explainer.records import records

SCRIPTS = ROOT / "docs" / "en" / "alternatives" / "scripts"
PYTHON = sorted(SCRIPTS.glob("*.py"))
LIBRARY = [path for path in PYTHON if "pyramid" not in path.name]
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
ARGUMENTS = {
    "cogvideox-from-image.py": ["start.png", "words"],
    "cogvideox-from-video.py": ["start.mp4", "words"],
}
# Script and model: the weights in the records whose numbers it must use.
WEIGHTS = [
    ("cogvideox-from-text.py", ["--model", "2b"], "cogvideox-2b"),
    ("cogvideox-from-text.py", ["--model", "5b"], "cogvideox-5b"),
    ("cogvideox-from-text.py", ["--model", "1.5-5b"], "cogvideox1.5-5b"),
    ("cogvideox-from-image.py", ["--model", "5b"], "cogvideox-5b-i2v"),
    ("cogvideox-from-image.py", ["--model", "1.5-5b"], "cogvideox1.5-5b-i2v"),
    ("cogvideox-from-video.py", ["--model", "2b"], "cogvideox-2b"),
    ("mochi-1-from-text.py", [], "mochi-1-preview"),
    ("ltx-video-0.9.py", [], "ltx-video-0.9"),
    ("ltx-video-0.9.5.py", [], "ltx-video-0.9.5"),
]


def check(name: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a script as far as its own look at the wishes."""
    command = [sys.executable, str(SCRIPTS / name), *ARGUMENTS.get(name, ["words"]), *options, "--check"]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


def variant(name: str):
    return next(v for model in records().models.values() for v in model.variants if v.id == name)


def test_the_scripts_and_the_records_name_the_library_that_was_read():
    for path in LIBRARY:
        assert f"diffusers {VERSION}" in path.read_text("utf-8").splitlines()[0]
    for path in (SCRIPTS / "prepare.sh", SCRIPTS / "prepare.ps1"):
        assert f"diffusers=={VERSION} " in path.read_text("utf-8")
    assert VERSION in records().sources["df-0.42.1"].title


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_the_library_accepts_what_the_script_asks_of_it(path: Path):
    assert complaints(path.read_text("utf-8")) == []


@pytest.mark.parametrize("model", records().models.values(), ids=lambda model: model.id)
def test_the_library_accepts_the_examples_in_the_records(model):
    if not model.run.diffusers[0].missing:
        assert complaints(model.run.example.value) == []


@pytest.mark.parametrize("path", sorted((ROOT / "docs/en/alternatives").glob("*.md")), ids=lambda path: path.name)
def test_the_library_accepts_the_code_on_the_pages(path: Path):
    for code in re.findall(r"```python\n(.*?)```", path.read_text("utf-8"), re.S):
        if "pyramid_dit" not in code:
            assert complaints(code) == []


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("MochiPipeline", "MochiPipelines", "no `MochiPipelines`"),
        ("num_frames=", "frame_count=", "takes no `frame_count`"),
        ("pipe.vae.enable_tiling()", "pipe.enable_vae_tiling()", "no `enable_vae_tiling`"),
        ("dtype=torch.bfloat16", "precision=torch.bfloat16", "takes no `precision`"),
        ("dtype=torch.bfloat16", "torch_dtype=torch.bfloat16", "`torch_dtype` is deprecated"),
        ("fps=FPS", "frame_rate=FPS", "takes no `frame_rate`"),
        ("pipe.enable_model_cpu_offload()", "pipe.enable_offload()", "no `enable_offload`"),
    ],
)
def test_a_mistake_in_a_script_is_found(good: str, bad: str, said: str):
    code = (SCRIPTS / "mochi-1-from-text.py").read_text("utf-8")
    assert good in code
    assert any(said in complaint for complaint in complaints(code.replace(good, bad)))


def test_the_script_for_the_authors_code_uses_their_names():
    called = set()
    for call in ast.walk(ast.parse((SCRIPTS / "pyramid-flow.py").read_text("utf-8"))):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            if name in AUTHORS:
                called.add(name)
                assert {word.arg for word in call.keywords} <= AUTHORS[name]
    assert called == set(AUTHORS)


@pytest.mark.parametrize(("name", "options", "weights"), WEIGHTS, ids=lambda value: str(value))
def test_a_script_has_the_numbers_of_its_weights(name: str, options: list[str], weights: str):
    done = check(name, *options)
    assert done.returncode == 0, done.stderr
    frames = variant(weights).frames
    made = int(done.stdout.split()[0])
    assert (made - 1) % frames.step == 0
    assert made <= (frames.most or 257)
    size = variant(weights).resolution.value
    if isinstance(size, str) and "×" in size:
        assert size.replace("×", "x") in done.stdout
    step = frames.step
    assert check(name, *options, "--frames", str(made - 1)).returncode != 0
    assert check(name, *options, "--frames", str(made - step)).returncode == 0
    if frames.most:
        assert check(name, *options, "--frames", str(frames.most + step)).returncode != 0
    fps = variant(weights).fps.value
    assert re.search(rf"\b{fps}\b", (SCRIPTS / name).read_text("utf-8"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_a_size_that_the_library_refuses_is_refused_before_the_download(path: Path):
    code = path.read_text("utf-8")
    pipelines = set(re.findall(r"import .*?(\w+Pipeline)", code))
    assert pipelines
    for pipeline in pipelines:
        divisor = divisors(pipeline)
        assert divisor
        if "--width" in code:
            done = check(path.name, "--width", str(768 + divisor // 2))
            assert done.returncode != 0
            assert done.stderr.strip()
            assert "Traceback" not in done.stderr
        else:
            assert re.search(r"WIDTH, HEIGHT, .*= (\d+), (\d+)", code)
            width, height = map(int, re.search(r"WIDTH, HEIGHT, .*?= (\d+), (\d+)", code).groups())
            assert width % divisor == height % divisor == 0


def test_the_steps_in_the_records_are_those_of_the_library():
    classes = [cell for model in records().models.values() for cell in model.run.diffusers if cell.step]
    assert classes
    assert {cell.name: cell.step for cell in classes} == {cell.name: temporal_factor(cell.name) for cell in classes}


def test_every_class_in_the_records_exists_and_every_way_has_its_file():
    for model in records().models.values():
        for pipeline in model.run.diffusers:
            if not pipeline.missing:
                assert divisors(pipeline.name)
    for way in records().chooser.values():
        if way.script:
            assert (SCRIPTS / way.script).is_file()
            done = check(way.script, *way.options.split())
            assert done.returncode == 0, done.stderr


COMMANDS = re.findall(r"(?m)^ *python ([\w.-]+\.py) (.*)$", (ROOT / "docs/en/alternatives/run.md").read_text("utf-8"))
OURS = [(name, rest) for name, rest in COMMANDS if name != "inference.py"]


@pytest.mark.parametrize(("name", "rest"), OURS, ids=lambda value: value[:40])
def test_every_command_on_the_page_is_accepted(name: str, rest: str):
    command = [sys.executable, str(SCRIPTS / name), *shlex.split(rest)]
    done = subprocess.run(
        [*command, *([] if "--check" in rest else ["--check"])], capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr


def test_every_script_stands_on_the_page():
    page = (ROOT / "docs/en/alternatives/run.md").read_text("utf-8")
    assert len(OURS) >= len(PYTHON)
    for path in SCRIPTS.iterdir():
        assert f"/// script | {path.name}\n" in page
    for path in PYTHON:
        compile(path.read_text("utf-8"), path.name, "exec", ast.PyCF_ONLY_AST)
