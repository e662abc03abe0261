"""Share cards: one for every page of every language, from its words alone, drawn once and kept; and the icons."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from explainer import icons, motif
from explainer.finish import cards
from explainer.finish.html import read_page
from explainer.finish.tree import Tree

BASE = "https://example.org/explainer/"
LONG = (
    "Clips and some internal names came out; the model, as far as is known, did not, and nobody can say more than that"
)


def said(file: Path) -> dict[str, str]:
    """What the head of a page says to those who share it."""
    metas = [tag.element for tag in read_page(file.name, file).tags_named("meta")]
    return {(meta.get("property") or meta.get("name") or ""): meta.get("content") or "" for meta in metas}


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


@pytest.fixture
def kept(tmp_path, monkeypatch) -> Path:
    """An empty folder for kept cards."""
    monkeypatch.setattr(cards, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def page_with(folder: Path, title: str, path: str = "index.html") -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    address = f"{BASE}{path.removesuffix('index.html')}card.png"
    file.write_text(
        f'<!doctype html><meta charset="utf-8"><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="The site"><meta property="og:image" content="{address}">'
    )


def draw(folder: Path, base: str | None = BASE) -> Tree:
    tree = Tree(folder, base)
    cards.draw(tree, [read_page(path, tree.file(path)) for path in tree.html()])
    return tree


def test_every_page_has_its_own_card(site_dir):
    pages = sorted(site_dir.rglob("index.html"))
    drawn = {}
    for page in pages:
        words = said(page)
        path = page.parent / "card.png"
        assert words["og:image"] == words["og:url"] + "card.png"
        assert words["og:url"] == BASE + page.parent.relative_to(site_dir).as_posix().replace(".", "", 1).strip("/") + (
            "" if page.parent == site_dir else "/"
        )
        assert words["og:description"] == words["description"]
        assert words["twitter:card"] == "summary_large_image"
        data = path.read_bytes()
        assert opened(data).size == cards.SIZE
        drawn[data] = page
    assert len(pages) > 20
    assert len(drawn) == len(pages)
    assert {"en", "it"} == {"it" if "it" in page.relative_to(site_dir).parts else "en" for page in pages}


def test_the_page_for_missing_addresses_has_none(site_dir):
    assert "og:image" not in said(site_dir / "404.html")


def test_without_an_address_there_is_no_card(tmp_path, kept):
    page_with(tmp_path / "site", "A title")
    assert "card.png" not in draw(tmp_path / "site", None).files


def test_the_same_words_give_the_same_bytes_and_other_words_others():
    assert cards.card("One", "The site") == cards.card("One", "The site")
    assert cards.card("One", "The site") != cards.card("Two", "The site")
    assert cards.card("One", "The site") != cards.card("One", "Il sito")


@pytest.mark.parametrize("title", ["Mochi 1", "The morning anyone could use Sora", LONG, "Perché? È già così…"])
def test_a_title_stays_clear_of_the_thread_and_the_edges(title):
    size, lines = cards.wrapped(title)
    assert " ".join(lines) == title
    with_title, without = opened(cards.card(title, "The site")), opened(cards.card("", "The site"))
    left, top, right, bottom = ImageChops.difference(with_title, without).getbbox()
    assert left >= 60
    assert 140 < top < bottom < 610
    assert right < 1000
    assert bottom - top >= size * 0.7 * len(lines)


def test_a_title_that_is_far_too_long_ends_in_an_ellipsis():
    _, lines = cards.wrapped(LONG * 4)
    assert lines[-1].endswith("…")
    assert "".join(lines) != LONG * 4


def test_a_card_is_kept_and_not_drawn_again(tmp_path, kept, monkeypatch):
    page_with(tmp_path / "site", "A title")
    first = draw(tmp_path / "site").file("card.png").read_bytes()
    assert len(list(kept.glob("*.png"))) == 1
    monkeypatch.setattr(cards, "card", lambda title, name: pytest.fail("drawn again"))
    assert draw(tmp_path / "site").file("card.png").read_bytes() == first


def test_a_card_that_no_page_names_is_forgotten(tmp_path, kept):
    page_with(tmp_path / "site", "A title")
    draw(tmp_path / "site")
    old = list(kept.glob("*.png"))
    page_with(tmp_path / "site", "Another title")
    draw(tmp_path / "site")
    assert len(list(kept.glob("*.png"))) == 1
    assert not old[0].exists()


def test_where_nothing_can_be_kept_cards_are_drawn_all_the_same(tmp_path, kept):
    kept.write_text("a file where the folder should be")
    page_with(tmp_path / "site", "A title")
    assert "card.png" in draw(tmp_path / "site").files


@pytest.mark.parametrize(("name", "side"), icons.SIZES.items())
def test_the_committed_icons_are_what_is_drawn(name, side):
    committed = Image.open(icons.FOLDER / name).convert("RGB")
    assert committed.size == (side, side)
    assert ImageChops.difference(committed, opened(motif.png(icons.icon(side)))).getbbox() is None


def test_the_pictures_have_the_colours_of_the_styles():
    tokens = (icons.paths.ROOT / "overrides/assets/css/tokens.css").read_text(encoding="utf-8")
    colours = dict(re.findall(r"--(paper|ink|cut): light-dark\((#[0-9a-f]{6}),", tokens))
    drawn = {
        "#" + bytes(motif.PALETTE[3 * at : 3 * at + 3]).hex(): name
        for name, at in (("paper", 0), ("ink", motif.INK), ("cut", motif.CUT))
    }
    assert {name: colour for colour, name in drawn.items()} == colours
