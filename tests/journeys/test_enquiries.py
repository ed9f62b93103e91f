"""A chair of governors compares the models and writes in quietly, on a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

# Screens and taps from the first page (people.md, question 21: three each to models and to a person).
SCREENS, TAPS = 5, 8


def press(page: Page, taps: list[str], words: str) -> None:
    """One tap on a link or a button, noted."""
    taps.append(words)
    page.locator("main").get_by_role("link", name=words).or_(
        page.locator("main").get_by_role("button", name=words)
    ).first.click()
    page.wait_for_load_state()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_a_chair_of_governors_compares_the_models_and_writes_in_quietly(
    chromium: Browser, demo: str, script: bool
) -> None:
    context = chromium.new_context(
        base_url=demo, viewport={"width": 390, "height": 844}, java_script_enabled=script, locale="en-GB"
    )
    try:
        page, taps = context.new_page(), list[str]()
        screens = []
        page.on("framenavigated", lambda frame: screens.append(frame.url))
        page.goto("/support/")
        press(page, taps, "Compare the models")
        assert "Who employs" in page.locator("main").inner_text()
        press(page, taps, "Talk to somebody quietly")
        assert page.locator("#id_reason_2").is_checked(), "the reason is filled in"
        before = page.locator("main").inner_text()
        assert "reads your message" in before
        assert "never shows on the page of a school" in before
        page.get_by_label("Your message").fill("What would change for us?")
        page.get_by_label("E-mail address").fill("chair@governors.example.org")
        press(page, taps, "Send my message")
        assert page.locator("h1").inner_text() == "Thank you"
        assert len(taps) + 2 <= TAPS
        assert len(set(screens)) <= SCREENS
        # The school's page says nothing of it.
        page.goto("/schools/900024/")
        assert "enquir" not in page.locator("main").inner_text().lower()
    finally:
        context.close()
