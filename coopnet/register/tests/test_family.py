"""The questions that are written out answer what Django would."""

from datetime import date

import pytest
from django.db.models import Model, Q

from coopnet.kit.actors import System
from coopnet.register import facts, family, light
from coopnet.register.models import Change, CoopStatus, Establishment, GroupMembership
from coopnet.register.tests.making import AT

pytestmark = pytest.mark.django_db


def told(one: Model) -> dict[str, object]:
    return {field.attname: getattr(one, field.attname) for field in one._meta.concrete_fields}


def test_they_answer_what_django_would() -> None:
    facts.load(by=System("test"), at=AT)
    first = Establishment.objects.order_by("urn")[0]
    Establishment.objects.create(urn=999_990, name="Nowhere", folded="nowhere", rest={"facts_day": "2024-06-17"})
    Change.objects.create(
        kind="renamed", urn=first.urn, as_of=date(2021, 1, 1), before={"name": "Old"}, after={"name": "New"}
    )
    uid = GroupMembership.objects.exclude(group__uid=None).order_by("pk")[0].group.uid or ""
    Change.objects.create(kind="trust_renamed", uid=uid, as_of=date(2020, 1, 1), before={"name": "Old"})
    Change.objects.create(kind="closed", urn=first.urn, as_of=date(2020, 1, 1))
    urns = [999_990, *Establishment.objects.order_by("urn").values_list("urn", flat=True)[:60]]

    schools = family.schools(urns)
    ordinary = list(Establishment.objects.filter(urn__in=urns).select_related("authority").order_by("urn"))
    assert [told(one) for one in schools.values()] == [told(one) for one in ordinary]
    assert [one.authority and told(one.authority) for one in schools.values()] == [
        one.authority and told(one.authority) for one in ordinary
    ]

    ids = {one.pk for one in ordinary}
    members = family.memberships(ids)
    plain = GroupMembership.objects.filter(establishment_id__in=ids).select_related("group").order_by("starts", "pk")
    assert [(told(one), told(one.group)) for one in members] == [(told(one), told(one.group)) for one in plain]
    assert len(members) > 10

    groups = {one.group_id for one in members}
    statuses = CoopStatus.objects.filter(Q(establishment_id__in=ids) | Q(group_id__in=groups))
    assert family.records(ids, groups) == light.records(statuses)
    assert family.records(ids, ()) == light.records(CoopStatus.objects.filter(establishment_id__in=ids))
    assert family.records(ids, groups)

    kinds = ["renamed", "trust_renamed"]
    for uids in ({uid}, set[str]()):
        changes = Change.objects.filter(Q(urn__in=urns) | Q(uid__in=uids), kind__in=kinds).order_by("as_of", "pk")
        found = family.changes(kinds, urns, uids)
        assert [told(one) for one in found] == [told(one) for one in changes]
        assert len(found) == 1 + bool(uids)
