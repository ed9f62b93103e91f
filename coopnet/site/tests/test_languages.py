"""A language is offered when it is whole, is asked for by the reading settings, and never reaches another reader."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from coopnet.audit.memo import remembered
from coopnet.enquiries.forms import ContactForm
from coopnet.kit import languages
from coopnet.kit.catalogue import Share
from coopnet.kit.models import Network
from coopnet.kit.templatetags.kit import day, said
from coopnet.site import kept
from coopnet.site.tests import ground
from tests.words import pseudo, pseudo_catalogue, put

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)
WELSH = {"reading": "language:cy&theme:dark"}


@pytest.fixture
def whole(tmp_path: Path, settings: Any) -> Path:
    """A network that has every word in another language; the file of that catalogue."""
    settings.LOCALE_PATHS = [tmp_path]
    return put(tmp_path, pseudo_catalogue())


def less(path: Path, change: str) -> None:
    """Take one translation out of a whole catalogue."""
    catalogue = pseudo_catalogue()
    message = next(one for one in catalogue.messages if one.words == "Next page")
    if change == "missing":
        message.said = [""]
    elif change == "fuzzy":
        message.unsure = True
    elif change == "a plural":
        next(one for one in catalogue.messages if one.plural).said[-1] = ""
    put(path.parents[2], catalogue)


def reader(**cookies: str) -> Client:
    client = Client()
    for name, value in cookies.items():
        client.cookies[name] = value
    return client


def page(client: Client, address: str = "/help/") -> str:
    return client.get(address).content.decode()


def test_our_own_welsh_is_weighed_and_not_offered_before_it_is_whole(settings: Any, network: Network) -> None:
    share = languages.translated("cy")
    assert share.whole > 1500
    assert (len(languages.offered()) == 2) == share.complete
    assert share == Share(share.done, share.whole)


def test_a_whole_language_is_offered_on_every_page_and_in_the_reading_settings(whole: Path, network: Network) -> None:
    assert languages.translated("cy").complete
    assert 'href="/reading/" lang="cy"' in page(Client())
    assert 'value="cy"' in page(Client(), "/reading/")


@pytest.mark.parametrize("change", ["missing", "fuzzy", "a plural"])
def test_one_message_that_is_not_translated_hides_the_language(whole: Path, network: Network, change: str) -> None:
    less(whole, change)
    share = languages.translated("cy")
    assert share.whole - share.done == 1
    assert languages.offered() == [("en-gb", "English")]
    shown = page(reader(**WELSH))
    assert 'lang="cy"' not in shown
    assert pseudo("Reading settings") not in shown
    assert 'value="cy"' not in page(reader(**WELSH), "/reading/")


@pytest.mark.parametrize("paths", [[], ["nowhere"]])
def test_without_a_catalogue_nothing_is_offered(settings: Any, tmp_path: Path, paths: list[str]) -> None:
    settings.LOCALE_PATHS = [tmp_path / path for path in paths]
    assert languages.offered() == [("en-gb", "English")]


def test_what_the_network_adds_to_our_catalogue_counts(whole: Path, tmp_path: Path, settings: Any) -> None:
    less(whole, "missing")
    own = tmp_path / "own"
    catalogue = pseudo_catalogue()
    catalogue.messages = [one for one in catalogue.messages if one.words == "Next page"]
    put(own, catalogue)
    settings.LOCALE_PATHS = [own, tmp_path]
    assert languages.translated("cy").complete


def test_a_reader_who_chose_it_reads_it_and_the_next_reads_english(whole: Path, network: Network) -> None:
    welsh = reader(**WELSH).get("/help/")
    text = welsh.content.decode()
    assert '<html lang="cy" data-theme="dark">' in text
    assert pseudo("Skip to main content") in text
    assert "Skip to main content" not in text
    assert 'lang="en-gb"' in text.partition("<footer")[2]
    assert welsh["Content-Language"] == "cy"
    assert "Cookie" in welsh["Vary"]
    english = Client().get("/help/")
    assert '<html lang="en-gb">' in english.content.decode()
    assert "Skip to main content" in english.content.decode()
    assert "Cookie" in english["Vary"]
    assert translation.get_language() == "en-gb"


@pytest.mark.parametrize(
    "cookie", ["language:xx", "language:", "language:cy-evil", "theme:cy", "lang:cy", "language=cy"]
)
def test_a_cookie_that_we_did_not_write_changes_nothing(whole: Path, network: Network, cookie: str) -> None:
    assert '<html lang="en-gb"' in page(reader(reading=cookie))


def test_the_language_is_kept_beside_the_other_settings_and_given_up_again(whole: Path, network: Network) -> None:
    client = Client()
    client.post("/reading/", {"language": "cy", "size": "130"})
    assert sorted(client.cookies["reading"].value.split("&")) == ["language:cy", "size:130"]
    assert '<html lang="cy" data-size="130">' in page(client)
    client.post("/reading/", {"language": "", "size": "130"})
    assert client.cookies["reading"].value == "size:130"
    assert '<html lang="en-gb" data-size="130">' in page(client)


def test_a_form_speaks_the_language_and_its_class_does_not(whole: Path, network: Network) -> None:
    asked = reader(**WELSH).post("/contact/", {"words": ""}).content.decode()
    for words in ("Your message", "What is it about?", "Choose what it is about.", "Write your message."):
        assert pseudo(words) in asked
        assert words not in re.sub(r"<[^>]+>", " ", asked)
    assert ContactForm.base_fields["words"].label == "Your message"
    assert "Your message" in page(Client(), "/contact/")


def test_days_and_words_of_python_are_said_in_the_language(whole: Path) -> None:
    with translation.override("cy"):
        assert day(date(2026, 12, 4)) == "4 Rhagfyr 2026"
        assert said("Find a school") == pseudo("Find a school")
        assert said("Penzance School") == "Penzance School"
        assert said("") == ""
    assert (day(date(2026, 12, 4)), said("Find a school")) == ("4 December 2026", "Find a school")


@pytest.fixture
def live(own_database: str, whole: Path) -> Iterator[None]:
    """A network whose rows are committed, so that whole pages are kept."""
    network = Network.objects.create(
        pk=1, name="Network", short_name="N", society_name="S", motto="Motto", contact_email="office@example.org",
        made_at=NOON,
    )  # fmt: skip
    ground.make(network)
    kept.STORE = kept._Store()
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize("first", [{}, WELSH], ids=["English first", "Welsh first"])
def test_a_kept_page_is_for_readers_of_its_language(live: None, first: dict[str, str]) -> None:
    for cookies in (first, {}, WELSH, {}, WELSH):
        answer = reader(**cookies).get("/regions/")
        words = "Find my region"
        assert (pseudo(words) in answer.content.decode()) == bool(cookies)
        assert answer["Content-Language"] == ("cy" if cookies else "en-gb")
        assert "Cookie" in answer["Vary"]
        assert answer.has_header("ETag"), "it was not kept, so this test shows nothing"


def test_what_is_remembered_is_remembered_for_one_language(live: None) -> None:
    def made() -> str:
        return str(said("Find a school"))

    assert remembered("words", made) == "Find a school"
    with translation.override("cy"):
        assert remembered("words", made) == pseudo("Find a school")
    assert remembered("words", made) == "Find a school"
