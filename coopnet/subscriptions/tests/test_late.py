"""From the due day to the end: what the clock does for a late member, what stops it, and who sees whom."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.kit.clock import london, machine_now
from coopnet.kit.models import Network
from coopnet.membership import queries as membership
from coopnet.membership.actions import begin, move
from coopnet.membership.enums import State
from coopnet.membership.models import MembershipClass
from coopnet.membership.tests import ground as on
from coopnet.notices.models import Letter
from coopnet.people.models import Organisation
from coopnet.subscriptions.actions import NotPossible
from coopnet.subscriptions.invoices import actions as invoices
from coopnet.subscriptions.models import Ending, Invoice, Look, Reminder
from coopnet.subscriptions.renewals import actions, queries, tasks
from coopnet.subscriptions.tests.test_invoices import BASIS, member, pay, prepared, sent
from tests.roles import give

# Sent on 1 June, so due on 1 July: reminders on 15 and 31 July and 30 August, an end from 1 October.
DUE = date(2026, 7, 1)
ENDS = date(2026, 10, 1)


@pytest.fixture
def invoice(db: None) -> Invoice:
    prepared()
    found = sent()
    assert found.due_on == DUE
    return found


def clock(first: date, last: date) -> None:
    """The clock runs once on each day from the first to the last."""
    day = first
    while day <= last:
        tasks.tend(london(day, 6))
        day += timedelta(days=1)


def gone(last: date) -> None:
    """The clock ran on the days on which something is to do."""
    for day in (date(2026, 7, 2), date(2026, 7, 15), date(2026, 8, 30), last):
        tasks.tend(london(day, 6))


def standing(invoice: Invoice, day: date) -> State | None:
    return membership.standing(invoice.member, day)


def treasurer() -> User:
    found = User.objects.filter(name__startswith="Treasurer").first()
    return found or give(Office.TREASURER).user


def seen(invoice: Invoice, day: date) -> None:
    """A treasurer says how far the records run, and looks."""
    by = treasurer()
    actions.bank_reaches(reach=day, by=by, at=london(day))
    actions.look(invoices=[invoice], by=by, at=london(day))


def test_the_whole_way_from_due_to_ended(invoice: Invoice) -> None:
    clock(DUE, ENDS)
    assert [(row.number, row.day) for row in Reminder.objects.order_by("number")] == [
        (1, date(2026, 7, 15)), (2, date(2026, 7, 31)), (3, date(2026, 8, 30)),
    ]  # fmt: skip
    assert [standing(invoice, day) for day in (DUE, date(2026, 7, 2), date(2026, 8, 30), ENDS)] == [
        State.CURRENT, State.DUE, State.GRACE, State.GRACE,
    ]  # fmt: skip
    seen(invoice, ENDS)
    clock(ENDS, ENDS)
    assert standing(invoice, ENDS) is State.LAPSED or membership.period_on(invoice.member, ENDS) is None
    assert Ending.objects.get().look.looked_by.email
    letter = Letter.objects.get(key__startswith="ended:")
    assert "welcome back" in letter.text
    assert membership.mandates(invoice.member, ENDS) == []
    assert membership.standing(invoice.member, ENDS - timedelta(days=1)) is State.GRACE  # nothing is taken back in time


def test_without_a_look_or_without_bank_records_nothing_ends(invoice: Invoice) -> None:
    gone(ENDS)
    by = treasurer()
    actions.look(invoices=[invoice], by=by, at=london(ENDS))
    clock(ENDS, ENDS + timedelta(days=3))
    assert not Ending.objects.exists()
    actions.bank_reaches(reach=ENDS - timedelta(days=1), by=by, at=london(ENDS + timedelta(days=20)))
    clock(ENDS + timedelta(days=21), ENDS + timedelta(days=21))
    assert not Ending.objects.exists()
    actions.bank_reaches(reach=ENDS, by=by, at=london(ENDS + timedelta(days=21)))
    clock(ENDS + timedelta(days=22), ENDS + timedelta(days=22))
    assert Ending.objects.count() == 1


def test_a_payment_at_the_last_moment_keeps_it(invoice: Invoice) -> None:
    gone(ENDS)
    seen(invoice, ENDS)
    pay(invoice, invoice.pence, day=ENDS, at=london(ENDS, 5))
    clock(ENDS, ENDS + timedelta(days=3))
    assert standing(invoice, ENDS + timedelta(days=3)) is State.CURRENT
    assert not Ending.objects.exists()


def test_a_promise_stops_letters_and_the_end_until_it_is_over(invoice: Invoice) -> None:
    clock(date(2026, 7, 14), date(2026, 7, 14))
    actions.promise(invoice=invoice, until=date(2026, 8, 1), by=on.BY, at=london(date(2026, 7, 14), 12))
    clock(date(2026, 7, 29), date(2026, 8, 1))
    assert not Reminder.objects.exists()
    clock(date(2026, 8, 2), date(2026, 8, 2))
    assert Reminder.objects.get().number == 2


@pytest.mark.parametrize("until", [date(2026, 7, 13), date(2026, 9, 13)])
def test_a_promise_has_a_day_that_can_be_kept(invoice: Invoice, until: date) -> None:
    with pytest.raises(NotPossible, match="A promise is for a day from today"):
        actions.promise(invoice=invoice, until=until, by=on.BY, at=london(date(2026, 7, 14)))


def test_letters_say_how_far_the_bank_records_run(invoice: Invoice) -> None:
    actions.bank_reaches(reach=date(2026, 7, 10), by=treasurer(), at=london(date(2026, 7, 12)))
    clock(date(2026, 7, 15), date(2026, 7, 15))
    letter = Letter.objects.get(key="reminder:1:1")
    assert "Our bank records run to 10 July 2026" in letter.text
    assert "00000000" not in letter.text  # never the account


def test_a_clock_that_stood_still_sends_one_letter_and_moves_day_by_day(invoice: Invoice) -> None:
    late = date(2026, 9, 20)
    clock(late, late)
    assert [row.number for row in Reminder.objects.all()] == [3]
    assert standing(invoice, late) is State.DUE
    clock(late + timedelta(days=1), late + timedelta(days=1))
    assert standing(invoice, late + timedelta(days=1)) is State.GRACE


def test_those_who_only_wait_keep_nobody_from_their_turn(invoice: Invoice, monkeypatch: pytest.MonkeyPatch) -> None:
    others = [sent(), sent()]
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    for _ in range(3):
        tasks.tend(london(date(2026, 7, 15), 6))
    reminded = set(Reminder.objects.values_list("invoice__number", flat=True))
    assert reminded == {one.number for one in (invoice, *others)}


def test_whoever_never_paid_waits_no_longer_than_the_rule(db: None) -> None:
    prepared()
    period = member(State.AWAITING)
    (invoice,) = invoices.run(by=on.BY, at=on.AT)
    gone(ENDS)
    seen(invoice, ENDS)
    clock(ENDS, ENDS)
    period.refresh_from_db()
    assert period.ends == ENDS


def test_whoever_comes_back_under_an_old_invoice_has_its_time_again(invoice: Invoice) -> None:
    gone(ENDS)
    seen(invoice, ENDS)
    clock(ENDS, ENDS)
    back = date(2026, 11, 2)
    school = invoice.member.organisation.establishment
    assert school is not None
    begin(
        organisation=invoice.member.organisation, membership_class=MembershipClass.objects.get(slug="full"),
        starts=back, schools=[school], basis=BASIS, by=on.BY, at=london(back),
    )  # fmt: skip
    seen_before = Look.objects.count()
    assert queries.owing(date(2026, 12, 2)) == []
    (owed,) = queries.owing(date(2026, 12, 3))
    assert owed.ends_on == date(2027, 3, 2)
    assert owed.late.looked is not None
    assert owed.why_not_yet
    with pytest.raises(NotPossible, match="not on the list"):
        actions.look(invoices=[invoice], by=treasurer(), at=london(date(2026, 12, 3)))
    assert Look.objects.count() == seen_before
    pay(invoice, invoice.pence, day=date(2026, 12, 3), at=london(date(2026, 12, 3)))
    assert standing(invoice, date(2026, 12, 3)) is State.CURRENT


def test_whoever_comes_back_in_a_year_that_it_had_paid_waits_for_nothing(invoice: Invoice) -> None:
    pay(invoice, invoice.pence, day=DUE, at=london(DUE))
    (period,) = invoice.member.periods.all()
    left, back = date(2026, 8, 1), date(2026, 9, 1)
    move(period=period, to=State.RESIGNED, day=left, basis=BASIS, by=on.BY, at=london(left))
    school = invoice.member.organisation.establishment
    assert school is not None
    begin(
        organisation=invoice.member.organisation, membership_class=MembershipClass.objects.get(slug="full"),
        starts=back, schools=[school], basis=BASIS, by=on.BY, at=london(back),
    )  # fmt: skip
    assert standing(invoice, back) is State.AWAITING
    assert tasks.tend(london(back, 18)) == "1 moved, 0 reminded, 0 ended"
    assert standing(invoice, back) is State.CURRENT
    assert tasks.tend(london(back, 19)) == "0 moved, 0 reminded, 0 ended"


def test_two_clocks_at_once_do_it_once(own_database: str) -> None:
    prepared()
    invoice = sent()
    clock(date(2026, 7, 14), date(2026, 7, 14))
    start, at = Barrier(2), london(date(2026, 7, 15), 6)
    failed: list[Exception] = []

    def run() -> None:
        try:
            start.wait(10)
            actions.tend(invoice=invoice, by=tasks.CLOCK, at=at)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failed == []
    assert Reminder.objects.count() == Letter.objects.filter(key__startswith="reminder:").count() == 1


def at_day(client: Client, day: date) -> None:
    """The network's clock stands at nine on that day."""
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    Network.objects.update(demo=True, clock_offset=int((moment - machine_now()).total_seconds()))


