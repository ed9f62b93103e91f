"""What the clock does: asks once a year, forgets who asked; and the link by which one press answers."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.kit.basis import Basis
from coopnet.membership import duties, tasks
from coopnet.membership.acting import links
from coopnet.membership.acting.actions import appoint, end_duty
from coopnet.membership.enums import Duty, State
from coopnet.membership.joining.actions import Asking, apply, forget, refuse, withdraw
from coopnet.membership.models import Application, Mandate, Member, MembershipClass
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from coopnet.notices import posting
from coopnet.notices.models import Letter
from coopnet.people.enums import Role
from tests.roles import give

AUTUMN = datetime(2026, 9, 24, 9, tzinfo=UTC)
ASKING = Asking("Harriet Head", Role.HEAD, "h@example.org", words="Please.")


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


@pytest.fixture
def mandate() -> Mandate:
    member = on.joined(starts=on.LONG_AGO).member
    return appoint(
        member=member, person=on.somebody(member), duty=Duty.LEAD, starts=on.LONG_AGO,
        basis=Basis("officer", "", "Entered", on.LONG_AGO), by=on.BY, at=on.AT,
    )  # fmt: skip


def asked() -> int:
    return Letter.objects.filter(key__startswith="still-right:").count()


def test_each_member_is_asked_once_a_year_and_not_before_autumn(mandate: Mandate) -> None:
    on.joined(state=State.AWAITING)
    assert tasks.ask(AUTUMN - timedelta(days=1)) == "not yet this year"
    assert tasks.ask(AUTUMN) == "1 asked"
    assert tasks.ask(AUTUMN + timedelta(days=3)) == "0 asked"
    assert asked() == 1
    assert "Vera Voter speaks for it" in Letter.objects.get(to=mandate.person.email).text
    assert tasks.ask(AUTUMN + timedelta(days=365)) == "1 asked"


def test_whoever_said_so_this_term_is_not_asked(mandate: Mandate) -> None:
    mandate.member.people_confirmed_on = AUTUMN.date() - timedelta(days=10)
    mandate.member.save()
    assert tasks.ask(AUTUMN) == "0 asked"


def test_one_press_says_still_right_and_one_ends_it(client: Client, mandate: Mandate) -> None:
    there = "/" + links.people_address(mandate).split("/", 3)[3]
    page = client.get(there).text
    assert "Is this still right for" in page
    assert "Nobody votes for you yet" in page
    client.post(there, {})
    assert not Member.objects.filter(people_confirmed_on__isnull=False).exists()
    assert "noted for today" in client.post(there, {"said": "right"}).text
    assert Member.objects.filter(people_confirmed_on__isnull=False).exists()
    assert "what you did" in client.post(there, {"said": "stop"}).text
    assert "This link has ended" in client.get(there).text
    assert client.post(there, {"said": "right"}).status_code == 404
    assert "This link has ended" in client.get("/our-people/made-up/").text


def test_a_link_ends_with_the_duty(mandate: Mandate) -> None:
    word = links.people_address(mandate).rstrip("/").rpartition("/")[2]
    assert links.mandate_of(word, on.DAY) == mandate
    end_duty(mandate=mandate, on=on.DAY, by=on.BY, at=on.AT)
    assert links.mandate_of(word, on.DAY) is None


def test_who_asked_is_forgotten_a_year_after_it_was_settled() -> None:
    settled = apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT)
    refuse(application=settled, decided_by=on.BOARD, reason="No.", by=on.BY, at=on.AT)
    taken_back = apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT)
    withdraw(application=taken_back, by=on.BY, at=on.AT)
    waiting = apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT)
    for letter in Letter.objects.all():
        held = posting.take(letter.pk, on.AT)
        assert held is not None
        posting.settle(held, None, on.AT)
    assert tasks.forget(on.AT + timedelta(days=364)) == "0 forgotten"
    assert tasks.forget(on.AT + timedelta(days=367)) == "2 forgotten"
    settled.refresh_from_db()
    assert (settled.name, settled.email, settled.words, settled.reason) == ("", "", "", "No.")
    assert Letter.objects.filter(to="h@example.org").count() == 1
    assert Application.objects.filter(name="Harriet Head").get() == waiting
    with pytest.raises(NotPossible, match="still waits"):
        forget(application=waiting, by=on.BY, at=on.AT)


def test_nobody_is_flooded_with_letters_by_a_stranger() -> None:
    for _ in range(3):
        apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT)
    with pytest.raises(NotPossible, match="within the hour"):
        apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT + timedelta(minutes=59))
    apply(thing=on.school(), asking=ASKING, by=on.BY, at=on.AT + timedelta(minutes=61))


def test_members_without_a_voter_are_one_thing_to_do(mandate: Mandate) -> None:
    user = give(Office.CO_ORDINATOR).user
    (duty,) = duties.duties(user, on.AT)
    assert duty.words.startswith("1 member has nobody who votes")
    basis = Basis("minute", "", "Minute 7", on.DAY)
    appoint(
        member=mandate.member, person=mandate.person, duty=Duty.VOTES, starts=on.DAY, basis=basis, by=on.BY, at=on.AT
    )  # fmt: skip
    assert not list(duties.duties(user, on.AT))
