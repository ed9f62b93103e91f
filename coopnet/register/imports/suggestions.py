"""Names that sound co-operative become suggestions for people. They change nothing by themselves."""

from collections.abc import Iterable
from datetime import date

from coopnet.register import rules
from coopnet.register.models import CoopStatus, CoopSuggestion, Establishment, Group


def suggest_schools(urns: Iterable[int], *, on: date) -> None:
    """Suggest open schools by URN, unless people already keep a record of them or were asked before."""
    schools = Establishment.objects.filter(urn__in=list(urns), coop_statuses=None, close_date=None).order_by("urn")
    asked = set(CoopSuggestion.objects.exclude(establishment=None).values_list("establishment_id", flat=True))
    CoopSuggestion.objects.bulk_create(
        CoopSuggestion(establishment=school, as_of=on, words=f"The school is called “{school.name}”.")
        for school in schools
        if school.pk not in asked
    )


def suggest_groups(ids: Iterable[int], *, on: date) -> None:
    """The same for groups, by id."""
    held = set(CoopStatus.objects.exclude(group=None).values_list("group_id", flat=True))
    asked = set(CoopSuggestion.objects.exclude(group=None).values_list("group_id", flat=True))
    CoopSuggestion.objects.bulk_create(
        CoopSuggestion(group=group, as_of=on, words=f"The {group.kind} is called “{group.name}”.")
        for group in Group.objects.filter(pk__in=list(ids)).order_by("pk")
        if group.pk not in held | asked and rules.sounds_cooperative(group.name)
    )
