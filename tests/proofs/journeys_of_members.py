"""The ways of members on a phone with a slow line, at full size: screens, taps, characters, bytes and seconds.

The line is that of ``slow_line``. Seconds are told and never judged: they are those of the line and of the server, and
of nobody's reading and typing.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import TREASURER, be
from tests.journeys import members as ways
from tests.journeys.ground import lay
from tests.journeys.line import compressed
from tests.journeys.members import MemberPhone
from tests.journeys.test_members import MEMBER, Told

MEMBERS = 203


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(script: bool, chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    with compressed(demo) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(120_000)
        yield context
        context.close()


def _tell(way: str, phone: MemberPhone, record_property: Any) -> None:
    record_property("size", f"{way} {'with JavaScript' if phone.script else 'without'}: {phone.told}")
    assert not phone.faults, phone.faults


def test_without_an_account(context: BrowserContext, script: bool, told: Told, record_property: Any) -> None:
    phone = MemberPhone(context.new_page(), script, slow=True)
    ways.applies_to_join(phone, *(("qui", "Quill Street") if script else ("pap", "Paper Moon")))
    _tell("applies_to_join", phone, record_property)
    ways.confirms_the_voter(phone, lay(told, "question", 910_001 if script else 910_002))
    _tell("confirms_the_voter", phone, record_property)
    ways.pays_an_invoice(phone, lay(told, "invoice", 910_011 if script else 910_012))
    _tell("pays_an_invoice", phone, record_property)


def test_signed_in(context: BrowserContext, script: bool, record_property: Any) -> None:
    phone = MemberPhone(be(context, MEMBER), script, slow=True)
    ways.sees_what_we_hold(phone)
    _tell("sees_what_we_hold", phone, record_property)
    phone.open("/to-do/")
    ways.sees_where_the_surplus_went(phone)
    _tell("sees_where_the_surplus_went", phone, record_property)


def test_a_treasurer(context: BrowserContext, script: bool, told: Told, record_property: Any) -> None:
    lay(told, "members", 911_000 if script else 912_000, MEMBERS)
    phone = MemberPhone(be(context, TREASURER), script, slow=True)
    ways.runs_subscriptions(phone, MEMBERS)
    _tell(f"runs_subscriptions, {MEMBERS} invoices", phone, record_property)
