"""The pages: a head asks to join in four screens, a board's answer is recorded, a chair confirms by one link."""

import csv
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.kit import basis
from coopnet.membership import duties, queries, statute
from coopnet.membership.acting import links as chair_links
from coopnet.membership.acting.actions import appoint, ask_chair
from coopnet.membership.actions import allot, move
from coopnet.membership.enums import Asked, Duty, State
from coopnet.membership.joining import links
from coopnet.membership.joining.actions import Asking, apply, ask_back
from coopnet.membership.models import Application, Inspection, Member, MembershipClass, VoterQuestion
from coopnet.membership.tests import ground as on
from coopnet.people.actions import affiliate
from coopnet.people.enums import Role
from coopnet.people.models import Person
from coopnet.regions.actions import assign_authority
from coopnet.regions.models import Region, RegionAssignment
from coopnet.register.models import Establishment
from tests.roles import Actor, give, nobody


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    return on.ground()


@pytest.fixture
def co_ordinator() -> Actor:
    return give(Office.CO_ORDINATOR)


YOU = {"name": "Harriet Head", "role": "head", "email": "harriet@example.org"}


def in_the_west(school: Establishment) -> None:
    if not RegionAssignment.objects.exists() and school.authority is not None:
        assign_authority(
            authority=school.authority, region=Region.objects.get(key="west"), starts=on.LONG_AGO, reason="For a test",
            by=on.BY, at=on.AT,
        )  # fmt: skip


def test_four_screens_and_nothing_is_kept_before_the_last_press(client: Client) -> None:
    school = on.school("Harbour Road", trust=on.coop_trust())
    there = f"/join/apply/you/?s={school.urn}"
    page = client.get(there).text
    assert "can join" in page
    assert "with all its schools" in page
    check = client.post(there, YOU | {"whole": "school"}).text
    assert "Check your answers" in check
    assert 'value="Harriet Head"' in check
    assert not Application.objects.exists()
    last = YOU | {"whole": "school", "sure": "1", "submission": uuid4(), "governors": "on"}
    for _ in range(2):
        answer = client.post(there, last)
        assert answer.headers["Location"] == "/join/apply/sent/"
    application = Application.objects.get()
    assert (application.establishment, application.governors_know) == (school, True)
    assert "Thank you" in client.get("/join/apply/sent/").text


def test_typing_is_kept_when_something_is_missing_and_when_one_goes_back(client: Client) -> None:
    school = on.school()
    there = f"/join/apply/you/?s={school.urn}"
    page = client.post(there, YOU | {"email": "nonsense"}).text
    assert "name@example.org" in page
    assert 'value="Harriet Head"' in page
    back = client.post(there, YOU | {"back": "1"}).text
    assert "Who are you?" in back
    assert 'value="harriet@example.org"' in back


def test_a_whole_trust_asks(client: Client) -> None:
    trust = on.coop_trust()
    school = on.school(trust=trust)
    client.post(
        f"/join/apply/you/?s={school.urn}", YOU | {"whole": "trust", "sure": "1", "submission": uuid4()}
    )  # fmt: skip
    assert Application.objects.get().group == trust


@pytest.mark.parametrize("asked", ["", "s=", "s=900999999", "s=x", "s=99999999999999999999", "s=%00"])
def test_a_school_that_is_not_there_leads_back_to_the_search(client: Client, asked: str) -> None:
    assert client.get(f"/join/apply/you/?{asked}").headers["Location"] == "/join/apply/"


def test_who_belongs_or_is_closed_is_told_so(client: Client) -> None:
    school = on.school()
    on.joined(school)
    assert "belongs already" in client.get(f"/join/apply/you/?s={school.urn}").text
    shut = on.school(status="Closed")
    answer = client.post(f"/join/apply/you/?s={shut.urn}", YOU | {"sure": "1", "submission": uuid4()})
    assert "closed" in answer.text
    assert not Application.objects.exists()


def asked(school: Establishment | None = None) -> Application:
    where = school or on.school(trust=on.coop_trust())
    in_the_west(where)
    return apply(thing=where, asking=Asking("Harriet Head", Role.HEAD, "h@example.org"), by=on.BY, at=on.AT)


