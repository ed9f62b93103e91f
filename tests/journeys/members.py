"""The ways of members with a phone: to join, to say who votes, to send and pay invoices, to see where money went.

Each is walked by a push and, on a slow line and at full size, by ``make prove NAME=journeys_of_members``. The
limits are those of interface.md, sections 7 and 8.
"""

import re
from collections.abc import Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.journeys.line import SlowPhone
from tests.journeys.walk import look

# The first screen with all that it needs, each later one; and a way that a letter's link opens, as a vote does.
FIRST_SCREEN, LATER_SCREEN, BY_LETTER = 60 * 1024, 15 * 1024, 40 * 1024


class MemberPhone(SlowPhone):
    """It also counts what is typed and tells screens apart by their heading; axe judges each where scripts run."""

    def __init__(self, page: Page, script: bool, *, slow: bool) -> None:
        super().__init__(page, script, slow=slow)
        self.typed, self.seen = 0, list[tuple[str, str]]()

    def begins(self) -> None:
        """The way begins on the screen that is open: what came before does not count."""
        self.taps, self.typed, self.bytes = 0, 0, 0
        self._before = 0
        self.seen, self.seconds, self.largest, self.sizes = [], [], [], []

    def arrived(self) -> None:
        """Also which screen it is, and what axe finds on it."""
        super().arrived()
        self.seen.append((urlsplit(self.page.url).path, self.page.locator("h1").first.inner_text()))
        if self.script and not self.slow:
            self.faults += [f"{self.page.url}: {fault}" for fault in look(self.page)]

    def follow(self, link: str) -> None:
        """One tap on the link of a letter."""
        self.taps += 1
        self.open(link)

    def unfold(self, words: str) -> None:
        """One tap on what unfolds on the same screen."""
        self.taps += 1
        self.page.locator("summary", has_text=words).first.click()

    def tick(self, selector: str) -> None:
        """One tap on a circle or a box."""
        self.taps += 1
        self.page.locator(selector).check()

    def type(self, label: str, words: str) -> None:
        """What is typed is counted."""
        self.typed += len(words)
        self.page.locator("main").get_by_label(label).first.fill(words)

    def saves(self, selector: str) -> None:
        """One tap on what comes as a file."""
        self.taps += 1
        with self.page.expect_download() as coming:
            self.page.locator(selector).first.click()
        assert coming.value.failure() is None

    def opens_paper(self, selector: str) -> None:
        """One tap on a PDF, which a phone shows in a reader of its own."""
        self.taps += 1
        address = self.page.locator(selector).first.get_attribute("href")
        assert address is not None
        answer = self.page.request.get(address)
        assert answer.ok, address
        assert answer.body().startswith(b"%PDF"), address

    @property
    def visited(self) -> int:
        """Screens, the same one counted once."""
        return len(set(self.seen))

    @property
    def told(self) -> str:
        """In a few words, with what was typed."""
        line = f", {sum(self.seconds):.1f} s on the line" if self.slow else ""
        return (
            f"{self.visited} screens, {self.taps} taps, {self.typed} characters, {self.bytes} bytes "
            f"(largest screen {max(self.sizes)}){line}"
        )

    def stays_small(self, first: int = FIRST_SCREEN, later: int = LATER_SCREEN) -> None:
        """No screen is larger than it may be."""
        assert self.sizes[0] <= first, self.sizes
        assert all(size <= later for size in self.sizes[1:]), self.sizes


def applies_to_join(phone: MemberPhone, letters: str, school: str) -> None:
    """A head, from the page about joining: four screens, nine taps, 45 characters; the school by three letters."""
    phone.open("/join/")
    phone.begins()
    phone.tap("Ask to join", within="main")
    assert len(letters) == 3
    phone.type("What is your school called?", letters)
    phone.tap("Find", exact=True, within="main")
    phone.taps += 1
    phone.page.locator("main label.choice", has_text=school).click()
    phone.tap("Continue", within="main")
    assert "can join" in phone.words
    phone.type("Your name", "Fern Dunnock")
    phone.choose("What you are there", "head")
    phone.type("Your e-mail address", f"head@{letters}.example.org")
    phone.tap("Continue", within="main")
    assert phone.page.locator("h1").inner_text() == "Check your answers"
    assert school in phone.words
    assert "What happens next" in phone.words
    phone.tick("#id_governors")
    phone.tap("Ask to join", within="main")
    assert phone.page.locator("h1").inner_text() == "Thank you"
    assert phone.taps <= 9
    assert phone.typed <= 45
    assert phone.visited <= 4, phone.seen
    phone.stays_small()


