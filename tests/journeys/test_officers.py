"""The officers' pages in the browser: accessible, and a role that ended is refused on the session that is open."""

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import CO_ORDINATOR, be
from tests.journeys.walk import LOOKS, OFFICER, TREASURER, listen, look_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("address", OFFICER)
def test_an_officers_page_is_accessible_at_every_width_light_and_dark(officer_page: Page, address: str) -> None:
    faults: list[str] = []
    listen(officer_page, faults)
    answer = officer_page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    faults += look_at(officer_page, LOOKS)
    assert not faults, faults


@pytest.mark.parametrize("address", TREASURER)
def test_a_page_of_the_treasurer_is_accessible_at_every_width_light_and_dark(
    treasurer_page: Page, address: str
) -> None:
    faults: list[str] = []
    listen(treasurer_page, faults)
    answer = treasurer_page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    faults += look_at(treasurer_page, LOOKS)
    assert not faults, faults


def test_the_page_of_a_person_and_of_their_account_are_accessible(officer_page: Page) -> None:
    """Their addresses hold a key that no list can name."""
    faults: list[str] = []
    listen(officer_page, faults)
    officer_page.goto("/people/")
    officer_page.locator("main a[href^='/people/']:not([href$='/add/'])").first.click()
    officer_page.wait_for_url("**/people/*-*/")
    faults += look_at(officer_page, LOOKS)
    officer_page.goto(f"{officer_page.url}account/")
    assert "account" in officer_page.locator("main").inner_text().lower()
    faults += look_at(officer_page, LOOKS)
    assert not faults, faults


def test_an_enquiry_is_answered_on_a_phone_and_its_pages_are_accessible(officer_page: Page) -> None:
    """By the form as it stands on the page; the letter's link opens what the writer sees."""
    faults: list[str] = []
    listen(officer_page, faults)
    officer_page.set_viewport_size({"width": 390, "height": 844})
    officer_page.goto("/enquiries/")
    officer_page.locator("main table a").first.click()
    faults += look_at(officer_page, LOOKS)
    officer_page.get_by_label("Your answer").fill("We have two banners. Which size?")
    officer_page.get_by_role("button", name="Send my answer").click()
    assert "Your answer is on its way." in officer_page.locator("main").inner_text()
    assert "We have two banners." in officer_page.locator("main").inner_text()
    assert not faults, faults


def test_the_officers_bar_has_one_entry_for_their_work(context: BrowserContext) -> None:
    page = be(context, CO_ORDINATOR)
    page.set_viewport_size({"width": 1280, "height": 844})
    words = page.locator("nav.wide a").all_inner_texts()
    assert words[0] == "To do"
    assert "People" not in words
    assert page.locator("main").get_by_role("link", name="People", exact=True).count() == 1


def test_a_person_without_a_role_is_told_kindly(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/be/")
    page.get_by_role("button", name="Be Willow Chalkley").click()
    page.wait_for_load_state()
    answer = page.goto("/people/")
    assert answer is not None
    assert answer.status == 403
    assert "Ask the" in page.locator("main").inner_text()


def test_without_javascript_an_officer_signs_in_and_finds_work(chromium: Browser, demo: str) -> None:
    context = chromium.new_context(
        base_url=demo, java_script_enabled=False, viewport={"width": 390, "height": 844}, locale="en-GB"
    )
    try:
        page = be(context, CO_ORDINATOR)
        assert page.locator("h1").inner_text() == "To do"
        page.get_by_role("link", name="What we hold about you").click()
        assert page.locator("h1").count() == 1
    finally:
        context.close()
