"""Signing in by a code in a letter."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.notices.models import Letter, Secret
from coopnet.sign_in import actions, limits, rules
from coopnet.sign_in.models import SignInCode
from coopnet.sign_in.tests.conftest import AT, BY, ask_code, newest_code, sign_in_by_code, signed_in

WRONG = "This code does not open anything now"


def another(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_person_signs_in_by_a_code_and_lands_where_they_wanted(client, make) -> None:
    make()
    client.post("/sign-in/", {"email": "Sam@School.example.org", "next": "/regions/western/"})
    answer = client.post("/sign-in/code/", {"code": newest_code()})
    assert answer.status_code == 302
    assert answer["Location"] == "/regions/western/"
    assert signed_in(client)
    assert Entry.objects.filter(what="account.signed-in").count() == 1


def test_a_code_is_let_pass_with_blanks_and_serves_once(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    code = newest_code()
    assert client.post("/sign-in/code/", {"code": f" {code[:3]} {code[3:]} "}).status_code == 302
    again = Client()
    answer = again.post("/sign-in/code/", {"email": "sam@school.example.org", "code": code})
    assert WRONG in answer.content.decode()
    assert not signed_in(again)


def test_a_code_can_be_typed_in_another_browser(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    other = Client()
    page = other.get("/sign-in/code/").content.decode()
    assert 'name="email"' in page
    other.post("/sign-in/code/", {"email": "sam@school.example.org", "code": newest_code()})
    assert signed_in(other)
    assert not signed_in(client)


def test_a_code_dies_after_ten_minutes_of_machine_time(client, make) -> None:
    make()
    start = datetime(2026, 9, 1, 12, tzinfo=UTC)
    with time_machine.travel(start, tick=False) as clock:
        ask_code(client, "sam@school.example.org")
        clock.shift(rules.CODE_LIFE - timedelta(seconds=1))
        assert client.post("/sign-in/code/", {"code": newest_code()}).status_code == 302
    with time_machine.travel(start + timedelta(hours=2), tick=False) as clock:
        late = Client()
        ask_code(late, "sam@school.example.org")
        clock.shift(rules.CODE_LIFE)
        assert WRONG in late.post("/sign-in/code/", {"code": newest_code()}).content.decode()


def test_a_code_has_few_tries_and_then_even_the_right_one_fails(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    code = newest_code()
    for _ in range(rules.TRIES_HERE):
        assert WRONG in client.post("/sign-in/code/", {"code": another(code)}).content.decode()
    assert WRONG in client.post("/sign-in/code/", {"code": code}).content.decode()
    assert not signed_in(client)


def test_without_the_count_of_tries_the_right_code_would_still_work(client, make, monkeypatch) -> None:
    """Negative control of the test above."""
    monkeypatch.setattr(rules, "TRIES_HERE", 1000)
    make()
    ask_code(client, "sam@school.example.org")
    code = newest_code()
    for _ in range(4):
        client.post("/sign-in/code/", {"code": another(code)})
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def test_strangers_who_guess_do_not_use_up_the_tries_of_the_one_who_asked(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    code = newest_code()
    stranger = Client()
    for _ in range(rules.TRIES_ELSEWHERE + 2):
        stranger.post("/sign-in/code/", {"email": "sam@school.example.org", "code": another(code)})
    stranger.post("/sign-in/code/", {"email": "sam@school.example.org", "code": code})
    assert not signed_in(stranger)
    assert client.post("/sign-in/code/", {"code": code}).status_code == 302


def test_asking_anew_ends_the_older_code_of_this_browser_only(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    first = newest_code()
    other = Client()
    ask_code(other, "sam@school.example.org")
    elsewhere = newest_code()
    ask_code(client, "sam@school.example.org")
    assert WRONG in client.post("/sign-in/code/", {"code": first}).content.decode() or first == newest_code()
    assert other.post("/sign-in/code/", {"code": elsewhere}).status_code == 302


def test_known_and_unknown_addresses_get_the_same_answers(make) -> None:
    make()
    pages = []
    for email in ("sam@school.example.org", "nix@school.example.org"):
        client = Client()
        first = ask_code(client, email)
        second = client.get("/sign-in/code/")
        third = client.post("/sign-in/code/", {"code": "000000"})
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", second.content.decode() + third.content.decode())
        pages.append(
            (first.status_code, first["Location"], second.status_code, third.status_code, body.replace(email, "@"))
        )
    assert pages[0] == pages[1]
    assert Letter.objects.filter(kind="code").count() == 1


def test_known_and_unknown_addresses_cost_the_same_queries(make) -> None:
    make()
    counts = []
    for email in ("sam@school.example.org", "nix@school.example.org"):
        with CaptureQueriesContext(connection) as queries:
            actions.send_code(email=email, browser="x", machine=AT, by=BY, at=AT)
        counts.append(sum(1 for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))))
    assert counts[0] == counts[1]


def test_a_closed_account_gets_no_letter(client, make) -> None:
    user = make()
    actions.close_account(user=user, reason="left", by=BY, at=AT)
    ask_code(client, user.email)
    assert not Letter.objects.filter(kind="code").exists()


def test_an_account_closed_between_letter_and_code_stays_shut(client, make) -> None:
    user = make()
    ask_code(client, user.email)
    actions.close_account(user=user, reason="left", by=BY, at=AT)
    client.post("/sign-in/code/", {"code": newest_code()})
    assert not signed_in(client)


def test_the_letter_holds_no_link_that_signs_in_and_its_text_goes_when_the_code_is_used(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    letter = Letter.objects.get(kind="code")
    text = Secret.objects.get(letter=letter).text
    code = newest_code()
    assert all(code not in address for address in re.findall(r"https?://\S+", text))
    assert code not in letter.subject + letter.text + letter.key
    client.post("/sign-in/code/", {"code": code})
    assert not Secret.objects.exists()


def test_the_database_holds_no_code(client, make) -> None:
    make()
    ask_code(client, "sam@school.example.org")
    row = SignInCode.objects.get()
    assert newest_code() not in (row.digest, row.browser)
    assert len(row.digest) == 64


def test_asking_for_codes_is_limited_by_account_but_not_for_a_browser_that_is_known(client, make) -> None:
    make()
    assert sign_in_by_code(client, "sam@school.example.org").status_code == 302
    client.post("/sign-out/")
    for n in range(6):
        last = ask_code(Client(REMOTE_ADDR=f"192.0.2.{n}"), "sam@school.example.org")
    assert last.status_code == 429
    assert "Many codes were asked for" in last.content.decode()
    assert sign_in_by_code(client, "sam@school.example.org").status_code == 302
    assert signed_in(client)


def test_without_limits_codes_could_be_asked_for_without_end(make, monkeypatch) -> None:
    """Negative control."""
    monkeypatch.setattr(limits, "LIMITS", {})
    make()
    assert all(ask_code(Client(), "sam@school.example.org").status_code == 302 for _ in range(8))


def test_a_code_for_one_purpose_does_not_serve_another(make) -> None:
    make()
    actions.send_code(email="sam@school.example.org", browser="x", machine=AT, by=BY, at=AT, purpose="confirm")
    found = actions.spend_code(
        email="sam@school.example.org", code=newest_code(), browser="x", machine=AT, by=BY, at=AT
    )
    assert found is None


def test_old_codes_and_sessions_are_tidied_away(client, make) -> None:
    make()
    sign_in_by_code(client, "sam@school.example.org")
    actions.tidy(machine=datetime(2100, 1, 1, tzinfo=UTC), by=BY, at=AT)
    assert not SignInCode.objects.exists()
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    "hostile", ["https://evil.example.org/", "//evil.example.org", "/\\evil.example.org", "javascript:x"]
)
def test_nobody_is_sent_elsewhere_after_signing_in(client, make, hostile) -> None:
    make()
    client.post("/sign-in/", {"email": "sam@school.example.org", "next": hostile})
    assert client.post("/sign-in/code/", {"code": newest_code()})["Location"] == "/to-do/"


def test_get_changes_nothing(client, make) -> None:
    make()
    before = (SignInCode.objects.count(), Entry.objects.count(), User.objects.count())
    for path in ("/sign-in/", "/sign-in/code/", "/sign-in/password/", "/sign-in/second-step/", "/sign-out/"):
        client.get(path)
        client.head(path)
    assert before == (SignInCode.objects.count(), Entry.objects.count(), User.objects.count())
    assert "sessionid" not in client.cookies
