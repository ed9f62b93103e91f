"""Who acts and votes for a member: one at a time, by the governors' word, and never longer than the right lasts."""

from datetime import date, timedelta

import pytest
from django.core import mail

from coopnet.kit.basis import Basis
from coopnet.membership import queries
from coopnet.membership.acting import links
from coopnet.membership.acting.actions import answer, appoint, ask_chair, end_duty, still_right
from coopnet.membership.actions import begin, move
from coopnet.membership.enums import Duty, Question, State
from coopnet.membership.models import Mandate, Member, MembershipClass, VoterQuestion
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from coopnet.people.actions import end_affiliation
from coopnet.people.models import Person

DAY = on.DAY
MINUTE = Basis("minute", "", "Minute 7 of 1 June", DAY)
LETTER = Basis("application", "1", "She asked", DAY)


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


@pytest.fixture
def member() -> Member:
    return on.joined().member


def named(member: Member, person: Person, duty: Duty = Duty.VOTES, starts: date = DAY) -> Mandate:
    return appoint(member=member, person=person, duty=duty, starts=starts, basis=MINUTE, by=on.BY, at=on.AT)


def votes(member: Member, person: Person, day: date = DAY) -> bool:
    return queries.may_vote(person, member, day).allowed


def asked(member: Member, person: Person, chair: str = "chair@example.org", duty: Duty = Duty.VOTES) -> VoterQuestion:
    return ask_chair(
        member=member, person=person, duty=duty, chair_name="Cora Chair", chair_email=chair, by=on.BY, at=on.AT
    )


def test_a_new_voter_takes_the_place_of_the_old_one_on_one_day(member: Member) -> None:
    old, new = on.somebody(member), on.somebody(member, "Nell Next")
    named(member, old)
    named(member, new, starts=DAY + timedelta(days=10))
    assert queries.voter(member, DAY + timedelta(days=9)) == old
    assert queries.voter(member, DAY + timedelta(days=10)) == new
    assert not votes(member, old, DAY + timedelta(days=10))
    with pytest.raises(NotPossible, match="later day"):
        named(member, old, starts=DAY + timedelta(days=5))


def test_a_substitute_replaces_and_never_adds(member: Member) -> None:
    voter, substitute = on.somebody(member), on.somebody(member, "Sue Substitute")
    mandate = named(member, voter)
    named(member, substitute, Duty.SUBSTITUTE)
    assert (votes(member, voter), votes(member, substitute)) == (True, False)
    end_duty(mandate=mandate, on=DAY + timedelta(days=3), by=on.BY, at=on.AT)
    later = DAY + timedelta(days=3)
    assert (votes(member, voter, later), votes(member, substitute, later)) == (False, True)
    assert queries.voter(member, later) == substitute


def test_whoever_leaves_the_school_votes_no_more_from_that_day(member: Member) -> None:
    person = on.somebody(member)
    named(member, person)
    (role,) = person.affiliations.all()
    end_affiliation(affiliation=role, on=DAY + timedelta(days=4), by=on.BY, at=on.AT)
    assert votes(member, person, DAY + timedelta(days=3))
    assert not votes(member, person, DAY + timedelta(days=4))


@pytest.mark.parametrize(
    ("steps", "allowed"),
    [
        ((), True),
        ((State.DUE,), True),
        ((State.DUE, State.GRACE), True),
        ((State.DUE, State.GRACE, State.LAPSED), False),
        ((State.SUSPENDED,), False),
        ((State.SUSPENDED, State.CURRENT), True),
        ((State.RESIGNED,), False),
        ((State.CEASED,), False),
        ((State.EXPELLED,), False),
    ],
)
def test_the_vote_follows_the_membership(member: Member, steps: tuple[State, ...], allowed: bool) -> None:
    person = on.somebody(member)
    named(member, person)
    later = DAY + timedelta(days=20)
    for step in steps:
        move(period=member.periods.get(), to=step, day=later, basis=MINUTE, by=on.BY, at=on.AT)
    assert votes(member, person, later) is allowed
    # No vote is removed retrospectively (invariant 19).
    assert votes(member, person, later - timedelta(days=1))


