"""The second step: who must take it, how it is added, taken, removed and recovered."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.notices.models import Letter
from coopnet.sign_in import actions, library
from coopnet.sign_in.middleware import SecondStepMiddleware
from coopnet.sign_in.tests.conftest import AT, BY, part, sign_in_by_code, signed_in

EMAIL = "sam@school.example.org"
STEP = "/sign-in/second-step/"


def app_code(secret: str, at) -> str:
    return str(format_hotp_value(hotp_value(secret, int(at.timestamp()) // 30)))


@pytest.fixture
def clock():
    with time_machine.travel(AT, tick=False) as found:
        yield found


def add_app(client: Client, at) -> tuple[str, list[str]]:
    """Add an app by the page; gives its secret and the recovery codes shown."""
    page = client.get("/account/app/").content.decode()
    given = part(r'name="given" value="([^"]+)"', page)
    plain = part(r'<p class="code">([A-Z2-7 ]+)</p>', page).replace(" ", "")
    answer = client.post("/account/app/", {"given": given, "code": app_code(plain, at)})
    codes = re.findall(r'<li class="code">(\d{8})</li>', answer.content.decode())
    return plain, codes


def officer_with_app(client: Client, make, officers, clock) -> tuple[str, list[str]]:
    officers.add(EMAIL)
    make()
    sign_in_by_code(client, EMAIL)
    secret, codes = add_app(client, AT)
    assert len(codes) == 10
    clock.shift(timedelta(minutes=5))
    return secret, codes


def test_an_officer_without_a_second_step_is_led_to_add_one_wherever_they_go(client, make, officers, clock) -> None:
    officers.add(EMAIL)
    make()
    assert sign_in_by_code(client, EMAIL).status_code == 302
    for path in ("/account/", "/", "/to-do/", "/account/password/", "/account/recovery/", "/nowhere/"):
        assert client.get(path)["Location"].startswith(STEP), path
    assert client.post("/account/sessions/", {"others": "all"})["Location"] == STEP
    page = client.get(STEP).content.decode()
    assert "Add a passkey" in page
    _, codes = add_app(client, AT)
    assert len(codes) == 10
    assert client.get("/account/").status_code == 200


def test_without_the_guard_the_officer_would_walk_in(client, make, officers, clock, monkeypatch) -> None:
    """Negative control."""
    monkeypatch.setattr(SecondStepMiddleware, "__call__", lambda self, request: self.get_response(request))
    officers.add(EMAIL)
    make()
    sign_in_by_code(client, EMAIL)
    assert client.get("/account/").status_code == 200


def test_a_person_without_a_role_is_not_asked(client, make, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    assert client.get("/account/").status_code == 200


def test_a_role_given_today_asks_for_the_step_at_the_next_request(client, make, officers, clock) -> None:
    make()
    sign_in_by_code(client, EMAIL)
    assert client.get("/account/").status_code == 200
    officers.add(EMAIL)
    assert client.get("/account/")["Location"].startswith(STEP)


def test_a_part_of_a_page_is_led_as_a_whole(client, make, officers, clock) -> None:
    officers.add(EMAIL)
    make()
    sign_in_by_code(client, EMAIL)
    answer = client.get("/account/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, STEP)


def test_an_officer_signs_in_by_code_and_app_and_the_session_id_changes(client, make, officers, clock) -> None:
    secret, _ = officer_with_app(client, make, officers, clock)
    fresh = Client()
    answer = sign_in_by_code(fresh, EMAIL)
    assert answer["Location"] == STEP
    assert not signed_in(fresh)
    assert fresh.get("/account/")["Location"].startswith("/sign-in/?next=")
    before = fresh.session.session_key
    answer = fresh.post(STEP, {"code": app_code(secret, AT + timedelta(minutes=5))})
    assert answer["Location"] == "/to-do/"
    assert fresh.session.session_key != before
    assert signed_in(fresh)
    assert fresh.get("/account/").status_code == 200


def test_an_app_code_serves_once(client, make, officers, clock) -> None:
    secret, _ = officer_with_app(client, make, officers, clock)
    code = app_code(secret, AT + timedelta(minutes=5))
    for expected in (True, False):
        fresh = Client()
        sign_in_by_code(fresh, EMAIL)
        fresh.post(STEP, {"code": code})
        assert signed_in(fresh) is expected


def test_a_recovery_code_serves_once(client, make, officers, clock) -> None:
    _, codes = officer_with_app(client, make, officers, clock)
    for expected in (True, False):
        fresh = Client()
        sign_in_by_code(fresh, EMAIL)
        fresh.post(STEP, {"code": codes[3]})
        assert signed_in(fresh) is expected


def test_the_second_step_cannot_be_guessed(client, make, officers, clock) -> None:
    secret, _ = officer_with_app(client, make, officers, clock)
    fresh = Client()
    sign_in_by_code(fresh, EMAIL)
    right = app_code(secret, AT + timedelta(minutes=5))
    wrong = f"{(int(right) + 7) % 10**6:06d}"
    statuses = [fresh.post(STEP, {"code": wrong}).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]
    fresh.post(STEP, {"code": right})
    assert not signed_in(fresh)


def test_a_sign_in_that_waits_for_its_step_dies_after_ten_minutes(client, make, officers, clock) -> None:
    secret, _ = officer_with_app(client, make, officers, clock)
    fresh = Client()
    sign_in_by_code(fresh, EMAIL)
    clock.shift(timedelta(minutes=11))
    fresh.post(STEP, {"code": app_code(secret, AT + timedelta(minutes=16))})
    assert not signed_in(fresh)


def test_a_change_asks_for_the_step_again_once_it_is_old(client, make, officers, clock) -> None:
    officer_with_app(client, make, officers, clock)
    clock.shift(timedelta(minutes=11))
    there = client.get("/account/password/")["Location"]
    assert there.startswith("/account/confirm/")
    assert "Show that it is you" in client.get(there).content.decode()
    client.post(there, {"code": "000000"})
    assert client.get("/account/password/")["Location"] == there


def test_an_account_closed_meanwhile_does_not_get_past_the_step(client, make, officers, clock) -> None:
    secret, _ = officer_with_app(client, make, officers, clock)
    fresh = Client()
    sign_in_by_code(fresh, EMAIL)
    user = Authenticator.objects.first().user
    actions.close_account(user=user, reason="left", by=BY, at=AT)
    assert fresh.post(STEP, {"code": app_code(secret, AT + timedelta(minutes=5))})["Location"] == "/sign-in/"
    assert not signed_in(fresh)


def test_secrets_of_apps_and_recovery_codes_are_enciphered(client, make, officers, clock) -> None:
    secret, codes = officer_with_app(client, make, officers, clock)
    for step in Authenticator.objects.all():
        assert secret not in str(step.data)
        assert not any(code in str(step.data) for code in codes)


def test_another_secret_key_makes_old_secrets_useless_and_breaks_no_page(
    client, make, officers, clock, settings
) -> None:
    secret, codes = officer_with_app(client, make, officers, clock)
    user = Authenticator.objects.first().user
    settings.SECRET_KEY = "another key, long enough for anything that wants a long one"
    assert library.check_code(user, app_code(secret, AT + timedelta(minutes=5))) is None
    assert library.check_code(user, codes[0]) is None
    fresh = Client()
    sign_in_by_code(fresh, EMAIL)
    assert fresh.post(STEP, {"code": codes[0]}).status_code == 200


def test_a_new_step_ends_all_other_sessions_and_is_told_and_recorded(client, make, clock) -> None:
    make()
    other = Client()
    sign_in_by_code(other, EMAIL)
    sign_in_by_code(client, EMAIL)
    before = client.session.session_key
    add_app(client, AT)
    assert client.session.session_key != before
    assert client.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert Letter.objects.filter(text__contains="authenticator app was added", to=EMAIL).count() == 1
    assert Entry.objects.filter(what="account.app-added").count() == 1


def test_an_officer_cannot_remove_the_last_step_and_others_can(client, make, officers, clock) -> None:
    officer_with_app(client, make, officers, clock)
    step = Authenticator.objects.get(type="totp")
    address = f"/account/steps/{step.pk}/remove/"
    answer = client.post(address)
    assert answer.status_code == 409
    assert "Your role needs a second step" in answer.content.decode()
    officers.clear()
    assert client.post(address)["Location"] == "/account/"
    assert not Authenticator.objects.exists()


def test_nobody_reaches_the_step_of_another(client, make, officers, clock) -> None:
    officer_with_app(client, make, officers, clock)
    make(email="kim@school.example.org")
    kim = Client()
    sign_in_by_code(kim, "kim@school.example.org")
    step = Authenticator.objects.get(type="totp")
    for number in (step.pk, 999999):
        assert kim.post(f"/account/steps/{number}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=step.pk).exists()


def test_a_founding_officer_signs_in_by_letter_and_a_printed_code_and_then_adds_a_step(
    client, make, officers, clock
) -> None:
    officers.add(EMAIL)
    user = make()
    codes = actions.make_recovery_codes(user=user, by=BY, at=AT)
    assert len(codes) == 10
    assert sign_in_by_code(client, EMAIL)["Location"] == STEP
    assert not signed_in(client)
    client.post(STEP, {"code": codes[0]})
    assert signed_in(client)
    _, fresh = add_app(client, AT)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_new_recovery_codes_take_the_place_of_the_old(client, make, officers, clock) -> None:
    _, codes = officer_with_app(client, make, officers, clock)
    asked = client.get("/account/recovery-codes/").content.decode()
    assert "Recovery codes" in asked
    assert not set(re.findall(r"\d{8}", asked)) & set(codes)  # what was shown once is never shown again
    page = client.post("/account/recovery-codes/")
    assert "no-store" in page["Cache-Control"]
    fresh = re.findall(r'<li class="code">(\d{8})</li>', page.content.decode())
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)


def test_the_given_secret_of_an_app_belongs_to_one_account_and_one_quarter_of_an_hour(client, make, clock) -> None:
    make()
    make(email="kim@school.example.org")
    kim = Client()
    sign_in_by_code(client, EMAIL)
    sign_in_by_code(kim, "kim@school.example.org")
    page = kim.get("/account/app/").content.decode()
    given = part(r'name="given" value="([^"]+)"', page)
    secret = part(r'<p class="code">([A-Z2-7 ]+)</p>', page).replace(" ", "")
    answer = client.post("/account/app/", {"given": given, "code": app_code(secret, AT)})
    assert "open too long" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(
    "garbage", ["", "x", "null", "[]", "{}", '{"id":1}', '{"id":"a","rawId":"a","type":"x"}', "[" * 5000]
)
def test_a_passkey_answer_that_makes_no_sense_is_refused_without_a_fault(client, make, clock, garbage) -> None:
    make()
    assert client.post("/sign-in/passkey/question/").status_code == 200
    assert client.post("/sign-in/passkey/", {"answer": garbage}).status_code == 400
    sign_in_by_code(client, EMAIL)
    client.post("/account/passkeys/question/")
    answer = client.post("/account/passkeys/add/", {"answer": garbage, "name": "My phone"})
    assert answer.status_code == 200
    assert "answer did not fit" in answer.content.decode()
