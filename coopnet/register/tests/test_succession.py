"""Which school follows which: chains, mergers, splits, rings, one-sided links."""

from datetime import date

import pytest

from coopnet.register import succession
from coopnet.register.models import Link

pytestmark = pytest.mark.django_db
DAY = date(2018, 8, 31)


def link(urn: int, other: int, kind: str = "Successor", day: date | None = DAY, **told: object) -> Link:
    return Link.objects.create(urn=urn, link_urn=other, link_type=kind, established_on=day, source="hand", **told)


def pairs(urn: int) -> set[tuple[int, int]]:
    return {(edge.old, edge.new) for edge in succession.of(urn).edges}


def test_a_link_told_at_both_ends_is_one_edge():
    link(1, 2)
    link(2, 1, "Predecessor", date(2018, 9, 1))
    (edge,) = succession.of(1).edges
    assert (edge.old, edge.new, edge.day) == (1, 2, DAY)


def test_a_link_told_at_one_end_serves_both():
    link(2, 1, "Predecessor")
    assert pairs(1) == pairs(2) == {(1, 2)}


def test_a_chain_is_followed_to_both_ends():
    for one in range(1, 5):
        link(one, one + 1)
    assert pairs(3) == {(1, 2), (2, 3), (3, 4), (4, 5)}
    found = succession.of(3)
    assert found.ancestors() == {1, 2}
    assert found.descendants() == {4, 5}


def test_several_schools_may_follow_or_come_before():
    link(1, 2, "Successor - Split School")
    link(1, 3, "Successor - Split School")
    link(4, 3, "Successor - amalgamated")
    assert {edge.new for edge in succession.of(1).after(1)} == {2, 3}
    assert {edge.kind for edge in succession.of(1).after(1)} == {"split"}
    assert {edge.old for edge in succession.of(3).before(3)} == {1, 4}


def test_a_sibling_is_no_relative():
    link(1, 3)
    link(2, 3)
    assert pairs(1) == {(1, 3)}


def test_a_ring_ends():
    link(1, 2)
    link(2, 1)
    found = succession.of(1)
    assert {(edge.old, edge.new) for edge in found.edges} == {(1, 2), (2, 1)}
    assert found.ancestors() == found.descendants() == {2}


def test_other_kinds_of_link_and_removed_ones_say_nothing():
    link(1, 2, "Sixth Form Centre Link")
    link(1, 3, removed_on=DAY)
    link(1, 1)
    assert pairs(1) == set()
    assert succession.of(1).urns == {1}


def test_many_at_once_take_one_query(django_assert_num_queries):
    for one in range(1, 40, 2):
        link(one, one + 1)
    with django_assert_num_queries(1):
        found = succession.successors(range(1, 40, 2))
    assert {urn: [edge.new for edge in edges] for urn, edges in found.items()} == {
        one: [one + 1] for one in range(1, 40, 2)
    }


def test_a_school_takes_one_query_however_long_its_chain(django_assert_num_queries):
    for one in range(1, 7):
        link(one, one + 1)
    with django_assert_num_queries(1):
        assert len(succession.of(1).edges) == 6
