"""The clock of a complaint about data: from the day it came, more time once and in time, and words that go."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.casework import rules, tasks
from coopnet.casework.actions import NotPossible
from coopnet.casework.complaints import actions, queries
from coopnet.casework.models import Complaint
from coopnet.casework.tests.ground import AT
from tests.roles import give, nobody

TODAY = AT.date()


def keeper() -> User:
    """Whoever keeps complaints, the same each time."""
    return User.objects.filter(name__startswith="Co Ordinator").first() or give(Office.CO_ORDINATOR).user


def came(on: date = TODAY) -> Complaint:
    return actions.take_down(
        key=uuid4(), came_on=on, name="Nora Nobody", reach="nora@example.org", words="Why do you hold my old address?",
        by=keeper(), at=AT,
    )  # fmt: skip


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "due", "more"),
    [
        (date(2026, 10, 1), date(2026, 11, 1), date(2027, 1, 1)),
        (date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 30)),
        (date(2024, 1, 30), date(2024, 2, 29), date(2024, 4, 30)),
        (date(2026, 11, 30), date(2026, 12, 30), date(2027, 2, 28)),
    ],
)
def test_a_month_ends_on_the_same_number_or_the_last_day(on: date, due: date, more: date) -> None:
    assert rules.answer_by(on) == due
    assert rules.answer_by(on, extended=True) == more


@pytest.mark.django_db
def test_the_clock_runs_from_the_day_it_came() -> None:
    by = nobody().user
    one = came(TODAY - timedelta(days=10))
    assert one.due_on == date(2026, 10, 21)
    with pytest.raises(NotPossible, match="yet to come"):
        came(TODAY + timedelta(days=1))
    with pytest.raises(NotPossible, match="since it came"):
        actions.acknowledge(complaint=one, day=TODAY - timedelta(days=11), by=by, at=AT)
    actions.acknowledge(complaint=one, day=TODAY, by=by, at=AT)
    with pytest.raises(NotPossible, match="already"):
        actions.acknowledge(complaint=one, day=TODAY, by=by, at=AT)
    with pytest.raises(NotPossible, match="before you told them"):
        actions.answer(complaint=one, day=TODAY - timedelta(days=1), words="No.", by=by, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(due_on=date(2030, 1, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.all().delete()


@pytest.mark.django_db
def test_more_time_is_taken_once_in_time_and_for_a_reason() -> None:
    by, one = nobody().user, came()
    with pytest.raises(NotPossible, match="Say why"):
        actions.extend(complaint=one, why=" ", by=by, at=AT)
    with pytest.raises(NotPossible, match="time is over"):
        actions.extend(complaint=one, why="Two old systems", by=by, at=moment(date(2026, 11, 2)))
    actions.extend(complaint=one, why="Two old systems", by=by, at=moment(date(2026, 11, 1)))
    one.refresh_from_db()
    assert one.answer_by == date(2027, 1, 1)
    with pytest.raises(NotPossible, match="once"):
        actions.extend(complaint=one, why="And a third", by=by, at=moment(date(2026, 11, 1)))
    with pytest.raises(IntegrityError), transaction.atomic():
        Complaint.objects.update(extended_why="")


@pytest.mark.django_db
def test_to_do_names_both_clocks_and_only_to_whoever_keeps_them() -> None:
    one, officer = came(), keeper()
    assert [(duty.due, duty.urgent) for duty in queries.duties(officer, AT)] == [
        (date(2026, 10, 31), False), (date(2026, 11, 1), False),
    ]  # fmt: skip
    assert [duty.urgent for duty in queries.duties(officer, moment(date(2026, 11, 1)))] == [True, False]
    assert not list(queries.duties(give(Office.AMBASSADOR, "west").user, AT))
    actions.acknowledge(complaint=one, day=TODAY, by=officer, at=AT)
    assert [duty.due for duty in queries.duties(officer, AT)] == [date(2026, 11, 1)]
    actions.answer(complaint=one, day=TODAY, words="It is taken out.", by=officer, at=AT)
    assert not list(queries.duties(officer, AT))


@pytest.mark.django_db
def test_two_years_after_the_answer_the_words_go_and_the_days_stay() -> None:
    one = came()
    actions.answer(complaint=one, day=TODAY, words="It is taken out.", by=nobody().user, at=AT)
    tasks.forget(AT + rules.FORGET_COMPLAINT)
    one.refresh_from_db()
    assert one.words
    tasks.forget(AT + rules.FORGET_COMPLAINT + timedelta(days=1))
    one.refresh_from_db()
    assert (one.name, one.reach, one.words, one.answer) == ("", "", "", "")
    assert (one.came_on, one.answered_on, one.acknowledged_on) == (TODAY, TODAY, TODAY)


@pytest.mark.django_db
def test_it_is_taken_down_and_answered_on_its_pages(client: Client, network: object) -> None:
    with time_machine.travel(AT, tick=False):
        client.force_login(give(Office.AMBASSADOR, "west").user)
        assert client.get("/complaints/").status_code == 403
        client.force_login(give(Office.CO_ORDINATOR).user)
        given = {
            "submission": str(uuid4()), "came_on": "2026-10-01", "name": "Nora Nobody", "reach": "01632 960123",
            "words": "Take my name off.",
        }  # fmt: skip
        assert "Enter an address or a number" in client.post("/complaints/", given | {"reach": ""}).text
        for _ in range(2):
            address = client.post("/complaints/", given).headers["Location"]
        assert Complaint.objects.count() == 1
        assert client.post("/complaints/", given | {"name": "Other"}).status_code == 409
        assert "Nora Nobody" in client.get("/complaints/").text
        page = client.get(address).text
        for words in ("31 October 2026", "1 November 2026", "Take my name off."):
            assert words in page
        told = {"acknowledge-submission": str(uuid4()), "acknowledge-day": "2026-10-01"}
        assert client.post(f"{address}acknowledge/", told).status_code == 302
        told["acknowledge-submission"] = str(uuid4())
        assert "already" in client.post(f"{address}acknowledge/", told, follow=True).text
        more = {"extend-submission": str(uuid4()), "extend-why": "It lies in an old sheet"}
        assert client.post(f"{address}extend/", more).status_code == 302
        page = client.get(address).text
        assert "It lies in an old sheet" in page
        assert "1 January 2027" in page
        done = {"answer-submission": str(uuid4()), "answer-day": "2026-10-01", "answer-words": "It is off."}
        assert client.post(f"{address}answer/", done).status_code == 302
        assert "It is off." in client.get(address).text
        assert "No complaint waits" in client.get("/complaints/").text
        assert client.post(f"{address}other/", done).status_code == 302
