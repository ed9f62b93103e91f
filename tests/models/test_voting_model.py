"""The voting model on cases worked out by hand from the design (sections 4.1 and 4.2), not from the model."""

from datetime import date

import pytest

from tests.models.voting import (
    Affiliation,
    ClassRight,
    Contradiction,
    Coverage,
    Duty,
    Event,
    Membership,
    World,
    entitled,
    voter,
)

TRUST, SCHOOL, OTHER_SCHOOL, OTHER_TRUST = 100, 201, 202, 300
ANN, BEN, CAT = 1, 2, 3
START = date(2025, 1, 1)


def day(month: int, number: int, year: int = 2025) -> date:
    """A day of the year the cases play in."""
    return date(year, month, number)


FULL_VOTES = (ClassRight("full", True, START),)
ANN_VOTES = Duty(TRUST, ANN, "votes", START)
BEN_STANDS_IN = Duty(TRUST, BEN, "substitute", START)
ANN_BELONGS = Affiliation(ANN, TRUST, START)
BEN_BELONGS = Affiliation(BEN, TRUST, START)


def membership(*events: tuple[date, Event], kind: str = "full") -> Membership:
    """The trust's membership from the first of January with these events."""
    return Membership(TRUST, kind, START, events)


CURRENT = membership((START, "current"))


def simple(*memberships: Membership, rights: tuple[ClassRight, ...] = FULL_VOTES) -> World:
    """Ann votes for the trust and belongs to it all the time; only its membership differs."""
    return World(memberships, rights, (ANN_VOTES,), (ANN_BELONGS,))


def staffed(duties: tuple[Duty, ...], affiliations: tuple[Affiliation, ...], *coverage: Coverage) -> World:
    """The trust is a current full member; only who acts for it differs."""
    return World((CURRENT,), FULL_VOTES, duties, affiliations, coverage)


def test_the_named_voter_of_a_current_member_votes_from_the_first_day_and_not_before():
    long_ago = date(2020, 1, 1)
    world = World(
        (membership((date(2024, 12, 1), "current")),),  # paid early, begins in January
        (ClassRight("full", True, long_ago),),
        (Duty(TRUST, ANN, "votes", long_ago),),
        (Affiliation(ANN, TRUST, long_ago),),
    )
    assert not entitled(world, ANN, TRUST, date(2024, 12, 31))
    assert entitled(world, ANN, TRUST, START)
    assert voter(world, TRUST, START) == ANN
    assert not entitled(world, BEN, TRUST, START)


@pytest.mark.parametrize(
    "state, votes",
    [
        ("awaiting-payment", False),
        ("current", True),
        ("due", True),
        ("grace", True),
        ("suspended", False),
        ("lapsed", False),
        ("resigned", False),
        ("ceased", False),
        ("expelled", False),
    ],
)
def test_only_current_due_and_grace_have_a_vote(state: Event, votes: bool):
    assert entitled(simple(membership((START, state))), ANN, TRUST, day(2, 1)) is votes


def test_a_member_keeps_its_vote_through_due_and_grace_and_loses_it_on_the_day_it_lapses():
    world = simple(
        membership((START, "current"), (day(4, 1), "due"), (day(5, 1), "grace"), (day(7, 1), "lapsed")),
    )
    assert [entitled(world, ANN, TRUST, on) for on in (day(4, 1), day(5, 1), day(6, 30))] == [True, True, True]
    assert not entitled(world, ANN, TRUST, day(7, 1))
    assert not entitled(world, ANN, TRUST, day(12, 31))
    assert entitled(world, ANN, TRUST, day(3, 31))  # no vote is removed retrospectively


def test_a_suspended_member_votes_again_on_the_day_it_is_restored():
    world = simple(membership((START, "current"), (day(3, 1), "suspended"), (day(3, 10), "current")))
    assert entitled(world, ANN, TRUST, day(2, 28))
    assert not entitled(world, ANN, TRUST, day(3, 1))
    assert not entitled(world, ANN, TRUST, day(3, 9))
    assert entitled(world, ANN, TRUST, day(3, 10))


