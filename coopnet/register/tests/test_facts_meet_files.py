"""The shipped facts and official files: one trust stays one, and what a newer file tells counts."""

from datetime import UTC, date, datetime

import pytest

from coopnet.kit.actors import System
from coopnet.register import facts
from coopnet.register.imports.actions import import_files
from coopnet.register.imports.work import Options
from coopnet.register.models import Establishment, Group, GroupMembership

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 14, 9, tzinfo=UTC)
BY = System("test")
TRUSTS = (
    "URN,Linked UID,Group Name,Companies House Number,Group Type,Closed Date,Group Status,FederationType,Joined date,"
    "EstablishmentName,TypeOfEstablishment (code),TypeOfEstablishment (name),PhaseOfEducation (code),"
    "PhaseOfEducation (name),LA (code),LA (name),HasSharedHT"
)
GROUPS = (
    "Group UID,Group ID,Group Name,Companies House Number,Group Type (code),Group Type,Closed Date,Open date,"
    "Incorporated on (open date),Group Status (code),Group Status,Group Street,Group Locality,Group Address 3,"
    "Group Town,Group County,Group Postcode,Head of Group Title,Head of Group First Name,Head of Group Last Name,UKPRN"
)


@pytest.fixture(autouse=True)
def loaded():
    facts.load(by=BY, at=AT)


def read(tmp_path, name, *lines):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
    return import_files(paths=[path], options=Options(), by=BY, at=AT)


def academy(urn, uid, joined, name="A school"):
    trust = f"{uid},Trust {uid},0{uid:0>7},Multi-academy trust,,Open,,{joined}"
    return f"{urn},{trust},{name},34,Academy converter,2,Primary,908,Cornwall,"


def group(uid, name, company):
    return f"{uid},,{name},{company},02,Trust,,01/01/2012,,OPEN,Open,,,,,,,,,,"


def trusts_of(urn, on):
    held = GroupMembership.objects.filter(establishment__urn=urn).select_related("group")
    return {one.group.uid for one in held if (one.starts or date.min) <= on and (one.ends is None or on < one.ends)}


def test_a_trust_without_uid_is_known_by_its_name_or_its_company(tmp_path):
    before = Group.objects.count()
    read(
        tmp_path,
        "allgroupsdata20260312.csv",
        GROUPS,
        group(1101, "Regents Park Learning Trust", "07743582"),  # in the facts under the company's name
        group(1102, "Southampton Co-operative Learning Trust", "07743582"),
        group(1103, "The Green Lane Co-operative Learning Trust", ""),
        group(2777, "The Co-operative Academies Trust", "07747126"),
    )
    assert Group.objects.count() == before + 1, "two UIDs of one company are two groups, and all others were known"
    assert {uid: Group.objects.get(uid=uid).memberships.count() for uid in ("1101", "1102", "1103")} == {
        "1101": 5,  # read first
        "1102": 0,
        "1103": 2,
    }


def test_a_newer_file_of_trusts_counts(tmp_path):
    assert trusts_of(140630, date(2026, 1, 1)) == {"16689"}
    read(
        tmp_path,
        "edubaseallacademiesandfree20260101.csv",
        TRUSTS,
        academy(140630, 17111, "01-09-2024"),
        academy(140632, 16689, "01-09-2018"),
    )
    assert trusts_of(140630, date(2024, 8, 31)) == {"16689"}
    assert trusts_of(140630, date(2026, 1, 1)) == {"17111"}
    assert trusts_of(140632, date(2026, 1, 1)) == {"16689"}
    assert trusts_of(140635, date(2026, 1, 1)) == {"16689"}, "of this one the file says nothing"
    assert Establishment.objects.get(urn=140630).name == "Coverack Primary School"


def test_an_older_file_does_not_undo_what_the_facts_know_of_later(tmp_path):
    read(tmp_path, "edubaseallacademiesandfree20180501.csv", TRUSTS, academy(140630, 3603, "01-03-2014"))
    assert trusts_of(140630, date(2018, 5, 2)) == {"3603"}
    assert "16689" in trusts_of(140630, date(2026, 1, 1))