def test_who_waits_to_pay_and_who_is_an_associate_has_no_vote() -> None:
    waiting = on.joined(state=State.AWAITING).member
    person = on.somebody(waiting)
    named(waiting, person)
    assert queries.may_vote(person, waiting, DAY).reason == "Its membership begins with its first payment."
    school = on.school()
    associate = begin(
        organisation=on.organisation(school), membership_class=MembershipClass.objects.get(slug="associate"),
        starts=DAY, schools=[school], basis=on.BOARD, state=State.CURRENT, by=on.BY, at=on.AT,
    ).member  # fmt: skip
    friend = on.somebody(associate, "Asa Associate")
    named(associate, friend)
    assert "no vote" in queries.may_vote(friend, associate, DAY).reason


@pytest.mark.parametrize("duty", [Duty.VOTES, Duty.SUBSTITUTE])
def test_a_vote_is_given_by_the_governors_alone(member: Member, duty: Duty) -> None:
    person = on.somebody(member)
    with pytest.raises(NotPossible, match="governors"):
        appoint(member=member, person=person, duty=duty, starts=DAY, basis=LETTER, by=on.BY, at=on.AT)
    appoint(member=member, person=person, duty=Duty.LEAD, starts=DAY, basis=LETTER, by=on.BY, at=on.AT)
    assert not votes(member, person)


def test_nobody_is_named_who_has_no_role_there(member: Member) -> None:
    stranger = on.somebody(on.joined().member, "Stan Stranger")
    with pytest.raises(NotPossible, match="no role"):
        named(member, stranger)
    with pytest.raises(NotPossible, match="no role"):
        asked(member, stranger)


def test_the_chair_confirms_by_one_link(member: Member) -> None:
    person = on.somebody(member)
    question = asked(member, person)
    assert not votes(member, person)
    word = links.address(question).rstrip("/").rpartition("/")[2]
    assert links.question_of(word, DAY) == question
    letter = Letter.objects.get(key=f"voter:{question.key}")
    assert "Resolved: that Vera Voter" in letter.text
    mandate = answer(question=question, yes=True, minute="minute 7", by=on.BY, at=on.AT)
    assert mandate is not None
    assert mandate.basis_words == "Confirmed by Cora Chair, chair of governors: minute 7"
    assert votes(member, person)
    assert links.question_of(word, DAY) is None
    with pytest.raises(NotPossible, match="answered"):
        answer(question=question, yes=False, by=on.BY, at=on.AT)
    assert Letter.objects.filter(to=person.email).count() == 1
    assert not mail.outbox


def test_a_no_changes_nothing_but_the_question(member: Member) -> None:
    before, person = on.somebody(member), on.somebody(member, "Nell Next")
    named(member, before)
    question = asked(member, person)
    assert answer(question=question, yes=False, by=on.BY, at=on.AT) is None
    assert queries.voter(member, DAY) == before
    question.refresh_from_db()
    assert question.state == Question.NO


def test_a_link_dies_with_a_newer_question_and_with_time(member: Member) -> None:
    person = on.somebody(member)
    first = asked(member, person)
    asked(member, person)
    with pytest.raises(NotPossible, match="taken back"):
        answer(question=first, yes=True, by=on.BY, at=on.AT)
    second = VoterQuestion.objects.get(state=Question.ASKED)
    word = links.address(second).rstrip("/").rpartition("/")[2]
    assert links.question_of(word, second.until + timedelta(days=1)) is None
    with pytest.raises(NotPossible, match="answered"):
        answer(question=second, yes=True, by=on.BY, at=on.AT + timedelta(days=61))
    assert links.question_of(word + "x", DAY) is None


def test_nobody_confirms_himself_or_herself(member: Member) -> None:
    person = on.somebody(member)
    with pytest.raises(NotPossible, match="Nobody confirms"):
        asked(member, person, chair=f" {person.email.upper()} ")
    with pytest.raises(NotPossible, match="voter or the substitute"):
        asked(member, person, duty=Duty.LEAD)


def test_confirmed_twice_on_one_day_the_second_word_counts(member: Member) -> None:
    one, two = on.somebody(member), on.somebody(member, "Nell Next")
    answer(question=asked(member, one), yes=True, by=on.BY, at=on.AT)
    answer(question=asked(member, two), yes=True, by=on.BY, at=on.AT)
    assert queries.voter(member, DAY) == two
    assert member.mandates.filter(duty="votes").count() == 1


def test_still_right_keeps_the_day(member: Member) -> None:
    still_right(member=member, by=on.BY, at=on.AT)
    member.refresh_from_db()
    assert member.people_confirmed_on == DAY
