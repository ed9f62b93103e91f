"""Who sees what of the first ninety days, and what each may press."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.accounts.models import User
from coopnet.bodies.enums import Office
from coopnet.casework.actions import log_contact
from coopnet.membership.tests.ground import BY
from coopnet.welcome import actions, duties, queries
from coopnet.welcome.enums import Beside
from coopnet.welcome.models import Buddy, Step, Went
from coopnet.welcome.tests import ground
from coopnet.welcome.tests.ground import World, at, on, step
from tests.roles import give, nobody

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return ground.world()


@pytest.fixture(autouse=True)
def tenth_day() -> Iterator[None]:
    with time_machine.travel(at(10), tick=False):
        yield


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def press(client: Client, address: str, **more: object) -> Any:
    return client.post(address, {"submission": uuid4()} | more, follow=True)


def test_a_school_sees_its_days_its_contact_and_its_steps(world: World) -> None:
    page = signed_in(world.new.user).get("/our-school/").text
    assert "Day 10" in page
    assert world.ambassador.person.name in page
    assert "Tell parents and staff" in page
    assert "ticks itself" in page
    other = signed_in(world.old.user).get("/our-school/").text
    assert "ninety days" not in other


def test_a_school_ticks_a_step_and_nobody_else_does_it_for_it(world: World) -> None:
    there = f"/our-first-days/{world.new.member.number}/tick/"
    for stranger in (world.old.user, nobody().user):
        assert signed_in(stranger).post(there, {"submission": uuid4(), "step": step("tell").pk}).status_code == 404
    client = signed_in(world.new.user)
    press(client, there, step=step("tell").pk)
    assert "1 of 7 steps" in client.get("/our-school/").text
    press(client, there.replace("tick", "untick"), step=step("tell").pk)
    assert "0 of 7 steps" in client.get("/our-school/").text
    refused = press(client, there, step=step("pay").pk)
    assert "records alone" in refused.text
    for nonsense in ("", "x", "999999999", "99999999999999999999", "²"):
        assert client.post(there, {"submission": uuid4(), "step": nonsense}).status_code == 404


def test_no_letters_please_and_letters_again(world: World) -> None:
    client = signed_in(world.new.user)
    page = press(client, f"/our-first-days/{world.new.member.number}/quiet/").text
    assert "Send them again" in page
    page = press(client, f"/our-first-days/{world.new.member.number}/letters/").text
    assert "No letters, please" in page


def test_neither_page_shows_an_address_before_both_said_yes(world: World) -> None:
    fresh, old = signed_in(world.new.user), signed_in(world.old.user)
    officer = signed_in(world.ambassador.user)
    there = f"/first-days/{world.new.member.number}/"
    assert str(world.old.member) in officer.get(there).text
    officer.post(f"{there}buddy/", {"buddy-submission": uuid4(), "buddy-member": world.old.member.number})
    buddy = Buddy.objects.get()
    page = fresh.get("/our-school/").text
    assert str(world.old.member) in page
    assert world.old.lead.email not in page
    assert str(world.new.member) not in old.get("/our-school/").text
    press(fresh, f"/our-first-days/{world.new.member.number}/yes/", buddy=buddy.pk)
    page = old.get("/our-school/").text
    assert str(world.new.member) in page
    assert world.new.lead.email not in page
    assert world.old.lead.email not in fresh.get("/our-school/").text
    third = ground.joined(starts=date(2020, 9, 1))
    assert signed_in(third.user).post(
        f"/our-first-days/{third.member.number}/yes/", {"submission": uuid4(), "buddy": buddy.pk}
    ).status_code == 404  # fmt: skip
    press(old, f"/our-first-days/{world.old.member.number}/yes/", buddy=buddy.pk)
    assert Buddy.objects.get().state == Beside.AGREED.value
    assert world.new.lead.email in old.get("/our-school/").text
    assert world.old.lead.email in fresh.get("/our-school/").text
    press(officer, f"{there}part/", buddy=buddy.pk)
    assert world.old.lead.email not in fresh.get("/our-school/").text
    assert world.new.lead.email not in old.get("/our-school/").text


def test_the_same_form_twice_asks_once_and_with_other_words_is_told_so(world: World) -> None:
    far = ground.joined(starts=date(2020, 9, 1), east=9000)
    client, key = signed_in(world.ambassador.user), uuid4()
    there = f"/first-days/{world.new.member.number}/buddy/"
    sent = {"buddy-submission": key, "buddy-member": world.old.member.number}
    for _ in range(2):
        client.post(there, sent)
    assert Buddy.objects.get().member == world.old.member
    key = uuid4()
    steps = {"submission": key, "words": "Visit a school", "by_day": 30, "address": ""}
    whole = signed_in(world.co_ordinator.user)
    assert whole.post("/first-days/steps/", steps).status_code == 302
    assert whole.post("/first-days/steps/", steps).status_code == 302
    assert whole.post("/first-days/steps/", steps | {"words": "Another"}).status_code == 409
    assert Step.objects.filter(slug="visit-a-school").count() == 1
    assert far.member.pk


def test_officers_of_the_region_see_the_list_and_those_of_another_do_not(world: World) -> None:
    north = give(Office.AMBASSADOR, "north")
    for user, there in ((world.co_ordinator.user, True), (world.ambassador.user, True), (north.user, False)):
        client = signed_in(user)
        assert (str(world.new.member) in client.get("/first-days/").text) is there
        assert client.get(f"/first-days/{world.new.member.number}/").status_code == (200 if there else 404)
    treasurer = signed_in(give(Office.TREASURER).user)
    assert treasurer.get("/first-days/").status_code == 403
    assert treasurer.get(f"/first-days/{world.new.member.number}/").status_code == 404
    assert signed_in(world.new.user).get(f"/first-days/{world.new.member.number}/").status_code == 404
    assert signed_in(world.ambassador.user).get("/first-days/steps/").status_code == 404
    assert signed_in(world.co_ordinator.user).get(f"/first-days/{world.old.member.number}/").status_code == 404
    assert signed_in(world.co_ordinator.user).get("/first-days/99999/").status_code == 404


def test_the_co_ordinator_names_a_contact_who_then_may_look_and_suggest_but_not_name(world: World) -> None:
    treasurer = give(Office.TREASURER)
    there = f"/first-days/{world.new.member.number}/"
    whole = signed_in(world.co_ordinator.user)
    whole.post(f"{there}contact/", {"contact-submission": uuid4(), "contact-person": treasurer.person.pk})
    client = signed_in(treasurer.user)
    page = client.get(there).text
    assert "Choose another contact" not in page
    assert client.post(f"{there}contact/", {"contact-submission": uuid4(), "contact-person": ""}).status_code == 404
    press(client, f"{there}tick/", step=step("contact").pk)
    assert "Meet" not in [duty.words.split()[0] for duty in duties.duties(treasurer.user, at(10))]
    assert treasurer.person.name in signed_in(world.new.user).get("/our-school/").text
    missing = whole.post(f"{there}contact/", {"contact-submission": uuid4(), "contact-person": "999999"})
    assert missing.status_code == 200
    assert "Choose one from the list" in missing.text
    nobody_chosen = whole.post(f"{there}buddy/", {"buddy-submission": uuid4()})
    assert "Choose one." in nobody_chosen.text


def test_things_to_do_of_the_contact_and_of_the_co_ordinator(world: World) -> None:
    (meet,) = duties.duties(world.ambassador.user, at(10))
    assert (meet.due, meet.urgent) == (on(14), False)
    assert next(iter(duties.duties(world.ambassador.user, at(15)))).urgent
    assert list(duties.duties(world.co_ordinator.user, at(10))) == []
    log_contact(
        key=uuid4(), establishment=world.new.school, on=on(11), with_whom="", words="We spoke.", next_on=None,
        by=world.ambassador.user, at=at(11),
    )  # fmt: skip
    assert list(duties.duties(world.ambassador.user, at(12))) == []
    (ring,) = duties.duties(world.ambassador.user, at(40))
    assert "stands still" in ring.words
    (ask,) = duties.duties(world.co_ordinator.user, at(40))
    assert "1 new member stands still" in ask.words
    assert list(duties.duties(world.new.user, at(40))) == []
    assert list(duties.duties(world.ambassador.user, at(95))) == []
    with time_machine.travel(at(40)):
        assert "stands still" in signed_in(world.co_ordinator.user).get("/first-days/").text


def test_how_it_went_is_for_the_contact_and_the_co_ordinator_alone(world: World) -> None:
    client = signed_in(world.new.user)
    assert "nothing to tell" in client.get("/our-first-days/how-it-went/").text
    with time_machine.travel(at(92), tick=False):
        client = signed_in(world.new.user)
        assert "Tell us how it went" in client.get("/our-school/").text
        assert "or leave this page" in client.post("/our-first-days/how-it-went/", {"submission": uuid4()}).text
        key = uuid4()
        for _ in range(2):
            answer = client.post("/our-first-days/how-it-went/", {"submission": key, "text": "We felt at home."})
            assert answer.status_code == 302
        assert Went.objects.get().said_by == world.new.user
        assert "Tell us how it went" not in client.get("/our-school/").text
        there = f"/first-days/{world.new.member.number}/"
        assert "felt at home" in signed_in(world.ambassador.user).get(there).text
        assert "felt at home" in signed_in(world.co_ordinator.user).get(there).text
        assert "felt at home" in client.get("/account/my-data/").text
        assert "felt at home" not in signed_in(world.old.user).get("/account/my-data/").text
    with time_machine.travel(at(200), tick=False):
        assert "felt at home" in signed_in(world.co_ordinator.user).get(there).text, "readable as long as it is kept"
        assert "ninety days" not in signed_in(world.new.user).get("/our-school/").text
    contact = give(Office.TREASURER).person
    with time_machine.travel(at(89)):
        actions.choose_contact(member=world.new.member, person=contact, by=BY, at=at(89))
    with time_machine.travel(at(93)):
        page = signed_in(world.ambassador.user).get(f"/first-days/{world.new.member.number}/").text
        assert "felt at home" not in page, "somebody else is the contact"


def test_steps_are_added_and_ended_on_a_page_and_an_address_of_another_site_is_refused(world: World) -> None:
    client = signed_in(world.co_ordinator.user)
    for wrong in ("https://example.org/", "//example.org", "/\\example.org"):
        page = client.post(
            "/first-days/steps/", {"submission": uuid4(), "words": "Go", "by_day": 3, "address": wrong}
        ).text  # fmt: skip
        assert "a page of this site" in page
    assert (
        "from 1 to 90" in client.post("/first-days/steps/", {"submission": uuid4(), "words": "Go", "by_day": 91}).text
    )
    press(client, f"/first-days/steps/{step('forum').pk}/end/")
    assert "Come to a regional forum" not in client.get("/first-days/steps/").text
    again = press(client, f"/first-days/steps/{step('forum').pk}/end/").text
    assert "ended before" in again
    found = queries.of(world.new.member, on(10))
    assert found is not None
    assert len(found.steps) == 7
