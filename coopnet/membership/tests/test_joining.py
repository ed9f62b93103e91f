"""Asking to join: what the school list says, each move tried, a yes that makes the member and a no that does not."""

from datetime import timedelta
from itertools import product
from typing import Any

import pytest

from coopnet.kit.basis import Basis
from coopnet.membership import queries, rules
from coopnet.membership.actions import move
from coopnet.membership.enums import Asked, Duty, State, Verdict
from coopnet.membership.joining import links, listed
from coopnet.membership.joining.actions import (
    Asking,
    answer_back,
    appeal,
    apply,
    approve,
    ask_back,
    refuse,
    withdraw,
)
from coopnet.membership.models import Application, Member, MembershipClass
from coopnet.membership.refusals import NotPossible
from coopnet.membership.rules import Listed
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from coopnet.people.enums import Role
from coopnet.people.models import Person
from coopnet.register.models import Establishment, Group

ASKING = Asking("Harriet Head", Role.HEAD, "Head@Example.org", words="We would like to.", governors_know=True)


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


def applied(thing: Establishment | Group | None = None) -> Application:
    return apply(thing=thing or on.school(trust=on.coop_trust()), asking=ASKING, by=on.BY, at=on.AT)


def approved(application: Application, slug: str = "full", **given: Any) -> Any:
    filled: dict[str, Any] = {
        "application": application, "membership_class": MembershipClass.objects.get(slug=slug), "starts": on.DAY,
        "decided_by": on.BOARD, "reason": "Welcome.", "by": on.BY, "at": on.AT,
    }  # fmt: skip
    return approve(**filled | given)


def do(application: Application, to: Asked) -> None:
    given: dict[str, Any] = {"application": application, "by": on.BY, "at": on.AT}
    if to is Asked.APPROVED:
        approved(application)
    elif to in (Asked.REFUSED, Asked.REFUSED_FOR_GOOD):
        refuse(decided_by=on.BOARD, reason="Not now.", **given)
    elif to is Asked.MORE_INFO:
        ask_back(question="Which trust?", **given)
    elif to is Asked.APPLIED:
        answer_back(answer="This one.", **given)
    elif to is Asked.WITHDRAWN:
        withdraw(**given)
    else:
        appeal(words="Look again.", **given)
    application.refresh_from_db()


WAYS: dict[Asked, list[Asked]] = {
    Asked.APPLIED: [],
    Asked.MORE_INFO: [Asked.MORE_INFO],
    Asked.APPROVED: [Asked.APPROVED],
    Asked.REFUSED: [Asked.REFUSED],
    Asked.WITHDRAWN: [Asked.WITHDRAWN],
    Asked.APPEALED: [Asked.REFUSED, Asked.APPEALED],
    Asked.REFUSED_FOR_GOOD: [Asked.REFUSED, Asked.APPEALED, Asked.REFUSED_FOR_GOOD],
}
# One act says no; where the application stands decides whether it is the first no or the last.
NOS = {Asked.REFUSED, Asked.REFUSED_FOR_GOOD}


@pytest.mark.parametrize(("old", "new"), [pair for pair in product(Asked, Asked) if pair[0] is not pair[1]])
def test_every_move_is_made_or_refused_as_the_table_says(old: Asked, new: Asked) -> None:
    application = applied()
    for step in WAYS[old]:
        do(application, step)
    assert application.state == old
    after = rules.ASKED_MOVES[old]
    if new in after or (new in NOS and NOS & after):
        do(application, new)
        assert application.state in (after & NOS if new in NOS else {new})
    else:
        with pytest.raises(NotPossible, match="cannot become"):
            do(application, new)
        application.refresh_from_db()
        assert application.state == old
    assert Member.objects.count() == (application.state == Asked.APPROVED)


FACTS: dict[str, Any] = {
    "is_open": True, "in_coop_foundation_trust": False, "in_coop_academy_trust": False, "is_coop_trust": False,
    "coop_otherwise": False, "trust": "A trust", "evidence": "a list", "covered_by": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "verdict", "says"),
    [
        ({"in_coop_foundation_trust": True}, Verdict.ELIGIBLE, "co-operative foundation trusts"),
        ({"in_coop_academy_trust": True}, Verdict.ELIGIBLE, "co-operative academy trusts"),
        ({"is_coop_trust": True}, Verdict.ELIGIBLE, "on our list"),
        ({"coop_otherwise": True}, Verdict.EXCEPTION, "another form"),
        ({}, Verdict.EXCEPTION, "The board decides"),
        ({"is_open": False, "in_coop_foundation_trust": True}, Verdict.CLOSED, "closed"),
        ({"covered_by": "Big Trust", "is_coop_trust": True}, Verdict.ALREADY, "through Big Trust"),
    ],
)
def test_what_the_school_list_says(facts: dict[str, Any], verdict: Verdict, says: str) -> None:
    found = rules.eligibility(Listed(**FACTS | facts))
    assert found.verdict is verdict
    assert says in found.reason


