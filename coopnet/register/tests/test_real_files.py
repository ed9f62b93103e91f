"""The real files give exactly the changes that were counted in them by other means."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coopnet.kit.actors import System
from coopnet.register import facts
from coopnet.register.imports.actions import Report, import_files
from coopnet.register.imports.work import Options
from coopnet.register.models import Change, Disappearance, Establishment
from coopnet.register.queries import get_school

pytestmark = [pytest.mark.shared, pytest.mark.django_db]
AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
BY = System("import")


def take(folder: Path, *names: str, **options: object) -> Report:
    paths = [folder / "data/gias" / f"{name}.csv.gz" for name in names]
    return import_files(paths=paths, options=Options(**options), by=BY, at=AT)  # type: ignore[arg-type]  # named as in Options


@pytest.fixture
def shipped_facts() -> None:
    """Every new database holds them; they never count as seen before."""
    facts.load(by=BY, at=AT)


def test_two_extracts_of_the_whole_register(shared_data: Path, shipped_facts: None):
    first = take(shared_data, "composed_edubasealldata20210426")
    assert first.changes["opened"] == 49_029
    assert Change.objects.count() == 0

    second = take(shared_data, "composed_edubasealldata20220706")
    assert second.changes == {
        "opened": 491,
        "vanished": 6,
        "closed": 441,
        "reopened": 5,
        "renamed": 483,
        "respelled": 8,
    }
    assert second.files[0].rows == 49_514
    gone = Establishment.objects.filter(vanished_on=date(2022, 7, 6)).order_by("urn").values_list("urn", flat=True)
    assert list(gone) == [132270, 146962, 147722, 148005, 148197, 148525]

    again = take(shared_data, "composed_edubasealldata20220706")
    assert set(again.changes.values()) == {0}

    held = Establishment.objects.get(urn=100000)
    assert "Head" not in str(held.rest)
    assert "Telephone" not in str(held.rest)
    oak_farm = get_school(urn=102430, on=date(2021, 6, 1))
    assert oak_farm.close_date is not None
    assert get_school(urn=102430, on=date(2022, 8, 1)).close_date is None


def test_two_files_of_academies_and_their_trusts(shared_data: Path, shipped_facts: None):
    take(shared_data, "grouplinks_edubaseallacademiesandfree20180501")
    second = take(shared_data, "grouplinks_edubaseallacademiesandfree20190601")
    assert second.changes == {
        "academies_new": 1007,
        "academies_gone": 116,
        "moved_trust": 263,
        "trusts_new": 104,
        "trusts_gone": 201,
        "trusts_renamed": 68,
    }
    coverack_then = get_school(urn=140630, on=date(2018, 5, 2))
    coverack_now = get_school(urn=140630, on=date(2019, 6, 1))
    assert "SOUTHERLY POINT CO-OPERATIVE MULTI-ACADEMY TRUST" not in {group.name for group in coverack_then.groups}
    assert "SOUTHERLY POINT CO-OPERATIVE MULTI-ACADEMY TRUST" in {group.name for group in coverack_now.groups}
    again = take(shared_data, "grouplinks_edubaseallacademiesandfree20190601")
    assert set(again.changes.values()) == {0}


def test_two_links_files(shared_data: Path, shipped_facts: None):
    first = take(shared_data, "links_edubasealldata20240717")
    assert first.changes == {"links_added": 32_825, "links_removed": 0}
    second = take(shared_data, "links_edubasealldata20250422")
    assert second.changes == {"links_added": 1064, "links_removed": 88}
    again = take(shared_data, "links_edubasealldata20250422")
    assert again.changes == {"links_added": 0, "links_removed": 0}


def test_lists_of_open_schools_raise_the_co_operative_schools_that_disappeared(shared_data: Path, shipped_facts: None):
    take(shared_data, "links_edubasealldata20250422")
    take(shared_data, "schools_gias_20240708", scope="state-funded")
    second = take(shared_data, "schools_gias_20250711", scope="state-funded")
    assert second.changes == {"appeared": 690, "disappeared": 689}
    assert {one.urn: one.successors for one in second.raised} == {
        105738: (),
        113502: (151057,),
        116261: (151068,),
        131644: (151459,),
    }
    radclyffe = Disappearance.objects.get(urn=105738)
    assert radclyffe.likely == [151610]
    assert Establishment.objects.get(urn=105738).close_date is None, "a list closes nothing"


def test_the_official_layouts_of_2015_and_2026_are_read(shared_data: Path):
    schools = take(shared_data, "edubasealldata20150407_extract")
    assert (schools.files[0].rows, schools.changes["opened"]) == (323, 323)
    west_london = Establishment.objects.get(urn=136750)
    assert (west_london.website, west_london.low_age, west_london.street) == ("www.wlfs.org", 11, "Cambridge Grove")
    assert "Hywel" not in str(west_london.rest)
    assert "86000670" not in str(west_london.rest)
    report = import_files(paths=[shared_data / "data/gias/groups_sample_20260312.csv"], options=Options(), by=BY, at=AT)
    assert (report.files[0].kind.value, report.files[0].rows, report.changes) == ("groups", 10, {})
