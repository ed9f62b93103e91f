"""The officers' pages about people: who may, who may a little, who may not; own and other region."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from coopnet.bodies.enums import Office
from coopnet.people import actions
from coopnet.people.enums import ContactKind, OrganisationKind, Role
from coopnet.people.models import Affiliation, Organisation, Person
from coopnet.regions.actions import assign_authority
from coopnet.register.models import Authority, Establishment, Group, GroupMembership
from tests.roles import BEGAN, BEGAN_AT, BY, Actor, give, nobody, regions

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 5, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    """Every test runs on one day, at noon."""
    with time_machine.travel(NOON):
        yield


AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@dataclass
class World:
    """A school in the West with its trust, one in the North, somebody at each, and somebody nowhere."""

    west: Establishment
    north: Establishment
    wilma: Person
    norman: Person
    trudy: Person
    nowhere: Person


def school(urn: int, name: str, code: str, region: str) -> Establishment:
    authority = Authority.objects.create(code=code, name=f"Authority {code}", folded=f"authority {code}")
    assign_authority(
        authority=authority, region=regions()[region], starts=BEGAN, reason="For a test", by=BY, at=BEGAN_AT
    )
    return Establishment.objects.create(
        urn=urn, name=name, folded=name.lower(), authority=authority, town="Testham", source="hand"
    )


def person_at(name: str, organisation: Organisation) -> Person:
    person = actions.add_person(
        name=name, email=f"{name.split()[0].lower()}.private@example.org", note=f"Note on {name}", by=BY, at=AT
    )
    actions.affiliate(person=person, organisation=organisation, role=Role.HEAD, starts=BEGAN, by=BY, at=AT)
    return person


@pytest.fixture
def world(network: object) -> World:
    west, north = (
        school(900001, "Invented Cove Primary", "901", "west"),
        school(900002, "Invented Moor School", "902", "north"),
    )
    trust = Group.objects.create(
        uid="99001", name="Invented Trust", folded="invented trust", kind="trust", source="hand"
    )
    GroupMembership.objects.create(establishment=west, group=trust, source="hand")
    return World(
        west,
        north,
        person_at("Wilma Western", actions.organisation_for(establishment=west, by=BY, at=AT)),
        person_at("Norman Northern", actions.organisation_for(establishment=north, by=BY, at=AT)),
        person_at("Trudy Trustee", actions.organisation_for(group=trust, by=BY, at=AT)),
        actions.add_person(name="Nell Nowhere", by=BY, at=AT),
    )


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def page(person: Person, rest: str = "") -> str:
    return f"/people/{person.key}/{rest}"


def once(client: Client, address: str) -> str:
    """The id that the form was served with."""
    text = client.get(address).content.decode()
    return text.split('name="submission" value="')[1].split('"')[0]


def test_the_co_ordinator_sees_everybody_and_everything(world: World) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    listed = client.get("/people/").content.decode()
    for person in Person.objects.all():
        assert person.name in listed
    assert "private@example.org" not in listed
    shown = client.get(page(world.wilma)).content.decode()
    assert "wilma.private@example.org" in shown
    assert "Note on Wilma Western" in shown
    assert client.get(page(world.nowhere)).status_code == 200


def test_an_ambassador_sees_the_people_of_the_own_region_and_no_others(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    listed = client.get("/people/").content.decode()
    assert "Wilma Western" in listed
    assert "Trudy Trustee" in listed  # through the trust's school
    assert "Norman Northern" not in listed
    assert "Nell Nowhere" not in listed
    assert client.get(page(world.wilma)).status_code == 200
    assert "Norman" not in client.get("/people/?q=norman").content.decode().replace("“norman”", "")


def test_somebody_elsewhere_and_nobody_at_all_get_the_same_answer(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    for rest in ("", "change/", "contacts/add/", "places/add/"):
        other, none = client.get(page(world.norman, rest)), client.get(f"/people/{uuid4()}/{rest}")
        assert (other.status_code, none.status_code) == (404, 404), rest
        assert other.content == none.content


def test_a_regional_editor_and_a_treasurer_see_no_people(world: World) -> None:
    for actor in (give(Office.REGIONAL_EDITOR, "west"), give(Office.TREASURER), nobody()):
        client = browser(actor)
        for address in ("/people/", "/people/add/", page(world.wilma), page(world.wilma, "change/")):
            answer = client.get(address)
            assert answer.status_code == 403, address
            assert "Wilma" not in answer.content.decode()


def test_a_returning_officer_sees_but_does_not_change(world: World) -> None:
    client = browser(give(Office.RETURNING_OFFICER))
    assert client.get(page(world.wilma)).status_code == 200
    assert "Change name" not in client.get(page(world.wilma)).content.decode()
    assert client.post(page(world.wilma, "change/"), {"name": "X"}).status_code == 403


def test_a_stranger_is_sent_to_sign_in(world: World) -> None:
    answer = Client().get(page(world.wilma))
    assert answer["Location"].startswith("/sign-in/?next=/people/")


def test_an_ambassador_adds_a_person_at_a_school_of_the_region(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    assert "Invented Cove Primary" in client.get("/people/add/?q=cove").content.decode()
    assert "Invented Cove Primary" in client.get("/people/add/?q=900001").content.decode()
    address = "/people/add/?place=school:900001"
    form = {"submission": once(client, address), "name": "Ada Added", "role": "governor", "starts": "1 September 2026"}
    answer = client.post(address, form)
    made = Person.objects.get(name="Ada Added")
    assert answer["Location"] == page(made)
    row = Affiliation.objects.get(person=made)
    assert row.organisation.establishment == world.west
    assert row.verified_by is not None
    assert client.get(page(made)).status_code == 200
    assert client.post(address, form)["Location"] == page(made)  # twice pressed is once done
    assert Person.objects.filter(name="Ada Added").count() == 1


def test_an_ambassador_cannot_add_a_person_elsewhere_or_nowhere(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    assert "Moor" not in client.get("/people/add/?q=moor").content.decode().replace("“moor”", "")
    for address in (
        "/people/add/?place=school:900002",
        "/people/add/?place=school:1",
        "/people/add/?place=organisation:99",
    ):
        assert client.post(address, {"name": "Eve"}).status_code == 404
    client.post("/people/add/?without=1", {"submission": str(uuid4()), "name": "Eve"})
    assert not Person.objects.filter(name="Eve").exists()
    assert client.post(page(world.wilma, "places/add/?place=school:900002"), {}).status_code == 404


def test_the_co_ordinator_may_add_somebody_who_belongs_nowhere(world: World) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    address = "/people/add/?without=1"
    client.post(address, {"submission": once(client, address), "name": "Olive Outside"})
    assert Person.objects.filter(name="Olive Outside").exists()


def test_typing_is_kept_and_each_mistake_has_its_sentence(world: World) -> None:
    client = browser(give(Office.CO_ORDINATOR))
    address = "/people/add/?place=school:900001"
    text = client.post(
        address,
        {"submission": once(client, address), "name": "", "email": "no address", "starts": "soon", "note": "Kept"},
    ).content.decode()
    for words in ("There is a problem", "Enter the name", "Enter an e-mail address", "Enter a day", "Choose a role"):
        assert words in text
    assert "Kept" in text
    assert "<title>Error: " in text


def test_changing_a_person_and_the_ways_to_reach_him(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    change = {"name": "Wilma Newname", "email": "new@example.org", "note": ""}
    assert client.post(page(world.wilma, "change/"), change)["Location"] == page(world.wilma)
    address = page(world.wilma, "contacts/add/")
    form = {"submission": once(client, address), "kind": "phone", "value": "01632 960001", "source": "the school"}
    assert client.post(address, form).status_code == 302
    assert "tel:01632 960001" in client.get(page(world.wilma)).content.decode()
    for kind, value in (("phone", "ring"), ("email", "not one")):
        wrong = {"submission": once(client, address), "kind": kind, "value": value}
        assert "There is a problem" in client.post(address, wrong).content.decode()
    contact = world.wilma.contacts.get()
    remove = page(world.wilma, f"contacts/{contact.pk}/remove/")
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    assert not world.wilma.contacts.exists()


def test_a_contact_of_somebody_else_cannot_be_removed_through_an_own_person(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    contact = actions.add_contact(person=world.norman, kind=ContactKind.PHONE, value="01632 960002", by=BY, at=AT)
    assert client.post(page(world.wilma, f"contacts/{contact.pk}/remove/")).status_code == 404
    assert world.norman.contacts.exists()


def test_a_role_at_a_school_is_added_confirmed_and_ended(world: World) -> None:
    client = browser(give(Office.AMBASSADOR, "west"))
    address = page(world.wilma, "places/add/?place=school:900001")
    form = {"submission": once(client, address), "role": "trustee", "starts": "2026-09-01"}
    assert client.post(address, form).status_code == 302
    again = {**form, "submission": once(client, address)}
    assert "already has that role" in client.post(address, again).content.decode()
    row = world.wilma.affiliations.get(role="head")
    assert client.post(page(world.wilma, f"places/{row.pk}/confirm/")).status_code == 302
    assert "Last confirmed" in client.get(page(world.wilma)).content.decode()
    end = page(world.wilma, f"places/{row.pk}/end/")
    assert "must come after" in client.post(end, {"last_day": "1 January 1999"}).content.decode()
    assert client.post(end, {"last_day": "2026-08-31"}).status_code == 302
    row.refresh_from_db()
    assert row.ends is not None
    assert row.ends.isoformat() == "2026-09-01"


def test_an_officer_acts_only_for_organisations_of_the_own_region(world: World) -> None:
    """Wilma also belongs to a school in the North: the ambassador of the West sees it and cannot end it."""
    there = actions.organisation_for(establishment=world.north, by=BY, at=AT)
    row = actions.affiliate(person=world.wilma, organisation=there, role=Role.GOVERNOR, starts=BEGAN, by=BY, at=AT)
    client = browser(give(Office.AMBASSADOR, "west"))
    assert "Invented Moor School" in client.get(page(world.wilma)).content.decode()
    for act in ("end", "confirm"):
        assert client.post(page(world.wilma, f"places/{row.pk}/{act}/"), {"last_day": "2026-08-31"}).status_code == 404
    row.refresh_from_db()
    assert row.ends is None
    assert row.verified_on is None


def test_somebody_who_left_stays_in_sight_of_the_region_that_knew_him(world: World) -> None:
    row = world.wilma.affiliations.get()
    actions.end_affiliation(affiliation=row, on=AT.date(), by=BY, at=AT)
    assert browser(give(Office.AMBASSADOR, "west")).get(page(world.wilma)).status_code == 200
    assert browser(give(Office.AMBASSADOR, "north")).get(page(world.wilma)).status_code == 404


def test_an_organisation_that_the_school_list_does_not_place_has_its_own_region(world: World) -> None:
    union = actions.add_organisation(
        kind=OrganisationKind.UNION, name="Invented Union West", region_key="west", by=BY, at=AT
    )
    person = person_at("Una Unionist", union)
    assert browser(give(Office.AMBASSADOR, "west")).get(page(person)).status_code == 200
    assert browser(give(Office.AMBASSADOR, "north")).get(page(person)).status_code == 404


def test_a_term_that_ended_closes_every_page_at_the_next_request(world: World) -> None:
    actor = give(Office.AMBASSADOR, "west")
    client = browser(actor)
    assert client.get(page(world.wilma)).status_code == 200
    assert actor.term is not None
    actor.term.ends = actor.term.starts
    actor.term.save()
    for address in ("/people/", page(world.wilma), page(world.wilma, "change/"), "/roles/"):
        assert client.get(address).status_code == 403, address
    assert client.post(page(world.wilma, "change/"), {"name": "Hacked"}).status_code == 403
    world.wilma.refresh_from_db()
    assert world.wilma.name == "Wilma Western"
