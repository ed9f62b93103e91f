"""Maps: areas summed into groups, every line once."""

import pytest

from coopnet.kit.ui.outlines import Border, frame, path, rings, within

# Two squares side by side: a | b.
LEFT = Border(frozenset({"a"}), ((0, 10), (0, 0), (10, 0)))
LEFT_TOP = Border(frozenset({"a"}), ((0, 10), (10, 10)))
BETWEEN = Border(frozenset({"a", "b"}), ((10, 0), (10, 10)))
RIGHT = Border(frozenset({"b"}), ((10, 10), (20, 10), (20, 0), (10, 0)))
ISLAND = Border(frozenset({"b"}), ((30, 0), (31, 0), (31, 1), (30, 0)))
ALL = [LEFT, LEFT_TOP, BETWEEN, RIGHT, ISLAND]


def test_two_areas_of_one_group_lose_the_border_between_them() -> None:
    found = rings(ALL, {"a": "west", "b": "west"})["west"]
    assert len(found) == 2
    big = max(found, key=len)
    assert big[0] == big[-1]
    assert set(big) == {(0, 10), (0, 0), (10, 0), (20, 0), (20, 10), (10, 10)}


def test_two_groups_share_the_border_between_them() -> None:
    found = rings(ALL, {"a": "west", "b": "east"})
    assert {(10, 0), (10, 10)} <= set(found["west"][0])
    assert all(ring[0] == ring[-1] for group in found.values() for ring in group)


def test_an_area_without_a_group_is_left_out() -> None:
    assert set(rings(ALL, {"a": "west"})) == {"west"}
    assert rings(ALL, {}) == {}


def test_a_path_draws_from_the_top_and_drops_spots_that_fall_together() -> None:
    where = frame([(0, 0), (20, 10)], width=112, height=200, margin=6)
    assert where.place(0, 10) == pytest.approx((6, 6))
    drawn = path([[(0, 10), (0, 0), (10, 0), (10, 10), (0, 10)]], where)
    assert drawn == "M6 6l0 50 50 0 0-50z"
    assert path([[(0, 10), (0, 10), (0, 10)]], where) == ""


def test_a_name_stands_in_the_middle_of_the_largest_piece() -> None:
    x, y = within(rings(ALL, {"a": "west", "b": "west"})["west"])
    assert (round(x), round(y)) == (10, 5)


def test_an_empty_frame_is_no_mistake() -> None:
    assert frame([], width=10, height=20).height == 20
