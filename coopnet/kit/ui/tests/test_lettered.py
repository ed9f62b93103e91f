"""A block lettered by group: each group has its cells, mostly in one piece, with walls between."""

import pytest

from coopnet.kit.ui import comb, hexes, lettered, seats
from coopnet.kit.ui.comb import Shape
from coopnet.kit.ui.lettered import Group

SHAPE = Shape(20, 20, 1.45, 1.0)
GROUPS = [
    Group("A", 7, (550, 180)),
    Group("B", 5, (440, 110)),
    Group("C", 4, (545, 210)),
    Group("D", 2, None),
    Group("E", 1, (600, 310)),
    Group("F", 1, (480, 190)),
]


def pieces(cells: set[tuple[int, int]]) -> int:
    found = 0
    while cells:
        found += 1
        queue = [cells.pop()]
        while queue:
            near = {n for n in hexes.neighbours(queue.pop()) if n in cells}
            cells -= near
            queue += near
    return found


def test_each_group_has_as_many_cells_as_members_and_stays_together() -> None:
    cells = comb.claim((20,), (SHAPE,))[0]
    held = lettered.assign(cells, GROUPS)
    assert set(held) == set(cells)
    for group in GROUPS:
        mine = {cell for cell, letter in held.items() if letter == group.letter}
        assert len(mine) == group.count
        if group.count > 3:
            assert pieces(mine) == 1, group.letter


def test_neighbours_on_the_ground_are_neighbours_in_the_comb() -> None:
    cells = comb.claim((12,), (SHAPE,))[0]
    held = lettered.assign(cells, [Group("W", 4, (0, 0)), Group("E", 4, (100, 0)), Group("M", 4, (50, 0))])
    middle = {
        letter: sum(hexes.middle(c)[0] for c, owner in held.items() if owner == letter) / 4
        for letter in ("W", "M", "E")
    }
    assert middle["W"] < middle["M"] < middle["E"]


def test_counts_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="one cell for each"):
        lettered.assign(comb.claim((3,), (SHAPE,))[0], [Group("A", 2)])


def test_walls_stand_between_groups_and_round_the_block_only() -> None:
    one = lettered.draw([Group("A", 7)], SHAPE, "words")
    two = lettered.draw([Group("A", 3), Group("B", 4)], SHAPE, "words")
    assert two.walls.count("M") > one.walls.count("M")
    assert [letter.text for letter in one.letters] == ["A"] * 7


def test_a_row_of_seats_tells_holders_from_vacancies() -> None:
    row = seats.row([("r-n", True), ("r-l", False)], "Two seats")
    assert [cell.filled for cell in row.cells] == [True, False]
    assert seats.initials("Imogen van der Thistledown") == "IT"
    assert seats.initials("Cher") == "C"
    assert seats.initials("") == ""
