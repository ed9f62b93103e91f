"""Whom a group holds on a day, whom it leaves out, and why: the same for the preview and for the letter itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coopnet.mailings.enums import Left, Sort, Standing, Voter, Whom
from coopnet.mailings.models import Reader
from coopnet.mailings.rules import Group
from coopnet.membership import queries as membership
from coopnet.membership import rules as law
from coopnet.membership.enums import Duty, State
from coopnet.membership.models import Mandate, Period
from coopnet.membership.queries import Belongs
from coopnet.notices import marks
from coopnet.notices.models import OptOut
from coopnet.people.enums import OrganisationKind
from coopnet.regions.queries import all_regions
from coopnet.register.models import Establishment

_DUTIES = {
    Whom.LEAD: ((Duty.LEAD,),),
    Whom.FINANCE: ((Duty.FINANCE,), (Duty.LEAD,)),
    Whom.VOTES: ((Duty.VOTES,),),
    Whom.ALL: ((Duty.LEAD, Duty.FINANCE, Duty.VOTES, Duty.SUBSTITUTE),),
}
_DUTY_SHORT = {
    Duty.LEAD: "speaks for it",
    Duty.FINANCE: "sees to its invoices",
    Duty.VOTES: "votes for it",
    Duty.SUBSTITUTE: "votes as substitute",
}
AFTER_END = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One reader, or somebody left out (``left_out`` says why), with the reason for being in the group."""

    address: str
    name: str
    school: str
    region: str
    why: str
    left_out: str = ""


def readers(sort: Sort, group: Group, on: date) -> list[Chosen]:
    """Whom a letter of this sort would reach that day, and whom not."""
    return newsletter(on) if sort is Sort.NEWSLETTER else chosen(group, on, news=sort is Sort.NEWS)


def chosen(group: Group, on: date, *, news: bool) -> list[Chosen]:
    """Everybody in the group on that day, readers and those left out. Each address comes once."""
    refused = set(OptOut.objects.values_list("address", flat=True)) if news else set()
    names = {region.key: region.name for region in all_regions(on)}
    seen: dict[str, int] = {}
    found: list[Chosen] = []
    for one, held in _members(group, on):
        region = names.get(min(one.regions, default=""), "")
        school = one.member.organisation.name
        picked = _picked(group.whom, held)
        if not picked:
            found.append(Chosen("", "", school, region, one.words.capitalize(), Left.NOBODY.value))
        for mandate in picked:
            address = mandate.person.email.strip()
            why = f"{one.words.capitalize()}; {_DUTY_SHORT[Duty(mandate.duty)]}"
            left = ""
            if not marks.is_address(address):
                left = Left.NO_ADDRESS.value
            elif address.lower() in refused:
                left = Left.NO_NEWS.value
            elif address.lower() in seen:
                left = Left.SAME.value
            else:
                seen[address.lower()] = len(found)
            found.append(Chosen(address, mandate.person.name, school, region, why, left))
    return found


def newsletter(on: date) -> list[Chosen]:
    """Everybody who asked for the newsletter and confirmed it. Whoever wants no news is left out."""
    refused = set(OptOut.objects.values_list("address", flat=True))
    return [
        Chosen(
            reader.address, "", "", "", "Asked for the newsletter",
            Left.NO_NEWS.value if reader.address in refused else "",
        )
        for reader in Reader.objects.filter(confirmed_at__isnull=False).order_by("pk")
    ]  # fmt: skip


def _picked(whom: Whom, held: list[Mandate]) -> list[Mandate]:
    """Of those who act for a member the ones that the letter is for, each person once."""
    for duties in _DUTIES[whom]:
        people: dict[int, Mandate] = {}
        for mandate in held:
            if Duty(mandate.duty) in duties:
                people.setdefault(mandate.person_id, mandate)
        if people:
            return list(people.values())
    return []


def _members(group: Group, on: date) -> Iterator[tuple[Belongs, list[Mandate]]]:
    acting = membership.all_mandates(on)
    phases = _phases(group, on)
    for one in membership.belonging(on):
        if _stands(one.state) in group.standing and _fits(group, one, acting.get(one.member.pk, []), phases):
            yield one, acting.get(one.member.pk, [])
    if Standing.ENDED in group.standing:
        yield from _ended(group, on)


def _stands(state: State) -> Standing | None:
    if state in law.COUNTED:
        return Standing.MEMBERS
    return Standing.WAITING if state is State.AWAITING else None


def _ended(group: Group, on: date) -> Iterator[tuple[Belongs, list[Mandate]]]:
    """Those that ended lately and have not come back, with whoever acted for them on the last day."""
    back = {one.member.pk for one in membership.belonging(on)}
    rows = Period.objects.filter(ends__lte=on, ends__gt=on - AFTER_END).exclude(member__in=back)
    last: dict[int, date] = {}
    for member, ends in rows.values_list("member_id", "ends"):
        if ends is not None:
            last[member] = max(last.get(member, ends), ends)
    by_day: dict[date, list[int]] = {}
    for member, ends in last.items():
        by_day.setdefault(ends, []).append(member)
    for ends, members in sorted(by_day.items()):
        before = ends - timedelta(days=1)
        acting = membership.all_mandates(before, members)
        phases = _phases(group, before)
        for one in membership.belonging(before, only=members):
            held = acting.get(one.member.pk, [])
            if _fits(group, one, held, phases):
                yield one, held


def _phases(group: Group, on: date) -> dict[int, str]:
    """The phase of each school, by its id; nothing where the group does not ask for it."""
    return dict(Establishment.objects.filter(phase_name__in=group.phases).values_list("pk", "phase_name"))


def _fits(group: Group, one: Belongs, held: list[Mandate], phases: dict[int, str]) -> bool:
    trust = one.member.organisation.kind == OrganisationKind.TRUST.value
    named = any(mandate.duty == Duty.VOTES.value for mandate in held)
    return (
        (not group.regions or bool(one.regions & set(group.regions)))
        and (not group.kind or (group.kind == "trust") is trust)
        and (not group.phases or any(school.id in phases for school in one.schools))
        and (group.voter is Voter.ANY or (group.voter is Voter.WITH) is named)
    )
