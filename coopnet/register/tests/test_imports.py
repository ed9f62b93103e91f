"""Importing: what is new, changed and gone; all or nothing; only once; in any order."""

import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopnet.audit.models import Entry
from coopnet.register.files.faults import BadFile
from coopnet.register.imports.work import Refused
from coopnet.register.models import Change, CoopSuggestion, Establishment, Group, GroupMembership, Import, Link
from coopnet.register.queries import changes, get_school, schools_of_authority, schools_of_group
from coopnet.register.tests.making import FIRST, SECOND, extract, fingerprint, keep, school, schools, table, take

pytestmark = pytest.mark.django_db
THIRD = date(2026, 3, 5)


def many() -> list[dict[str, str]]:
    return schools(60)


def changed() -> list[dict[str, str]]:
    """The same after a month: one each of everything."""
    found = many()
    found[0]["EstablishmentName"] = "A New Name"
    found[1]["EstablishmentName"] = "INVENTED  school 700002"
    found[2] |= {"CloseDate": "31-01-2026", "EstablishmentStatus (code)": "2", "EstablishmentStatus (name)": "Closed"}
    found[3]["Town"] = "Elsewhere"
    found[4] |= {"LA (code)": "878", "LA (name)": "Devon"}
    del found[5]
    return [*found, school(700100)]


NEWS = {"opened": 1, "vanished": 1, "closed": 1, "reopened": 0, "renamed": 1, "respelled": 1}


