"""What the school list tells of whoever asks to join, as facts for ``rules.eligibility``."""

from datetime import date

from django.db.models import Q

from coopnet.membership import queries
from coopnet.membership.models import Member
from coopnet.membership.rules import Eligibility, Listed, eligibility
from coopnet.regions.queries import region_of
from coopnet.register.coop import coop_schools
from coopnet.register.enums import CoopForm
from coopnet.register.models import CoopStatus, Establishment, Group, GroupMembership
from coopnet.register.queries import get_school


def _evidence(words: str, confirmed_on: date) -> str:
    return f"{words}, last confirmed {confirmed_on.day} {confirmed_on:%B %Y}"


def of_school(establishment: Establishment, on: date) -> Listed:
    """A school on a day: open or not, co-operative through which trust, and whether it belongs already."""
    coop = next((one for one in coop_schools() if one.urn == establishment.urn), None)
    standing = coop.standing(on) if coop else None
    trust = coop.trust(on) if coop else None
    form = standing.form if standing else None
    member = queries.covering(establishment, on)
    return Listed(
        is_open=get_school(urn=establishment.urn, on=on).is_open,
        in_coop_foundation_trust=form is CoopForm.FOUNDATION_TRUST,
        in_coop_academy_trust=form is CoopForm.ACADEMY_TRUST,
        is_coop_trust=False,
        coop_otherwise=standing is not None,
        trust=trust.name if trust else "a co-operative trust",
        evidence=_evidence(standing.evidence, standing.confirmed_on) if standing else "",
        covered_by=member.organisation.name if member else "",
    )


def _running(on: date) -> Q:
    """As ``people.queries.in_force``, for rows whose missing start means: since before our records."""
    return (Q(starts__isnull=True) | Q(starts__lte=on)) & (Q(ends__isnull=True) | Q(ends__gt=on))


def of_trust(group: Group, on: date) -> Listed:
    """A trust on a day."""
    status = CoopStatus.objects.filter(_running(on), group=group).order_by("-confirmed_on").first()
    member = Member.objects.filter(organisation__group=group).first()
    return Listed(
        is_open=(group.status or "open").casefold().startswith("open"),
        in_coop_foundation_trust=False,
        in_coop_academy_trust=False,
        is_coop_trust=status is not None,
        coop_otherwise=False,
        trust=group.name,
        evidence=_evidence(status.evidence, status.confirmed_on) if status else "",
        covered_by=group.name if member and queries.period_on(member, on) else "",
    )


def schools_of(group: Group, on: date) -> list[Establishment]:
    """The open schools of a trust on a day, each once, by name."""
    links = GroupMembership.objects.filter(_running(on), group=group).values("establishment")
    rows = Establishment.objects.filter(pk__in=links).order_by("folded", "urn")
    return [one for one in rows if get_school(urn=one.urn, on=on).is_open]


def region_key(thing: Establishment | Group, on: date) -> str:
    """The region of a school, or of the first school of a trust; empty where none is known."""
    schools = [thing] if isinstance(thing, Establishment) else schools_of(thing, on)[:1]
    found = region_of(schools[0], on) if schools else None
    return found.key if found else ""


def judge(thing: Establishment | Group, on: date) -> Eligibility:
    """What the school list says about a school or a trust that asks to join."""
    return eligibility(of_school(thing, on) if isinstance(thing, Establishment) else of_trust(thing, on))