def confirms_the_voter(phone: MemberPhone, link: str) -> None:
    """A chair of governors, from the letter: two screens, the link and one press, nothing typed."""
    phone.begins()
    phone.follow(link)
    assert re.match(r"Does .+ vote for .+\?", phone.page.locator("h1").inner_text())
    phone.tap("Yes,", within="main")
    assert "votes for" in phone.words
    assert phone.taps <= 2
    assert phone.typed == 0
    assert phone.visited <= 2, phone.seen
    assert phone.bytes <= BY_LETTER, phone.sizes
    phone.stays_small()


def runs_subscriptions(phone: MemberPhone, members: int) -> None:
    """A treasurer, from the list of what is to do: four screens and six taps, whatever the number of invoices."""
    phone.begins()
    phone.unfold("Menu")
    phone.tap("Invoices", exact=True, within="details.menu")
    phone.tap("Send the invoices of the year", within="main")
    send = phone.page.locator("main form button", has_text="Send the ").inner_text()
    found = re.search(r"\d+", send)
    assert found is not None, send
    assert int(found[0]) >= members, send  # members of other ways may wait for theirs too
    phone.tap(send, within="main")
    assert "The invoices are sent." in phone.words
    phone.open("/invoices/run/")
    assert "Every member has its invoice of this year." in phone.words
    assert phone.taps <= 6
    assert phone.visited <= 4, phone.seen
    phone.stays_small(first=LATER_SCREEN)


def pays_an_invoice(phone: MemberPhone, link: str) -> None:
    """A bursar without an account: two taps to the bank details, and an order number put on the invoice."""
    phone.begins()
    phone.follow(link)
    for words in ("Sort code", "Account number", "Reference"):
        assert words in phone.words
    assert "never change by e-mail" in phone.words
    assert phone.taps <= 2
    phone.type("order number", "PO 4711")
    phone.tap("Put it on the invoice", within="main")
    assert "PO 4711" in phone.page.locator("dl.rows").first.inner_text()
    phone.opens_paper("main a[href$='/pdf/']")
    assert phone.visited <= 1, phone.seen
    assert phone.bytes <= BY_LETTER, phone.sizes
    phone.stays_small()


def sees_where_the_surplus_went(phone: MemberPhone) -> None:
    """Any member, from the first page: two taps to the reserve, three to the document (people.md, question 5)."""
    phone.begins()
    phone.unfold("Menu")
    phone.tap("Money", exact=True, within="details.menu")
    assert "Our written agreement sends all of it to the members’ reserve" in phone.words
    assert phone.taps <= 2
    phone.saves("main a[href*='/papers/']")
    assert phone.taps <= 3
    # From a figure to what stands behind it, and to each entry.
    before = phone.taps
    phone.press("main table a[href*='/behind/spent-']")
    phone.press("main table a[href*='/entries/']")
    assert "What it rests on" in phone.words
    assert phone.taps - before <= 3
    # The figure with which a year begins leads to the year before.
    phone.open("/money/")
    phone.press("main table a[href$='/behind/opening/']")
    phone.tap("Our money in", within=".read")
    assert "Reserve at the end" in phone.words
    assert phone.typed == 0
    phone.stays_small(first=LATER_SCREEN)


def sees_what_we_hold(phone: MemberPhone) -> None:
    """Any person who is signed in: two taps by the page of help (people.md, question 24), and the file by a third."""
    phone.begins()
    phone.tap("Help", exact=True, within="footer")
    phone.tap("What we hold about you", within="main")
    assert "How long:" in phone.words
    assert "What we do not hold" in phone.words
    assert phone.taps <= 2
    assert phone.visited <= 2, phone.seen
    phone.saves("main a[href$='/file/']")
    phone.stays_small(first=LATER_SCREEN)


Looks: TypeAlias = Callable[[MemberPhone], None]
