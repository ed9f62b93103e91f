"""What is handed over: who reads it, what it holds, and what never stands in it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from coopnet.audit.models import Detail
from coopnet.bodies.enums import Office
from coopnet.bodies.models import Term
from coopnet.casework import actions as casework
from coopnet.casework.tests.ground import ask
from coopnet.enquiries.enums import Reason
from coopnet.enquiries.models import Enquiry
from coopnet.notices.models import Letter
from coopnet.regions.actions import assign_authority
from coopnet.regions.tests.ground import authority, region, school
from coopnet.volunteers import actions, pack, queries, tasks
from coopnet.volunteers.models import Handover
from coopnet.volunteers.printing import hand_over
from coopnet.volunteers.tests.ground import AFTER, AT, BY, ENDS, SECRET, Change, change
from tests.roles import Actor, cast, give, regions

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def western(network: object) -> Change:
    regions()
    return change()


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def term_of(people: Change) -> Term:
    assert people.leaver.term
    return people.leaver.term


def test_holder_successor_and_co_ordinator_read_it_and_nobody_else(western: Change) -> None:
    others = [give(Office.AMBASSADOR, "north"), give(Office.TREASURER), give(Office.REGIONAL_EDITOR, "west")]
    for actor in (western.leaver, western.follower, western.co_ordinator):
        client = browser(actor)
        assert client.get(western.address).status_code == 200
        assert western.address in client.get("/hand-over/").content.decode()
        paper = client.get(f"{western.address}paper/")
        assert paper["Content-Type"] == "application/pdf"
        assert paper.content.startswith(b"%PDF")
    for actor in others:
        client = browser(actor)
        for address in (western.address, f"{western.address}paper/"):
            assert client.get(address).status_code == 404, actor.person.name
        assert client.post(western.address, {"submission": str(uuid4()), "notes": "x"}).status_code == 404
        assert western.address not in client.get("/hand-over/").content.decode()
    assert Client().get(western.address).status_code == 302


def test_a_leaver_reads_until_the_last_day_and_a_successor_from_a_month_before(western: Change) -> None:
    term = term_of(western)
    last, day = ENDS - timedelta(days=1), timedelta(days=1)
    at = {name: AT + (when - AT.date()) for name, when in {"last": last, "after": ENDS}.items()}
    assert queries.standing(western.leaver.user, term, at["last"]).holder
    assert not queries.standing(western.leaver.user, term, at["after"])
    assert not queries.standing(western.follower.user, term, at["after"] - 31 * day)
    assert queries.standing(western.follower.user, term, at["after"] - 30 * day).follows
    assert not queries.standing(western.follower.user, term, at["after"] + 120 * day)
    assert queries.standing(western.co_ordinator.user, term, at["after"] + 400 * day).co_ordinator


def test_it_holds_what_a_successor_needs(western: Change) -> None:
    cornwall = authority("908")
    assign_authority(authority=cornwall, region=region("west"), starts=date(2010, 1, 1), reason="x", by=BY, at=AT)
    here = school(100001, cornwall)
    casework.log_contact(
        key=uuid4(), establishment=here, on=date(2026, 9, 20), with_whom="Paula Private", words=SECRET,
        next_on=date(2026, 10, 20), by=western.leaver.user, at=AT,
    )  # fmt: skip
    Enquiry.objects.create(
        key=uuid4(), reason=Reason.REGION.value, region=regions()["west"], name="Wanda Writer", email="w@example.org",
        school="Harbour School", words=SECRET, state="new", made_at=AT, due_on=date(2026, 10, 8),
    )  # fmt: skip
    ask(words=SECRET, school="Troubled School", name="Hetty Helpless")
    actions.write(
        term=term_of(western), notes="The forum likes tea.", promises="A visit to Harbour by June.",
        by=western.leaver.user, at=AT,
    )  # fmt: skip
    page = browser(western.follower).get(western.address).content.decode()
    for wanted in (
        here.name, "20 September 2026", "20 October 2026", "Harbour School", "8 October 2026", "The forum likes tea.",
        "A visit to Harbour by June.", "/enquiries/", "Get in touch with",
    ):  # fmt: skip
        assert wanted in page, wanted
    # Neither what was noted, nor who wrote, nor that somebody asked for help.
    for secret in (SECRET, "Paula", "Wanda", "w@example.org", "Hetty", "Troubled", "/help/requests/"):
        assert secret not in page.partition("<main")[2].replace('href="/help/requests/"', ""), secret


def test_nothing_of_a_request_for_help_gets_into_the_paper(western: Change) -> None:
    ask(words=SECRET)
    whole = pack.of(term_of(western), AT)
    assert not [duty for duty in whole.to_do if "help" in duty.words.lower()]
    assert hand_over(whole, AT.date()).startswith(b"%PDF")


def test_the_paper_is_the_same_twice_and_every_office_has_one(network: object) -> None:
    for name, actor in cast().items():
        if actor.term:
            whole = pack.of(actor.term, AT)
            assert hand_over(whole, AT.date()) == hand_over(whole, AT.date()), name


def test_the_holder_writes_once_by_any_number_of_presses(western: Change) -> None:
    client = browser(western.leaver)
    page = client.get(western.address).content.decode()
    data = dict(re.findall(r'type="hidden" name="(submission)" value="([^"]*)"', page))
    data |= {"notes": "Ring early.", "promises": ""}
    assert {client.post(western.address, data).status_code for _ in range(2)} == {302}
    assert client.post(western.address, {**data, "notes": "Ring late."}).status_code == 409
    assert Handover.objects.get().notes == "Ring early."
    assert not Detail.objects.filter(words__contains="Ring").exists()
    fresh = {"submission": str(uuid4()), "notes": "Not mine."}
    assert browser(western.follower).post(western.address, fresh).status_code == 404
    assert browser(western.co_ordinator).post(western.address, fresh).status_code == 404


def test_whoever_follows_takes_over_on_the_first_day_and_then_it_is_kept(western: Change) -> None:
    term = term_of(western)
    actions.write(term=term, notes="Ring early.", promises="", by=western.leaver.user, at=AT)
    client = browser(western.follower)
    client.post(f"{western.address}taken/", {"submission": str(uuid4())})
    assert Handover.objects.get().received_at is None
    with time_machine.travel(AFTER, tick=False):
        client = browser(western.follower)
        assert "I have read it and take over" in client.get(western.address).content.decode()
        assert any("Read what you need" in duty.words for duty in queries.duties(western.follower.user, AFTER))
        client.post(f"{western.address}taken/", {"submission": str(uuid4())})
        assert "took it over on" in client.get(western.address).content.decode()
        assert not list(queries.duties(western.follower.user, AFTER))
    with pytest.raises(actions.NotPossible, match="taken over already"):
        actions.write(term=term, notes="Later.", promises="", by=western.leaver.user, at=AFTER)
    with pytest.raises(actions.NotPossible):
        actions.receive(term=term, person=western.co_ordinator.person, by=western.co_ordinator.user, at=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.all().delete()
    with pytest.raises(IntegrityError, match="one term for good"), transaction.atomic():
        Handover.objects.update(person=western.follower.person)


def test_the_leaver_is_reminded_and_whoever_follows_is_told_once(western: Change) -> None:
    assert any("Write for whoever follows you" in duty.words for duty in queries.duties(western.leaver.user, AT))
    assert tasks.tell(AT) == "1 told"
    assert tasks.tell(AT) == "0 told"
    letter = Letter.objects.get(key__startswith="hand-over:")
    assert letter.to == western.follower.person.email
    assert western.address in letter.text


def test_words_go_a_year_after_the_last_day(western: Change) -> None:
    actions.write(term=term_of(western), notes="Ring early.", promises="Tea", by=western.leaver.user, at=AT)
    tasks.forget(AFTER + timedelta(days=364))
    assert Handover.objects.get().notes
    later = AFTER + timedelta(days=366)
    assert tasks.forget(later).startswith("1 notes")
    assert Handover.objects.get().notes == Handover.objects.get().promises == ""
    with time_machine.travel(later, tick=False):
        assert "Deleted on" in browser(western.co_ordinator).get(western.address).content.decode()


def test_a_mistaken_term_hands_nothing_over_and_a_renewal_has_no_successor(network: object) -> None:
    people = change()
    term = term_of(people)
    assert [one.name for one in queries.successors(term)] == ["Fay Follower"]
    Term.objects.filter(person=people.follower.person).update(ending="corrected", ends=ENDS)
    assert not queries.successors(term)
    assert queries.get(term.pk, people.follower.user, AT) is None
