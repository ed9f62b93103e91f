"""Two officers let somebody back in; nobody does it alone, and never by e-mail alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.kit import access, registry
from coopnet.kit.access import Answer
from coopnet.notices.models import Letter
from coopnet.sign_in import actions, rules
from coopnet.sign_in.models import Recovery
from coopnet.sign_in.tests.conftest import AT, BY, sign_in_by_code, signed_in

LOST = "lost@school.example.org"
STEP = "/sign-in/second-step/"


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as found:
        yield found


@pytest.fixture
def people(make, monkeypatch):
    """Ann and Ben may let somebody back in; Cy may not; Lou has lost everything."""
    found = {
        name: make(email=f"{name.lower()}@school.example.org", name=f"{name} Invented") for name in ("Ann", "Ben", "Cy")
    }
    found["Lou"] = make(email=LOST, name="Lou Invented", password="a password of long ago")
    actions.make_recovery_codes(user=found["Lou"], by=BY, at=AT)
    able = {found["Ann"].pk, found["Ben"].pk}

    def source(account, act, on, at):
        if act == "accounts.recover" and account.pk in able:
            yield Answer(True, "holds a role in this test")

    monkeypatch.setattr(access, "_sources", [source])
    return found


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def ask(client: Client, email: str = LOST, reason: str = "Spoke face to face"):
    return client.post("/account/recovery/", {"email": email, "reason": reason, "submission": str(uuid4())})


def test_two_officers_let_somebody_back_in_by_letter_and_a_spoken_code(people, clock) -> None:
    assert ask(client_of(people["Ann"]))["Location"] == "/account/recovery/"
    asked = Recovery.objects.get()
    answer = client_of(people["Ben"]).post(f"/account/recovery/{asked.pk}/confirm/")
    code = answer.content.decode().partition('<p class="code">')[2][:8]
    assert code.isdigit()
    people["Lou"].refresh_from_db()
    assert not people["Lou"].has_usable_password()
    lou = Client()
    assert sign_in_by_code(lou, LOST)["Location"] == STEP
    assert not signed_in(lou), "the letter alone is not enough"
    lou.post(STEP, {"code": code})
    assert signed_in(lou)
    kinds = set(Entry.objects.values_list("what", flat=True))
    assert {"account.recovery-asked", "account.recovery-confirmed"} <= kinds
    assert Letter.objects.filter(to=LOST, kind="notice", subject__startswith="Your account").count() >= 2


def test_one_officer_alone_cannot(people, clock) -> None:
    ann = client_of(people["Ann"])
    ask(ann)
    asked = Recovery.objects.get()
    answer = ann.post(f"/account/recovery/{asked.pk}/confirm/")
    assert answer.status_code == 409
    assert "A second officer must confirm" in answer.content.decode()
    assert Authenticator.objects.filter(user=people["Lou"]).exists()
    assert Recovery.objects.get().confirmed_at is None


def test_nobody_asks_or_confirms_for_themselves(people, clock) -> None:
    answer = ask(client_of(people["Ann"]), email="ann@school.example.org")
    assert "You cannot ask for yourself" in answer.content.decode()
    ask(client_of(people["Ann"]), email="ben@school.example.org")
    asked = Recovery.objects.get()
    assert client_of(people["Ben"]).post(f"/account/recovery/{asked.pk}/confirm/").status_code == 409


def test_who_may_not_sees_nothing_and_changes_nothing(people, clock) -> None:
    ask(client_of(people["Ann"]))
    asked = Recovery.objects.get()
    for client, status in ((client_of(people["Cy"]), 403), (Client(), 302)):
        assert client.get("/account/recovery/").status_code == status
        assert client.post(f"/account/recovery/{asked.pk}/confirm/").status_code == status
        assert client.post(f"/account/recovery/{asked.pk}/withdraw/").status_code == status
    asked.refresh_from_db()
    assert asked.confirmed_at is None
    assert asked.withdrawn_at is None


def test_a_request_ends_after_a_day_and_can_be_asked_anew(people, clock) -> None:
    asked = actions.ask_recovery(owner=people["Lou"], reason="x", by=people["Ann"], at=AT)
    with pytest.raises(actions.NotAllowed):
        actions.ask_recovery(owner=people["Lou"], reason="x", by=people["Ben"], at=AT)
    late = AT + rules.RECOVERY_LIFE
    with pytest.raises(actions.NotAllowed):
        actions.confirm_recovery(number=asked.pk, by=people["Ben"], at=late)
    assert actions.ask_recovery(owner=people["Lou"], reason="x", by=people["Ben"], at=late)


def test_a_withdrawn_request_is_over(people, clock) -> None:
    asked = actions.ask_recovery(owner=people["Lou"], reason="x", by=people["Ann"], at=AT)
    client_of(people["Ben"]).post(f"/account/recovery/{asked.pk}/withdraw/")
    with pytest.raises(actions.NotAllowed):
        actions.confirm_recovery(number=asked.pk, by=people["Ben"], at=AT)


def test_a_second_officer_finds_it_in_the_to_do_list(people, clock) -> None:
    actions.ask_recovery(owner=people["Lou"], reason="x", by=people["Ann"], at=AT)
    words = "Let Lou Invented back into their account"
    assert words in [duty.words for duty in registry.duties(people["Ben"], AT)]
    assert words not in [duty.words for duty in registry.duties(people["Ann"], AT)]
    assert words not in [duty.words for duty in registry.duties(people["Cy"], AT)]


def test_an_unknown_address_is_named_as_such_to_officers(people, clock) -> None:
    assert "No open account has this address" in ask(client_of(people["Ann"]), email="x@y.example.org").content.decode()


def test_a_proof_that_is_old_is_asked_for_again(people, clock) -> None:
    ann = client_of(people["Ann"])
    clock.shift(timedelta(hours=1))
    assert ann.get("/account/recovery/")["Location"].startswith("/account/confirm/")


@pytest.mark.parametrize(
    "changes, constraint",
    [
        ({"asked_by": "Lou"}, "two_others"),
        ({"confirmed_by": "Ann", "confirmed_at": AT}, "two_others"),
        ({"confirmed_by": "Lou", "confirmed_at": AT}, "two_others"),
        ({"confirmed_by": "Ben"}, "confirmed_whole"),
    ],
)
def test_the_database_itself_wants_two_others(people, changes, constraint) -> None:
    fields = {"owner": "Lou", "asked_by": "Ann"} | changes
    values = {key: people[value] if isinstance(value, str) else value for key, value in fields.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Recovery.objects.create(reason="x", asked_at=AT, ends_at=AT + rules.RECOVERY_LIFE, **values)


def test_the_database_keeps_one_open_request_a_person(people) -> None:
    values = {"owner": people["Lou"], "asked_by": people["Ann"], "reason": "x", "asked_at": AT, "ends_at": AT}
    Recovery.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Recovery.objects.create(**values)
