"""An ambassador tells what goes on, a parent looks a school up, a head asks for help: on a phone, scripts on and off.

Counted in screens, taps and bytes from the first page of that person; the limits are those of the design.
"""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser import be
from tests.journeys.walk import LOOKS, listen, look_at

pytestmark = pytest.mark.browser


class Phone:
    """A tab that counts what a person does and what comes over the line."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.screens, self.bytes = page, 0, list[str](), 0
        self.faults: list[str] = []
        listen(page, self.faults)
        page.on("framenavigated", lambda frame: self.screens.append(frame.url))
        page.on("response", lambda answer: self._weigh(answer.headers.get("content-length", "0")))

    def _weigh(self, length: str) -> None:
        self.bytes += int(length) if length.isdecimal() else 0

    def tap(self, words: str, *, exact: bool = False) -> None:
        """One tap on what bears these words."""
        self.taps += 1
        link = self.page.get_by_role("link", name=words, exact=exact)
        link.or_(self.page.get_by_role("button", name=words, exact=exact)).first.click()
        self.page.wait_for_load_state()

    def choose(self, label: str, value: str) -> None:
        """Choosing in a list is two taps."""
        self.taps += 2
        self.page.get_by_label(label).select_option(value)

    @property
    def visited(self) -> int:
        """Screens, the same one counted once."""
        return len(set(self.screens))


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
    phone.screens.clear()
    phone.page.locator("summary", has_text="Menu").click()
    phone.taps += 1
    phone.page.locator("details.menu").get_by_role("link", name="Write news").click()
    phone.taps += 1
    phone.page.get_by_label("Title").fill("A day at the sea")
    phone.page.get_by_label("What would you like to tell?").fill("Four schools met on the beach.\n\nIt was cold.")
    phone.page.get_by_label("A picture").set_input_files(_photo(tmp_path))
    phone.taps += 1
    phone.page.get_by_label("What the picture shows").fill("A grey sea")
    phone.tap("See how it looks")
    assert "Four schools met" in phone.page.locator("article").inner_text()
    assert phone.page.locator("article img").get_attribute("alt") == "A grey sea"
    phone.tap("Publish it now")
    assert "It is on the site." in phone.page.locator("main").inner_text()
    assert phone.taps <= 5
    assert phone.visited <= 2, phone.screens
    visitor = context.browser.new_page() if context.browser else phone.page
    visitor.goto(phone.page.url.split("/news/")[0] + "/regions/western/")
    assert "A day at the sea" in visitor.locator("main").inner_text()
    visitor.close()
    assert not phone.faults, phone.faults
    phone.tap("Take it off the site")


def test_a_parent_finds_whether_a_school_is_co_operative(context: BrowserContext) -> None:
    """Question 10: three taps from the first page."""
    phone = Phone(context.new_page())
    phone.page.goto("/")
    phone.tap("Find a school")
    phone.page.locator("main input[type=search], main input[name=q]").first.fill("helston")
    phone.page.locator("main form button").first.click()
    phone.page.wait_for_load_state()
    phone.taps += 1
    phone.taps += 1
    phone.page.locator("main a[href^='/schools/']").first.click()
    phone.page.wait_for_url("**/schools/*/")
    words = phone.page.locator("main").inner_text()
    assert "Is it co-operative?" in words
    assert "Last confirmed" in words
    assert phone.taps <= 3
    assert phone.bytes < 250_000, phone.bytes
    assert not phone.faults, phone.faults


def test_a_head_asks_for_help_in_confidence(context: BrowserContext) -> None:
    """Question 8 and its journey: two taps to who will see it, three screens in all."""
    phone = Phone(context.new_page())
    phone.page.goto("/help/")
    phone.screens.clear()
    phone.tap("Ask for help in confidence")
    words = phone.page.locator("main").inner_text()
    assert "Who reads it" in words
    assert "Nobody else." in words
    assert "A person rings you by" in words
    assert phone.taps <= 2
    phone.choose("Your region", "west")
    phone.page.get_by_label("A number to ring").fill("01632 960 123")
    phone.tap("Ask for a call")
    assert phone.page.locator("h1").inner_text() == "Thank you. We ring you"
    assert phone.visited <= 3, phone.screens
    assert phone.bytes < 150_000, phone.bytes
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
