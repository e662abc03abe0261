"""Share cards, one for every page of every language, from its words alone; and the icons whose mark they show."""

import re
import runpy
from io import BytesIO

import pytest
from checkouts import ROOT
from PIL import Image, ImageChops

from explainer import cards

LONG = "Clips and some internal names came out; the model, as far as is known, did not; nobody can say more than that"
ICONS = runpy.run_path(str(ROOT / "overrides/assets/icons/make.py"))


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def test_every_page_has_its_own_card_and_the_page_for_missing_addresses_has_none(site_dir):
    folders = {page.parent for page in site_dir.rglob("index.html")}
    drawn = {file.parent: file.read_bytes() for file in site_dir.rglob("card.png")}
    assert set(drawn) == folders
    assert len(set(drawn.values())) == len(folders)
    assert "og:image" not in (site_dir / "404.html").read_text(encoding="utf-8")


def test_the_card_lies_where_the_page_says_and_has_its_words(tmp_path):
    image = 'property="og:image" content="https://example.org/x/it/story/card.png"'
    words = ('property="og:title" content="Così &amp; ora · The site"', 'property="og:site_name" content="The site"')
    for path, metas in {"it/story": (*words, image), "plain": words}.items():
        (tmp_path / path).mkdir(parents=True)
        heads = "".join(f"<meta {meta}>" for meta in metas)
        (tmp_path / path / "index.html").write_text(f"<!doctype html><head>{heads}</head>", "utf-8")
    cards.draw(tmp_path)
    assert [*tmp_path.rglob("*.png")] == [tmp_path / "it/story/card.png"]
    assert (tmp_path / "it/story/card.png").read_bytes() == cards.card("Così & ora", "The site")


@pytest.mark.parametrize("title", ["Mochi 1", "The morning anyone could use Sora", LONG, "Perché? È già così…"])
def test_a_title_stays_clear_of_the_mark_and_the_edges(title):
    size, lines = cards.wrapped(title)
    assert " ".join(lines) == title
    with_title, without = opened(cards.card(title, "The site")), opened(cards.card("", "The site"))
    assert with_title.size == cards.SIZE
    left, top, right, bottom = ImageChops.difference(with_title, without).getbbox()
    assert left >= 60
    assert 140 < top < bottom < 610
    assert right < 960
    assert bottom - top >= size * 0.7 * len(lines)
    assert cards.wrapped(LONG * 4)[1][-1].endswith("…")


@pytest.mark.parametrize(("name", "side"), ICONS["SIZES"].items())
def test_the_committed_icons_are_what_is_drawn(name, side):
    committed = (ROOT / "overrides/assets/icons" / name).read_bytes()
    assert opened(committed).size == (side, side)
    assert ImageChops.difference(opened(committed), opened(ICONS["icon"](side))).getbbox() is None


def test_the_pictures_have_the_colours_of_the_styles():
    tokens = (ROOT / "overrides/assets/css/tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(paper|ink|cut): light-dark\((#[0-9a-f]{6}),", tokens))
    palette = Image.open(cards.ICON).getpalette()
    at = {"paper": 0, "ink": cards.INK, "cut": 255}
    assert {name: "#" + bytes(palette[3 * place : 3 * place + 3]).hex() for name, place in at.items()} == colours
    for file in ("main.html", "assets/manifest.webmanifest", "assets/js/frontend/card.js"):
        assert set(re.findall("#[0-9a-f]{6}", (ROOT / "overrides" / file).read_text("utf-8"))) <= {
            *re.findall("#[0-9a-f]{6}", tokens)
        }


THREAD = '<li data-state="{}"><svg class="line__span" height="{}rem"></svg></li>'


@pytest.mark.parametrize(
    ("kind", "inside", "red"),
    [
        ("clock", THREAD.format("open", "7.00") + THREAD.format("end", "0.00"), True),
        ("days", THREAD.format("day", "7.00") + "<li><svg class='line__span' height='0.00rem'></svg></li>", False),
        ("counts", '<svg class="counts__marks" viewBox="0 0 12 18"><rect class="counts__seen"></rect></svg>', False),
    ],
)
def test_a_card_shows_the_first_figure_of_its_page_beside_the_title(kind, inside, red):
    figure = f'<figure class="figure drawn {kind}"><ol>{inside}</ol></figure>'
    plain = "<p><svg class='counts__marks' viewBox='0 0 9 9'></svg></p>"
    with_figure = opened(cards.card("One", "The site", cards.shapes(plain + figure)))
    blank = opened(cards.card("One", "The site", cards.shapes(figure.replace(inside, ""))))
    assert ImageChops.difference(*(each.crop((780, 130, *cards.SIZE)) for each in (with_figure, blank))).getbbox()
    colours = {colour for _, colour in with_figure.crop((780, 130, *cards.SIZE)).getcolors(1 << 16)}
    assert ((0xD0, 0x00, 0x1F) in colours) is red


def test_an_open_question_is_a_half_disc_and_a_settled_one_a_whole():
    marks = "".join(f'<a class="verdict verdict--{kind}"></a>' for kind in ("disputed", "established"))
    figure = f'<figure class="figure drawn verdicts"><span class="verdicts__marks">{marks}</span></figure>'
    shapes = cards.shapes(figure)
    picture = opened(cards.card("One", "The site", shapes))
    inked = []
    for left, top, right, bottom in (shape.box for shape in shapes):
        at = [(x, (top + bottom) / 2) for x in (left + 0.3 * (right - left), right - 0.3 * (right - left))]
        inked.append([picture.getpixel(place) == (0x0B, 0x0D, 0x0F) for place in at])
    assert inked == [[True, False], [True, True]]