def test_a_school_of_a_co_operative_trust_joins_with_a_person_who_speaks_for_it() -> None:
    trust = on.coop_trust()
    school = on.school(trust=trust)
    application = applied(school)
    assert application.verdict == Verdict.ELIGIBLE
    assert trust.name in application.verdict_words
    period = approved(application)
    assert queries.covering(school, on.DAY) == period.member
    assert queries.standing(period.member, on.DAY) is State.AWAITING
    assert queries.counted(on.DAY) == []
    (lead,) = queries.mandates(period.member, on.DAY)
    assert (lead.duty, lead.person.name, lead.person.email) == (Duty.LEAD, "Harriet Head", "head@example.org")
    move(period=period, to=State.CURRENT, day=on.DAY, words="Paid.", by=on.BY, at=on.AT)
    assert [one.member for one in queries.counted(on.DAY)] == [period.member]


def test_a_whole_trust_joins_with_all_its_open_schools() -> None:
    trust = on.coop_trust()
    schools = [on.school(name, trust=trust) for name in ("One", "Two")]
    on.school("Shut", trust=trust, status="Closed")
    period = approved(applied(trust))
    assert sorted(row.establishment_id for row in period.member.coverage.all()) == sorted(s.pk for s in schools)
    assert listed.judge(trust, on.DAY).verdict is Verdict.ALREADY
    with pytest.raises(NotPossible, match="belongs already"):
        applied(schools[0])


def test_an_exception_rests_on_a_recorded_decision_or_it_is_another_kind() -> None:
    application = applied(on.school())
    assert application.verdict == Verdict.EXCEPTION
    with pytest.raises(NotPossible, match="exception rests on a recorded decision"):
        approved(application)
    assert not Member.objects.exists()
    approved(application, slug="associate")
    approved(applied(on.school()), decided_by=on.DECISION)
    assert Member.objects.count() == 2


def test_a_closed_school_cannot_ask() -> None:
    with pytest.raises(NotPossible, match="closed"):
        applied(on.school(status="Closed"))
    assert not Application.objects.exists()


def test_the_writer_hears_at_each_step_and_the_promise_is_dated() -> None:
    application = applied()
    do(application, Asked.MORE_INFO)
    do(application, Asked.APPLIED)
    do(application, Asked.REFUSED)
    letters = Letter.objects.filter(to="head@example.org").order_by("pk")
    assert [letter.key.rpartition(":")[2] for letter in letters] == ["received", "question-1", "refused"]
    assert "Not now." in letters[2].text
    # Twenty working days after Monday 1 June 2026.
    assert application.due_on.isoformat() == "2026-06-29"
    word = links.address(application).rstrip("/").rpartition("/")[2]
    assert links.application_of(word) == application
    assert links.application_of(f"{word}x") is None


def test_an_appeal_has_its_time() -> None:
    application = applied()
    do(application, Asked.REFUSED)
    with pytest.raises(NotPossible, match="could be made until 29 June 2026"):
        appeal(application=application, words="", by=on.BY, at=on.AT + timedelta(days=29))


@pytest.mark.parametrize("given", [{"reason": " "}, {"decided_by": Basis("minute", "", "", on.DAY)}])
def test_an_answer_names_who_decided_and_why(given: dict[str, Any]) -> None:
    application = applied()
    filled: dict[str, Any] = {
        "application": application, "decided_by": on.BOARD, "reason": "r", "by": on.BY, "at": on.AT,
    }  # fmt: skip
    with pytest.raises(NotPossible, match="Say which body decided, and why"):
        approved(application, **given)
    with pytest.raises(NotPossible, match="Say which body decided, and why"):
        refuse(**filled | given)


def test_one_known_person_is_not_made_twice_and_an_address_alone_is_no_person() -> None:
    known = on.somebody(on.joined().member, "Harriet Head")
    known.email = "head@example.org"
    known.save()
    approved(applied())
    assert Person.objects.filter(folded="harriet head").count() == 1
    other = apply(
        thing=on.school(trust=on.coop_trust("Another Trust")),
        asking=Asking("Olive Other", Role.HEAD, "head@example.org"),
        by=on.BY,
        at=on.AT,
    )
    approved(other)
    assert Person.objects.filter(email="head@example.org").count() == 2
