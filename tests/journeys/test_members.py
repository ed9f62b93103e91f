"""Members with a phone, scripts on and off: screens, taps, characters and bytes inside the limits of the design."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import TREASURER, be
from tests.journeys import members as ways
from tests.journeys.ground import lay
from tests.journeys.line import compressed
from tests.journeys.members import MemberPhone

pytestmark = pytest.mark.browser

Told = tuple[Path, dict[str, str]]
MEMBER = "Be Jasmine Pebblecombe"
FEW = 9


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(script: bool, chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    with compressed(demo) as address:
        context = chromium.new_context(
            base_url=address, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(15_000)
        yield context
        context.close()


@pytest.fixture
def visitor(context: BrowserContext, script: bool) -> Iterator[MemberPhone]:
    """Without an account."""
    phone = MemberPhone(context.new_page(), script, slow=False)
    yield phone
    assert not phone.faults, phone.faults


def _as(context: BrowserContext, who: str, script: bool) -> MemberPhone:
    return MemberPhone(be(context, who), script, slow=False)


def test_a_head_asks_to_join(visitor: MemberPhone, script: bool) -> None:
    ways.applies_to_join(visitor, *(("qui", "Quill Street") if script else ("pap", "Paper Moon")))


def test_a_chair_of_governors_says_who_votes(visitor: MemberPhone, script: bool, told: Told) -> None:
    link = lay(told, "question", 910_001 if script else 910_002)
    ways.confirms_the_voter(visitor, link)
    visitor.open(link)
    assert "This question is settled" in visitor.words


def test_a_treasurer_sends_the_invoices_of_the_year(context: BrowserContext, script: bool, told: Told) -> None:
    members = int(lay(told, "members", 910_100 if script else 910_200, FEW))
    phone = _as(context, TREASURER, script)
    ways.runs_subscriptions(phone, members)
    assert not phone.faults, phone.faults


def test_a_bursar_pays_without_an_account(visitor: MemberPhone, script: bool, told: Told) -> None:
    ways.pays_an_invoice(visitor, lay(told, "invoice", 910_011 if script else 910_012))


@pytest.mark.parametrize("way", [ways.sees_where_the_surplus_went, ways.sees_what_we_hold], ids=lambda w: w.__name__)
def test_a_member_looks(context: BrowserContext, script: bool, way: "ways.Looks") -> None:
    phone = _as(context, MEMBER, script)
    way(phone)
    assert not phone.faults, phone.faults