def test_the_board_s_answer_is_recorded(client: Client, co_ordinator: Actor) -> None:
    application = asked()
    client.force_login(co_ordinator.user)
    assert application.applicant in client.get("/applications/").text
    page = f"/applications/{application.key}/"
    assert "asks to join" in client.get(page).text
    yes = {
        "yes-kind": "full", "yes-starts": "2026-06-02", "yes-body": "The board", "yes-day": "2026-05-28",
        "yes-reason": "Welcome.", "yes-submission": uuid4(),
    }  # fmt: skip
    assert "Say which body decided" in client.post(f"{page}yes/", yes | {"yes-body": ""}).text
    assert "no such decision" in client.post(f"{page}yes/", yes | {"yes-decision": "society-2026-01-01-1"}).text
    assert client.post(f"{page}yes/", yes).headers["Location"] == page
    member = Member.objects.get()
    assert queries.standing(member, date(2026, 6, 2)) is State.AWAITING
    client.post(f"{page}no/", {"no-body": "B", "no-day": "2026-05-28", "no-reason": "R", "no-submission": uuid4()})
    application.refresh_from_db()
    assert application.state == Asked.APPROVED


def test_an_exception_needs_a_decision_of_the_record(
    client: Client, co_ordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = asked(on.school())
    client.force_login(co_ordinator.user)
    monkeypatch.setitem(basis._finders, "decision", lambda key: on.DECISION if key == "b-2026-05-28-1" else None)
    yes = {"yes-kind": "full", "yes-starts": "2026-06-02", "yes-reason": "Welcome.", "yes-submission": uuid4()}
    there = f"/applications/{application.key}/yes/"
    client.post(there, yes | {"yes-body": "The board", "yes-day": "2026-05-28"})
    assert not Member.objects.exists()
    client.post(there, yes | {"yes-decision": "b-2026-05-28-1", "yes-submission": uuid4()})
    assert Member.objects.get().periods.get().basis == on.DECISION


def test_an_ambassador_sees_the_own_region_alone(client: Client) -> None:
    application = asked()
    for region, there in (("north", False), ("west", True)):
        client.force_login(give(Office.AMBASSADOR, region).user)
        assert (application.applicant in client.get("/applications/").text) is there
        page = client.get(f"/applications/{application.key}/")
        assert page.status_code == (200 if there else 404)
        answer = client.post(f"/applications/{application.key}/ask/", {"ask-question": "Q", "ask-submission": uuid4()})
        assert answer.status_code == (302 if there else 404)


def test_what_is_promised_is_a_thing_to_do(co_ordinator: Actor) -> None:
    application = asked()
    (duty,) = duties.duties(co_ordinator.user, on.AT)
    assert duty.due == application.due_on
    assert not list(duties.duties(nobody().user, on.AT))


def test_whoever_applied_answers_withdraws_and_cannot_do_what_is_over(client: Client) -> None:
    application = asked()
    there = "/" + links.address(application).split("/", 3)[3]
    ask_back(application=application, question="Which trust is it?", by=on.BY, at=on.AT)
    page = client.get(there).text
    assert "Which trust is it?" in page
    assert "Write your answer" in client.post(there, {"act": "answer", "words": "", "submission": uuid4()}).text
    client.post(there, {"act": "answer", "words": "The blue one.", "submission": uuid4()})
    application.refresh_from_db()
    assert application.state == Asked.APPLIED
    client.post(there, {"act": "withdraw"})
    application.refresh_from_db()
    assert application.state == Asked.WITHDRAWN
    assert "cannot become" in client.post(there, {"act": "withdraw"}).text
    assert client.get("/join/application/made-up/").status_code == 404


def test_everybody_sees_members_and_nothing_of_money_or_endings(client: Client) -> None:
    school = on.school("Harbour Road")
    in_the_west(school)
    period = on.joined(school)
    waiting = on.joined(on.school("Waits"), state=State.AWAITING)
    page = client.get(f"/members/?on={on.DAY}").text
    assert "Harbour Road" in page
    assert waiting.member.organisation.name not in page
    move(period=period, to=State.DUE, day=on.DAY, by=on.BY, at=on.AT)
    assert "due" not in client.get(f"/members/?on={on.DAY}").text.split("<main")[1].split("</main")[0]
    sheet = client.get(f"/members/members.csv?on={on.DAY}").content.decode()
    assert str(school.urn) in sheet
    data = client.get(f"/members/members.json?on={on.DAY}").json()
    rows = list(csv.DictReader(sheet.removeprefix("\ufeff").splitlines()))
    assert [{name: str(value) for name, value in row.items()} for row in data["rows"]] == rows
    assert (data["count"], data["day"]) == (len(rows), on.DAY.isoformat())
    assert "No member is on record" in client.get("/members/?on=2020-01-01").text


def test_the_list_of_members_has_its_picture_with_the_same_in_words(client: Client) -> None:
    school, elsewhere = on.school("Harbour Road"), on.school("Nowhere")
    Establishment.objects.filter(pk=elsewhere.pk).update(authority=None)
    in_the_west(school)
    on.joined(school)
    on.joined(elsewhere)
    page = client.get(f"/members/?on={on.DAY}").text
    assert 'role="group" aria-label="Our members as a comb, one cell for each school that they cover: 1 in all"' in page
    assert '<a class="r-w" href="#west" aria-label="Western: 1 school">' in page
    assert '<h2 id="west">' in page
    assert "2 schools</strong> that our members cover" in page
    assert "1 of them outside our regions" in page
    assert '<figure class="comb">' not in client.get("/members/?on=2020-01-01").text


def test_the_page_of_a_school_says_that_it_is_a_member_and_nothing_when_it_is_none(client: Client) -> None:
    period = on.joined(on.school("Harbour Road"))
    waiting = on.joined(on.school("Waits"), state=State.AWAITING)
    urns = [one.member.coverage.get().establishment.urn for one in (period, waiting)]
    pages = [client.get(f"/schools/{urn}/?on={on.DAY}").text for urn in urns]
    assert ["It has belonged to the network since 1 June 2026." in page for page in pages] == [True, False]
    assert ">Member</span>" not in pages[1]
    assert ">Member</span>" not in client.get(f"/schools/{urns[0]}/?on=2026-05-31").text


def test_officers_keep_a_member(client: Client, co_ordinator: Actor) -> None:
    period = on.joined(starts=on.LONG_AGO)
    person = on.somebody(period.member)
    client.force_login(co_ordinator.user)
    assert period.member.organisation.name in client.get("/members/list/").text
    there = f"/members/{period.member.number}/"
    assert "nobody can vote for it today" in client.get(there).text
    client.post(f"{there}duty/", {"duty-person": str(person.key), "duty-duty": "lead", "duty-submission": uuid4()})
    ask = {
        "chair-person": str(person.key), "chair-duty": "votes", "chair-chair_name": "Cora", "chair-submission": uuid4(),
        "chair-chair_email": "cora@example.org",
    }  # fmt: skip
    client.post(f"{there}chair/", ask)
    assert VoterQuestion.objects.get().person == person
    day = period.member.mandates.get().starts
    suspend = {"move-to": "suspended", "move-day": day.isoformat(), "move-submission": uuid4()}
    assert "Name the decision" in client.post(f"{there}move/", suspend, follow=True).text
    client.post(f"{there}move/", suspend | {"move-body": "The board", "move-submission": uuid4()})
    assert queries.standing(period.member, day) is State.SUSPENDED
    client.post(f"{there}back/", {"back-submission": uuid4()})
    assert queries.standing(period.member, day) is State.CURRENT


def test_a_member_of_another_region_is_not_there(client: Client) -> None:
    school = on.school()
    in_the_west(school)
    there = f"/members/{on.joined(school).member.number}/"
    client.force_login(give(Office.AMBASSADOR, "north").user)
    assert client.get(there).status_code == 404
    assert client.post(f"{there}back/", {"back-submission": uuid4()}).status_code == 404


@pytest.fixture
def question() -> VoterQuestion:
    member = on.joined(starts=on.LONG_AGO).member
    return ask_chair(
        member=member, person=on.somebody(member), duty=Duty.VOTES, chair_name="Cora Chair",
        chair_email="cora@example.org", by=on.BY, at=on.AT,
    )  # fmt: skip


@pytest.mark.usefixtures("_moment")
def test_the_chair_presses_once_and_the_link_is_dead(client: Client, question: VoterQuestion) -> None:
    there = "/" + chair_links.address(question).split("/", 3)[3]
    assert "Yes, Vera Voter votes for us" in client.get(there).text
    assert not question.member.mandates.exists()
    for blank in ({}, {"said": "maybe", "submission": uuid4()}):
        client.post(there, blank)
        assert not question.member.mandates.exists()
    said = client.post(there, {"said": "yes", "minute": "minute 7", "submission": uuid4()})
    assert "votes for" in said.text
    assert question.member.mandates.get().person == question.person
    assert client.post(there, {"said": "no", "submission": uuid4()}).status_code == 404
    assert "settled" in client.get(there).text


@pytest.fixture
def _moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The network's clock stands at the moment of the ground."""
    monkeypatch.setattr("coopnet.audit.middleware.clock.now", lambda _network=None: on.AT)


@pytest.fixture
def lead() -> Actor:
    actor = nobody("Lena Lead")
    member = on.joined(starts=on.LONG_AGO).member
    affiliate(
        person=actor.person, organisation=member.organisation, role=Role.HEAD, starts=on.LONG_AGO, by=on.BY, at=on.AT
    )
    appoint(
        member=member, person=actor.person, duty=Duty.LEAD, starts=on.LONG_AGO, basis=on.BOARD, by=on.BY, at=on.AT
    )  # fmt: skip
    return actor


def own(lead: Actor, act: str, **given: Any) -> tuple[str, dict[str, Any]]:
    member = Member.objects.get()
    filled = {f"{act}-{name}": value for name, value in given.items()}
    return f"/our-school/{member.number}/{act}/", filled | {f"{act}-submission": uuid4()}


def test_whoever_speaks_for_a_school_keeps_its_people(client: Client, lead: Actor) -> None:
    client.force_login(lead.user)
    member = Member.objects.get()
    colleague = on.somebody(member, "Fay Finance")
    assert "Nobody yet" in client.get("/our-school/").text
    client.post(*own(lead, "right"))
    member.refresh_from_db()
    assert member.people_confirmed_on is not None
    client.post(*own(lead, "duty", person=str(colleague.key), duty="finance"))
    assert member.mandates.get(duty="finance").person == colleague
    client.post(
        *own(lead, "chair", person=str(colleague.key), duty="votes", chair_name="C", chair_email="c@example.org")
    )
    assert VoterQuestion.objects.get().person == colleague
    address, form = own(lead, "stop")
    client.post(address, form | {"duty": "lead"})
    assert "act for no member school" in client.get("/our-school/").text
    assert client.post(*own(lead, "right")).status_code == 404


def test_nobody_else_reaches_a_school_s_page(client: Client, lead: Actor) -> None:
    client.force_login(nobody("Otto Other").user)
    assert "act for no member school" in client.get("/our-school/").text
    assert client.post(*own(lead, "right")).status_code == 404
    finance = nobody("Fay Finance")
    member = Member.objects.get()
    affiliate(
        person=finance.person, organisation=member.organisation, role=Role.BUSINESS, starts=on.LONG_AGO, by=on.BY,
        at=on.AT,
    )  # fmt: skip
    appoint(
        member=member, person=finance.person, duty=Duty.FINANCE, starts=on.DAY, basis=on.BOARD, by=on.BY, at=on.AT
    )  # fmt: skip
    client.force_login(finance.user)
    assert member.organisation.name in client.get("/our-school/").text
    assert client.post(*own(lead, "right")).status_code == 403
    assert Person.objects.filter(name="Fay Finance").exists()


def test_the_register_that_the_law_asks_for(client: Client, co_ordinator: Actor) -> None:
    first = on.joined(starts=on.LONG_AGO)
    allot(member=first.member, shares=2, paid_pence=250, on=on.LONG_AGO, by=on.BY, at=on.AT)
    waiting = on.joined(state=State.AWAITING)
    gone = on.joined(starts=on.LONG_AGO)
    move(period=gone, to=State.RESIGNED, day=on.DAY, by=on.BY, at=on.AT)
    rows = statute.entries(on.DAY)
    assert [(row.number, row.ceased, row.shares, row.paid_pence) for row in rows] == [
        (1, None, 2, 250),
        (3, on.DAY, 0, 0),
    ]
    assert statute.entries(on.LONG_AGO - timedelta(days=1)) == []
    assert [row.ceased for row in statute.entries(on.DAY - timedelta(days=1))] == [None, None]
    client.force_login(co_ordinator.user)
    page = client.get(f"/members/register/?on={on.DAY}").text
    assert "£2.50" in page
    assert waiting.member.organisation.name not in page
    sheet = client.get(f"/members/register/sheet/?on={on.DAY}").content.decode()
    assert "2.50" in sheet
    duplicate = client.get(f"/members/register/sheet/?on={on.DAY}&duplicate=1").content.decode()
    assert "2.50" not in duplicate
    assert "Shares" not in duplicate
    form = {"who": "A member of Hill Top", "which": "duplicate", "submission": uuid4()}
    for _ in range(2):
        client.post("/members/register/", form)
    assert Inspection.objects.get().duplicate
    assert "A member of Hill Top" in client.get("/members/register/").text
    assert "Say who was shown it" in client.post("/members/register/", form | {"who": ""}).text
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert client.get("/members/register/").status_code == 403
