"""One list, cut by day; and an honest empty one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.desk.todo.rules import sentence, standing
from coopnet.kit import registry
from coopnet.kit.access import Account
from coopnet.kit.registry import Duty
from tests.roles import give, nobody, regions

DAY = date(2026, 9, 1)

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day, at noon."""
    with time_machine.travel(NOON):
        yield


@pytest.mark.parametrize(
    "due, urgent, tone, words, can_wait",
    [
        (DAY - timedelta(days=3), False, "late", "3 days late", False),
        (DAY - timedelta(days=1), False, "late", "One day late", False),
        (DAY, False, "soon", "Due today", False),
        (DAY + timedelta(days=7), False, "soon", "Due this week", False),
        (DAY + timedelta(days=8), False, "", "Due within two weeks", False),
        (DAY + timedelta(days=15), False, "", "Can wait", True),
        (None, False, "", "Can wait", True),
        (None, True, "late", "Urgent", False),
    ],
)
def test_a_line_is_late_due_or_able_to_wait(
    due: date | None, urgent: bool, tone: str, words: str, can_wait: bool
) -> None:
    found = standing(due, urgent, DAY)
    assert (found.tone, found.words, found.can_wait) == (tone, words, can_wait)


@pytest.mark.parametrize(
    "counts, words",
    [
        ((0, 0, 0), "Nothing is due."),
        ((0, 0, 4), "Nothing is due. Everything on the list can wait."),
        ((1, 2, 3), "One thing is late or urgent, 2 are due soon. The rest can wait."),
        ((2, 0, 0), "2 things are late or urgent."),
        ((0, 1, 0), "One thing is due soon."),
    ],
)
def test_the_list_is_summed_up_in_a_sentence(counts: tuple[int, int, int], words: str) -> None:
    assert sentence(*counts) == words


@pytest.fixture
def invented_duties() -> Iterator[None]:
    def source(account: Account, at: datetime) -> Iterator[Duty]:
        day = at.date()
        yield Duty("Late thing", "/late/", day - timedelta(days=2), "It was due.", "It grows.", others="Vera")
        yield Duty("Slow thing", "/slow/", None, "Some day.", "Nothing happens.")

    registry.add_duties(source)
    yield
    registry._lists.duties.remove(source)


def sign_in(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")  # type: ignore[arg-type]  # an account
    return client


@pytest.mark.django_db
def test_the_list_says_what_why_what_if_left_and_who_else(network: object, invented_duties: None) -> None:
    text = sign_in(give(Office.TREASURER).user).get("/to-do/").content.decode()
    assert text.index("Late thing") < text.index("What can wait") < text.index("Slow thing")
    assert "2 days late" in text
    assert "If it is left: It grows. Who else can do it: Vera." in text
    assert "Treasurer" in text
    assert "Founding act of the network" in text


@pytest.mark.django_db
def test_somebody_without_a_role_finds_an_honest_empty_list(network: object) -> None:
    text = sign_in(nobody().user).get("/to-do/").content.decode()
    assert "All done" in text
    assert "You hold no role in the network today" in text


@pytest.mark.django_db
def test_a_visitor_is_sent_to_sign_in(network: object) -> None:
    assert Client().get("/to-do/")["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_vacancies_and_terms_that_end_soon_are_on_the_list_of_those_who_can_fill_them(network: object) -> None:
    regions()
    soon = NOON.date() + timedelta(days=10)
    leaving = give(Office.AMBASSADOR, "west", ends=soon, name="Lea Leaving")
    lead = sign_in(give(Office.CO_ORDINATOR).user).get("/to-do/").content.decode()
    assert "Name the next ambassador of the Western region" in lead
    assert "Find people for 6 empty roles" in lead
    assert "Nobody is ambassador of the Northern region; ambassador of the Central region" in lead
    own = sign_in(leaving.user).get("/to-do/").content.decode()
    assert "Hand over: ambassador of the Western region" in own
    assert "empty roles" not in own
