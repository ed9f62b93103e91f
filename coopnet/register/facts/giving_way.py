"""Where an official file tells of a school's trust, the shipped facts no longer do."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from coopnet.register.enums import Source
from coopnet.register.models import GroupMembership
from coopnet.register.rules import TRUST_KINDS

BATCH = 500


def give_way(*, trusts: Mapping[int, Iterable[str]], joined: Mapping[int, date], as_of: date) -> list[int]:
    """End running memberships of academy trusts that only the facts tell, for schools that a newer file puts elsewhere.

    ``trusts``: by URN the UIDs that the file tells. A membership ends on the day of joining the next trust, where told
    and later than its beginning, else on the file's day. Gives the schools' ids.
    """
    touched = []
    urns = sorted(trusts)
    for first in range(0, len(urns), BATCH):
        running = GroupMembership.objects.filter(
            Q(starts=None) | Q(starts__lt=as_of),
            establishment__urn__in=urns[first : first + BATCH],
            group__kind__in=TRUST_KINDS,
            source=Source.FACTS.value,
            ends=None,
        ).select_related("establishment", "group")
        for held in running.order_by("pk"):
            urn = held.establishment.urn
            if held.group.uid in set(trusts[urn]):
                continue
            moved = joined.get(urn)
            fits = moved is not None and moved <= as_of and (held.starts is None or held.starts < moved)
            held.ends = moved if fits else as_of
            held.save(update_fields=["ends"])
            touched.append(held.establishment_id)
    return touched