def test_the_treasurer_rings_notes_and_looks(client: Client, invoice: Invoice) -> None:
    gone(date(2026, 9, 20))
    at_day(client, date(2026, 9, 20))
    client.force_login(treasurer())
    page = client.get("/late/").content.decode()
    assert str(invoice.member) in page
    assert "may end from 1 October 2026" in page
    assert client.get("/late/sheet/").status_code == 200
    said = client.post("/late/1/", {"until": "2026-09-22", "words": "The bursar is away", "submission": str(uuid4())})
    assert said.status_code == 302
    assert "promised by 22 September 2026" in client.get("/late/").content.decode()
    wrong = client.post("/late/1/", {"until": "2027-09-22", "words": "", "submission": str(uuid4())})
    assert "For longer, ask the board" in wrong.content.decode()
    at_day(client, date(2026, 9, 23))
    assert "Nobody has looked" not in client.get("/late/ending/").content.decode()  # its time is not over is said first
    early = client.post("/late/bank-day/", {"bank-reach": "2027-01-01", "bank-submission": str(uuid4())})
    assert "Nobody can know" in early.content.decode()
    client.post("/late/bank-day/", {"bank-reach": "2026-09-22", "bank-submission": str(uuid4())})
    client.post("/late/looked/", {"invoice": ["1"], "look-submission": str(uuid4())})
    assert Look.objects.get().day == date(2026, 9, 23)
    assert client.post("/late/looked/", {"invoice": ["77"], "look-submission": str(uuid4())}).status_code == 302
    assert Look.objects.count() == 1


@pytest.mark.parametrize(("region", "sees"), [("north", True), ("west", False)])
def test_an_ambassador_sees_those_of_the_region_alone(
    client: Client, invoice: Invoice, region: str, sees: bool
) -> None:  # fmt: skip
    Organisation.objects.update(region_key="north")
    clock(date(2026, 7, 20), date(2026, 7, 20))
    at_day(client, date(2026, 7, 20))
    client.force_login(give(Office.AMBASSADOR, region).user)
    assert (str(invoice.member) in client.get("/late/").text) is sees
    assert client.get("/late/1/").status_code == (200 if sees else 404)
    for path in ("/late/ending/", "/invoices/1/"):
        assert client.get(path).status_code == 403
