"""An ambassador tells what goes on, a parent looks a school up, a head asks for help.

On a phone, scripts on and off, counted in screens, taps and bytes; the limits are those of the design.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tests.browser import be
from tests.journeys.phone import (
    Phone,
    asks_for_help_in_confidence,
    finds_whether_a_school_is_co_operative,
    publishes_an_update,
)
from tests.journeys.walk import LOOKS, look_at

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def context(request: pytest.FixtureRequest, chromium: Browser, demo: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=demo, viewport={"width": 390, "height": 844}, java_script_enabled=request.param, locale="en-GB"
    )
    yield context
    context.close()


def _photo(folder: Path) -> Path:
    out = io.BytesIO()
    Image.new("RGB", (1200, 800), (20, 80, 92)).save(out, "JPEG")
    place = folder / "IMG_0001.JPG"
    place.write_bytes(out.getvalue())
    return place


def test_an_ambassador_publishes_words_and_a_picture(context: BrowserContext, tmp_path: Path) -> None:
    phone = Phone(be(context, "Be Linden Fairweather"))
    publishes_an_update(phone, "A day at the sea", _photo(tmp_path))
    visitor = context.browser.new_page() if context.browser else phone.page
    visitor.goto(phone.page.url.split("/news/")[0] + "/regions/western/")
    assert "A day at the sea" in visitor.locator("main").inner_text()
    visitor.close()
    assert not phone.faults, phone.faults
    phone.tap("Take it off the site")


@pytest.mark.parametrize(
    "way",
    [finds_whether_a_school_is_co_operative, asks_for_help_in_confidence],
    ids=lambda way: way.__name__,
)
def test_a_visitor_goes_a_way_to_its_end(context: BrowserContext, way: Callable[[Phone], None]) -> None:
    phone = Phone(context.new_page())
    way(phone)
    assert not phone.faults, phone.faults


def test_what_was_typed_wrong_is_said_and_the_page_stays_accessible(
    request: pytest.FixtureRequest, context: BrowserContext
) -> None:
    """The state of a form with errors, on three pages."""
    page = be(context, "Be Hazel Merrydew")
    faults: list[str] = []
    for address, button in (
        ("/help/confidence/", "Ask for a call"),
        ("/news/write/", "See how it looks"),
        ("/urgent/raise/", "Put it up now"),
    ):
        page.goto(address)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()
        assert page.locator(".err").count() == 1, address
        if "with JavaScript" in request.node.name:  # axe is a script
            faults += [f"{address}: {fault}" for fault in look_at(page, LOOKS[:1])]
    assert not faults, faults
