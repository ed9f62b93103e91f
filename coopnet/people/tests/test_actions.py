"""Adding people, saying where they belong, and ending it."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from coopnet.accounts.models import User
from coopnet.audit.models import Entry
from coopnet.kit.actors import System
from coopnet.people import actions, checks
from coopnet.people.enums import ContactKind, OrganisationKind, Role
from coopnet.people.models import Affiliation, ContactPoint, Organisation, Person
from coopnet.people.queries import affiliations_of, named_like, people_of, person_of
from coopnet.register.models import Authority, Establishment

pytestmark = pytest.mark.django_db

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
DAY = date(2026, 9, 1)
BY = System("test")


def somebody(name: str = "Wilma Testwright") -> Person:
    return actions.add_person(name=name, email="Wilma@Example.org", by=BY, at=AT)


def union() -> Organisation:
    return actions.add_organisation(kind=OrganisationKind.UNION, name="Invented Union", by=BY, at=AT)


def test_a_person_is_added_once_recorded_and_found_by_part_of_the_name() -> None:
    person = somebody("Zoë O’Neill")
    assert person.email == "wilma@example.org"
    assert list(named_like(Person.objects.all(), "oneill")) == [person]
    entry = Entry.objects.get(what="people.added")
    assert entry.subject == f"person:{person.key}"


def test_the_record_keeps_no_name_outside_what_can_be_erased() -> None:
    somebody("Unforgettable Name")
    fields = [f.name for f in Entry._meta.concrete_fields]
    assert "Unforgettable" not in str(Entry.objects.filter(what="people.added").values_list(*fields))


def test_a_person_without_a_name_is_refused_with_a_sentence() -> None:
    with pytest.raises(actions.NotPossible, match="Enter the person’s name"):
        actions.add_person(name="  ", by=BY, at=AT)


def test_changing_nothing_records_nothing() -> None:
    person = somebody()
    before = Entry.objects.count()
    actions.change_person(person=person, name=person.name, email=person.email, note="", by=BY, at=AT)
    assert Entry.objects.count() == before
    actions.change_person(person=person, name="Wilma Newname", email=person.email, note="", by=BY, at=AT)
    assert Entry.objects.count() == before + 1
    person.refresh_from_db()
    assert person.folded == "wilma newname"


def test_an_account_belongs_to_one_person() -> None:
    user = User.objects.create_user("w@example.org", name="W", made_at=AT)
    first, second = somebody(), somebody("Second")
    actions.link_account(person=first, user=user, by=BY, at=AT)
    assert person_of(user) == first
    with pytest.raises(actions.NotPossible):
        actions.link_account(person=second, user=user, by=BY, at=AT)


def test_an_organisation_stands_for_a_school_once() -> None:
    authority = Authority.objects.create(code="908", name="Cornwall", folded="cornwall")
    school = Establishment.objects.create(
        urn=900001, name="Invented Primary", folded="invented primary", authority=authority, source="hand"
    )
    first = actions.organisation_for(establishment=school, by=BY, at=AT)
    assert actions.organisation_for(establishment=school, by=BY, at=AT) == first
    assert first.name == "Invented Primary"


def test_a_union_cannot_stand_for_a_school() -> None:
    school = Establishment.objects.create(urn=900002, name="Other", folded="other", source="hand")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="union", name="X", establishment=school, made_at=AT)


def test_the_same_contact_twice_is_once_and_removing_it_leaves_no_copy() -> None:
    person = somebody()
    for _ in range(2):
        contact = actions.add_contact(person=person, kind=ContactKind.PHONE, value="01632 960001", by=BY, at=AT)
    assert ContactPoint.objects.count() == 1
    actions.remove_contact(contact=contact, by=BY, at=AT)
    assert ContactPoint.objects.count() == 0


def test_an_affiliation_begins_is_confirmed_and_ends() -> None:
    person, place = somebody(), union()
    user = User.objects.create_user("v@example.org", name="Vera", made_at=AT)
    row = actions.affiliate(person=person, organisation=place, role=Role.OFFICER, starts=DAY, by=BY, at=AT)
    assert [a.person for a in people_of(place, DAY)] == [person]
    actions.confirm_affiliation(affiliation=row, by=user, at=AT)
    assert affiliations_of(person)[0].verified_on == DAY
    actions.end_affiliation(affiliation=row, on=date(2026, 9, 10), by=BY, at=AT)
    assert [a.person for a in people_of(place, date(2026, 9, 9))] == [person]
    assert people_of(place, date(2026, 9, 10)) == []


def test_the_same_role_in_the_same_place_cannot_overlap() -> None:
    person, place = somebody(), union()
    actions.affiliate(person=person, organisation=place, role=Role.OFFICER, starts=DAY, by=BY, at=AT)
    with pytest.raises(actions.NotPossible, match="already has that role"):
        actions.affiliate(person=person, organisation=place, role=Role.OFFICER, starts=date(2027, 1, 1), by=BY, at=AT)
    actions.affiliate(person=person, organisation=place, role=Role.CLERK, starts=date(2027, 1, 1), by=BY, at=AT)


@pytest.mark.parametrize(
    "broken",
    [
        {"ends": date(2026, 9, 1)},
        {"verified_on": date(2026, 9, 1)},
    ],
)
def test_each_constraint_of_an_affiliation_holds_against_the_model_itself(broken: dict[str, date]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(person=somebody(), organisation=union(), role="head", starts=DAY, **broken)


def test_one_role_is_open_once_even_past_the_action() -> None:
    person, place = somebody(), union()
    Affiliation.objects.create(person=person, organisation=place, role="head", starts=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(person=person, organisation=place, role="head", starts=date(2027, 1, 1))


def test_a_person_has_a_name_even_past_the_action() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.create(name="", folded="", made_at=AT)


def test_a_contact_has_a_known_kind_even_past_the_action() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.create(person=somebody(), kind="pigeon", value="x", made_at=AT)


def test_verify_names_overlapping_roles_and_names_that_cannot_be_found() -> None:
    person, place = somebody(), union()
    assert list(checks.overlapping(AT)) == []
    assert list(checks.wrongly_folded(AT)) == []
    Affiliation.objects.create(person=person, organisation=place, role="head", starts=DAY, ends=date(2027, 9, 1))
    second = Affiliation.objects.create(
        person=person, organisation=place, role="head", starts=date(2027, 1, 1), ends=date(2027, 2, 1)
    )
    Person.objects.filter(pk=person.pk).update(name="Somebody Else")
    assert [b.where for b in checks.overlapping(AT)] == [f"affiliation {second.pk}"]
    assert [b.where for b in checks.wrongly_folded(AT)] == [f"person {person.pk}"]
