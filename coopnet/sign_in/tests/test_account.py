"""One's own account: proving oneself again, password, sessions; making, closing and moving accounts."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.notices.models import Letter, Secret
from coopnet.sign_in import actions, rules
from coopnet.sign_in.tests.conftest import AT, BY, newest_code, part, sign_in_by_code, signed_in

EMAIL = "sam@school.example.org"
NEW = "quiet lanterns over Helston"
CHANGES = ("/account/password/", "/account/app/", "/account/passkeys/add/", "/account/recovery-codes/")


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as found:
        yield found


def test_changes_ask_for_a_proof_that_is_not_older_than_ten_minutes(client, make, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    assert client.get("/account/password/").status_code == 200
    clock.shift(rules.PROOF_LIFE)
    for path in CHANGES:
        assert client.get(path)["Location"].startswith("/account/confirm/?next="), path
        assert client.post(path, {"password": NEW})["Location"].startswith("/account/confirm/"), path
    assert not User.objects.get().has_usable_password()


def test_a_person_proves_themselves_by_a_code_and_goes_on_with_a_new_session_id(client, make, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    clock.shift(timedelta(hours=1))
    before = client.session.session_key
    confirm = "/account/confirm/?next=/account/password/"
    assert "six digits" in client.post(confirm, {"by": "letter"}).content.decode()
    assert client.post(confirm, {"by": "code", "code": newest_code()})["Location"] == "/account/password/"
    assert client.session.session_key != before
    assert client.get("/account/password/").status_code == 200


def test_a_person_proves_themselves_by_password(client, make, clock) -> None:
    make(password=NEW)
    sign_in_by_code(client, EMAIL)
    clock.shift(timedelta(hours=1))
    confirm = "/account/confirm/?next=/account/app/"
    assert "not your password" in client.post(confirm, {"by": "password", "password": "no"}).content.decode()
    assert client.post(confirm, {"by": "password", "password": NEW})["Location"] == "/account/app/"


def test_a_new_password_ends_other_sessions_is_told_and_recorded(client, make, clock) -> None:
    make()
    other = Client()
    sign_in_by_code(other, EMAIL)
    sign_in_by_code(client, EMAIL)
    assert client.post("/account/password/", {"password": NEW})["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert User.objects.get().check_password(NEW)
    assert Letter.objects.filter(text__startswith="A password was set").count() == 1
    assert Entry.objects.filter(what="account.password-set").count() == 1
    client.post("/account/password/", {"remove": "password"})
    assert not User.objects.get().has_usable_password()
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("weak", ["mouse", "123456789012", "password1234", "sam@school.example.org"])
def test_a_weak_password_is_refused_with_a_reason(client, make, clock, weak) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    answer = client.post("/account/password/", {"password": weak})
    assert "There is a problem" in answer.content.decode()
    assert weak not in answer.content.decode().replace(EMAIL, "")
    assert not User.objects.get().has_usable_password()


def test_sessions_are_listed_and_end_one_by_one_or_together(client, make, clock) -> None:
    make()
    phone, tablet = Client(headers={"User-Agent": "Firefox Android"}), Client(headers={"User-Agent": "Safari iPad"})
    for one in (phone, tablet, client):
        sign_in_by_code(one, EMAIL)
    page = client.get("/account/sessions/").content.decode()
    assert "Firefox on Android" in page
    assert "Safari on iPad" in page
    number = part(r'value="(\d+)">End<span class="vh"> the session: Firefox', page)
    client.post("/account/sessions/", {"session": number})
    assert phone.get("/account/").status_code == 302
    assert tablet.get("/account/").status_code == 200
    client.post("/account/sessions/", {"others": "all"})
    assert tablet.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_nobody_ends_the_session_of_another(client, make, clock) -> None:
    make()
    make(email="kim@school.example.org")
    kim = Client()
    sign_in_by_code(kim, "kim@school.example.org")
    sign_in_by_code(client, EMAIL)
    for number in range(1, 50):
        client.post("/account/sessions/", {"session": str(number)})
    assert kim.get("/account/").status_code == 200


def closed_on_all_sessions(user: User, sessions: int) -> int:
    """Open so many sessions, close the account, and count the sessions that are refused at their next request."""
    clients = [Client() for _ in range(sessions)]
    for one in clients:
        one.force_login(user)
        assert one.get("/account/").status_code == 200
    actions.close_account(user=user, reason="left", by=BY, at=AT)
    return sum(one.get("/account/").status_code == 302 for one in clients)


def test_a_closed_account_is_refused_at_the_next_request_on_every_open_session(make) -> None:
    """The proof ``guessing`` does it with a hundred."""
    assert closed_on_all_sessions(make(), 3) == 3


def test_an_account_opened_again_signs_in_anew(client, make, clock) -> None:
    user = make()
    sign_in_by_code(client, EMAIL)
    actions.close_account(user=user, reason="left", by=BY, at=AT)
    actions.open_account(user=user, reason="came back", by=BY, at=AT)
    assert client.get("/account/").status_code == 302
    assert sign_in_by_code(client, EMAIL).status_code == 302
    assert client.get("/account/").status_code == 200


def test_even_a_session_that_was_not_ended_is_refused_once_the_account_is_closed(client, make, clock) -> None:
    user = make()
    sign_in_by_code(client, EMAIL)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/account/").status_code == 302


def test_officers_sessions_end_after_half_a_day_and_others_after_two_weeks(client, make, officers, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    assert client.session.get_expiry_age() == 14 * 24 * 3600
    officers.add(EMAIL)
    fresh = Client()
    sign_in_by_code(fresh, EMAIL)
    assert fresh.session.get_expiry_age() == 12 * 3600


def test_an_account_is_made_once_and_its_owner_is_told(make) -> None:
    user = make(email=" Sam@School.Example.org ")
    assert user.email == EMAIL
    assert not user.has_usable_password()
    assert Letter.objects.filter(to=EMAIL, subject__startswith="You have an account").count() == 1
    with pytest.raises(actions.AddressTaken):
        make(email="SAM@school.example.org")


def test_another_address_is_told_to_both_and_ends_sessions(client, make, clock) -> None:
    user = make()
    make(email="kim@school.example.org")
    sign_in_by_code(client, EMAIL)
    with pytest.raises(actions.AddressTaken):
        actions.change_address(user=user, email="Kim@school.example.org", reason="x", by=BY, at=AT)
    actions.change_address(user=user, email="Sam.New@school.example.org", reason="moved", by=BY, at=AT)
    assert client.get("/account/").status_code == 302
    told = set(Letter.objects.filter(text__contains="another e-mail address").values_list("to", flat=True))
    assert told == {EMAIL, "sam.new@school.example.org"}


def test_signing_out_asks_first_and_then_ends_the_session(client, make, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    client.get("/sign-out/")
    assert signed_in(client)
    client.post("/sign-out/")
    assert not signed_in(client)


POSTS = (
    "/sign-in/",
    "/sign-in/code/",
    "/sign-in/password/",
    "/sign-in/passkey/",
    "/sign-in/passkey/question/",
    "/sign-in/second-step/",
    "/sign-out/",
    "/account/confirm/",
    "/account/sessions/",
    "/account/password/",
    "/account/app/",
    "/account/passkeys/add/",
    "/account/passkeys/question/",
    "/account/steps/1/remove/",
    "/account/recovery-codes/",
    "/account/recovery/",
    "/account/recovery/1/confirm/",
    "/account/recovery/1/withdraw/",
)


@pytest.mark.parametrize("path", POSTS)
def test_a_form_without_its_token_is_refused(make, path) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make())
    assert strict.post(path, {}).status_code == 403
    lax = Client()  # negative control: with the guard off it is not refused for the token
    lax.force_login(User.objects.get())
    assert "open too long" not in lax.post(path, {}).content.decode()


def test_nobody_signs_up_and_no_page_of_the_library_is_routed(client, make) -> None:
    for path in (
        "/signup/",
        "/accounts/signup/",
        "/account/signup/",
        "/accounts/login/",
        "/account/email/",
        "/account/2fa/",
    ):
        assert client.get(path).status_code == 404, path


def test_secrets_stand_in_no_log(client, make, officers, clock, caplog) -> None:
    """Every secret that this walk is handed is looked for in all lines logged meanwhile, at every level."""
    for name in (None, "coopnet", "allauth", "django", "django.request", "django.security", "django_structlog"):
        caplog.set_level(logging.DEBUG, logger=name)
    secrets = [NEW]
    make()
    client.get("/nowhere-to-be-logged/")
    answer = sign_in_by_code(client, EMAIL)
    assert answer.status_code == 302
    client.post("/account/password/", {"password": NEW})
    page = client.get("/account/app/").content.decode()
    secrets.append(part(r'<p class="code">([A-Z2-7 ]+)</p>', page).replace(" ", ""))
    secrets.append(part(r'name="given" value="([^"]+)"', page))
    codes = actions.make_recovery_codes(user=User.objects.get(), by=BY, at=AT)
    client.post("/sign-out/")
    client.post("/sign-in/password/", {"email": EMAIL, "password": NEW})
    client.post("/sign-in/second-step/", {"code": codes[0]})
    client.post("/sign-out/")
    client.post("/sign-in/", {"email": EMAIL})
    secrets += [*codes, newest_code(), str(client.session.session_key), client.cookies["known"].value]
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert "/nowhere-to-be-logged/" in logged, "nothing was captured, so nothing was looked through"
    assert not [secret for secret in secrets if secret in logged]
    assert Secret.objects.count() == 1
    in_record = "".join(
        str(values) for values in Entry.objects.values_list("subject", "detail__words", "detail__values")
    )
    assert not [secret for secret in secrets if secret in in_record]


def test_passkeys_over_plain_http_are_for_machines_without_a_name_only(settings) -> None:
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN is True
    assert settings.MODE != "production"
    call_command("check")