def test_a_month_of_changes_is_told_and_can_be_asked_as_at_both_days(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    assert take(keep(tmp_path, "b.csv.gz", extract(changed())), as_of=SECOND).changes == NEWS
    then, now = get_school(urn=700001, on=FIRST), get_school(urn=700001, on=SECOND)
    assert (then.name, now.name) == ("Invented School 700001", "A New Name")
    assert [get_school(urn=700003, on=day).is_open for day in (FIRST, SECOND)] == [True, False]
    assert [get_school(urn=700004, on=day).town for day in (FIRST, SECOND)] == ["Nowhere", "Elsewhere"]
    assert [get_school(urn=700005, on=day).authority_name for day in (FIRST, SECOND)] == ["Cornwall", "Devon"]
    assert [get_school(urn=700006, on=day).vanished for day in (FIRST, SECOND)] == [False, True]
    assert 700005 in {one.urn for one in schools_of_authority(code="908", on=FIRST)}
    assert 700005 not in {one.urn for one in schools_of_authority(code="908", on=SECOND)}
    assert {one.urn for one in schools_of_authority(code="878", on=SECOND)} == {700005}
    news = changes(authority_codes=frozenset({"908"}), since=SECOND, until=THIRD)
    assert sorted(one.kind for one in news) == ["closed", "opened", "renamed", "vanished"]


def test_the_same_file_again_tells_nothing_and_touches_no_row(tmp_path: Path):
    path = keep(tmp_path, "a.csv", extract(many()))
    take(path)
    before = Establishment.objects.order_by("urn").values_list()
    held = list(before)
    assert set(take(path).changes.values()) == {0}
    assert list(before.all()) == held


def test_a_preview_tells_the_same_and_changes_nothing(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    before = fingerprint()
    path = keep(tmp_path, "b.csv", extract(changed()))
    report = take(path, as_of=SECOND, preview=True)
    assert (report.preview, report.changes) == (True, NEWS)
    assert fingerprint() == before
    assert take(path, as_of=SECOND).changes == NEWS


def test_one_bad_file_among_several_stops_them_all(tmp_path: Path):
    before = fingerprint()
    good, bad = keep(tmp_path, "a.csv", extract(many())), keep(tmp_path, "b.csv", extract([school(700001, URN="x")]))
    with pytest.raises(BadFile, match=r"b\.csv, row 2, column URN"):
        take(good, bad)
    assert fingerprint() == before


def test_a_school_that_comes_back_is_marked_no_longer(tmp_path: Path):
    path = keep(tmp_path, "a.csv", extract(many()))
    take(path)
    take(keep(tmp_path, "b.csv", extract(many()[1:])), as_of=SECOND)
    assert Establishment.objects.get(urn=700001).vanished_on == SECOND
    take(path, as_of=THIRD)
    assert Establishment.objects.get(urn=700001).vanished_on is None
    assert [get_school(urn=700001, on=day).vanished for day in (FIRST, SECOND, THIRD)] == [False, True, False]


def test_losses_are_refused_unless_accepted_and_a_part_loses_nothing(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    cut = keep(tmp_path, "cut.csv", extract(many()[:40]))
    with pytest.raises(Refused, match="20 of 60 schools"):
        take(cut, as_of=SECOND)
    assert take(cut, as_of=SECOND, partial=True).changes["vanished"] == 0
    assert take(cut, as_of=THIRD, accept_losses=True).changes["vanished"] == 20


def test_fewer_columns_make_a_part_that_wipes_nothing(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    header = ["URN", "EstablishmentName", "EstablishmentStatus (name)"]
    few = [school(700001, EstablishmentName="A New Name")]
    report = take(keep(tmp_path, "few.csv", extract(few, header=header)), as_of=SECOND)
    assert (report.changes["vanished"], report.changes["renamed"]) == (0, 1)
    held = Establishment.objects.get(urn=700001)
    assert (held.town, held.authority.code if held.authority else "", held.capacity) == ("Nowhere", "908", 210)


def test_an_older_file_is_refused_and_with_history_gives_the_same_history(tmp_path: Path):
    first, second = keep(tmp_path, "a.csv", extract(many())), keep(tmp_path, "b.csv", extract(changed()))
    take(second, as_of=SECOND)
    with pytest.raises(Refused, match="older than the last"):
        take(first)
    assert take(first, history=True).changes == NEWS
    assert get_school(urn=700001, on=FIRST).name == "Invented School 700001"
    assert get_school(urn=700001, on=SECOND).name == "A New Name"
    backwards = _history()
    Change.objects.all().delete()
    Import.objects.all().delete()
    Establishment.objects.all().delete()
    take(first)
    take(second, as_of=SECOND)
    assert backwards == _history()


def test_a_file_between_two_others_splits_their_changes(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    last = changed()
    take(keep(tmp_path, "c.csv", extract(last)), as_of=THIRD)
    middle = many()
    middle[0]["EstablishmentName"] = "A New Name"
    take(keep(tmp_path, "b.csv", extract(middle)), as_of=SECOND, history=True)
    assert [get_school(urn=700001, on=day).name for day in (FIRST, SECOND)] == ["Invented School 700001", "A New Name"]
    assert [one.as_of for one in Change.objects.filter(urn=700001, kind="renamed")] == [SECOND]
    assert [one.as_of for one in Change.objects.filter(urn=700003, kind="closed")] == [THIRD]


def _history() -> list[Any]:
    told = Change.objects.order_by("as_of", "kind", "urn").values_list("as_of", "kind", "urn", "before", "after")
    held = Establishment.objects.order_by("urn").values_list("urn", "name", "first_listed", "vanished_on")
    return [*told, *held]


def test_personal_data_of_the_register_is_not_kept(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(schools(2))))
    held = str(list(Establishment.objects.values())) + str(list(Change.objects.values()))
    for private in ("Inventedhead", "Ada", "01234567890"):
        assert private not in held


def test_encodings_and_what_publishers_did_to_them_are_mended(tmp_path: Path):
    names = ["Awel Y Môr", "Ecole Franзaise", "St Stephen\x92s School", "FIERTÉ No\u00a0break"]
    found = [school(700001 + number, EstablishmentName=name) for number, name in enumerate(names)]
    take(keep(tmp_path, "a.csv", extract(found, "utf-8-sig")))
    held = Establishment.objects.order_by("urn").values_list("name", flat=True)
    assert list(held) == ["Awel Y Môr", "Ecole Française", "St Stephen’s School", "FIERTÉ No break"]
    mended = [school(700001, EstablishmentName="Awel Y Môr")]
    assert take(keep(tmp_path, "b.csv", extract(mended)), as_of=SECOND, partial=True).changes["respelled"] == 0


def test_a_zip_of_several_kinds_is_read_as_it_is(tmp_path: Path):
    path = tmp_path / "extract.zip"
    links = table(
        ["URN", "LinkURN", "LinkName", "LinkType", "LinkEstablishedDate"],
        [["700001", "123456", "Old School", "Predecessor", "31-08-2019"]],
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("edubasealldata20260105.csv", extract(many()))
        archive.writestr("links_edubasealldata20260105.csv", links)
    report = take(path, as_of=None)
    assert {(file.kind.value, file.as_of) for file in report.files} == {("establishments", FIRST), ("links", FIRST)}
    assert Link.objects.get().link_urn == 123456
    assert not Establishment.objects.filter(urn=123456).exists(), "kept by its number"


def test_a_file_without_a_date_wants_one(tmp_path: Path):
    with pytest.raises(Refused, match="--as-of"):
        take(keep(tmp_path, "a.csv", extract(many())), as_of=None)


def test_a_urn_that_only_the_facts_or_a_hand_told_opens_when_a_file_tells_it(tmp_path: Path):
    Establishment.objects.create(urn=700001, name="Typed", folded="typed", source="hand")
    report = take(keep(tmp_path, "a.csv", extract(many())))
    assert (report.changes["opened"], report.changes["renamed"]) == (60, 0)
    assert Establishment.objects.get(urn=700001).source == "extract"


def test_foundation_trusts_and_federations_of_the_extract_become_memberships(tmp_path: Path):
    found = many()
    found[0] |= {
        "TrustSchoolFlag (name)": "Supported by a trust",
        "Trusts (name)": "Alpha Co-operative Trust~Beta Trust",
    }
    found[1] |= {"Federations (name)": "Gamma Federation", "Federations (code)": "77"}
    take(keep(tmp_path, "a.csv", extract(found)))
    alpha = Group.objects.get(name="Alpha Co-operative Trust")
    assert alpha.kind == "trust"
    assert Group.objects.get(uid="77").kind == "federation"
    found[0]["Trusts (name)"] = "Beta Trust"
    take(keep(tmp_path, "b.csv", extract(found)), as_of=SECOND)
    assert [one.urn for one in schools_of_group(group=alpha, on=FIRST)] == [700001]
    assert schools_of_group(group=alpha, on=SECOND) == []
    assert GroupMembership.objects.get(group=alpha).ends == SECOND


def test_a_name_that_sounds_co_operative_is_suggested_once_and_changes_nothing(tmp_path: Path):
    found = [
        *many(),
        school(700200, EstablishmentName="Co-op Academy Nowhere"),
        school(700201, EstablishmentName="Cooper School"),
    ]
    path = keep(tmp_path, "a.csv", extract(found))
    take(path)
    take(path)
    suggestion = CoopSuggestion.objects.get()
    assert suggestion.establishment is not None
    assert suggestion.establishment.urn == 700200
    assert not suggestion.establishment.coop_statuses.exists()


def test_an_import_is_recorded(tmp_path: Path):
    take(keep(tmp_path, "a.csv", extract(many())))
    assert Entry.objects.filter(what="register.imported").count() == 1
