"""Every page by every rule of axe, at three widths, light and dark: the whole of what a push samples."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.walk import EVERY_LOOK, OFFICER, PUBLIC, TREASURER, listen, look_at


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page(chromium: Browser, demo: str, record_property: Any, address: str) -> None:
    context = chromium.new_context(base_url=demo, locale="en-GB")
    page = context.new_page()
    faults: list[str] = []
    listen(page, faults)
    page.goto(address)
    faults += look_at(page, EVERY_LOOK)
    context.close()
    assert not faults, faults
    if address == PUBLIC[-1]:
        record_property("size", f"{len(PUBLIC)} public pages x {len(EVERY_LOOK)} looks")


@pytest.mark.parametrize("address", OFFICER)
def test_an_officers_page(officer_page: Page, record_property: Any, address: str) -> None:
    faults: list[str] = []
    listen(officer_page, faults)
    officer_page.goto(address)
    faults += look_at(officer_page, EVERY_LOOK)
    assert not faults, faults
    if address == OFFICER[-1]:
        record_property("size", f"{len(OFFICER)} officers' pages x {len(EVERY_LOOK)} looks")


@pytest.mark.parametrize("address", TREASURER)
def test_a_page_of_the_treasurer(treasurer_page: Page, record_property: Any, address: str) -> None:
    faults: list[str] = []
    listen(treasurer_page, faults)
    treasurer_page.goto(address)
    faults += look_at(treasurer_page, EVERY_LOOK)
    assert not faults, faults
    if address == TREASURER[-1]:
        record_property("size", f"{len(TREASURER)} pages of the treasurer x {len(EVERY_LOOK)} looks")
