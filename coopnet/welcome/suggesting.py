"""Which member schools may walk beside a new one: of its region, of its phase, near."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from coopnet.membership import queries as membership
from coopnet.membership.enums import Duty
from coopnet.membership.models import Member
from coopnet.membership.queries import Belongs
from coopnet.membership.rules import WITH_RIGHTS
from coopnet.register.models import Establishment
from coopnet.welcome import rules
from coopnet.welcome.models import Buddy
from coopnet.welcome.queries import New
from coopnet.welcome.rules import Alike, Site

MOST = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A member that may be asked, and why this one."""

    member: Member
    alike: Alike


def suggestions(of: New, on: date) -> list[Suggestion]:
    """The members most alike and nearest; of the same region first, and of all where that has none.

    Left out: whoever is new, has nobody who speaks for it, was asked before, or walks beside two already.
    """
    held = Buddy.objects.filter(state__in=[state.value for state in rules.OPEN]).values_list("member")
    busy = {member for member, times in held.annotate(Count("pk")) if times >= rules.AT_ONCE}
    acting = membership.all_mandates(on)
    everybody = [one for one in membership.belonging(on) if _may(one, of, on, busy)]
    everybody = [
        one for one in everybody
        if any(m.duty == Duty.LEAD.value and m.person.email for m in acting.get(one.member.pk, []))
    ]  # fmt: skip
    near = [one for one in everybody if one.regions & of.belongs.regions] or everybody
    ids = [school.id for one in [*near, of.belongs] for school in one.schools]
    sites = {
        pk: Site(phase, east, north)
        for pk, phase, east, north in Establishment.objects.filter(pk__in=ids).values_list(
            "pk", "phase_name", "easting", "northing"
        )
    }
    mine = [sites[school.id] for school in of.schools]
    found = []
    for one in near:
        best = rules.alike(mine, [sites[school.id] for school in one.schools])
        if best is not None:
            found.append(Suggestion(one.member, best))
    return sorted(found, key=lambda one: (one.alike.order, one.member.organisation.name))[:MOST]


def _may(one: Belongs, of: New, on: date, busy: set[int]) -> bool:
    is_new = one.period.certain and rules.runs(one.period.starts, on)
    known = one.member.pk in of.passed or one.member.pk in busy or one.member.pk == of.member.pk
    return one.state in WITH_RIGHTS and not is_new and not known and bool(one.schools)
