"""Everything that is held about a person comes out, and no table is forgotten."""

import json
from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db.models import Field
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.desk.my_data.queries import gather
from coopnet.desk.my_data.tables import ELSEWHERE, SHOWN
from coopnet.enquiries.tests.ground import send
from coopnet.notices.actions import decline_news, queue
from coopnet.people import actions
from coopnet.people.enums import ContactKind
from coopnet.people.models import Person
from tests.roles import BEGAN_AT, BY, Actor, give, nobody

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


def keys_to_people() -> set[tuple[str, str]]:
    """Every key of every table, ours or not, that leads to a person or an account."""
    found = set()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            own = isinstance(field, Field) and field.model is model
            if own and field.is_relation and field.related_model in (User, Person):
                if field.many_to_many:
                    continue  # its own table is walked
                found.add((model._meta.label, field.name))
    return found


def test_every_table_with_a_key_to_a_person_or_account_is_mapped() -> None:
    mapped = {(shown.model, shown.key) for shown in SHOWN} | {(left.model, left.key) for left in ELSEWHERE}
    assert keys_to_people() - mapped == set(), "map these in desk/my_data/tables.py"
    assert mapped - keys_to_people() == set(), "these are no longer there"


def test_every_reason_for_not_showing_is_a_sentence() -> None:
    assert all(left.reason.endswith(".") and len(left.reason) > 20 for left in ELSEWHERE)


def test_no_secret_stands_among_the_columns() -> None:
    for shown in SHOWN:
        for path, _ in shown.columns:
            assert path not in {"password", "digest", "data", "session_key", "browser", "seed", "token"}, shown.model


@pytest.fixture
def wilma(network: object) -> Actor:
    actor = give(Office.TREASURER, name="Wilma Testwright")
    actions.change_person(
        person=actor.person, name="Wilma Testwright", email="home.wilma@example.org", note="Canary note", by=BY, at=AT
    )
    actions.add_contact(person=actor.person, kind=ContactKind.PHONE, value="01632 960123", by=BY, at=AT)
    queue(
        kind="notice",
        key="hello:1",
        to="home.wilma@example.org",
        subject="Hello Wilma",
        text="Letter text canary",
        by=BY,
        at=AT,
    )
    decline_news(address="Home.Wilma@example.org", source="Refusal canary", by=BY, at=AT)
    send(email="Home.Wilma@example.org", words="Enquiry canary")
    return actor


def sign_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


HELD = [
    "Refusal canary",
    "Wilma Testwright",
    "home.wilma@example.org",
    "Canary note",
    "01632 960123",
    "Letter text canary",
    "treasurer",
    "Enquiry canary",
]


@pytest.mark.django_db
def test_the_page_and_the_file_hold_all_of_it(wilma: Actor) -> None:
    client = sign_in(wilma)
    text = client.get("/account/my-data/").content.decode()
    answer = client.get("/account/my-data/file/")
    assert "attachment" in answer["Content-Disposition"]
    whole = json.loads(answer.content)
    for words in HELD:
        assert words in text, words
        assert words in answer.content.decode(), words
    titles = [part["title"] for part in whole["parts"]]
    assert len(titles) == len(set(titles)) == len(SHOWN) + 6
    about = next(part for part in whole["parts"] if part["title"] == "What was done about you")
    assert {"people.added", "people.changed", "people.contact-added", "terms.begun"} <= {
        r["Act"] for r in about["rows"]
    }
    assert all(part["why"] and part["kept"] for part in whole["parts"])


@pytest.mark.django_db
def test_nobody_else_s_data_is_in_it(wilma: Actor) -> None:
    client = sign_in(nobody("Otto Other"))
    for address in ("/account/my-data/", "/account/my-data/file/"):
        text = client.get(address).content.decode()
        for words in HELD:
            assert words not in text, words
        assert "Otto Other" in text


@pytest.mark.django_db
def test_an_account_without_a_person_gets_what_there_is(network: object) -> None:
    user = User.objects.create_user("alone@example.org", name="Al One", made_at=BEGAN_AT)
    parts = {part.title: part.rows for part in gather(user)}
    assert parts["Your account"][0]["Address"] == "alone@example.org"
    assert parts["You"] == []


@pytest.mark.django_db
def test_the_password_is_in_neither(wilma: Actor) -> None:
    wilma.user.set_password("a long password for a test")
    wilma.user.save()
    client = sign_in(wilma)
    for address in ("/account/my-data/", "/account/my-data/file/"):
        assert "pbkdf2" not in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/account/my-data/", "/account/my-data/file/"])
def test_a_visitor_is_sent_to_sign_in(network: object, address: str) -> None:
    assert Client().get(address)["Location"].startswith("/sign-in/")
