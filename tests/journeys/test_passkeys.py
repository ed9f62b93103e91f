"""An officer, a phone and a passkey, on a network of their own."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser, Page, expect

from coopnet.kit.actors import System
from coopnet.kit.models import Network
from coopnet.notices.models import Secret
from coopnet.sign_in import actions, second_step
from tests.journeys.walk import listen, look

EMAIL = "ola@network.example.org"
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def officer(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An officer who was invited and has never signed in."""

    Network.objects.create(
        pk=1, name="Network of a Test", short_name="NT", society_name="S", motto="M", contact_email=EMAIL, made_at=AT
    )
    actions.make_account(email=EMAIL, name="Ola Invented", by=System("test"), at=AT)
    monkeypatch.setattr(second_step, "_predicates", [lambda account, at: account.email == EMAIL])


@contextmanager
def serving() -> Iterator[str]:
    """The house in a thread of this process, which shares the test's rule about officers and its database."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait(timeout=30)
    assert server.error is None, server.error
    try:
        yield f"http://localhost:{server.port}"  # a passkey belongs to a name, never to a number
    finally:
        server.terminate()


@pytest.fixture
def tab(officer: None, chromium: Browser) -> Iterator[Page]:
    """A phone that can keep passkeys."""
    with serving() as base:
        context = chromium.new_context(base_url=base, viewport={"width": 390, "height": 844}, locale="en-GB")
        context.set_default_timeout(30_000)
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )
        yield page
        context.close()


def newest_code() -> str:

    found = re.match(r"(\d{6})\b", Secret.objects.order_by("-pk")[0].text)
    assert found
    return found[1]


def heading_is(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words, timeout=30_000)


def by_letter(page: Page) -> None:
    page.goto("/sign-in/?next=/account/sessions/")
    page.get_by_label("Your e-mail address").fill(EMAIL)
    page.get_by_role("button", name="Send me a code").click()
    heading_is(page, "Enter your code")
    page.get_by_label("The six digits").fill(newest_code())
    page.get_by_role("button", name="Sign in").click()


def test_an_officer_adds_a_passkey_and_signs_in_with_it_alone_and_as_second_step(tab: Page) -> None:
    faults: list[str] = []
    listen(tab, faults)

    by_letter(tab)
    heading_is(tab, "Add a second step")
    faults += look(tab)
    tab.get_by_role("link", name="Add a passkey").click()
    tab.get_by_label("A name for this passkey").fill("My phone")
    faults += look(tab)
    tab.get_by_role("button", name="Add a passkey").click()
    heading_is(tab, "Your recovery codes")
    assert tab.locator("li.code").count() == 10
    faults += look(tab)
    tab.get_by_role("link", name="I have kept them").click()
    heading_is(tab, "Where you are signed in")
    faults += look(tab)

    tab.context.clear_cookies()
    tab.goto("/sign-in/?next=/account/")
    tab.get_by_role("button", name="Use a passkey").click()
    heading_is(tab, "Your account")
    expect(tab.get_by_text("My phone").first).to_be_visible(timeout=30_000)
    faults += look(tab)

    tab.context.clear_cookies()
    by_letter(tab)
    heading_is(tab, "One more step")
    faults += look(tab)
    tab.get_by_role("button", name="Use a passkey").click()
    heading_is(tab, "Where you are signed in")
    assert not faults, faults
