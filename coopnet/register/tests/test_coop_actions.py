"""People decide what is co-operative: once, with evidence, on the record."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from coopnet.audit.models import Entry
from coopnet.kit.actors import System
from coopnet.register import coop_actions as coop
from coopnet.register.enums import CoopForm
from coopnet.register.models import CoopStatus, CoopSuggestion, Establishment, Group

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 18, 9, tzinfo=UTC)
BY = System("test")
WHEN: dict[str, Any] = {"by": BY, "at": AT}


@pytest.fixture
def school():
    return Establishment.objects.create(
        urn=900_500, name="Neverwhere School", folded="neverwhere school", source="hand"
    )


@pytest.fixture
def group():
    return Group.objects.create(uid="990500", name="Neverwhere Trust", folded="neverwhere trust", source="hand")


def begin(**changed):
    told: dict[str, Any] = {
        "form": CoopForm.SCHOOL,
        "starts": date(2014, 9, 1),
        "evidence": "Minute 4",
        "evidence_day": date(2014, 7, 1),
    }
    told |= changed | WHEN
    return coop.begin_coop(**told)


def acts() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("what", flat=True))


def test_it_begins_is_confirmed_and_ends(school):
    status = begin(establishment=school)
    assert (status.confirmed_on, status.source) == (date(2026, 5, 18), "hand")
    coop.confirm_coop(status=status, by=BY, at=datetime(2027, 1, 5, 9, tzinfo=UTC))
    status.refresh_from_db()
    assert status.confirmed_on == date(2027, 1, 5)
    coop.end_coop(status=status, on=date(2027, 2, 1), reason="The trust was dissolved", **WHEN)
    with pytest.raises(coop.NotPossible, match="ended on 1 February 2027"):
        coop.end_coop(status=status, on=date(2027, 3, 1), reason="Again", **WHEN)
    status.refresh_from_db()
    with pytest.raises(coop.NotPossible, match="Record it anew"):
        coop.confirm_coop(status=status, **WHEN)
    begin(establishment=school, starts=date(2028, 9, 1))
    assert acts() == ["coop.begun", "coop.confirmed", "coop.ended", "coop.begun"]


def test_twice_at_once_is_refused(school, group):
    begin(establishment=school)
    begin(group=group)
    things: list[dict[str, Any]] = [{"establishment": school}, {"group": group}]
    for thing in things:
        with pytest.raises(coop.NotPossible, match="already"):
            begin(**thing)
    assert CoopStatus.objects.count() == 2


def test_what_makes_no_sense_is_refused(school):
    with pytest.raises(coop.NotPossible, match="Say what shows"):
        begin(establishment=school, evidence="  ")
    with pytest.raises(coop.NotPossible, match="cannot lie ahead"):
        begin(establishment=school, evidence_day=date(2026, 5, 19))
    with pytest.raises(ValueError, match="a school or a group"):
        begin()
    status = begin(establishment=school)
    with pytest.raises(coop.NotPossible, match="after the first"):
        coop.end_coop(status=status, on=date(2014, 9, 1), reason="Too early", **WHEN)


def test_a_suggestion_is_decided_once(school, group):
    suggested = [
        CoopSuggestion.objects.create(group=group, words="The trust is called so.", as_of=date(2026, 4, 16)),
        CoopSuggestion.objects.create(establishment=school, words="The school is called so.", as_of=date(2026, 4, 16)),
    ]
    status = coop.take_suggestion(suggestion=suggested[0], form=CoopForm.ACADEMY_TRUST, starts=None, **WHEN)
    assert (status.group, status.evidence, status.evidence_day) == (group, "The trust is called so", date(2026, 4, 16))
    coop.decline_suggestion(suggestion=suggested[1], reason="Named after Mr Cooper", **WHEN)
    for suggestion in suggested:
        with pytest.raises(coop.NotPossible, match="decided this already"):
            coop.decline_suggestion(suggestion=suggestion, reason="Again", **WHEN)
        suggestion.refresh_from_db()
        assert suggestion.decided_by == BY.actor_name
    assert not CoopStatus.objects.filter(establishment=school).exists()
    assert acts() == ["coop.begun", "coop.declined"]
