"""Beginning and ending memberships of groups."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
    over: dict[date, list[int]] = defaultdict(list)
    for held, day in ended:
        if held.starts is not None and held.starts >= day:
            never.append(held.pk)
        else:
            over[day].append(held.pk)
    for some in _batches(never):
        GroupMembership.objects.filter(pk__in=some).delete()
    for day, keys in over.items():
        for some in _batches(keys):
            GroupMembership.objects.filter(pk__in=some).update(ends=day)


def _batches(keys: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(keys), 500):
        yield keys[first : first + 500]