def test_of_two_changes_on_one_day_the_later_written_wins():
    ends_suspended = simple(membership((START, "suspended"), (day(3, 1), "current"), (day(3, 1), "suspended")))
    ends_current = simple(membership((START, "suspended"), (day(3, 1), "suspended"), (day(3, 1), "current")))
    assert not entitled(ends_suspended, ANN, TRUST, day(3, 1))
    assert entitled(ends_current, ANN, TRUST, day(3, 1))


def test_a_lapse_taken_back_never_was():
    world = simple(membership((START, "current"), (day(3, 1), "lapsed"), (day(3, 10), "take-back")))
    for on in (day(2, 28), day(3, 1), day(3, 9), day(3, 10), day(12, 31)):
        assert entitled(world, ANN, TRUST, on)


def test_each_take_back_strikes_out_one_more_change():
    events: tuple[tuple[date, Event], ...] = ((START, "current"), (day(3, 1), "suspended"), (day(4, 1), "expelled"))
    once = simple(membership(*events, (day(4, 5), "take-back")))
    twice = simple(membership(*events, (day(4, 5), "take-back"), (day(4, 6), "take-back")))
    assert not entitled(once, ANN, TRUST, day(4, 10))  # suspended again
    assert entitled(twice, ANN, TRUST, day(4, 10))
    assert entitled(twice, ANN, TRUST, day(3, 15))
    every_change = simple(membership((START, "current"), (day(2, 1), "take-back"), (day(2, 2), "take-back")))
    assert not entitled(every_change, ANN, TRUST, day(1, 15))  # nothing is left that gave a vote


def test_a_change_after_a_take_back_stands():
    world = simple(
        membership((START, "current"), (day(3, 1), "lapsed"), (day(3, 10), "take-back"), (day(5, 1), "resigned")),
    )
    assert entitled(world, ANN, TRUST, day(4, 30))
    assert not entitled(world, ANN, TRUST, day(5, 1))


def test_a_member_that_rejoins_votes_in_its_new_period_and_not_in_the_gap():
    old = membership((START, "current"), (day(3, 1), "resigned"))
    new = Membership(TRUST, "full", day(6, 1), ((day(6, 1), "awaiting-payment"), (day(6, 20), "current")))
    world = simple(old, new)
    assert entitled(world, ANN, TRUST, day(2, 28))
    assert not entitled(world, ANN, TRUST, day(5, 1))
    assert not entitled(world, ANN, TRUST, day(6, 19))
    assert entitled(world, ANN, TRUST, day(6, 20))
    same_day = simple(old, Membership(TRUST, "full", day(3, 1), ((day(3, 1), "current"),)))
    assert entitled(same_day, ANN, TRUST, day(3, 1))  # the one ends as the other begins


def test_the_class_must_have_a_vote_on_the_day():
    rights = (
        ClassRight("full", True, START, day(6, 1)),
        ClassRight("full", False, day(6, 1)),
        ClassRight("associate", False, START, day(6, 1)),
        ClassRight("associate", True, day(6, 1), day(9, 1)),
    )
    full = simple(CURRENT, rights=rights)
    associate = simple(membership((START, "current"), kind="associate"), rights=rights)
    unheard_of = simple(membership((START, "current"), kind="individual"), rights=rights)
    assert [entitled(full, ANN, TRUST, on) for on in (day(5, 31), day(6, 1))] == [True, False]
    assert [entitled(associate, ANN, TRUST, on) for on in (day(5, 31), day(6, 1), day(8, 31), day(9, 1))] == [
        False,
        True,
        True,
        False,
    ]
    assert not entitled(unheard_of, ANN, TRUST, day(6, 1))


def test_a_mandate_is_in_force_on_its_first_day_and_not_on_the_day_it_ends():
    world = staffed(
        (Duty(TRUST, ANN, "votes", day(2, 1), day(5, 1)), Duty(TRUST, BEN, "votes", day(5, 1))),
        (ANN_BELONGS, BEN_BELONGS),
    )
    assert [voter(world, TRUST, on) for on in (day(1, 31), day(2, 1), day(4, 30), day(5, 1))] == [None, ANN, ANN, BEN]


def test_lead_and_finance_give_no_vote():
    world = staffed(
        (Duty(TRUST, ANN, "lead", START), Duty(TRUST, BEN, "finance", START)),
        (ANN_BELONGS, BEN_BELONGS),
    )
    assert voter(world, TRUST, day(2, 1)) is None
    assert not entitled(world, ANN, TRUST, day(2, 1))
    assert not entitled(world, BEN, TRUST, day(2, 1))


