"""Beginning and ending memberships of groups."""

from collections.abc import Iterable, Sequence
from datetime import date

from coopnet.register.imports import writing
from coopnet.register.models import GroupMembership

COLUMNS = ("establishment_id", "group_id", "starts", "ends", "source")


def start(begun: Sequence[tuple[int, int, str | None]], *, source: str) -> None:
    """Begin memberships of (establishment, group, first day as a text)."""
    rows = [(school, group, day, None, source) for school, group, day in begun]
    writing.insert(GroupMembership, COLUMNS, rows)


def end(ended: Iterable[tuple[GroupMembership, date]]) -> None:
    """End memberships on a day each. One that began on that day or later never was: it goes."""
    never: list[int] = []
    over: list[writing.Row] = []
    for held, day in ended:
        if held.starts is not None and held.starts >= day:
            never.append(held.pk)
        else:
            over.append((day.isoformat(), held.pk))
    for first in range(0, len(never), 500):
        GroupMembership.objects.filter(pk__in=never[first : first + 500]).delete()
    writing.update(GroupMembership, "id", ("ends",), over)
