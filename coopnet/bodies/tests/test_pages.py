"""Pages of roles: who sees them, who may begin and end, what a person is told about his own rights."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from coopnet.bodies.actions import add_seat, make_body
from coopnet.bodies.enums import BodyKind, Office
from coopnet.bodies.models import Term
from tests.roles import BEGAN, BEGAN_AT, BY, Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day, at noon."""
    with time_machine.travel(NOON):
        yield


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def today() -> date:
    return timezone.localdate()


ACT = {"way": "minute", "act_words": "Forum, minute 5", "act_day": "2026-09-01"}


def begin(client: Client, actor: Actor, post: str, **more: str) -> tuple[int, str]:
    form = {
        "submission": str(uuid4()),
        "person": str(actor.person.pk),
        "post": post,
        "starts": "2026-09-01",
        **ACT,
        **more,
    }
    answer = client.post("/roles/begin/", form)
    return answer.status_code, answer.get("Location") or answer.content.decode()


def test_the_page_shows_holders_vacancies_acts_and_what_each_role_may(network: object) -> None:
    regions()
    lead = give(Office.CO_ORDINATOR, name="Cora Lead")
    body = make_body(kind=BodyKind.REGIONAL_BOARD, slug="board", name="Board", region="west", by=BY, at=BEGAN_AT)
    add_seat(body=body, title="Primary schools", since=BEGAN, by=BY, at=BEGAN_AT)
    national = make_body(kind=BodyKind.NATIONAL_BOARD, slug="nab", name="National", by=BY, at=BEGAN_AT)
    add_seat(body=national, title="Western delegate", since=BEGAN, region="west", by=BY, at=BEGAN_AT)
    text = browser(lead).get("/roles/").content.decode()
    for words in (
        "Cora Lead",
        "Founding act of the network",
        "Ambassador of the Northern region",
        "Nobody yet",
        "Vacant since",
        "Primary schools",
        "Western delegate",
        "Begin a role",
        "load official files into the school list",
    ):
        assert words in text, words


