"""Founding, moving, overriding, undoing."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, connection, connections, transaction

from coopnet.audit.models import Entry
from coopnet.regions import actions, queries
from coopnet.regions.actions import Refused
from coopnet.regions.models import BoundaryChange, Cluster, Region, RegionAssignment, RegionEvent
from coopnet.regions.tests.ground import AT, BY, DAY, authority, later, region, school
from coopnet.register.facts import table
from coopnet.register.models import Authority


@pytest.fixture
def cornwall(db: None) -> Authority:
    found = authority()
    actions.assign_authority(
        authority=found, region=region("west"), starts=date(2010, 1, 1), reason="Founding", by=BY, at=AT
    )
    return found


def test_defaults_give_every_english_authority_its_region_once(db: None) -> None:
    rows = table.read("authorities")
    Authority.objects.bulk_create(
        Authority(code=row["code"], name=row["name"], folded=row["name"].casefold()) for row in rows
    )
    assert actions.load_defaults(by=BY, at=AT) == sum(bool(row["gor"]) for row in rows)
    assert actions.load_defaults(by=BY, at=AT) == 0
    assert Region.objects.count() == 4
    assert "908" in queries.authority_codes("west", DAY)
    assert "909" in queries.authority_codes("north", DAY)
    cornwall = RegionAssignment.objects.select_related("cluster").get(authority__code="908")
    assert cornwall.cluster is not None
    assert cornwall.cluster.name == "Cornwall"


def test_an_authority_that_no_table_names_follows_its_schools(db: None) -> None:
    new = authority("999", "New Authority")
    school(900001, new, gor_name="South West")
    school(900002, new, gor_name="South West")
    school(900003, new, gor_name="London")
    actions.load_defaults(by=BY, at=AT)
    assert "999" in queries.authority_codes("west", DAY)


def test_founding_twice_makes_nothing_twice(db: None) -> None:
    actions.found_regions(by=BY, at=AT)
    counts = (Region.objects.count(), Cluster.objects.count(), RegionEvent.objects.count())
    assert actions.found_regions(by=BY, at=AT) == []
    assert counts == (Region.objects.count(), Cluster.objects.count(), RegionEvent.objects.count())


def test_a_move_ends_the_earlier_period_on_its_first_day(cornwall: Authority) -> None:
    actions.assign_authority(
        authority=cornwall, region=region("central"), starts=DAY, reason="Board, minute 4", by=BY, at=AT
    )
    assert "908" in queries.authority_codes("west", date(2026, 8, 31))
    assert "908" in queries.authority_codes("central", DAY)
    entry = Entry.objects.get(what="regions.changed", subject="authority:908", number__gt=1)
    assert "Board, minute 4" in entry.detail.words


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_move_without_a_reason_is_refused(cornwall: Authority, reason: str) -> None:
    with pytest.raises(Refused, match="Say who decided"):
        actions.assign_authority(authority=cornwall, region=region("north"), starts=DAY, reason=reason, by=BY, at=AT)
    assert BoundaryChange.objects.count() == 1


def test_moves_that_make_no_sense_are_refused(cornwall: Authority) -> None:
    for target, starts, words in (
        ("west", DAY, "already belongs"),
        ("north", date(2010, 1, 1), "already recorded"),
        ("north", date(1999, 1, 1), "already recorded"),
    ):
        with pytest.raises(Refused, match=words):
            actions.assign_authority(authority=cornwall, region=region(target), starts=starts, reason="x", by=BY, at=AT)
    stray = Cluster.objects.create(region=region("north"), name="Leeds")
    with pytest.raises(Refused, match="another region"):
        actions.assign_authority(
            authority=cornwall, region=region("central"), starts=DAY, reason="x", cluster=stray, by=BY, at=AT
        )


def test_an_undone_move_leaves_things_as_they_were(cornwall: Authority) -> None:
    change = actions.assign_authority(
        authority=cornwall, region=region("central"), starts=DAY, reason="A slip", by=BY, at=AT
    )
    actions.undo(change=change, by=BY, at=later(9))
    only = RegionAssignment.objects.get(authority=cornwall)
    assert (only.region.key, only.ends) == ("west", None)
    with pytest.raises(Refused, match="already undone"):
        actions.undo(change=change, by=BY, at=later(9))


def test_after_ten_minutes_or_a_later_change_nothing_is_undone(cornwall: Authority) -> None:
    change = actions.assign_authority(
        authority=cornwall, region=region("central"), starts=DAY, reason="x", by=BY, at=AT
    )
    with pytest.raises(Refused, match="Ten minutes"):
        actions.undo(change=change, by=BY, at=later(10.1))
    actions.assign_authority(
        authority=cornwall, region=region("north"), starts=date(2027, 1, 1), reason="x", by=BY, at=later(1)
    )
    with pytest.raises(Refused, match="A later change"):
        actions.undo(change=change, by=BY, at=later(2))
    change.refresh_from_db()
    assert change.undone_at is None


def test_a_school_may_have_a_region_of_its_own_and_give_it_back(cornwall: Authority) -> None:
    one = school(900001, cornwall)
    actions.override_school(
        establishment=one, region=region("central"), starts=DAY, reason="Near the border", by=BY, at=AT
    )
    assert queries.region_of(one, date(2026, 8, 31)) == region("west")
    assert queries.region_of(one, DAY) == region("central")
    back = actions.override_school(
        establishment=one, region=None, starts=date(2026, 10, 1), reason="It moved", by=BY, at=AT
    )
    assert queries.region_of(one, date(2026, 10, 1)) == region("west")
    actions.undo(change=back, by=BY, at=later(1))
    assert queries.region_of(one, date(2026, 10, 1)) == region("central")


def test_overrides_that_make_no_sense_are_refused(cornwall: Authority) -> None:
    one = school(900001, cornwall)
    with pytest.raises(Refused, match="already follows"):
        actions.override_school(establishment=one, region=None, starts=DAY, reason="x", by=BY, at=AT)
    first = actions.override_school(establishment=one, region=region("central"), starts=DAY, reason="x", by=BY, at=AT)
    with pytest.raises(Refused, match="already recorded"):
        actions.override_school(establishment=one, region=region("north"), starts=DAY, reason="x", by=BY, at=AT)
    with pytest.raises(Refused, match="already belongs"):
        actions.override_school(
            establishment=one, region=region("central"), starts=date(2027, 1, 1), reason="x", by=BY, at=AT
        )
    actions.undo(change=first, by=BY, at=later(1))
    assert queries.region_of(one, DAY) == region("west")


def test_two_people_at_once_move_an_authority_once(own_database: str) -> None:
    """Both looked before either wrote: one change stands, the other is refused, and no day is in two regions."""
    cornwall = authority()
    actions.assign_authority(
        authority=cornwall, region=region("west"), starts=date(2010, 1, 1), reason="Founding", by=BY, at=AT
    )
    targets = {key: region(key) for key in ("north", "central")}
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def move(key: str) -> None:
        try:
            ready.wait(timeout=20)
            actions.assign_authority(authority=cornwall, region=targets[key], starts=DAY, reason=key, by=BY, at=AT)
            outcomes.append("moved")
        except Refused:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=move, args=(key,)) for key in targets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["moved", "refused"]
    assert RegionAssignment.objects.filter(queries.in_force(DAY), authority=cornwall).count() == 1


# Two open transactions cannot both write on SQLite, so the race cannot be staged there.
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one at a time")
def test_two_periods_written_at_once_cannot_slip_past_one_another(own_database: str) -> None:
    """The trigger's lock makes the second transaction see the first."""
    cornwall = authority()
    change = actions.assign_authority(
        authority=cornwall, region=region("west"), starts=date(2030, 1, 1), reason="Later", by=BY, at=AT
    )
    west, outcomes, ready = region("west"), [], threading.Barrier(2)

    def write(starts: date) -> None:
        try:
            with transaction.atomic():
                ready.wait(timeout=20)
                RegionAssignment.objects.create(
                    authority=cornwall, region=west, starts=starts, ends=date(2020, 1, 1), change=change
                )
            outcomes.append("written")
        except IntegrityError:
            outcomes.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=write, args=(date(2015, 1, day),)) for day in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert connection.vendor == "postgresql"
    assert sorted(outcomes) == ["refused", "written"]
