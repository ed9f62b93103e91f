from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.audit import actions
from coopnet.audit.models import Entry
from coopnet.kit.actors import System
from tests.roles import Actor, holder, nobody

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def act(network: object) -> Entry:
    return actions.record(
        "letters.lost",
        subject="letter:12",
        words="A letter was lost.",
        by=System("post office"),
        at=NOON - timedelta(days=2),
        details={"address": "canary@example.org"},
    )


@time_machine.travel(NOON)
def test_only_whoever_may_reads_the_record(act: Entry) -> None:
    address = f"/record/{act.number}/"
    assert browser(holder("co-ordinator")).get("/record/").status_code == 200
    for outsider in (holder("ambassador", "west"), nobody()):
        assert browser(outsider).get("/record/").status_code == 403
        assert browser(outsider).get(address).status_code == 403
        assert browser(outsider).post(address, {"reason": "because", "submission": str(uuid4())}).status_code == 403
    assert Client().get("/record/").status_code == 302


@time_machine.travel(NOON)
def test_details_are_shown_for_a_reason_and_the_looking_is_recorded(act: Entry) -> None:
    client, address = browser(holder("co-ordinator", name="Cora Lead")), f"/record/{act.number}/"
    before = Entry.objects.count()
    assert "canary@" not in client.get("/record/").content.decode()
    assert "canary@" not in client.get(address).content.decode()
    assert (
        "Enter why you need the details"
        in client.post(address, {"reason": "", "submission": str(uuid4())}).content.decode()
    )
    assert Entry.objects.count() == before
    key = str(uuid4())
    for _ in range(2):
        answer = client.post(address, {"reason": "A school asked where its letter is", "submission": key})
        assert answer.status_code == 302
    assert Entry.objects.count() == before + 1
    assert "canary@example.org" in client.get(address).content.decode()
    assert "Cora Lead" in client.get("/record/?what=record.opened").content.decode()
    other = browser(holder("returning-officer"))
    assert "canary@" not in other.get(address).content.decode()
    with time_machine.travel(NOON + timedelta(minutes=16)):
        assert "canary@" not in client.get(address).content.decode()


@time_machine.travel(NOON)
@pytest.mark.parametrize(
    "query, found",
    [
        ("", True),
        ("who=post+off", True),
        ("who=nobody", False),
        ("what=letters.lost", True),
        ("subject=letter:12", True),
        ("subject=letter:1", False),
        ("since=2026-10-03&until=2026-10-03", True),
        ("since=2026-10-04", False),
        ("until=2026-10-02", False),
        ("before=1", False),
    ],
)
def test_the_record_can_be_asked(act: Entry, query: str, found: bool) -> None:
    page = browser(holder("co-ordinator")).get(f"/record/?{query}").content.decode()
    assert ("A letter was lost." in page) is found


@time_machine.travel(NOON)
@pytest.mark.parametrize(
    "query", ["before=x", "before=" + "9" * 400, "since=soon", "what=nothing", "who=%00", "before=²"]
)
def test_a_question_that_makes_no_sense_gets_an_answer(act: Entry, query: str) -> None:
    assert browser(holder("co-ordinator")).get(f"/record/?{query}").status_code == 200


@time_machine.travel(NOON)
def test_a_long_record_is_read_page_by_page_at_the_same_cost(act: Entry, django_assert_max_num_queries) -> None:
    client = browser(holder("co-ordinator"))
    for number in range(60):
        actions.record("terms.begun", subject=f"term:{number}", words="Began.", by=System("x"), at=NOON)
    with django_assert_max_num_queries(25):
        first = client.get("/record/").content.decode()
    assert "Older entries" in first
    assert "A letter was lost." not in first
    assert "A letter was lost." in client.get("/record/?before=3").content.decode()


@time_machine.travel(NOON)
def test_an_entry_whose_details_were_erased_says_so(act: Entry) -> None:
    actions.erase_details(number=act.number, reason="asked for", by=System("x"), at=NOON)
    page = browser(holder("co-ordinator")).get(f"/record/{act.number}/").content.decode()
    assert "The details of this act were erased" in page
    assert "post office" not in page