@pytest.mark.parametrize("office, region", [(Office.TREASURER, ""), (Office.AMBASSADOR, "west")])
def test_an_officer_without_that_right_sees_roles_and_cannot_change_them(
    network: object, office: Office, region: str
) -> None:
    client = browser(give(office, region))
    text = client.get("/roles/").content.decode()
    assert "Begin a role" not in text
    other = give(Office.RETURNING_OFFICER)
    assert other.term is not None
    assert client.get(f"/roles/{other.term.pk}/").status_code == 200
    for address in ("/roles/begin/", f"/roles/{other.term.pk}/end/", f"/roles/{other.term.pk}/hand-over/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {}).status_code == 403


def test_somebody_without_a_role_sees_only_why(network: object) -> None:
    client = browser(nobody())
    assert client.get("/roles/").status_code == 403
    text = client.get("/roles/mine/").content.decode()
    assert "Nothing beyond what everybody may" in text
    assert "Ask the network’s co-ordinator" in text


def test_a_person_is_told_what_she_may_and_by_which_act(network: object) -> None:
    actor = give(Office.AMBASSADOR, "west", ends=today() + timedelta(days=1))
    text = browser(actor).get("/roles/mine/").content.decode()
    assert f"You are ambassador of the Western region until {today().day} " in text
    assert "Founding act of the network" in text
    assert "Begin and end roles" in text


def test_the_co_ordinator_begins_a_role_once_and_it_works_at_once(network: object) -> None:
    regions()
    lead, newcomer = browser(give(Office.CO_ORDINATOR)), nobody("Nina Newcomer")
    client = browser(newcomer)
    assert client.get("/people/").status_code == 403
    key = str(uuid4())
    status, address = begin(lead, newcomer, "office:ambassador:west", submission=key, last_day="2099-08-31")
    assert status == 302
    assert begin(lead, newcomer, "office:ambassador:west", submission=key, last_day="2099-08-31") == (302, address)
    term = Term.objects.get(person=newcomer.person)
    assert term.ends == date(2099, 9, 1)
    assert (term.basis_kind, term.basis_words) == ("minute", "Forum, minute 5")
    text = lead.get(address).content.decode()
    assert "Nina Newcomer: ambassador of the Western region" in text
    assert "31 August 2099" in text


def test_what_cannot_be_is_refused_with_a_sentence(network: object) -> None:
    regions()
    actor = give(Office.CO_ORDINATOR)
    lead = browser(actor)
    give(Office.TREASURER, name="Tess Treasurer")
    _, text = begin(lead, nobody(), "office:treasurer:")
    assert "Tess Treasurer is treasurer from" in text
    _, text = begin(lead, actor, "office:returning-officer:")
    assert "Nobody gives a role to himself or herself" in text
    _, text = begin(lead, nobody("Second Person"), "office:emperor:", act_words="")
    assert "Choose one of the roles listed" in text
    assert "Say what the act is" in text


def test_a_seat_is_filled_and_handed_over(network: object) -> None:
    regions()
    lead = browser(give(Office.CO_ORDINATOR))
    body = make_body(kind=BodyKind.REGIONAL_BOARD, slug="board", name="Board", region="west", by=BY, at=BEGAN_AT)
    seat = add_seat(body=body, title="Primary schools", since=BEGAN, by=BY, at=BEGAN_AT)
    first, second = nobody("Fay First"), nobody("Sol Second")
    status, _ = begin(lead, first, f"seat:{seat.pk}")
    assert status == 302
    term = Term.objects.get(seat=seat)
    form = {"submission": str(uuid4()), "person": str(second.person.pk), "starts": "2026-10-01", **ACT}
    assert lead.get(f"/roles/{term.pk}/hand-over/").status_code == 200
    assert lead.post(f"/roles/{term.pk}/hand-over/", form).status_code == 302
    term.refresh_from_db()
    assert term.ends == date(2026, 10, 1)
    assert Term.objects.get(person=second.person).starts == date(2026, 10, 1)


def test_ending_a_role_refuses_the_next_request_of_its_holder(network: object) -> None:
    lead, holder = browser(give(Office.CO_ORDINATOR)), give(Office.AMBASSADOR, "west")
    client = browser(holder)
    assert client.get("/people/").status_code == 200
    assert holder.term is not None
    address = f"/roles/{holder.term.pk}/end/"
    assert lead.get(address).status_code == 200
    assert (
        "cannot end before"
        in lead.post(address, {"first_day_without": "1999-01-01", "ending": "removed"}).content.decode()
    )
    answer = lead.post(address, {"first_day_without": today().isoformat(), "ending": "removed", "reason": "By vote"})
    assert answer.status_code == 302
    refused = client.get("/people/")
    assert refused.status_code == 403
    assert "Your time as ambassador of the Western region ended" in refused.content.decode()
    assert "Removed by decision: By vote" in lead.get(f"/roles/{holder.term.pk}/").content.decode()


def test_a_role_that_is_not_there_is_not_found(network: object) -> None:
    lead = browser(give(Office.CO_ORDINATOR))
    for address in ("/roles/999999/", "/roles/999999/end/", "/roles/999999/hand-over/"):
        assert lead.get(address).status_code == 404


def test_a_role_that_ended_on_its_first_day_shows_no_day_before_it(network: object) -> None:
    regions()
    lead = browser(give(Office.CO_ORDINATOR))
    somebody = give(Office.AMBASSADOR, "west", name="Ada Moor")
    first = today()
    status, address = begin(lead, somebody, "office:ambassador:north", starts=first.isoformat())
    assert status == 302, address
    told = {"first_day_without": first.isoformat(), "ending": "removed", "reason": "By mistake"}
    assert lead.post(f"{address}end/", told).status_code == 302
    assert "Ended on its first day" in lead.get(address).content.decode()
