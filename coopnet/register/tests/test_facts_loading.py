"""What loading the shipped table does to the register, and what it never does."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from coopnet.audit.models import Entry
from coopnet.kit.actors import System
from coopnet.register import facts
from coopnet.register.facts import table
from coopnet.register.models import (
    Authority,
    Change,
    CoopStatus,
    Establishment,
    Group,
    GroupMembership,
    Import,
    Link,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 14, 9, tzinfo=UTC)
BY = System("facts")
TABLES = (Authority, Establishment, Group, GroupMembership, Link, CoopStatus)


def load() -> bool:
    return facts.load(by=BY, at=AT)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in TABLES}


def test_everything_in_the_table_is_in_the_register():
    assert load()
    assert Establishment.objects.count() == len(table.read("schools"))
    assert Link.objects.count() == len(table.read("links"))
    assert Group.objects.count() == len(table.read("trusts"))
    forms = Counter(CoopStatus.objects.exclude(establishment=None).values_list("form", flat=True))
    assert forms == {"foundation-trust": 179, "academy-trust": 72}
    school = Establishment.objects.get(urn=105106)
    assert (school.name, school.close_date, school.source) == (
        "Bebington High Sports College",
        date(2019, 3, 31),
        "facts",
    )
    status = CoopStatus.objects.get(establishment=school)
    assert status.ends == date(2019, 4, 1)
    assert status.confirmed_on == date(2016, 11, 22)
    assert GroupMembership.objects.get(establishment=school).ends == date(2019, 4, 1)


def test_a_closing_day_that_was_never_published_is_that_of_the_link():
    load()
    assert Establishment.objects.get(urn=111899).close_date == date(2022, 12, 31)  # Nanpean
    unknown = Establishment.objects.filter(coop_statuses__isnull=False, status_name="Closed", close_date=None)
    assert [school.name for school in unknown] == ["Cury CofE Primary School"]  # no file and no link tells the day


def test_nothing_counts_as_seen_or_as_changed():
    load()
    assert not Import.objects.exists()
    assert not Change.objects.exists()
    assert not Establishment.objects.exclude(
        first_seen=None, first_listed=None, vanished_on=None, told_on=None
    ).exists()
    assert not Link.objects.exclude(first_seen=None).exists()
    assert not Group.objects.exclude(named_on=None).exists()


def test_loading_again_changes_nothing_and_costs_one_question(django_assert_num_queries):
    load()
    before, entries = counts(), Entry.objects.count()
    with django_assert_num_queries(3):  # a savepoint around one question
        assert not load()
    assert counts() == before
    assert Entry.objects.count() == entries


def test_another_version_mends_what_only_the_table_told(monkeypatch):
    load()
    Establishment.objects.filter(urn=105106).update(name="An older table said this", town="")
    Group.objects.filter(uid="2777").update(name="An older name")
    before = counts()
    monkeypatch.setattr(table, "version", lambda: "another")
    assert load()
    assert counts() == before
    assert Establishment.objects.get(urn=105106).name == "Bebington High Sports College"
    assert Group.objects.get(uid="2777").name == "The Co-operative Academies Trust"


def test_what_an_official_file_or_a_person_said_stays():
    authority = Authority.objects.create(code="344", name="Wirral Borough", folded="wirral borough")
    Establishment.objects.create(
        urn=105106, name="Told by a file", folded="told by a file", authority=authority, source="extract"
    )
    Establishment.objects.create(urn=146315, name="Told by hand", folded="told by hand", source="hand")
    trust = Group.objects.create(
        uid="1234", companies_house_number="08160189", name="T", folded="t", kind="trust", source="groups"
    )
    named = Group.objects.create(
        uid="1235",
        name="Kent Special Educational Needs Trust (KSENT)",
        folded="kent special educational needs trust (ksent)",
        kind="trust",
        source="groups",
    )
    ended = CoopStatus.objects.create(
        establishment=Establishment.objects.get(urn=146315),
        form="other",
        ends=date(2020, 1, 1),
        evidence="A person decided",
        evidence_day=date(2020, 1, 1),
        confirmed_on=date(2020, 1, 1),
        source="hand",
    )
    load()
    assert Authority.objects.get(code="344").name == "Wirral Borough"
    assert Establishment.objects.get(urn=105106).name == "Told by a file"
    assert Establishment.objects.get(urn=146315).name == "Told by hand"
    assert list(CoopStatus.objects.filter(establishment__urn=146315)) == [ended]
    trust.refresh_from_db()
    assert (trust.name, trust.uid) == ("T", "1234")
    assert trust.memberships.count() == 5  # known again by its company number
    assert named.memberships.count() == 2  # known again by its name


def test_a_broken_table_loads_nothing(monkeypatch):
    real = table.read

    def broken(name: str) -> list[table.Row]:
        return [row | {"evidence_day": "never"} for row in real(name)] if name == "statuses" else real(name)

    monkeypatch.setattr(table, "read", broken)
    with pytest.raises(ValueError, match="never"):
        load()
    assert set(counts().values()) == {0}
