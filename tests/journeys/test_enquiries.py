"""A chair of governors compares the models and writes in quietly, on a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.phone import Phone, compares_the_models_and_writes_in

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_chair_of_governors_compares_the_models_and_writes_in_quietly(
    chromium: Browser, demo: str, script: bool
) -> None:
    context = chromium.new_context(
        base_url=demo, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
    )
    try:
        phone = Phone(context.new_page())
        compares_the_models_and_writes_in(phone)
        assert not phone.faults, phone.faults
        # The school's page says nothing of it.
        phone.open("/schools/900024/")
        assert "enquir" not in phone.words.lower()
    finally:
        context.close()
