"""The day from which a school that left or was refused may be asked again: never before, and gone once it belongs."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Detail
from coopnet.bodies.enums import Office
from coopnet.kit import clock
from coopnet.kit.access import Account
from coopnet.membership import duties, rules
from coopnet.membership.actions import begin, cover, move, take_back
from coopnet.membership.again.actions import ask_again
from coopnet.membership.again.queries import gone, not_before
from coopnet.membership.enums import Asked, State
from coopnet.membership.joining.actions import Asking, appeal, apply, forget, refuse, withdraw
from coopnet.membership.models import Application, Member, MembershipClass, Period
from coopnet.membership.refusals import NotPossible
from coopnet.membership.tests import ground as on
from coopnet.people.enums import Role
from coopnet.regions.actions import assign_authority
from coopnet.regions.models import Region
from coopnet.register.models import Authority, Establishment
from tests.roles import give

SECRET = "The head was tired of letters."
AGAIN = date(2026, 9, 1)
BACK: dict[str, Any] = {"by": on.BY, "at": on.AT}


@pytest.fixture(autouse=True)
def full(db: None) -> MembershipClass:
    found = on.ground()
    county, _ = Authority.objects.get_or_create(code="999", defaults={"name": "Invented County"})
    west = Region.objects.get(key="west")
    assign_authority(authority=county, region=west, starts=on.LONG_AGO, reason="For a test", by=on.BY, at=on.AT)
    return found


@pytest.fixture
def left() -> Period:
    """A school that left on the first day of June."""
    period = on.joined(starts=on.LONG_AGO)
    move(period=period, to=State.RESIGNED, day=on.DAY, private_words=SECRET, **BACK)
    return period


def refused(school: Establishment | None = None) -> Application:
    where = school or on.school(trust=on.coop_trust())
    one = apply(thing=where, asking=Asking("Harriet Head", Role.HEAD, "h@example.org"), **BACK)
    return refuse(application=one, decided_by=on.BOARD, reason="Not now.", **BACK)


def set_day(of: Member | Application, day: date | None = AGAIN, words: str = SECRET, at: datetime = on.AT) -> None:
    ask_again(of=of, on=day, words=words, by=on.BY, at=at)
    of.refresh_from_db()


def cleared(of: Member | Application) -> bool:
    return of.ask_again_on is None and not of.ask_again_words


def to_ask(account: Account, day: date) -> list[str]:
    at = datetime.combine(day, on.AT.timetz())
    return [duty.address for duty in duties.duties(account, at) if "asked again" in duty.words]


def test_the_ambassador_of_the_region_has_it_to_do_on_the_day_and_never_before(left: Period) -> None:
    mine, other = (give(Office.AMBASSADOR, region).user for region in ("west", "north"))
    application = refused()
    set_day(left.member)
    set_day(application)
    there = [f"/members/{left.member.number}/", f"/applications/{application.key}/"]
    for days in (0, 1, 45, 90, 91):  # 1 June to 31 August
        assert to_ask(mine, on.DAY + timedelta(days=days)) == []
    assert sorted(to_ask(mine, AGAIN)) == sorted(there)
    assert sorted(to_ask(mine, AGAIN + timedelta(days=400))) == sorted(there)
    assert to_ask(other, AGAIN) == []
    assert to_ask(give(Office.TREASURER).user, AGAIN) == []


def test_the_reason_is_for_officers_and_not_in_the_record_of_acts(left: Period) -> None:
    set_day(left.member)
    told = [f"{row.words} {row.values}" for row in Detail.objects.filter(entry__what="membership.ask-again")]
    assert len(told) == 1
    assert "2026-09-01" in told[0]
    assert SECRET not in told[0]
    (duty,) = [d for d in duties.duties(give(Office.AMBASSADOR, "west").user, on.AT + timedelta(days=100)) if d.due]
    assert SECRET not in f"{duty}"


def test_whoever_comes_back_has_no_day_any_more(left: Period) -> None:
    set_day(left.member)
    schools = [row.establishment for row in left.member.coverage.all()]
    begin(
        organisation=left.member.organisation, membership_class=left.membership_class, starts=date(2026, 7, 1),
        schools=schools, basis=on.BOARD, **BACK,
    )  # fmt: skip
    left.member.refresh_from_db()
    assert cleared(left.member)
    assert gone(AGAIN) == []
    with pytest.raises(NotPossible, match="It belongs"):
        set_day(left.member)


def test_an_end_that_was_a_mistake_takes_the_day_with_it(left: Period) -> None:
    set_day(left.member)
    take_back(period=left, words="A mistake", **BACK)
    left.member.refresh_from_db()
    assert left.member.ask_again_on is None


def test_a_refused_school_that_joins_otherwise_is_not_asked() -> None:
    account = give(Office.CO_ORDINATOR).user
    alone, through = refused(), refused()
    for one in (alone, through):
        set_day(one)
    assert len(to_ask(account, AGAIN)) == 2
    assert alone.establishment is not None
    assert through.establishment is not None
    on.joined(alone.establishment, state=State.AWAITING)
    alone.refresh_from_db()
    assert alone.ask_again_on is None
    assert to_ask(account, AGAIN) == [f"/applications/{through.key}/"]
    trust = on.joined()
    cover(member=trust.member, school=through.establishment, starts=on.DAY, **BACK)
    assert to_ask(account, AGAIN) == []
    with pytest.raises(NotPossible, match="It belongs"):
        set_day(through)


def test_whoever_asks_by_itself_is_not_asked(left: Period, client: Client) -> None:
    account = give(Office.CO_ORDINATOR).user
    school = left.member.coverage.get().establishment
    set_day(left.member)
    assert to_ask(account, AGAIN) == [f"/members/{left.member.number}/"]
    waiting = apply(thing=school, asking=Asking("Harriet Head", Role.HEAD, "h@example.org"), **BACK)
    assert to_ask(account, AGAIN) == []
    assert [one.asks_itself for one in gone(AGAIN)] == [True]
    assert not_before(school, on.DAY) is None
    client.force_login(account)
    assert "asks by itself" in client.get("/members/again/").text
    withdraw(application=waiting, **BACK)
    assert to_ask(account, AGAIN) == [f"/members/{left.member.number}/"]
    assert not_before(school, on.DAY) == AGAIN
    earlier = refused()
    set_day(earlier)
    apply(thing=earlier.establishment or school, asking=Asking("Hal", Role.HEAD, "hal@example.org"), **BACK)
    assert f"/applications/{earlier.key}/" not in to_ask(account, AGAIN)
    with pytest.raises(NotPossible, match="A later request"):
        set_day(earlier)


@pytest.mark.parametrize(("state", "may"), [(s, s in rules.ASK_AGAIN) for s in sorted(rules.ENDED)])
def test_after_which_endings_somebody_may_ask(state: State, may: bool) -> None:
    period = on.joined(starts=on.LONG_AGO, state=State.AWAITING if state is State.LAPSED else State.CURRENT)
    move(period=period, to=state, day=on.DAY, basis=on.DECISION, **BACK)
    if may:
        set_day(period.member)
        assert period.member.ask_again_on == AGAIN
    else:
        with pytest.raises(NotPossible, match="Only the body that decided"):
            set_day(period.member)


@pytest.mark.parametrize(
    ("day", "words", "says"),
    [
        (on.DAY, "", "still to come"),
        (date(2037, 1, 1), "", "within ten years"),
        (date(2026, 8, 1), "", "earlier than the day"),
        (date(2026, 8, 1), SECRET, "earlier than the day"),
    ],
)
def test_days_that_are_refused(left: Period, day: date, words: str, says: str) -> None:
    set_day(left.member)
    with pytest.raises(NotPossible, match=says):
        set_day(left.member, day, words)
    left.member.refresh_from_db()
    assert left.member.ask_again_on == AGAIN


def test_a_day_may_be_put_off_brought_forward_with_a_reason_and_taken_away(left: Period) -> None:
    set_day(left.member, date(2026, 10, 1))
    set_day(left.member, date(2026, 8, 1), "A new head asks us to ring sooner.")
    assert left.member.ask_again_on == date(2026, 8, 1)
    # Once it has come and they said "not now", any later day will do.
    set_day(left.member, date(2026, 8, 20), "A new head asks us to ring sooner.", on.AT + timedelta(days=70))
    set_day(left.member, None)
    assert cleared(left.member)
    with pytest.raises(NotPossible, match="No day was set"):
        set_day(left.member, None)


def test_a_day_long_past_is_told_as_such(left: Period) -> None:
    with pytest.raises(NotPossible, match="still to come"):
        set_day(left.member, on.DAY - timedelta(days=900))


def test_one_that_leaves_on_a_day_to_come_is_not_asked_while_it_belongs() -> None:
    period = on.joined(starts=on.LONG_AGO)
    with pytest.raises(NotPossible, match="It belongs"):
        set_day(period.member)
    move(period=period, to=State.RESIGNED, day=date(2026, 9, 1), **BACK)
    with pytest.raises(NotPossible, match="belongs until"):
        set_day(period.member, date(2026, 8, 31))
    set_day(period.member, date(2026, 9, 1))
    assert gone(date(2026, 8, 31), due=True) == []
    assert len(gone(date(2026, 9, 1), due=True)) == 1


@pytest.mark.parametrize("state", [Asked.APPLIED, Asked.MORE_INFO, Asked.APPEALED])
def test_an_open_request_has_no_day(state: Asked) -> None:
    application = refused()
    Application.objects.filter(pk=application.pk).update(state=state.value)
    with pytest.raises(NotPossible, match="not refused"):
        set_day(application)
    # The database says so too.
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(ask_again_on=AGAIN)


def test_words_stand_only_beside_a_day(left: Period) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.filter(pk=left.member_id).update(ask_again_words=SECRET)


def test_an_appeal_takes_the_day_away_and_forgetting_keeps_it_without_its_words() -> None:
    first, second = refused(), refused()
    for one in (first, second):
        set_day(one)
    appeal(application=first, words="Look again.", **BACK)
    first.refresh_from_db()
    assert cleared(first)
    forget(application=second, **BACK)
    second.refresh_from_db()
    assert (second.ask_again_on, second.ask_again_words, second.name) == (AGAIN, "", "")


def test_before_ringing_one_reads_that_it_is_too_early(left: Period, client: Client) -> None:
    school = left.member.coverage.get().establishment
    set_day(left.member)
    assert not_before(school, AGAIN - timedelta(days=1)) == AGAIN
    assert not_before(school, AGAIN) is None
    Member.objects.filter(pk=left.member_id).update(ask_again_on=date(2100, 1, 1))
    client.force_login(give(Office.AMBASSADOR, "west").user)
    page = client.get(f"/schools/{school.urn}/before-you-ring/").text
    assert "Do not ask it to join before 1 January 2100" in page
    assert SECRET not in page
    on.joined(school, starts=date(2026, 7, 1))
    assert "Do not ask it" not in client.get(f"/schools/{school.urn}/before-you-ring/").text


def form(day: str, why: str = SECRET) -> dict[str, Any]:
    return {"again-day": day, "again-why": why, "again-submission": uuid4()}


def test_an_ambassador_sets_the_day_of_one_that_left(left: Period, client: Client) -> None:
    there = f"/members/{left.member.number}/"
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert "No day is set" in client.get("/members/again/").text
    page = client.get(there).text
    assert "When to ask it again" in page
    assert "within ten years" in client.post(f"{there}again/", form("2101-05-01"), follow=True).text
    day = clock.today() + timedelta(days=200)
    told = client.post(f"{there}again/", form(day.isoformat()), follow=True).text
    assert "Nobody is reminded to ask before it" in told
    assert SECRET in told
    shown = client.get("/members/again/").text
    assert left.member.organisation.name in shown
    assert SECRET not in shown
    assert "No day is set" not in shown
    assert "The day is taken away" in client.post(f"{there}again/", form(""), follow=True).text
    assert "Error:" in client.post(f"{there}again/", form("nonsense")).text


def test_a_refused_school_is_found_by_those_who_decide_alone(client: Client) -> None:
    application = refused()
    there = f"/applications/{application.key}/"
    client.force_login(give(Office.AMBASSADOR, "west").user)
    assert application.applicant in client.get("/members/again/").text
    day = clock.today() + timedelta(days=30)
    client.post(f"{there}again/", form(day.isoformat()))
    application.refresh_from_db()
    assert application.ask_again_on == day
    # A year later who asked is forgotten, and the page stays as long as the day does.
    forget(application=application, **BACK)
    page = client.get(there).text
    assert "Deleted, a year after the answer" in page
    assert "h@example.org" not in page
    assert client.post(f"{there}again/", form("")).headers["Location"] == "/members/again/"
    assert client.get(there).status_code == 404
    other = refused()
    for account in (give(Office.AMBASSADOR, "north"), give(Office.TREASURER)):
        client.force_login(account.user)
        assert other.applicant not in client.get("/members/again/").text
        assert client.post(f"/applications/{other.key}/again/", form("")).status_code in (403, 404)


def test_one_that_belongs_has_no_such_form(client: Client) -> None:
    member = on.joined(starts=on.LONG_AGO).member
    client.force_login(give(Office.CO_ORDINATOR).user)
    there = f"/members/{member.number}/"
    assert "When to ask it again" not in client.get(there).text
    assert "is not asked to join" in client.post(f"{there}again/", form("2027-01-01"), follow=True).text
    assert "Nobody has left" in client.get("/members/again/").text