def test_a_substitute_replaces_and_never_adds():
    both = (ANN_BELONGS, BEN_BELONGS)
    together = staffed((BEN_STANDS_IN, ANN_VOTES), both)
    assert [entitled(together, person, TRUST, day(2, 1)) for person in (ANN, BEN)] == [True, False]
    vacant = staffed((BEN_STANDS_IN, Duty(TRUST, ANN, "votes", START, day(2, 1))), both)
    assert [entitled(vacant, person, TRUST, day(1, 31)) for person in (ANN, BEN)] == [True, False]
    assert [entitled(vacant, person, TRUST, day(2, 1)) for person in (ANN, BEN)] == [False, True]


def test_a_voter_who_has_left_gives_way_to_the_substitute_the_same_day():
    world = staffed((ANN_VOTES, BEN_STANDS_IN), (Affiliation(ANN, TRUST, START, day(4, 1)), BEN_BELONGS))
    assert [voter(world, TRUST, on) for on in (day(3, 31), day(4, 1))] == [ANN, BEN]


def test_a_substitute_must_belong_too_and_cannot_vote_for_a_member_without_a_vote():
    stranger = staffed((BEN_STANDS_IN,), (Affiliation(BEN, OTHER_TRUST, START),))
    assert voter(stranger, TRUST, day(2, 1)) is None
    suspended = World((membership((START, "suspended")),), FULL_VOTES, (BEN_STANDS_IN,), (BEN_BELONGS,))
    assert voter(suspended, TRUST, day(2, 1)) is None


def test_a_person_of_a_school_counts_only_while_the_member_covers_it():
    world = staffed(
        (ANN_VOTES,),
        (Affiliation(ANN, SCHOOL, START, day(10, 1)),),
        Coverage(TRUST, SCHOOL, day(2, 1), day(5, 1)),
        Coverage(TRUST, OTHER_SCHOOL, START),
        Coverage(OTHER_TRUST, SCHOOL, day(5, 1)),
        Coverage(TRUST, SCHOOL, day(9, 1)),
    )
    asked = (day(1, 31), day(2, 1), day(4, 30), day(5, 1), day(8, 31), day(9, 1), day(9, 30), day(10, 1))
    assert [entitled(world, ANN, TRUST, on) for on in asked] == [False, True, True, False, False, True, True, False]


def test_a_mandate_from_one_member_gives_no_vote_of_another():
    other = Membership(OTHER_TRUST, "full", START, ((START, "current"),))
    world = World(
        (CURRENT, other),
        FULL_VOTES,
        (Duty(OTHER_TRUST, ANN, "votes", START),),
        (ANN_BELONGS, Affiliation(ANN, OTHER_TRUST, START)),
    )
    assert entitled(world, ANN, OTHER_TRUST, day(2, 1))
    assert not entitled(world, ANN, TRUST, day(2, 1))


def test_a_member_has_one_vote_however_many_people_and_schools_it_has():
    world = staffed(
        (ANN_VOTES, Duty(TRUST, ANN, "substitute", START), BEN_STANDS_IN, Duty(TRUST, CAT, "lead", START)),
        (ANN_BELONGS, Affiliation(ANN, SCHOOL, START), BEN_BELONGS, Affiliation(CAT, SCHOOL, START)),
        Coverage(TRUST, SCHOOL, START),
        Coverage(TRUST, OTHER_SCHOOL, START),
    )
    assert [person for person in (ANN, BEN, CAT) if entitled(world, person, TRUST, day(2, 1))] == [ANN]


def test_facts_the_rules_forbid_have_no_answer():
    two_voters = staffed((ANN_VOTES, Duty(TRUST, BEN, "votes", START)), (ANN_BELONGS, BEN_BELONGS))
    two_memberships = simple(CURRENT, Membership(TRUST, "full", day(2, 1), ((day(2, 1), "current"),)))
    both_ways = simple(CURRENT, rights=(*FULL_VOTES, ClassRight("full", False, START)))
    for world in (two_voters, two_memberships, both_ways):
        with pytest.raises(Contradiction):
            voter(world, TRUST, day(2, 1))
