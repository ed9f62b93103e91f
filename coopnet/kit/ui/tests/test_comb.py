"""The comb: as many cells as schools, each once, always the same, blocks apart, names beside them."""

import re
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coopnet.kit.ui import comb, hexes
from coopnet.kit.ui.comb import Block, Shape

SHAPES = {
    "top": Shape(18, 7.6, 0.9, 1.2, 0, "right", (0, -2)),
    "middle": Shape(22.4, 20, 1.3, 1, 10, "above-right", (2.5, 0)),
    "left": Shape(9.8, 28, 1.6, 1, -32, "above-left", (-2, 1.5)),
    "right": Shape(27.9, 28.2, 1.3, 0.95, 0, "below", (2, 2)),
}


def blocks(counts: tuple[int, ...], filled: int = 0) -> list[Block]:
    return [
        Block(key, "", key, count, min(filled, count), f"{count}") for key, count in zip(SHAPES, counts, strict=True)
    ]


@given(st.tuples(*[st.integers(0, 90)] * 4))
@settings(max_examples=40, deadline=None)
def test_every_school_has_one_cell_and_no_cell_two_schools(counts: tuple[int, ...]) -> None:
    claimed = comb.claim(counts, tuple(SHAPES.values()))
    assert tuple(len(cells) for cells in claimed) == counts
    every = [cell for cells in claimed for cell in cells]
    assert len(set(every)) == len(every)


def test_a_joiner_moves_nobody() -> None:
    before = comb.claim((50, 30, 40, 35), tuple(SHAPES.values()))
    after = comb.claim((51, 30, 40, 35), tuple(SHAPES.values()))
    assert after[0][:50] == before[0]
    moved = sum(len(set(b) - set(a)) for b, a in zip(before[1:], after[1:], strict=True))
    assert moved <= 1


def test_the_same_counts_give_the_same_drawing() -> None:
    comb.claim.cache_clear()
    first = comb.draw(blocks((20, 10, 12, 9)), SHAPES, "words")
    comb.claim.cache_clear()
    assert comb.draw(blocks((20, 10, 12, 9)), SHAPES, "words") == first


def test_cells_fill_from_the_middle_of_their_block() -> None:
    cells = comb.claim((40, 0, 0, 0), tuple(SHAPES.values()))[0]
    shape, scale = SHAPES["top"], (comb.size_class(40) / 200) ** 0.5
    far = [comb.distance(cell, shape, scale) for cell in cells]
    assert far == sorted(far)


def test_filled_and_empty_cells_are_all_drawn() -> None:
    drawn = comb.draw(blocks((7, 0, 3, 1), filled=2), SHAPES, "words")
    assert [path.lit.count("z") for path in drawn.blocks] == [2, 0, 2, 1]
    assert [path.empty.count("z") for path in drawn.blocks] == [5, 0, 1, 0]


def _middles(path: str) -> list[tuple[float, float]]:
    return [(float(x) + 9, float(y)) for x, y in re.findall(r"M(-?[\d.]+) (-?[\d.]+)l", path)]


@example((0, 29, 0, 0))
@given(st.tuples(*[st.integers(0, 80)] * 4))
@settings(max_examples=25, deadline=None)
def test_no_name_lies_on_a_cell_or_on_another_name(counts: tuple[int, ...]) -> None:
    drawn = comb.draw(blocks(counts), SHAPES, "words")
    boxes = [(float(d.x), float(d.y) - 14, float(d.x) + 10 * len(d.block.words), float(d.y2) + 3) for d in drawn.blocks]
    for d in drawn.blocks:
        for x, y in _middles(d.empty):
            assert not any(left < x < right and top < y < low for left, top, right, low in boxes)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_comb_of_250_is_small() -> None:
    drawn = comb.draw(blocks((80, 50, 70, 50), filled=40), SHAPES, "words")
    assert sum(len(d.empty) + len(d.lit) for d in drawn.blocks) < 250 * 60


def test_no_schools_at_all_still_make_a_drawing() -> None:
    drawn = comb.draw(blocks((0, 0, 0, 0)), SHAPES, "No schools")
    assert all(d.empty == d.lit == "" for d in drawn.blocks)
    assert float(drawn.width) > 100


def test_neighbours_know_one_another() -> None:
    for cell in [(0, 0), (3, 5), (4, -2)]:
        for side, other in enumerate(hexes.neighbours(cell)):
            assert cell == hexes.neighbours(other)[(side + 3) % 6]
