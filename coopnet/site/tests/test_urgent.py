"""Urgent pages: up with one press, on every page, told of by letter, and kept when it is over."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Entry
from coopnet.bodies.enums import Office
from coopnet.kit.models import Network
from coopnet.notices.models import Letter
from coopnet.regions.models import Region
from coopnet.site.models import UrgentPage, UrgentUpdate
from coopnet.site.tree import make_tree
from coopnet.site.urgent import actions, queries
from tests.roles import BEGAN_AT, BY, Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def western(network: Network) -> Actor:
    regions()
    make_tree(network=network, by=BY, at=BEGAN_AT)
    return give(Office.AMBASSADOR, "west")


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def sent(client: Client, address: str, part: str, **typed: str) -> Any:
    """Send the form of a page as it is served, with what a person types."""
    page = client.get(address).content.decode()
    main = page.partition("<main")[2]
    forms = list(re.finditer(r'<form method="post"(?: action="([^"]*)")?.*?</form>', main, re.DOTALL))
    form = next((one for one in forms if (one.group(1) or "").endswith(part)), None)
    assert form, f"{address} offers no {part}"
    names = set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', form.group()))
    data = dict(re.findall(r'type="hidden" name="([^"]*submission)" value="([^"]*)"', form.group()))
    missing = {name for name in typed if name not in names}
    assert not missing, f"the form has no {missing}, only {names}"
    return client.post(form.group(1) or address, data | typed, follow=True)


def flood(by: Actor, *, region: str = "west", letters: bool = False) -> UrgentPage:
    return actions.raise_page(
        title="Flooding", lead="Two schools are closed.", danger=True, asked_for="A minibus\nDry rooms",
        region=Region.objects.get(key=region) if region else None, next_update_at=NOON + timedelta(hours=3),
        letters=letters, by=by.user, at=NOON,
    )  # fmt: skip


def test_it_is_up_with_one_press_and_every_page_leads_to_it(western: Actor, client: Client) -> None:
    answer = sent(
        browser(western), "/urgent/raise/", "", title="Flooding", lead="Two schools are closed.", danger="on",
        place="west", asked_for="A minibus", hours="3", letters="on",
    )  # fmt: skip
    assert answer.redirect_chain == [("/urgent/flooding/", 302)]
    for address in ("/", "/find/", "/regions/central/", "/privacy/", "/sign-in/", "/nothing-here/"):
        page = client.get(address).content.decode()
        assert '<a href="/urgent/flooding/">Flooding</a>' in page, address
    page = client.get("/urgent/flooding/").content.decode()
    for words in ("Two schools are closed.", "Call 999", "A minibus", western.person.name, "3pm", "First word"):
        assert words in page, words
    assert "Say what is new" not in page
    assert list(Letter.objects.values_list("to", flat=True)) == [western.person.email]
    assert Entry.objects.filter(what="urgent.raised").count() == 1


def test_an_ambassador_raises_it_in_the_own_region_alone(western: Actor) -> None:
    page = browser(western).get("/urgent/raise/").content.decode()
    assert re.findall(r'<option value="([^"]+)"', page.split('name="place"')[1].split("</select>")[0]) == ["west"]
    flood(give(Office.CO_ORDINATOR), region="central")
    other = browser(western)
    assert "Say what is new" not in other.get("/urgent/flooding/").content.decode()
    for act in ("update", "over", "again", "other"):
        data = {"submission": "6f1e1c1e-8a8e-4b7e-9c8e-0a0b0c0d0e0f", "title": "x"}
        assert other.post(f"/urgent/flooding/{act}/", data).status_code == 404
    assert UrgentUpdate.objects.count() == 1
    assert browser(nobody()).get("/urgent/raise/").status_code == 403


def test_what_is_new_stands_on_top_and_goes_out_once(western: Actor, client: Client) -> None:
    flood(western)
    officer = browser(western)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        sent(officer, "/urgent/flooding/", "update/", title="Rooms found", asked_for="Laptops", letters="on")
    page = client.get("/urgent/flooding/").content.decode()
    assert page.index("Rooms found") < page.index("First word")
    assert "A minibus" not in page
    assert Letter.objects.count() == 1
    assert "Rooms found" in Letter.objects.get().text


def test_pressed_twice_it_is_one_page_and_one_letter(western: Actor) -> None:
    officer = browser(western)
    page = officer.get("/urgent/raise/").content.decode()
    data = dict(re.findall(r'type="hidden" name="(submission)" value="([^"]*)"', page))
    data |= {"title": "Flooding", "lead": "Closed.", "place": "west", "letters": "on"}
    for _ in range(3):
        assert officer.post("/urgent/raise/", data)["Location"] == "/urgent/flooding/"
    assert (UrgentPage.objects.count(), Letter.objects.count()) == (1, 1)


def test_over_it_stays_at_its_address_and_leaves_every_other_page(western: Actor, client: Client) -> None:
    flood(western)
    officer = browser(western)
    sent(officer, "/urgent/flooding/", "over/", **{"over-words": "Every school is open."})
    assert "/urgent/flooding/" not in client.get("/find/").content.decode()
    page = client.get("/urgent/flooding/").content.decode()
    for words in ("This is over", "Every school is open.", "Two schools are closed."):
        assert words in page
    assert "999" not in page
    assert "/urgent/flooding/" in client.get("/urgent/").content.decode()
    with pytest.raises(actions.NotPossible, match="over"):
        actions.add_update(
            page=UrgentPage.objects.get(), title="x", words="", asked_for="", next_update_at=None, letters=False,
            by=western.user, at=NOON,
        )  # fmt: skip
    sent(officer, "/urgent/flooding/", "again/")
    assert "/urgent/flooding/" in client.get("/find/").content.decode()


def test_the_same_title_again_gets_an_address_of_its_own(western: Actor) -> None:
    first = flood(western)
    actions.retire(page=first, words="", by=western.user, at=NOON)
    assert flood(western).address == "/urgent/flooding-2/"


def test_letters_go_to_people_in_post_there_and_to_no_other(western: Actor) -> None:
    national, central, later = (
        give(Office.CO_ORDINATOR),
        give(Office.AMBASSADOR, "central"),
        give(Office.REGIONAL_EDITOR, "west", starts=NOON.date() + timedelta(days=1)),
    )
    flood(western, letters=True)
    told = set(Letter.objects.values_list("to", flat=True))
    assert told == {western.person.email, national.person.email}
    assert not told & {central.person.email, later.person.email}
    flood(western, region="", letters=True)
    assert central.person.email in set(Letter.objects.values_list("to", flat=True))


def test_news_that_was_promised_and_did_not_come_is_work(western: Actor, client: Client) -> None:
    flood(western)
    assert not list(queries.duties(western.user, NOON))
    later = NOON + timedelta(hours=4)
    assert [duty.words for duty in queries.duties(western.user, later)] == ["Say what is new: Flooding"]
    assert not list(queries.duties(give(Office.AMBASSADOR, "north").user, later))
    with time_machine.travel(later, tick=False):
        assert "More was promised by" in client.get("/urgent/flooding/").content.decode()


@pytest.mark.parametrize(
    "change",
    [{"retired_at": NOON - timedelta(days=1), "next_update_at": None}, {"retired_at": NOON + timedelta(days=1)}],
)
def test_the_database_refuses_what_cannot_be(western: Actor, change: dict[str, Any]) -> None:
    flood(western)
    with pytest.raises(IntegrityError), transaction.atomic():
        UrgentPage.objects.update(**change)


def test_what_is_missing_is_said_beside_the_field(western: Actor) -> None:
    answer = sent(browser(western), "/urgent/raise/", "", title="", lead="")
    page = answer.content.decode()
    assert "Write in a few words what is wrong." in page
    assert "Write what people should know and do." in page
    assert not UrgentPage.objects.exists()
