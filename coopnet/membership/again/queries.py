"""Who left or was refused, from which day it may be asked again, and whom to ask today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from coopnet.membership import queries, rules
from coopnet.membership.enums import ASKED_WORDS, STATE_WORDS, Asked
from coopnet.membership.models import Application, Coverage, Member, Period
from coopnet.people.queries import in_force
from coopnet.regions.queries import boundaries
from coopnet.register.models import Establishment


@dataclass(frozen=True, slots=True)
class Gone:
    """One that left or was refused: how, since when, and from which day it may be asked again (None: no day is set).

    ``asking``: known by a request to join, not by a membership; other officers may read the one than the other.
    ``asks_itself``: it has asked since, and waits for an answer: nobody need ask it.
    """

    name: str
    address: str
    how: str
    since: date | None
    again_on: date | None
    regions: frozenset[str]
    asking: bool
    asks_itself: bool = False


def later(application: Application) -> bool:
    """Whether the same school or trust has asked again since: then they came by themselves."""
    same = {"establishment": application.establishment_id, "group": application.group_id}
    return Application.objects.filter(**same, pk__gt=application.pk).exists()


def belongs_otherwise(application: Application, on: date) -> bool:
    """Whether whoever asked belongs on a day, by itself or through a trust."""
    if application.establishment is not None:
        return queries.covering(application.establishment, on) is not None
    member = Member.objects.filter(organisation__group=application.group_id).first()
    return member is not None and queries.period_on(member, on) is not None


def gone(on: date, *, due: bool = False) -> list[Gone]:
    """All who left or were refused and do not belong on a day, those with a day first, the soonest on top.

    ``due``: only those that may be asked by then and have not asked by themselves.
    """
    found = [*_members(on, due), *_refused(on, due)]
    return sorted(found, key=lambda one: (one.again_on or date.max, one.name))


def _members(on: date, due: bool) -> list[Gone]:
    belongs = Period.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), member=OuterRef("pk"))
    through = Coverage.objects.filter(in_force(on), establishment=OuterRef("organisation__establishment"))
    rows = Member.objects.filter(~Exists(belongs), ~Exists(through), periods__isnull=False).distinct()
    asks = Application.objects.filter(
        Q(establishment=OuterRef("organisation__establishment")) | Q(group=OuterRef("organisation__group")),
        state__in=[state.value for state in rules.OPEN],
    )
    rows = rows.annotate(asks=Exists(asks))
    if due:
        rows = rows.filter(asks=False, ask_again_on__lte=on)
    members = list(rows.select_related("organisation").prefetch_related("periods__changes").order_by("pk"))
    regions = _regions(members, on)
    found: list[Gone] = []
    for member in members:
        period = max(member.periods.all(), key=lambda one: (one.starts, one.pk))
        state = queries.state_on(period.changes.all(), on)
        how = STATE_WORDS[state] if state else ""
        found.append(
            Gone(
                member.organisation.name, f"/members/{member.number}/", how, period.ends, member.ask_again_on,
                regions[member.pk], False, member.asks,
            )
        )  # fmt: skip
    return found


def _regions(members: Iterable[Member], on: date) -> dict[int, frozenset[str]]:
    """As ``queries.regions_of``, for many in two queries: where the schools that each covered last lie on a day."""
    places = boundaries()
    rows: dict[int, list[tuple[date, str]]] = {member.pk: [] for member in members}
    for row in Coverage.objects.filter(member__in=list(rows)).select_related("establishment__authority"):
        school = row.establishment
        key = places.region(school.authority.code if school.authority else "", school.urn, on)
        rows[row.member_id].append((row.ends or date.max, key))
    found = {}
    for member in members:
        last = max((ends for ends, _key in rows[member.pk]), default=None)
        keys = frozenset(key for ends, key in rows[member.pk] if ends == last) - {""}
        found[member.pk] = keys or frozenset({member.organisation.region_key} - {""})
    return found


def _refused(on: date, due: bool) -> list[Gone]:
    newer = Application.objects.filter(
        Q(establishment=OuterRef("establishment")) | Q(group=OuterRef("group")), pk__gt=OuterRef("pk")
    )
    through = Coverage.objects.filter(in_force(on), establishment=OuterRef("establishment"))
    itself = Period.objects.filter(in_force(on), member__organisation__group=OuterRef("group"))
    settled = [state.value for state in rules.ASKED_AGAIN]
    rows = Application.objects.filter(~Exists(newer), ~Exists(through), ~Exists(itself), state__in=settled)
    # Nobody looks for one of which all that is left is the answer, unless a day is set for it.
    there = Q(ask_again_on__lte=on) if due else Q(forgotten_at__isnull=True) | Q(ask_again_on__isnull=False)
    return [
        Gone(
            one.applicant, f"/applications/{one.key}/", ASKED_WORDS[Asked(one.state)], one.decided_on,
            one.ask_again_on, frozenset({one.region_key} - {""}), True,
        )
        for one in rows.filter(there).select_related("establishment", "group").order_by("pk")
    ]  # fmt: skip


def not_before(school: Establishment, on: date) -> date | None:
    """The day before which nobody asks this school to join; None where none is set, it has come, it belongs, or it has
    asked by itself and waits for an answer."""
    asks = Application.objects.filter(establishment=school, state__in=[state.value for state in rules.OPEN])
    if queries.covering(school, on) is not None or asks.exists():
        return None
    members = Member.objects.filter(organisation__establishment=school, ask_again_on__gt=on)
    refused = Application.objects.filter(establishment=school, ask_again_on__gt=on)
    days = [one.ask_again_on for one in members] + [one.ask_again_on for one in refused if not later(one)]
    return max((day for day in days if day is not None), default=None)
