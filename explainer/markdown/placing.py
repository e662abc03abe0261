"""Where the labels of a drawing stand so that none covers another one, nor a line that leads to one."""

from typing import NamedTuple

LETTER = 11.5
"""Width of a letter of a label, in the units of the drawing."""


class Place(NamedTuple):
    """Where a label stands: its row, counted from the axis, and its point and side of the text."""

    row: int
    x: float
    anchor: str


def find_places(labels: list[tuple[float, str]], width: float) -> list[Place | None]:
    """A place for each label that touches no other one and stands on no line that leads to another one.

    `labels` are the marks with their texts, in order, in a drawing so many units wide; an empty text gets no place.
    """
    places: list[Place | None] = []
    taken: list[list[tuple[float, float]]] = []
    for index, (x, label) in enumerate(labels):
        if not label:
            places.append(None)
            continue
        placed = zip((mark for mark, _ in labels), places, strict=False)
        lines = [(mark, place.row) for mark, place in placed if place]
        lines += [(mark, len(labels)) for mark, text in labels[index + 1 :] if text and mark != x]
        places.append(_first_free(x, len(label) * LETTER, lines, taken, width))
    return places


def _first_free(
    x: float, long: float, lines: list[tuple[float, int]], taken: list[list[tuple[float, float]]], width: float
) -> Place:
    """The lowest free place for a label of a mark; its span is then noted in `taken`.

    `lines` are the marks with a line up to their own label, and its row; a label lies below no such line.
    """
    middle = min(max(x, long / 2), width - long / 2)
    sides = (("middle", middle, middle - long / 2), ("end", x + 6, x + 6 - long), ("start", x - 6, x - 6))
    for row in range(len(taken) + 1):
        if row == len(taken):
            taken.append([])
        for anchor, point, left in sides:
            span = (left - 6, left + long + 6)
            crossed = any(span[0] < mark < span[1] for mark, top in lines if top > row)
            free = all(span[1] < a or b < span[0] for a, b in taken[row])
            if left >= 0 and left + long <= width and free and not crossed:
                taken[row].append(span)
                return Place(row, point, anchor)
    # So many marks on one place that every side covers one: above all others.
    taken.append([(middle - long / 2, middle + long / 2)])
    return Place(len(taken) - 1, middle, "middle")


def rows_of(places: list[Place | None]) -> int:
    """How many rows of labels the places take."""
    return max((place.row + 1 for place in places if place), default=0)
