"""A phone that counts, and the ways that people go with it: what a push walks, and what is timed on a slow line."""

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.walk import listen


class Phone:
    """A tab that counts what a person does and what comes over the line."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.screens, self.bytes = page, 0, list[str](), 0
        self.faults: list[str] = []
        listen(page, self.faults)
        page.on("framenavigated", lambda frame: self.screens.append(frame.url))
        page.on("response", lambda answer: self.weigh(answer.headers.get("content-length", "0")))

    def weigh(self, length: str) -> None:
        """Count an answer by what it says of its length."""
        self.bytes += int(length) if length.isdecimal() else 0

    def arrived(self) -> None:
        """A screen has come."""
        self.page.wait_for_load_state()

    def open(self, address: str) -> None:
        """The first page of the way."""
        self.page.goto(address)
        self.arrived()

    def tap(self, words: str, *, exact: bool = False, within: str = "body") -> None:
        """One tap on what bears these words."""
        self.taps += 1
        part = self.page.locator(within)
        link = part.get_by_role("link", name=words, exact=exact)
        link.or_(part.get_by_role("button", name=words, exact=exact)).first.click()
        self.arrived()

    def press(self, selector: str) -> None:
        """One tap on what has no words of its own, or many that bear the same."""
        self.taps += 1
        self.page.locator(selector).first.click()
        self.arrived()

    def choose(self, label: str, value: str) -> None:
        """Choosing in a list is two taps."""
        self.taps += 2
        self.page.get_by_label(label).select_option(value)

    @property
    def visited(self) -> int:
        """Screens, the same one counted once."""
        return len(set(self.screens))

    @property
    def words(self) -> str:
        """What stands on the screen."""
        return self.page.locator("main").inner_text()


def publishes_an_update(phone: Phone, title: str, picture: Path) -> None:
    """An ambassador, from the list of what is to do: words and a picture."""
    phone.screens.clear()
    phone.taps += 1
    phone.page.locator("summary", has_text="Menu").click()
    phone.tap("Write news", within="details.menu")
    phone.page.get_by_label("Title").fill(title)
    phone.page.get_by_label("What would you like to tell?").fill("Four schools met on the beach.\n\nIt was cold.")
    phone.taps += 1
    phone.page.get_by_label("A picture").set_input_files(picture)
    phone.page.get_by_label("What the picture shows").fill("A grey sea")
    phone.tap("See how it looks")
    assert "Four schools met" in phone.page.locator("article").inner_text()
    assert phone.page.locator("article img").get_attribute("alt") == "A grey sea"
    phone.tap("Publish it now")
    assert "It is on the site." in phone.words
    assert phone.taps <= 5
    assert phone.visited <= 2, phone.screens


def finds_whether_a_school_is_co_operative(phone: Phone) -> None:
    """A parent: three taps from the first page (people.md, question 10)."""
    phone.open("/")
    phone.tap("Find a school")
    phone.page.locator("main input[type=search], main input[name=q]").first.fill("helston")
    phone.press("main form button")
    phone.press("main a[href^='/schools/']")
    phone.page.wait_for_url("**/schools/*/")
    assert "Is it co-operative?" in phone.words
    assert "Last confirmed" in phone.words
    assert phone.taps <= 3
    assert phone.bytes < 250_000, phone.bytes


def asks_for_help_in_confidence(phone: Phone) -> None:
    """A head: two taps to who will see it (question 8), three screens in all."""
    phone.open("/help/")
    phone.screens.clear()
    phone.tap("Ask for help in confidence")
    assert "Who reads it" in phone.words
    assert "The site shows it to nobody else" in phone.words
    assert "A person rings you by" in phone.words
    assert phone.taps <= 2
    phone.choose("Your region", "west")
    phone.page.get_by_label("A number to ring").fill("01632 960 123")
    phone.tap("Ask for a call")
    assert phone.page.locator("h1").inner_text() == "Thank you. We ring you"
    assert phone.visited <= 3, phone.screens
    assert phone.bytes < 150_000, phone.bytes


def compares_the_models_and_writes_in(phone: Phone) -> None:
    """A chair of governors (question 21): three taps each to the models and to a person, from the first page."""
    phone.open("/")
    phone.taps += 1
    phone.page.locator("summary", has_text="Menu").click()
    phone.tap("Support", exact=True, within="details.menu")
    phone.tap("Compare the models", within="main")
    assert phone.taps <= 3
    assert "Who employs" in phone.words
    phone.tap("Talk to somebody quietly", within="main")
    assert phone.page.locator("#id_reason_2").is_checked(), "the reason is filled in"
    assert "reads your message" in phone.words
    assert "never shows on the page of a school" in phone.words
    phone.page.get_by_label("Your message").fill("What would change for us?")
    phone.page.get_by_label("E-mail address").fill("chair@governors.example.org")
    phone.tap("Send my message", within="main")
    assert phone.page.locator("h1").inner_text() == "Thank you"
    assert phone.taps <= 6
    assert phone.visited <= 5, phone.screens
