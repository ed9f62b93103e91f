"""Officers of the whole network make, close and open accounts; nobody else does, and nobody closes his or her own."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.notices.models import Letter
from coopnet.people.actions import add_person
from coopnet.people.models import Person
from tests.roles import BY, Actor, give

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON):
        yield


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def press(client: Client, person: Person, wish: str, **more: str) -> tuple[int, str]:
    address = f"/people/{person.key}/account/"
    served = client.get(address).content.decode()
    key = served.split('name="submission" value="')[1].split('"')[0]
    answer = client.post(address, {"submission": key, "wish": wish, **more})
    return answer.status_code, answer.content.decode()


@pytest.fixture
def pat(network: object) -> Person:
    return add_person(name="Pat Placeless", email="pat@example.org", by=BY, at=NOON)


def test_the_co_ordinator_makes_closes_and_opens_an_account(pat: Person) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    assert "Let Pat Placeless sign in" in client.get(f"/people/{pat.key}/").content.decode()
    assert press(client, pat, "make")[0] == 302
    user = User.objects.get(email="pat@example.org")
    pat.refresh_from_db()
    assert pat.user_id == user.pk
    assert Letter.objects.get(to="pat@example.org").kind == "notice"
    assert press(client, pat, "close", reason="Left the network")[0] == 302
    assert not User.objects.get(pk=user.pk).is_active
    assert press(client, pat, "open", reason="Is back")[0] == 302
    assert User.objects.get(pk=user.pk).is_active
    done = Entry.objects.filter(subject=f"account:{user.key}").order_by("number").values_list("what", flat=True)
    assert list(done) == ["account.made", "account.closed", "account.opened"]


def test_a_closed_account_is_refused_at_its_next_request(network: object) -> None:
    treasurer = give(Office.TREASURER)
    theirs = browser(treasurer)
    assert theirs.get("/to-do/").status_code == 200
    press(browser(give(Office.CO_ORDINATOR)), treasurer.person, "close", reason="Lost telephone")
    assert theirs.get("/to-do/").status_code == 302


def test_an_officer_of_one_region_makes_no_account_of_his_own_people(pat: Person) -> None:
    """Who may change an address and make an account of it could be anybody there who holds a role."""
    editor = give(Office.REGIONAL_EDITOR, "west")
    Person.objects.filter(pk=editor.person.pk).update(user=None)
    client = browser(give(Office.AMBASSADOR, "west"))
    theirs = f"/people/{editor.person.key}/"
    assert client.get(f"{theirs}change/").status_code == 200, "the control: the person is theirs"
    assert "sign in" not in client.get(theirs).content.decode()
    assert client.get(f"{theirs}account/").status_code == 404
    assert client.post(f"{theirs}account/", {"wish": "make"}).status_code == 404
    assert browser(give(Office.RETURNING_OFFICER)).get(f"/people/{pat.key}/account/").status_code == 403


def test_without_an_address_or_with_one_that_is_taken_no_account_is_made(network: object) -> None:
    lead = give(Office.CO_ORDINATOR)
    client = browser(lead)
    nell = add_person(name="Nell Nowhere", by=BY, at=NOON)
    assert "Enter the address for letters first" in client.get(f"/people/{nell.key}/account/").content.decode()
    twin = add_person(name="Twin Taken", email=lead.user.email, by=BY, at=NOON)
    status, text = press(client, twin, "make")
    assert (status, "An account with this address exists already." in text) == (200, True)
    assert User.objects.count() == 1


def test_nobody_closes_the_own_account_and_two_officers_do_not_undo_one_another(pat: Person) -> None:
    lead = give(Office.CO_ORDINATOR)
    client = browser(lead)
    assert "Nobody closes" in press(client, lead.person, "close", reason="Tired")[1]
    press(client, pat, "make")
    press(client, pat, "close", reason="Left")
    assert "Somebody else has just changed" in press(client, pat, "close", reason="Left")[1]
    assert not User.objects.get(email="pat@example.org").is_active
